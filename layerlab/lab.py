"""`layerlab lab`: JupyterLab on the first page of the course."""

import os
import subprocess
import sys
from pathlib import Path

from layerlab.errors import LayerlabError

FIRST = Path("course/00_start_here.ipynb")


def add_arguments(parser) -> None:
    """What the command takes: where to listen, and whether to open a browser."""
    parser.add_argument("--host", help="address to listen on, for servers: 0.0.0.0")
    parser.add_argument("--port", type=int, help="port to listen on (8888 or the next)")
    parser.add_argument("--no-browser", action="store_true", help="only print the link")


def run(options) -> int:
    """Become JupyterLab, in the checkout: what stops this process stops it."""
    root = checkout()
    words = command(options, root)
    if os.name != "posix":
        return subprocess.run(words, cwd=root).returncode
    os.chdir(root)
    os.execv(words[0], words)


def command(options, root: Path) -> list[str]:
    """The call of JupyterLab for the given options."""
    page = first_page(root)
    host = [f"--ServerApp.ip={options.host}"] if options.host else []
    port = [f"--ServerApp.port={options.port}"] if options.port else []
    quiet = ["--no-browser"] if options.no_browser else []
    if getattr(os, "geteuid", lambda: 1)() == 0:
        quiet.append("--allow-root")  # in a container one often is
    return [sys.executable, "-m", "jupyterlab", *page, *host, *port, *quiet]


def first_page(root: Path) -> list[str]:
    """What opens the first page, by the browser and by the printed link alike.

    Without a root of its own JupyterLab serves the page's folder, from where
    the links to the exercises lead nowhere.
    """
    if not (root / FIRST).exists():
        return []
    link = f"--LabApp.default_url=/lab/tree/{FIRST.as_posix()}"
    return [str(FIRST), f"--ServerApp.root_dir={root}", link]


def checkout(start: Path | None = None) -> Path:
    """The folder of the course: here, above here, or where the package lies.

    Raises LayerlabError where there is none, as after `pip install` alone.
    """
    here = start or Path.cwd()
    for folder in (here, *here.parents, Path(__file__).parent.parent):
        if (folder / "course").is_dir() and (folder / "pyproject.toml").exists():
            return folder
    raise LayerlabError(
        "`layerlab lab` opens the course's folder of notebooks",
        f"there is none in or above {here}",
        "Clone the course's repository and call `make lab` there",
    )
