"""Wrong answers that the authors of the checks did not foresee."""

from dataclasses import replace

import pytest

from layerlab.checking.engine import judge_here
from tests.fixtures import fresh_wrong_answers

ANSWERS = list(fresh_wrong_answers.answers())
HELPED = 0.8


@pytest.fixture(scope="module")
def verdicts():
    patient = [(replace(e, seconds=1.0), code) for e, code in ANSWERS]
    return {code.__name__: judge_here(e, code) for e, code in patient}


def test_there_are_at_least_sixty():
    assert len(ANSWERS) >= 60


def test_every_fresh_wrong_answer_is_caught(verdicts):
    assert [name for name, v in verdicts.items() if v.passed] == []


def test_no_fresh_wrong_answer_is_blamed_on_the_check(verdicts):
    blamed = [n for n, v in verdicts.items() if v.diagnosis == "broke the check"]
    assert blamed == []


def test_four_in_five_get_a_cause(verdicts):
    silent = [name for name, v in verdicts.items() if v.diagnosis is None]
    assert len(silent) <= (1 - HELPED) * len(verdicts), silent


@pytest.mark.parametrize(
    "name, words",
    [
        ("predict_if_on_array", "got a whole array"),
        ("predict_strings", "leave out the quotation marks"),
        ("predict_list_multiplied", "`=` for `+=`"),
        ("predict_one_number", "each row of `X`"),
        ("update_half_step", "0.5 times as long"),
        ("update_weights_replaced", "this is the step alone"),
        ("train_shuffles", "nothing is left to chance"),
        ("train_counts_right_ones", "the opposite is counted"),
        ("train_skips_first_point", "every example but the first"),
        ("train_history_first", "another order"),
        ("margin_index", "argmin"),
        ("margin_first_point", "only the first example"),
        ("margin_both_sides", "twice the target"),
        ("standardise_sample_deviation", "ddof"),
        ("standardise_in_place", "belongs to the caller"),
        ("standardise_min_max", "another centre"),
        ("output_size_no_dilation", "`dilation` is always taken for 1"),
        ("output_size_padding_subtracted", "`padding` has the opposite sign"),
        ("output_size_four_arguments", "takes 4 arguments"),
        ("backward_db_not_summed", "One step is missing: the sum"),
        ("backward_untransposed", "transpose"),
        ("backward_dout_forgotten", "`dout` plays no part"),
        ("mse_caret", "`**`"),
    ],
)
def test_the_cause_is_the_true_one(verdicts, name, words):
    assert words in verdicts[name].parts["Likely cause"]
