"""One epoch in a team of processes that stay equal by averaging their gradients."""

import numpy as np
import torch
from torch.nn import functional as F

from layerlab.checking import Closeness, Exercise, Mistake, Tensor, case, looks, worked


def _share(start, size, rank, world):
    return slice(start + rank, start + size, world)


def _averaged(model, opt, world, all_reduce):
    for p in model.parameters():
        all_reduce(p.grad)
        p.grad /= world
    opt.step()


def _team_with(
    rows=None, combine=None, clear=True, loss=F.cross_entropy, make=torch.optim.SGD
):
    """A training run in one of `world` processes, with one thing changed."""

    def code(model, X, y, size, lr, rank, world, all_reduce):
        opt = make(model.parameters(), lr)
        for start in range(0, len(X), size):
            mine = (rows or _share)(start, size, rank, world)
            if clear:
                opt.zero_grad()
            loss(model(X[mine]), y[mine]).backward()
            (combine or _averaged)(model, opt, world, all_reduce)
        return model

    return code


def _cases(rng):
    """One process, two, and three."""

    def data(n, d=3):
        x = rng.normal(size=(n, d)).astype(np.float32)
        return {"X": Tensor(x), "y": Tensor(rng.integers(0, 3, size=n))}

    yield worked(**data(4), size=4, lr=0.5, world=2)
    yield worked(**data(12), size=4, lr=0.5, world=2)
    yield case(**data(12), size=6, lr=0.2, world=3)
    yield case(**data(8), size=4, lr=0.5, world=1)
    yield case(**data(16), size=8, lr=0.5, world=2)


def _block(start, size, rank, world):
    """Right: an equal block of the batch."""
    part = size // world
    return slice(start + rank * part, start + (rank + 1) * part)


def _summed(model, opt, world, all_reduce):
    """Sums and does not divide."""
    for p in model.parameters():
        all_reduce(p.grad)
    opt.step()


def _divided_alone(model, opt, world, all_reduce):
    """Divides, and never speaks with the others."""
    for p in model.parameters():
        p.grad /= world
    opt.step()


def _alone(model, opt, world, all_reduce):
    """Never speaks with the others."""
    opt.step()


def _weights_summed(model, opt, world, all_reduce):
    """Adds up weights."""
    opt.step()
    for p in model.parameters():
        all_reduce(p.data)


def _weights_averaged(model, opt, world, all_reduce):
    """For plain descent the mean of the weights is as good as the mean of the slopes."""
    opt.step()
    for p in model.parameters():
        all_reduce(p.data)
        p.data /= world


def _first_only(model, opt, world, all_reduce):
    """Reduces one parameter."""
    p = next(model.parameters())
    all_reduce(p.grad)
    p.grad /= world
    opt.step()


def _reduced_flat(model, opt, world, all_reduce):
    """All gradients in one message, as one vector."""
    params = list(model.parameters())
    flat = torch.cat([p.grad.ravel() for p in params])
    all_reduce(flat)
    pieces = (flat / world).split([p.numel() for p in params])
    for p, g in zip(params, pieces, strict=True):
        p.grad.copy_(g.view_as(p))
    opt.step()


def _whole_batches(model, X, y, size, lr, rank, world, all_reduce):
    """Deals out batches, not the rows of each batch."""
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    for start in range(rank * size, len(X), world * size):
        rows = slice(start, start + size)
        opt.zero_grad()
        F.cross_entropy(model(X[rows]), y[rows]).backward()
        _averaged(model, opt, world, all_reduce)
    return model


def _averaged_at_the_end(model, X, y, size, lr, rank, world, all_reduce):
    """Trains alone, and averages the weights once."""
    give = (model, X, y, size, lr, rank, world, all_reduce)
    _team_with(combine=_alone)(*give)
    for p in model.parameters():
        all_reduce(p.data)
        p.data /= world
    return model


def _team_until(stop):
    """A team that goes through the rows up to `stop(n, size)`."""

    def code(model, X, y, size, *rest):
        n = stop(len(X), size)
        return _team_with()(model, X[:n], y[:n], size, *rest)

    return code


def _shares_first(model, X, y, size, lr, rank, world, all_reduce):
    """Deals out all rows first, then takes `size` of its own at a time."""
    mine, own = X[rank::world], y[rank::world]
    return _team_with(rows=lambda s, size, rank, world: slice(s, s + size))(
        model, mine, own, size, lr, rank, world, all_reduce
    )


def _with_optimiser(make):
    """The right team with another optimiser; `make(params, lr)`."""
    return _team_with(make=make)


def _adam(params, lr):
    """Not plain descent."""
    return torch.optim.Adam(params, lr=lr)


def _momentum(params, lr):
    """Not plain descent."""
    return torch.optim.SGD(params, lr=lr, momentum=0.9)


def _summed_loss(scores, y):
    """The sum over the share."""
    return F.cross_entropy(scores, y, reduction="sum")


def _rank_zero_waits(model, X, y, size, lr, rank, world, all_reduce):
    """Only the first process reduces: it waits for ever."""

    def combine(model, opt, world, all_reduce):
        if rank == 0:
            _averaged(model, opt, world, all_reduce)
        else:
            opt.step()

    return _team_with(combine=combine)(model, X, y, size, lr, rank, world, all_reduce)


def _all(start, size, rank, world):
    return slice(start, start + size)


