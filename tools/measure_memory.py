"""How much memory a learner needs: the kernel of a lesson, and JupyterLab beside it.

    python -m tools.measure_memory [UNIT …]

Each lesson is executed in a kernel of its own, as on a hub, and the kernel's memory is
looked at five times a second. "peak" is the resident memory, "own" is what no other process
shares with it (what a second learner on the same machine adds), both at their highest.
"""

import argparse
import contextlib
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError

from tools.project import Project

UNITS = ("01_cake", "04_perceptron", "11_cnn", "13_gpu")
MEGABYTE = 2**20
PAUSE = 0.2


@dataclass
class Peak:
    """The highest values seen, in bytes: resident, and shared with nobody."""

    resident: int = 0
    own: int = 0

    def look(self, pids: set[int]) -> None:
        """Look at these processes and their children, together."""
        family = list(_family(pids))
        resident = _sum(family, lambda process: process.memory_info().rss)
        if resident > 0.98 * self.resident:  # the other number takes longer to find
            own = _sum(family, lambda process: process.memory_full_info().uss)
            self.own = max(self.own, own)
        self.resident = max(self.resident, resident)

    def __str__(self):
        return f"{self.resident / MEGABYTE:5.0f} MB peak, {self.own / MEGABYTE:5.0f} MB own"


def _family(pids):
    for pid in pids:
        try:
            process = psutil.Process(pid)
            yield from [process, *process.children(recursive=True)]
        except psutil.Error:
            continue


def _sum(family, measure):
    total = 0
    for process in family:
        with contextlib.suppress(psutil.Error):
            total += measure(process)
    return total


class Watch:
    """A context in which the children that this process gets are looked at."""

    def __enter__(self):
        self.peak, self.before = Peak(), _children()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def _look(self):
        while not self._end.wait(PAUSE):
            self.peak.look(_children() - self.before)

    def __exit__(self, *_):
        self._end.set()
        self._thread.join()


def _children():
    return {child.pid for child in psutil.Process().children()}


def lesson(path: Path) -> Peak:
    """The peak of the kernel that runs this notebook."""
    notebook = nbformat.read(path, as_version=4)
    folder = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(notebook, timeout=900, resources=folder)
    with Watch() as watch:
        client.execute()
    return watch.peak


def server(settle: float = 5.0) -> Peak:
    """The peak of JupyterLab's server, started and left alone."""
    with tempfile.TemporaryDirectory() as folder, Watch() as watch:
        words = ["--no-browser", "--allow-root", "--port=0", f"--notebook-dir={folder}"]
        command = [sys.executable, "-m", "jupyterlab", *words]
        process = psutil.Popen(command, stderr=subprocess.PIPE, text=True)
        while "is running at" not in process.stderr.readline():
            if process.poll() is not None:
                raise SystemExit("JupyterLab does not start here.")
        time.sleep(settle)
        process.terminate()
        process.communicate()
    return watch.peak


def main(arguments: list[str] | None = None) -> int:
    """Print a line for the server and for each lesson; 1 where a lesson failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("units", nargs="*", default=UNITS)
    units = parser.parse_args(arguments).units
    print(f"{'JupyterLab':<16} {server()}", flush=True)
    failed = 0
    for kind, unit, path in Project.read().notebooks():
        if kind == "course" and unit.name in units:
            try:
                print(f"{unit.name:<16} {lesson(path)}", flush=True)
            except (CellExecutionError, CellTimeoutError) as error:
                failed += 1
                print(f"{unit.name:<16} failed: {error}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
