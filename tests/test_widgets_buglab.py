"""Bug lab: each bug leaves its signature; the browser's mathematics and Python's agree."""

import numpy as np
import pytest

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets import BugLab
from layerlab.widgets.buglab import lab
from tests.node import javascript, needs_node

SEEDS = range(1, 5)


@pytest.fixture(scope="module")
def runs():
    """By bug ("" for none): the runs of several seeds."""
    return {
        name: [lab.run((name,) if name else (), seed) for seed in SEEDS]
        for name in ("", *lab.BUGS)
    }


def ends(runs, name, key="val_loss"):
    return np.array([np.mean(run[key][-10:]) for run in runs[name]])


def test_without_a_bug_it_learns(runs):
    assert (ends(runs, "", "train_loss") < 0.7).all()
    assert np.mean([run["fresh"] for run in runs[""]]) > 0.78


def test_a_second_softmax_cannot_pass_its_bound(runs):
    bound = np.log(np.e + 2) - 1
    assert min(min(run["train_loss"]) for run in runs["softmax"]) > bound
    assert (ends(runs, "softmax", "train_loss") > ends(runs, "", "train_loss")).all()


def test_gradients_that_nobody_clears_leave_the_chart(runs):
    assert (ends(runs, "kept", "train_loss") > 2).all()


def test_dropout_in_evaluation_raises_the_curve_and_makes_it_tremble(runs):
    def shaking(name):
        return np.mean([np.abs(np.diff(r["val_loss"][10:])).mean() for r in runs[name]])

    assert (ends(runs, "eval") > ends(runs, "")).all()
    assert shaking("eval") > 1.2 * shaking("")
    assert [r["train_loss"] for r in runs["eval"]] == [
        r["train_loss"] for r in runs[""]
    ]


def test_sorted_examples_end_with_a_higher_validation_loss(runs):
    assert (ends(runs, "sorted") > ends(runs, "")).all()


def test_a_leak_promises_more_than_new_examples_show(runs):
    told = np.array([run["told"] for run in runs["leak"]])
    fresh = np.array([run["fresh"] for run in runs["leak"]])
    assert (told - fresh).mean() > 0.04
    assert (ends(runs, "leak") < ends(runs, "leak", "train_loss")).all()


def test_bugs_are_kept_in_their_order_and_unknown_ones_refused():
    assert BugLab("leak, softmax").bugs == "softmax,leak"
    with pytest.raises(UnknownName, match="Known: eval, kept, leak, softmax, sorted"):
        BugLab("softmaks")
    with pytest.raises(BadArgument, match="from 0 to 9999"):
        BugLab(seed=-1)


@needs_node
@pytest.mark.parametrize("bugs", ["", "softmax", "eval,sorted", "leak", "kept"])
def test_the_browser_trains_the_same_network(bugs):
    theirs = javascript("buglab/lab.js", f"m.run(new Set('{bugs}'.split(',')), 1)")
    ours = lab.run(tuple(bugs.split(",")) if bugs else (), 1)
    first = 1 if bugs == "kept" else lab.EPOCHS  # a swing makes the last digit large
    for key in ("train_loss", "val_loss"):
        assert np.allclose(theirs[key][:first], ours[key][:first], atol=1e-6)
    if bugs != "kept":
        assert (theirs["told"], theirs["fresh"]) == (ours["told"], ours["fresh"])


@needs_node
def test_both_tell_the_same_signatures():
    theirs = javascript("buglab/bugs.js", "m.BUGS")
    assert {name: bug["words"] for name, bug in theirs.items()} == lab.BUGS
