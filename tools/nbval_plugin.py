"""What pytest does for tools/compare.py beyond nbval: warm kernels, and notes of what it saw.

`cells` and `loaded` in LAYERLAB_SCRATCH get a line of JSON for each cell (its notebook,
whether it agrees) and for each notebook (which files its modules were loaded from).
"""

import json
import os
from pathlib import Path

import pytest

from tools import warm_kernels
from tools.run import TIMEOUT

LOADED = """import json, sys
print(json.dumps([getattr(m, "__file__", None) for m in [*sys.modules.values()]]))"""


def pytest_configure() -> None:
    """Kernels start warm."""
    warm_kernels.use(dict(os.environ))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item) -> None:
    """Each notebook's kernel has a progress of its own."""
    scratch = Path(os.environ["LAYERLAB_SCRATCH"])
    name = f"{item.path.parent.name}-{item.path.stem}.jsonl"
    os.environ["LAYERLAB_PROGRESS"] = str(scratch / name)
    code = "\n".join(cell.source for cell in item.parent.nb.cells)
    os.environ |= warm_kernels.kind_of(code)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Note which cells agree; those that are skipped on purpose do."""
    report = yield
    if report.when == "call":
        _write("cells", [str(item.path), report.outcome in ("passed", "skipped")])
    return report


def pytest_runtest_teardown(item, nextitem) -> None:
    """After a notebook's last cell: note which modules it really loaded."""
    kernel = item.parent.kernel
    is_last = nextitem is None or nextitem.parent is not item.parent
    if is_last and kernel.is_alive():
        _write("loaded", [str(item.path), _said(kernel, LOADED)])


def _said(kernel, code: str) -> str:
    """What code prints in a kernel of nbval's."""
    asked, said = kernel.execute_cell_input(code, allow_stdin=False), ""
    kernel.await_reply(asked, timeout=TIMEOUT)
    while True:
        message = kernel.get_message("iopub", TIMEOUT)
        if message["parent_header"].get("msg_id") == asked:
            said += message["content"].get("text", "")
            if message["content"].get("execution_state") == "idle":
                return said


def _write(name: str, line: list) -> None:
    with (Path(os.environ["LAYERLAB_SCRATCH"]) / name).open("a") as file:
        print(json.dumps(line), file=file)
