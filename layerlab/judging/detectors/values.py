"""The detectors of `search` that set what came back beside what was expected.

Each gives a sentence on one failing view, or None; it may raise ValueError or the like
where it does not apply. From the precise to the vague.
"""

import numpy as np

from layerlab.judging.closeness import as_array


class Undecided(Exception):
    """A case on which a detector can neither confirm nor deny: too small, or too plain."""


def pair(view) -> tuple[np.ndarray, np.ndarray]:
    """Both values as arrays of numbers; ValueError where they are none."""
    got, wanted = as_array(view.difference.got), as_array(view.difference.expected)
    if got is None or wanted is None or not wanted.size or not got.size:
        raise ValueError("no arrays here")
    return got * 1.0, wanted * 1.0


def alike(view) -> tuple[np.ndarray, np.ndarray]:
    """Both values as arrays of one shape; ValueError where they are not."""
    got, wanted = pair(view)
    if got.shape != wanted.shape:
        raise ValueError("other shapes")
    return got, wanted


def near(a, b) -> bool:
    """Whether two arrays agree in shape and, loosely, in value."""
    a, b = np.asarray(a) * 1.0, np.asarray(b) * 1.0
    same_shape = a.shape == b.shape
    return same_shape and bool(np.allclose(a, b, rtol=1e-5, atol=1e-7, equal_nan=True))


def is_single(expected) -> bool:
    """Whether the expected answer is one number, which much agrees with by chance."""
    return not isinstance(expected, (list, tuple, dict)) and np.ndim(expected) == 0


def _nonzero(array) -> bool:
    return bool(np.any(np.abs(array) > 1e-12))


def transposed(view) -> str | None:
    """Rows and columns are exchanged."""
    got, wanted = pair(view)
    if wanted.ndim == 2 and min(wanted.shape) > 1 and near(got.T, wanted):
        return "Rows and columns are exchanged: your result is the transpose of the target."


def right_values_wrong_shape(view) -> str | None:
    """The numbers are right, the shape is not."""
    got, wanted = pair(view)
    if got.shape != wanted.shape and near(got.ravel(), wanted.ravel()):
        return "The numbers are right, only the shape is not: an axis too many, too few, or a reshape at the wrong place."


def summed_for_mean(view) -> str | None:
    """A sum over the examples where their mean is asked for, or the other way round."""
    got, wanted = alike(view)
    lengths = {n for a in view.arrays.values() for n in np.shape(a)} - {1}
    for n in sorted(lengths) if _nonzero(wanted) else ():
        if near(got, wanted * n):
            return f"Your result is {n} times the target, and {n} is a length in the data: a sum where a mean is asked for, or something counted once for each entry?"
        if near(got * n, wanted):
            return f"Your result is the target divided by {n}, and {n} is a length in the data: a mean where a sum is asked for, or averaged once too often?"


def one_fewer(view) -> str | None:
    """n where n - 1 belongs, or the other way round."""
    got, wanted = alike(view)
    lengths = {m for a in view.arrays.values() for m in np.shape(a)} - {0, 1}
    ratios = [f for n in lengths for f in (n / (n - 1), (n - 1) / n)]
    factors = [f**power for f in ratios for power in (1, 0.5)]
    if _nonzero(wanted) and any(near(got, wanted * f) for f in factors):
        return "Your result fits a division by n - 1 where n is asked for, or the other way round (`ddof`)."


def negated(view) -> str | None:
    """The sign is the wrong way round."""
    got, wanted = alike(view)
    if _nonzero(wanted) and near(-1.0 * got, wanted):
        return "Your result is the target with the opposite sign. Which term is subtracted from which?"


def constant_factor(view) -> str | None:
    """A constant factor too much or too little."""
    got, wanted = alike(view)
    safe = np.abs(wanted) > 1e-12
    factor = float((got[safe] / wanted[safe]).flat[0]) if safe.any() else 0.0
    if factor in (0.0, 1.0) or not near(got, wanted * factor):
        return None
    words = _FACTORS.get(round(factor, 6))
    if not words and wanted.size == 1:
        return None  # a single number is always some factor away
    words = words or "a constant number of times"
    return f"Your result is {words} the target. Is a constant factor lost or counted double?"


_FACTORS = {
    2.0: "twice", 3.0: "three times", 4.0: "four times", 0.5: "half", 0.25: "a quarter of",
    -2.0: "minus twice", -0.5: "minus half",
}  # fmt: skip


