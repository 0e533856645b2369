"""The committed notebooks: in step with units/, within their budgets, telling nothing.

A notebook that is out of step is written anew, and the test fails: commit what it
wrote. That stored outputs are true is what `python -m tools.compare` tests.
"""

import nbformat
import pytest

from layerlab import checks
from tools import rules
from tools.build import build
from tools.cells import read_cells, solution_regions
from tools.project import Project
from tools.run import execute

PROJECT = Project.read()
REACHES = (
    *("units/**/*", "README.md"),
    *("course/*.ipynb", "exercises/*.ipynb", "solutions/*.ipynb"),
)
NOTEBOOKS = [
    pytest.param(kind, unit, path, id=f"{kind}/{unit.name}")
    for kind, unit, path in PROJECT.notebooks()
]
EXERCISES = [case for case in NOTEBOOKS if case.values[0] == "exercises"]
BLANK = [
    pytest.param(
        path,
        id=unit.name,
        marks=pytest.mark.reaches(
            f"exercises/{path.name}", instead_of=("layerlab.checks",)
        ),
    )
    for kind, unit, path in PROJECT.notebooks()
    if kind == "exercises"
]


def test_every_notebook_is_in_step_with_its_unit():
    changed = [str(path.relative_to(PROJECT.root)) for path in build(PROJECT)]
    assert changed == [], "These are now right: call `make run`, then commit them."


def test_there_are_units_to_test():
    assert NOTEBOOKS, "units/ holds no lesson"


@pytest.mark.parametrize(("kind", "unit", "path"), NOTEBOOKS)
def test_the_rules_are_kept(kind, unit, path):
    notebook = nbformat.read(path, as_version=4)
    problems = rules.notebook_problems(kind, notebook, free_form=unit.facts.free_form)
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(("kind", "unit", "path"), EXERCISES)
def test_no_solution_stands_in_exercises(kind, unit, path):
    cells = read_cells(unit.source(kind))
    regions = [text for cell in cells for text in solution_regions(cell.source)]
    assert regions, "an exercises.py without a solution region"
    assert rules.no_solution_text(nbformat.read(path, as_version=4), regions) == []


@pytest.mark.parametrize(("kind", "unit", "path"), EXERCISES)
def test_every_exercise_of_the_unit_is_there_and_whole(kind, unit, path):
    notebook = nbformat.read(path, as_version=4)
    assert rules.every_exercise_is_whole(notebook, checks.exercises(unit.slug)) == []


@pytest.mark.parametrize("path", BLANK)
def test_run_all_over_a_blank_notebook_says_not_started(path):
    notebook, _ = execute(path, PROJECT.root)
    assert rules.execution_problems("exercises", notebook) == []


def test_all_notebooks_together_are_small():
    sizes = {str(path): path.stat().st_size for _, _, path in PROJECT.notebooks()}
    assert rules.total_size(sizes) == []
