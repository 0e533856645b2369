"""Twice every number of an array: the first exercise of all."""

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
    number="0.1", name="double", difficulty=1, minutes=2, points=0,
    reference=_double, cases=_cases, rows=("x",),
    mistakes=(
        Mistake("two added", lambda x: x + 2, hint=2, message=
            "2 is added to every number. For the number 2 that happens to be right; the others "
            "show the difference. Multiply instead."),
        Mistake("squared", lambda x: x**2, hint=2, message=
            "Every number is squared: `**` is a power. For the number 2 that happens to be right. "
            "To multiply, write one star."),
        Mistake("changed in place", _in_place, hint=3, message=
            "`x *= 2` changes the very array that was handed in. Make a new one: 2 * x."),
        Mistake("unchanged", lambda x: x, message=
            "The numbers came back as they were."),
        Mistake("repeated", lambda x: np.concatenate([x, x]), hint=2, message=
            "The array came back twice as long. That is what `list * 2` does; twice as large is "
            "meant, each number by itself."),
    ),
    hints=(
        "Try your function on another number than 2. What should become of 3, and of -1?",
        "An array can be multiplied by a number as a whole, without a loop.",
        "One line is enough: it begins with `return`, and `x` stands in it once.",
    ),
    alternatives=(lambda x: x + x, lambda x: [2.0 * v for v in x]),
)  # fmt: skip
