"""The whole training loop, which keeps the best weights."""

import copy
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import optim

from layerlab.checking import Exercise, Mistake, Tensor, case, looks, worked

from . import shared


def _fit(model, train, val, epochs, lr=0.1):
    opt = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    history, lowest, best = [], float("inf"), None
    for _ in range(epochs):
        total = sum(shared.train_step(model, xb, yb, opt) * len(yb) for xb, yb in train)
        n = sum(len(yb) for _, yb in train)
        seen = shared.evaluate(model, val)
        history.append(
            {
                "train_loss": total / n,
                "val_loss": seen["loss"],
                "val_accuracy": seen["accuracy"],
            }
        )
        if seen["loss"] < lowest:
            lowest, best = seen["loss"], copy.deepcopy(model.state_dict())
    model.load_state_dict(best)
    return history


def _noisy(rng, *sizes):
    """Two classes with a bent border; some labels are wrong, so that learning overdoes it."""
    batches = []
    for n in sizes:
        X = rng.normal(size=(n, 2)).astype(np.float32)
        y = (X[:, 0] * X[:, 1] > 0) ^ (rng.random(n) < 0.3)
        batches.append((Tensor(X), Tensor(y.astype(np.int64))))
    return batches


def _cases(rng):
    for seed, epochs, lr in ((1, 2, 0.1), (2, 5, 0.5), (3, 6, 0.3), (4, 6, 0.6)):
        own = np.random.default_rng(seed)
        make = worked if seed == 1 else case
        train, val = _noisy(own, 6, 6, 3), _noisy(own, 8, 3)
        yield make(train=train, val=val, epochs=epochs, lr=lr)
    yield case(train=_noisy(rng, 6, 5), val=_noisy(rng, 7), epochs=3, lr=0.2)


@dataclass(kw_only=True, eq=False)
class _loop:  # noqa: N801  (the mistakes are written as calls of it)
    """A training loop with one thing changed."""

    step: Callable = shared.train_step
    look: Callable = shared.evaluate
    validate: Callable = lambda train, val: val
    learn: Callable = lambda train, val: train
    key: Callable = lambda row: row["val_loss"]
    fresh: bool = False
    keep: Callable = copy.deepcopy
    put_back: bool = True
    momentum: float = 0.9
    rate: Callable = lambda lr: lr
    kind: Callable = torch.optim.SGD
    weigh: Callable = len
    look_first: bool = False
    roll_back: bool = False
    train_loss: Callable = lambda model, train, mean: mean

    def __call__(self, model, train, val, epochs, lr=0.1):
        def optimiser():
            return self.kind(model.parameters(), self.rate(lr), self.momentum)

        opt, history, lowest, best = optimiser(), [], float("inf"), None
        for _ in range(epochs):
            opt = optimiser() if self.fresh else opt
            history.append(self.epoch(model, train, val, opt))
            if self.key(history[-1]) < lowest:
                lowest, best = self.key(history[-1]), self.keep(model.state_dict())
            if self.roll_back:
                model.load_state_dict(best)
        if self.put_back:
            model.load_state_dict(best)
        return history

    def epoch(self, model, train, val, opt):
        """One row of the history."""
        before = (
            self.look(model, self.validate(train, val)) if self.look_first else None
        )
        batches = list(self.learn(train, val))
        total = sum(
            self.step(model, xb, yb, opt) * self.weigh(yb) for xb, yb in batches
        )
        seen = before or self.look(model, self.validate(train, val))
        mean = total / sum(self.weigh(yb) for _, yb in batches)
        mean = self.train_loss(model, batches, mean)
        row = {"train_loss": mean, "val_loss": seen["loss"]}
        return row | {"val_accuracy": seen["accuracy"]}


def _after(change):
    """The right loop, its history changed on the way out."""
    return lambda *args, **named: change(_fit(*args, **named))


def _by_columns(rows):
    return {name: [row[name] for row in rows] for name in rows[0]}


def _never_reset(rows):
    losses = [row["train_loss"] for row in rows]
    return [row | {"train_loss": sum(losses[: i + 1])} for i, row in enumerate(rows)]


