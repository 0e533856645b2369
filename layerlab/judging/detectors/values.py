"""The detectors of `search` that set what came back beside what was expected.

Each says what the one is, seen from the other. On a case where the attempt is right both
are the same: there a detector still speaks if its sentence fits, and is silent if not. It
may raise ValueError or the like where it does not apply. From the precise to the vague.
"""

from collections.abc import Iterator

import numpy as np

from layerlab.judging.detectors.pairs import Undecided, alike, near, pair


def transposed(view) -> str | None:
    """Rows and columns are exchanged."""
    got, wanted = pair(view)
    if wanted.ndim == 2 and min(wanted.shape) == 1 and view.is_right:
        raise Undecided
    if wanted.ndim == 2 and min(wanted.shape) > 1 and near(got.T, wanted):
        return "Rows and columns are exchanged: your result is the transpose of the target."


def right_values_wrong_shape(view) -> str | None:
    """The numbers are right, the shape is not."""
    got, wanted = pair(view)
    if view.is_right:
        raise Undecided
    if got.shape != wanted.shape and near(got.ravel(), wanted.ravel()):
        return "The numbers are right, only the shape is not."


def _lengths(view) -> dict[str, int]:
    """What the lengths of the arguments count: "the number of rows of `X`"."""
    words = {}
    for name, value in view.arrays.items():
        kinds = ("entries",) if value.ndim == 1 else ("rows", "columns")
        for kind, n in zip(kinds, value.shape, strict=False):
            words[f"the number of {kind} of `{name}`"] = n
    return words


def summed_for_mean(view) -> Iterator:
    """A sum over the examples where their mean is asked for, or the other way round."""
    got, wanted = alike(view)
    seen = {words: n for words, n in _lengths(view).items() if _varies(view, words)}
    for words, n in seen.items():
        if near(got, wanted * n):
            yield f"Your result is {n} times the target, and {n} is {words}: as a sum is to a mean."
        if near(got * n, wanted):
            yield f"Your result is the target divided by {n}, and {n} is {words}: as a mean is to a sum."


def _varies(view, words: str) -> bool:
    """Whether a length differs from case to case: else it is any constant."""
    name, kind = words.split("`")[1], words.split()[3]
    axis = int(kind == "columns")
    shapes = [np.shape(args.get(name)) for args in (*view.failing, *view.passing)]
    return len({shape[axis] for shape in shapes if len(shape) > axis}) > 1


def one_fewer(view) -> Iterator:
    """n where n - 1 belongs, or the other way round."""
    got, wanted = alike(view)
    for words, n in _lengths(view).items():
        if n < 2 or not _varies(view, words):
            continue
        for power, root in ((1, ""), (0.5, " under the root")):
            more, less = ((n / (n - 1)) ** power, ((n - 1) / n) ** power)
            said = f"where {{}} is asked for, with n for {words} (`ddof`)."
            if near(got, wanted * more):
                yield f"Your result fits a division by n - 1{root} {said.format('n')}"
            if near(got, wanted * less):
                yield f"Your result fits a division by n{root} {said.format('n - 1')}"


def negated(view) -> str | None:
    """The sign is the wrong way round."""
    got, wanted = alike(view)
    if near(-1.0 * got, wanted):
        return "Your result is the target with the opposite sign."


def constant_factor(view) -> tuple | None:
    """A constant factor too much or too little, the same on every case."""
    got, wanted = alike(view)
    safe = np.abs(wanted) > 1e-12
    if not safe.any() and view.is_right:
        raise Undecided
    if wanted.size == 1 and not view.is_right and not (got % 1 or wanted % 1):
        raise Undecided  # two counts are always some factor apart
    factor = float((got[safe] / wanted[safe]).flat[0])
    if factor == 0 or not np.isfinite(factor) or not near(got, wanted * factor):
        return None
    words = _FACTORS.get(round(factor, 6), f"{factor:.4g} times")
    return f"{factor:.4g}", f"Your result is {words} the target."


_FACTORS = {
    2.0: "twice", 3.0: "three times", 4.0: "four times", 0.5: "half", 0.25: "a quarter of",
    -2.0: "minus twice", -0.5: "minus half",
}  # fmt: skip


def constant_offset(view) -> tuple | None:
    """The same number is added everywhere, on every case."""
    got, wanted = alike(view)
    offset = got - wanted
    first = float(offset.flat[0])
    if not np.allclose(offset, first, rtol=1e-6, atol=1e-9):
        return None
    size = "large" if first > 0 else "small"
    by = "one" if abs(abs(first) - 1) < 1e-9 else f"by {abs(first):.4g}"
    many = "Every value is" if wanted.size > 1 else "Your result is"
    words = f"{by} too {size}" if by == "one" else f"too {size} {by}"
    return f"{first:.4g}", f"{many} {words}."


