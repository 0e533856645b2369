"""The hundred errors: each says what it must, and nothing that is not so."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.errors_that_teach.running import CASES, TORCH
from tools.project import ROOT

RUNNING = Path(__file__).with_name("running.py")
MOST_LINES = 14
A_BLINK = 100  # milliseconds
# said in a check, where it is true; in a cell it would be a guess
OF_CHECKS = ("Your function", "contract", "exercise", "3 GB", "Which axis is missing")


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """What each case shows, made once in a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    environment.pop("LAYERLAB_STATIC", None)
    done = subprocess.run(
        [sys.executable, str(RUNNING)],
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path_factory.mktemp("errors"),
    )
    assert done.returncode == 0, done.stderr
    return {made["name"]: made for made in json.loads(done.stdout)}


def test_there_are_a_hundred_with_names_of_their_own():
    assert len({case.name for case in CASES}) == len(CASES) == 100


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_error_says_what_it_must_and_nothing_that_is_not_so(shown, case):
    if case.needs == "torch" and not TORCH:
        pytest.skip("torch is missing")
    lines = shown[case.name]["lines"]
    text = " ".join(" ".join(lines).split())
    assert [words for words in case.says if words not in text] == [], "\n".join(lines)
    never = (*case.never, *OF_CHECKS)
    assert [words for words in never if words in text] == [], "\n".join(lines)


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
