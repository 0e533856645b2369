"""A whole class over all units: graded, killed, regraded after one exercise was changed.

    python -m tools.soak_class [--students 60] [--kills 2] [--keep FOLDER]

Each student has a skill, and hands in most units: right answers, blank ones, some partly
right. The grader is killed with -9 while it works. Then an exercise is changed in a copy of
the package (another number of points), and it is graded again: what the report of changes
says must be that, for everybody whom it is about, and nobody's other marks. At last lateness
and a line of the teacher's must be told as changes. `--keep` leaves the reports to be read.
"""

import argparse
import csv
import json
import os
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tools.project import ROOT, Project
from tools.soak_grader import cells_of, disturbed, results, start, write_notebook

CHANGED = ("perceptron", "lift", 2, 3)  # unit, exercise, points before and after
TRAINS = ("check.train_to(", "check.train_ddp(", "check.fit(", "check.train_step(")
PARTLY = {
    "b1 @ W2 + b2": "b1.sum() + b2",
    "if mean is None:": "if False:",
    "w + y * x, b + y": "w + y * x, b",
    "2 * np.mean(errors)": "2 * np.sum(errors)",
    "dX = dout @ W.T": "dX = X",
    "out = Value(np.tanh(self.data), (self,))": 'raise NotImplementedError("your turn")',
    ", constant_values=-np.inf": "",
    "if stride != 1 or c_in != c_out:": "if False:",
}
DUE = 1_790_000_000  # seconds; what a twelfth of the class handed in a day later


def make_class(folder: Path, students: int, rng: random.Random) -> int:
    """Write the notebooks; how many there are. The first student has all right."""
    units = [u.name for u in Project.read().units() if "exercises" in u.kinds()]
    units = [unit for unit in units if unit[:2] != "00"]
    both = {u: (cells_of("solutions", u), cells_of("exercises", u)) for u in units}
    count = 0
    for number in range(students):
        skill = 1.0 if number == 0 else rng.uniform(0.2, 0.9)
        left = len(units) if rng.random() > 0.4 else len(units) // 2
        for unit in units[: left or 1] if number else units:
            if number and rng.random() < 0.06:
                continue
            cells = _handed_in(*both[unit], skill, rng)
            file = folder / f"student{number:02}" / f"{unit}.ipynb"
            write_notebook(file, [*cells, f"# student {number}"])
            late = 86_400 * (number % 12 == 5)
            os.utime(file, (DUE - 60 + late,) * 2)
            count += 1
    return count


def _handed_in(solved, blank, skill, rng):
    """The cells of one notebook: by skill right, blank, partly right; what trains long
    is left blank by all but the first."""
    slow = {c.partition("(")[2].rstrip(")") for c in solved if c.startswith(TRAINS)}
    for right, stub in zip(solved, blank, strict=True):
        mine = right if rng.random() < skill else stub
        if skill < 1 and any(f"def {name}(" in right for name in slow):
            mine = stub
        for old, new in PARTLY.items():
            if skill < 1 and mine is right and old in right and rng.random() < 0.3:
                mine = right.replace(old, new, 1)
        yield mine


def change(course: Path) -> None:
    """Give the exercise its other points, in the copy of the package."""
    unit, name, old, new = CHANGED
    file = course / "layerlab" / "checks" / unit / f"{name}.py"
    text = file.read_text("utf-8")
    assert text.count(f"points={old}") == 1, "the exercise has another form"
    file.write_text(text.replace(f"points={old}", f"points={new}"), "utf-8")


def changes(out: Path) -> list[dict]:
    """What the report says was changed."""
    with (out / "changes.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def passed(out: Path, unit: str, name: str) -> set[str]:
    """Who passed an exercise."""
    lines = (out / "results.jsonl").read_text("utf-8").splitlines()
    return {
        row["student"]
        for row in map(json.loads, lines)
        for e in row["exercises"]
        if (e["unit"], e["name"], e["status"]) == (unit, name, "passed")
    }


def regraded(source: Path, out: Path, course: Path) -> list[str]:
    """Grade again after the change; sentences about what is not as it must be."""
    before, asked = results(out), passed(out, *CHANGED[:2])
    change(course)
    begun = time.perf_counter()
    start(source, out, course=course).wait()
    told, after = changes(out), results(out)
    print(
        f"regraded in {time.perf_counter() - begun:.0f} s; {len(told)} changes, such as"
    )
    print("  ", told[0] if told else "none")
    more = str(CHANGED[3] - CHANGED[2])
    wrong = [
        t for t in told if str(float(t["now"]) - float(t["before"])) != f"{more}.0"
    ]
    wrong += [t for t in told if t["why"] != "the exercise or its check was changed"]
    others = [x for x in before if CHANGED[0] not in x and before[x] != after.get(x)]
    faults = [f"a change is told otherwise: {t}" for t in wrong]
    faults += [f"another mark changed: {label}" for label in others]
    if {t["student"] for t in told} != asked or len(told) != len(asked):
        faults.append(
            "the changes are not those of everybody who passed, and of nobody else"
        )
    return faults


def ruled(source: Path, out: Path, course: Path) -> list[str]:
    """Lateness and the teacher's hand: sentences about what is not told as it must be."""
    with (out / "teacher.csv").open("a", encoding="utf-8") as file:
        file.write("student01,,cake,,5,Came to see me\n")
    due = time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(DUE))
    start(source, out, "--due", due, "--late", "10% a day", course=course).wait()
    told = changes(out)
    hand = [t for t in told if "teacher.csv" in t["why"]]
    late = {t["student"] for t in told if "lateness costs" in t["why"]}
    print(f"ruled: {len(told)} changes, such as\n  ", *told[:1])
    faults = (
        [] if len(hand) == 1 and hand[0]["now"] == "5" else ["the hand is not told"]
    )
    own = {t["student"] for t in told} - {"student01"}
    if not late or any(int(name[-2:]) % 12 != 5 for name in own):
        faults.append("lateness is told of others than those who were late")
    return faults


def main(arguments: list[str] | None = None) -> int:
    """Run it; 0 where everything is as it must be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args(arguments)
    rng = random.Random(0)
    with tempfile.TemporaryDirectory() as made:
        place = options.keep or Path(made)
        source, out, course = (place / name for name in ("class", "report", "course"))
        count = make_class(source, options.students, rng)
        shutil.copytree(ROOT / "layerlab", course / "layerlab")
        begun = time.perf_counter()
        disturbed(source, out, options.kills, count, rng, course)
        seconds = time.perf_counter() - begun
        print(
            f"{len(results(out))} of {count} notebooks in {seconds:.0f} s, kills included"
        )
        faults = [] if len(results(out)) == count else ["some notebooks have no row"]
        faults += regraded(source, out, course) + ruled(source, out, course)
    print(*faults[:20] or ["everything is as it must be"], sep="\n")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