def _differ(rows) -> bool:
    """Whether at least three of the entries, or rows, are different ones."""
    return len(np.unique(rows.reshape(len(rows), -1), axis=0)) > 2


def shifted(view) -> Iterator:
    """The values are right but one place along."""
    got, wanted = alike(view)
    if wanted.ndim == 0 or len(wanted) < 4 or not _differ(wanted):
        raise Undecided
    if near(got[1:], wanted[:-1]):
        yield "The values are right, but each stands one place too late."
    if near(got[:-1], wanted[1:]):
        yield "The values are right, but each stands one place too early."


def reversed_order(view) -> Iterator:
    """The entries come last to first."""
    got, wanted = alike(view)
    for axis in range(wanted.ndim):
        if near(np.flip(got, axis), wanted):
            along = f", along axis {axis}" if wanted.ndim > 1 else ""
            yield f"{axis}", f"The entries are right but in reversed order{along}."


def other_order(view) -> str | None:
    """The right entries in another order."""
    got, wanted = alike(view)
    if view.is_right or wanted.ndim != 1 or not _differ(wanted):
        raise Undecided
    if near(np.sort(got), np.sort(wanted)):
        return "The entries are the right ones, in another order."


def one_of_the_batch(view) -> Iterator:
    """Right for one example only."""
    got, wanted = pair(view)
    if wanted.ndim == 0 or len(wanted) < 2:
        raise Undecided
    for index, word in ((0, "first"), (-1, "last")):
        if near(got, wanted[index]) or near(got, wanted[[index]]):
            yield f"Only the {word} entry of the answer came back."
        if near(got, np.broadcast_to(wanted[index], wanted.shape)):
            yield f"Every entry of your result is the {word} entry of the answer."


def signs_lost(view) -> str | None:
    """Absolute values where signs are asked for."""
    got, wanted = alike(view)
    if near(got, np.abs(wanted)):
        return "The signs are lost: your values are the absolute values of the target."


def cut_at_zero(view) -> str | None:
    """Negative values became 0; of one sign alone, or of one number, that says nothing."""
    got, wanted = alike(view)
    if near(got, np.maximum(wanted, 0)):
        if len(np.unique(wanted[wanted > 0])) < 2 or not np.any(wanted < 0):
            raise Undecided
        return "Where the target is negative your result is 0, and the rest is right: as if a ReLU (or a maximum with 0) were too many."


_FUNCTIONS = (
    (np.square, "the square of"),
    (np.exp, "the exponential of"),
    (np.reciprocal, "one divided by"),
    (lambda v: 1 - v, "one minus"),
    (lambda v: np.sqrt(np.abs(v)), "the square root of"),
    (np.log, "the logarithm of"),
)


def a_function_too_many(view) -> Iterator:
    """A square, root, exponential, logarithm, reciprocal or complement of the target."""
    got, wanted = alike(view)
    with np.errstate(all="ignore"):
        for function, words in _FUNCTIONS:
            if near(got, function(wanted)):
                yield f"Your result is {words} the target."


def whole_numbers(view) -> Iterator:
    """Fractions are lost; of numbers from 0 to 1 only a choice is left, and that is another thing."""
    got, wanted = alike(view)
    for function, words in _ROUNDED.items():
        if near(got, function(wanted)):
            if not view.is_right and np.max(np.abs(wanted)) < 1.5:
                raise Undecided
            yield f"Fractions are lost: your values are those of the target, {words}."


_ROUNDED = {
    np.trunc: "cut to whole numbers",
    np.floor: "rounded down",
    np.round: "rounded",
    np.ceil: "rounded up",
}


def all_zero(view) -> str | None:
    """Zeros throughout."""
    got, wanted = alike(view)
    if not np.any(got) and got.size > 1:
        return "Every value of your result is 0."


def imprecise(view) -> str | None:
    """Nearly right."""
    got, wanted = alike(view)
    if view.is_right:
        raise Undecided
    scale = max(float(np.max(np.abs(wanted))), 1e-8)
    most = float(np.max(np.abs(got - wanted)))
    if most < 2e-3 * scale:
        return (
            f"The values are nearly right: none is off by more than {1.001 * most:.1e}."
        )


PLACES = (transposed, one_of_the_batch, reversed_order, shifted, other_order)
PRECISE = (
    transposed, summed_for_mean, negated, one_fewer, constant_factor, constant_offset,
    *PLACES[1:], signs_lost, cut_at_zero, a_function_too_many, whole_numbers,
)  # fmt: skip
SEEN = (right_values_wrong_shape, all_zero, imprecise)
