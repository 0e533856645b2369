"""Unit 00, start here: one exercise that shows how exercises work."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked


def _double(x):
    return 2 * x


def _cases(rng):
    yield worked(x=[2.0])
    yield worked(x=[1.0, -3.0, 0.5])
    for n in (1, 4, 7):
        yield case(x=rng.normal(size=n))
    yield case(x=np.zeros(0))


def _in_place(x):
    x *= 2
    return x


double = Exercise(
    number="0.1",
    name="double",
    difficulty=1,
    minutes=2,
    points=0,
    reference=_double,
    cases=_cases,
    rows=("x",),
    mistakes=(
        Mistake(
            "two added",
            lambda x: x + 2,
            "2 is added to every number. For the number 2 that happens to be right; the "
            "others show the difference. Multiply instead.",
            hint=2,
        ),
        Mistake(
            "squared",
            lambda x: x**2,
            "Every number is squared: `**` is a power. For the number 2 that happens to be "
            "right. To multiply, write one star.",
            hint=2,
        ),
        Mistake(
            "changed in place",
            _in_place,
            "`x *= 2` changes the very array that was handed in. Make a new one: 2 * x.",
            hint=3,
        ),
        Mistake(
            "unchanged",
            lambda x: x,
            "The numbers came back as they were.",
            hint=1,
        ),
        Mistake(
            "repeated",
            lambda x: np.concatenate([x, x]),
            "The array came back twice as long. That is what `list * 2` does; twice as "
            "large is meant, each number by itself.",
            hint=2,
        ),
    ),
    hints=(
        "Try your function on another number than 2. What should become of 3, and of -1?",
        "An array can be multiplied by a number as a whole, without a loop.",
        "One line is enough: it begins with `return`, and `x` stands in it once.",
    ),
    alternatives=(lambda x: x + x, lambda x: [2.0 * v for v in x]),
)
