"""Every prediction of every lesson: asked, answered, and told nowhere before its cells.

That a cell computes what its prediction says is asked of the running lesson, by
`python -m tools.run` and by `python -m tools.compare`; here is that both would notice.
"""

import ast
import builtins
import copy
import subprocess
import sys

import nbformat
import pytest
from nbformat import v4

from layerlab import predictions
from tools import compare
from tools import run as running
from tools.build import answers, build
from tools.cells import new_notebook
from tools.predictions.placing import answers_path, predicted
from tools.project import ROOT, Project
from tools.rules import predictions as rule
from tools.rules import stored

REACHES = ("course/*.ipynb", "units/**/*", "layerlab/predictions/answers/*.json")

PROJECT = Project.read()
LESSONS = [
    pytest.param(unit, path, id=unit.name)
    for kind, unit, path in PROJECT.notebooks()
    if kind == "course" and unit.number
]
LEAST = 3  # predictions in a lesson
ASKED = """# %% [markdown]
r\"\"\"
# Small: what is twice a number?

<!-- time -->
|:---|:---|
| **You need** | nothing |
\"\"\"

# %%
class ll:
    predict = staticmethod(print)

# %% [markdown]
r\"\"\"
<!-- predict: twice -->
What is twice 21?
- 24
- 42  ← right
Check: result == 42
Why: Each of the two is 21, and so the sum is larger than either.
\"\"\"

# %%
2 * 21

# %% [markdown]
r\"\"\"
So it is.
\"\"\"
"""


def records(unit):
    return predictions.read(answers_path(ROOT, unit.name))


@pytest.mark.parametrize(("unit", "path"), LESSONS)
def test_a_lesson_asks_three_times_at_least(unit, path):
    least = 1 if unit.facts.free_form else LEAST
    asking = [c for c in _cells(path) if c.source.startswith("ll.predict(")]
    assert len(asking) == len(records(unit)) >= least


@pytest.mark.parametrize(("unit", "path"), LESSONS)
def test_each_is_asked_answered_and_explained_in_this_order(unit, path):
    cells = _cells(path)
    for name in records(unit):
        asking = [c.source for c in cells].index(f'll.predict("{name}")')
        answering = [n for n, cell in enumerate(cells) if predicted(cell) == name]
        after = cells[answering[-1] + 1].source
        assert "**Predict:**" in cells[asking - 1].source
        assert answering == [*range(asking + 1, answering[-1] + 1)]
        assert after.startswith("<details><summary>What comes out, and why</summary>")


@pytest.mark.parametrize(("unit", "path"), LESSONS)
def test_each_has_an_answer_a_reason_and_a_check_that_may_fail(unit, path):
    for name, record in records(unit).items():
        sealed = predictions.unseal(record["sealed"])
        assert sealed["right"] is not None and len(sealed["why"]) > 20, name
        assert sealed["answer"] or record["kind"] == "curve", name
        looked_at = ast.walk(ast.parse(sealed["check"], mode="eval"))
        names = {node.id for node in looked_at if isinstance(node, ast.Name)}
        assert names - {*dir(builtins)}, f"{name}: the check looks at nothing"


@pytest.mark.parametrize(("unit", "path"), LESSONS)
def test_nothing_in_sight_tells_an_answer_before_its_cells(unit, path):
    notebook = nbformat.read(path, as_version=4)
    assert rule.nothing_tells(notebook, records(unit)) == []
    assert stored.predicted_cells_hold_nothing(notebook) == []


def test_the_answers_are_those_of_the_lessons():
    for path, text in answers(PROJECT).items():
        assert path.read_text("utf-8") == text, f"{path.name}: call `make notebooks`"


def _cells(path):
    return nbformat.read(path, as_version=4).cells


# ---- what tells is found ----------------------------------------------------------------


@pytest.fixture
def asked(project):
    """The small project, its second lesson with one prediction; built."""
    project.units()[1].source("course").write_text(ASKED)
    build(project)
    return project


@pytest.fixture
def small(asked):
    """The notebook of that lesson, and its records."""
    path = asked.root / "course/02_small.ipynb"
    found = predictions.read(answers_path(asked.root, "02_small"))
    return nbformat.read(path, as_version=4), found


def test_a_small_lesson_tells_nothing(small):
    assert rule.nothing_tells(*small) == []


@pytest.mark.parametrize(
    ("cell", "source", "where"),
    [
        (
            2,
            "Each of the two is 21, and so the sum is larger than either.",
            "a cell above",
        ),
        (4, "2 * 21   # 42", "its own cells"),
        (4, 'plot(2 * 21, title="It is 42 again")', "its own cells"),
    ],
)
def test_what_tells_is_found(small, cell, source, where):
    notebook, found = copy.deepcopy(small)
    notebook.cells[cell].source = source
    assert f"is told by {where}" in "".join(rule.nothing_tells(notebook, found))


def test_an_output_above_that_tells_is_found(small):
    notebook, found = small
    reason = "each of the two is 21, and so the sum is larger than either."
    output = v4.new_output("stream", text=reason)
    notebook.cells.insert(0, v4.new_code_cell("1", outputs=[output]))
    assert "an output above" in rule.nothing_tells(notebook, found)[0]


def test_an_output_of_the_cells_that_answer_is_refused():
    cell = v4.new_code_cell("2 * 21", metadata={"tags": ["predict:twice"]})
    cell.outputs = [v4.new_output("stream", text="42")]
    assert (
        "answers 'twice'"
        in stored.predicted_cells_hold_nothing(new_notebook([cell]))[0]
    )


# ---- the cell agrees, or it is noticed --------------------------------------------------


def test_a_lesson_is_stored_without_what_is_predicted(asked):
    path = asked.root / "course/02_small.ipynb"
    assert running.run(path, asked.root) == []
    cells = _cells(path)
    assert [predicted(cell) for cell in cells] == ["", "", "", "", "twice", ""]
    assert cells[4].outputs == [] and cells[4].execution_count is None


def _stale(project):
    """The lesson computes something else now; its prediction says what it said."""
    source = project.units()[1].source("course")
    source.write_text(ASKED.replace("\n2 * 21", "\n2 * 22"))
    build(project)
    return project.root / "course/02_small.ipynb"


def test_a_prediction_that_its_cell_contradicts_is_not_stored(asked):
    path = _stale(asked)
    problem = running.run(path, asked.root)
    assert "does not confirm the prediction 'twice'" in problem[0]
    assert "result == 42" in problem[0] and "gives False" in problem[0]


def test_a_check_that_fails_is_named_with_its_error(asked):
    source = asked.units()[1].source("course")
    source.write_text(ASKED.replace("result == 42", "twice == 42"))
    build(asked)
    path = asked.root / "course/02_small.ipynb"
    assert "NameError" in running.run(path, asked.root)[0]


@pytest.mark.parametrize(("is_stale", "status"), [(False, 0), (True, 1)])
def test_the_comparison_asks_for_what_is_not_stored(
    asked, monkeypatch, capfd, is_stale, status
):
    monkeypatch.setattr(compare.Project, "read", lambda: asked)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    if is_stale:
        _stale(asked)
    path = "course/02_small.ipynb"
    assert compare.main([path]) == status
    assert ("does not confirm the prediction" in capfd.readouterr().out) == is_stale


def test_looking_a_prediction_up_loads_nothing_heavy():
    code = (
        "import sys, layerlab.predictions as p; p.find('side');"
        "print([m for m in ('numpy', 'anywidget', 'IPython') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert out.stdout.strip() == "[]"
