"""The mean over the real places of each row, and over nothing else."""

import numpy as np
import torch

from layerlab.checking import Exercise, Mistake, Tensor, case, worked


def _masked_mean(x, mask):
    real = mask[..., None].to(x.dtype)
    return (x * real).sum(dim=1) / real.sum(dim=1).clamp(min=1)


def _cases(rng):
    x = [[[2, 0.5], [4, 1], [9, 9]], [[1, 3], [5, 5], [6, 7]]]
    yield worked(x=_tensor(x), mask=Tensor(np.array([[1, 1, 0], [1, 0, 0]]) > 0))
    x = [[[1, -2], [3, 4]], [[5, 5], [6, 6]]]
    yield worked(x=_tensor(x), mask=Tensor(np.array([[1, 1], [0, 0]]) > 0))
    for lengths, t, d in (
        ((5, 2, 3, 1), 5, 3),
        ((4, 0, 6, 6, 1), 6, 2),
        ((3, 1, 2), 3, 3),
    ):
        yield _drawn(rng, _up_to(lengths, t), d)
    yield _drawn(rng, rng.permuted(_up_to((3, 1, 5, 0, 2), 7), axis=1), 4)  # gaps
    yield _drawn(rng, _up_to((2, 4), 4), 1)
    x = [
        [[0, 1.5], [2, 0], [0, 0]],
        [[0, 3], [0, 0], [0, 0]],
    ]  # zeros, real ones and others
    yield case(x=_tensor(x), mask=Tensor(_up_to((2, 1), 3)))
    yield _drawn(rng, _up_to((1,), 3), 5, "float64")
    yield _drawn(rng, _up_to((2, 7, 4), 8), 6, "float64")


def _up_to(lengths, t):
    return np.arange(t) < np.array(lengths)[:, None]


def _drawn(rng, mask, d, dtype="float32"):
    x = (
        rng.normal(size=(*mask.shape, d)) * 3 - 1
    )  # means and largest ones of both signs
    return case(x=Tensor(x.astype(dtype)), mask=Tensor(mask))


def _tensor(values):
    return Tensor(np.array(values, dtype="float32"))


def _sums(x, mask):
    return (x * mask[..., None]).sum(1)


def _over(count):
    """The sum of the real places over something: `count(x, mask)`."""

    def code(x, mask):
        return _sums(x, mask) / count(x, mask)

    return code


def _real(x, mask):
    return mask.sum(1, keepdim=True).clamp(min=1)


def _in_place(x, mask):
    x[~mask] = 0
    return x.sum(1) / _real(x, mask)


def _rows_dropped(x, mask):
    rows = mask.any(1)
    return _masked_mean(x[rows], mask[rows])


def _largest(x, mask):
    found = x.masked_fill(~mask[..., None], -torch.inf).amax(1)
    return torch.where(mask.any(1, keepdim=True), found, 0.0)


def _median(x, mask):
    hidden = x.masked_fill(~mask[..., None], torch.nan)
    return torch.nan_to_num(hidden.nanmedian(dim=1).values)


def _last_place(x, mask):
    last = (mask.long() * torch.arange(1, mask.shape[1] + 1)).argmax(1)
    return x[torch.arange(len(x)), last] * mask.any(1, keepdim=True)


def _first_place(x, mask):
    return x[torch.arange(len(x)), mask.long().argmax(1)] * mask.any(1, keepdim=True)


def _no_last_axis(x, mask):
    return (x * mask).sum(1) / _real(x, mask)


def _all_together(x, mask):
    return x[mask].mean(0).expand(len(x), -1)


def _mean_of_zeroed(x, mask):
    return (x * mask[..., None]).mean(1)


def _inverted(x, mask):
    return _masked_mean(x, ~mask)


def _first_ones(x, mask):
    """Takes the real places for the first ones."""
    counts = mask.sum(1).tolist()
    rows = [
        row[:k].mean(0) if k else row[0] * 0 for row, k in zip(x, counts, strict=True)
    ]
    return torch.stack(rows)


def _zeros_for_padding(x, mask):
    """What equals zero is taken for padding."""
    return x.sum(1) / (x != 0).sum(1).clamp(min=1)


def _over_places(x, mask):
    """The mean along the features."""
    return (x * mask[..., None]).mean(2)


def _padding_for_empty(x, mask):
    """An empty row gets the mean of its padding."""
    return torch.where(mask.any(1, keepdim=True), _masked_mean(x, mask), x.mean(1))


def _nan_for_empty(x, mask):
    return _sums(x, mask) / mask.sum(1, keepdim=True)


def _by_rows(x, mask):
    """Right: row by row, picked by the mask."""
    means = [row[real].mean(0) if real.any() else row.new_zeros(row.shape[1])
             for row, real in zip(x, mask, strict=True)]  # fmt: skip
    return torch.stack(means)


def _by_product(x, mask):
    """Right: a product of matrices, and NaN put to 0."""
    shares = mask.to(x.dtype) / mask.sum(dim=1, keepdim=True)
    return torch.nan_to_num(torch.einsum("nt,ntd->nd", torch.nan_to_num(shares), x))


def _by_filling(x, mask):
    """Right: the padding filled with 0, and a tiny number below the line."""
    filled = x.masked_fill(mask.logical_not().unsqueeze(2), 0)
    return filled.sum(1) / (mask.sum(1).unsqueeze(1) + 1e-9)


