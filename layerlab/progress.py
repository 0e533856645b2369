"""The learner's progress: which checks have passed, which predictions came true.

From reading down to the file. One line of JSON for each of them, appended in a single write: a crash costs at most the
line being written, and two kernels do not disturb each other. The file lies in the user's
data folder, or where the environment variable LAYERLAB_PROGRESS says. `export` and `load`
carry it elsewhere; on Colab, `to_drive` keeps it through a disconnect.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from layerlab.errors import BadArgument

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = (
    "append describe export hits keep_in load passed path picture predicted record "
    "record_prediction to_drive"
).split()
_DRIVE = "/content/drive"  # where Colab's own examples mount it
_in_memory: list[dict] = []  # passes that could not be written
_warned = False


def passed() -> dict[str, set[str]]:
    """Names of the passed exercises, by unit: {"perceptron": {"predict", "update"}}."""
    units: dict[str, set[str]] = {}
    for entry in _entries():
        if "right" not in entry:
            units.setdefault(entry["unit"], set()).add(entry["name"])
    return units


def predicted() -> dict[str, dict[str, bool]]:
    """Whether each first answer came true, by unit: {"perceptron": {"side": True}}."""
    units: dict[str, dict[str, bool]] = {}
    for entry in _entries():
        if "right" in entry:
            known = units.setdefault(entry["unit"], {})
            known.setdefault(entry["name"], bool(entry["right"]))
    return units


def hits() -> str:
    """How many predictions came true, in words; nothing before the first."""
    all_ = [right for names in predicted().values() for right in names.values()]
    return f"{sum(all_)} of {len(all_)} predictions came true" if all_ else ""


def record_prediction(unit: str, name: str, right: bool) -> None:
    """Note whether the first answer to a prediction came true; nobody is graded by it."""
    if name not in predicted().get(unit, ()):
        now = int(time.time())
        _append([{"unit": unit, "name": name, "right": right, "time": now}])


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
    return _append_new(entries)


def keep_in(file) -> Path:
    """Keep the progress in this file from now on; what passed before is added to it."""
    before = _entries()
    _in_memory.clear()
    os.environ["LAYERLAB_PROGRESS"] = str(file)
    _append_new(before)
    return path()


def to_drive() -> Path:
    """On Colab: keep the progress in your own Drive from now on; gives the file.

    Colab asks whether the notebook may use the Drive. Call it again after a disconnect:
    what passed in earlier sessions is there, what passed in this one is added.
    Raises BadArgument elsewhere.
    """
    if "google.colab" not in sys.modules:
        raise BadArgument(
            "ll.progress.to_drive() keeps the progress in a Drive on Colab",
            "this is not Colab",
            "ll.progress.export and ll.progress.load carry it to another machine",
        )
    from google.colab import drive

    drive.mount(_DRIVE)
    return keep_in(Path(_DRIVE, "MyDrive", "layerlab", "progress.jsonl"))


def picture(course: dict[str, list[str]] | None = None, ax=None) -> "Axes":
    """A picture of the progress: one row a unit, one square an exercise; gives the axes.

    `course` holds the names of all exercises by unit; without it, the passed ones. Passed ones are filled and carry a tick, the others are empty.
    """
    import matplotlib.pyplot as plt

    done = passed()
    course = course or {unit: sorted(names) for unit, names in done.items()}
    ax = ax or plt.subplots(figsize=(5.6, 0.6 + 0.3 * max(len(course), 1)))[1]
    for row, (unit, names) in enumerate(course.items()):
        for column, name in enumerate(names):
            ticked = name in done.get(unit, ())
            face = "#0072B2" if ticked else "none"
            box = plt.Rectangle((column, row + 0.1), 0.8, 0.8, fc=face, ec="#5B6770")
            ax.add_patch(box)
            if ticked:
                ax.text(
                    column + 0.4, row + 0.5, "✓", color="w", ha="center", va="center"
                )
    return _labelled(ax, course)


def _labelled(ax, course):
    most = max((len(names) for names in course.values()), default=1)
    ax.set(xlim=(0, most), ylim=(len(course), 0), xticks=[])
    ax.set_yticks([row + 0.5 for row in range(len(course))], list(course))
    ax.set_title(describe(course))
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.grid(False)
    return ax


def describe(course: dict[str, list[str]]) -> str:
    """The picture in one sentence, which is also its alt text.

    >>> describe({"nowhere": ["nothing", "at_all"]})
    '0 of 2 exercises passed'
    """
    done = passed()
    count = sum(
        n in done.get(unit, ()) for unit, names in course.items() for n in names
    )
    words = f"{count} of {sum(map(len, course.values()))} exercises passed"
    return ", ".join(filter(None, [words, hits()]))


def path() -> Path:
    """Where the progress is kept."""
    if os.environ.get("LAYERLAB_PROGRESS"):
        return Path(os.environ["LAYERLAB_PROGRESS"])
    import platformdirs

    folder = platformdirs.user_data_dir("layerlab", appauthor=False)
    return Path(folder) / "progress.jsonl"


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


def _append_new(entries: list[dict]) -> int:
    tried, done = predicted(), passed()
    known = [(tried if "right" in e else done).get(e["unit"], ()) for e in entries]
    new = [e for e, names in zip(entries, known, strict=True) if e["name"] not in names]
    _append(new)
    return len(new)


def _append(entries: list[dict]) -> None:
    if not entries:
        return
    text = "".join(json.dumps(entry) + "\n" for entry in entries)
    try:
        append(path(), text)
    except OSError as error:
        _in_memory.extend(entries)
        _say_once(error)


def append(file: Path, text: str, *, sync: bool = False) -> None:
    """Add whole lines to a file in one write; on a new line where a crash cut the last.

    With `sync` they are on the disk afterwards. Raises OSError.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
    handle = os.open(file, flags, 0o644)
    try:
        torn = False  # whether a crash cut the last line
        if os.lseek(handle, 0, os.SEEK_END):
            os.lseek(handle, -1, os.SEEK_END)
            torn = os.read(handle, 1) != b"\n"
        os.write(handle, (("\n" if torn else "") + text).encode("utf-8", "replace"))
        if sync:
            os.fsync(handle)
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


def __dir__() -> list[str]:
    return __all__
