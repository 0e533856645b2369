"""Renew constraints.txt: the newest versions that fit pyproject.toml, exactly.

    python -m tools.constraints                   ask the package index
    python -m tools.constraints torch==2.13.0     and hold some of them

Nothing is installed; `make test` then installs and tries the new versions.
"""

import json
import subprocess
import sys

from tools.project import ROOT

HEADER = (
    "# Exact versions of everything make lab and make test install. "
    "Renew with: make constraints\n"
)


def resolve(held: list[str]) -> dict:
    """pip's report on what a fresh installation of everything would take."""
    pip = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed"]
    command = [*pip, "--quiet", "--report", "-", "-e", ".[lab,test]", *held]
    found = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return json.loads(found.stdout)


def text_of(report: dict) -> str:
    """The file for a report, without the course itself and without build labels."""
    found = [item["metadata"] for item in report["install"]]
    lines = [
        f"{item['name']}=={item['version'].partition('+')[0]}\n"
        for item in sorted(found, key=lambda item: item["name"].lower())
        if item["name"] != "layerlab"
    ]
    return HEADER + "".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Write constraints.txt anew."""
    arguments = sys.argv[1:] if arguments is None else arguments
    (ROOT / "constraints.txt").write_text(text_of(resolve(arguments)), "utf-8")
    print("Wrote constraints.txt; now call `make test`.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
