"""The widgets' JavaScript under node: its tests, and the joined modules' syntax."""

import inspect
import re
import subprocess
from pathlib import Path

import pytest

import layerlab as ll
from layerlab.widgets import source
from layerlab.widgets.predict import Predict
from tests.node import NODE, needs_node
from tools import bench_field

REACHES = ("tests/js/**/*", "layerlab/widgets/**/*")
TESTS = sorted((Path(__file__).parent / "js").glob("*.test.js"))
NAMES = [name for name in ll.widgets.__all__ if name != "CourseWidget"]
CLASSES = {name: getattr(ll.widgets, name) for name in NAMES} | {"Predict": Predict}

pytestmark = needs_node


def node(*arguments, **options):
    command = [NODE, *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=900, **options
    )


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.stem)
def test_the_javascript_passes_its_own_tests(path):
    done = node("--test", path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", CLASSES)
def test_the_joined_module_is_valid(name, tmp_path):
    file = tmp_path / "joined.mjs"
    file.write_text(source.module_source(CLASSES[name]), "utf-8")
    done = node("--check", file)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", CLASSES)
def test_a_file_stands_behind_those_that_it_needs(name):
    home = Path(inspect.getfile(CLASSES[name])).parent
    files = source.reached(home / "widget.js")
    assert len(files) == len(set(files))
    assert files[-1] == home / "widget.js"
    for place, file in enumerate(files):
        assert set(imported(file)) <= set(files[:place])


def imported(file):
    names = re.findall(r'from "(\..*?)"', file.read_text("utf-8"))
    return [(file.parent / name).resolve() for name in names]


def test_every_file_of_the_widgets_is_reached_by_one():
    homes = {Path(inspect.getfile(kind)).parent for kind in CLASSES.values()}
    used = {file for home in homes for file in source.reached(home / "widget.js")}
    assert set(source.SHARED.parent.rglob("*.js")) == used


def test_the_benchmarks_module_is_valid(tmp_path):
    file = tmp_path / "joined.mjs"
    file.write_text(source.module_source(bench_field.Field), "utf-8")
    done = node("--check", file)
    assert done.returncode == 0, done.stderr
