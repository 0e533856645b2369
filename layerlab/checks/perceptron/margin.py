"""How far the nearest point is from the line, with the sign of its side."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked


def _margin(X, y, w, b):
    return float(np.min(y * (X @ w + b)) / np.linalg.norm(w))


def _cases(rng):
    yield worked(X=[[3.0, 0.0], [-1.0, 2.0]], y=[1, -1], w=[2.0, 0.0], b=0.0)
    yield worked(X=[[1.0, 1.0], [0.0, -2.0]], y=[1, -1], w=[3.0, 4.0], b=1.0)
    yield worked(X=[[1.0, 0.0], [4.0, 0.0]], y=[1, -1], w=[1.0, 0.0], b=0.0)  # negative
    for n, d in [(1, 2), (4, 2), (8, 2), (10, 3), (30, 5), (3, 1)]:
        yield case(
            X=rng.normal(size=(n, d)),
            y=rng.choice([-1, 1], size=n),
            w=rng.normal(size=d) * 2,
            b=float(rng.normal()),
        )


def _signed(X, y, w, b):
    return y * (X @ w + b) / np.linalg.norm(w)


def _nearest_by_size(X, y, w, b):
    distances = _signed(X, y, w, b)
    return distances[np.abs(distances).argmin()]


def _norm(w):
    return np.linalg.norm(w)


margin = Exercise(
    number="4.4", name="margin", difficulty=2, minutes=10, points=2,
    reference=_margin, cases=_cases, rows=("X", "y"), valid=lambda X, y, w, b: bool(np.any(w)),
    mistakes=(
        Mistake("not divided by the norm", hint=2, code=
            lambda X, y, w, b: np.min(y * (X @ w + b)), message=
            "This is the smallest score, not a distance: doubling w and b would double it, though "
            "the line stays where it is. Divide by the length of w."),
        Mistake("multiplied by the norm", hint=2, code=
            lambda X, y, w, b: np.min(y * (X @ w + b)) * _norm(w), message=
            "The score is multiplied by the length of w. Divide: the longer w is, the larger are "
            "the scores of the same distances."),
        Mistake("bias in the norm", hint=2, code=
            lambda X, y, w, b: np.min(y * (X @ w + b)) / np.sqrt(w @ w + b * b), message=
            "The bias is part of your norm. It shifts the line and does not tilt it: only w "
            "belongs in the length."),
        Mistake("maximum for minimum", code=
            lambda X, y, w, b: np.max(y * (X @ w + b)) / _norm(w), message=
            "This is the distance of the farthest point. The margin belongs to the nearest one: "
            "the minimum."),
        Mistake("mean for minimum", lambda X, y, w, b: np.mean(y * (X @ w + b)) / _norm(w), message=
            "This is the average distance. One point decides the margin, the nearest one."),
        Mistake("signs lost", lambda X, y, w, b: np.min(np.abs(X @ w + b)) / _norm(w), message=
            "Absolute values hide a point on the wrong side. Multiply by the label instead: then a "
            "wrong point counts as negative."),
        Mistake("labels forgotten", lambda X, y, w, b: np.min(X @ w + b) / _norm(w), message=
            "The labels play no part. A score is good or bad only together with its label: y times "
            "the score."),
        Mistake("bias missing", lambda X, y, w, b: np.min(y * (X @ w)) / _norm(w), hint=2, message=
            "The bias is missing from the scores: these are distances to a line through the "
            "origin."),
        Mistake("squared norm", hint=2, code=
            lambda X, y, w, b: np.min(y * (X @ w + b)) / (w @ w), message=
            "The scores are divided by the squared length of w. Take the square root."),
        Mistake("length of the points", hint=2, code=
            lambda X, y, w, b: np.min(y * (X @ w + b) / np.linalg.norm(X, axis=1)), message=
            "Each score is divided by the length of its point. Divide by the length of w: it is "
            "what stretches the scores."),
        Mistake("never below 0", lambda X, y, w, b: max(0.0, _margin(X, y, w, b)), message=
            "A margin below 0 was raised to 0. Where a point lies on the wrong side the margin is "
            "negative: it tells how far."),
        Mistake("sum of absolute weights", hint=2, code=
            lambda X, y, w, b: np.min(y * (X @ w + b)) / np.abs(w).sum(), message=
            "The length used here is the sum of the absolute weights. A distance in the plane "
            "needs the Euclidean length, by Pythagoras."),
        Mistake("nearest by its absolute distance", _nearest_by_size, message=
            "The point nearest to the line was chosen, on whichever side. A point far on the wrong "
            "side is worse: the smallest *signed* distance decides."),
        Mistake("label without the bias", hint=2, code=
            lambda X, y, w, b: np.min(y * (X @ w) + b) / _norm(w), message=
            "The label is multiplied with w·x alone, and the bias is added afterwards. The whole "
            "score belongs in the brackets."),
        Mistake("mean, and not divided", lambda X, y, w, b: np.mean(y * (X @ w + b)), message=
            "Two things. This is an average, and one point decides: the nearest. And a score is no "
            "distance: divide by the length of w."),
        Mistake("one distance a point", hint=3, code=
            lambda X, y, w, b: y * (X @ w + b) / _norm(w), message=
            "These are the distances of all points. The margin is the smallest of them."),
    ),
    hints=(
        "Which single point decides how safe a line is? And what should the margin say where a "
        "point lies on the wrong side?",
        "The signed distance of a point to the line is its score, w·x + b, divided by the length "
        "of w: `np.linalg.norm(w)`. Multiplying by y makes right ones positive.",
        "`(y * (X @ w + b))` has one entry a point. Take its minimum, and divide by the norm of w.",
    ),
    alternatives=(
        lambda X, y, w, b: min(
            yi * (sum(xi * w) + b) / sum(w**2) ** 0.5 for xi, yi in zip(X, y, strict=True)
        ),
        lambda X, y, w, b: np.float32(np.min(y * (X @ (w / _norm(w)) + b / _norm(w)))),
    ),
)  # fmt: skip
