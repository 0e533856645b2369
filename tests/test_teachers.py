"""The page for teachers: its hours are those of the lessons, its options exist."""

import argparse
import json
import re

import pytest

from layerlab.grading import command
from tools.project import ROOT

PAGE = (ROOT / "docs" / "teachers.md").read_text("utf-8")
ROWS = re.findall(r"^\| (\d\d) (\w+) \|[^|]*\| (\d+) \| (\d+) \|", PAGE, re.M)
WORDS = {"two hours": 120}


def minutes(unit: str) -> tuple[int, int]:
    """Minutes of a lesson and of its exercises, from the table at its top."""
    cells = json.loads((ROOT / "course" / f"{unit}.ipynb").read_text("utf-8"))["cells"]
    text = "".join(cells[0]["source"])
    (line,) = re.findall(r"^\| Time \| (.*) \|$", text, re.M)
    lesson, more = re.match(r"(\d+) minutes, and (?:about )?(.*?)(?: more)? for", line).groups()  # fmt: skip
    return int(lesson), WORDS.get(more) or int(more)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1])
def test_the_hours_are_those_at_the_top_of_the_lessons(row):
    number, name, lesson, exercises = row
    assert minutes(f"{number}_{name}") == (int(lesson), int(exercises))


def test_every_unit_with_exercises_stands_in_the_syllabus():
    here = {path.stem for path in (ROOT / "exercises").glob("*.ipynb")}
    assert here == {f"{number}_{name}" for number, name, *_ in ROWS}


def test_every_option_on_the_page_exists():
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    known = set(parser._option_string_actions)
    text = PAGE.replace("layerlab export nbgrader 04 --out", "")
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) <= known


def test_every_exit_code_of_the_command_is_explained():
    codes = re.findall(r"^\| (\d+) \| ", PAGE, re.M)
    assert {"0", "1", "2", "3", str(command.STOPPED)} <= set(codes)
