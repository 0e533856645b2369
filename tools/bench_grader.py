"""How fast the grader is beside nbgrader: the same submissions, one core, in turns.

    python -m tools.bench_grader [--rounds 5] [--units 04_perceptron …]

nbgrader is installed into an environment of its own (`.bench/`). It grades the same
notebooks with its own cells (`check.NAME(NAME)` must not fail), so both do the learner's
computing. Isolation is on for ours; nbgrader has none. What is told is the time for one
more submission of a class, reports and all: a large class less a small one, so that neither
side's start counts. Prints one line a kind.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

from tools.project import ROOT

PLACE = ROOT / ".bench"
NBGRADER = "nbgrader==0.9.6"
TRAINING = """
import torch
torch.manual_seed(0)
X, y = torch.randn(2000, 20), torch.randint(0, 2, (2000,))
model = torch.nn.Sequential(torch.nn.Linear(20, 64), torch.nn.ReLU(), torch.nn.Linear(64, 2))
opt = torch.optim.Adam(model.parameters())
for step in range(400):
    opt.zero_grad(); torch.nn.functional.cross_entropy(model(X), y).backward(); opt.step()
"""


def environment() -> Path:
    """nbgrader's own environment, made once; it shares this one's packages."""
    python = PLACE / "bin" / "python"
    if not (PLACE / "bin" / "nbgrader").exists():
        venv.create(PLACE, with_pip=True)
        packages = Path(sys.prefix) / "lib" / f"python3.{sys.version_info[1]}"
        target = next((PLACE / "lib").glob("python*")) / "site-packages" / "course.pth"
        target.write_text(f"{packages}/site-packages\n{ROOT}\n")
        subprocess.run([python, "-m", "pip", "install", "-q", NBGRADER], check=True)
    return PLACE / "bin"


def notebook(unit: str, kind: str, training: bool) -> dict:
    """An exercise notebook, solved or blank, with training added where asked for."""
    tree = json.loads((ROOT / kind / f"{unit}.ipynb").read_text("utf-8"))
    for cell in tree["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
        if source.startswith("check."):
            cell["source"] = f"assert {source}"
    if training:
        cell = {"cell_type": "code", "id": "training", "metadata": {}, "outputs": [],
                "execution_count": None, "source": TRAINING}  # fmt: skip
        tree["cells"].append(cell)
    return tree


def one_core() -> dict:
    """One core and one thread, for everything that is started from here."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    threads = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")
    os.environ.update(dict.fromkeys(threads, "1"))
    return dict(os.environ)


def nbgrader(bin_folder: Path, place: Path, *words: str) -> float:
    """Seconds of one nbgrader command."""
    start = time.perf_counter()
    done = subprocess.run(
        [bin_folder / "python", "-m", "nbgrader", *words], cwd=place,
        capture_output=True, text=True,
        env=os.environ
        | {"PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
           "JUPYTER_PATH": f"{sys.prefix}/share/jupyter"},
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return time.perf_counter() - start


def theirs(bin_folder: Path, place: Path, unit: str, tree: dict, count: int) -> list:
    """Seconds in which nbgrader grades a class of `count`, and makes their feedback."""
    source = place / "source" / "ps" / f"{unit}.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text(json.dumps(notebook(unit, "solutions", False)))
    copies(place / "submitted", "ps", unit, tree, count)
    nbgrader(bin_folder, place, "generate_assignment", "ps", "--force")
    steps = ("autograde", "generate_feedback")
    return [nbgrader(bin_folder, place, step, "ps", "--force") for step in steps]


def ours(place: Path, unit: str, tree: dict, count: int) -> list:
    """Seconds in which we do both for a class of `count`, in one command."""
    copies(place / "class", "", unit, tree, count)
    command = [sys.executable, "-m", "layerlab.cli", "grade", str(place / "class"),
               "--out", str(place / "out"), "--quiet", "--jobs", "1"]  # fmt: skip
    start = time.perf_counter()
    subprocess.run(command, check=False, capture_output=True, cwd=ROOT)
    seconds = time.perf_counter() - start
    with (place / "out" / "results.jsonl").open(encoding="utf-8") as results:
        assert len(list(results)) == count
    return [seconds]


def copies(folder: Path, below: str, unit: str, tree: dict, count: int) -> None:
    """The same notebook from so many students, no two of them the same file."""
    for number in range(count):
        tree["metadata"]["copy"] = number
        file = folder / f"student{number}" / below / f"{unit}.ipynb"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(tree))


def slope(seconds, sizes: tuple[int, int]) -> list:
    """Seconds for one more submission: those of the large class less those of the small."""
    few, many = sizes
    with tempfile.TemporaryDirectory() as place:
        small = seconds(Path(place, "few"), few)
        large = seconds(Path(place, "many"), many)
    return [(b - a) / (many - few) for a, b in zip(small, large, strict=True)]


def compare(bin_folder, unit, name, tree, rounds) -> str:
    """One line: nbgrader's and our median seconds a submission, in turns."""
    other, mine = [], []
    most = 62 if name == "training" else 152
    for _ in range(rounds):
        other.append(slope(lambda p, n: theirs(bin_folder, p, unit, tree, n), (1, 6)))
        mine += slope(lambda p, n: ours(p, unit, tree, n), (2, most))
    grading, feedback = (statistics.median(v) for v in zip(*other, strict=True))
    own = statistics.median(mine)
    return (
        f"{unit:<14} {name:<9} nbgrader {grading:5.2f} s and {feedback:.2f} s for feedback   "
        f"ours, both {own:6.3f} s ({60 / own:5.0f}/min)   {(grading + feedback) / own:5.1f} "
        f"times faster, {grading / own:5.1f} times without their feedback"
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the comparison and print its lines."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--units", nargs="*", default=["04_perceptron"])
    parser.add_argument("--kinds", nargs="*", default=["solved", "blank", "training"])
    options = parser.parse_args(arguments)
    bin_folder = environment()
    one_core()
    for unit in options.units:
        kinds = {
            "solved": notebook(unit, "solutions", False),
            "blank": notebook(unit, "exercises", False),
            "training": notebook(unit, "solutions", True),
        }
        for name in options.kinds:
            line = compare(bin_folder, unit, name, kinds[name], options.rounds)
            print(line, flush=True)
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
