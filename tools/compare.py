"""Compare stored outputs with a fresh execution: pytest's nbval over all notebooks.

    python -m tools.compare              course/ and solutions/
    python -m tools.compare course -x    some of them; options go to pytest
    python -m tools.compare --changed    those that changed since they were found true

Text is compared, pictures are not (their words are). Every notebook keeps its own
kernel, so work is spread by file. Nothing is stored in exercises/: that the blank ones
run is what tests/test_notebooks.py shows.

What a notebook's outputs depend on is in its stamp: its code, the modules that this
reaches, the data beside those, the packages that are installed.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from tools import stamps, warm_kernels
from tools.cells import code_hash
from tools.project import KINDS, Project
from tools.reached import Reached
from tools.run import TIMEOUT, static_environment

HERE = Path(__file__).parent
JUDGES = ("compare.py", "sanitize.cfg", "run.py", "warm_kernels.py", "fork_server.py")
WORDS = (
    "{} notebooks are unchanged since their outputs were compared; "
    "`make test ALL=1` runs them, too."
)


LOADED = """import json, sys
print(json.dumps([getattr(m, "__file__", None) for m in [*sys.modules.values()]]))"""


def command(paths: list[str], options: list[str], *, workers: int) -> list[str]:
    """The pytest call that compares these notebooks or folders of notebooks."""
    return [
        *(sys.executable, "-m", "pytest", "-q"),
        *("--override-ini", "addopts=", "--override-ini", "filterwarnings="),
        *("-p", "no:doctest", "-p", "no:cacheprovider", "-p", "tools.compare"),
        *("--nbval", "--nbval-current-env"),
        *("--nbval-sanitize-with", str(HERE / "sanitize.cfg")),
        *("--nbval-cell-timeout", str(TIMEOUT)),
        *("--nbval-kernel-startup-timeout", str(TIMEOUT)),
        *("-n", str(workers), "--dist", "loadfile"),
        *paths,
        *options,
    ]


def pytest_configure() -> None:
    """As a plugin of that call: kernels start warm."""
    warm_kernels.use(dict(os.environ))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item) -> None:
    """Each notebook's kernel has a progress of its own."""
    scratch = Path(os.environ["LAYERLAB_SCRATCH"])
    name = f"{item.path.parent.name}-{item.path.stem}.jsonl"
    os.environ["LAYERLAB_PROGRESS"] = str(scratch / name)
    code = "\n".join(cell.source for cell in item.parent.nb.cells)
    os.environ |= warm_kernels.kind_of(code)


def pytest_runtest_logreport(report) -> None:
    """Note which cells agree; those that are skipped on purpose do."""
    if report.when == "call" and "PYTEST_XDIST_WORKER" not in os.environ:
        agrees = report.outcome in ("passed", "skipped")
        _write("cells", [report.nodeid.split("::")[0], agrees])


def pytest_runtest_teardown(item, nextitem) -> None:
    """After a notebook's last cell: note which modules it really loaded."""
    kernel = item.parent.kernel
    is_last = nextitem is None or nextitem.parent is not item.parent
    if is_last and kernel.is_alive():
        _write("loaded", [item.nodeid.split("::")[0], _said(kernel, LOADED)])


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


def main(arguments: list[str] | None = None) -> int:
    """Run the comparison; pytest's exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    project = Project.read()
    wanted = [word for word in arguments if (project.root / word).exists()]
    options = [word for word in arguments if word not in [*wanted, "--changed"]]
    every = _stamps(project, wanted or KINDS)
    known = stamps.load()["notebooks"] if "--changed" in arguments else {}
    paths = [path for path, stamp in every.items() if known.get(path) != stamp]
    if len(paths) < len(every):
        print(WORDS.format(len(every) - len(paths)), flush=True)
    if not paths:
        return 0
    workers = min(os.cpu_count() or 1, 4, len(paths))
    with tempfile.TemporaryDirectory() as scratch:
        environment = static_environment(Path(scratch)) | {"LAYERLAB_SCRATCH": scratch}
        warm_kernels.use(environment)
        environment |= {warm_kernels.PLACE: os.environ.get(warm_kernels.PLACE, "")}
        status = subprocess.run(
            command(paths, options, workers=workers if workers > 1 else 0),
            cwd=project.root,
            env=environment,
        ).returncode
        _note(project, every, paths, Path(scratch))
        unseen = list(_unseen(project, Path(scratch)))
    print(*unseen, sep="\n", end="")
    return status or int(bool(unseen))


def _stamps(project: Project, wanted: list[str]) -> dict[str, str]:
    """What is to be compared: path and stamp, those that take longest first."""
    reached, found = Reached(project.root), {}
    for path in _notebooks(project, wanted):
        notebook = nbformat.read(path, as_version=4)
        files = {*reached.notebook(path), *(HERE / name for name in JUDGES)}
        seconds = notebook.metadata.get("layerlab", {}).get("seconds", 0)
        stamp = stamps.stamp(files, code_hash(notebook), _outputs(notebook))
        found[path.relative_to(project.root).as_posix()] = (-seconds, stamp)
    return {path: found[path][1] for path in sorted(found, key=found.get)}


def _notebooks(project: Project, wanted: list[str]) -> list[Path]:
    """Files as they are, of folders all notebooks that hold outputs."""
    places = [project.root / word for word in wanted]
    return [
        path
        for place in places
        for path in ([place] if place.is_file() else sorted(place.glob("*.ipynb")))
        if path.parent.name != "exercises"
    ]


def _outputs(notebook) -> str:
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return json.dumps([cell.outputs for cell in cells], sort_keys=True)


def _note(project: Project, every: dict, paths: list[str], scratch: Path) -> None:
    """Keep the stamps of the notebooks all of whose cells agree."""
    cells = _lines(scratch / "cells")
    right = {}
    for path in paths:
        notebook = nbformat.read(project.root / path, as_version=4)
        count = sum(cell.cell_type == "code" for cell in notebook.cells)
        if [agrees for name, agrees in cells if name == path] == [True] * count:
            right[path] = every[path]
    stamps.save("notebooks", right, forget=set(paths) - set(right))


def _unseen(project: Project, scratch: Path) -> Iterator[str]:
    """The modules that a notebook loaded and its stamp does not know: a wrong stamp."""
    reached = Reached(project.root)
    for name, text in _lines(scratch / "loaded"):
        loaded = {Path(file).resolve() for file in json.loads(text) if file}
        ours = {
            path for path in loaded if path.is_relative_to(project.root / "layerlab")
        }
        for path in sorted(ours - reached.notebook(project.root / name)):
            yield f"{name} loads {path}, which tools/reach.py does not see."


def _lines(file: Path) -> list[list]:
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [json.loads(line) for line in lines]


if __name__ == "__main__":
    sys.exit(main())
