"""All distances between two sets of points, in few operations and little memory."""

import numpy as np
import torch

from layerlab.checking import (
    Closeness,
    Exercise,
    Mistake,
    Tensor,
    case,
    judges,
    looks,
    worked,
)


def _distances(A, B):
    """Right: the square multiplied out."""
    squares = (A * A).sum(1)[:, None] + (B * B).sum(1) - 2 * A @ B.T
    return squares.clamp(min=0).sqrt()


def _points(values):
    return Tensor(np.asarray(values, dtype=np.float32))


def _cases(rng):
    """Few points and many, and points that stand on both sides."""
    yield worked(A=_points([[0.0, 0.0], [3.0, 4.0]]), B=_points([[0.0, 0.0]]))
    yield worked(A=_points(np.eye(2)), B=_points([[1.0, 0.0], [0.0, 3.0]]))
    for n, m, d in [(5, 3, 2), (40, 30, 3), (60, 70, 20)]:
        yield case(
            A=_points(rng.normal(size=(n, d))), B=_points(rng.normal(size=(m, d)))
        )
    same = rng.normal(size=(50, 17))  # every point also stands on the other side
    yield case(A=_points(same), B=_points(same))


def _distances_one_sum(A, B):
    """One sum of squares for all rows of B."""
    squares = (A * A).sum(1)[:, None] + (B * B).sum() - 2 * A @ B.T
    return squares.clamp(min=0).sqrt()


def _distances_looped(A, B):
    """One row after the other."""
    return torch.stack([((a - B) ** 2).sum(1).sqrt() for a in A])


def _distances_large(A, B):
    """With d numbers for every pair."""
    return ((A[:, None] - B) ** 2).sum(2).sqrt()


def _distances_unclamped(A, B):
    """Rounding may go below 0."""
    return ((A * A).sum(1)[:, None] + (B * B).sum(1) - 2 * A @ B.T).sqrt()


def _distances_unsquared(A, B):
    """Lengths where their squares belong."""
    squares = A.norm(dim=1)[:, None] + B.norm(dim=1) - 2 * A @ B.T
    return squares.clamp(min=0).sqrt()


def _distances_down(A, B):
    """Sums down the columns."""
    squares = (A * A).sum(0)[:, None] + (B * B).sum(0) - 2 * A @ B.T
    return squares.clamp(min=0).sqrt()


def _distances_looped_short(A, B):
    """One row after the other, with two operations for each."""
    return torch.stack([(a - B).norm(dim=1) for a in A])


def _distances_crossed(A, B, factor=1):
    """With another factor before the product."""
    squares = (A * A).sum(1)[:, None] + (B * B).sum(1) - factor * A @ B.T
    return squares.clamp(min=0).sqrt()


pairwise_distances = Exercise(
    number="13.3", name="pairwise_distances", difficulty=2, minutes=15, points=3,
    reference=_distances, cases=_cases,
    observe=looks.counts(
        "pairwise_distances",
        "result",
        "operations",
        "largest",
        call="pairwise_distances(A, B)",
    ),
    judge=judges.Limits(
        most={"operations": 20}, times={"largest": 3}, closeness=Closeness(rtol=1e-3, atol=1e-2)
    ),
    mistakes=(
        Mistake("a loop", _distances_looped, message=
            "The values are right, and the number of tensor operations grows with the number of "
            "points. Each one has to be launched by itself: do all pairs at once."),
        Mistake("[n, m, d] in memory", _distances_large, hint=2, message=
            "The values are right, and on the way there is a tensor with d numbers for every pair. "
            "For 10,000 points of 1,000 numbers that would be 400 GB: multiply out the square, so "
            "that a matrix product does the summing."),
        Mistake("one sum for all rows", _distances_one_sum, hint=2, message=
            "The squares of all rows of B were added up together. Each row has a length of its "
            "own: `sum(dim=1)`."),
        Mistake("tiny negatives", _distances_unclamped, hint=3, message=
            "The square root of a negative number is nan. For a point and itself the three parts "
            "should cancel to 0, and rounding leaves a tiny number, sometimes below 0. Cut it off "
            "before the root."),
        Mistake("squares", lambda A, B: _distances(A, B) ** 2, hint=2, message=
            "These are the squares of the distances: the root is missing."),
        Mistake("cross term once", _distances_crossed, hint=2, message=
            "(a - b)² = a² - 2ab + b²: the product in the middle counts twice."),
        Mistake("plus for minus", lambda A, B: _distances_crossed(A, B, factor=-2), hint=2, message=
            "The product enters with a plus sign: these are the lengths of a + b."),
        Mistake("turned over", lambda A, B: _distances(B, A), hint=3, message=
            "The table is turned over: rows belong to A, columns to B."),
        Mistake("absolute differences", lambda A, B: torch.cdist(A, B, p=1), hint=2, message=
            "These are sums of absolute differences. The Euclidean distance squares, sums and "
            "takes the root."),
        Mistake("dot products", lambda A, B: A @ B.T, hint=2, message=
            "These are the products a·b. A distance needs the lengths of a and b too."),
        Mistake("a loop over the rows", _distances_looped_short, message=
            "The values are right, and each row of A has operations of its own. Do all pairs at "
            "once."),
        Mistake("sums down the columns", _distances_down, hint=3, message=
            "The squares are added up down the columns. The length of a point is the sum along its "
            "row: `sum(dim=1)`."),
        Mistake("lengths not squared", _distances_unsquared, hint=2, message=
            "The lengths of a and b stand where their squares belong: |a|² is the sum of squares, "
            "without a root."),
    ),
    hints=(
        "A loop launches an operation for every row. Which single operation meets every row of A "
        "with every row of B?",
        "Multiply out: |a - b|² = |a|² + |b|² - 2 a·b. The last part, for all pairs, is one matrix "
        "product; the first two are a column and a row.",
        "Shapes: (n, 1), (m,) and (n, m) add up by broadcasting. What should happen to a sum that "
        "rounding has put below 0, before the root is taken?",
    ),
    alternatives=(
        torch.cdist,
        lambda A, B: (
            torch.addmm((B**2).sum(1), A, B.T, alpha=-2)
            .add_((A**2).sum(1, keepdim=True))
            .clamp_min_(0)
            .sqrt_()
        ),
        lambda A, B: torch.cdist(A.double(), B.double()),
    ),
)  # fmt: skip
