"""An environment like Colab's: the set-up cell installs into it, lessons run in it.

    python -m tools.lookalike                    units 01, 04, 09, 13 as far as they exist
    python -m tools.lookalike --units 04_perceptron
    python -m tools.lookalike --newest           the newest versions, not Colab's

Colab's versions stand in `tools/colab.txt`. The environment lies in `.colab/` (`.newest/`)
and is kept between runs. What differs from Colab: Python is the one that runs this, torch
is the course's for the CPU, and `google.colab` is a stand-in that notes what is called.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

import nbformat

from tools import errors_table
from tools import inside_lookalike as inside
from tools.project import ROOT, Project

LIST = ROOT / "tools" / "colab.txt"
NEWEST = ("anywidget", "filelock", "fsspec", "ipykernel", "ipython", "ipywidgets", "jinja2",
          "matplotlib", "nbclient", "networkx", "numpy", "platformdirs", "pooch", "psutil",
          "scikit-learn", "setuptools", "sympy", "tqdm", "typing_extensions")  # fmt: skip
UNITS = ("01_cake", "04_perceptron", "09_pytorch", "13_gpu")
STAND_IN = '''\
"""Stands where Colab's package stands; notes in `called` what was called."""

from types import SimpleNamespace

called = []
output = SimpleNamespace(
    enable_custom_widget_manager=lambda: called.append("enable_custom_widget_manager")
)
'''


class Environment:
    """The look-alike (or the newest of all but torch) in a folder of the checkout."""

    def __init__(self, newest: bool = False):
        self.newest = newest
        self.folder = ROOT / (".newest" if newest else ".colab")
        self.python = self.folder / "bin" / "python"

    def prepare(self) -> None:
        """Make it where it is missing or made from another list; without the course."""
        stamp = self.folder / "made.stamp"
        if not stamp.exists() or stamp.read_text() != self._fingerprint():
            self._make()
            stamp.write_text(self._fingerprint())
        self.pip("uninstall", "-y", "layerlab", check=False)

    def _fingerprint(self):
        wanted = NEWEST if self.newest else (LIST.read_text("utf-8"), STAND_IN)
        parts = [sys.version, *wanted]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def _make(self):
        venv.create(self.folder, clear=True, with_pip=True)
        if self.newest:
            self.pip("install", "--upgrade", "--no-compile", *NEWEST)
            self._lend_torch()
            return
        self.pip("install", "--no-deps", "--no-compile", "-r", str(LIST))
        self._lend_torch()
        place = self.packages / "google" / "colab"
        place.mkdir(parents=True)
        (place / "__init__.py").write_text(STAND_IN)
        (self.packages / "google_colab.pth").write_text("import google.colab\n")

    @property
    def packages(self) -> Path:
        """Its site-packages."""
        return next((self.folder / "lib").glob("python*")) / "site-packages"

    def _lend_torch(self):
        """The course's own torch by links: 800 MB less to copy."""
        import torch

        own = Path(torch.__file__).parents[1]
        for path in [own / "torch", own / "torchgen", *own.glob("torch-*.dist-info")]:
            (self.packages / path.name).symlink_to(path)

    def pip(self, *words: str, check: bool = True) -> str:
        """Call its pip."""
        command = [self.python, "-m", "pip", "--disable-pip-version-check", *words]
        done = subprocess.run(command, capture_output=True, text=True)
        if check and done.returncode:
            raise SystemExit(done.stderr[-2000:])
        return done.stdout

    def packages_list(self) -> set[str]:
        """What is installed, as name==version or name @ address."""
        return set(self.pip("list", "--format=freeze").split())

    def kernel(self, place: Path) -> str:
        """Write a kernel specification below `place`; the kernel's name."""
        words = ["-m", "ipykernel_launcher", "-f", "{connection_file}"]
        spec = {"argv": [str(self.python), *words], "display_name": "look-alike",
                "language": "python"}  # fmt: skip
        file = place / "kernels" / "lookalike" / "kernel.json"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(spec))
        return "lookalike"


def published(scratch: Path) -> Project:
    """The last commit, as it would be published: package and notebooks belong together."""
    trust = scratch / "gitconfig"  # whoever owns the checkout
    trust.write_text("[safe]\n\tdirectory = *\n")
    environment = os.environ | {"GIT_CONFIG_GLOBAL": str(trust)}
    copy = scratch / "published"
    subprocess.run(
        ["git", "clone", "-q", str(ROOT), str(copy)], check=True, env=environment
    )
    project = Project.read(copy)
    branch = ["git", "-C", str(copy), "checkout", "-q", "-B", project.branch]
    subprocess.run(branch, check=True, env=environment)
    return project


def redirected(project: Project, scratch: Path) -> dict[str, str]:
    """Variables with which git takes a folder here for the published repository.

    So the set-up cell runs as it stands.
    """
    return os.environ | {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{project.root.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": f"https://github.com/{project.repository}",
        "JUPYTER_PATH": str(scratch),
        "LAYERLAB_PROGRESS": str(scratch / "progress.jsonl"),
        "OMP_NUM_THREADS": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # the kernel's own advice
        "PYTHONPATH": "",
    }


def setup_cell(project: Project) -> str:
    """The set-up cell as every notebook has it."""
    notebook = nbformat.read(project.root / "course/04_perceptron.ipynb", as_version=4)
    return next(c.source for c in notebook.cells if "ll.setup()" in c.source)


def check(environment: Environment, units: list[str], scratch: Path) -> list[str]:
    """Install by the set-up cell, run the notebooks; what was wrong, in sentences."""
    project = published(scratch)
    variables = redirected(project, scratch)
    os.environ["JUPYTER_PATH"] = variables["JUPYTER_PATH"]
    kernel = environment.kernel(scratch)
    before = environment.packages_list()
    problems = inside.set_up(kernel, variables, setup_cell(project))
    after = environment.packages_list()
    problems += _changes(before, after)
    for kind, unit, path in project.notebooks():
        if unit.name in units and kind != "exercises":
            problems += inside.run(kernel, variables, kind, path)
    made = errors_table.shown_by(environment.python, project.root)
    print(f"{len(made)} errors that teach")
    return problems + errors_table.problems(made)


def _changes(before, after):
    gone, come = sorted(before - after), sorted(after - before)
    print(f"{len(before)} packages before; gone: {gone or 'none'}; come: {come}")
    strange = [line for line in come if not line.startswith("layerlab")]
    return [f"The set-up cell changed {line}." for line in [*gone, *strange]] + (
        [] if come else ["The set-up cell installed nothing."]
    )


def main(arguments: list[str] | None = None) -> int:
    """Make the environment, check, and say what was wrong; 1 if anything was."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", nargs="*", default=list(UNITS))
    parser.add_argument("--newest", action="store_true")
    options = parser.parse_args(arguments)
    start, environment = time.perf_counter(), Environment(options.newest)
    environment.prepare()
    print(f"The environment is ready after {time.perf_counter() - start:.0f} s.")
    with tempfile.TemporaryDirectory() as scratch:
        problems = check(environment, options.units, Path(scratch))
    print("\n".join(problems) or "All of it ran as it should.")
    print(f"{time.perf_counter() - start:.0f} s in all.")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
