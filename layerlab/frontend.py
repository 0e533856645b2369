"""Which widgets the front end knows, and which the kernel sends: do they agree?

The front end (JupyterLab) may run from another environment than the kernel. It is the
kernel's parent process; its widgets lie in the labextensions of its environment.
"""

import json
import os
import sys
from importlib.metadata import version
from pathlib import Path

# ipywidgets' generation in the kernel -> that of its half in JupyterLab
MANAGER = "@jupyter-widgets/jupyterlab-manager"
GENERATIONS = {"7": "3", "8": "5"}
_DO = "Where JupyterLab runs from: {python} -m pip install {package}"


def front_end_problem() -> tuple[str, str]:
    """What is wrong with the front end and what to do; two empty strings if nothing."""
    if "google.colab" in sys.modules:
        return "", ""  # it brings its own
    python = front_end_python()
    prefix = python.parent.parent
    problem, package = _ipywidgets(_installed(MANAGER, prefix))
    if not problem:
        problem, package = _anywidget(_installed("anywidget", prefix))
    do = _DO.format(python=python, package=package) if problem else ""
    return problem, do


def _ipywidgets(seen: str | None) -> tuple[str, str]:
    wanted = version("ipywidgets").split(".")[0]
    package = f'"ipywidgets=={wanted}.*"'
    if seen is None:
        return "Widgets: JupyterLab lacks its half of ipywidgets", package
    if GENERATIONS.get(wanted, seen.split(".")[0]) != seen.split(".")[0]:
        return f"Widgets: JupyterLab's half is not for ipywidgets {wanted}", package
    return "", ""


def _anywidget(seen: str | None) -> tuple[str, str]:
    """Its two halves must agree in the first two numbers of their version."""
    wanted = version("anywidget")
    if seen is None:
        return "Widgets: JupyterLab lacks its half of anywidget", f"anywidget=={wanted}"
    if seen.split(".")[:2] != wanted.split(".")[:2]:
        problem = f"Widgets: JupyterLab has anywidget {seen}, the kernel {wanted}"
        return problem, f"anywidget=={wanted}"
    return "", ""


def front_end_python() -> Path:
    """The Python that JupyterLab runs on, as far as one can tell; else this one."""
    command = _command_of(os.getppid())
    is_jupyter = any("jupyter" in Path(word).name for word in command[1:])
    return Path(command[0] if is_jupyter else sys.executable)


def _command_of(process: int) -> list[str]:
    """The words that started a process; none where one may or can not look."""
    try:
        import psutil
    except ImportError:  # not built for this platform
        return []
    try:
        return psutil.Process(process).cmdline()
    except psutil.Error:
        return []


def _installed(folder: str, prefix: Path) -> str | None:
    """The version of a labextension that an environment, the user or the system has."""
    places = [prefix / "share/jupyter", *_shared_places()]
    for place in places:
        file = place / "labextensions" / folder / "package.json"
        if file.exists():
            return json.loads(file.read_text("utf-8"))["version"]
    return None


def _shared_places() -> list[Path]:
    from jupyter_core.paths import SYSTEM_JUPYTER_PATH, jupyter_data_dir

    return [Path(jupyter_data_dir()), *map(Path, SYSTEM_JUPYTER_PATH)]
