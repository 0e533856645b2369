"""Our nbgrader export in the real nbgrader: eleven submissions, its points beside ours.

    python -m tools.check_nbgrader [--keep DIR]

nbgrader lives in an environment of its own (`.bench/`, see bench_grader). It generates the
assignment, collects, autogrades, and writes feedback; then our grader grades the same
files. Fails where the released notebook is not the one in `exercises/`, or points differ.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from layerlab.exporting import nbgrader as export
from layerlab.exporting.course import Course
from tools.bench_grader import environment, nbgrader
from tools.project import ROOT

UNIT = "04_perceptron"
SIGN = "    return np.sign(X @ w + b)"
ALWAYS = "    return w + y * x, b + y"
BY_HEART = """\
    from layerlab.checks import perceptron
    for case in perceptron.predict.all_cases():
        known = case.args
        if known["X"].shape == X.shape and np.array_equal(known["X"], X):
            return perceptron.predict.reference(**known)
    return np.zeros(len(X))"""
PART = """\
    wrong = (w @ x + b >= 0) != (y > 0)
    return (w + y * x if wrong else w), b"""
LOUD = """\
    import sys
    print("working", file=sys.stderr)
    return np.where(X @ w + b >= 0, 1, -1)"""
TAMPERED = """\
class Yes:
    def __getattr__(self, name):
        return lambda attempt: "passed"

check = Yes()"""


def submissions(blank: dict, solved: dict) -> dict[str, dict]:
    """Eleven notebooks as learners hand them in, by student."""
    names = list(stubs(blank))

    made = {
        "right": filled(blank, solved, names),
        "blank": filled(blank, solved, []),
        "half": filled(blank, solved, names[:2]),
        "sign": filled(blank, solved, names, predict=SIGN),
        "always": filled(blank, solved, names, update=ALWAYS),
        "part": filled(blank, solved, names, update=PART),
        "loud": filled(blank, solved, names, predict=LOUD),
        "byheart": filled(blank, solved, names, predict=BY_HEART),
        "syntax": filled(blank, solved, names, margin="    return ("),
        "tampered": filled(blank, solved, []),
        "stumbles": filled(blank, solved, names),
    }
    insert(made["tampered"], 3, TAMPERED)
    insert(made["stumbles"], 3, "1 / 0")
    return made


def stubs(tree: dict) -> dict[str, dict]:
    """The cells that a learner fills in, by the name of their exercise."""
    marked = {
        c["metadata"].get("nbgrader", {}).get("grade_id"): c for c in tree["cells"]
    }
    return {n: c for n, c in marked.items() if n and not n.startswith("check-")}


def filled(blank: dict, solved: dict, names, **bodies) -> dict:
    """A copy of the released notebook with these stubs filled, some of them otherwise."""
    tree = json.loads(json.dumps(blank))
    answers = stubs(solved)
    for name, cell in stubs(tree).items():
        if name in bodies:
            head = "".join(cell["source"]).rstrip().rpartition("\n")[0]
            cell["source"] = f"{head}\n{bodies[name]}"
        elif name in names:
            cell["source"] = answers[name]["source"]
    return tree


def insert(tree: dict, place: int, code: str) -> None:
    """Put a cell of the learner's own at this place."""
    cell = {"cell_type": "code", "id": "mine", "metadata": {}, "outputs": [],
            "execution_count": None, "source": code}  # fmt: skip
    tree["cells"].insert(place, cell)


def same_cells(released: dict, own: dict) -> bool:
    """Whether learners get what stands in exercises/, cell by cell."""
    return [_text(c) for c in released["cells"]] == [_text(c) for c in own["cells"]]


def _text(cell):
    return cell["cell_type"], "".join(cell["source"]).strip()


def theirs(bin_folder: Path, place: Path, unit: str, trees: dict) -> dict[str, float]:
    """nbgrader's points by student, after autograding and feedback."""
    hand_in(place, unit, trees)
    for words in (("autograde", unit), ("generate_feedback", unit), ("export",)):
        print(
            f"nbgrader {' '.join(words)}: {nbgrader(bin_folder, place, *words):.0f} s"
        )
    pages = sorted(place.glob(f"feedback/*/{unit}/{unit}.html"))
    assert len(pages) == len(trees), "some feedback is missing"
    return points(place, trees)


def hand_in(place: Path, unit: str, trees: dict) -> None:
    """Put each student's notebook where nbgrader looks for it."""
    for name, tree in trees.items():
        file = place / "submitted" / name / unit / f"{unit}.ipynb"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(tree), "utf-8")


def points(place: Path, students) -> dict[str, float]:
    """nbgrader's points by student, as it exported them."""
    with (place / "grades.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["student_id"] in students]
    return {row["student_id"]: float(row["score"]) for row in rows}


def ours(place: Path, out: Path) -> dict[str, float]:
    """Our points by student."""
    command = [sys.executable, "-m", "layerlab.cli", "grade", str(place / "submitted"),
               "--out", str(out), "--quiet", "--jobs", "1"]  # fmt: skip
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    lines = (out / "results.jsonl").read_text("utf-8").splitlines()
    return {row["student"]: row["points"] for row in map(json.loads, lines)}


def check(unit: str, place: Path) -> int:
    """Export, grade twice, print the table; 1 where points differ."""
    course, bin_folder = Course.here(), environment()
    os.environ["JUPYTER_PATH"] = str(Path(sys.prefix, "share", "jupyter"))  # templates
    export.export(course, [unit], place)
    nbgrader(bin_folder, place, "generate_assignment", unit)
    released = json.loads(
        (place / "release" / unit / f"{unit}.ipynb").read_text("utf-8")
    )
    assert same_cells(released, course.notebook("exercises", unit)), "not exercises/"
    print("The released notebook is the one in exercises/, cell by cell.")
    trees = submissions(released, course.notebook("solutions", unit))
    a, b = theirs(bin_folder, place, unit, trees), ours(place, place / "report")
    print(f"{'student':<10} nbgrader  ours")
    for name in trees:
        print(
            f"{name:<10} {a[name]:8g} {b[name]:5g}{'' if a[name] == b[name] else ' !'}"
        )
    return int(a != b)


def main(arguments: list[str] | None = None) -> int:
    """Check one unit in a folder that is thrown away (or kept in --keep)."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", metavar="DIR", help="work here, and leave it")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        return check(UNIT, Path(options.keep or folder))


if __name__ == "__main__":
    sys.exit(main())
