"""The hundred errors: each says what it must, and nothing that is not so."""

import sys

import pytest

from tests.errors_that_teach.running import CASES, TORCH
from tools import errors_table

REACHES = ("layerlab.**",)  # the cases are texts
MOST_LINES = 14
A_BLINK = 100  # milliseconds


@pytest.fixture(scope="module")
def shown():
    """What each case shows, made once in a process of its own."""
    return {made["name"]: made for made in errors_table.shown_by(sys.executable)}


def test_there_are_a_hundred_with_names_of_their_own():
    assert len({case.name for case in CASES}) == len(CASES) == 100


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_error_says_what_it_must_and_nothing_that_is_not_so(shown, case):
    if case.needs == "torch" and not TORCH:
        pytest.skip("torch is missing")
    assert shown[case.name]["wrong"] == "", "\n".join(shown[case.name]["lines"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_error_begins_with_its_own_words_and_is_short(shown, case):
    if case.needs == "torch" and not TORCH:
        pytest.skip("torch is missing")
    lines = shown[case.name]["lines"]
    assert lines[0].split(":")[0].endswith(("Error", "Iteration")), lines
    assert len(lines) <= MOST_LINES, "\n".join(lines)


def test_no_error_is_felt(shown):
    slow = {name: made["ms"] for name, made in shown.items() if made["ms"] > A_BLINK}
    assert slow == {}


def test_a_case_that_is_not_as_it_must_be_is_said():
    case = CASES[0]
    said = case.wrong(["Your function is odd"])
    assert said.startswith("without ['w: array (2,) float64'")
    assert said.endswith("says ['Your function']")
    made = [{"name": "odd", "lines": ["E: x"], "ms": 1.0, "wrong": said}]
    assert errors_table.problems(made)[0].startswith("The error “odd”: without")
    assert "| odd (E) | (none is named) | no: without" in errors_table.table(made)
