"""Compare stored outputs with a fresh execution: pytest's nbval over all notebooks.

    python -m tools.compare              course/, exercises/ and solutions/
    python -m tools.compare course -x    some of them; options go to pytest

Text is compared, pictures are not (their words are); a cell that answers a prediction is
asked whether it confirms it. Every notebook keeps its own
kernel, so work is spread by file.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tools.project import KINDS, Project
from tools.run import TIMEOUT, static_environment


def command(paths: list[str], options: list[str], *, workers: int) -> list[str]:
    """The pytest call that compares these notebooks or folders of notebooks."""
    return [
        *(sys.executable, "-m", "pytest", "-q"),
        *("--override-ini", "addopts=", "--override-ini", "filterwarnings="),
        *("-p", "no:doctest", "-p", "no:cacheprovider"),
        *("-p", "tools.predictions.confirming", "-p", "tools.compare"),
        *("--nbval", "--nbval-current-env"),
        *("--nbval-sanitize-with", str(Path(__file__).with_name("sanitize.cfg"))),
        *("--nbval-cell-timeout", str(TIMEOUT)),
        *("-n", str(workers), "--dist", "loadfile"),
        *paths,
        *options,
    ]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item) -> None:
    """As a plugin of that call: each notebook's kernel has a progress of its own."""
    scratch = Path(os.environ["LAYERLAB_SCRATCH"])
    name = f"{item.path.parent.name}-{item.path.stem}.jsonl"
    os.environ["LAYERLAB_PROGRESS"] = str(scratch / name)


def main(arguments: list[str] | None = None) -> int:
    """Run the comparison; pytest's exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    project = Project.read()
    wanted = [word for word in arguments if (project.root / word).exists()]
    options = [word for word in arguments if word not in wanted]
    folders = [kind for kind in KINDS if list((project.root / kind).glob("*.ipynb"))]
    workers = 0 if wanted else min(os.cpu_count() or 1, 4)
    with tempfile.TemporaryDirectory() as scratch:
        return subprocess.run(
            command(wanted or folders, options, workers=workers),
            cwd=project.root,
            env=static_environment(Path(scratch)) | {"LAYERLAB_SCRATCH": scratch},
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
