"""The map of the course: what exists, what is to come, what has passed."""

import subprocess
import sys

import layerlab as ll
from layerlab import checks
from layerlab.syllabus import syllabus
from layerlab.unit_map import CourseMap, Unit
from tools.project import Project


def unit(passed=(), exercises=("predict", "update", "train")):
    return Unit("04", "perceptron", "Can it learn?", exercises, frozenset(passed))


def test_each_exercise_is_a_dot_filled_where_it_passed():
    assert unit({"update"}).dots == "○●○"
    assert unit({"update"}).count == "1 of 3"


def test_the_map_shows_itself_as_text_and_as_a_table():
    shown = CourseMap({"II": [unit({"predict"}), unit(exercises=())]})
    first, second, third = repr(shown).splitlines()
    assert first == "II"
    assert second.split() == "04 perceptron Can it learn? ●○○ 1 of 3".split()
    assert third.endswith("to come")
    table = shown._repr_markdown_().splitlines()
    assert table[2] == "| **II** | | |"
    assert "[04 perceptron](04_perceptron.ipynb)" in table[3]
    assert "](" not in table[4]


def test_the_learners_progress_is_on_the_map(monkeypatch, tmp_path):
    file = tmp_path / "progress.jsonl"
    file.write_text('{"unit": "perceptron", "name": "margin"}\n')
    monkeypatch.setenv("LAYERLAB_PROGRESS", str(file))
    units = {u.slug: u for part in ll.course_map().parts.values() for u in part}
    assert units["perceptron"].passed == {"margin"}
    assert len(units["perceptron"].exercises) == 5


def test_the_syllabus_names_the_exercises_in_their_order():
    for unit in syllabus():
        if unit.exercises:
            names = tuple(exercise.name for exercise in checks.exercises(unit.slug))
            assert names == unit.exercises


def test_the_map_looks_at_no_check():
    """The later ones import torch, which takes seconds or is not there."""
    code = "import sys, layerlab as ll; ll.course_map(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "layerlab.unit_map" in done.stdout.split(), done.stderr
    assert "layerlab.checks" not in done.stdout


def test_what_the_map_offers_is_there():
    numbered = {u.slug for u in Project.read().units()}
    parts = ll.course_map().parts.values()
    offered = {u.slug for part in parts for u in part if u.exists}
    assert offered
    assert offered <= numbered