def _only_rank_zero_works(model, X, y, size, lr, rank, world, all_reduce):
    """The others do nothing."""
    if rank == 0:
        _team_with(rows=_all, combine=_alone)(
            model, X, y, size, lr, rank, world, all_reduce
        )
    return model


train_ddp = Exercise(
    number="13.8", name="train_ddp", difficulty=3, minutes=20, points=4,
    seconds=10.0, reference=_team_with(), cases=_cases,
    observe=looks.Look("units.ddp:team", {"torch": {}, "call": "all processes at once"}),
    closeness=Closeness(rtol=1e-3, atol=1e-4),
    mistakes=(
        Mistake("the same share twice", code=
            _team_with(rows=lambda s, size, rank, world: slice(s, s + size // world)), message=
            "Every process looks at the same rows, and the others are never seen. The share must "
            "depend on `rank`."),
        Mistake("everyone does everything", _team_with(rows=_all), message=
            "The weights are right, but every process looked at every row: two processes take as "
            "long as one. Each takes its share of the batch."),
        Mistake("gradients summed", _team_with(combine=_summed), hint=2, message=
            "The gradients of the processes are added, so each step is `world` times too long. The "
            "mean over the batch is the mean of the shares' means: divide."),
        Mistake("each on its own", _team_with(combine=_alone), hint=2, message=
            "The weights of the processes drift apart: each steps with its own gradients. Is "
            "`p.grad` itself reduced (not a copy), and before the step?"),
        Mistake("divided, each on its own", _team_with(combine=_divided_alone), hint=2, message=
            "The gradients are divided by `world`, and nobody has added them up before: the "
            "weights of the processes drift apart. First `all_reduce(p.grad)`."),
        Mistake("lr not handed over", hint=3, code=
            _team_with(make=lambda parameters, lr: torch.optim.SGD(parameters)), message=
            "The optimiser took its own 0.001, whatever `lr` says: hand `lr` over."),
        Mistake("weights summed", _team_with(combine=_weights_summed), hint=2, message=
            "The weights of the processes are added up: with each step they grow."),
        Mistake("only the first layer", _team_with(combine=_first_only), hint=2, message=
            "Only one parameter is averaged; the others drift apart. Go through all of them."),
        Mistake("gradients never cleared", _team_with(clear=False), hint=3, message=
            "The gradients of earlier batches are still in the sum. Clear them for each batch."),
        Mistake("only one process reduces", _rank_zero_waits, hint=3, message=
            "A deadlock: one process calls `all_reduce`, the others do not, so it waits for ever. "
            "Every process must call it equally often."),
        Mistake("only one process works", _only_rank_zero_works, message=
            "Process 0 does all the work, and the others give back the model untouched."),
        Mistake("shares of the whole set", _team_with(
            rows=lambda s, size, rank, world: slice(rank * size // world, None, world)
        ), message=
            "The rows that a process looks at do not belong to the present batch. Cut each batch "
            "of `size` rows into shares."),
        Mistake("batches dealt out", _whole_batches, message=
            "Whole batches were dealt out to the processes. All go through the same batches; each "
            "takes its share of the rows of each."),
        Mistake("averaged at the end", _averaged_at_the_end, hint=2, message=
            "Each process trains alone, and the weights are averaged once, at the end. That is not "
            "one step for the whole batch: average in each step."),
        Mistake("Adam", _with_optimiser(_adam), hint=3, message=
            "Another optimiser steps here. Plain descent is asked for: `torch.optim.SGD` with `lr` "
            "and nothing else."),
        Mistake("momentum", _with_optimiser(_momentum), hint=3, message=
            "The optimiser has momentum. Plain descent is asked for: `torch.optim.SGD` with `lr` "
            "and nothing else."),
        Mistake("sum over the share", _team_with(loss=_summed_loss), hint=2, message=
            "The loss is a sum over the rows of the share. The mean cross-entropy is asked for."),
        Mistake("first batch again and again", code=
            _team_with(rows=lambda s, size, rank, world: slice(rank, size, world)), message=
            "Every turn looks at the first batch. The slice must begin at the batch's own start."),
        Mistake("to the end of the set", code=
            _team_with(rows=lambda s, size, rank, world: slice(s + rank, None, world)), message=
            "The share runs on to the end of the data. It must end where the batch ends, at start "
            "+ size."),
        Mistake("share without its stride", code=
            _team_with(rows=lambda s, size, rank, world: slice(s + rank, s + size)), message=
            "The share begins at your rank and takes all that follows. Every `world`-th row is "
            "yours: the slice needs a stride."),
        Mistake("the same rows for all", code=
            _team_with(rows=lambda s, size, rank, world: slice(s, s + size, world)), message=
            "Every process takes the same rows: the slice has its stride, and does not begin at "
            "your `rank`."),
        Mistake("last batch left out", _team_until(lambda n, size: n - size), hint=3, message=
            "The last batch is never seen. `range` leaves out its end: let it run to `len(X)`."),
        Mistake("only the first batch", _team_until(lambda n, size: size), hint=3, message=
            "Only the first batch was learnt from. Go on through all of them."),
        Mistake("size rows for each", _shares_first, message=
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
        _team_with(rows=_block),
        _team_with(combine=_weights_averaged),
        _team_with(combine=_reduced_flat),
    ),
)  # fmt: skip
