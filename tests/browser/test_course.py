"""The lessons in JupyterLab, top to bottom; and the command that opens them."""

import os
import subprocess
import sys
import time
import urllib.request

import nbformat
import psutil
import pytest

from tests.browser.common import no_axe_findings
from tests.browser.lab import PATIENCE, free_port
from tools.project import ROOT, Project

REACHES = ("course/*.ipynb",)
PROJECT = Project.read()
OURS = ".jp-RenderedMarkdown, .jp-OutputArea-output"  # not JupyterLab's own frame
# Of a page: error outputs, pictures without words, and live widgets.
SEEN = """() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const images = all('.jp-OutputArea img');
  const outputs = [...window.jupyterapp.shell.currentWidget.content.model.cells]
    .flatMap((cell) => [...(cell.outputs?.toJSON() ?? [])]);
  return {
    errors: outputs.filter((o) => o.output_type === 'error').map((o) => o.evalue),
    silent: images.filter((i) => !i.alt).length,
    images: images.length,
    widgets: all('.jp-OutputArea .ll').length,
  };
}"""


def cells_of(path):
    """The cells of a lesson, with their tags."""
    return nbformat.read(path, as_version=4).cells


def has_code(path):
    """Whether there is anything to run: the glossary has no code."""
    return any(cell.cell_type == "code" for cell in cells_of(path))


def fails(cell):
    """Whether a cell fails on purpose; the next ones run all the same."""
    return "raises-exception" in cell.metadata.get("tags", [])


def reaches(path):
    """What the test of one lesson reaches."""
    return pytest.mark.reaches(f"course/{path.name}", instead_of=("layerlab",))


LESSONS = [
    pytest.param(path, id=unit.name, marks=reaches(path))
    for kind, unit, path in PROJECT.notebooks()
    if kind == "course" and has_code(path)
]


@pytest.mark.parametrize("path", LESSONS)
def test_a_lesson_runs_in_a_browser_and_every_picture_has_words(path, open_notebook):
    cells = cells_of(path)
    notebook = open_notebook(cells, name=f"lesson_{path.stem}")
    if any("ll.widgets." in cell.source for cell in cells):
        notebook.widget()
    seen = notebook.page.evaluate(SEEN)
    assert len(seen["errors"]) == sum(map(fails, cells)), seen["errors"]
    assert seen["silent"] == 0
    assert seen["images"] + seen["widgets"] > 0
    no_axe_findings(notebook.page, OURS)
    assert notebook.errors == []


@pytest.mark.reaches("layerlab.lab", "layerlab/cli.py", instead_of=("layerlab",))
def test_the_lab_command_answers_after_ten_seconds_of_computing(tmp_path):
    port = str(free_port())
    command = [sys.executable, "-m", "layerlab.cli", "lab", "--host", "127.0.0.1"]
    log = (tmp_path / "log").open("w")
    process = subprocess.Popen(
        [*command, "--port", port, "--no-browser", "--folder", tmp_path / "copy"],
        cwd=ROOT,
        env=os.environ | {"JUPYTER_RUNTIME_DIR": str(tmp_path), "JUPYTER_TOKEN": "t"},
        stdout=log,
        stderr=log,
    )
    try:
        page, _ = answer(f"http://127.0.0.1:{port}/lab?token=t")
        seconds = cpu_seconds(process)
        _, first = answer(f"http://127.0.0.1:{port}/?token=t")
        exercises, _ = answer(f"http://127.0.0.1:{port}/api/contents/exercises?token=t")
    finally:
        process.terminate()
        process.wait(PATIENCE / 1000)
        log.close()
    assert "JupyterLab" in page
    assert seconds < 10
    assert "/lab/tree/course/00_start_here.ipynb" in first, (
        "what the printed link opens"
    )
    assert "01_cake.ipynb" in exercises, "lessons link to them"


def cpu_seconds(process):
    """What a process and those that it started have computed."""
    top = psutil.Process(process.pid)
    return sum(sum(p.cpu_times()[:4]) for p in [top, *top.children(recursive=True)])


def answer(url):
    """Return what stands there, once it does, and where that is after all redirections."""
    end = time.monotonic() + PATIENCE / 1000
    while True:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE / 1000) as page:
                return page.read().decode(), page.url
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
