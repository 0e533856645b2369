"""Units 00 to 08 before answers that nobody had listed: wrong ones, and right ones.

The wrong ones were written from the tasks alone, before a look at the lists.
"""

import pytest

from layerlab.checking.engine import judge_here
from tests.fixtures import fresh_c1, fresh_c1_autograd, right_c1, right_c1_autograd

WRONG = [
    pytest.param(exercise, code, id=code.__name__)
    for fixture in (fresh_c1, fresh_c1_autograd)
    for exercise, code in fixture.answers()
]
RIGHT = [
    pytest.param(exercise, code, id=name)
    for fixture in (right_c1, right_c1_autograd)
    for name, exercise, code in fixture.answers()
]
SILENT = 0.02  # of the wrong ones, those for which no cause is named


def test_there_are_many_answers():
    assert len(WRONG) > 200 and len(RIGHT) > 250


@pytest.mark.parametrize("exercise, code", WRONG)
def test_a_fresh_wrong_answer_is_caught(exercise, code):
    verdict = judge_here(exercise, code)
    assert verdict.status in ("wrong", "raised"), verdict.message
    assert verdict.diagnosis != "broke the check"


def test_nearly_all_fresh_wrong_answers_get_a_cause():
    verdicts = {p.id: judge_here(*p.values) for p in WRONG}
    silent = [name for name, verdict in verdicts.items() if verdict.diagnosis is None]
    assert len(silent) <= SILENT * len(WRONG), silent


@pytest.mark.parametrize("exercise, code", RIGHT)
def test_a_right_answer_in_an_unusual_style_passes(exercise, code):
    verdict = judge_here(exercise, code)
    assert verdict.passed, verdict.message


@pytest.mark.parametrize(
    "name, words",
    [
        ("bake_pops_the_list", "out of the caller's own list"),
        ("nearest_norm_without_axis", "how far they are from all"),
        ("top_activating_one_axis", "one number for all pictures together"),
        ("probe_accuracy_regression_on_numbers", "as if class 2 were twice class 1"),
        ("update_strict", "exactly on the line was left alone"),
        ("train_starts_at_ones", "do not start at zero"),
        ("train_counts_after_the_epoch", "Count an example at its turn"),
        ("dense_backward_elementwise", "entry by entry"),
        ("mlp_gradients_flat", "stand in one row"),
        ("gradient_check_norms", "lengths of whole gradients"),
        ("ValueRuleForgotten", "has no rule, or an empty one"),
        ("ValueTanhLikeSigmoid", "pattern of the sigmoid's slope"),
        ("BackwardBreadthFirst", "as soon as the node was first met"),
        ("NeuronPositiveWeights", "all drawn from 0 to 1"),
        ("MLPInsertsIntoSizes", "own list of sizes"),
        ("train_step_two_mistakes", "Two things."),
    ],
)
def test_the_cause_is_the_true_one(name, words):
    (values,) = (p.values for p in WRONG if p.id == name)
    assert words in judge_here(*values).parts["Likely cause"]
