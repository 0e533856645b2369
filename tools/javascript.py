"""The layout and the rules of the JavaScript, by biome: one binary, of one version.

    python -m tools.javascript check     what `make lint` and `make test` ask
    python -m tools.javascript format    mend what can be mended

npm brings biome once, into .biome/. Only who changes the project needs it: learners get the
files as they are. Where it cannot be had, one line says so; with CI=true that is a failure.
"""

import os
import subprocess
import sys
from pathlib import Path

from tools import npm
from tools.project import ROOT

PACKAGE, VERSION = "@biomejs/biome", "2.6.8"
FOLDER = ROOT / ".biome"
WAYS = {"check": ("check", "--error-on-warnings"), "format": ("check", "--write")}


def main(arguments: list[str] | None = None) -> int:
    """Run biome one way over the whole project; its exit status."""
    (way,) = sys.argv[1:] if arguments is None else arguments
    binary = find()
    trouble = "" if binary else install()
    if trouble:
        return _unchecked(trouble)
    command = [str(binary or find()), *WAYS[way], "--max-diagnostics=50", "."]
    return subprocess.run(command, cwd=ROOT).returncode


def find(folder: Path = FOLDER) -> Path | None:
    """The binary of our version in the folder, or None."""
    return npm.find(folder, PACKAGE, VERSION)


def install(folder: Path = FOLDER) -> str:
    """Let npm bring biome into the folder; what is in the way, in one sentence."""
    return npm.install(folder, PACKAGE, VERSION)


def _unchecked(trouble: str) -> int:
    """Say in one line that nothing was looked at: a failure where all must be looked at."""
    advice = "install Node.js with npm, then call this again"
    print(f"The JavaScript is not checked: {trouble}; {advice}.", file=sys.stderr)
    return int(os.environ.get("CI") == "true")


if __name__ == "__main__":
    sys.exit(main())
