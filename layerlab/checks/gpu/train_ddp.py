"""One epoch in a team of processes that stay equal by averaging their gradients."""

import numpy as np
import torch

from layerlab.checking import Closeness, Exercise, Mistake, Tensor, case, looks, worked

from . import teams


def _cases(rng):
    """One process, two, and three."""

    def data(n, d=3):
        x = rng.normal(size=(n, d)).astype(np.float32)
        return {"X": Tensor(x), "y": Tensor(rng.integers(0, 3, size=n))}

    yield worked(**data(4), size=4, lr=0.3, world=2)
    yield worked(**data(12), size=4, lr=0.5, world=2)
    yield case(**data(12), size=6, lr=0.2, world=3)
    yield case(**data(8), size=4, lr=0.5, world=1)
    yield case(**data(16), size=8, lr=0.5, world=2)


train_ddp = Exercise(
    number="13.8", name="train_ddp", difficulty=3, minutes=20, points=4,
    seconds=10.0, reference=teams.team_with(), cases=_cases,
    observe=looks.Look("units.ddp:team", {"torch": {}, "call": "all processes at once"}),
    closeness=Closeness(rtol=1e-3, atol=1e-4),
    mistakes=(
        Mistake("the same share twice", code=
            teams.team_with(rows=lambda s, size, rank, world: slice(s, s + size // world)), message=
            "Every process looks at the same rows, and the others are never seen. The share must "
            "depend on `rank`."),
        Mistake("everyone does everything", teams.team_with(rows=teams.every_row), message=
            "The weights are right, but every process looked at every row: two processes take as "
            "long as one. Each takes its share of the batch."),
        Mistake("gradients summed", teams.team_with(combine=teams.summed), hint=2, message=
            "The gradients of the processes are added, so each step is `world` times too long. The "
            "mean over the batch is the mean of the shares' means: divide."),
        Mistake("divided twice", hint=2, code=
            teams.team_with(combine=teams.by(lambda g, n: g / n**2)), message=
            "Each step is `world` times too short: the gradients are divided twice. Once is "
            "enough, before `all_reduce` or after it."),
        Mistake("multiplied by world", hint=2, code=
            teams.team_with(combine=teams.by(lambda g, n: g * n)), message=
            "The sum of the gradients is multiplied by `world`. It is divided, so that it becomes "
            "a mean."),
        Mistake("weights summed at the end", teams.summed_at_the_end, hint=2, message=
            "Each process trains alone, and at the end the weights are added up. What belongs "
            "together are the gradients of each step, and their mean."),
        Mistake("each on its own", teams.team_with(combine=teams.alone), hint=2, message=
            "The weights of the processes drift apart: each steps with its own gradients. Is "
            "`p.grad` itself reduced (not a copy), and before the step?"),
        Mistake("divided, each on its own", hint=2, code=
            teams.team_with(combine=teams.divided_alone), message=
            "The gradients are divided by `world`, and nobody has added them up before: the "
            "weights of the processes drift apart. First `all_reduce(p.grad)`."),
        Mistake("lr not handed over", hint=3, code=
            teams.team_with(make=lambda parameters, lr: torch.optim.SGD(parameters)), message=
            "The optimiser took its own 0.001, whatever `lr` says: hand `lr` over."),
        Mistake("weights summed", teams.team_with(combine=teams.weights_summed), hint=2, message=
            "The weights of the processes are added up: with each step they grow."),
        Mistake("only the first layer", teams.team_with(combine=teams.first_only), hint=2, message=
            "Only one parameter is averaged; the others drift apart. Go through all of them."),
        Mistake("gradients never cleared", teams.team_with(clear=False), hint=3, message=
            "The gradients of earlier batches are still in the sum. Clear them for each batch."),
        Mistake("only one process reduces", teams.rank_zero_waits, hint=3, message=
            "A deadlock: one process calls `all_reduce`, the others do not, so it waits for ever. "
            "Every process must call it equally often."),
        Mistake("only one process works", teams.only_rank_zero_works, message=
            "Process 0 does all the work, and the others give back the model untouched."),
        Mistake("shares of the whole set", teams.team_with(
            rows=lambda s, size, rank, world: slice(rank * size // world, None, world)
        ), message=
            "The rows that a process looks at do not belong to the present batch. Cut each batch "
            "of `size` rows into shares."),
        Mistake("batches dealt out", teams.whole_batches, message=
            "Whole batches were dealt out to the processes. All go through the same batches; each "
            "takes its share of the rows of each."),
        Mistake("averaged at the end", teams.averaged_at_the_end, hint=2, message=
            "Each process trains alone, and the weights are averaged once, at the end. That is not "
            "one step for the whole batch: average in each step."),
        Mistake("Adam", teams.with_optimiser(teams.adam), hint=3, message=
            "Another optimiser steps here. Plain descent is asked for: `torch.optim.SGD` with `lr` "
            "and nothing else."),
        Mistake("momentum", teams.with_optimiser(teams.momentum), hint=3, message=
            "The optimiser has momentum. Plain descent is asked for: `torch.optim.SGD` with `lr` "
            "and nothing else."),
        Mistake("sum over the share", teams.team_with(loss=teams.summed_loss), hint=2, message=
            "The loss is a sum over the rows of the share. The mean cross-entropy is asked for."),
        Mistake("first batch again and again", code=
            teams.team_with(rows=lambda s, size, rank, world: slice(rank, size, world)), message=
            "Every turn looks at the first batch. The slice must begin at the batch's own start."),
        Mistake("to the end of the set", code=
            teams.team_with(rows=lambda s, size, rank, world: slice(s + rank, None, world)),
            message=
            "The share runs on to the end of the data. It must end where the batch ends, at start "
            "+ size."),
        Mistake("share without its stride", code=
            teams.team_with(rows=lambda s, size, rank, world: slice(s + rank, s + size)), message=
            "The share begins at your rank and takes all that follows. Every `world`-th row is "
            "yours: the slice needs a stride."),
        Mistake("the same rows for all", code=
            teams.team_with(rows=lambda s, size, rank, world: slice(s, s + size, world)), message=
            "Every process takes the same rows: the slice has its stride, and does not begin at "
            "your `rank`."),
        Mistake("last batch left out", teams.team_until(lambda n, size: n - size), hint=3, message=
            "The last batch is never seen. `range` leaves out its end: let it run to `len(X)`."),
        Mistake("only the first batch", teams.team_until(lambda n, size: size), hint=3, message=
            "Only the first batch was learnt from. Go on through all of them."),
        Mistake("size rows for each", teams.shares_first, message=
            "The data were dealt out first, and each process takes `size` rows at a time: a step "
            "then sees `world` batches. Of each batch of `size` rows take a share."),
    ),
    hints=(
        "A batch of `size` rows begins at `start`. Which rows of it are yours, if every `world`-th "
        "row is, beginning with your `rank`?",
        "After your own backward pass `p.grad` is the mean over your share. `all_reduce` makes it "
        "the sum over all processes, in place. What is missing until it is the mean over the "
        "batch?",
        "For each batch in order: clear, own loss, backward, then for every parameter reduce and "
        "divide, then the step. All processes do this equally often.",
    ),
    alternatives=(
        teams.team_with(rows=teams.block),
        teams.team_with(combine=teams.weights_averaged),
        teams.team_with(combine=teams.reduced_flat),
    ),
)  # fmt: skip
