"""Every file that was handed in, with its place: in a folder, a zip, a zip in either.

`files` tells all of them, also those that nobody can read: what to make of them is
`intake`'s part.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from layerlab.errors import BadArgument

from . import archives

MOST_FILES = 200_000
MOST_OF_ZIP = 5_000  # files of one learner's zip that are listed
_SYSTEM = re.compile(
    r"(^|/)(\.[^/]*|__MACOSX|_extensions|Thumbs\.db|desktop\.ini)(/|$)"
)


@dataclass(frozen=True)
class File:
    """One file: where its bytes are, the path that people see, and its times.

    outer     characters of the path that no learner wrote into a zip
    time      when it came, as whoever collected says
    own_time  what the learner's own zip says
    trouble   why it cannot be opened, or ""
    """

    path: str
    label: str
    time: float
    inner: str = ""
    member: str = ""
    own_time: float = 0.0
    outer: int = 10**6
    trouble: str = ""

    @property
    def left_by_system(self) -> bool:
        """Whether a program left it there: checkpoints, .DS_Store and the like."""
        return bool(_SYSTEM.search(self.label))


def files(source: Path) -> Iterator[File]:
    """All files of a folder or a zip, or the one notebook."""
    if source.is_dir():
        yield from _folder(source)
    elif source.is_file() and source.suffix.lower() == ".zip":
        yield from _zip(File(str(source), "", 0.0), "")
    elif source.is_file() and ".ipynb" in source.name.lower():
        yield File(str(source), source.name, source.stat().st_mtime)
    else:
        raise BadArgument(
            "Submissions are a folder, a zip or a notebook",
            f"{source} is none of them",
            "Check the path",
        )


def _folder(source):
    lost: list[OSError] = []
    for folder, folders, names in os.walk(source, onerror=lost.append):
        folders.sort()
        links = [name for name in folders if os.path.islink(Path(folder, name))]
        for name in sorted([*names, *links]):
            path = Path(folder, name)
            yield from _one(path, path.relative_to(source).as_posix())
    for error in lost:
        label = Path(error.filename).relative_to(source).as_posix()
        if label == ".":
            raise error
        words = f"the folder cannot be read ({error.strerror})"
        yield File(str(error.filename), f"{label}/", 0.0, trouble=words)


def _one(path, label):
    told = path.lstat()
    found = File(str(path), label, told.st_mtime)
    if not stat.S_ISREG(told.st_mode):
        yield File(*_place(found), trouble="it is a link or no plain file")
    elif label.lower().endswith(".zip") and not found.left_by_system:
        yield from _zip(found, "")
    else:
        yield found


def _place(found):
    return found.path, found.label, found.time


def _zip(outer: File, inner: str) -> Iterator[File]:
    """The files of a zip: the source itself (no label), a learner's, one inside it."""
    learners, prefix = bool(outer.label), f"{outer.label}/" if outer.label else ""
    try:
        members = archives.members(archives.archive(outer.path, inner, learners))
    except OSError as error:
        if not learners:
            raise BadArgument("The zip cannot be read", str(error)) from None
        yield File(*_place(outer), inner=inner, trouble=str(error))
        return
    if learners:
        if not members:
            yield File(*_place(outer), inner=inner, trouble="its zip holds no file")
        members, rest = _fewer(members)
        if rest:
            words = f"its zip holds {rest:,} files more than are looked at"
            yield File(outer.path, f"{prefix}…", outer.time, trouble=words)
    for name, shown, time in members:
        yield from _member(outer, inner, prefix, (name, shown, time))


def _fewer(members):
    """A learner's zip is listed up to a bound: notebooks first, the newest first."""
    order = sorted(members, key=lambda m: (".ipynb" not in m[1].lower(), -m[2]))
    return order[:MOST_OF_ZIP], max(0, len(order) - MOST_OF_ZIP)


def _member(outer, inner, prefix, told):
    name, shown, time = told
    label = prefix + shown
    when = outer.time if outer.label else time
    edge = min(outer.outer, len(outer.label)) if outer.label else 10**6
    found = File(outer.path, label, when, inner, name, time, edge)
    if not label.lower().endswith(".zip") or found.left_by_system:
        yield found
    elif inner:
        yield File(*_place(found), outer=edge, trouble="it is a zip in a zip in a zip")
    else:
        yield from _zip(File(outer.path, label, when, name, outer=edge), name)
