"""Feature workshop: the classical model in both languages, and what was measured."""

import json

import numpy as np
import pytest

from layerlab import data
from layerlab.errors import BadArgument, UnknownName
from layerlab.props import handmade
from layerlab.widgets import FeatureWorkshop
from layerlab.widgets.workshop import measured
from tests.node import javascript, needs_node


def test_more_features_do_better_than_one():
    one, all_ = FeatureWorkshop(["ink"]), FeatureWorkshop(FeatureWorkshop().names)
    assert one.accuracies[-1] < 0.3 < 0.6 < all_.accuracies[-1]


def test_no_feature_is_guessing():
    assert FeatureWorkshop([]).accuracies == [0.1] * len(measured.SIZES)


def test_the_test_rows_are_not_scaled_by_themselves():
    shop = FeatureWorkshop()
    train, test = np.split(shop.X.astype(float), [shop.train])
    assert np.allclose(train.mean(0), 0, atol=1e-5)
    assert not np.allclose(test.mean(0), 0, atol=1e-5)


def test_a_column_of_your_own_joins():
    perfect = FeatureWorkshop().y.astype(float)
    shop = FeatureWorkshop(["yours"], extra=perfect)
    assert shop.accuracies[-1] > 0.95


def test_holes_and_ink_are_what_their_names_say():
    ring = np.zeros((8, 8))
    ring[2:6, 2:6] = 1
    ring[3:5, 3:5] = 0
    values = handmade(np.stack([ring, np.ones((8, 8))]), ["holes", "ink", "middle"])
    assert values.tolist() == [[1, 12 / 64, 0], [0, 1, 1]]


def test_the_widget_fits_what_the_lesson_s_cells_fit():
    from sklearn.linear_model import LogisticRegression

    digits = data.load("digits")
    F, y, n = handmade(digits.X / 16), digits.y, measured.TRAIN
    Z = (F - F[:n].mean(axis=0)) / F[:n].std(axis=0)
    model = LogisticRegression(max_iter=1000).fit(Z[:n], y[:n])
    shop = FeatureWorkshop(FeatureWorkshop().names)
    assert abs(shop.accuracies[-1] - model.score(Z[n:], y[n:])) < 0.004


def test_no_test_digit_takes_part():
    assert len(FeatureWorkshop().y) == len(data.load("digits"))


@needs_node
def test_both_languages_draw_the_same_curve():
    shop = FeatureWorkshop(["ink", "holes", "middle"])
    columns = [shop.names.index(name) for name in shop.chosen]
    X = shop.X[:, columns].ravel().tolist()
    digits = {"X": X, "y": shop.y.tolist(), "d": 3, "train": shop.train, "classes": 10}
    given = digits, [0, 1, 2], shop.sizes, shop.orders.tolist()
    theirs = javascript("workshop/logistic.js", f"m.curve(...{json.dumps(given)})")
    assert np.allclose(theirs, shop.accuracies, atol=0.004)


@needs_node
def test_a_class_that_has_not_come_yet_is_never_the_answer():
    code = "m.fit([-1, 1, 3, 0], 1, [0, 2, 2, 1], [0, 1, 2], 3)"
    found = javascript("workshop/logistic.js", code)
    assert found["seen"] == [0, 2] and all(map(np.isfinite, found["weights"]))


@needs_node
def test_the_weights_are_those_of_scikit_learn():
    from sklearn.linear_model import LogisticRegression

    rng = np.random.default_rng(0)
    y = np.arange(60) % 3
    X = rng.normal(size=(60, 2)) + np.array([[0, 0], [2, 0], [0, 2]])[y]
    given = X.ravel().tolist(), 2, y.tolist(), list(range(60)), 3
    found = javascript("workshop/logistic.js", f"m.fit(...{json.dumps(given)})")
    theirs = LogisticRegression(max_iter=1000, tol=1e-8).fit(X, y)
    weights = np.reshape(found["weights"], (3, 3))
    assert np.allclose(weights[:, :2], theirs.coef_, atol=1e-3)
    gaps = weights[:, 2] - weights[0, 2]  # what all biases share says nothing
    assert np.allclose(gaps, theirs.intercept_ - theirs.intercept_[0], atol=1e-3)


def test_the_curves_of_pixels_are_what_was_measured():
    again = measured.measure(measured.SIZES[:3])
    assert np.allclose(again["pixels"], measured.PIXELS[:3], atol=0.01)
    assert np.allclose(again["network"], measured.NETWORK[:3], atol=0.02)


def test_what_does_not_fit_is_refused():
    with pytest.raises(UnknownName, match="hole"):
        FeatureWorkshop(["hole"])
    with pytest.raises(BadArgument, match="one number for each digit"):
        FeatureWorkshop(extra=[1.0, 2.0])
