"""The slope of tanh, which vanishes where tanh is flat."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked

from . import shared


def _tanh_gradient(x):
    return 1 - np.tanh(x) ** 2


def _cases(rng):
    yield worked(x=[0.0, 1.0, -2.0])
    yield from list(shared.bend_cases(rng))[1:]
    yield case(x=np.array([-20.0, 20.0, 0.0]))


def _tanh_in_place(x):
    np.tanh(x, out=x)
    return 1 - x**2


tanh_gradient = Exercise(
    number="6.1.4", name="tanh_gradient", difficulty=2, minutes=6, points=1,
    reference=_tanh_gradient, cases=_cases,
    mistakes=(
        Mistake("gradient of the wrong quantity", lambda x: 1 - x**2, hint=2, message=
            "This is right where x is already the result of a tanh. Here x is the input: take its "
            "tanh first."),
        Mistake("tanh twice", lambda x: 1 - np.tanh(np.tanh(x)) ** 2, hint=2, message=
            "The tanh was taken twice. The input is x before the tanh, so one is enough."),
        Mistake("the function itself", lambda x: np.tanh(x), message=
            "This is tanh itself. Its slope is asked for: 1 in the middle, near 0 far out."),
        Mistake("square forgotten", lambda x: 1 - np.tanh(x), hint=2, message=
            "The slope is the same at x and at -x, yours is not. A square is missing."),
        Mistake("doubled for squared", lambda x: 1 - 2 * np.tanh(x), hint=2, message=
            "t was doubled. To square, write two stars, `** 2`."),
        Mistake("one minus t, squared", lambda x: (1 - np.tanh(x)) ** 2, hint=2, message=
            "The square is around the whole of 1 - t. Only t is squared."),
        Mistake("t times one minus t", lambda x: np.tanh(x) * (1 - np.tanh(x)), hint=2, message=
            "t(1 - t) is the pattern of the sigmoid's slope. The tanh has another: at 0, where t "
            "is 0, it is steepest."),
        Mistake("minus twice t", lambda x: -2 * np.tanh(x), message=
            "This is the slope of 1 - t² as t changes. The slope of the tanh itself is asked "
            "for."),
        Mistake("plus for minus", lambda x: 1 + np.tanh(x) ** 2, message=
            "The slope grows away from 0, though the tanh flattens there. Look at the sign."),
        Mistake("the one left out", lambda x: -(np.tanh(x) ** 2), message=
            "At 0 the slope comes out as 0, but there the tanh is steepest."),
        Mistake("slope of the sigmoid", hint=2, code=
            lambda x: np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))) ** 2, message=
            "This is the slope of the sigmoid, at most a quarter. The tanh is four times as steep "
            "at 0."),
        Mistake("one step, one side", hint=2, code=
            lambda x: (np.tanh(x + 0.01) - np.tanh(x)) / 0.01, message=
            "This is a difference quotient with a step of 0.01 to one side: near, but not the "
            "slope. There is an exact formula."),
        Mistake("in place", _tanh_in_place, hint=3, message=
            "The array that was handed in has changed. Make a new one."),
    ),
    hints=(
        "How steep is the tanh at 0, and how steep far out? Compare your values at 0 and at 20 "
        "with the picture in the lesson.",
        "With t = tanh(x), the slope is one minus t squared.",
        "Two lines: the tanh itself, kept as t; and one in which t stands once, squared.",
    ),
    alternatives=(
        lambda x: 1 / np.cosh(x) ** 2,
        lambda x: (1 - np.tanh(x)) * (1 + np.tanh(x)),
        lambda x: 4 / (np.exp(x) + np.exp(-x)) ** 2,
    ),
)  # fmt: skip
