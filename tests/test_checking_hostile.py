"""Hostile answers in a notebook: a clear sentence each time, and the kernel lives on."""

import sys

import nbformat
import pytest
from nbclient import NotebookClient

SETUP = """
import os
os.environ["LAYERLAB_STATIC"] = "1"
import dataclasses, numpy as np
import layerlab.checking as checking
from layerlab.checks import perceptron
check = dataclasses.replace(perceptron.predict, seconds=0.5)
right = lambda X, w, b: np.where(X @ w + b >= 0, 1, -1)
"""

# name -> (cell, words of the verdict)
HOSTILE = {
    "an endless loop": (
        "def f(X, w, b):\n    while True: pass",
        "did not come to an end",
    ),
    "a loop that swallows everything": (
        "def f(X, w, b):\n    while True:\n        try:\n            while True: pass\n"
        "        except BaseException: pass",
        "did not come to an end",
    ),
    "endless recursion": (
        "def f(X, w, b): return f(X, w, b)",
        "called itself so often",
    ),
    "SystemExit": ("def f(X, w, b): raise SystemExit", "asked Python to exit"),
    "exit()": ("def f(X, w, b): exit()", "asked Python to exit"),
    "an object equal to everything": (
        "class Yes:\n    def __eq__(self, other): return True\n"
        "def f(X, w, b): return Yes()",
        "an object of type Yes",
    ),
    "NaNs": ("def f(X, w, b): return np.full(len(X), np.nan)", "NaN"),
    "10 GB": ("def f(X, w, b): return np.ones(10 * 2**30 // 8)", "More memory"),
    "deleting the engine's names": (
        "import layerlab.checking.engine as engine, layerlab.judging.compare as judging\n"
        "def f(X, w, b):\n    vars(engine).clear(); vars(judging).clear()\n    return 1",
        "it was put back",
    ),
    "a flood of print": (
        "def f(X, w, b):\n    for i in range(20000): print('x' * 1000)\n    return 1",
        "It printed",
    ),
    "patched numpy": (
        "def f(X, w, b):\n    np.where = lambda *a: 42\n    return 42",
        "numpy.where",
    ),
    "patched judging": (
        "import layerlab.judging.compare as judging\n"
        "def f(X, w, b):\n    judging.compare = lambda *a, **k: None\n    return 1",
        "compare",
    ),
    "an exception that cannot be shown": (
        "class E(Exception):\n    def __str__(self): raise ValueError\n"
        "def f(X, w, b): raise E",
        "it stopped with an error",
    ),
    "a stop by hand": (
        "import _thread, time\ndef f(X, w, b):\n    _thread.interrupt_main()\n"
        "    time.sleep(300)",
        "you stopped the check",
    ),
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """What each cell prints, from one kernel that meets all of them in a row."""
    cells = [nbformat.v4.new_code_cell(SETUP)]
    for code, _ in HOSTILE.values():
        ask = "\nprint(check(f).message)\nprint('then', check(right).passed)"
        cells.append(nbformat.v4.new_code_cell(code + ask))
    notebook = nbformat.v4.new_notebook(cells=cells)
    home = tmp_path_factory.mktemp("home")
    client = NotebookClient(
        notebook, timeout=900, startup_timeout=900, kernel_name="python3", allow_errors=True,
        resources={"metadata": {"path": str(home)}},
    )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LAYERLAB_PROGRESS", str(home / "progress.jsonl"))
        client.execute()
    texts = [_text(cell) for cell in notebook.cells[1:]]
    return dict(zip(HOSTILE, texts, strict=True))


def _text(cell) -> str:
    parts = [o.get("text", "") + "".join(o.get("traceback", ())) for o in cell.outputs]
    return "".join(parts)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="limits differ on Windows")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_answer_gets_a_clear_sentence_and_the_kernel_lives(outputs, name):
    text = outputs[name]
    assert " ".join(HOSTILE[name][1].split()) in " ".join(text.split()), text
    assert "then True" in text, text
    assert len(text) < 2500
