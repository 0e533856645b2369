"""Notebooks as the site shows them: lessons executed with live widgets, and remembered.

The outputs that stand in `course/` are pictures only; a page wants the figure that comes
alive without a kernel. What an execution depended on is its name in `.site/`.
"""

import json
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from tools import stamps
from tools.cells import code_hash
from tools.predictions.placing import answers_path
from tools.project import ROOT, Project
from tools.reached import Reached
from tools.run import TIMEOUT, static_environment
from tools.site.pages import Page

VIEW = "application/vnd.jupyter.widget-view+json"
SECONDS = "executed_seconds"  # in the metadata of what is kept: how long it took
HERE = Path(__file__)
KEPT = ROOT / ".site"  # what was executed, and the program of the search


class Failed(RuntimeError):
    """A lesson that did not run to its end."""


def notebook(path: Path, kept: Path | None) -> NotebookNode:
    """The notebook of a page; with `kept`, the outputs of an execution, live.

    Parses no Python, so that threads may call it: CPython 3.11 may not parse in two
    threads at once (SystemError, "AST constructor recursion depth mismatch").
    Raises Failed with what the cell said.
    """
    if kept is None:
        return nbformat.read(path, as_version=4)
    if kept.exists():
        return nbformat.read(kept, as_version=4)
    start = time.perf_counter()
    done = execute(path)
    done.metadata[SECONDS] = round(time.perf_counter() - start, 1)
    KEPT.mkdir(exist_ok=True)
    for old in kept.parent.glob(f"{path.stem}.*.ipynb"):
        old.unlink()
    new = kept.with_suffix(".new")
    new.write_text(nbformat.writes(done), "utf-8")
    new.replace(kept)
    return done


def sources(project: Project, page: Page) -> tuple[Path, Path | None]:
    """A page's notebook, and where this state of a lesson is remembered."""
    path = project.notebook(page.kind, page.unit)
    if page.kind != "course":
        return path, None
    read_ = nbformat.read(path, as_version=4)
    files = {*Reached(project.root).notebook(path), HERE}
    files |= {f for f in [answers_path(project.root, path.stem)] if f.exists()}
    prose = json.dumps([cell.source for cell in read_.cells])
    name = f"{path.stem}.{stamps.stamp(files, code_hash(read_), prose)}.ipynb"
    return path, KEPT / name


def execute(path: Path) -> NotebookNode:
    """Run a lesson as in a reader's JupyterLab, and keep the figures, not the views."""
    made = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as scratch:
        environment = static_environment(Path(scratch))
        environment.pop("LAYERLAB_STATIC")
        client = NotebookClient(
            made,
            timeout=TIMEOUT,
            startup_timeout=TIMEOUT,
            kernel_name="python3",
            resources={"metadata": {"path": str(path.parent)}},
            record_timing=False,
            store_widget_state=False,
            coalesce_streams=True,
        )
        try:
            client.execute(env=environment)
        except CellExecutionError as error:
            raise Failed(str(error)) from error
    made.metadata.pop("widgets", None)
    for cell in made.cells:
        for output in cell.get("outputs", []):
            _without_view(output)
    return made


def _without_view(output: NotebookNode) -> None:
    """Drop the view that needs a kernel, and a second still of a live figure."""
    data = output.get("data", {})
    if data.pop(VIEW, None) is not None and "text/html" in data:
        data.pop("image/png", None)
