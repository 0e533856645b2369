"""An autograder for Gradescope: one zip with the course's package and two scripts.

Gradescope unpacks it to /autograder/source, calls setup.sh once while it builds an image,
and run_autograder for each submission:
https://gradescope-autograders.readthedocs.io/en/latest/specs/
"""

import tomllib
import zipfile
from pathlib import Path

import layerlab

from .course import Course, slug

SETUP = """\
#!/usr/bin/env bash
# Called once, while the image is built: Python 3.11 or newer and the course's packages.
set -euo pipefail
home="${AUTOGRADER:-/autograder}"

fits() { "$1" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for name in python3.13 python3.12 python3.11 python3; do
        if fits "$name"; then echo "$name"; return; fi
    done
}

python="$(find_python)"
if [ -z "$python" ]; then
    apt-get update
    apt-get install -y python3.11 python3.11-venv || apt-get install -y python3 python3-venv
    python="$(find_python)"
fi
if [ -z "$python" ]; then
    echo "The course needs Python 3.11: choose a newer base image." >&2
    exit 1
fi
"$python" -m venv "$home/venv"
cd "$home/source"
"$home/venv/bin/python" -m pip install --no-cache-dir -c constraints.txt -r requirements.txt
"""

RUN = """\
#!/usr/bin/env bash
# Called for each submission: grades it and writes results/results.json.
home="${{AUTOGRADER:-/autograder}}"
cd "$home"
export PYTHONPATH="$home/source/course"
# Options of `layerlab grade`. Where no isolation holds in the container, nothing is graded
# and the results say so; --no-sandbox grades all the same, then a submission could cheat.
export LAYERLAB_GRADE_OPTIONS="${{LAYERLAB_GRADE_OPTIONS:-}}"
exec "$home/venv/bin/python" -m layerlab.exporting.handing_back gradescope submission {units}
"""

_LEFT_OUT = ("__pycache__", ".ipynb_checkpoints")
_WHEN = (2026, 1, 1, 0, 0, 0)  # the same content gives the same zip


def export(course: Course, units: list[str], out: Path) -> list[Path]:
    """Write autograder.zip; its path."""
    words = " ".join(f"--unit {slug(unit)}" for unit in units)
    out.mkdir(parents=True, exist_ok=True)
    path = out / "autograder.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "setup.sh", SETUP.encode(), program=True)
        _add(archive, "run_autograder", RUN.format(units=words).encode(), program=True)
        _add(archive, "requirements.txt", "\n".join(needs(course)).encode() + b"\n")
        _add(archive, "constraints.txt", (course.root / "constraints.txt").read_bytes())
        for file in package_files():
            name = file.relative_to(Path(layerlab.__file__).parents[1]).as_posix()
            _add(archive, f"course/{name}", file.read_bytes())
    return [path]


def needs(course: Course) -> list[str]:
    """What the package needs with torch, and what the grader needs besides."""
    text = (course.root / "pyproject.toml").read_text("utf-8")
    project = tomllib.loads(text)["project"]
    extra = project["optional-dependencies"]
    others = ("jupyterlab", "layerlab")
    lab = [need for need in extra["lab"] if not need.startswith(others)]
    return [*project["dependencies"], *extra["torch"], *lab]


def package_files() -> list[Path]:
    """All files of the installed package, in order."""
    folder = Path(layerlab.__file__).parent
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path for path in files if not set(path.parts) & {*_LEFT_OUT})


def _add(archive, name, data, *, program=False):
    info = zipfile.ZipInfo(name, _WHEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = (0o100755 if program else 0o100644) << 16
    archive.writestr(info, data)
