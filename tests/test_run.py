"""Executing: what is stored, what is refused, what is left alone."""

import nbformat
import pytest

from tools import run as running
from tools.build import build

REACHES = ("layerlab.notebook",)  # the notebooks that it runs are its own
CHECK = '''
# %%
class check:
    """A check that needs no package."""

    @staticmethod
    def double(attempt):
        try:
            print("passed" if attempt(3) == 6 else "wrong")
        except NotImplementedError:
            print("double: not started")

'''


@pytest.fixture
def built(project):
    """The small project, its check standing in the notebook itself."""
    source = project.root / "units/02_small/exercises.py"
    imported = "# %%\nfrom layerlab.checks import small as check\n"
    source.write_text(source.read_text().replace(imported, CHECK))
    build(project)
    return project


def stored(project, kind):
    return nbformat.read(project.root / kind / "02_small.ipynb", as_version=4)


def run(project, kind):
    return running.run(project.root / kind / "02_small.ipynb", project.root)


def test_a_lesson_keeps_its_outputs_and_its_error(built):
    assert len(running.chosen(built, [], everything=False)) == 4
    assert run(built, "course") == []
    cells = stored(built, "course").cells
    assert cells[3].outputs[0].data["text/plain"] == "42"
    assert cells[5].outputs[0].ename == "TypeError"
    assert len(running.chosen(built, [], everything=False)) == 3
    assert build(built) == []


def test_running_twice_stores_the_same_bytes(built):
    path = built.root / "course/02_small.ipynb"
    run(built, "course")
    first = path.read_bytes()
    run(built, "course")
    assert path.read_bytes() == first


def test_a_solution_is_stored_and_a_blank_stays_blank(built):
    assert run(built, "solutions") == []
    assert stored(built, "solutions").cells[5].outputs[0].text == "passed\n"
    assert run(built, "exercises") == []
    blank = stored(built, "exercises")
    assert not any(cell.get("outputs") for cell in blank.cells)
    assert not running.is_stale(blank)


def test_a_wrong_solution_is_not_stored(built):
    source = built.root / "units/02_small/exercises.py"
    source.write_text(source.read_text().replace("return x + x", "return x"))
    build(built)
    assert "does not pass: wrong" in run(built, "solutions")[0]
    assert running.is_stale(stored(built, "solutions"))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("import warnings; warnings.warn('old')", "A warning under"),
    ],
)
def test_a_lesson_that_fails_or_warns_is_not_stored(built, line, words):
    source = built.root / "units/02_small/lesson.py"
    source.write_text(source.read_text().replace("2 * 21", line, 1))
    build(built)
    assert words in run(built, "course")[0]
    assert running.is_stale(stored(built, "course"))


def test_units_are_chosen_by_name_or_slug(built):
    for name in ("small", "02_small"):
        chosen = running.chosen(built, [name], everything=False)
        assert [path.parent.name for path in chosen] == [
            "course",
            "exercises",
            "solutions",
        ]


def test_a_name_that_no_unit_has_is_refused(capsys):
    with pytest.raises(SystemExit):
        running.main(["course/04_perceptron.ipynb"])
    assert (
        "no unit is called course/04_perceptron.ipynb; there are"
        in capsys.readouterr().err
    )


def test_a_quieter_or_busier_machine_is_no_news_within_the_budget():
    notebook = nbformat.v4.new_notebook()
    for seconds, kept in [(12, 15), (7, 15), (34, 15), (61, 65), (34, 35)]:
        running._record(notebook, seconds)
        assert notebook.metadata.layerlab["seconds"] == kept


def test_other_code_gets_its_own_time():
    notebook = nbformat.v4.new_notebook()
    running._record(notebook, 12)
    notebook.cells.append(nbformat.v4.new_code_cell("1"))
    running._record(notebook, 34)
    assert notebook.metadata.layerlab["seconds"] == 35
