"""The gradients of a large batch, added up in parts that fit into memory."""

import numpy as np
import torch
from torch.nn import functional as F

from layerlab.checking import Closeness, Exercise, Mistake, case, judges, looks, worked

from . import shared


def _accumulate(model, x, y, k):
    """Right: sums, divided by all rows."""
    for xb, yb in zip(x.tensor_split(k), y.tensor_split(k), strict=True):
        F.cross_entropy(model(xb), yb, reduction="sum").div(len(x)).backward()


def _cases(rng):
    """Equal parts and unequal ones, with gradients there before."""
    yield worked(**shared.pictures(rng, 64), k=4, before=0.0)
    yield worked(**shared.pictures(rng, 62), k=4, before=0.0)  # 16, 16, 15, 15
    yield case(**shared.pictures(rng, 48), k=3, before=1.0)
    yield case(**shared.pictures(rng, 50), k=8, before=0.5)
    yield case(**shared.pictures(rng, 40), k=1, before=0.0)


def _rows(part, n, k):
    return part / n


def _accumulate_with(share=None, each=None, start=None):
    """Micro-batches with one thing changed."""

    def code(model, x, y, k):
        if start:
            start(model)
        for xb, yb in zip(x.tensor_split(k), y.tensor_split(k), strict=True):
            loss = F.cross_entropy(model(xb), yb)
            if each:
                each(model)
            (loss * (share or _rows)(len(xb), len(x), k)).backward()

    return code


def _step_each(model, x, y, k):
    """A step after every part."""
    opt = torch.optim.SGD(model.parameters(), lr=0.1)
    for xb, yb in zip(x.tensor_split(k), y.tensor_split(k), strict=True):
        (F.cross_entropy(model(xb), yb) * len(xb) / len(x)).backward()
        opt.step()


def _step_at_the_end(model, x, y, k):
    """Takes the step, too."""
    _accumulate(model, x, y, k)
    torch.optim.SGD(model.parameters(), lr=0.1).step()


def _rest_dropped_by_share(model, x, y, k):
    """Parts of equal length, the rest left out; each with its share of all rows."""
    size = len(x) // k
    for i in range(k):
        rows = slice(i * size, (i + 1) * size)
        loss = F.cross_entropy(model(x[rows]), y[rows], reduction="sum")
        (loss / len(x)).backward()


def _strided_by_k(model, x, y, k):
    """Every k-th row, and all parts counted alike."""
    for i in range(k):
        (F.cross_entropy(model(x[i::k]), y[i::k]) / k).backward()


def _parts_of_k_rows(model, x, y, k):
    """k rows a part, where k parts are asked for."""
    for xb, yb in zip(x.split(k), y.split(k), strict=True):
        F.cross_entropy(model(xb), yb, reduction="sum").div(len(x)).backward()


def _at_once(model, x, y, k):
    """All rows in one piece."""
    F.cross_entropy(model(x), y).backward()


def _cut_by(cut):
    """Parts cut by `cut(tensor, k)`, each with its share."""

    def code(model, x, y, k):
        for xb, yb in zip(cut(x, k), cut(y, k), strict=True):
            F.cross_entropy(model(xb), yb, reduction="sum").div(len(x)).backward()

    return code


def _long_last(rows, k):
    """Equal parts, and all that is left over in the last one."""
    size = len(rows) // k
    return rows.split([size] * (k - 1) + [len(rows) - size * (k - 1)])


def _backward_at_the_end(model, x, y, k):
    """All losses added up before the one backward pass."""
    parts = zip(x.tensor_split(k), y.tensor_split(k), strict=True)
    total = sum(F.cross_entropy(model(xb), yb, reduction="sum") for xb, yb in parts)
    (total / len(x)).backward()


def _rest_dropped(model, x, y, k):
    """Parts of equal length, the rest left out."""
    size = len(x) // k
    for i in range(k):
        rows = slice(i * size, (i + 1) * size)
        (F.cross_entropy(model(x[rows]), y[rows]) / k).backward()


def _accumulate_by_grad(model, x, y, k):
    """Right: by torch.autograd.grad."""
    params = list(model.parameters())
    for rows in np.array_split(np.arange(len(x)), k):
        loss = F.cross_entropy(model(x[rows]), y[rows]) * (len(rows) / len(x))
        for p, g in zip(params, torch.autograd.grad(loss, params), strict=True):
            p.grad = g if p.grad is None else p.grad + g
    return loss


