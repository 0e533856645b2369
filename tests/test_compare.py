"""Comparing stored outputs with a fresh execution: what agrees, and what must not."""

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
