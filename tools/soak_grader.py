"""The soak: many submissions, the grader killed at random, every score as if undisturbed.

    python -m tools.soak_grader [--submissions 500] [--kills 5] [--seed 0]

Makes a class of the units that exist (right, partly right, blank, broken), grades it once
undisturbed and once with kill -9 at random moments, and compares every row. It watches the
memory of the warm parents, which must stay flat.
"""

import argparse
import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from tools.project import ROOT, Project

SAME = ("label", "points", "max", "cause", "late")


def make_class(folder: Path, count: int, rng: random.Random) -> None:
    """Write `count` notebooks of the units in turn, each a little different."""
    units = [u.name for u in Project.read().units() if "exercises" in u.kinds()]
    for number in range(count):
        unit = units[number % len(units)]
        cells = cells_of("solutions", unit)
        blank = cells_of("exercises", unit)
        for index in range(len(cells)):
            if rng.random() < 0.25 and index < len(blank):
                cells[index] = blank[index]
        cells.append(f"# student {number}\nprint({number})")
        if rng.random() < 0.1:
            cells.insert(rng.randrange(len(cells)), "def broken(:")
        write_notebook(folder / f"student{number:04}" / f"{unit}.ipynb", cells)


def cells_of(kind: str, unit: str) -> list[str]:
    """The code cells of a notebook of the course: `kind` is solutions or exercises."""
    notebook = json.loads((ROOT / kind / f"{unit}.ipynb").read_text("utf-8"))
    code = [c for c in notebook["cells"] if c["cell_type"] == "code"]
    return ["".join(c["source"]) for c in code]


def write_notebook(file: Path, sources: list[str]) -> None:
    """Write a notebook of these code cells."""
    cells = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": source}
        for source in sources
    ]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}), "utf-8"
    )


def start(source: Path, out: Path, *more: str, course: Path = ROOT) -> subprocess.Popen:
    """Start grading, with the package in the folder `course`."""
    command = [sys.executable, "-m", "layerlab.cli", "grade", str(source), "--out"]
    env = os.environ | {"PYTHONPATH": str(course)}
    return subprocess.Popen([*command, str(out), "--quiet", *more], cwd=course, env=env)


def undisturbed(source: Path, out: Path) -> tuple[float, list[tuple[int, int]]]:
    """Grade to the end; the seconds, and `_memory` from time to time."""
    begun, memory = time.perf_counter(), []
    process = start(source, out)
    while process.poll() is None:
        time.sleep(0.5)
        memory.append(_memory(process.pid))
    return time.perf_counter() - begun, [m for m in memory if all(m)]


def _memory(pid) -> tuple[int, int]:
    """Bytes of the largest checker and of the largest warm parent, at this moment.

    What is started as a warm parent waits outside the namespaces; its child is the one
    that grows warm, and the children of that one are the submissions.
    """
    checkers, started = [], {}
    with contextlib.suppress(psutil.Error):
        for child in psutil.Process(pid).children(recursive=True):
            size = child.memory_info().rss
            if "grading.inside.warm_parent" in " ".join(child.cmdline()):
                started[child.pid] = child.ppid(), size
            else:
                checkers.append(size)
    waiting = {pid for pid, (parent, _) in started.items() if parent not in started}
    warm = (size for parent, size in started.values() if parent in waiting)
    return max(checkers, default=0), max(warm, default=0)


def disturbed(
    source: Path, out: Path, kills: int, count: int, rng, course: Path = ROOT
) -> None:
    """Grade to the end, killed with -9 at random numbers of finished submissions."""
    for done in sorted(rng.sample(range(1, count), kills)):
        process = start(source, out, course=course)
        while len(results(out)) < done and process.poll() is None:
            time.sleep(rng.uniform(0.01, 0.2))
        family = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        process.wait()
        _, alive = psutil.wait_procs(family, 30)
        print(f"killed: {len(results(out))} rows, {len(alive)} processes left over")
        assert not alive, "a killed grader left processes behind"
    start(source, out, course=course).wait()


def results(out: Path) -> dict:
    """By label what must be the same after any disturbance; of a torn line nothing."""
    try:
        lines = (out / "results.jsonl").read_text("utf-8").splitlines()
    except OSError:
        return {}
    found = {}
    for line in lines:
        try:
            row = json.loads(line)
        except ValueError:
            continue
        scores = [(e["name"], e["points"], e["message"]) for e in row["exercises"]]
        found[row["label"]] = [scores, *(row[name] for name in SAME)]
    return found


def main(arguments: list[str] | None = None) -> int:
    """Run the soak; 0 where every score is the same."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=500)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as place:
        source, calm, rough = (Path(place, n) for n in ("class", "calm", "rough"))
        make_class(source, options.submissions, rng)
        seconds, memory = undisturbed(source, calm)
        disturbed(source, rough, options.kills, options.submissions, rng)
        return _verdict(results(calm), results(rough), seconds, memory)


def _verdict(calm, rough, seconds, memory):
    different = [label for label in calm if calm[label] != rough.get(label)]
    print(
        f"{len(calm)} submissions in {seconds:.0f} s, {len(different)} with another result"
    )
    for name, sizes in zip(
        ("checker", "warm parent"), zip(*memory, strict=True), strict=True
    ):
        quarter = len(sizes) // 4
        early, late = max(sizes[quarter : 2 * quarter]), max(sizes[-quarter:])
        print(
            f"Largest {name}: {early / 2**20:.0f} MB in the second quarter of the time, "
            f"{late / 2**20:.0f} MB in the last"
        )
    for label in different[:10]:
        both = zip(calm[label], rough.get(label, []), strict=False)
        print(label, *((a, b) for a, b in both if a != b))
    return int(bool(different) or len(calm) != len(rough))


if __name__ == "__main__":
    sys.exit(main())
