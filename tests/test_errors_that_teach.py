"""The hundred errors: each says what it must, and no cause that is not the cause."""

import json
import statistics
import subprocess
import sys

import pytest

from tests.errors_that_teach.running import CASES, TORCH
from tools.project import ROOT

REACHES = ("layerlab", "tests/errors_that_teach/*.py")
HERE = [case for case in CASES if TORCH or case.needs != "torch"]
BLINK = 100  # milliseconds of computing: nobody waits for that
MOST_LINES = 13  # a recursion shows its two ends and needs one more than a dozen


@pytest.fixture(scope="module")
def shown():
    """What a notebook shows of each error, by name: lines and milliseconds."""
    command = [sys.executable, "tests/errors_that_teach/running.py"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return {one["name"]: one for one in json.loads(done.stdout)}


def test_there_are_a_hundred_under_names_of_their_own():
    assert len({case.name for case in CASES}) == len(CASES) >= 100


@pytest.mark.parametrize("case", HERE, ids=lambda case: case.name)
def test_an_error_says_what_it_must(case, shown):
    text = "\n".join(shown[case.name]["lines"])
    missing = [words for words in case.says if words not in _flat(text)]
    untrue = [words for words in case.never if words in _flat(text)]
    assert (missing, untrue) == ([], []), text


def _flat(text: str) -> str:
    """The text with its line breaks as blanks: where a line is cut says nothing."""
    return " ".join(text.split())


@pytest.mark.parametrize("case", HERE, ids=lambda case: case.name)
def test_an_error_fits_on_a_page(case, shown):
    assert 1 < len("\n".join(shown[case.name]["lines"]).splitlines()) <= MOST_LINES


def test_no_learner_waits_for_it(shown):
    spent = [one["ms"] for one in shown.values()]
    assert statistics.median(spent) < BLINK
