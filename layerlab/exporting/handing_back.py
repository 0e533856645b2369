"""Grade a folder with our grader, and hand the results back in another tool's form.

    python -m layerlab.exporting.handing_back gradescope FOLDER --unit perceptron
    python -m layerlab.exporting.handing_back github FOLDER --unit perceptron

The exported scripts call this. Whatever happens, results are written: where grading was not
possible they say why. LAYERLAB_GRADE_OPTIONS holds further options of `layerlab grade`.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from layerlab import checks
from layerlab.checking.verdict import whole

from . import forms

ALL_GRADED, NOT_ALL = 0, 3  # exit codes of `layerlab grade` that leave results


@dataclass
class Graded:
    """What came of a learner's folder.

    exercises  one dict for each exercise of the wanted units, as in results.jsonl
    remarks    sentences about the whole: the first cause of trouble, a missing notebook
    trouble    why nothing could be graded, or ""
    """

    exercises: list[dict]
    remarks: list[str] = field(default_factory=list)
    trouble: str = ""
    seconds: float = 0.0

    @property
    def points(self) -> float:
        """The points earned."""
        return whole(sum(e["points"] for e in self.exercises))

    @property
    def most(self) -> int:
        """The points that can be earned."""
        return sum(e["max"] for e in self.exercises)


def grade(folder: Path, units: list[str], report: Path) -> Graded:
    """Grade one learner's notebooks, all of these units; never raises for their sake."""
    start = time.perf_counter()
    wanted = [word for unit in units for word in ("--unit", unit)]
    more = shlex.split(os.environ.get("LAYERLAB_GRADE_OPTIONS", ""))
    words = ["grade", str(folder), "--out", str(report), "--quiet", "--jobs", "1"]
    command = [sys.executable, "-m", "layerlab.cli", *words, *wanted, *more]
    done = subprocess.run(command, capture_output=True, text=True)
    print(done.stdout, done.stderr, sep="")
    good = done.returncode in (ALL_GRADED, NOT_ALL)
    trouble = "" if good else done.stderr.strip().rpartition("\n")[2]
    graded = gathered(_rows(report), units)
    graded.trouble, graded.seconds = trouble, time.perf_counter() - start
    return graded


def _rows(report):
    file = report / "results.jsonl"
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def gathered(rows: list[dict], units: list[str]) -> Graded:
    """For each unit the best notebook; zeros and a remark where there is none."""
    graded = Graded([])
    for unit in units:
        own = [_of_unit(row, unit) for row in rows if unit in row["units"]]
        best = max(own, key=lambda items: sum(e["points"] for e in items), default=None)
        if best is None:
            graded.remarks.append(f"No notebook of the unit {unit} was handed in.")
            best = [_absent(exercise) for exercise in checks.exercises(unit)]
        graded.exercises += best
    graded.remarks += [f"{r['label']}: {r['cause']}" for r in rows if r["cause"]]
    return graded


def _of_unit(row, unit):
    return [e for e in row["exercises"] if e["unit"] == unit]


def _absent(exercise):
    return {
        "unit": exercise.unit,
        "number": exercise.number,
        "name": exercise.name,
        "points": 0,
        "max": exercise.points,
        "status": "missing",
        "diagnosis": None,
        "message": "Not handed in.",
    }


def main(arguments: list[str] | None = None) -> int:
    """Grade and hand back; 1 where grading was not possible."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("form", choices=forms.FORMS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--unit", action="append", required=True)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(os.environ.get("LAYERLAB_REPORT") or scratch)
        graded = grade(options.folder, options.unit, report)
    forms.FORMS[options.form](graded)
    return int(bool(graded.trouble))


if __name__ == "__main__":
    sys.exit(main())