masked_mean = Exercise(
    number="14.4.2", name="masked_mean", difficulty=2, minutes=10, points=2,
    reference=_masked_mean, cases=_cases, rows=("x", "mask"),
    mistakes=(
        Mistake("divided by the padded length", _mean_of_zeroed, message=
            "The padding is left out of the sum, but the sum is divided by the whole length of the "
            "row, padding and all. Divide by the number of real places."),
        Mistake("NaN for an empty row", _nan_for_empty, hint=2, message=
            "A row without a real place is divided by 0, and its mean is NaN, which spreads "
            "through the whole loss. Such a row gives 0."),
        Mistake("mask unused", lambda x, mask: x.mean(1), message=
            "This is the plain mean, padding and all: `mask` plays no part."),
        Mistake("mask in the count alone", hint=2, code=
            lambda x, mask: x.sum(1) / _real(x, mask), message=
            "The number of places is right, but what stands at the padded places is in the sum. "
            "Make it 0 first, in a new tensor."),
        Mistake("mask inverted", _inverted, message=
            "This is the mean of the padding. True means real."),
        Mistake("mask inverted, NaN where nothing is left", hint=2, code=
            lambda x, mask: _nan_for_empty(x, ~mask), message=
            "Two things. This is the mean of the padding: True means real. And a row where no "
            "place is left is divided by 0; it gives 0."),
        Mistake("sum of the padding", lambda x, mask: _sums(x, ~mask), hint=3, message=
            "Two things. This is the sum over the padding: True means real. And a sum is no mean "
            "yet: divide it by the number of real places."),
        Mistake("x changed", _in_place, hint=2, message=
            "The padding was set to 0 in `x` itself, which belongs to the caller. `x[~mask] = 0`, "
            "`x *= …` and methods that end in `_` change it; a product makes a new tensor."),
        Mistake("mean over the features too", hint=3, code=
            lambda x, mask: _masked_mean(x, mask).mean(1), message=
            "One number for each row came back: the features were averaged as well. Each feature "
            "has a mean of its own."),
        Mistake("mean over the features", _over_places, hint=3, message=
            "The mean was taken over the features, the last axis. It goes over the places, axis "
            "1."),
        Mistake("empty rows dropped", _rows_dropped, hint=2, message=
            "Rows without a real place are missing, so the others slip. Such a row gives 0, in its "
            "place."),
        Mistake("largest for mean", _largest, message=
            "These are the largest numbers of the real places. Their mean is asked for."),
        Mistake("median for mean", _median, message=
            "These are medians of the real places. Their mean is asked for."),
        Mistake("last real place", _last_place, message=
            "This is the last real place of each row. The mean of all real ones is asked for."),
        Mistake("first real place", _first_place, message=
            "This is the first real place of each row. The mean of all real ones is asked for."),
        Mistake("mask without its last axis", _no_last_axis, hint=2, message=
            "`mask` has two axes and `x` three, so torch sets them side by side from the right, "
            "where they do not belong together. Give the mask a last axis of length 1."),
        Mistake("sum for mean", _sums, hint=3, message=
            "This is the sum over the real places. Divide it by their number."),
        Mistake("an axis left over", hint=3, code=
            lambda x, mask: _masked_mean(x, mask)[:, None], message=
            "The means are right, and an axis of length 1 is left in the middle, as `keepdim=True` "
            "leaves it: [n, 1, d] for [n, d]."),
        Mistake("one row for the batch", lambda x, mask: x[mask].mean(0), hint=3, message=
            "One mean over all real places of the batch came back. Each row has its own: `x[mask]` "
            "forgets which row a place came from."),
        Mistake("one mean for the batch", _all_together, hint=3, message=
            "Every row got the mean over the real places of *all* rows. Each has its own: "
            "`x[mask]` forgets which row a place came from."),
        Mistake("divided by all real places", hint=3, code=
            _over(lambda x, mask: mask.sum().clamp(min=1)), message=
            "Each row was divided by the number of real places in the whole batch. Count along "
            "axis 1."),
        Mistake("features counted too", hint=3, code=
            _over(lambda x, mask: x.shape[2] * _real(x, mask)), message=
            "The sum was divided by the number of places times the number of features, as if the "
            "mask had counted once for each feature. A feature has as many numbers as there are "
            "real places."),
        Mistake("one added to the count", hint=2, code=
            _over(lambda x, mask: mask.sum(1, keepdim=True) + 1), message=
            "1 is added to every count, to keep 0 out, so all means are too small. `clamp(min=1)` "
            "changes the empty ones alone."),
        Mistake("the first places", _first_ones, message=
            "The real places are counted, and then the first ones are taken. They need not stand "
            "in front: the mask says where they are."),
        Mistake("zeros taken for padding", _zeros_for_padding, message=
            "What is 0 was taken for padding. The mask says what is real, a real 0 counts, and "
            "padding may hold any number."),
        Mistake("padding for an empty row", _padding_for_empty, hint=2, message=
            "A row without a real place got the mean of its padding. It gives 0."),
        Mistake("batch axis averaged", hint=3, code=
            lambda x, mask: _masked_mean(x.transpose(0, 1), mask.T), message=
            "The mean was taken over the rows of the batch, axis 0. It goes over the places, axis "
            "1."),
    ),
    hints=(
        "A row holds 2 and 4, then padding with a 9. What is its mean, and by which number did you "
        "divide? What does a row give that is all padding?",
        "`mask[..., None]`, of shape [n, t, 1], fits x; their product has zeros at the padding. "
        "`sum(dim=1)` adds along the places. `clamp(min=1)` keeps a 0 out of a denominator.",
        "Sum of `x` times the mask along axis 1, divided by the mask's own sum along axis 1, which "
        "is at least 1.",
    ),
    alternatives=(_by_rows, _by_product, _by_filling),
)  # fmt: skip
