"""Compare stored outputs with a fresh execution: pytest's nbval over all notebooks.

    python -m tools.compare              course/ and solutions/
    python -m tools.compare course -x    some of them; options go to pytest
    python -m tools.compare --changed    those that changed since they were found true

Text is compared, pictures are not (their words are); a cell that answers a prediction is
asked whether it confirms it, and the cell above a claim whether it bears it out. Every
notebook keeps its own kernel, so work is spread by file. Nothing is stored in exercises/:
that the blank ones run is what tests/test_notebooks.py shows.

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

from tools import stamps, warm_kernels
from tools.cells import code_hash
from tools.predictions.confirming import claims_on
from tools.predictions.placing import answers_path
from tools.project import KINDS, Project
from tools.reached import Reached
from tools.run import TIMEOUT, static_environment

HERE = Path(__file__).parent
JUDGES = (
    *("compare.py", "nbval_plugin.py", "sanitize.cfg", "run.py"),
    *("warm_kernels.py", "fork_server.py", "predictions/confirming.py"),
    *("claims/asking.py", "claims/deciding.py", "claims/grammar.py"),
)
WORDS = (
    "{} notebooks are unchanged since their outputs were compared; "
    "`make test ALL=1` runs them, too."
)


def command(paths: list[str], options: list[str], *, workers: int) -> list[str]:
    """The pytest call that compares these notebooks or folders of notebooks."""
    return [
        *(sys.executable, "-m", "pytest", "-q"),
        *("--override-ini", "addopts=", "--override-ini", "filterwarnings="),
        *("-p", "no:doctest", "-p", "no:cacheprovider"),
        *("-p", "tools.predictions.confirming", "-p", "tools.nbval_plugin"),
        *("--nbval", "--nbval-current-env"),
        *("--nbval-sanitize-with", str(HERE / "sanitize.cfg")),
        *("--nbval-cell-timeout", str(TIMEOUT)),
        *("--nbval-kernel-startup-timeout", str(TIMEOUT)),
        *("-n", str(workers), "--dist", "loadfile"),
        *paths,
        *options,
    ]


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
    with tempfile.TemporaryDirectory() as scratch:
        status = _compare(project, paths, options, Path(scratch))
        if problems := list(unseen(project, Path(scratch))):
            print(*problems, sep="\n")
            return 1
        _note(project, every, paths, Path(scratch))
    return status


def _compare(project: Project, paths: list, options: list, scratch: Path) -> int:
    """Run nbval; pytest's exit status."""
    warm_kernels.use(static_environment(scratch))
    workers = min(os.cpu_count() or 1, 4, len(paths))
    return subprocess.run(
        command(paths, options, workers=workers if workers > 1 else 0),
        cwd=project.root,
        env=static_environment(scratch) | {"LAYERLAB_SCRATCH": str(scratch)},
    ).returncode


def _stamps(project: Project, wanted: list[str]) -> dict[str, str]:
    """What is to be compared: path and stamp, those that take longest first."""
    reached, found = Reached(project.root), {}
    for path in _notebooks(project, wanted):
        notebook = nbformat.read(path, as_version=4)
        files = {*reached.notebook(path), *(HERE / name for name in JUDGES)}
        files |= {f for f in [answers_path(project.root, path.stem)] if f.exists()}
        seconds = notebook.metadata.get("layerlab", {}).get("seconds", 0)
        outputs = json.dumps([cell.outputs for cell in _code(path)], sort_keys=True)
        stamp = stamps.stamp(files, code_hash(notebook), outputs, str(claims_on(path)))
        found[path.relative_to(project.root).as_posix()] = (-seconds, stamp)
    return {path: found[path][1] for path in sorted(found, key=found.get)}


def _notebooks(project: Project, wanted: list[str]) -> list[Path]:
    """Files as they are, of folders all notebooks that hold outputs."""
    places = [project.root / word for word in wanted]
    return [
        path
        for place in places
        for path in ([place] if place.is_file() else sorted(place.glob("*.ipynb")))
        if path.parent.name != "exercises" and _code(path)
    ]


def _code(path: Path) -> list:
    cells = nbformat.read(path, as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code"]


def _note(project: Project, every: dict, paths: list[str], scratch: Path) -> None:
    """Keep the stamps of the notebooks all of whose cells agree."""
    cells, right = _lines(scratch / "cells"), {}
    for path in paths:
        place = project.root / path
        agree = [agrees for name, agrees in cells if name == str(place)]
        if agree == [True] * len(_code(place)):
            right[path] = every[path]
    stamps.save("notebooks", right, forget=set(paths) - set(right))


def unseen(project: Project, scratch: Path) -> Iterator[str]:
    """The modules that a notebook loaded and its stamp does not know: a wrong stamp."""
    reached = Reached(project.root)
    package = project.root / "layerlab"
    for name, text in _lines(scratch / "loaded"):
        loaded = {Path(file).resolve() for file in json.loads(text) if file}
        ours = {path for path in loaded if path.is_relative_to(package)}
        for path in sorted(ours - reached.notebook(Path(name))):
            yield f"{name} loads {path}, which tools/reach.py does not see."


def _lines(file: Path) -> list[list]:
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [json.loads(line) for line in lines]


if __name__ == "__main__":
    sys.exit(main())
