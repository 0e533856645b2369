"""Where the files of the real sets are: this machine first, the network last.

Search order: the data cache (`LAYERLAB_DATA`, else the user's cache folder), the places
where a system keeps such files (Debian's dataset packages), the official mirrors.
"""

import os
import sys
from pathlib import Path

from layerlab.data.checksums import is_whole
from layerlab.data.download import fetch
from layerlab.data.registry import File, facts, file_of
from layerlab.errors import DataUnavailable

SYSTEM = Path("/usr/share/datasets")  # of Debian's dataset-fashion-mnist


def cache_folder() -> Path:
    """The folder of the data cache, one folder a set; it need not exist."""
    chosen = os.environ.get("LAYERLAB_DATA")
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return platformdirs.user_cache_path("layerlab", appauthor=False) / "data"


def find(name: str, *choices: str) -> Path:
    """The path of the first of these files that is here and whole; else fetch one.

    `choices` are file names of the registry, the best one first; the first that has
    addresses is fetched. Raises `DataUnavailable`, which says what to do.
    """
    files = [file_of(name, choice) for choice in choices]
    removed = []
    for file in files:
        for path in (folder / file.name for folder in _places(name)):
            if path.is_file() and _usable(path, file, removed):
                return path
    wanted = next((file for file in files if file.urls), None)
    if wanted is None or os.environ.get("LAYERLAB_OFFLINE") == "1":
        why = "LAYERLAB_OFFLINE=1 forbids to fetch it" if wanted else "no mirror has it"
        raise unavailable(name, why, removed)
    try:
        return fetch(wanted, cache_folder() / facts(name)["folder"])
    except DataUnavailable as problem:
        raise unavailable(name, problem.happened, removed) from problem


def unavailable(name: str, why: str, removed=()) -> DataUnavailable:
    """The error for a set that cannot be had: one sentence why, one what to do."""
    known = facts(name)
    gone = f"; {', '.join(removed)} was damaged" if removed else ""
    folder = cache_folder() / known["folder"]
    return DataUnavailable(
        f"{known['title']} is not on this machine and could not be fetched",
        f"{why}{gone}",
        f"Connect to the network once, or put the files into {folder}, or take "
        f"{known['stand_in']!r} in its place with fallback=True",
    )


def _places(name: str):
    """The folders to look in, nearest first: a set's own name or its usual one."""
    folder = facts(name)["folder"]
    yield cache_folder() / folder
    if name != folder:
        yield cache_folder() / name
    yield SYSTEM / folder


def _usable(path: Path, file: File, removed: list) -> bool:
    try:
        if is_whole(path, file):
            return True
    except PermissionError:
        return False
    removed.append(str(path))
    if SYSTEM in path.parents:
        return False
    try:
        path.unlink()
        print(f"{path} is damaged: removed, to be fetched again.", file=sys.stderr)
    except OSError:
        print(f"{path} is damaged and cannot be removed.", file=sys.stderr)
    return False
