"""What several tests share: a small project of its own, in a path with a space."""

import shutil
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from tools.project import Project

FIXTURES = Path(__file__).parent / "fixtures"


class Double(SimpleNamespace):
    """A stand-in for an exercise: callable, with the attributes that headers show."""

    def __call__(self, attempt):
        raise AssertionError("building never calls a check")


@pytest.fixture
def small_checks(monkeypatch):
    """A module `layerlab.checks.small` with the one exercise `double`."""
    module = ModuleType("layerlab.checks.small")
    module.double = Double(
        number="2.1",
        name="double",
        difficulty=1,
        minutes=5,
        points=2,
        hints=("Nothing comes back.", "An addition.", "`return x + …`"),
    )
    monkeypatch.setitem(sys.modules, "layerlab.checks.small", module)
    return module


@pytest.fixture
def project(tmp_path, small_checks):
    """A checkout with two units, of which the second has an exercise."""
    root = tmp_path / "a check out"
    shutil.copytree(FIXTURES / "units", root / "units")
    return Project(root=root, repository="someone/course", branch="main")
