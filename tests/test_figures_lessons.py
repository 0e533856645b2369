"""The figures of the lessons: what their words say follows the data that they show."""

import math

import numpy as np
import pytest

from layerlab import figures

REACHES = ("layerlab.figures.lessons.**",)
X = np.array([[2.0, -1.0], [1.0, -2.0], [-1.0, 2.0], [-2.0, 1.0]])
Y = np.array([1, 1, -1, -1])


@pytest.fixture
def words(monkeypatch):
    """A function that shows a figure by its name and gives its alternative text."""
    monkeypatch.setenv("LAYERLAB_STATIC", "1")
    shown = []
    monkeypatch.setattr(
        "IPython.display.display", lambda data, **_: shown.append(data["text/plain"])
    )

    def words_(name, *args, **more):
        assert getattr(figures, name)(*args, **more) is None
        return shown.pop()

    return words_


def test_points_are_told_by_where_they_lie(words):
    assert words("cakes_and_onions", X, Y) == (
        "2 cakes at the lower right and 2 onions at the upper left."
    )
    assert "2 cakes at the upper left" in words("cakes_and_onions", -X, Y)


def test_a_line_that_is_wrong_is_told(words):
    assert "all cakes on one side" in words("two_sides", X, Y, [1, -1], 0)
    assert "4 of the things on the wrong" in words("two_sides", X, Y, [-1, 1], 0)


def test_orders_and_corners_are_counted(words):
    assert "the slowest 9" in words("moves_by_order", np.array([2, 4, 4, 9]))
    assert "always 2 or 3" in words("wrong_corners", [2, 3, 2])


def test_a_net_without_a_loss_has_no_line_and_is_named(words):
    losses = {"both": [2.0, 0.5], "skip alone": [math.nan, math.nan]}
    said = words("forty_tiers", losses)
    assert "both ends at 0.5" in said and "no number: skip alone" in said
    assert "no number" not in words("forty_tiers", {"both": [2.0, 0.5]})


def test_the_most_frequent_mistakes_are_named(words):
    confusion = np.array([[50, 7, 0], [1, 40, 0], [0, 2, 60]])
    said = words("mistakes_by_pair", confusion, ["shirt", "coat", "bag"])
    assert "shirt called coat, 7 times; bag called coat, 2 times" in said


def test_the_places_where_a_map_does_not_change_are_told(words):
    said = words("change_by_stride", {1: [0, 0, 0], 2: [0, 58.0, 0]})
    assert "stride 1 at 0, 1, 2; for stride 2 at 0, 2." in said


def test_a_map_is_told_by_its_brightest_place(words):
    maps = np.zeros((2, 6, 6))
    maps[0, 0, 5] = maps[1, 5, 0] = 1
    picture = np.zeros((6, 6, 3), "uint8")
    said = words("maps_of_a_layer", picture, np.repeat(maps, 2, axis=0), [0, 1, 2])
    assert "channel 0 is brightest at the top on the right" in said
    assert "channel 2 is brightest at the bottom on the left" in said


def test_rungs_are_told_as_multiples_of_the_first(words):
    said = words("rungs_of_speed", {"one by one": 10.0, "resident": 45.0}, "cpu")
    assert "one by one 1.0, resident 4.5" in said


def test_a_rate_that_leaves_the_picture_is_named_where_it_leaves(words, monkeypatch):
    from layerlab.figures.lessons import descent

    drawn = []
    monkeypatch.setattr(descent, "show", lambda ax, alt: drawn.append(ax))
    figures.learning_rates({0.35: [1.0, 1.35, 1.9, 99.0], 0.1: [1.0, 0.5, 0.4, 0.37]})
    shown = {t.get_text(): t.get_position() for t in drawn[0].texts if t.get_visible()}
    assert shown["lr 0.35"][1] == 1.5 and set(shown) == {"lr 0.35", "lr 0.1"}


@pytest.mark.parametrize(
    ("module", "name", "args", "axis"),
    [
        ("perceptron", "moves_by_order", (np.array([2, 3, 4]),), "x"),
        ("perceptron", "wrong_corners", ([2, 3, 2],), "xy"),
        ("descent", "flat_and_sloped", ([-1, 1], lambda w: w > 0, abs), "y"),
        ("cake", "accuracy_by_tiers", ([1, 2], np.ones((2, 3))), "x"),
        ("convolution", "change_by_stride", ({1: [0, 1.0]},), "x"),
        ("cnn", "right_by_move", ([0.9, 0.8], [0.8, 0.8]), "x"),
        ("depth", "loss_by_depth", ({6: [2.0, 1.0], 14: [2.0, 0.5]},), "x"),
        ("backprop", "right_and_wrong_sign", ([2.0, 1.0], [2.0, 1.5]), "x"),
    ],
)
def test_what_is_counted_has_whole_ticks(monkeypatch, module, name, args, axis):
    drawn = []
    place = f"layerlab.figures.lessons.{module}.show"
    monkeypatch.setattr(place, lambda ax, alt: drawn.append(np.ravel(ax)[0]))
    getattr(figures, name)(*args)
    for letter in axis:
        ticks = getattr(drawn[0], f"get_{letter}ticks")()
        assert np.array_equal(ticks, np.round(ticks)), ticks


# ---- lesson 03 --------------------------------------------------------------------------

INK = np.array([0.1, 0.3, 0.2, 0.9])


def test_ten_histograms_tell_the_mean_of_each_digit(words):
    labels = np.arange(10).repeat(2)
    told = words("ten_histograms", np.arange(20) / 10, labels)
    assert "0 0.05, 1 0.25" in told and "9 1.85" in told


def test_digits_in_order_are_told_smallest_first(words):
    pictures = np.zeros((4, 8, 8))
    told = words("digits_in_order", pictures, [7, 1, 3, 9], INK)
    named = told.partition("first: ")[2].rstrip(".").split()
    assert list(dict.fromkeys(named)) == ["7", "3", "1", "9"]


def test_confusions_tell_what_is_right_and_the_commonest_slip(words):
    told = words("confusions", [[5, 0, 1], [3, 4, 0], [0, 0, 6]])
    assert (
        "15 of 19 right" in told and "most often, 3 times, a 1 is taken for a 0" in told
    )


def test_learners_are_told_by_where_their_curves_begin_and_end(words):
    one, other = np.array([[0.1, 0.3], [0.5, 0.5]]), np.array([[0.6, 0.6], [0.9, 0.9]])
    told = words("right_by_examples", [10, 100], {"few": one, "all": other})
    assert "few from 0.20 to 0.50, all from 0.60 to 0.90" in told


def test_two_learners_are_told_table_by_table(words):
    told = words("two_learners", {"wine": ([0.9, 1.0], [0.8, 0.8])}, ("a", "b"))
    assert told == "Means of a and of b: wine 0.950 and 0.800."
