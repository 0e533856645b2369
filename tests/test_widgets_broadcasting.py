"""Broadcasting: the same answer as NumPy's, in words and in the browser's code."""

import json

import numpy as np
import pytest

from layerlab.errors import BadArgument
from layerlab.widgets import Broadcasting
from tests.node import javascript, needs_node

PAIRS = [
    ((6, 2), (2,)),
    ((6, 2), (6,)),
    ((6, 2), (6, 1)),
    ((4,), (4, 1)),
    ((5, 8, 8), (8, 8)),
    ((5, 8, 8), (5,)),
    ((1,), (3, 1, 7)),
    ((2, 3), (3, 2)),
]


def numpys(a, b):
    try:
        return np.broadcast_shapes(a, b)
    except ValueError:
        return None


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_it_says_what_numpy_does(a, b):
    assert Broadcasting(a, b).result == numpys(a, b)


def test_the_words_name_the_clash():
    assert "clash where 2 meets 6" in Broadcasting((6, 2), (6,)).alt()
    assert "(6, 2)." in Broadcasting((6, 2), (2,)).alt()


@needs_node
def test_the_browser_says_the_same():
    theirs = javascript(
        "broadcasting/shapes.js",
        f"{json.dumps(PAIRS)}.map(([a, b]) => m.align(a, b))"
        ".map((c) => c.every((k) => k.fits) ? c.map((k) => k.out) : null)",
    )
    found = [tuple(shape) if shape else None for shape in theirs]
    assert found == [numpys(a, b) for a, b in PAIRS]


@pytest.mark.parametrize("shape", ["a, b", (0, 2), (1, 2, 3, 4, 5, 6), (-1, 2)])
def test_what_is_no_shape_is_refused(shape):
    with pytest.raises(BadArgument, match="up to five whole numbers"):
        Broadcasting(shape)


def test_later_assignments_are_written_alike():
    pair = Broadcasting()
    pair.a = "3,1"
    assert pair.a == "(3, 1)" and pair.shapes[0] == (3, 1)
