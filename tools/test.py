"""All tests, the quick ones first: ruff, pytest with doctests, the stored outputs.

python -m tools.test              everything, stopping at the first step that fails
python -m tools.test ARGUMENTS    pytest alone, with these arguments
"""

import os
import subprocess
import sys

from tools import compare
from tools.project import ROOT

WORKERS = str(min(os.cpu_count() or 1, 4))
STEPS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "--quiet", "."),
    ("pytest", "-q", "-rfEs", "--durations=15", "-n", WORKERS, "--dist", "loadgroup"),
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
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
