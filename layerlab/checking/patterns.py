"""The detectors of `general`: each looks at one failing view and names a pattern, or gives None.

A detector may raise ValueError or the like where it does not apply. The second argument
holds the cases on which the attempt was right.
"""

import numpy as np

from .judging import EXACT, as_array, compare


def _pair(view):
    got, wanted = as_array(view.difference.got), as_array(view.difference.expected)
    if got is None or wanted is None or not wanted.size:
        raise ValueError("no arrays here")
    return got, wanted


def _near(a, b) -> bool:
    a, b = np.asarray(a) * 1.0, np.asarray(b) * 1.0
    return a.shape == b.shape and bool(
        np.allclose(a, b, rtol=1e-5, atol=1e-7, equal_nan=True)
    )


def _recomputed(view, change) -> bool:
    """Whether the reference, given changed arguments, gives what the attempt gave."""
    from .diagnosis import same_value
    from .watching import watch

    args = change(dict(view.case.args))
    if args is None:
        return False
    ours = watch(view.exercise.reference, view.exercise.request(args))
    return not ours.raised and same_value(view.seen.value, ours.value)


def nothing_returned(view, right):
    """The function ends without `return`."""
    if view.difference.kind == "nothing" and view.seen.value is None:
        return "Nothing came back. Does the function end with a `return` line?"


def printed_instead(view, right):
    """The result was printed."""
    if view.difference.kind == "nothing" and view.seen.printed.strip():
        return "The result was printed, not returned. Replace `print(…)` by `return …`."


def transposed(view, right):
    """Rows and columns are exchanged."""
    got, wanted = _pair(view)
    if wanted.ndim == 2 and min(wanted.shape) > 1 and _near(got.T, wanted):
        return "Rows and columns are exchanged: your result is the transpose of the target."


def right_values_wrong_shape(view, right):
    """The numbers are right, the shape is not."""
    got, wanted = _pair(view)
    if (
        got.shape != wanted.shape
        and got.size == wanted.size
        and _near(got.ravel(), wanted.ravel())
    ):
        return (
            "The numbers are right, only the shape is not: an axis too many, too few, or a "
            "reshape at the wrong place."
        )


def summed_for_mean(view, right):
    """A sum over the examples where their mean is asked for, or the other way round."""
    got, wanted = _pair(view)
    lengths = {np.shape(a)[0] for a in view.case.args.values() if np.ndim(a)}
    for n in lengths - {1}:
        if _nonzero(wanted) and _near(got, wanted * n):
            return "Your result is the target times the number of examples: a sum where the mean is asked for."
        if _nonzero(wanted) and _near(got * n, wanted):
            return "Your result is the target divided by the number of examples: a mean where the sum is asked for."


def _nonzero(array) -> bool:
    return bool(np.any(np.abs(array) > 1e-12))


def negated(view, right):
    """The sign is the wrong way round."""
    got, wanted = _pair(view)
    if _nonzero(wanted) and _near(-1.0 * got, wanted):
        return "Your result is the target with the opposite sign. Which term is subtracted from which?"


def constant_factor(view, right):
    """A constant factor too much or too little."""
    got, wanted = _pair(view)
    safe = np.abs(wanted) > 1e-12
    if got.shape != wanted.shape or not safe.any():
        return None
    factor = float((got[safe] / wanted[safe]).flat[0])
    if factor not in (0.0, 1.0) and np.isfinite(factor) and _near(got, wanted * factor):
        known = {2.0: "twice", 0.5: "half", -2.0: "minus twice"}
        return f"Your result is {known.get(round(factor, 6), f'{factor:.4g} times')} the target. Is a constant factor lost or counted double?"


def constant_offset(view, right):
    """The same number is added everywhere."""
    got, wanted = _pair(view)
    if got.shape != wanted.shape:
        return None
    offset = got * 1.0 - wanted * 1.0
    first = float(offset.flat[0])
    if not np.isclose(first, 0, atol=1e-9) and np.allclose(offset, first, rtol=1e-6):
        if abs(first) == 1:
            return f"Every value is one too {'large' if first > 0 else 'small'}: an off-by-one."
        return (
            "Every value is off by the same amount. Is a term added that should not be, or forgotten?"
            if offset.size > 1
            else None
        )


def shifted(view, right):
    """The values are right but one place along."""
    got, wanted = _pair(view)
    if (
        got.shape != wanted.shape
        or wanted.ndim == 0
        or wanted.shape[0] < 3
        or _near(got, wanted)
    ):
        return None
    for step in (1, -1):
        if _near(np.roll(got, step, axis=0), wanted):
            return (
                "The values are right but one place along: an index is shifted by one."
            )