def constant_offset(view) -> str | None:
    """The same number is added everywhere."""
    got, wanted = alike(view)
    offset = got - wanted
    first = float(offset.flat[0])
    if abs(first) < 1e-9 or not np.allclose(offset, first, rtol=1e-6):
        return None
    if abs(abs(first) - 1) < 1e-9:
        size = "large" if first > 0 else "small"
        return (
            f"Every value is one too {size}: an off-by-one, or a 1 added or forgotten."
        )
    if offset.size > 1:
        return "Every value is off by the same amount. Is a term added that should not be, or forgotten?"


def shifted(view) -> str | None:
    """The values are right but one place along."""
    got, wanted = alike(view)
    if wanted.ndim == 0 or len(wanted) < 3 or near(got, wanted):
        return None
    for step in (1, -1):
        keep = slice(1, None) if step == 1 else slice(None, -1)
        if near(np.roll(got, step, axis=0)[keep], wanted[keep]):
            return (
                "The values are right but one place along: an index is shifted by one."
            )


def reversed_order(view) -> str | None:
    """The entries come last to first."""
    got, wanted = alike(view)
    for axis in range(wanted.ndim):
        if wanted.shape[axis] > 1 and near(np.flip(got, axis), wanted):
            return "The entries are right but in reversed order."


def other_order(view) -> str | None:
    """The right entries in another order."""
    got, wanted = alike(view)
    if wanted.ndim == 1 and wanted.size > 1 and near(np.sort(got), np.sort(wanted)):
        return "The entries are the right ones, in another order."


def one_of_the_batch(view) -> str | None:
    """Right for one example only."""
    got, wanted = pair(view)
    if wanted.ndim == 0 or len(wanted) < 2:
        return None
    for index, word in ((0, "first"), (-1, "last")):
        if near(got, wanted[index]) or near(got, wanted[[index]]):
            return f"Only the {word} entry of the answer came back. Does a `return` stand inside a loop, or is the result overwritten in each turn?"
        if near(got, np.broadcast_to(wanted[index], wanted.shape)):
            return f"Every entry is the answer for the {word} example."


def signs_lost(view) -> str | None:
    """Absolute values where signs are asked for."""
    got, wanted = alike(view)
    if near(got, np.abs(wanted)):
        return "The signs are lost: your values are the absolute values of the target."


def cut_at_zero(view) -> str | None:
    """Negative values became 0."""
    got, wanted = alike(view)
    if near(got, np.maximum(wanted, 0)) and (np.any(got) or view.right):
        return "Negative values are cut to 0: a ReLU (or a maximum with 0) too many."


_FUNCTIONS = (
    (np.square, "the square of", "A square too many, or a square root missing?"),
    (np.exp, "the exponential of", "A logarithm is missing, or an `exp` too many."),
    (np.reciprocal, "one divided by", "Is the fraction upside down?"),
    (lambda v: 1 - v, "one minus", "Is it the opposite event that was asked for?"),
)


def a_function_too_many(view) -> str | None:
    """A square, root, exponential, logarithm, reciprocal or complement of the target."""
    got, wanted = alike(view)
    with np.errstate(all="ignore"):
        for function, words, question in _FUNCTIONS:
            if near(got, function(wanted)):
                return f"Your result is {words} the target. {question}"
        if near(got**2, wanted) and _nonzero(wanted - 1):
            return "Your result is the square root of the target."
        if near(np.exp(got), wanted):
            return "Your result is the logarithm of the target."


def whole_numbers(view) -> str | None:
    """Fractions are lost."""
    got, wanted = alike(view)
    if any(near(got, f(wanted)) for f in (np.trunc, np.floor, np.round, np.ceil)):
        return "Fractions are lost or rounded the other way: whole-number division, an integer array, or another rounding."


def all_zero(view) -> str | None:
    """Zeros throughout."""
    got, wanted = alike(view)
    if got.size > 1 and not np.any(got) and np.any(wanted):
        return "Every value is 0. Is the result array filled before it is returned?"


def imprecise(view) -> str | None:
    """Nearly right."""
    got, wanted = alike(view)
    scale = max(float(np.max(np.abs(wanted))), 1e-8)
    if np.max(np.abs(got - wanted)) < 2e-3 * scale:
        return "The values are nearly right: a step is rounded, too coarse, or a small constant is added or left out."


PRECISE = (
    transposed, summed_for_mean, negated, one_fewer, constant_factor, constant_offset,
    one_of_the_batch, right_values_wrong_shape, reversed_order, shifted, other_order,
    signs_lost, cut_at_zero, a_function_too_many,
    whole_numbers, all_zero, imprecise,
)  # fmt: skip
