"""Units 01 to 08 and 10 where Python runs in a web page: imitated, since none is here.

What a page has not (threads, alarms, processes, PyTorch, psutil) is taken away from a
process of ours; the fixture says how.
"""

import json
import subprocess
import sys

import pytest

from tools.project import ROOT, Project

REACHES = ("solutions/*.ipynb", "tests/fixtures/like_a_browser.py", "units/*/unit.toml")
NUMBERS = ("01", "02", "03", "04", "05", "06", "07", "08", "10")
PATIENCE = 900  # seconds: a busy machine is slow, not wrong


@pytest.fixture(scope="module")
def told():
    """What the imitation says: verdicts by notebook, and of two endless attempts."""
    project = Project.read()
    units = [unit for unit in project.units() if unit.number in NUMBERS]
    paths = [str(project.notebook("solutions", unit)) for unit in units]
    assert len(paths) == len(NUMBERS)
    script = ROOT / "tests/fixtures/like_a_browser.py"
    command = [sys.executable, "-W", "ignore", str(script), *paths]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [line for line in done.stdout.splitlines() if line.startswith('{"')]
    *verdicts, endless = [json.loads(line) for line in lines]
    return verdicts, endless


def test_every_solution_passes_without_threads_and_without_torch(told):
    verdicts = {k: v for book in told[0] for k, v in book.items()}
    assert len(verdicts) == len(NUMBERS)
    wrong = {
        f"{path}: {call}": said
        for path, book in verdicts.items()
        for call, said in book.items()
        if said != "passed"
    }
    assert wrong == {}
    assert sum(map(len, verdicts.values())) >= 51


def test_an_endless_loop_ends_even_one_that_swallows_what_ends_it(told):
    for status, message, _seconds in told[1].values():
        assert status == "raised"
        assert "did not come to an end" in message and "loop" in message