def reversed_order(view, right):
    """The entries come last to first."""
    got, wanted = _pair(view)
    if wanted.ndim and wanted.shape[0] > 1 and _near(got[::-1], wanted):
        return "The entries are right but in reversed order."


def other_order(view, right):
    """The right entries in another order."""
    got, wanted = _pair(view)
    if wanted.ndim == 1 and wanted.size > 1 and _near(np.sort(got), np.sort(wanted)):
        return "The entries are the right ones, in another order."


def bias_missing(view, right):
    """The bias plays no part."""

    def change(args):
        names = [n for n in args if n in ("b", "bias", "b1", "b2")]
        return args | {n: np.asarray(args[n]) * 0 for n in names} if names else None

    if _recomputed(view, change):
        return "This is what comes out where the bias is left out."


def swapped_arguments(view, right):
    """Two arguments are exchanged."""
    names = list(view.case.args)
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            if _recomputed(view, lambda a, x=one, y=other: a | {x: a[y], y: a[x]}):
                return (
                    f"This is what comes out where `{one}` and `{other}` change places."
                )


def transposed_argument(view, right):
    """An argument is used transposed."""
    for name, value in view.case.args.items():
        if np.ndim(value) == 2 and _recomputed(view, lambda a, n=name: a | {n: a[n].T}):
            return f"This is what comes out where `{name}` is transposed."


def one_of_the_batch(view, right):
    """Right for one example only."""
    got, wanted = _pair(view)
    if wanted.ndim == 0 or wanted.shape[0] < 2 or got.size == 0:
        return None
    for index, word in ((0, "first"), (-1, "last")):
        if _near(got, wanted[index]) or (
            got.shape != wanted.shape and _near(got, wanted[[index]])
        ):
            return f"Only the {word} example is answered. The result needs one entry for each example of the batch."
        if (
            got.shape == wanted.shape
            and _near(got[index], wanted[index])
            and _same_rows(got)
        ):
            return f"Every entry is the answer for the {word} example."


def _same_rows(array) -> bool:
    return _near(array, np.broadcast_to(array[0], array.shape))


def whole_numbers(view, right):
    """Fractions are lost."""
    got, wanted = _pair(view)
    if (
        _near(got, np.trunc(wanted))
        or _near(got, np.floor(wanted))
        or _near(got, np.round(wanted))
    ):
        return "Fractions are lost: whole-number division, an integer array, or a rounding."


def signs_lost(view, right):
    """Absolute values where signs are asked for."""
    got, wanted = _pair(view)
    if _near(got, np.abs(wanted)):
        return "The signs are lost: your values are the absolute values of the target."


def square_or_root(view, right):
    """A square or a square root too many."""
    got, wanted = _pair(view)
    if _near(got, wanted**2):
        return "Your result is the square of the target. Is a square root missing?"
    if _near(got**2, wanted):
        return "Your result is the square root of the target."


def an_input_came_back(view, right):
    """An argument is returned as it was."""
    from .diagnosis import same_value

    for name, value in view.case.args.items():
        if np.ndim(value) and same_value(view.seen.value, value):
            return f"What came back is the argument `{name}` itself, unchanged."


def imprecise(view, right):
    """Nearly right."""
    got, wanted = _pair(view)
    if got.shape == wanted.shape and wanted.dtype.kind == "f":
        scale = max(float(np.max(np.abs(wanted))), EXACT[1])
        if np.max(np.abs(got - wanted)) < 2e-3 * scale:
            return "The values are nearly right: a step is rounded, too coarse, or done in lower precision."


def all_zero(view, right):
    """Zeros throughout."""
    got, wanted = _pair(view)
    if got.shape == wanted.shape and not np.any(got) and np.any(wanted):
        return "Every value is 0. Is the result array filled before it is returned?"


def hard_coded(view, right):
    """The worked example's answer is returned whatever the arguments are."""
    worked = [c for c in view.exercise.all_cases() if c.worked]
    from .engine import expected_of

    for case in worked:
        if (
            case is not view.case
            and compare(view.seen.value, expected_of(view.exercise, case).value) is None
        ):
            return "This is the answer of the worked example, whatever the arguments are. Compute it from the arguments."


DETECTORS = tuple(
    (f.__name__.replace("_", " "), f)
    for f in (
        printed_instead,
        nothing_returned,
        bias_missing,
        transposed,
        swapped_arguments,
        transposed_argument,
        summed_for_mean,
        negated,
        constant_factor,
        constant_offset,
        one_of_the_batch,
        right_values_wrong_shape,
        an_input_came_back,
        reversed_order,
        shifted,
        other_order,
        signs_lost,
        square_or_root,
        whole_numbers,
        all_zero,
        imprecise,
        hard_coded,
    )
)
