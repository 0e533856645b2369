"""Execute notebooks and store their outputs: read from `main` upwards.

    python -m tools.run                 what is stale
    python -m tools.run --all           everything
    python -m tools.run 04_perceptron   one unit, stale or not

A lesson and a solution keep their outputs; blank exercises run too and stay blank.
What answers a prediction keeps none. Nothing is stored of a notebook that fails, that warns,
whose solution does not pass, whose cell does not confirm the answer of its prediction or
does not bear out a claim beside it.
"""

import argparse
import concurrent.futures
import math
import os
import sys
import tempfile
from pathlib import Path

import nbformat
import psutil
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from layerlab.predictions import read
from tools import outputs, rules, warm_kernels
from tools.build import build, text_of
from tools.cells import code_hash
from tools.predictions.confirming import ConfirmingClient, claims_on
from tools.predictions.placing import answers_path, withhold
from tools.project import Project
from tools.rules.budget import SECONDS

TIMEOUT = 900  # seconds for one cell: a busy machine is slow, not wrong
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "MKL", "OPENBLAS")}


def static_environment(scratch: Path) -> dict[str, str]:
    """The environment in which a stored output and its comparison are made."""
    return os.environ | {
        "LAYERLAB_STATIC": "1",
        "LAYERLAB_PROGRESS": str(scratch / "progress"),
        "PYTHONHASHSEED": "0",
        "CUDA_VISIBLE_DEVICES": "-1",
        **ONE_THREAD,
    }


def execute(path: Path, root: Path) -> tuple[NotebookNode, float]:
    """Run one notebook in a fresh kernel: the notebook with clean outputs, CPU seconds."""
    notebook, seconds = nbformat.read(path, as_version=4), [0.0]
    client = ConfirmingClient(
        notebook,
        records=read(answers_path(root, path.stem)),
        claims=claims_on(path),
        timeout=TIMEOUT,
        startup_timeout=TIMEOUT,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        on_cell_executed=lambda **_: seconds.append(_cpu_seconds(client)),
    )
    code = "\n".join(cell.source for cell in notebook.cells)
    with tempfile.TemporaryDirectory() as scratch:
        environment = static_environment(Path(scratch))
        warm_kernels.use(environment)
        client.execute(env=environment | warm_kernels.kind_of(code))
    _strip(notebook, root)
    return notebook, seconds[-1]


def _cpu_seconds(client: NotebookClient) -> float:
    """What a kernel has computed so far, with the processes that it waited for."""
    return sum(psutil.Process(client.km.provisioner.pid).cpu_times()[:4])


def _strip(notebook: NotebookNode, root: Path) -> None:
    """Keep of an execution what is the same on every machine."""
    notebook.metadata.pop("widgets", None)
    notebook.metadata.language_info = NotebookNode(name="python")
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = outputs.clean(cell.outputs, root)
            cell.metadata.pop("execution", None)


def is_stale(notebook: NotebookNode) -> bool:
    """Whether the code has changed since the outputs were made."""
    return bool(rules.outputs_belong(notebook))


def run(path: Path, root: Path) -> list[str]:
    """Execute and store one notebook; return what forbids storing it."""
    kind = path.parent.name
    try:
        notebook, seconds = execute(path, root)
    except CellExecutionError as error:
        return [str(error)]
    if problems := rules.execution_problems(kind, notebook):
        return problems
    withhold(notebook.cells)
    _record(notebook, seconds)
    if kind == "exercises":
        _clear(notebook)
    path.write_text(text_of(notebook), "utf-8", newline="\n")
    return []


def _record(notebook: NotebookNode, seconds: float) -> None:
    """Note which code ran and its CPU seconds, rounded up to five.

    The same code keeps its number, so that a faster or a slower machine is no news,
    unless either breaks the budget.
    """
    rounded, code = 5 * math.ceil(seconds / 5), code_hash(notebook)
    before = notebook.metadata.get("layerlab", {})
    if before.get("code") == code and max(rounded, before["seconds"]) <= SECONDS:
        rounded = before["seconds"]
    notebook.metadata.layerlab = {"code": code, "seconds": rounded}


def _clear(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None


def chosen(project: Project, names: list[str], *, everything: bool) -> list[Path]:
    """The notebooks to run: the named units', or all, or the stale ones."""
    paths = [
        path
        for _, unit, path in project.notebooks()
        if not names or unit.name in names or unit.slug in names
    ]
    if everything or names:
        return paths
    return [path for path in paths if is_stale(nbformat.read(path, as_version=4))]


def _unknown(project: Project, names: list[str]) -> str:
    """What to say of names that no unit has; empty if there are none."""
    units = {unit.name: unit.slug for _, unit, _ in project.notebooks()}
    strange = [name for name in names if name not in {*units, *units.values()}]
    if not strange:
        return ""
    return f"no unit is called {', '.join(strange)}; there are {', '.join(units)}"


def run_all(paths: list[Path], root: Path, *, jobs: int) -> int:
    """Run the notebooks, `jobs` at a time, say how each went; return how many failed."""
    failed = 0
    with concurrent.futures.ProcessPoolExecutor(jobs) as pool:
        waiting = {pool.submit(run, path, root): path for path in paths}
        for done in concurrent.futures.as_completed(waiting):
            name = waiting[done].relative_to(root)
            problems = done.result()
            failed += bool(problems)
            print("\n  ".join([f"{'FAILED' if problems else 'ran'} {name}", *problems]))
    return failed


def main(arguments: list[str] | None = None) -> int:
    """Build first, then execute what is asked for; 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("units", nargs="*", help="names of units, as 04_perceptron")
    parser.add_argument("--all", action="store_true", help="run what is fresh, too")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    project = Project.read()
    if strange := _unknown(project, options.units):
        parser.error(strange)
    build(project)
    warm_kernels.use(static_environment(Path(tempfile.gettempdir())))
    paths = chosen(project, options.units, everything=options.all)
    if not paths:
        print("Every stored output belongs to its code.")
        return 0
    return int(run_all(paths, project.root, jobs=options.jobs) > 0)


if __name__ == "__main__":
    sys.exit(main())