def _stops_early(model, train, val, epochs, lr=0.1):
    opt = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    history, best, lowest = [], None, float("inf")
    for _ in range(epochs):
        history.append(_loop().epoch(model, train, val, opt))
        if history[-1]["val_loss"] >= lowest:
            break
        lowest, best = history[-1]["val_loss"], copy.deepcopy(model.state_dict())
    model.load_state_dict(best)
    return history


def _one_epoch_less(model, train, val, epochs, lr=0.1):
    return _fit(model, train, val, epochs - 1, lr)


def _keeps_a_model(model, train, val, epochs, lr=0.1):
    """Keeps a copy of the whole model, and puts its numbers back one by one."""
    opt = torch.optim.SGD(model.parameters(), lr, 0.9)
    history, kept = [], []
    for epoch in range(epochs):
        rows = [(shared.train_step(model, xb, yb, opt), len(yb)) for xb, yb in train]
        seen = shared.joined(model, val)
        mean = sum(loss * n for loss, n in rows) / sum(n for _, n in rows)
        history += [
            {
                "epoch": epoch,
                "train_loss": mean,
                "val_loss": seen["loss"],
                "val_accuracy": seen["accuracy"],
            }
        ]
        kept.append((float(seen["loss"]), epoch, copy.deepcopy(model)))
    model.load_state_dict(min(kept)[2].state_dict())
    return history


_NET = """
    model = fill(nn.Sequential(nn.Linear(2, 6), nn.BatchNorm1d(6), nn.ReLU(), nn.Linear(6, 2)))
"""


