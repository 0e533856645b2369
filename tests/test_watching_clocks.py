"""The clocks: computing counts, and nothing is raised where Python would swallow it."""

import importlib
import subprocess
import sys
import threading
import time
import weakref

import pytest

from layerlab.watching.clocks import Alarm
from layerlab.watching.limits import Limited, OutOfTime
from layerlab.watching.thread_clock import ThreadClock


class Thing:
    """Something that can be forgotten."""


class Slow:
    """Something that takes its time to go."""

    def __del__(self):
        compute(0.3)


def compute(seconds):
    """Keep this thread busy for so much CPU time."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def forget_what_is_watched(folder):
    thing = Thing()
    weakref.finalize(thing, compute, 0.3)
    del thing


def forget_what_is_slow(folder):
    Slow()


def import_what_is_slow(folder):
    (folder / "slow_module.py").write_text(
        "import time\nend = time.thread_time() + 0.3\n"
        "while time.thread_time() < end:\n    pass\nwhole = True\n"
    )
    assert importlib.import_module("slow_module").whole


@pytest.mark.parametrize(
    "fragile", [forget_what_is_watched, forget_what_is_slow, import_what_is_slow]
)
def test_an_alarm_waits_where_it_would_be_swallowed(fragile, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "slow_module", raising=False)
    reached = []

    def attempt():
        fragile(tmp_path)
        reached.append(True)
        while True:
            pass

    with pytest.raises(OutOfTime), Limited(0.05):
        attempt()
    assert reached == [True]


def test_an_import_takes_nothing_of_an_attempts_time(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "slow_module", raising=False)
    with Limited(0.2):
        import_what_is_slow(tmp_path)
        compute(0.1)


def test_who_waits_is_told_what_was_measured():
    words = r"in \d+ seconds it computed for 0\.0"
    with pytest.raises(OutOfTime, match=words), Limited(0.05):
        time.sleep(60)


def test_what_waits_in_a_library_is_ended_too():
    with pytest.raises(OutOfTime), Limited(0.05):
        threading.Event().wait(600)


@pytest.mark.parametrize("kind", [Alarm, ThreadClock])
def test_a_clock_counts_what_its_own_thread_computes(kind):
    clock = kind(5.0)
    clock.start(sys._getframe())
    try:
        other = threading.Thread(target=compute, args=(0.3,))
        other.start()
        other.join()
        alone = clock.left()
        compute(0.3)
        assert alone > 4.8 and 4.5 < clock.left() < 4.75
    finally:
        clock.stop()


def test_a_long_wait_uses_up_a_clock_that_nobody_hears():
    limits = Limited(0.001)
    with pytest.raises(OutOfTime), limits:
        time.sleep(60)
    assert limits.is_over()


def test_a_function_can_be_traced_after_a_clock_in_a_thread():
    """What it takes back leaves no mark, at which CPython 3.11 would look for ever."""
    lines = (
        "import sys, time",
        "from layerlab.watching.thread_clock import ThreadClock, take_back",
        "clock = ThreadClock(0.05)",
        "try:",
        "    clock.start(sys._getframe())",
        "    while True: pass",
        "except BaseException: pass",
        "clock.stop(); take_back()",
        "sys.settrace(lambda *given: None)",
        "print((lambda: 5)())",
    )
    told = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert told.stdout.strip() == "5"
