"""All tests, the quick ones first: ruff, biome, pytest with doctests, the stored outputs.

python -m tools.test              what changed since it passed, stopping at the first
                                  step that fails
python -m tools.test --all        everything
python -m tools.test ARGUMENTS    pytest alone, with these arguments, all that they name
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import compare, warm_kernels
from tools.project import ROOT
from tools.run import ONE_THREAD, static_environment
from tools.unchanged import EVERYTHING

WORKERS = str(min(os.cpu_count() or 1, 4))
STEPS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "--quiet", "."),
    ("tools.javascript", "check"),
    (
        *("pytest", "-q", "-rfEs", "--durations=15", "-p", "tools.unchanged"),
        *("-n", WORKERS, "--dist", "worksteal"),
    ),
)


def main(arguments: list[str] | None = None) -> int:
    """Run the steps; the exit status of the first that failed, or 0."""
    arguments = sys.argv[1:] if arguments is None else arguments
    everything = "--all" in arguments
    if parts := [word for word in arguments if word != "--all"]:
        return _module("pytest", *parts)
    if everything:
        os.environ[EVERYTHING] = "1"
    warm_kernels.use(static_environment(Path(tempfile.gettempdir())))
    for step in STEPS:
        if status := _module(*step):
            print(f"`{' '.join(step)}` failed.", file=sys.stderr)
            return status
    print("Comparing stored outputs with a fresh execution:", flush=True)
    return compare.main([] if everything else ["--changed"])


def _module(*command: str) -> int:
    """Several workers with one thread each: idle threads that wait for work take time."""
    command = (sys.executable, "-m", *command)
    return subprocess.run(command, cwd=ROOT, env=os.environ | ONE_THREAD).returncode


if __name__ == "__main__":
    sys.exit(main())
