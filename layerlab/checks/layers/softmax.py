"""Scores become probabilities along an axis, safe for large scores."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked

from . import shared


def _cases(rng):
    yield worked(z=[0.0, 1.0, 2.0])
    yield worked(z=[[0.0, 0.0], [0.0, 3.0]])
    yield worked(z=[1000.0, 1001.0, 1002.0])
    yield case(z=np.array([[1000.0, 1001.0], [-1000.0, -1001.0]]))
    for shape in [(4,), (3, 3), (2, 5), (5, 2)]:
        yield case(z=rng.normal(size=shape) * 2)
    yield case(z=rng.normal(size=(3, 4)), axis=0)
    yield case(z=rng.normal(size=(2, 3, 4)), axis=1)
    yield case(z=np.array([[0.0, 2000.0, 3.0], [-2.0, 5.0, 1.0]]), axis=1)
    yield case(z=np.array([[-800.0, -801.0], [2.0, -5.0]]))
    yield case(z=rng.normal(size=(1, 3)) * 400)


def _global_max(z, axis=-1):
    e = np.exp(z - z.max())
    return e / e.sum(axis=axis, keepdims=True)


def _softmax_in_place(z, axis=-1):
    z -= z.max(axis=axis, keepdims=True)
    return np.exp(z) / np.exp(z).sum(axis=axis, keepdims=True)


def _no_keepdims(z, axis=-1):
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis)


def _global_no_keepdims(z, axis=-1):
    e = np.exp(z - z.max())
    return e / e.sum(axis=axis)


def _max_no_keepdims(z, axis=-1):
    e = np.exp(z - z.max(axis=axis))
    return e / e.sum(axis=axis, keepdims=True)


def _plain_no_keepdims(z, axis=-1):
    e = np.exp(z)
    return e / e.sum(axis=axis)


def _divided_by_all(z, axis=-1):
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum()


def _mean_taken_out(z, axis=-1):
    e = np.exp(z - z.mean(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def _max_above_only(z, axis=-1):
    top = z.max(axis=axis, keepdims=True)
    return np.exp(z - top) / np.exp(z).sum(axis=axis, keepdims=True)


def _shares(z, axis):
    with np.errstate(all="ignore"):
        return z / z.sum(axis=axis, keepdims=True)


def _maximum_of_columns(z, axis=-1):
    e = np.exp(z - z.max(axis=0, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def _clipped(most):
    """Scores are cut to a range in which exp cannot overflow."""
    return lambda z, axis=-1: shared.softmax(np.clip(z, -most, most), axis)


def _without_keepdims(z, axis=-1):
    e = np.exp(z - z.max(axis=axis))
    return e / e.sum(axis=axis)


softmax = Exercise(
    number="6.4", name="softmax", difficulty=2, minutes=10, points=2,
    reference=shared.softmax, cases=_cases,
    mistakes=(
        Mistake("overflow", shared.plain_softmax, message=
            "exp of a large score is more than a float can hold, and infinity divided by infinity "
            "is no number. Make the scores smaller first, in a way that leaves the answer as it "
            "is."),
        Mistake("keepdims missing", _without_keepdims, hint=2, message=
            "The maximum or the sum has lost its axis, so NumPy lines the rows' numbers up with "
            "the columns. `keepdims=True` keeps the axis, with length 1."),
        Mistake("keepdims missing in the sum, one maximum for all", _global_no_keepdims, hint=2,
            message=
            "The sum has lost its axis, so NumPy lines the rows' sums up with the columns. "
            "`keepdims=True` keeps the axis, with length 1; the maximum of each row needs it too."),
        Mistake("one global maximum", _global_max, message=
            "One maximum was taken from all rows. In a row far below it every exp is 0, and 0/0 is "
            "no number. Each row has its own maximum."),
        Mistake("maxima of the columns", _maximum_of_columns, hint=2, message=
            "The maxima were taken down the columns, and the sums along the rows. Both belong to "
            "one and the same axis."),
        *(Mistake(f"clipped at {most}", _clipped(most), message=
            "Scores were cut to a range, so that large ones become equal: 1000 and 1002 must not. "
            "Only differences count; move the whole row instead.") for most in (700, 50)),
        Mistake("mean taken out", _mean_taken_out, message=
            "The mean was taken out. A score far above its row's mean still overflows; only the "
            "maximum is safe, because then no exponent is above 0."),
        Mistake("maximum taken out above only", _max_above_only, hint=2, message=
            "The maximum was taken out above the fraction bar and not below. Both must be changed, "
            "or the answer changes."),
        Mistake("axis ignored", lambda z, axis=-1: shared.softmax(z), hint=2, message=
            "It always works along the last axis, whatever `axis` says."),
        Mistake("wrong axis", lambda z, axis=-1: shared.softmax(z, 0), hint=2, message=
            "It always works along axis 0: the columns add up to 1. The default is the last axis, "
            "each row for itself."),
        Mistake("divided by the sum of everything", _divided_by_all, hint=2, message=
            "The whole array adds up to 1. Each row should: sum along the axis."),
        Mistake("maxima along the wrong side", _max_no_keepdims, hint=2, message=
            "The maxima have lost an axis, so that NumPy lays them along the columns, or refuses. "
            "`keepdims=True` keeps them standing where they belong."),
        Mistake("sums along the wrong side", _no_keepdims, hint=2, message=
            "The sums have lost an axis, so that NumPy lays them along the columns, or refuses. "
            "`keepdims=True` keeps them standing where they belong."),
        Mistake("sums along the wrong side, and no maximum", _plain_no_keepdims, hint=2, message=
            "Two things. The sums have lost an axis: `keepdims=True` keeps them standing where "
            "they belong. And the largest score of each row must be taken out before exp, or large "
            "ones overflow."),
        Mistake("no exp", lambda z, axis=-1: z / z.sum(axis=axis, keepdims=True), hint=2, message=
            "The scores were divided by their sum. A negative score then gives a negative "
            "probability; take exp first."),
        Mistake("no exp, the maximum taken out", hint=2, code=
            lambda z, axis=-1: _shares(z - z.max(axis=axis, keepdims=True), axis), message=
            "The maximum was taken out, and exp forgotten: no number is above 0 then. Take exp "
            "first, then divide."),
        Mistake("not divided", hint=2, code=
            lambda z, axis=-1: np.exp(z - z.max(axis=axis, keepdims=True)), message=
            "These do not add up to 1 yet. Divide by their sum."),
        Mistake("the logarithm of it", hint=2, code=
            lambda z, axis=-1: np.log(shared.softmax(z, axis)), message=
            "These are logarithms of probabilities."),
        Mistake("the place of the winner", lambda z, axis=-1: z.argmax(axis), hint=2, message=
            "`argmax` tells which score is the largest. Softmax gives every score its share."),
        Mistake("a winner only", hint=2, code=
            lambda z, axis=-1: (z == z.max(axis=axis, keepdims=True)) * 1.0, message=
            "The largest score gets 1 and the others 0. Softmax is softer: every score gets its "
            "share."),
        Mistake("in place", _softmax_in_place, hint=3, message=
            "`z -= …` changes the caller's own scores. Make a new array: z = z - …."),
    ),
    hints=(
        "Try `np.exp(1000.0)`. Which number may you take away from all scores of a row, so that no "
        "exponent is above 0, and the answer stays?",
        "The maximum and the sum are both taken along `axis`. With `keepdims=True` the result "
        "keeps that axis, with length 1, and then meets the array rightly.",
        "Three steps: the scores less their row's maximum; exp; divide by the sum. Twice you write "
        "`axis=axis, keepdims=True`.",
    ),
    alternatives=(
        lambda z, axis=-1: np.exp(z - np.logaddexp.reduce(z, axis=axis, keepdims=True)),
        lambda z, axis=-1: np.moveaxis(shared.softmax(np.moveaxis(z, axis, 0), 0), 0, axis),
        lambda z, axis=-1: shared.softmax(z.astype(np.float32), axis),
    ),
)  # fmt: skip
