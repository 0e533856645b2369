"""The same cakes again: what is replaced changes, what is not stays; which pixels are cake."""

import numpy as np
import pytest

from layerlab import data
from layerlab.data.bakery import BACKGROUNDS, CLASSES
from layerlab.errors import BadArgument, UnknownName

CAKES = data.load("bakery", n=60)


def same_factors(one, other, *but):
    assert set(one.factors) == set(other.factors)
    for name in set(one.factors) - set(but):
        np.testing.assert_array_equal(one.factors[name], other.factors[name])


def test_without_noise_and_changes_the_pictures_are_the_same_bytes():
    quiet = data.load("bakery", n=60, noise=0)
    np.testing.assert_array_equal(data.rebake(quiet).X, quiet.X)


def test_only_the_factor_that_is_named_changes():
    angle = np.linspace(-20, 20, 60)
    again = data.rebake(CAKES, angle=angle)
    same_factors(again, CAKES, "angle")
    np.testing.assert_array_equal(again.factors["angle"], angle)
    assert (again.y == CAKES.y).all() and again.y is not CAKES.y


def test_a_new_cloth_leaves_the_cake_as_it_was():
    quiet = data.load("bakery", n=60, noise=0, occluder=0)
    masks = data.cake_masks(quiet)
    dots = data.rebake(quiet, background="dots", background_depth=1)
    apart = np.abs(dots.X.astype(int) - quiet.X).max(axis=3)
    assert np.median(apart[masks]) == 0 and np.median(apart[~masks]) > 30


def test_one_value_serves_all_and_names_stand_for_numbers():
    again = data.rebake(CAKES, background="plate", occluder="none", light=0.5)
    assert (again.factors["background"] == BACKGROUNDS.index("plate")).all()
    assert (again.factors["occluder"] == 0).all()
    assert (again.factors["light"] == 0.5).all()
    mixed = data.rebake(CAKES.take([0, 1]), kind=["onion", "pretzel"])
    assert [CLASSES[k] for k in mixed.y] == ["onion", "pretzel"]


def test_the_label_follows_the_kind_only_where_that_is_replaced():
    wrong = data.load("bakery", n=200, label_noise=0.5)
    assert (data.rebake(wrong, light=0).y == wrong.y).all()
    assert (data.rebake(wrong, kind=wrong.factors["kind"]).y != wrong.y).any()
    assert (data.rebake(wrong, kind=3).y == 3).all()


def test_rows_of_one_cake_are_several_photographs():
    twice = CAKES.take(np.repeat(np.arange(3), 2))
    X = data.rebake(twice, noise=0.02).X.astype(int)
    assert (X[0] != X[1]).any(), "the grain is its own in each row"
    assert np.abs(X[0] - X[1]).mean() < 8 < np.abs(X[0] - X[2]).mean()


def test_the_seed_draws_the_grain_and_nothing_else():
    first, again, other = (data.rebake(CAKES, seed=s) for s in (1, 1, 2))
    np.testing.assert_array_equal(first.X, again.X)
    assert (first.X != other.X).any()
    same_factors(first, other)


@pytest.mark.parametrize("knobs", [{"colour": "grey"}, {"size": 64}, {"size": 28}])
def test_size_and_greyness_stay(knobs):
    cakes = data.load("bakery", n=12, **knobs)
    again, masks = data.rebake(cakes, noise=0), data.cake_masks(cakes)
    assert again.X.shape == cakes.X.shape and again.X.dtype == np.uint8
    assert masks.shape == cakes.X.shape[:3] and masks.dtype == bool


def test_nothing_of_the_given_set_is_changed():
    before = {name: values.copy() for name, values in CAKES.factors.items()}
    pictures = CAKES.X.copy()
    again = data.rebake(CAKES, hue=0.5)
    again.factors["x"][:] = 0
    data.cake_masks(CAKES)
    np.testing.assert_array_equal(CAKES.X, pictures)
    for name, values in before.items():
        np.testing.assert_array_equal(CAKES.factors[name], values)


def test_a_fifth_of_the_pixels_is_cake_whatever_lies_in_front_or_behind():
    cakes = data.load("bakery", n=300)
    masks = data.cake_masks(cakes)
    assert 0.18 < masks.mean() < 0.24
    assert masks.mean(axis=(1, 2)).min() > 0.05
    covered = data.rebake(cakes, occluder="napkin", background="checks", noise=0.2)
    np.testing.assert_array_equal(data.cake_masks(covered), masks)
    grey = data.load("bakery", n=300, colour="grey")
    np.testing.assert_array_equal(data.cake_masks(grey), masks)


def test_the_mask_lies_where_the_cake_was_put():
    left = data.cake_masks(data.rebake(CAKES, x=-0.3, y=0, scale=0.55))
    right = data.cake_masks(data.rebake(CAKES, x=0.3, y=0, scale=0.55))
    columns = np.arange(32)
    middle = [(m.sum(axis=1) * columns).sum() / m.sum() for m in (left, right)]
    assert middle[1] - middle[0] == pytest.approx(0.6 * 16, abs=0.5)


@pytest.mark.parametrize(
    ("factors", "words"),
    [
        ({"light": [0, 1]}, r"one for each of the 60 cakes, but its shape is \(2,\)"),
        ({"light": 2}, "light must hold numbers from 0 to 1, but it holds 2 … 2"),
        ({"layers": 2.5}, "layers must hold whole numbers from 1 to 4"),
        ({"light": np.nan}, "light must hold numbers from 0 to 1"),
        ({"light": "bright"}, "light must hold numbers, but it holds"),
    ],
)
def test_what_cannot_be_baked_is_refused_in_three_parts(factors, words):
    with pytest.raises(BadArgument, match=words):
        data.rebake(CAKES, **factors)


@pytest.mark.parametrize(
    ("factors", "words"),
    [
        ({"colour": 1}, "no factor of a cake 'colour'"),
        ({"background": "dotts"}, "no background 'dotts'. Did you mean 'dots'"),
    ],
)
def test_unknown_names_list_the_nearest(factors, words):
    with pytest.raises(UnknownName, match=words):
        data.rebake(CAKES, **factors)


@pytest.mark.parametrize("make", [data.rebake, data.cake_masks])
@pytest.mark.parametrize("what", ["moons", "captions"])
def test_only_cakes_can_be_baked_again(make, what):
    with pytest.raises(BadArgument, match=f"Only cakes .*, but this is '{what}'"):
        make(data.load(what, n=5))
    with pytest.raises(BadArgument, match="but this is 'ndarray'"):
        make(CAKES.X)
