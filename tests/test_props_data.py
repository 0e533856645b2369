"""The measured scores of lesson 14, and that its sentences follow from them."""

import numpy as np
import pytest

from layerlab.errors import UnknownName
from layerlab.props import (
    cure_recalls,
    mirrored,
    photographs,
    score_facts,
    score_runs,
    small_net,
)
from layerlab.props.data import CURES


def scores(split):
    runs = score_runs("photographs", split=split)
    return np.array([(run["test"], run["sealed"]) for run in runs])


def rare(net, cure):
    return cure_recalls(net, cure)[:, -3:].mean(axis=1)


def test_every_run_was_made():
    done, wanted = score_facts()["runs"].split(" of ")
    assert done == wanted
    assert len(score_runs("photographs")) == 15 and len(score_runs("tail")) == 54


def test_shuffled_rows_lie_and_every_seed_says_so():
    test, sealed = scores("rows").T
    assert test.min() > 0.95 and sealed.max() < 0.5


def test_whole_cakes_tell_the_truth_on_average_and_wobble_as_thirty_guests_do():
    test, sealed = scores("families").T
    assert abs((test - sealed).mean()) < 0.06
    two_errors = 2 * np.sqrt(0.3 * 0.7 / 30)
    assert np.abs(test - sealed).max() < 1.5 * two_errors
    assert np.abs(test - sealed).max() > 2 * np.sqrt(0.3 * 0.7 / 240)


def test_the_control_different_cakes_shuffled_tell_the_truth_and_teach_more():
    test, sealed = scores("strangers").T
    assert np.abs(test - sealed).max() < 2.5 * np.sqrt(0.25 / 240)
    assert sealed.min() > scores("rows")[:, 1].max() + 0.1


def test_the_log_shares_help_the_cnn_and_no_other_cure_comes_near():
    helped = rare("cnn", "log shares taken off")
    for cure in ("as it is", "class weights", "drawn evenly", "wrong shares taken off"):
        assert helped.min() > rare("cnn", cure).max(), cure
    assert rare("cnn", "wrong shares taken off").max() < rare("cnn", "as it is").min()


def test_weights_give_the_rare_what_they_take_from_the_others():
    mean = {cure: cure_recalls("cnn", cure).mean() for cure in CURES}
    for cure in ("class weights", "drawn evenly"):
        assert abs(mean[cure] - mean["as it is"]) < 0.03
    assert rare("cnn", "class weights").min() > rare("cnn", "as it is").max()
    assert mean["log shares taken off"] > mean["as it is"] + 0.04


def test_the_log_shares_cost_the_shop_s_own_test_a_little():
    for run in score_runs("tail", net="cnn", loss="plain", lr=0.01):
        assert 0.02 < run["own"]["as it is"] - run["own"]["adjusted"] < 0.1


def test_class_weights_help_the_linear_model():
    assert rare("linear", "class weights").min() > rare("linear", "as it is").max()


@pytest.mark.parametrize("cure", CURES)
def test_a_cure_is_shown_at_its_best_rate(cure):
    loss, reading = CURES[cure]
    best = cure_recalls("cnn", cure)
    assert best.shape == (3, 10)
    runs = score_runs("tail", net="cnn", loss=loss)
    for lr in {run["lr"] for run in runs}:
        mine = [run["recalls"][reading] for run in runs if run["lr"] == lr]
        assert np.mean(mine) <= best.mean()


def test_what_a_caller_changes_does_not_change_the_table():
    score_runs("tail")[0]["recalls"].clear()
    assert score_runs("tail")[0]["recalls"]


def test_an_unknown_setting_is_refused():
    with pytest.raises(UnknownName, match="no setting of a run 'splits'. Did you mean"):
        score_runs("tail", splits="rows")


def test_photographs_of_one_cake_share_its_kind_and_its_cloth():
    shots = photographs(5, 4, seed=3)
    for name in ("kind", "background", "hue", "scale"):
        values = shots.factors[name].reshape(5, 4)
        assert (values == values[:, :1]).all()
    for name in ("x", "y", "angle", "light"):
        assert len(np.unique(shots.factors[name])) == 20


def test_half_of_a_batch_is_mirrored_and_the_generator_decides_which():
    import torch

    X = torch.arange(400.0).reshape(100, 1, 2, 2)
    first, again = (mirrored(X, torch.Generator().manual_seed(1)) for _ in range(2))
    assert torch.equal(first, again)
    flipped = (first != X).flatten(1).any(dim=1)
    assert 30 < flipped.sum() < 70
    assert torch.equal(first[flipped], X[flipped].flip(3))


def test_the_small_net_has_the_size_that_its_words_say():
    assert sum(p.numel() for p in small_net().parameters()) == 33_946


@pytest.mark.parametrize("seed", range(5))
def test_the_largest_losses_are_lies(seed):
    """What the lesson finds with one seed: nearly all of the first 50, of any seed."""
    import torch

    from layerlab.data import load
    from layerlab.training import fit

    digits, rng = load("digits"), np.random.default_rng(seed)
    lie = rng.random(len(digits)) < 0.2
    given = np.where(lie, (digits.y + rng.integers(1, 10, len(lie))) % 10, digits.y)
    data = digits.torch().X.flatten(1), torch.tensor(given)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        net = torch.nn.Sequential(
            torch.nn.Linear(64, 128), torch.nn.ReLU(), torch.nn.Linear(128, 10)
        )
    fit(net, data, epochs=4, batch_size=32, seed=seed, device="cpu", progress=False)
    with torch.no_grad():
        logits = net(data[0])
    loss = torch.nn.functional.cross_entropy(logits, data[1], reduction="none")
    suspects = loss.argsort(descending=True).numpy()
    assert lie[suspects[:50]].mean() > 0.95
    assert lie[suspects[: lie.sum()]].mean() > 0.9
