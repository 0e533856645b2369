"""The page for teachers: its options and its exit codes exist."""

import argparse
import re

from layerlab import checks
from layerlab.grading import command
from tools.project import ROOT

PAGE = (ROOT / "docs" / "teachers.md").read_text("utf-8")


def test_every_option_on_the_page_exists():
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    known = set(parser._option_string_actions)
    text = PAGE.replace("layerlab export nbgrader 04 --out", "")
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) <= known


def test_every_exit_code_of_the_command_is_explained():
    codes = re.findall(r"^\| (\d+) \| ", PAGE, re.M)
    assert {"0", "1", "2", "3", str(command.STOPPED)} <= set(codes)


def test_the_page_names_every_exercise_that_rests_on_honesty():
    every = [e for unit in checks.units() for e in checks.exercises(unit)]
    timed = [e for e in every if "timing" in getattr(e.observe, "observer_name", "")]
    measured = [e for e in every if getattr(e.judge, "measured", ())]
    told = re.findall(r"^\| (\w+\.\w+) \| ", PAGE, re.M)
    assert sorted(told) == sorted(e.key for e in [*timed, *measured])
