"""Every "must" and "only" of a task is tied to a mistake that breaks it and is caught.

The table is tests/promises_*.toml: words of a task, and the listed mistake (or the rule of
the source) that breaks exactly this promise. `why` stands where the words ask nothing.
"""

import functools
import re
import tomllib
from pathlib import Path

import pytest

from layerlab import checks
from layerlab.checking.engine import judge_here

REACHES = ("units/*/exercises.py", "tests/promises_*.toml")
ROOT = Path(__file__).parent.parent
PROMISING = re.compile(r"\b(must|only|never|no|at most)\b", re.IGNORECASE)
EXERCISES = {e.key: e for unit in checks.units() for e in checks.exercises(unit)}


def table() -> list[dict]:
    files = sorted(Path(__file__).parent.glob("promises_*.toml"))
    return [p for f in files for p in tomllib.loads(f.read_text("utf-8"))["promise"]]


@functools.cache
def tasks(unit: str) -> dict[str, str]:
    """The prose of a unit's tasks by the name of the exercise."""
    (folder,) = (f for f in (ROOT / "units").iterdir() if f.name[3:] == unit)
    source = folder / "exercises.py"
    text = source.read_text("utf-8") if source.exists() else ""
    cells = (cell.partition("<!-- exercise: ")[2] for cell in text.split("# %%"))
    parted = (cell.partition(" -->") for cell in cells if cell)
    return {name: prose for name, _, prose in parted}


def prose(key: str) -> str:
    unit, _, name = key.partition(".")
    return tasks(unit).get(name, "")


def sentences(text: str) -> list[str]:
    """
    >>> sentences("One is. It must: go on!\\nEnd")
    ['One is.', 'It must: go on!', 'End']
    """
    return [s for line in text.splitlines() for s in re.split(r"(?<=[.!?])\s+", line)]


def reaches(key: str):
    """What a test of one exercise reaches: its unit's checks and text, and the table."""
    unit = key.partition(".")[0]
    return pytest.mark.reaches(
        f"layerlab.checks.{unit}",
        f"units/*_{unit}/exercises.py",
        "tests/promises_*.toml",
        instead_of=("layerlab.checks",),
    )


PROMISES = [
    pytest.param(p, id=f"{p['exercise']}: {p['says']}", marks=reaches(p["exercise"]))
    for p in table()
]


@pytest.mark.parametrize("promise", PROMISES)
def test_a_promise_stands_in_the_task_and_what_breaks_it_is_caught(promise):
    exercise = EXERCISES[promise["exercise"]]
    assert promise["says"] in prose(exercise.key)
    if "why" in promise:
        assert promise["why"] and "broken_by" not in promise
        return
    name = promise["broken_by"]
    if any(rule.name == name and rule.decides for rule in exercise.rules):
        return
    (mistake,) = (m for m in exercise.mistakes if m.name == name)
    assert not judge_here(exercise, mistake.code).passed


@pytest.mark.parametrize("key", [pytest.param(k, marks=reaches(k)) for k in EXERCISES])
def test_every_promise_of_a_task_is_in_the_table(key):
    said = [p["says"] for p in table() if p["exercise"] == key]
    promising = [s for s in sentences(prose(key)) if PROMISING.search(s)]
    untied = [s for s in promising if not any(w in s or s in w for w in said)]
    assert untied == [], f"{key}: add them to a table of promises"


def test_a_sentence_that_promises_is_found():
    found = [s for s in sentences("A list. It must not change.") if PROMISING.search(s)]
    assert found == ["It must not change."]


def test_the_plain_sigmoid_breaks_its_rule():
    exercise = EXERCISES["descent.sigmoid"]

    def sigmoid(z):
        import numpy as np

        return 1 / (1 + np.exp(-z))

    verdict = judge_here(exercise, sigmoid)
    assert not verdict.passed
    assert "another form" in verdict.parts["Likely cause"]
