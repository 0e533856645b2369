"""Classifiers, steps, evaluations and loops for the checks of unit 09: right and wrong ones.

In the order of the exercises. Each maker below gives the right implementation, and with
one argument changed somebody's mistake.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy

from layerlab.checking import case, worked
from layerlab.watching.plain import Formula, Tensor

# ---- 9.1 make_classifier ----------------------------------------------------------------


def _make_classifier(d, h, k):
    return nn.Sequential(nn.Flatten(), nn.Linear(d, h), nn.ReLU(), nn.Linear(h, k))


def _stack(*parts, flat=nn.Flatten):
    """A maker of stacks; each part is made from (d, h, k)."""

    def make(d, h, k):
        first = [flat()] if flat else []
        return nn.Sequential(*first, *(part(d, h, k) for part in parts))

    return make


def _in(d, h, k):
    return nn.Linear(d, h)


def _out(d, h, k):
    return nn.Linear(h, k)


def _layer(kind, *args, **named):
    return lambda d, h, k: kind(*args, **named)


_relu = _layer(nn.ReLU)


class _Classifier(nn.Module):
    """The same as a class, with functions for the flattening and the bend."""

    def __init__(self, d, h, k):
        super().__init__()
        self.hidden, self.scores = nn.Linear(d, h), nn.Linear(h, k)

    def forward(self, x):
        return self.scores(torch.relu(self.hidden(x.reshape(len(x), -1))))


class _ByHand(nn.Module):
    """Matrices without nn.Linear, in torch's layout."""

    def __init__(self, d, h, k):
        super().__init__()
        self.W1, self.b1 = nn.Parameter(torch.randn(h, d)), nn.Parameter(torch.zeros(h))
        self.W2, self.b2 = nn.Parameter(torch.randn(k, h)), nn.Parameter(torch.zeros(k))

    def forward(self, x):
        x = (torch.flatten(x, 1) @ self.W1.T + self.b1).clamp(min=0)
        return x @ self.W2.T + self.b2


class _OtherWayRound(nn.Module):
    """The same with matrices as lesson 08 has them: (in, out)."""

    def __init__(self, d, h, k):
        super().__init__()
        self.W1, self.b1 = nn.Parameter(torch.randn(d, h)), nn.Parameter(torch.zeros(h))
        self.W2, self.b2 = nn.Parameter(torch.randn(h, k)), nn.Parameter(torch.zeros(k))

    def forward(self, x):
        return torch.relu(x.flatten(1) @ self.W1 + self.b1) @ self.W2 + self.b2


class _MadeInForward(nn.Module):
    def __init__(self, d, h, k):
        super().__init__()
        self.sizes = d, h, k

    def forward(self, x):
        return _make_classifier(*self.sizes)(x)


class _NoSuper(nn.Module):
    def __init__(self, d, h, k):
        self.hidden = nn.Linear(d, h)


class _InAList(_Classifier):
    """The layers stand in a plain list, where nn.Module does not look."""

    def __init__(self, d, h, k):
        nn.Module.__init__(self)
        self.layers = [nn.Linear(d, h), nn.Linear(h, k)]

    def forward(self, x):
        hidden, scores = self.layers
        return scores(torch.relu(hidden(x.flatten(1))))


class _Answers(_Classifier):
    def forward(self, x):
        return super().forward(x).argmax(dim=1)


class _Rows(nn.Module):
    """Flattens everything, the batch too."""

    def forward(self, x):
        return x.flatten()


# ---- 9.2 train_step ---------------------------------------------------------------------


def _train_step(model, xb, yb, opt, loss_fn=cross_entropy):
    model.train()
    loss = loss_fn(model(xb), yb)
    opt.zero_grad()
    loss.backward()
    opt.step()
    return loss.item()


def _step(order="zero backward step", mode=True, loss=None, give=None, after=None):
    """A training step with one thing changed."""

    def train_step(model, xb, yb, opt, loss_fn=cross_entropy):
        if mode:
            model.train()
        value = loss(model, xb, yb, loss_fn) if loss else loss_fn(model(xb), yb)
        does = {"zero": opt.zero_grad, "backward": value.backward, "step": opt.step}
        for word in order.split():
            does[word]()
        if after:
            after(model)
        return give(value, model, xb, yb, loss_fn) if give else value.item()

    return train_step


def _own_optimiser(model, xb, yb, opt, loss_fn=cross_entropy):
    own = torch.optim.SGD(model.parameters(), lr=0.01)
    return _train_step(model, xb, yb, own, loss_fn)


def _wrong_name(model, xb, yb, opt, loss_fn=cross_entropy):
    return _train_step(model, xb, yb, opt)


def _without_gradients(model, xb, yb, opt, loss_fn=cross_entropy):
    with torch.no_grad():
        return _train_step(model, xb, yb, opt, loss_fn)


def _one_by_one(model, xb, yb, opt, loss_fn=cross_entropy):
    for x, y in zip(xb.split(1), yb.split(1), strict=True):
        loss = _train_step(model.eval(), x, y, opt, loss_fn)
    return loss