accumulate = Exercise(
    number="13.6", name="accumulate", difficulty=2, minutes=12, points=2,
    reference=_accumulate, cases=_cases,
    observe=looks.counts(
        "accumulate",
        "[p.grad for p in model.parameters()]",
        "[p for p in model.parameters()]",
        "max(parts) - min(parts)",
        "operations",
        "saved_bytes",
        call="accumulate(model, x, y, k)",
        setup="""
            model = fill(nn.Sequential(nn.Linear(3, 64), nn.Tanh(), nn.Linear(64, 3)))
            for p in model.parameters(): p.grad = torch.full_like(p, before)
            parts = []  # how many rows the model is given each time
            model.register_forward_hook(lambda model, given, out: parts.append(len(out)))
        """,
    ),
    judge=judges.Limits(
        times={"operations": 2.5, "saved_bytes": 1.6}, closeness=Closeness(1e-3, 1e-4)
    ),
    mistakes=(
        Mistake("not divided", _accumulate_with(share=lambda part, n, k: 1), hint=2, message=
            "The gradients are k times too large: k means were added. The mean of the large batch "
            "is the sum of the parts, each with its share of the rows."),
        Mistake("divided by k", _accumulate_with(share=lambda part, n, k: 1 / k), hint=2, message=
            "Dividing by k is right where all parts are equally long. Here some are one row "
            "shorter: each part counts by its share of the rows."),
        Mistake("a step every micro-batch", _step_each, message=
            "The weights have moved. Only gradients are gathered here; the step is taken by "
            "whoever called, once for the whole batch."),
        Mistake("only the last part", code=
            _accumulate_with(each=lambda model: model.zero_grad()), message=
            "Only the last micro-batch is in the gradients: they were cleared before each part."),
        Mistake("what was there is cleared", code=
            _accumulate_with(start=lambda model: model.zero_grad()), message=
            "Gradients that were there before the call are gone. Add to them, as a backward pass "
            "does."),
        Mistake("the whole batch at once", _at_once, hint=3, message=
            "The gradients are right, and the memory is that of the large batch: it goes through "
            "in one piece. Cut it into k parts, and go back after each."),
        Mistake("one backward pass for all", _backward_at_the_end, hint=3, message=
            "The gradients are right, and the memory is that of the large batch: the backward pass "
            "waits until all parts have gone forward. A backward pass after each part lets its "
            "activations go."),
        Mistake("chunks", _cut_by(torch.Tensor.chunk), hint=3, message=
            "The gradients are right, but the last part is much shorter than the others: `chunk` "
            "rounds the length up, and may give fewer parts than k. `tensor_split` makes lengths "
            "that differ by at most one."),
        Mistake("the rest in the last part", _cut_by(_long_last), hint=3, message=
            "The gradients are right, but the last part holds all the rows that are left over, so "
            "it is much longer than the others. Deal them out, one to each of the first parts."),
        Mistake("rest dropped", _rest_dropped, hint=2, message=
            "The rows that were left over after the division are missing. The parts may differ in "
            "length by one."),
        Mistake("sum for mean", _accumulate_with(share=lambda part, n, k: part), hint=2, message=
            "These are gradients of the sum over all rows. The loss is a mean."),
        Mistake("the step taken, too", _step_at_the_end, message=
            "The weights have moved: a step was taken at the end. Only gradients are gathered "
            "here; whoever called takes the step."),
        Mistake("rest dropped, shares right", _rest_dropped_by_share, hint=2, message=
            "The rows that were left over after the division are missing. The parts may differ in "
            "length by one."),
        Mistake("every k-th row, divided by k", _strided_by_k, hint=2, message=
            "Dividing by k is right where all parts are equally long. Here some are one row "
            "longer: each part counts by its share of the rows."),
        Mistake("k rows a part", _parts_of_k_rows, hint=3, message=
            "The values are right, but there are parts of k rows, not k parts: `split(k)` cuts by "
            "length, `tensor_split(k)` by number."),
    ),
    hints=(
        "What does `backward` do with gradients that are there already? And who clears them, who "
        "takes the step?",
        "The mean over n rows is the sum of the parts' means, each times its length and divided by "
        "n. Try it with n = 5 and parts of 3 and 2.",
        "`x.tensor_split(k)` gives k parts whose lengths differ by at most one. For each: loss, "
        "weight it by its share, go back at once.",
    ),
    alternatives=(_accumulate_by_grad, _accumulate_with()),
)  # fmt: skip
