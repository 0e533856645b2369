"""The bend that cuts everything below 0."""

import numpy as np

from layerlab.checking import Exercise, Mistake

from . import shared


def _relu(x):
    return np.maximum(x, 0)


def _relu_in_place(x):
    x[x < 0] = 0
    return x


relu = Exercise(
    number="6.1.2", name="relu", difficulty=1, minutes=4, points=1,
    reference=_relu, cases=shared.bend_cases,
    mistakes=(
        Mistake("in place", _relu_in_place, hint=3, message=
            "The zeros were written into the very array that was handed in. The caller may still "
            "need it: backpropagation will. Make a new array."),
        Mistake("one maximum of all", lambda x: np.max(x, 0), hint=2, message=
            "`np.max(x, 0)` looks for the largest entry along axis 0. To compare each entry with 0 "
            "there is another function, with a longer name."),
        Mistake("Python's max", lambda x: max(0, x), hint=2, message=
            "Python's `max` compares two things as wholes, and an array has no single yes or no. "
            "NumPy has a function that compares entry by entry."),
        Mistake("mask returned", lambda x: x > 0, message=
            "These are True and False: where x is positive. The values themselves are asked for."),
        Mistake("slope returned", lambda x: np.where(x > 0, 1.0, 0.0), message=
            "These are the slopes, 0 and 1. The function itself lets positive values through as "
            "they are."),
        Mistake("absolute value", lambda x: np.abs(x), message=
            "Negative values came back positive. They become 0."),
        Mistake("maximum with 1", lambda x: np.maximum(x, 1), hint=2, message=
            "Everything below 1 became 1. The bend lies at 0."),
        Mistake("minimum", lambda x: np.minimum(x, 0), message=
            "The negative half was kept and the positive one lost. It is the larger of x and 0 "
            "that counts."),
        Mistake("negatives dropped", lambda x: x[x > 0], message=
            "The negative entries are gone, and the shape with them. Every entry keeps its place; "
            "the negative ones become 0."),
        Mistake("clipped at 1", lambda x: np.clip(x, 0, 1), message=
            "Values above 1 were cut off. The ReLU has no ceiling."),
        Mistake("a leak", lambda x: np.where(x > 0, x, 0.01 * x), message=
            "A little of the negative side leaks through. That is the next exercise; here it is "
            "exactly 0."),
    ),
    hints=(
        "What becomes of -2, of 0 and of 3? And is the array that you were given still the same "
        "afterwards?",
        "`np.maximum` (with -imum) compares two arrays entry by entry, and a plain number counts "
        "as an array full of it. `np.max` looks for one largest entry.",
        "The larger of x and 0, entry by entry: `return np.maximum(…, …)`.",
    ),
    alternatives=(
        lambda x: x * (x > 0),
        lambda x: np.where(x > 0, x, 0),
        lambda x: (x + np.abs(x)) / 2,
        lambda x: np.clip(x, 0, None).astype(np.float32),
    ),
)  # fmt: skip
