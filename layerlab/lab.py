"""`layerlab lab`: JupyterLab on the first page of the course, in a copy that is yours."""

import os
import subprocess
import sys
from pathlib import Path

from layerlab import working_copy
from layerlab.errors import LayerlabError

FIRST = Path("course/00_start_here.ipynb")
SETTINGS = Path(__file__).with_name("lab_settings")  # of JupyterLab, for this course
EXTENSIONS = SETTINGS / "extensions"  # a plugin of ours: links land where they lead


def add_arguments(parser) -> None:
    """What the command takes: where to work and to listen, whether to open a browser."""
    parser.add_argument("--folder", type=Path, help="your copy (default: my_course)")
    parser.add_argument(
        "--fresh", metavar="UNIT", help="a clean 04; yours is kept, too"
    )
    parser.add_argument("--host", help="address to listen on, for servers: 0.0.0.0")
    parser.add_argument("--port", type=int, help="port to listen on (8888 or the next)")
    parser.add_argument("--no-browser", action="store_true", help="only print the link")


def run(options) -> int:
    """Become JupyterLab in the learner's copy: what stops this process stops it."""
    root = opened(options, checkout())
    words = command(options, root)
    if os.name != "posix":
        return subprocess.run(words, cwd=root).returncode
    os.chdir(root)
    os.execv(words[0], words)


def opened(options, source: Path) -> Path:
    """The learner's copy, brought up to date; says what a learner should know of it."""
    copy = (options.folder or source / working_copy.FOLDER).expanduser().absolute()
    first = not copy.exists()
    changes = working_copy.renew(source, copy)
    said = list(changes.lines())
    if options.fresh:
        said += working_copy.fresh(source, copy, options.fresh).lines()
    if first:
        said.append(f"Your copy of the course is {copy}: work there as you like.")
    for line in said:
        print(line, flush=True)
    return copy


def command(options, root: Path) -> list[str]:
    """The call of JupyterLab for the given options."""
    page = first_page(root)
    host = [f"--ServerApp.ip={options.host}"] if options.host else []
    port = [f"--ServerApp.port={options.port}"] if options.port else []
    quiet = ["--no-browser"] if options.no_browser else []
    quiet.append(f"--LabApp.app_settings_dir={SETTINGS}")
    quiet.append(f"--LabApp.extra_labextensions_path={EXTENSIONS}")
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
