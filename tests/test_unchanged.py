"""What passed and has not changed is left out; everything else runs."""

import os
import shutil
import subprocess
import sys

import pytest

from tools.project import ROOT
from tools.unchanged import EVERYTHING

REACHES = (
    "tools/*.py",
    "layerlab/errors.py",
    "pyproject.toml",
)  # it makes a little project of them
TOOLS = (
    *(
        "__init__",
        "facts",
        "project",
        "reach",
        "references",
        "reached",
        "stamps",
        "unchanged",
    ),
)
FILES = {
    "constraints.txt": "",
    "layerlab/__init__.py": "",
    "layerlab/cake.py": "tiers = 3\n",
    "layerlab/onion.py": "layers = 2\n",
    "docs/page.md": "words",
    "tests/conftest.py": (
        "def pytest_configure(config):\n"
        "    config.addinivalue_line('markers', 'reaches(*things, instead_of=()): what')\n"
    ),
    "tests/test_cake.py": (
        "from layerlab import cake\n\ndef test_tiers():\n    assert cake.tiers > 0\n"
    ),
    "tests/test_both.py": (
        "import pytest\nfrom layerlab import cake, onion\n\n"
        "both = dict(instead_of=('layerlab',))\n\n"
        "@pytest.mark.parametrize('name', [\n"
        "    pytest.param(n, marks=pytest.mark.reaches(f'layerlab.{n}', **both))\n"
        "    for n in ('cake', 'onion')])\n"
        "def test_it(name):\n    assert cake and onion\n"
    ),
    "tests/test_page.py": (
        "from tools.project import ROOT\n\nREACHES = ('docs/*',)\n\n"
        "def test_words():\n    assert (ROOT / 'docs/page.md').read_text()\n"
    ),
    "tests/test_tree.py": (
        "from tools.project import ROOT\n\ndef test_it_is_there():\n    assert ROOT.exists()\n"
    ),
}
MINE = {key: value for key, value in os.environ.items() if key != EVERYTHING}


class Checkout:
    """A project of its own, and its tests."""

    def __init__(self, root):
        self.root = root
        for name, text in FILES.items():
            self.write(name, text)
        for name in TOOLS:
            (root / "tools").mkdir(exist_ok=True)
            shutil.copy(ROOT / "tools" / f"{name}.py", root / "tools")
        shutil.copy(ROOT / "pyproject.toml", root)
        shutil.copy(ROOT / "layerlab/errors.py", root / "layerlab")

    def write(self, name, text):
        """Write a file of it."""
        (self.root / name).parent.mkdir(exist_ok=True)
        (self.root / name).write_text(text)

    def ran(self, *options, **variables):
        """The names of the tests that run now, and what pytest prints."""
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-rA",
            "-p",
            "tools.unchanged",
            "tests",
            *options,
        ]
        done = subprocess.run(
            command,
            cwd=self.root,
            env=MINE | {"PYTHONPATH": str(self.root)} | variables,
            capture_output=True,
            text=True,
        )
        words = [line.split() for line in done.stdout.splitlines()]
        names = {w[1] for w in words if w and w[0] in ("PASSED", "FAILED")}
        return {name.removeprefix("tests/test_") for name in names}, done.stdout


EVERY = {
    *("cake.py::test_tiers", "page.py::test_words", "tree.py::test_it_is_there"),
    *("both.py::test_it[cake]", "both.py::test_it[onion]"),
}
ALWAYS = {"tree.py::test_it_is_there"}


@pytest.fixture
def checkout(tmp_path):
    """A project all of whose tests have passed."""
    made = Checkout(tmp_path)
    ran, said = made.ran()
    assert ran == EVERY, said
    return made


def test_what_passed_is_left_out_and_one_line_says_so(checkout):
    ran, said = checkout.ran()
    assert ran == ALWAYS
    assert "4 tests are unchanged since they passed; `make test ALL=1` runs" in said


def test_what_a_test_reaches_brings_it_back(checkout):
    checkout.write("layerlab/cake.py", "tiers = 4\n")
    assert checkout.ran()[0] == ALWAYS | {
        "cake.py::test_tiers",
        "both.py::test_it[cake]",
    }
    checkout.write("docs/page.md", "other words")
    assert checkout.ran()[0] == ALWAYS | {"page.py::test_words"}
    assert checkout.ran()[0] == ALWAYS


def test_other_versions_bring_everything_back(checkout):
    checkout.write("constraints.txt", "numpy==1\n")
    assert checkout.ran()[0] == EVERY


def test_what_fails_runs_until_it_passes(checkout):
    checkout.write("layerlab/cake.py", "tiers = 0\n")
    failing = ALWAYS | {"cake.py::test_tiers"}
    assert checkout.ran()[0] == failing | {"both.py::test_it[cake]"}
    assert checkout.ran()[0] == failing
    checkout.write("layerlab/cake.py", "tiers = 3\n")
    assert "cake.py::test_tiers" in checkout.ran()[0]


def test_everything_can_be_asked_for(checkout):
    assert checkout.ran(**{EVERYTHING: "1"})[0] == EVERY


def test_several_workers_leave_out_the_same(checkout):
    checkout.write("layerlab/onion.py", "layers = 5\n")
    ran, said = checkout.ran("-n", "2")
    assert ran == ALWAYS | {"both.py::test_it[onion]"}
    assert "3 tests are unchanged" in said
    assert checkout.ran("-n", "2")[0] == ALWAYS
