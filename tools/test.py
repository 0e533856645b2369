"""All tests, the quick ones first: ruff, biome, pytest with doctests, the stored outputs.

python -m tools.test              everything, stopping at the first step that fails
python -m tools.test ARGUMENTS    pytest alone, with these arguments
"""

import os
import subprocess
import sys

from tools import compare
from tools.project import ROOT
from tools.run import ONE_THREAD

WORKERS = str(min(os.cpu_count() or 1, 4))
STEPS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "--quiet", "."),
    ("tools.javascript", "check"),
    ("pytest", "-q", "-rfEs", "--durations=15", "-n", WORKERS, "--dist", "worksteal"),
)


def main(arguments: list[str] | None = None) -> int:
    """Run the steps; the exit status of the first that failed, or 0."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments:
        return _module("pytest", *arguments)
    for step in STEPS:
        if status := _module(*step):
            print(f"`{' '.join(step)}` failed.", file=sys.stderr)
            return status
    print("Comparing stored outputs with a fresh execution:", flush=True)
    return compare.main([])


def _module(*command: str) -> int:
    """Several workers with one thread each: idle threads that wait for work take time."""
    command = (sys.executable, "-m", *command)
    return subprocess.run(command, cwd=ROOT, env=os.environ | ONE_THREAD).returncode


if __name__ == "__main__":
    sys.exit(main())
