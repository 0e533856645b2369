"""The widgets' JavaScript under node: its tests, and the joined modules' syntax."""

import subprocess
from pathlib import Path

import pytest

import layerlab as ll
from layerlab.widgets import source
from tests.node import NODE, needs_node

REACHES = ("tests/js/**/*", "layerlab/widgets/**/*")
TESTS = sorted((Path(__file__).parent / "js").glob("*.test.js"))
NAMES = [name for name in ll.widgets.__all__ if name != "CourseWidget"]

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


@pytest.mark.parametrize("name", NAMES)
def test_the_joined_module_is_valid(name, tmp_path):
    file = tmp_path / "joined.mjs"
    file.write_text(source.module_source(getattr(ll.widgets, name)), "utf-8")
    done = node("--check", file)
    assert done.returncode == 0, done.stderr


def test_javascript_files_are_short_enough_to_read():
    folder = source.SHARED.parent
    long = {p.name: n for p in folder.rglob("*.js") if (n := _lines(p)) > 250}
    assert long == {}


def _lines(path):
    return len(path.read_text("utf-8").splitlines())
