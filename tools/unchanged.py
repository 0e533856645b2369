"""As a plugin of pytest: leave out what has not changed since it passed.

Which files a test reaches is read in tools/reached.py; what passed, and with which
stamp, is kept by tools/stamps.py. A test that reaches less than its module says so:

    @pytest.mark.reaches("layerlab.checks.cake", instead_of=("layerlab.checks",))

A module all of whose tests passed is not even imported. `python -m tools.test` loads
this; plain pytest runs all that it is asked for.
"""

import os
from pathlib import Path

import pytest

from tools import stamps
from tools.project import ROOT
from tools.reached import Reached

EVERYTHING = "LAYERLAB_TEST_ALL"  # set: run all, and note what passed
WORDS = "{} tests are unchanged since they passed; `make test ALL=1` runs them, too."


def pytest_configure(config) -> None:
    """Start, in the workers of xdist, too."""
    config.pluginmanager.register(Unchanged(config, ROOT), "layerlab-unchanged")


class Unchanged:
    """Chooses what runs; in the process that hears all results, notes what passed."""

    def __init__(self, config, root: Path):
        self.config, self.root, self.reached = config, root, Reached(root)
        self.known = stamps.load()
        self.everything = bool(os.environ.get(EVERYTHING))
        self.left_out = 0
        # path of a test module -> [its stamp or None, {test: its stamp or None}]
        self.collected: dict[str, list] = {}
        self.passed, self.failed = set(), set()

    def pytest_ignore_collect(self, collection_path: Path):
        """Leave a whole module out."""
        if collection_path.suffix != ".py" or self.everything:
            return None
        seen, count = self.known["modules"].get(self._name(collection_path), (None, 0))
        if seen is None or self._stamp(self._module(collection_path)) != seen:
            return None
        self.left_out += count
        return True

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _module(self, path: Path):
        return self.reached.module(path)

    def _stamp(self, files) -> str | None:
        return None if files is None else self.reached.stamp(files)

    def pytest_collectreport(self, report) -> None:
        """Note that a module was read; most modules of the package hold no tests."""
        if report.nodeid.endswith(".py") and report.passed:
            path = self.root / report.nodeid
            stamp = self._stamp(self._module(path))
            self.collected.setdefault(report.nodeid, [stamp, {}])

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list) -> None:
        """Leave single tests out."""
        kept = []
        for item in items:
            stamp = self._item(item)
            is_same = stamp and self.known["tests"].get(item.nodeid) == stamp
            if not is_same or self.everything:
                kept.append(item)
        self.left_out += len(items) - len(kept)
        items[:] = kept

    def _item(self, item) -> str | None:
        """The stamp of a test, which is noted with its module's."""
        files = module = self._module(item.path)
        if marker := item.get_closest_marker("reaches"):
            instead_of = marker.kwargs.get("instead_of", ())
            files = self.reached.item(item.path, marker.args, instead_of)
        stamp, entry = self._stamp(files), self._entry(item, module)
        entry[1][item.nodeid] = stamp
        if module is None or not files or not files <= module:
            entry[0] = None  # the module's stamp does not speak for this test
        return stamp

    def _entry(self, item, module) -> list:
        name = self._name(item.path)
        return self.collected.setdefault(name, [self._stamp(module), {}])

    def pytest_runtest_logreport(self, report) -> None:
        """Hear how a test went."""
        if report.failed:
            self.failed.add(report.nodeid)
        elif report.when == "call" and report.passed:
            self.passed.add(report.nodeid)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node) -> None:
        """A worker of xdist is done: take over what it collected, as all of them did."""
        told = getattr(node, "workeroutput", {}).get("unchanged")
        if told:
            self.left_out, self.collected = told

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Tell the process that hears all, or note what passed."""
        if hasattr(self.config, "workerinput"):
            told = [self.left_out, self.collected]
            self.config.workeroutput["unchanged"] = told
            return
        tests = {
            test: stamp
            for _, collected in self.collected.values()
            for test, stamp in collected.items()
            if stamp and test in self.passed - self.failed
        }
        gone = {
            test
            for test in self.known["tests"]
            if test
            not in self.collected.get(test.split("::")[0], [None, {test: ""}])[1]
        }
        stamps.save("tests", tests, forget=self.failed | gone)
        self._note_modules()

    def _note_modules(self) -> None:
        right = stamps.load()["tests"]
        whole = {
            name: [stamp, len(tests)]
            for name, (stamp, tests) in self.collected.items()
            if stamp and all(right.get(test) == mine for test, mine in tests.items())
        }
        stamps.save("modules", whole, forget=set(self.collected) - set(whole))

    def pytest_terminal_summary(self, terminalreporter) -> None:
        """The one line about it."""
        if self.left_out:
            terminalreporter.write_line(WORDS.format(self.left_out))
