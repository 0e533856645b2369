"""The stage: figures with names, set-up of one line, cards on words, links that land.

Each test walks every lesson, so that none can forget it.
"""

import ast
import inspect
import re

import nbformat
import pytest

import layerlab as ll
from tools import links
from tools.project import ROOT, Project
from tools.rules import plotting

REACHES = (
    "course/*.ipynb",
    "exercises/*.ipynb",
    "solutions/*.ipynb",
    "units/**/*",
    "layerlab/figures/lessons/*.py",
)
PROJECT = Project.read()
ALL = [
    pytest.param(kind, unit, path, id=f"{kind}/{unit.name}")
    for kind, unit, path in PROJECT.notebooks()
]
LESSONS = [
    pytest.param(unit, path, id=unit.name)
    for kind, unit, path in PROJECT.notebooks()
    if kind == "course"
]
NAMED = sorted(
    name
    for name in ll.figures.__all__
    if ".lessons." in getattr(ll.figures, name).__module__
)
CARDS = links.cards(ROOT / "units" / links.GLOSSARY / "lesson.py")
LINK = re.compile(r"\]\(([^)#\s]*)#([^)\s\"]+)(?: \"([^\"]*)\")?\)")


def cells(path, kind):
    read = nbformat.read(path, as_version=4)
    return [cell for cell in read.cells if cell.cell_type == kind]


# --- figures by name ---------------------------------------------------------------------


@pytest.mark.parametrize(("unit", "path"), LESSONS)
def test_a_lesson_draws_with_few_of_its_lines_and_none_is_wide(unit, path):
    notebook = nbformat.read(path, as_version=4)
    assert plotting.plotting_share(notebook) == []
    assert plotting.narrow_lines(notebook) == []
    assert plotting.words_with_the_figure(notebook) == []


def called(path):
    """The figures that a notebook's cells call by name."""
    found = set()
    for cell in cells(path, "code"):
        source = re.sub(r"^([ \t]*)%.*$", r"\1pass", cell.source, flags=re.M)
        for node in ast.walk(ast.parse(source)):
            name = ast.unparse(node) if isinstance(node, ast.Attribute) else ""
            if name.startswith("ll.figures."):
                found.add(name.removeprefix("ll.figures."))
    return found


@pytest.mark.parametrize(("unit", "path"), LESSONS)
def test_the_figures_that_a_lesson_calls_are_its_own(unit, path):
    for name in called(path) & set(NAMED):
        module = getattr(ll.figures, name).__module__
        assert module == f"layerlab.figures.lessons.{unit.slug}"
    assert called(path) <= set(ll.figures.__all__)


def test_every_figure_with_a_name_stands_in_a_lesson():
    shown = set().union(*(called(path) for _, path in (p.values for p in LESSONS)))
    assert set(NAMED) - shown == set()


@pytest.mark.parametrize("name", NAMED)
def test_a_figure_can_be_looked_into_and_is_only_shown(name, capsys, monkeypatch):
    monkeypatch.setenv("LAYERLAB_STATIC", "1")
    figure = getattr(ll.figures, name)
    ll.peek(figure)
    shown = capsys.readouterr().out
    assert shown.startswith("# layerlab/figures/lessons/")
    assert f"\ndef {name}(" in shown
    assert inspect.signature(figure).return_annotation is None, "a cell shows no value"
