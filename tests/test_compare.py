"""Comparing stored outputs with a fresh execution: what agrees, and what must not."""

import json

import nbformat
import pytest
from nbformat import v4

from tools import compare
from tools.cells import identify, new_notebook
from tools.project import Project

REACHES = ()  # the notebooks that it compares are its own
TRUE = {
    "print(6 * 7)": "42\n",
    "print(hex(id(1) + 2**30))": "0x…\n",
    "import os; print(os.path.basename(os.environ['LAYERLAB_PROGRESS']))": (
        "course-a.jsonl\n"
    ),
}


@pytest.fixture
def compared(tmp_path, monkeypatch):
    """A function that compares a notebook of cells, source to stored text."""
    project = Project(root=tmp_path, repository="a/b", branch="main")
    monkeypatch.setattr(compare.Project, "read", lambda: project)
    monkeypatch.setattr(compare.stamps, "FILE", tmp_path / "stamps")
    monkeypatch.setenv("PYTHONPATH", str(compare.Path(compare.__file__).parents[1]))

    def compare_cells(stored):
        cells = [
            v4.new_code_cell(
                source,
                outputs=[v4.new_output("stream", text=text)],
                execution_count=1,
            )
            for source, text in stored.items()
        ]
        identify(cells)
        (tmp_path / "course").mkdir()
        nbformat.write(new_notebook(cells), tmp_path / "course/a.ipynb")
        return compare.main(["course"])

    return compare_cells


def test_what_is_true_agrees_with_any_address_and_its_own_progress(compared, capfd):
    assert compared(TRUE) == 0
    assert "3 passed" in capfd.readouterr().out


def test_what_is_false_is_found(compared, capfd):
    assert compared({"print(6 * 7)": "41\n"}) == 1
    assert "Cell outputs differ" in capfd.readouterr().out


def test_what_was_true_is_compared_again_only_where_it_changed(compared, capfd):
    assert compared(TRUE) == 0
    capfd.readouterr()
    assert compare.main(["--changed"]) == 0
    assert "1 notebooks are unchanged" in capfd.readouterr().out
    path = compare.Project.read().root / "course/a.ipynb"
    path.write_text(path.read_text().replace("42", "43"))
    for _ in range(2):
        assert compare.main(["--changed"]) == 1
        assert "Cell outputs differ" in capfd.readouterr().out


def test_a_stamp_that_does_not_know_what_was_loaded_is_found(compared, tmp_path):
    compared(TRUE)
    project, scratch = compare.Project.read(), tmp_path / "scratch"
    scratch.mkdir()
    loaded = [str(tmp_path / "layerlab/hidden.py"), str(tmp_path / "other.py"), None]
    line = [str(tmp_path / "course/a.ipynb"), json.dumps(loaded)]
    (scratch / "loaded").write_text(json.dumps(line))
    (problem,) = compare.unseen(project, scratch)
    assert "hidden.py, which tools/reach.py does not see" in problem
