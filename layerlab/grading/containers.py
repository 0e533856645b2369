"""`--sandbox docker`: the command that runs one submission in a container.

The other way to isolation, for machines that have a container engine and refuse
namespaces. The image must hold Python with this course's dependencies; the package itself,
without what judges, is laid beside and mounted read-only. A container is
started for each submission: nothing is warm, so count some seconds each.
"""

import shutil
from pathlib import Path

from layerlab.errors import LayerlabError

from .inside.isolation import Plan
from .inside.view import SECRET

_PACKAGE = Path(__file__).resolve().parents[1]
NAME = "{container}"
# what the learner's side of the grader consists of, besides the course itself
_OURS = ("__init__.py", "wire.py", "inside")


def command(image: str, course: Path, plan: Plan, engine: str = "docker") -> list[str]:
    """The arguments that start a container which serves on its standard input.

    >>> words = command("course:1", Path("/course"), Plan())
    >>> words[:3], "--network=none" in words, words[-1]
    (['docker', 'run', '--rm'], True, 'layerlab.grading.inside.worker')

    `NAME` in it stands for the container's name: killing the engine's command leaves the
    container alive, so that the runner kills it by name. Where the grader itself is
    killed, `timeout` ends the container.
    """
    memory = f"{plan.memory // 2**20}m"
    limits = ["--pids-limit=128", f"--memory={memory}", "--cpus=1", "--cap-drop=ALL"]
    safety = ["--security-opt=no-new-privileges", "--user=65534:65534", "--init"]
    view = [
        "--read-only",
        "--tmpfs=/tmp:size=64m,mode=1777",
        f"--volume={course}:/course:ro",
    ]
    names = {"PYTHONPATH": "/course", "LAYERLAB_SCRATCH": "/tmp", "PYTHONHASHSEED": "0"}
    given = [f"--env={name}={value}" for name, value in names.items()]
    start = [engine, "run", "--rm", f"--name={NAME}", "--interactive", "--network=none"]
    end = ["timeout", "-s", "KILL", str(10 * plan.cpu_seconds)]
    serve = [image, *end, "python", "-m", "layerlab.grading.inside.worker"]
    return [*start, *limits, *safety, *view, *given, "--workdir=/tmp", *serve]


def engine() -> str:
    """The container engine of this machine; an error where there is none."""
    for name in ("docker", "podman"):
        if shutil.which(name):
            return name
    raise LayerlabError(
        "--sandbox docker needs docker or podman",
        "neither is on the PATH",
        "Install one",
    )


def lay_out(folder: Path) -> Path:
    """A copy of the package for the container: nothing that judges, no grader but its inner side."""
    target = folder / "layerlab"
    skip = shutil.ignore_patterns(*SECRET, "__pycache__")
    shutil.copytree(_PACKAGE, target, ignore=skip)
    (target / "grading").mkdir()
    for name in _OURS:
        source = _PACKAGE / "grading" / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, target / "grading" / name)
    return folder
