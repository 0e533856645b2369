"""Perceptron playground: the rule, and what it refuses."""

import numpy as np
import pytest

from layerlab.errors import BadArgument
from layerlab.widgets import PerceptronPlayground


def test_the_start_set_is_separable_but_not_at_once():
    playground = PerceptronPlayground()
    updates = 0
    while playground.step():
        updates += 1
    assert 5 <= updates < 100
    assert playground.mistakes == 0


def test_the_xor_set_never_ends():
    playground = PerceptronPlayground(xor=True)
    assert all(playground.step() for _ in range(500))


def test_a_score_of_zero_counts_as_plus():
    playground = PerceptronPlayground([[0, 0], [1, 1]], [1, -1], w=[0, 0])
    assert playground.mistakes == 1
    playground.step()
    assert playground.w.tolist() == [-1, -1] and playground.b == -1


def test_mistakes_can_be_observed():
    playground, seen = PerceptronPlayground(), []
    playground.observe(lambda change: seen.append(change["new"]), "mistakes")
    playground.w = [1, 1]
    assert seen == [playground.mistakes]


@pytest.mark.parametrize(
    ("X", "y", "words"),
    [
        (
            [[1, 2, 3]],
            [1],
            r"X must have the shape \(n, 2\), but its shape is \(1, 3\)",
        ),
        ([[1, 2]], [0], r"Labels must be \+1 or -1, but y also holds 0. Turn 0/1"),
        ([[1, 2]], [1, -1], "X has 1 rows and y has 2"),
        ([[1, 2]], None, "belong together, but y is missing"),
        ([[1, np.nan]], [1], "finite numbers, but 1 of 2 are NaN or infinite"),
        ([["a", "b"]], [1], "must hold numbers"),
    ],
)
def test_bad_examples_are_refused_in_three_parts(X, y, words):
    with pytest.raises(BadArgument, match=words):
        PerceptronPlayground(X, y)


def test_later_assignments_are_checked_too():
    playground = PerceptronPlayground()
    with pytest.raises(BadArgument, match=r"w must have the shape \(2\)"):
        playground.w = [1, 2, 3]
