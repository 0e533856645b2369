"""Programs that npm brings: one version of one package, in a folder of the project.

Only who changes or publishes the project needs them: learners get what they make.
"""

import json
import shutil
import subprocess
from pathlib import Path

QUIET = ("--no-save", "--no-audit", "--no-fund", "--loglevel=error")


def find(folder: Path, package: str, version: str) -> Path | None:
    """The program of the package in this version, or None.

    It is called as the package without its scope: `@biomejs/biome` brings `biome`.
    """
    program = folder / "node_modules" / ".bin" / package.rsplit("/", 1)[-1]
    return program if installed(folder, package, version) and program.exists() else None


def installed(folder: Path, package: str, version: str) -> Path | None:
    """The folder of the package in this version, or None."""
    place = folder / "node_modules" / package
    about = place / "package.json"
    if not about.is_file():
        return None
    is_ours = json.loads(about.read_text("utf-8"))["version"] == version
    return place if is_ours else None


def install(folder: Path, package: str, version: str) -> str:
    """Let npm bring it into the folder; what is in the way, in one sentence."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is missing"
    command = [npm, "install", f"--prefix={folder}", *QUIET, f"{package}@{version}"]
    folder.mkdir(exist_ok=True)
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 0 and installed(folder, package, version):
        return ""
    last = (done.stderr.strip() or "it says nothing").splitlines()[-1]
    return f"npm could not bring {package.rsplit('/', 1)[-1]} {version} ({last})"
