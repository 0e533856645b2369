"""Stamps: all that a result depends on, in one number; and what was right with which.

What was found right is kept in `.stamps.json`, beside the code and out of git: a stamp
in a notebook would change with every edit of the engine, and would say of one machine
what another has not seen. On a fresh clone nothing is there, so everything runs once.
"""

import functools
import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterable
from pathlib import Path

from tools.project import ROOT

FILE = ROOT / ".stamps.json"
KINDS = ("tests", "modules", "notebooks")
# whatever else a result depends on: versions, settings of the tests, and how stamps are made
ALWAYS = (
    *("constraints.txt", "pyproject.toml"),
    *("tools/reach.py", "tools/references.py", "tools/stamps.py"),
)


def stamp(files: Iterable[Path], *words: str) -> str:
    """One number for the content of these files, these words, and this machine."""
    always = [ROOT / name for name in ALWAYS]
    parts = sorted(f"{path.as_posix()} {_content(path)}" for path in {*files, *always})
    text = "\n".join([*parts, machine(), *words])
    return hashlib.sha256(text.encode()).hexdigest()[:20]


@functools.cache
def _content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@functools.cache
def machine() -> str:
    """Python, the system, and the packages that are really installed."""
    places = {Path(place) for place in sys.path if Path(place).is_dir()}
    packages = {p.name for place in places for p in place.glob("*.dist-info")}
    named = [sys.version, platform.system(), platform.machine()]
    return "\n".join([*named, *sorted(packages)])


def load() -> dict[str, dict]:
    """What was right, and with which stamp; nothing where the file cannot be read."""
    try:
        read = json.loads(FILE.read_text("utf-8"))
        return {kind: dict(read[kind]) for kind in KINDS}
    except (OSError, ValueError, KeyError, TypeError):
        return {kind: {} for kind in KINDS}


def save(kind: str, right: dict, *, forget: Iterable[str] = ()) -> None:
    """Add what was right now, and forget what was not, or is no more."""
    known = load()
    for name in forget:
        known[kind].pop(name, None)
    known[kind] |= right
    new = FILE.with_suffix(f".{os.getpid()}")
    new.write_text(json.dumps(known, indent=0, sort_keys=True), "utf-8")
    new.replace(FILE)