def _by_hand(model, xb, yb, opt, loss_fn=cross_entropy):
    loss = loss_fn(model.train()(xb), yb)
    opt.zero_grad()
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            p -= 0.1 * p.grad
    return loss.item()


def _model_cleared(model, xb, yb, opt, loss_fn=cross_entropy):
    for p in model.parameters():
        p.grad = None
    with torch.enable_grad():
        loss = loss_fn(model.train()(xb), yb)
    loss.backward()
    opt.step()
    return loss.detach()


def _cleared_before_and_after(model, xb, yb, opt, loss_fn=cross_entropy):
    opt.zero_grad(set_to_none=False)
    loss = _train_step(model, xb, yb, opt, loss_fn)
    opt.zero_grad()
    return torch.tensor(loss)


# ---- 9.3 evaluate -----------------------------------------------------------------------


def _evaluate(model, batches, loss_fn=cross_entropy):
    was_training, loss, right, n = model.training, 0.0, 0, 0
    model.eval()
    with torch.inference_mode():
        for xb, yb in batches:
            logits = model(xb)
            loss += loss_fn(logits, yb).item() * len(yb)
            right += (logits.argmax(dim=1) == yb).sum().item()
            n += len(yb)
    model.train(was_training)
    return {"loss": loss / n, "accuracy": right / n}


def _evaluation(*, mode="eval", quiet=True, after="restore", give=None, axis=1, last=0):
    """An evaluation with one thing changed; `give(rows)` makes the answer."""

    def evaluate(model, batches, loss_fn=cross_entropy):
        was, rows = model.training, []
        getattr(model, mode)() if mode else None
        with torch.inference_mode() if quiet else torch.enable_grad():
            for xb, yb in list(batches)[-last:]:
                logits = model(xb)
                answers = logits.argmax(dim=axis).reshape(-1)[: len(yb)]
                hits = int((answers == yb).sum())
                rows.append((loss_fn(logits, yb).item(), hits, len(yb)))
        {"restore": lambda: model.train(was), "train": model.train, "eval": model.eval}[
            after
        ]()
        return (give or _means)(rows)

    return evaluate


def _means(rows):
    n = sum(size for *_, size in rows)
    loss = sum(loss * size for loss, _, size in rows) / n
    return {"loss": loss, "accuracy": sum(hits for _, hits, _ in rows) / n}


def _plain_means(rows):
    k = len(rows)
    return {
        "loss": sum(r[0] for r in rows) / k,
        "accuracy": sum(r[1] / r[2] for r in rows) / k,
    }


def _changed(**how):
    """The right means, some of them changed: `name=lambda value, rows: …`."""

    def give(rows):
        found = _means(rows)
        return found | {name: f(found[name], rows) for name, f in how.items()}

    return give


def _gradients_off(model, batches, loss_fn=cross_entropy):
    torch.set_grad_enabled(False)
    return _evaluate(model, batches, loss_fn)


def _joined(model, batches, loss_fn=cross_entropy):
    batches, was = list(batches), model.training
    X = torch.cat([xb for xb, _ in batches])
    y = torch.cat([yb for _, yb in batches])
    with torch.no_grad():
        logits = model.eval()(X)
    model.train(was)
    hits = (logits.argmax(-1) == y).float().mean()
    return {"accuracy": hits, "loss": loss_fn(logits, y)}


# ---- 9.4 fit ----------------------------------------------------------------------------


def _noisy(rng, *sizes):
    """Two classes with a bent border; some labels are wrong, so that learning overdoes it."""
    batches = []
    for n in sizes:
        X = rng.normal(size=(n, 2)).astype(np.float32)
        y = (X[:, 0] * X[:, 1] > 0) ^ (rng.random(n) < 0.3)
        batches.append((Tensor(X), Tensor(y.astype(np.int64))))
    return batches


def _fit_cases(rng):
    for seed, epochs, lr in ((1, 2, 0.1), (2, 5, 0.5), (3, 6, 0.3), (4, 6, 0.6)):
        own = np.random.default_rng(seed)
        make = worked if seed == 1 else case
        train, val = _noisy(own, 6, 6, 3), _noisy(own, 8, 3)
        yield make(train=train, val=val, epochs=epochs, lr=lr)
    yield case(train=_noisy(rng, 6, 5), val=_noisy(rng, 7), epochs=3, lr=0.2)


def _fit(model, train, val, epochs, lr=0.1):
    opt = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    history, lowest, best = [], float("inf"), None
    for _ in range(epochs):
        total = sum(_train_step(model, xb, yb, opt) * len(yb) for xb, yb in train)
        n = sum(len(yb) for _, yb in train)
        seen = _evaluate(model, val)
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


@dataclass(kw_only=True, eq=False)
class _loop:  # noqa: N801  (the mistakes are written as calls of it)
    """A training loop with one thing changed."""

    step: Callable = _train_step
    look: Callable = _evaluate
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
        rows = [(_train_step(model, xb, yb, opt), len(yb)) for xb, yb in train]
        seen = _joined(model, val)
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


