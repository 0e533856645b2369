"""Finding submissions: in a folder, in a folder for each student, in a zip, in one file.

Nothing is unpacked to disk, links are not followed, and every size is bounded. A
Submission says where its bytes are (`load` fetches them), whose it is (see `students`), and
when it came.
"""

import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from layerlab.errors import BadArgument

from .students import pattern, plain, student_of

MOST_FILES = 50_000
MOST_BYTES = 40 * 2**20  # of one notebook
MOST_RATIO = 200  # of a zip's compression; notebooks reach about 20
MOST_ZIP = (
    200 * 2**20
)  # of a zip among the submissions; the source itself may be larger
_IGNORED = re.compile(r"(^|/)(\.(?!\.?/)|__MACOSX|_extensions)")


@dataclass(frozen=True)
class Submission:
    """One notebook: its place (`path`, and `member` of a zip), whose, when, late."""

    path: str
    label: str
    student: str
    member: str = ""
    student_id: str = ""
    attempt: int = 0
    time: float = 0.0
    late: bool = False

    def load(self) -> bytes:
        """Its bytes; at most MOST_BYTES of them. OSError where it cannot be read."""
        if not self.member:
            with open(_no_link(self.path), "rb") as file:
                return file.read(MOST_BYTES + 1)
        try:
            with zipfile.ZipFile(self.path) as archive:
                return self._unpacked(archive)
        except OSError:
            raise
        except Exception as error:  # zlib, lzma and zipfile each have their own
            raise OSError(f"{self.label} cannot be unpacked: {error}") from None

    def _unpacked(self, archive):
        info = archive.getinfo(self.member)
        if info.file_size > MOST_RATIO * max(info.compress_size, 512):
            raise OSError(f"{self.label} unpacks to {info.file_size:,} bytes")
        with archive.open(info) as file:
            return file.read(MOST_BYTES + 1)


def _no_link(path):
    if os.path.islink(path) or not os.path.isfile(path):
        raise OSError(f"{plain(path)} is a link or no plain file")
    return path


def find(
    source: str, names: str = "", due: datetime | None = None
) -> tuple[list, list[str]]:
    """The submissions in `source`, and sentences about what was left out.

    `names` is a regular expression on the path with the group `student` (and `attempt`,
    `late` if you like); `due` marks as late what is younger.
    """
    given = pattern(names)
    found: dict[str, Submission] = {}
    notes: list[str] = []
    for path, member, label, when in _files(Path(source), notes):
        sub = _submission(path, member, plain(label), when, given, due)
        found[_free(sub.label, found)] = sub
        if len(found) >= MOST_FILES:
            notes.append(f"Only the first {MOST_FILES:,} notebooks were taken.")
            break
    return [replace(sub, label=label) for label, sub in found.items()], notes


def _free(label, taken):
    """The label, with a number where another file has the same."""
    number, name = 2, label
    while name in taken:
        name, number = f"{label.removesuffix('.ipynb')} ({number}).ipynb", number + 1
    return name


def _files(source, notes) -> Iterator[tuple]:
    if source.is_dir():
        yield from _folder(source, notes)
    elif source.suffix.lower() == ".ipynb" and source.is_file():
        yield str(source), "", source.name, source.stat().st_mtime
    elif source.is_file() and zipfile.is_zipfile(source):
        yield from _archive(source, "", notes)
    else:
        raise BadArgument(
            "Submissions are a folder, a zip or a notebook",
            f"{source} is none of them",
            "Check the path",
        )


def _folder(source, notes):
    for folder, folders, files in os.walk(source, followlinks=False):
        folders[:] = sorted(f for f in folders if not _IGNORED.search(f))
        for name in sorted(files):
            path = Path(folder, name)
            label = path.relative_to(source).as_posix()
            if name.startswith("."):
                continue
            if name.lower().endswith(".ipynb"):
                yield str(path), "", label, path.lstat().st_mtime
            elif name.lower().endswith(".zip") and not path.is_symlink():
                yield from _student_archive(path, label, notes)


def _student_archive(path, label, notes):
    """A zip that a learner may have made: its size is bounded too."""
    if path.stat().st_size > MOST_ZIP:
        notes.append(f"{plain(label)} is too large; it was left out.")
    else:
        yield from _archive(path, f"{label}/", notes)


def _archive(path, prefix, notes):
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except Exception as error:  # whatever a damaged zip makes of zipfile
        notes.append(f"{plain(path.name)} is a damaged zip ({plain(str(error))}).")
        return
    last = {info.filename: info for info in members[:MOST_FILES]}
    for name, info in last.items():
        parts = [p for p in PurePosixPath(name).parts if p not in ("..", "/")]
        label = prefix + "/".join(parts)
        if _IGNORED.search(name):
            continue
        if name.lower().endswith(".ipynb"):
            yield str(path), name, label, _zip_time(info)
        elif name.lower().endswith(".zip"):
            notes.append(f"{plain(label)} is a zip inside a zip; it was not opened.")


def _zip_time(info) -> float:
    try:
        return datetime(*info.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0


def _submission(path, member, label, when, given, due):
    found = student_of(label, given)
    late = bool(found.get("late")) or bool(due and when > due.timestamp())
    attempt = found.get("attempt") or "0"
    return Submission(
        path,
        label,
        found["student"][:120],
        member,
        found.get("id") or "",
        int(attempt[:6]) if attempt.isdecimal() else 0,
        when,
        late,
    )
