"""The table of lesson 12: what it holds, and what it says about depth."""

import math

import pytest

from layerlab.errors import UnknownName
from layerlab.props import depth_facts, depth_runs

DEPTHS = (6, 14, 20, 32, 56)


def mean_of(depth, skip):
    last = [r["train_loss"][-1] for r in depth_runs(depth=depth, skip=skip, norm=True)]
    return sum(last) / len(last)


@pytest.mark.parametrize("skip", [False, True])
@pytest.mark.parametrize("depth", DEPTHS)
def test_every_net_of_the_sweep_was_trained_at_least_twice(depth, skip):
    runs = depth_runs(depth=depth, skip=skip, norm=True)
    assert len({run["seed"] for run in runs}) == len(runs) >= 2
    assert all(len(run["train_loss"]) == 8 for run in runs)
    assert all(math.isfinite(loss) for run in runs for loss in run["train_loss"])


def test_plain_nets_get_worse_with_depth_and_residual_ones_far_less():
    plain = [mean_of(depth, False) for depth in DEPTHS]
    assert plain[1] < plain[0] and plain[1:] == sorted(plain[1:])
    residual = [mean_of(depth, True) for depth in DEPTHS]
    assert all(b < a for a, b in zip(plain, residual, strict=True))
    assert residual[-1] < plain[-1] / 2


def test_the_facts_name_the_script_the_data_and_the_versions():
    facts = depth_facts()
    assert facts["made_by"] == "tools/train_depths.py"
    assert "bakery" in facts["data"] and "torch" in facts["versions"]


def test_what_a_caller_changes_does_not_change_the_table():
    run = depth_runs(depth=6)[0]
    run["train_loss"].clear()
    assert depth_runs(depth=6)[0]["train_loss"]


def test_an_unknown_setting_is_refused():
    with pytest.raises(UnknownName, match="no setting of a run 'deep'"):
        depth_runs(deep=6)
