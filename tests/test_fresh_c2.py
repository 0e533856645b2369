"""Units 09 to 13 before answers that nobody had listed: right ones pass, wrong ones do not."""

from dataclasses import replace

import pytest

from layerlab.checking.engine import judge_here
from tests.fixtures import fresh_c2, right_c2

WRONG = list(fresh_c2.answers())
RIGHT = [pytest.param(e, code, id=code.__name__) for e, code in right_c2.answers()]
HELPED = 0.85


@pytest.mark.parametrize("exercise, code", RIGHT)
def test_a_right_answer_in_an_unusual_style_passes(exercise, code):
    verdict = judge_here(exercise, code)
    assert verdict.passed, verdict.message


@pytest.fixture(scope="module")
def verdicts():
    patient = [(replace(e, seconds=min(e.seconds, 20.0)), code) for e, code in WRONG]
    return {code.__name__: judge_here(e, code) for e, code in patient}


def test_every_fresh_wrong_answer_is_caught(verdicts):
    assert len(verdicts) == len(WRONG) >= 30
    assert [name for name, v in verdicts.items() if v.passed] == []
    blamed = [n for n, v in verdicts.items() if v.diagnosis == "broke the check"]
    assert blamed == []


def test_most_of_them_get_a_cause(verdicts):
    silent = [n for n, v in verdicts.items() if "Likely cause" not in v.parts]
    assert len(silent) <= (1 - HELPED) * len(verdicts), silent


@pytest.mark.parametrize(
    "name, words",
    [
        ("conv2d__columns_without_transpose", "maps are mixed up"),
        ("conv2d__zeros_like_the_input", "pictures' own type"),
        ("conv2d__bias_within_the_sum", "as often as the window"),
        ("correlate__total_not_reset", "all places before it"),
        ("max_pool__running_from_zero", "begin with a 0"),
        ("receptive_field__nothing_is_zero", "empty list"),
        ("evaluate__sum_not_mean", "multiply each by its size"),
        ("to_device__top_level", "taken for a dict"),
        ("BatchNorm2d__detached", "another gradient"),
        ("BatchNorm2d__running_deviation", "without a root"),
        ("signal_statistics__all_modules", "empty name"),
        ("train_step__sum", "mean is asked for"),
        ("batches__shuffled_copy", "memory twice"),
        ("amp_step__bfloat_always", "whatever `dtype` says"),
        ("accumulate__chunk", "`chunk` rounds the length up"),
        ("accumulate__long_last_part", "Deal them out"),
        ("ring_all_reduce__equal_parts_only", "do not cover"),
        ("train_ddp__divided_twice", "divided twice"),
    ],
)
def test_the_cause_is_the_true_one(verdicts, name, words):
    assert words in verdicts[name].parts["Likely cause"]
