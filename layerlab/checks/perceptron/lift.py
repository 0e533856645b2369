"""A third coordinate with which one plane answers XOR."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked
from layerlab.judging.compare import as_array

from . import shared


def _with(third):
    return lambda X: np.column_stack([X, third(X[:, 0], X[:, 1])])


def _cases(rng):
    yield worked(X=shared.XOR[0])
    yield worked(X=[[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
    for n in (8, 12):
        corners = rng.permutation(
            np.tile([[-1, -1], [-1, 1], [1, -1], [1, 1]], (n // 4, 1))
        )
        yield case(X=corners + rng.uniform(-0.15, 0.15, size=corners.shape))


def _xor_labels(X):
    """+1 where exactly one coordinate lies above the middle of the data, -1 elsewhere."""
    high = (X.min(0) + X.max(0)) / 2 < X
    return np.where(high[:, 0] != high[:, 1], 1, -1)


def _judge_lift(value, args, expected):
    X, lifted = args["X"], as_array(value)
    if lifted is None or lifted.shape != (len(X), 3):
        shape = "no array" if lifted is None else f"shape {lifted.shape}"
        return f"an array of shape ({len(X)}, 3), one row a point; this is {shape}"
    if not np.allclose(lifted[:, :2], X):
        return "the two given coordinates first and unchanged, then the new one"
    if not np.isfinite(lifted).all():
        return "finite numbers"
    if shared.train(lifted, _xor_labels(X), 2000)[2][-1] > 0:
        return "a third coordinate with which a plane separates the two classes of XOR"
    return None


lift = Exercise(
    number="4.5", name="lift", difficulty=3, minutes=10, points=2,
    reference=_with(lambda x1, x2: x1 * x2), cases=_cases, judge=_judge_lift,
    mistakes=(
        Mistake("a sum of the two", _with(lambda x1, x2: x1 + x2), message=
            "The new coordinate is a weighted sum of the old two. That is what the neuron makes "
            "anyway, so nothing is gained. It takes something that no weighted sum can."),
        Mistake("a difference of the two", _with(lambda x1, x2: x1 - x2), message=
            "A difference is a weighted sum with weights 1 and -1: the neuron could make it "
            "itself. It is close, though: where do points of class +1 lie if you ignore its sign?"),
        Mistake("a constant", _with(lambda x1, x2: np.ones_like(x1)), message=
            "The new coordinate is the same for every point. It acts like a second bias, and XOR "
            "needs more than a bias."),
        Mistake("zeros added", _with(lambda x1, x2: np.zeros_like(x1)), message=
            "The new coordinate is 0 for every point, so it says nothing that the old ones do not. "
            "What about a point should it tell?"),
        Mistake("joined end to end", lambda X: np.append(X, X[:, 0] * X[:, 1]), hint=2, message=
            "The table has become one long row: `np.append` flattens it. A new column is set "
            "beside the two given ones."),
        Mistake("one coordinate squared", _with(lambda x1, x2: x1**2), message=
            "The new coordinate knows of one input only. XOR asks about both together: neither "
            "tells the class alone."),
        Mistake("a sum of squares", _with(lambda x1, x2: x1**2 + x2**2), message=
            "The sum of the squares adds a part for each input, with no word about the two "
            "together; with the corners at ±1 it is the same everywhere."),
        Mistake("asks for equality", _with(lambda x1, x2: x1 == x2), message=
            "The new coordinate asks whether the two are exactly equal. At the corners that is "
            "enough; near them hardly ever, and such points must be separated too."),
        Mistake("asks for difference", _with(lambda x1, x2: x1 != x2), message=
            "The new coordinate asks whether the two are exactly equal or not. At the corners that "
            "is enough; near them hardly ever, and such points must be separated too."),
        Mistake("all but 0 counts as true", _with(np.logical_xor), message=
            "For a logical function everything but 0 is true, -1 as well. It must also work for "
            "corners at -1 and 1, and near the corners."),
        Mistake("nothing added", lambda X: X.copy(), hint=2, message=
            "The points came back with two coordinates. Add a third column."),
        Mistake("only the new one", lambda X: (X[:, 0] * X[:, 1])[:, None], hint=2, message=
            "Only the new coordinate came back. Keep the two given ones in front of it."),
        Mistake("a flat new one", lambda X: X[:, 0] * X[:, 1], hint=2, message=
            "Only the new coordinate came back. Keep the two given ones in front of it."),
        Mistake("new one first", lambda X: np.column_stack([X[:, 0] * X[:, 1], X]), hint=2, message=
            "The new coordinate stands first. It belongs after the two given ones."),
        Mistake("stacked as rows", hint=2, code=
            lambda X: np.stack([X[:, 0], X[:, 1], X[:, 0] * X[:, 1]]), message=
            "The three coordinates became rows: one point should be one row. Use "
            "`np.column_stack`."),
    ),
    hints=(
        "No weighted sum of x₁ and x₂ can tell the corners apart, so the new coordinate must be "
        "something else. What is alike in (0, 0) and (1, 1), or in (-1, 1) and (1, -1)?",
        "A new column beside an array: `np.column_stack([X, new])`, where `new` has one number for "
        "each row.",
        "What happens if you multiply the two coordinates of each point? Work it out for the four "
        "corners.",
    ),
    alternatives=(
        _with(lambda x1, x2: np.abs(x1 - x2)),
        lambda X: [[a, c, (a - c) ** 2] for a, c in X],
        lambda X: np.hstack([X, -3 * X[:, :1] * X[:, 1:]]).astype(np.float32),
    ),
)  # fmt: skip
