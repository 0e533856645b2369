"""The course as a learner opens it: the command, JupyterLab, and a copy of their own."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.browser.lab import PATIENCE, free_port
from tests.browser.test_course import answer


@contextlib.contextmanager
def opened_course(home: Path, checkout: Path, copy: Path) -> Iterator[tuple[str, Path]]:
    """`layerlab lab` in a checkout: its address, and the file of what it printed.

    Settings, kernels and progress lie in `home`, so that nothing of this machine's counts.
    """
    port, log = str(free_port()), home / "log"
    command = [sys.executable, "-m", "layerlab.cli", "lab", "--host", "127.0.0.1"]
    names = ("CONFIG_DIR", "RUNTIME_DIR", "DATA_DIR")
    environment = {
        "JUPYTER_TOKEN": "t",
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "LAYERLAB_PROGRESS": str(home / "progress"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        **{f"JUPYTER_{name}": str(home / name.lower()) for name in names},
    }
    with log.open("w") as said:
        process = subprocess.Popen(
            [*command, "--port", port, "--no-browser", "--folder", copy],
            cwd=checkout,
            env=os.environ | environment,
            stdout=said,
            stderr=said,
        )
        try:
            answer(f"http://127.0.0.1:{port}/lab?token=t")
            yield f"http://127.0.0.1:{port}", log
        finally:
            process.terminate()
            process.wait(PATIENCE / 1000)
