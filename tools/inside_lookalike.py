"""What runs in the look-alike's kernel: the set-up cell, then whole notebooks."""

import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import v4

VIEW = "application/vnd.jupyter.widget-view+json"
PLACES = """\
import json, sys, layerlab, ipywidgets, anywidget, numpy, torch, IPython, matplotlib
found = {m.__name__: m.__version__ for m in (IPython, ipywidgets, anywidget, numpy, torch, matplotlib)}
colab = sys.modules.get("google.colab")
print(json.dumps({"layerlab": layerlab.__file__, "called": colab and colab.called} | found))
"""
_NOTE = "Note: you may need to restart the kernel"  # IPython's own; not on Colab


def execute(kernel: str, variables: dict, notebook, folder: Path) -> float:
    """Run a notebook there; seconds. CellExecutionError where a cell fails."""
    start = time.perf_counter()
    client = NotebookClient(
        notebook,
        kernel_name=kernel,
        timeout=240,
        store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(env=variables)
    return time.perf_counter() - start


def set_up(kernel: str, variables: dict, source: str) -> list[str]:
    """Run the set-up cell alone: it must be quiet, and install from nowhere else."""
    cells = [v4.new_code_cell(source), v4.new_code_cell(PLACES)]
    notebook = v4.new_notebook(cells=cells)
    scratch = Path(variables["JUPYTER_PATH"])
    try:
        seconds = execute(kernel, variables, notebook, scratch)
    except CellExecutionError as error:
        return [f"The set-up cell fails: {error}"]
    words, found = map(_text, notebook.cells)
    print(f"The set-up cell took {seconds:.0f} s and said: {words.strip()}")
    print(found.strip())
    lines = [line for line in words.splitlines() if line and _NOTE not in line]
    problems = [] if "site-packages" in found else ["Not the installed package ran."]
    if '"called": null' in found:
        return problems + [f"The set-up cell is not silent: {words}"] * bool(lines)
    if '"called": []' in found:
        problems.append("Custom widgets were not switched on.")
    if len(lines) != 1 or "ll.device() takes" not in lines[0]:
        problems.append(f"Not the one line about the device: {words}")
    return problems


def run(kernel: str, variables: dict, kind: str, path: Path) -> list[str]:
    """Run a notebook as a learner would there; what was wrong with it."""
    name = f"{kind}/{path.stem}"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.get("outputs", []).clear()
    try:
        seconds = execute(kernel, variables, notebook, path.parent)
    except CellExecutionError as error:
        return [f"{name} fails: {error}"]
    views = sum(VIEW in o.get("data", {}) for o in _outputs(notebook))
    passed = sum(_verdict(o).startswith("✓") for o in _outputs(notebook))
    print(f"{name}: {seconds:.0f} s, {views} widgets, {passed} checks passed")
    return [f"{name} {problem}" for problem in _problems(notebook, kind)]


def _problems(notebook, kind):
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                yield f"writes to stderr: {output.text[:300]}"
            if kind == "solutions" and _verdict(output)[:1] in ("✗", "○"):
                yield f"does not pass: {_verdict(output)[:300]}"


def _verdict(output):
    return output.get("data", {}).get("text/plain", "")


def _outputs(notebook):
    return [o for cell in notebook.cells for o in cell.get("outputs", [])]


def _text(cell):
    return "".join(o.get("text", "") for o in cell.outputs)
