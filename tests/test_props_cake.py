"""The network that is ready made: what it reads, and how it sees a drawing."""

import numpy as np
import pytest

from layerlab import data
from layerlab.errors import BadArgument
from layerlab.props import load_sorter
from layerlab.props.cake import SIDE, WEIGHTS, shrink


def test_the_weights_are_small_and_plain_arrays():
    assert WEIGHTS.stat().st_size < 300_000
    with np.load(WEIGHTS, allow_pickle=False) as file:
        assert {file[name].dtype.kind for name in file.files} == {"f"}


def test_the_sorter_reads_writers_it_has_not_seen():
    test, sorter = data.load("digits", "test"), load_sorter()
    guesses = [sorter(picture).argmax() for picture in test.X]
    assert np.mean(guesses == test.y) > 0.95


def test_place_and_size_of_a_drawing_do_not_matter():
    digit = data.load("digits", "test").X[3]
    large = np.kron(digit, np.ones((4, 4)))
    moved = np.zeros((60, 50))
    moved[20:52, 7:39] = large
    sorter = load_sorter()
    assert np.allclose(sorter(large), sorter(moved), atol=1e-9)
    assert sorter(digit).argmax() == sorter(moved).argmax()


def test_the_tiers_are_the_whole_network():
    sorter, drawing = load_sorter(), data.load("digits", "test").X[0]
    value = sorter.see(drawing)
    for tier in sorter.tiers:
        value = tier(value)
    assert sorter(drawing).argmax() == value.argmax()
    assert np.isclose(sorter(drawing).sum(), 1)


def test_shrinking_keeps_the_mean_of_a_square_that_is_full_to_its_edges():
    picture = np.random.default_rng(0).uniform(0.5, 1, size=(30, 30))
    picture = picture + picture[:, ::-1]  # no slant
    assert np.isclose(shrink(picture).mean(), picture.mean() / picture.max())


def test_an_empty_drawing_gets_no_shares():
    assert load_sorter()(np.zeros((28, 28))).sum() == 0
    assert shrink(np.zeros((5, 9))).shape == (SIDE, SIDE)


def test_a_picture_with_colours_is_refused():
    with pytest.raises(BadArgument, match=r"height by width.*\(4, 4, 3\)"):
        shrink(np.ones((4, 4, 3)))
