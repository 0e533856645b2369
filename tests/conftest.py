"""What several tests share: a small project of its own, in a path with a space."""

import os
import shutil
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import matplotlib as mpl
import numpy as np
import pytest

from tools.project import Project

FIXTURES = Path(__file__).parent / "fixtures"
REACHES = ("tests/fixtures/units/**/*",)  # tools/reached.py says what this is


class Double(SimpleNamespace):
    """A stand-in for an exercise: callable, with the attributes that headers show."""

    def __call__(self, attempt):
        raise AssertionError("building never calls a check")


def pytest_configure(config):
    """The marker of tests/ that plain pytest takes no notice of (tools/unchanged.py)."""
    words = "reaches(*things, instead_of=()): what a test reaches, where its module does more"
    config.addinivalue_line("markers", words)


@pytest.fixture(autouse=True, scope="session")
def own_progress(tmp_path_factory):
    """No test touches the progress of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        file = tmp_path_factory.mktemp("progress") / "progress.jsonl"
        patch.setenv("LAYERLAB_PROGRESS", str(file))
        yield


@pytest.fixture(autouse=True)
def own_styles():
    """The styles that `ll.setup()` sets in one test are not the next test's."""
    with mpl.rc_context(), np.printoptions():
        yield


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
        parts=(),
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


REQUIRED = {"browser": "LAYERLAB_REQUIRE_BROWSER", "realdata": "LAYERLAB_REQUIRE_DATA"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where a browser or the real data are required, their tests may not skip."""
    report = yield
    for marker, variable in REQUIRED.items():
        required = os.environ.get(variable) == "1" and item.get_closest_marker(marker)
        if report.skipped and required:
            report.outcome = "failed"
            report.longrepr = f"{variable}=1, but this was skipped: {report.longrepr}"
    return report
