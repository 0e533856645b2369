"""The table of lesson 03: what it holds, and what it says of ideas, pixels and hidden tiers."""

import numpy as np
import pytest

from layerlab import data
from layerlab.errors import BadArgument, UnknownName
from layerlab.props import cut_out, learner_facts, learner_runs, on_sheets
from tools import measure_features
from tools.claims.deciding import chance


def beyond_chance(one, other):
    return (one - other).mean() > chance(one.tolist(), other.tolist())


def test_every_run_was_made_with_all_its_seeds():
    done, wanted = learner_facts()["runs"].split(" of ")
    assert done == wanted == str(len(measure_features.runs()))
    assert learner_runs("digits", "network").shape == (7, 10)
    assert learner_runs("diabetes", "columns").shape == (2, 20)


def test_one_run_of_each_task_is_found_again():
    for task, learner, size in (
        ("digits", "pixels", 160),
        ("diabetes", "columns", 160),
    ):
        run = {"task": task, "learner": learner, "size": size, "seed": 2}
        again = measure_features.one_run(run)["test"]
        assert abs(again - learner_runs(task, learner, size)[2]) < 0.01


def test_pixels_beat_the_eight_features_at_every_size_and_every_seed():
    features, pixels = (learner_runs("digits", w) for w in ("features", "pixels"))
    assert (pixels > features + 0.1).all()


def test_the_hidden_tier_costs_a_little_first_and_brings_a_little_at_last():
    pixels, network = (learner_runs("digits", w) for w in ("pixels", "network"))
    assert beyond_chance(pixels[0], network[0])
    assert beyond_chance(network[5], pixels[5])
    assert (network[5] - pixels[5]).mean() < 0.03


def test_one_idea_and_forty_sheets_beat_a_network_with_a_thousand():
    cut, network = (learner_runs("sheets", w) for w in ("cut pixels", "network"))
    assert cut[0].min() > network[2].max() + 0.1
    pixels = learner_runs("sheets", "pixels")
    assert pixels.max() < 0.25  # the control without the idea


def test_on_tables_the_classical_model_wins_once_and_loses_nowhere():
    for name, size in (("wine", 80), ("breast_cancer", 160), ("diabetes", 160)):
        columns, network = (learner_runs(name, w, size) for w in ("columns", "network"))
        assert beyond_chance(columns, network) == (name == "diabetes")
        assert not beyond_chance(network, columns)


def test_what_is_cut_out_is_the_digit_wherever_it_lay():
    X = data.load("digits").X[:50] / 16
    one, other = (on_sheets(X, seed=seed) for seed in (1, 2))
    assert not np.array_equal(one, other) and np.allclose(
        one.sum((1, 2)), X.sum((1, 2))
    )
    for a, b in zip(one, other, strict=True):
        assert np.array_equal(cut_out(a), cut_out(b))


def test_what_does_not_exist_is_refused():
    with pytest.raises(UnknownName, match="digits forest"):
        learner_runs("digits", "forest")
    with pytest.raises(UnknownName, match="number of examples '41'"):
        learner_runs("digits", "pixels", 41)
    with pytest.raises(BadArgument, match="Give a batch"):
        on_sheets(np.ones((8, 8)))
