"""environment.yml as conda and repo2docker take it, and its pip section installed afresh.

    python -m tools.check_environment [--parse-only]

The parser of conda's specifications is rattler's, and repo2docker shows the Dockerfile that
it would build; both live in an environment of their own (`.bench-conda/`). The pip section
is installed in a clone of the last commit, into an environment that is thrown away.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import yaml

from tools.project import ROOT

PLACE = ROOT / ".bench-conda"
PARSE = """\
import json, sys
from rattler import Channel, MatchSpec
listed = json.load(sys.stdin)
specs = [MatchSpec(text, strict=True) for text in listed["dependencies"]]
print(json.dumps({"names": [spec.name.normalized for spec in specs],
                  "versions": [spec.version for spec in specs],
                  "channels": [Channel(name).name for name in listed["channels"]]}))
"""


def tools() -> Path:
    """The environment with rattler and repo2docker, made once."""
    if not (PLACE / "bin" / "jupyter-repo2docker").exists():
        venv.create(PLACE, with_pip=True, clear=True)
        words = ["install", "-q", "--no-compile", "py-rattler", "jupyter-repo2docker"]
        subprocess.run([PLACE / "bin" / "python", "-m", "pip", *words], check=True)
    return PLACE / "bin"


def sections() -> tuple[dict, list[str]]:
    """What conda reads of environment.yml, and the lines of its pip section."""
    listed = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    plain = [entry for entry in listed["dependencies"] if isinstance(entry, str)]
    (pip,) = [e["pip"] for e in listed["dependencies"] if not isinstance(e, str)]
    return listed | {"dependencies": plain}, pip


def parsed(bin_folder: Path, listed: dict) -> dict:
    """Names, versions and channels as rattler reads them; fails where it refuses."""
    done = subprocess.run(
        [bin_folder / "python", "-c", PARSE], input=json.dumps(listed),
        capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr[-1000:])
    return json.loads(done.stdout)


def clone(folder: Path) -> Path:
    """The last commit, as a hub would fetch it."""
    place = folder / "course"
    command = ["git", "-c", "safe.directory=*", "clone", "-q", str(ROOT), str(place)]
    subprocess.run(command, check=True)
    return place


def dockerfile(bin_folder: Path, course: Path) -> str:
    """What repo2docker would build."""
    words = ["--no-build", "--debug", str(course)]
    command = [bin_folder / "jupyter-repo2docker", *words]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr[-1000:])
    return done.stdout + done.stderr


def installed(course: Path, pip: list[str], folder: Path) -> set[str]:
    """Install the pip section as conda does; what is there then, as name==version."""
    venv.create(folder / "fresh", with_pip=True)
    python = folder / "fresh" / "bin" / "python"
    (course / "pip.txt").write_text("\n".join(pip) + "\n")
    command = [python, "-m", "pip", "install", "-q", "--no-compile", "-r", "pip.txt"]
    subprocess.run(command, cwd=course, check=True)
    subprocess.run([python, "-m", "pip", "check"], cwd=course, check=True)
    subprocess.run([python, "-m", "layerlab.cli", "doctor"], cwd=course, check=True)
    words = ["list", "--format=freeze", "--exclude-editable"]
    done = subprocess.run([python, "-m", "pip", *words], capture_output=True, text=True)
    return {line.partition("+")[0].lower() for line in done.stdout.split()}


def differences(found: set[str], constraints: str) -> list[str]:
    """What was installed in another version than constraints.txt says."""
    lines = [n for n in constraints.lower().splitlines() if "==" in n]
    exact = {line.replace("_", "-").partition("==")[0]: line for line in lines}
    own = {line.replace("_", "-").partition("==")[0]: line for line in found}
    others = {"pip", "setuptools", "wheel"}
    return sorted(
        f"{line}, not {exact.get(name, 'listed')}"
        for name, line in own.items()
        if name not in others and not _same(line, exact.get(name, ""))
    )


def _same(a, b):
    return a.replace("_", "-") == b.replace("_", "-")


def main(arguments: list[str] | None = None) -> int:
    """Parse, show, install, compare; 1 where something differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--parse-only", action="store_true")
    options = parser.parse_args(arguments)
    bin_folder, (listed, pip) = tools(), sections()
    print("rattler reads:", parsed(bin_folder, listed))
    with tempfile.TemporaryDirectory() as name:
        course = clone(Path(name))
        shown = dockerfile(bin_folder, course)
        if "version unspecified" in shown or "environment.yml" not in shown:
            raise SystemExit(
                f"repo2docker does not take environment.yml: {shown[:500]}"
            )
        print("repo2docker:", re.search(r"Building conda .*", shown).group())
        if options.parse_only:
            return 0
        found = installed(course, pip, Path(name))
        wrong = differences(found, (course / "constraints.txt").read_text("utf-8"))
    print(f"{len(found)} packages installed; different: {wrong or 'none'}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