# ---- 9.5 to_device ----------------------------------------------------------------------


def _to_device(batch, device):
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {key: _to_device(value, device) for key, value in batch.items()}
    if isinstance(batch, tuple) and hasattr(batch, "_fields"):
        return type(batch)(*(_to_device(value, device) for value in batch))
    if isinstance(batch, (list, tuple)):
        return type(batch)(_to_device(value, device) for value in batch)
    return batch


_XY = "torch.tensor([[1.0, 2.0]]), torch.tensor([1])"
_NAMED = "__import__('layerlab').data.Tensors"  # a namedtuple that the course uses


def _device_cases(rng):
    yield worked(batch=Formula("torch.tensor([1.0, 2.0])"), device="meta")
    yield worked(batch=Formula(f"[{_XY}]"), device="meta")
    yield case(batch=Formula(f"({_XY})"), device="meta")
    yield case(
        batch=Formula("{'x': torch.ones(2), 'y': torch.zeros(1)}"), device="meta"
    )
    yield case(batch=Formula(f"({_XY}, 'a name', 3, None)"), device="meta")
    yield case(batch=Formula(f"{{'a': [{_XY}], 'b': ({_XY})}}"), device="meta")
    yield case(batch=Formula(f"[({_XY}), {{'z': torch.ones(1)}}]"), device="meta")
    yield case(batch=Formula(f"{_NAMED}({_XY})"), device="meta")
    yield case(batch=Formula(f"{{'p': {_NAMED}({_XY}), 'n': 0.5}}"), device="meta")
    yield case(batch=Formula(f"([], (), {{}}, [[({_XY})]])"), device="meta")
    yield case(batch=Formula(f"{{'x': ({_XY}), 'y': 'cake'}}"), device="cpu")
    drawn = rng.normal(size=3).round(2).tolist()
    yield case(batch=Formula(f"[torch.tensor({drawn})]"), device="cpu")


@dataclass(kw_only=True, eq=False)
class _mover:  # noqa: N801
    """A mover with one thing changed: what each kind of container becomes."""

    dicts: Callable = lambda old, new: new
    lists: Callable = lambda old, new: list(new)
    tuples: Callable = lambda old, new: tuple(new)
    named: Callable = lambda old, new: type(old)(*new)
    move: Callable = lambda x, device: x.to(device)
    other: Callable = lambda x, device: x
    deep: bool = True

    def __call__(self, batch, device):
        def inner(value):
            if self.deep or not isinstance(value, (dict, list, tuple)):
                return self(value, device)
            return value

        if isinstance(batch, torch.Tensor):
            return self.move(batch, device)
        if isinstance(batch, dict):
            return self.dicts(batch, {k: inner(v) for k, v in batch.items()})
        if isinstance(batch, (list, tuple)):
            return self.kind(batch)(batch, [inner(v) for v in batch])
        return self.other(batch, device)

    def kind(self, batch):
        """The change for a list, a named tuple or a plain one."""
        if isinstance(batch, list):
            return self.lists
        return self.named if hasattr(batch, "_fields") else self.tuples


def _thrown_away(x, device):
    x.to(device)
    return x


def _pair(batch, device):
    x, y = batch
    return x.to(device), y.to(device)


def _iterates(batch, device):
    """Goes into whatever a loop can go through, into names as well."""
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {key: _iterates(value, device) for key, value in batch.items()}
    if hasattr(batch, "__iter__"):
        return type(batch)(_iterates(value, device) for value in batch)
    return batch


def _in_place(batch, device, kinds=(dict, list)):
    """Puts what was moved into the caller's own dicts and lists."""
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, kinds):
        for key in batch if isinstance(batch, dict) else range(len(batch)):
            batch[key] = _in_place(batch[key], device, kinds)
        return batch
    if isinstance(batch, (list, tuple)):
        new = [_in_place(value, device, kinds) for value in batch]
        return type(batch)(*new) if hasattr(batch, "_fields") else type(batch)(new)
    return batch


def _only(kinds):
    """Goes into some kinds of containers only; the others pass as they are."""

    def to_device(batch, device):
        if isinstance(batch, torch.Tensor):
            return batch.to(device)
        if isinstance(batch, dict) and dict in kinds:
            return {k: to_device(v, device) for k, v in batch.items()}
        if hasattr(batch, "_fields") and tuple in kinds:
            return type(batch)(*(to_device(v, device) for v in batch))
        for kind in (list, tuple):
            if isinstance(batch, kind) and kind in kinds:
                return kind(to_device(v, device) for v in batch)
        return batch

    return to_device


def _by_pattern(batch, device):
    match batch:
        case torch.Tensor():
            return batch.to(device, non_blocking=True)
        case dict():
            return type(batch)((k, _by_pattern(v, device)) for k, v in batch.items())
        case list():
            return [_by_pattern(v, device) for v in batch]
        case tuple():
            make = getattr(type(batch), "_make", tuple)
            return make(_by_pattern(v, device) for v in batch)
    return batch
