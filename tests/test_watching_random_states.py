"""The global random states: every draw is seen, and put back."""

import random

import numpy as np
import pytest
import torch

from layerlab.watching.random_states import RandomStates

DRAWS = {
    "numpy": [
        np.random.rand,
        np.random.randn,
        lambda: np.random.shuffle([1, 2, 3]),
        lambda: np.random.seed(0),
        lambda: np.random.set_state(np.random.RandomState(5).get_state()),
    ],
    "python": [random.random, lambda: random.gauss(0, 1), lambda: random.seed(0)],
    "torch": [lambda: torch.rand(1), lambda: torch.manual_seed(0)],
}
ALL = [(kind, draw) for kind, draws in DRAWS.items() for draw in draws]


@pytest.fixture(autouse=True)
def own_states():
    before = RandomStates()
    np.random.seed(7), random.seed(7), torch.manual_seed(7)
    yield
    before.restore()


def _next():
    return np.random.randn(), random.random(), float(torch.rand(1))


@pytest.mark.parametrize(("kind", "draw"), ALL)
@pytest.mark.parametrize("kept", [False, True])
def test_a_draw_is_seen_and_undone(kind, draw, kept):
    if kept:  # NumPy and Python now keep a second normal number for the next call
        np.random.randn(), random.gauss(0, 1)
    before = RandomStates()
    expected = _next()
    before.restore()
    draw()
    assert before.moved() == [kind]
    assert before.restore()
    assert before.moved() == []
    assert _next() == expected


def test_a_normal_number_from_the_last_call_is_a_draw_too():
    np.random.randn()
    before = RandomStates()
    kept = np.random.randn()
    assert before.moved() == ["numpy"]
    before.restore()
    assert np.random.randn() == kept


def test_nothing_drawn_is_nothing_moved():
    before = RandomStates()
    np.random.default_rng(0).random(), random.Random(0).random()
    torch.rand(1, generator=torch.Generator().manual_seed(0))
    assert not before.restore()


def test_another_kind_of_generator():
    old = np.random.get_bit_generator()
    try:
        np.random.set_bit_generator(np.random.PCG64(3))
        before = RandomStates()
        first = np.random.rand()
        assert before.moved() == ["numpy"]
        assert before.restore()
        assert np.random.rand() == first
    finally:
        np.random.set_bit_generator(old)
