"""Scores become probabilities, also where the scores are huge."""

import numpy as np

from layerlab.checking import Exercise, Mistake, Rule, case, worked

from . import shared


def _cases(rng):
    yield worked(z=[0.0, 2.0, -2.0])
    yield worked(z=[[1.0, -1.0], [0.5, 3.0]])
    yield worked(z=[1000.0, -1000.0])
    yield case(z=rng.normal(size=6) * 3)
    yield case(z=rng.normal(size=(3, 2)) * 10)
    yield case(z=np.array([-30.0, 30.0, -745.0, 710.0]))
    yield case(z=np.array(0.7))  # no axis at all


def _one_sigmoid(z):
    return 1 / (1 + np.exp(-z)) if z >= 0 else np.exp(z) / (1 + np.exp(z))


sigmoid = Exercise(
    number="5.4.1", name="sigmoid", difficulty=2, minutes=8, points=1,
    reference=shared.sigmoid, cases=_cases,
    mistakes=(
        Mistake("overflow", lambda z: np.exp(z) / (1 + np.exp(z)), message=
            "`np.exp(1000)` is infinite, and infinity divided by infinity is no number. Write it "
            "so that only exponentials of negative numbers come in."),
        Mistake("sign exchanged", lambda z: 1 - shared.sigmoid(z), hint=2, message=
            "It falls where it should rise: large scores must give probabilities near 1. Look at "
            "the sign inside the exponential."),
        Mistake("tanh", np.tanh, hint=2, message=
            "This is tanh, which goes from -1 to 1. A probability goes from 0 to 1."),
        Mistake("brackets missing", hint=2, code=
            lambda z: 1 / 1 + np.exp(-np.clip(z, -700, None)), message=
            "`1 / 1 + …` divides first and adds afterwards. Set brackets: `1 / (1 + …)`."),
        Mistake("shares of all", hint=2, code=
            lambda z: np.exp(z - np.max(z)) / np.exp(z - np.max(z)).sum(), message=
            "The results add up to 1 over the whole array: each depends on the others. Every score "
            "is answered on its own."),
        Mistake("a hard step", lambda z: (np.asarray(z) >= 0) * 1.0, hint=2, message=
            "This jumps from 0 to 1: it is the perceptron's threshold. The sigmoid rises "
            "gradually, and so has a slope."),
        Mistake("slope of the sigmoid", hint=2, code=
            lambda z: shared.sigmoid(z) * (1 - shared.sigmoid(z)), message=
            "This is the slope of the sigmoid, p(1 - p). Its value, p, is asked for."),
    ),
    rules=(
        Rule("plain form", shared.plain_form, decides=True, message=
            "The values are right, but this is the plain formula: for -1000 it leads through the "
            "exponential of 1000, which is infinite, and NumPy warns. Write it in another form, in "
            "which no exponential can overflow."),
    ),
    hints=(
        "Which exponential is infinite for z = 1000, and which for z = -1000? An exponential of a "
        "negative number is at most 1 and never overflows.",
        "Two forms of the same: 1 / (1 + e⁻ᶻ) and eᶻ / (1 + eᶻ). The first is safe where z is "
        "positive, the second where it is negative. `np.where` chooses between them.",
        "`np.where(condition, a, b)` computes both a and b everywhere. Put `-np.abs(z)` into the "
        "exponential, then neither can overflow, and choose only the numerator.",
    ),
    alternatives=(
        lambda z: 0.5 * (1 + np.tanh(np.asarray(z) / 2)),
        lambda z: np.vectorize(_one_sigmoid)(z),
        lambda z: 1 / (1 + np.exp(-np.clip(z, -700, 700))),
    ),
)  # fmt: skip
