"""The learner's progress: which checks have passed. From reading down to the file.

One line of JSON for each pass, appended in a single write: a crash costs at most the line
being written, and two kernels do not disturb each other. The file lies in the user's data
folder, or where the environment variable LAYERLAB_PROGRESS says.
"""

import json
import os
import sys
import time
from pathlib import Path

from ..errors import BadArgument

_in_memory: list[dict] = []  # passes that could not be written
_warned = False


def passed() -> dict[str, set[str]]:
    """Names of the passed exercises, by unit: {"perceptron": {"predict", "update"}}."""
    units: dict[str, set[str]] = {}
    for entry in _entries():
        units.setdefault(entry["unit"], set()).add(entry["name"])
    return units


def record(unit: str, name: str) -> None:
    """Note that an exercise passed. Where the file cannot be written, say so and go on."""
    if name in passed().get(unit, ()):
        return
    _append([{"unit": unit, "name": name, "time": int(time.time())}])


def export(path) -> Path:
    """Write the progress to a small file, to be carried to another machine."""
    path = Path(path)
    lines = [json.dumps(entry) for entry in _entries()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def load(path) -> int:
    """Add the passes of an exported file; give how many were new.

    Raises BadArgument where the file is not an export of progress.
    """
    text = Path(path).read_text(encoding="utf-8")
    entries = [entry for line in text.splitlines() if (entry := _entry(line))]
    if not entries and text.strip():
        raise BadArgument(
            "A progress file holds one exercise a line",
            f"{Path(path).name} has no such line",
            "Choose a file that ll.progress.export wrote",
        )
    known = passed()
    new = [e for e in entries if e["name"] not in known.get(e["unit"], ())]
    _append(new)
    return len(new)


def path() -> Path:
    """Where the progress is kept."""
    if os.environ.get("LAYERLAB_PROGRESS"):
        return Path(os.environ["LAYERLAB_PROGRESS"])
    import platformdirs

    return (
        Path(platformdirs.user_data_dir("layerlab", appauthor=False)) / "progress.jsonl"
    )


def _entries() -> list[dict]:
    try:
        lines = path().read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    return [entry for line in lines if (entry := _entry(line))] + _in_memory


def _entry(line: str) -> dict | None:
    """The entry of a line; None where the line was torn by a crash."""
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    good = isinstance(entry, dict) and all(
        isinstance(entry.get(k), str) for k in ("unit", "name")
    )
    return entry if good else None


def _append(entries: list[dict]) -> None:
    if not entries:
        return
    text = "".join(json.dumps(entry) + "\n" for entry in entries)
    try:
        _write(path(), text)
    except OSError as error:
        _in_memory.extend(entries)
        _say_once(error)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
    handle = os.open(file, flags, 0o644)
    try:
        torn = (
            os.fstat(handle).st_size
            and os.pread(handle, 1, os.fstat(handle).st_size - 1) != b"\n"
        )
        os.write(handle, (("\n" if torn else "") + text).encode())
    finally:
        os.close(handle)


def _say_once(error: OSError) -> None:
    global _warned
    if not _warned:
        _warned = True
        print(
            f"Your progress cannot be saved ({error.strerror}: {path()}). The checks work all "
            "the same; set LAYERLAB_PROGRESS to a file that you may write to keep it.",
            file=sys.stderr,
        )
