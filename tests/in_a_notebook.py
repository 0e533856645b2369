"""Run notebooks as a learner does, with the real checks, and say what each check earned.

    python -m tests.in_a_notebook FILE…

Prints JSON: for each file, by exercise ("cake.collapse"), the points of the check in the
notebook and those that nbgrader would give its cell in our export.
"""

import contextlib
import io
import json
import os
import sys
from pathlib import Path

os.environ["LAYERLAB_PROGRESS"] = os.devnull


def run(file: Path) -> dict[str, list]:
    """Points by exercise: in the notebook, and in nbgrader's test cell."""
    from IPython.core.interactiveshell import InteractiveShell

    from layerlab.checking import engine

    earned, real = {}, engine.check_here

    def recorded(exercise, attempt):
        verdict = real(exercise, attempt)
        earned[exercise.key] = [verdict.earned, _nbgraders(exercise, attempt)]
        return verdict

    engine.check_here = recorded
    shell = InteractiveShell()
    try:
        for cell in json.loads(file.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                shell.run_cell("".join(cell["source"]))
    finally:
        engine.check_here = real
    return earned


def _nbgraders(exercise, attempt) -> float:
    """As nbgrader reads a test cell: an error is 0, a number is its points, else all."""
    from layerlab.exporting import nbgrader_checks

    try:
        told = nbgrader_checks.demand(exercise, attempt)
    except nbgrader_checks.Failed:
        return 0
    return exercise.points if told is None else told


if __name__ == "__main__":
    with contextlib.redirect_stdout(io.StringIO()):
        found = {name: run(Path(name)) for name in sys.argv[1:]}
    print(json.dumps(found))
