"""Forked kernels: like fresh ones, and where there is none, an ordinary one starts."""

import json
import os
import subprocess
import sys

import nbformat
import pytest

from tools import warm_kernels
from tools.project import ROOT
from tools.run import execute

REACHES = ("tools/*.py",)
pytestmark = pytest.mark.skipif(
    not hasattr(os, "pidfd_open"), reason="kernels are forked on Linux alone"
)
SEEN = """
import json, os, sys, random, numpy, signal
print(json.dumps({
    "parent": os.getppid(), "session": os.getsid(0) == os.getpid(),
    "path": sys.path, "folder": os.getcwd(), "argv": sys.argv[:2],
    "ours": sorted(m for m in sys.modules if m.split(".")[0] in ("layerlab", "tools")),
    "torch": "torch" in sys.modules, "main": sys.modules["__main__"].__dict__ is globals(),
    "child": str(signal.getsignal(signal.SIGCHLD)),
    "backend": __import__("matplotlib").rcParams["backend"],
    "hash": hash("onion"), "variables": {
        k: v for k, v in os.environ.items() if not k.startswith("LAYERLAB_PROGRESS")},
}))
"""
DRAWN = "import random, numpy; print(random.random(), numpy.random.rand())"


def said(folder, *cells):
    """What the last of these cells prints in a kernel of its own."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells]
    )
    nbformat.write(notebook, folder / "a.ipynb")
    done, seconds = execute(folder / "a.ipynb", folder)
    assert seconds > 0
    return done.cells[-1].outputs[0].text


def test_a_forked_kernel_is_like_one_that_is_started(tmp_path, monkeypatch):
    warm = json.loads(said(tmp_path, SEEN))
    assert warm["parent"] != os.getpid()
    monkeypatch.setenv("SOMETHING", "else")
    cold = json.loads(said(tmp_path, SEEN))
    assert cold.pop("parent") == os.getpid() and cold["ours"] == []
    assert cold["variables"].pop("SOMETHING") == "else"
    cold["variables"].pop("JPY_PARENT_PID")
    warm.pop("parent")
    assert warm == cold


def test_no_two_draw_the_same_numbers(tmp_path):
    assert len({said(tmp_path, DRAWN) for _ in range(3)}) == 3
    torch = "import torch; print(torch.rand(1).item())"
    assert len({said(tmp_path, torch) for _ in range(3)}) == 3


def test_one_that_dies_is_told(tmp_path):
    with pytest.raises(Exception, match="Kernel died"):
        said(tmp_path, "import os; os._exit(1)")


def test_its_own_processes_can_be_started_and_waited_for(tmp_path):
    run = "import subprocess; print(subprocess.run(['false']).returncode)"
    spawned = (
        "import multiprocessing as m\n"
        "with m.get_context('spawn').Pool(1) as pool:\n    print(pool.map(abs, [-2]))"
    )
    assert said(tmp_path, run) == "1\n"
    assert said(tmp_path, spawned) == "[2]\n"


def test_the_server_ends_with_who_started_it():
    code = (
        "import os\nfrom tools import warm_kernels\n"
        "warm_kernels.use(dict(os.environ))\nprint(os.environ[warm_kernels.PLACE])"
    )
    variables = {k: v for k, v in os.environ.items() if k != warm_kernels.PLACE}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
    )
    folder = done.stdout.strip()
    assert folder and not os.path.exists(folder), done.stderr
