"""The page for teachers: its options and its exit codes exist."""

import argparse
import re

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
