"""The bend that lets a little through below 0."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked

from . import shared


def _leaky(x, slope=0.01):
    return np.where(x > 0, x, slope * x)


def _cases(rng):
    yield worked(x=[-2.0, 0.0, 3.0])
    yield worked(x=[-2.0, 0.0, 3.0], slope=0.5)
    yield from list(shared.bend_cases(rng, slope=0.2))[1:]
    yield case(x=rng.normal(size=5), slope=0.0)
    yield case(x=rng.normal(size=5))


def _leaky_in_place(x, slope=0.01):
    x[x < 0] *= slope
    return x


leaky_relu = Exercise(
    number="6.1.3", name="leaky_relu", difficulty=1, minutes=5, points=1,
    reference=_leaky, cases=_cases,
    mistakes=(
        Mistake("in place", _leaky_in_place, hint=3, message=
            "The array that was handed in has changed. Make a new one."),
        Mistake("slope on both sides", lambda x, slope=0.01: slope * x, message=
            "Positive values were made smaller, too. Only the negative side leaks."),
        Mistake("slope ignored", lambda x, slope=0.01: np.where(x > 0, x, 0.01 * x), message=
            "The leak is always 0.01, whatever `slope` says. Use the argument."),
        Mistake("slope itself for negative ones", code=
            lambda x, slope=0.01: np.where(x > 0, x, slope), message=
            "Every negative value became the slope itself. It becomes slope times the value, so "
            "that larger ones still differ."),
        Mistake("no leak", lambda x, slope=0.01: np.maximum(x, 0), message=
            "Negative values became 0: that is the plain ReLU. A little of them must come "
            "through."),
        Mistake("leak turned round", hint=2, code=
            lambda x, slope=0.01: np.where(x > 0, x, -slope * x), message=
            "Negative inputs came out positive. A leak makes them smaller and keeps their sign."),
        Mistake("sides exchanged", hint=2, code=
            lambda x, slope=0.01: np.where(x > 0, slope * x, x), message=
            "The positive side leaks and the negative one passes: the two are exchanged."),
        Mistake("a floor", lambda x, slope=0.01: np.maximum(x, -slope), hint=2, message=
            "Every negative input became the same number. The leak is a line: x times the slope."),
        Mistake("slope added", lambda x, slope=0.01: np.where(x > 0, x, x + slope), hint=2, message=
            "The slope was added to the negative inputs. A slope multiplies."),
        Mistake("another default", hint=3, code=
            lambda x, slope=0.1: np.where(x > 0, x, slope * x), message=
            "Without a second argument the slope is not 0.01. Keep the default of the stub."),
    ),
    hints=(
        "What becomes of -2 where the slope is 0.5? And where no slope is given?",
        "`np.where(condition, this, that)` chooses entry by entry.",
        "Where x is positive, x itself; elsewhere, a product of two things. `np.where(x > 0, …, "
        "…)`",
    ),
    alternatives=(
        lambda x, slope=0.01: np.maximum(x, slope * x),
        lambda x, slope=0.01: np.maximum(x, 0) + slope * np.minimum(x, 0),
        lambda x, slope=0.01: x * ((x > 0) + slope * (x <= 0)),
    ),
)  # fmt: skip
