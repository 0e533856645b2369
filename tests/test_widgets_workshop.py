"""Feature workshop: the classical model in both languages, and what was measured."""

import json

import numpy as np
import pytest

from layerlab.errors import BadArgument, UnknownName
from layerlab.props import handmade
from layerlab.widgets import FeatureWorkshop
from layerlab.widgets.workshop import lda, measured
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


def test_the_discriminant_finds_what_separates():
    rng = np.random.default_rng(0)
    y = np.arange(90) % 3
    X = rng.normal(size=(90, 2)) * 0.1 + np.array([[0, 0], [3, 0], [0, 3]])[y]
    weights, bias = lda.fit(X, y, 3)
    assert (np.argmax(X @ weights + bias, axis=1) == y).all()


@needs_node
def test_both_languages_draw_the_same_curve():
    shop = FeatureWorkshop(["ink", "holes", "middle"])
    columns = [shop.names.index(name) for name in shop.chosen]
    X = shop.X[:, columns].ravel().tolist()
    data = {"X": X, "y": shop.y.tolist(), "d": 3, "train": shop.train, "classes": 10}
    given = data, [0, 1, 2], shop.sizes, shop.orders.tolist()
    theirs = javascript("workshop/lda.js", f"m.curve(...{json.dumps(given)})")
    assert np.allclose(theirs, shop.accuracies, atol=0.004)


def test_the_networks_curve_is_what_was_measured():
    again = measured.measure(measured.SIZES[:3])
    assert np.allclose(again, measured.NETWORK[:3], atol=0.03)


def test_what_does_not_fit_is_refused():
    with pytest.raises(UnknownName, match="hole"):
        FeatureWorkshop(["hole"])
    with pytest.raises(BadArgument, match="one number for each digit"):
        FeatureWorkshop(extra=[1.0, 2.0])