fit = Exercise(
    number="9.4", name="fit", seconds=8.0, difficulty=3, minutes=20, points=4,
    reference=_fit, cases=_cases,
    observe=looks.training(
        "fit",
        "len(result)",
        "[float(row['train_loss']) for row in result]",
        "[float(row['val_loss']) for row in result]",
        "[float(row['val_accuracy']) for row in result]",
        "model.eval()(val[0][0])",
        call="fit(model, train, val, epochs, lr=lr)",
        setup=_NET,
    ),
    mistakes=(
        Mistake("validates on training data", _loop(validate=lambda train, val: train), message=
            "The validation looked at the training data. So it cannot see when learning turns into "
            "learning by heart: evaluate on `val`."),
        Mistake("trains on the validation data", code=
            _loop(learn=lambda train, val: [*train, *val]), message=
            "The model was also trained on `val`. What it has seen cannot judge it any more."),
        Mistake("train and val exchanged", code=
            _loop(learn=lambda train, val: val, validate=lambda train, val: train), message=
            "Training and validation data have changed places."),
        Mistake("optimiser made anew each epoch", _loop(fresh=True), message=
            "Each epoch begins with a new optimiser, which has forgotten its momentum. Make it "
            "once, before the loop."),
        Mistake("last weights instead of best", _loop(put_back=False), hint=3, message=
            "At the end the model holds its last weights, not its best. Were they put back? And "
            "were they copied? `state_dict()` alone gives the very tensors that go on moving."),
        Mistake("best by accuracy", _loop(key=lambda row: -row["val_accuracy"]), hint=2, message=
            "The weights with the best accuracy were kept. The lowest validation loss decides "
            "here: it also sees how sure the answers are."),
        Mistake("best by training loss", _loop(key=lambda row: row["train_loss"]), hint=2, message=
            "The training loss decided which weights are best. It falls even while new examples "
            "are answered worse: let the validation loss decide."),
        Mistake("highest loss kept", _loop(key=lambda row: -row["val_loss"]), hint=2, message=
            "The weights with the highest validation loss were kept. A low loss is good."),
        Mistake("first weights kept", _loop(key=lambda row: 0.0), hint=2, message=
            "The weights of the first epoch came back. Is the lowest loss so far remembered, and "
            "compared in each epoch?"),
        Mistake("no zero_grad", _loop(step=shared.step("backward step")), hint=2, message=
            "The gradients of all batches add up: nothing clears them. Use your train_step."),
        Mistake("eval mode stays", hint=2, code=
            _loop(step=shared.step(mode=False), look=shared.evaluation(after="eval")), message=
            "From the second epoch on the model trains in evaluation mode: the validation has left "
            "it there."),
        Mistake("validated in training mode", hint=2, code=
            _loop(look=shared.evaluation(mode=None)), message=
            "The validation ran in training mode, so the normalisation looked at each batch and "
            "learned from it. Use your evaluate."),
        Mistake("validated before the training", _loop(look_first=True), hint=2, message=
            "Each epoch's validation came before its training: it judges the weights of the epoch "
            "before."),
        Mistake("plain mean of the training losses", _loop(weigh=lambda yb: 1), hint=2, message=
            "The training loss is the plain mean over batches. Weigh each batch by its size: the "
            "last one may be short."),
        Mistake("training loss summed", hint=2, code=
            _after(lambda rows: [r | {"train_loss": r["train_loss"] * 15} for r in rows]), message=
            "The training loss is a sum over the examples. Divide by their number."),
        Mistake("no momentum", _loop(momentum=0.0), hint=2, message=
            "The steps are those of plain descent. SGD with momentum 0.9 is asked for."),
        Mistake("lr ignored", _loop(rate=lambda lr: 0.1), hint=2, message=
            "The learning rate is always 0.1, whatever `lr` says."),
        Mistake("lr not handed over", _loop(rate=lambda lr: 1e-3), hint=2, message=
            "The optimiser took its own 0.001, whatever `lr` says: hand `lr` over."),
        Mistake("adam", _loop(kind=lambda ps, lr, momentum: optim.Adam(ps, lr)), hint=2, message=
            "The steps are those of Adam. SGD with momentum 0.9 is asked for."),
        Mistake("one batch an epoch", _loop(learn=lambda train, val: train[:1]), hint=2, message=
            "Only the first batch of each epoch was learned from. Does a `return` or a `break` "
            "stand inside the loop?"),
        Mistake("only the last epoch", _after(lambda rows: rows[-1:]), hint=2, message=
            "The history has one entry. Each epoch adds one: make the list before the loop."),
        Mistake("columns for rows", _after(_by_columns), hint=3, message=
            "The history is a dict of lists. A list of dicts is asked for, one for each epoch."),
        Mistake("one epoch too few", _one_epoch_less, hint=2, message=
            "One epoch is missing. `range(epochs)` has as many turns as it should."),
        Mistake("history and model returned", hint=3, code=
            lambda *args, **named: (args[0], _fit(*args, **named)), message=
            "Two things came back. The model is trained in place; return the history alone."),
        Mistake("training loss of the last batch", hint=2, code=
            _loop(weigh=lambda yb: len(yb) == 3), message=
            "The training loss is that of the last batch. The mean over all examples of the epoch "
            "is asked for."),
        Mistake("training loss measured afterwards", _loop(
            train_loss=lambda model, train, mean: shared.evaluate(model, train)["loss"]
        ), hint=2, message=
            "The training loss was measured after the epoch. The losses that the steps gave on the "
            "way are asked for."),
        Mistake("training loss goes on growing", _after(_never_reset), hint=2, message=
            "From the second epoch on the training loss holds the earlier epochs, too. Set the sum "
            "to 0 at the start of each epoch."),
        Mistake("one dict for all epochs", hint=2, code=
            _after(lambda rows: [rows[-1]] * len(rows)), message=
            "All entries are the same: one dict was filled again and again. Make a new one in each "
            "epoch."),
        Mistake("stops at the first rise", _stops_early, hint=2, message=
            "The training stopped as soon as the validation loss rose. It may fall again: go "
            "through all epochs."),
        Mistake("returns after one epoch", hint=2, code=
            lambda model, train, val, epochs, lr=0.1: _fit(model, train, val, 1, lr), message=
            "Only one epoch was trained. Does the `return` stand inside the loop?"),
        Mistake("the best put back in every epoch", _loop(roll_back=True), hint=3, message=
            "The best weights were put back after each epoch, and the next one began from them. "
            "Put them back once, after the loop."),
    ),
    hints=(
        "Which weights does the model hold at the end, if the validation loss was lowest in the "
        "middle? And does the validation look at anything that was learned from?",
        "Before the loop: one optimiser, an empty history, the lowest loss so far (infinite). In "
        "each epoch: your step on every batch of `train`, your evaluation on `val`, an entry, and "
        "a look whether it is the best.",
        "`copy.deepcopy(model.state_dict())` keeps the weights as they are now; "
        "`model.load_state_dict(…)` puts them back after the loop.",
    ),
    alternatives=(_keeps_a_model, _loop(key=lambda row: float(row["val_loss"]))),
)  # fmt: skip
