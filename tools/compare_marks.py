"""Forty honest submissions of units 04 to 08, marked by nbgrader and by our grader.

    python -m tools.compare_marks [--units 04_perceptron …]

Right, partly right, blank, broken off by a syntax error or an exception, chatty on stderr:
eight of each unit. The assignment is our own export, graded by nbgrader in an environment
of its own (`.bench/`). Prints every pair of marks; 1 where any differ.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from layerlab.exporting import nbgrader as export
from layerlab.exporting.course import Course
from tools.bench_grader import environment, nbgrader
from tools.check_nbgrader import filled, hand_in, insert, ours, points, stubs

UNITS = ("04_perceptron", "05_descent", "06_layers", "07_backprop", "08_autograd")
CHATTY = "import sys, warnings\nwarnings.warn('careful')\nprint('40%', file=sys.stderr)"
WRONG = "    return 0"
BROKEN = "    return ("
RAISES = "    raise ValueError('I do not know')"


def submissions(blank: dict, solved: dict) -> dict[str, dict]:
    """Eight notebooks as honest learners hand them in, by student."""
    names = list(stubs(blank))
    first, last = names[0], names[-1]
    made = {
        "right": filled(blank, solved, names),
        "blank": filled(blank, solved, []),
        "half": filled(blank, solved, names[: len(names) // 2]),
        "onewrong": filled(blank, solved, names, **{last: WRONG}),
        "syntax": filled(blank, solved, names, **{last: BROKEN}),
        "raises": filled(blank, solved, names, **{first: RAISES}),
        "stumbles": filled(blank, solved, names),
        "chatty": filled(blank, solved, names),
    }
    insert(made["stumbles"], 3, "1 / 0")
    insert(made["chatty"], 3, CHATTY)
    return made


def theirs(bin_folder: Path, place: Path, unit: str, trees: dict) -> dict[str, float]:
    """nbgrader's points by student."""
    hand_in(place, unit, trees)
    for words in (("autograde", unit), ("export",)):
        nbgrader(bin_folder, place, *words)
    return points(place, trees)


def compare(unit: str, place: Path, bin_folder: Path) -> int:
    """Mark the submissions of a unit twice; how many marks differ."""
    course = Course.here()
    export.export(course, [unit], place)
    nbgrader(bin_folder, place, "generate_assignment", unit)
    released = place / "release" / unit / f"{unit}.ipynb"
    blank = json.loads(released.read_text("utf-8"))
    trees = submissions(blank, course.notebook("solutions", unit))
    a, b = theirs(bin_folder, place, unit, trees), ours(place, place / "report")
    for name in trees:
        sign = "" if a[name] == b[name] else "   differs"
        print(f"{unit:<14} {name:<9} {a[name]:5g} {b[name]:5g}{sign}", flush=True)
    return sum(a[name] != b[name] for name in trees)


def main(arguments: list[str] | None = None) -> int:
    """Compare unit by unit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", nargs="*", default=list(UNITS))
    options = parser.parse_args(arguments)
    bin_folder = environment()
    os.environ["JUPYTER_PATH"] = str(Path(sys.prefix, "share", "jupyter"))  # templates
    print(f"{'unit':<14} {'student':<9} nbgr.  ours")
    different = 0
    for unit in options.units:
        with tempfile.TemporaryDirectory() as folder:
            different += compare(unit, Path(folder), bin_folder)
    print(f"{different} marks differ")
    return int(different > 0)


if __name__ == "__main__":
    sys.exit(main())
