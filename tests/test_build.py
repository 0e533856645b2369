"""Building: one direction, stable identities, nothing of a solution in exercises/."""

import re

import nbformat
import pytest

from layerlab.errors import BadArgument, UnknownName
from tools import cells as make
from tools.build import _drop_early_links, build, main


def read(project, kind, name="02_small"):
    return nbformat.read(project.root / kind / f"{name}.ipynb", as_version=4)


def test_building_twice_changes_nothing(project):
    names = [str(path.relative_to(project.root)) for path in build(project)]
    assert names == [
        "course/01_first.ipynb",
        "course/02_small.ipynb",
        "exercises/02_small.ipynb",
        "solutions/02_small.ipynb",
    ]
    assert build(project) == []


def test_an_edited_sentence_changes_one_cell_of_one_notebook(project):
    build(project)
    before = read(project, "course")
    source = project.root / "units/02_small/lesson.py"
    source.write_text(source.read_text().replace("Look at", "Read"))
    assert build(project) == [project.root / "course/02_small.ipynb"]
    after = read(project, "course")
    assert len(before.cells) == len(after.cells)
    changed = [a for b, a in zip(before.cells, after.cells, strict=True) if a != b]
    assert [cell.source for cell in changed] == ["Read the value."]


def test_every_cell_has_its_own_id_though_two_are_alike(project):
    build(project)
    ids = [cell.id for cell in read(project, "course").cells]
    assert len(set(ids)) == len(ids)


def test_stored_outputs_survive_in_unchanged_cells_alone(project):
    build(project)
    path = project.root / "course/02_small.ipynb"
    notebook = read(project, "course")
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count = 1
            cell.outputs = [nbformat.v4.new_output("stream", text="42")]
    nbformat.write(notebook, path)
    source = project.root / "units/02_small/lesson.py"
    source.write_text(source.read_text().replace("2 * None", "3 * None"))
    build(project)
    kept = {c.source: len(c.get("outputs", [])) for c in read(project, "course").cells}
    assert kept["3 * None"] == 0
    assert kept["2 * 21"] == 1


def test_a_solution_becomes_a_raise_at_its_own_indentation(project):
    build(project)
    blank = read(project, "exercises").cells[4].source
    assert blank.endswith('\n    raise NotImplementedError("your turn")')
    solved = read(project, "solutions").cells[4].source
    assert solved.endswith('"""Twice `x`."""\n    return x + x')


def test_exercises_and_solutions_have_the_same_cells(project):
    build(project)
    ids = [[c.id for c in read(project, k).cells] for k in ("exercises", "solutions")]
    assert ids[0][1:] == ids[1][1:]  # the first ones hold different links
    assert ids[0][0] != ids[1][0]


def test_the_parts_of_an_exercise_stand_in_its_header():
    from layerlab.checks import backprop
    from tools.cells import expand

    header = expand("<!-- exercise: x -->", lambda _: backprop.dense_backward)
    assert header.endswith("2 points: dX (1), dW (½), db (½)")


def test_header_and_hints_come_from_the_exercise(project):
    build(project)
    cells = read(project, "exercises").cells
    assert cells[3].source.startswith(
        "### Exercise 2.1 · double\n\n●○○ · 5 min · 2 points\n\nGive back"
    )
    titles = re.findall("<summary>(.*?)</summary>\n\n(.*)\n\n</det", cells[6].source)
    assert titles == [
        ("What breaks?", "Nothing comes back."),
        ("Which operation?", "An addition."),
        ("Almost the line", "`return x + …`"),
    ]


def test_an_unknown_exercise_is_named_with_those_that_exist(project):
    source = project.root / "units/02_small/exercises.py"
    source.write_text(source.read_text().replace("exercise: double", "exercise: dbl"))
    with pytest.raises(UnknownName, match="exercise of small 'dbl'.*Known: double"):
        build(project)


def test_stub_and_check_carry_nbgrader_metadata(project):
    build(project)
    stub, check = (read(project, "exercises").cells[i].metadata for i in (4, 5))
    assert stub.nbgrader == {
        "cell_type": "code",
        "grade": False,
        "grade_id": "double",
        "locked": False,
        "schema_version": 3,
        "solution": True,
        "task": False,
    }
    assert check.nbgrader == {
        "cell_type": "code",
        "grade": True,
        "grade_id": "check-double",
        "locked": True,
        "points": 2,
        "schema_version": 3,
        "solution": False,
        "task": False,
    }


def test_the_set_up_cell_installs_only_where_the_package_is_missing(project):
    build(project)
    source = read(project, "course").cells[1].source
    assert len(source.splitlines()) <= 4
    assert source.index('if not find_spec("layerlab")') < source.index("%pip install")
    assert "git+https://github.com/someone/course" in source
    assert "ll.setup()" in source


def test_links_lead_to_neighbours_exercises_and_colab(project):
    build(project)
    first = read(project, "course", "01_first").cells[0].source
    assert "[02 small →](02_small.ipynb)" in first
    assert "Exercises" not in first
    second = read(project, "course").cells[0].source.splitlines()
    assert second[0] == "# Small: what is twice a number?"
    assert "[← 01 first](01_first.ipynb)" in second[2]
    assert "[Exercises](../exercises/02_small.ipynb)" in second[2]
    assert "github/someone/course/blob/main/course/02_small.ipynb" in second[2]
    solution = read(project, "solutions").cells[0].source
    assert "[← Lesson](../course/02_small.ipynb)" in solution


def test_a_notebook_without_a_unit_is_removed(project):
    build(project)
    stray = project.root / "course/99_gone.ipynb"
    stray.write_text("{}")
    assert build(project) == [stray]
    assert not stray.exists()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("# <solution>\nx = 1\n# </solution>", "must stand inside a function"),
        ("def f():\n    # <solution>\n    return 1", "needs its `# </solution>`"),
        ("def f():\n    return 1\n    # </solution>", "'# </solution>' stands alone"),
    ],
)
def test_a_misplaced_solution_marker_is_refused(source, words):
    with pytest.raises(BadArgument, match=words):
        make.blank(source)


def test_two_regions_in_one_cell_are_both_blanked():
    body = "    def {0}(self):\n        # <solution>\n        return {0!r}\n        # </solution>"
    source = "class A:\n" + "\n\n".join(body.format(name) for name in "fg")
    assert make.blank(source).count(make.YOUR_TURN) == 2
    assert "return" not in make.blank(source)
    assert make.solved(source).count("return") == 2


def test_an_unknown_tag_is_refused(tmp_path):
    source = tmp_path / "lesson.py"
    source.write_text('# %% tags=["raise-exception"]\n1 / 0\n')
    with pytest.raises(UnknownName, match="Did you mean 'raises-exception'"):
        make.read_cells(source)


def test_the_command_says_what_it_wrote_and_fails_when_checking(
    project, monkeypatch, capsys
):
    monkeypatch.setattr("tools.build.Project.read", lambda: project)
    assert main(["--check"]) == 1
    assert "wrote course/02_small.ipynb" in capsys.readouterr().out
    assert main(["--check"]) == 0
    assert "in step" in capsys.readouterr().out


def test_a_link_to_a_unit_that_is_not_written_becomes_words():
    prose = "[02 · onion](02_onion.ipynb), [04](../course/04_perceptron.ipynb#here)"
    cells = [nbformat.v4.new_markdown_cell(prose)]
    _drop_early_links(cells, {"04_perceptron"})
    assert cells[0].source == (
        "02 · onion (still to come), [04](../course/04_perceptron.ipynb#here)"
    )
