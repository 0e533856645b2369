"""Finding submissions: in a folder, in a folder for each student, in a zip, in one file.

Nothing is unpacked to disk, links are not followed, and every size is bounded. A
Submission says where its bytes are (`load` fetches them), whose it is, and when it came.

Whose: the pattern of Canvas (`name_LATE_123_456_file-2.ipynb`) or of Moodle
(`Name_123_assignsubmission_file_…`) where it fits; then a regular expression given with
`--names`; then the first folder; then what the file name has besides the unit's name.
"""

import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from layerlab.errors import BadArgument

MOST_FILES = 50_000
MOST_BYTES = 60 * 2**20  # of one notebook
MOST_RATIO = 200  # of a zip's compression; notebooks reach about 20
_IGNORED = re.compile(r"(^|/)(\.(?!\.?/)|__MACOSX|_extensions)")
_CANVAS = re.compile(
    r"^(?P<student>[^_/]+)_(?P<late>LATE_)?(?P<id>\d+)_\d+_(?P<file>.+?)"
    r"(?:-(?P<attempt>\d+))?\.ipynb$",
    re.IGNORECASE,
)
_MOODLE = re.compile(
    r"^(?P<student>[^/]+?)_(?P<id>\d+)_assignsubmission_file_?/?(?P<file>.+)\.ipynb$"
)
_UNIT = re.compile(
    r"[\W_]*(?:exercises?|unit|lesson)?[\W_]*(?<!\d)\d\d[_-][a-z0-9_]+$", re.I
)


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
        with zipfile.ZipFile(self.path) as archive:
            info = archive.getinfo(self.member)
            if info.file_size > MOST_RATIO * max(info.compress_size, 512):
                raise OSError(f"{self.label} unpacks to {info.file_size:,} bytes")
            try:
                with archive.open(info) as file:
                    return file.read(MOST_BYTES + 1)
            except (
                zipfile.BadZipFile,
                RuntimeError,
                NotImplementedError,
                EOFError,
            ) as e:
                raise OSError(f"{self.label} cannot be unpacked: {e}") from None


def _no_link(path):
    if os.path.islink(path) or not os.path.isfile(path):
        raise OSError(f"{path} is a link or no plain file")
    return path


def find(source: str, names: str = "", due: datetime | None = None):
    """The submissions in `source`, and sentences about what was left out.

    `names` is a regular expression on the path with the group `student` (and `attempt`,
    `late` if you like); `due` marks as late what is younger.
    """
    pattern = _pattern(names)
    found, notes = [], []
    for path, member, label, when in _files(Path(source), notes):
        found.append(_submission(path, member, label, when, pattern, due))
        if len(found) >= MOST_FILES:
            notes.append(f"Only the first {MOST_FILES:,} notebooks were taken.")
            break
    return found, notes


def _pattern(names):
    if not names:
        return None
    try:
        pattern = re.compile(names)
    except re.error as error:
        raise BadArgument("--names is no regular expression", str(error)) from None
    if "student" not in pattern.groupindex:
        raise BadArgument(
            "--names needs the group (?P<student>…)",
            f"{names!r} has none",
            r"Write for instance (?P<student>\w+)/.*\.ipynb",
        )
    return pattern


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
                yield from _archive(path, f"{label}/", notes)


def _archive(path, prefix, notes):
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        notes.append(f"{path.name} is a damaged zip ({error}).")
        return
    for info in members[:MOST_FILES]:
        name = info.filename
        if name.lower().endswith(".ipynb") and not _IGNORED.search(name):
            parts = [p for p in PurePosixPath(name).parts if p not in ("..", "/")]
            yield str(path), name, prefix + "/".join(parts), _zip_time(info)


def _zip_time(info) -> float:
    try:
        return datetime(*info.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0


def _submission(path, member, label, when, pattern, due):
    found = _who(label, pattern)
    late = bool(found.get("late")) or bool(due and when > due.timestamp())
    attempt = found.get("attempt") or "0"
    return Submission(
        path,
        label,
        found["student"][:120],
        member,
        found.get("id") or "",
        int(attempt[:6]) if attempt.isdigit() else 0,
        when,
        late,
    )


def _who(label, pattern) -> dict:
    """Student, and what else the path tells."""
    given = pattern and pattern.search(label)
    if given:
        return given.groupdict()
    for known in (_MOODLE, _CANVAS):
        match = known.match(label if known is _MOODLE else label.rsplit("/", 1)[-1])
        if match:
            return match.groupdict()
    parts = PurePosixPath(label).parts
    if len(parts) > 1:
        return {"student": parts[0].removesuffix(".zip")}
    stem = parts[0].removesuffix(".ipynb")
    return {"student": _UNIT.sub("", stem).strip("_- ") or stem}


def newest(found: list[tuple[Submission, tuple]]):
    """Of several notebooks of a student for the same units only the newest counts.

    Takes pairs (submission, units), gives the pairs that count and those that do not. The
    newest has the highest attempt number, then the latest time, then the last name.
    """
    best: dict = {}
    older = []
    for pair in sorted(found, key=lambda p: (p[0].attempt, p[0].time, p[0].label)):
        slot = (pair[0].student, pair[1] or pair[0].label)
        if slot in best:
            older.append(best[slot])
        best[slot] = pair
    kept = set(map(id, best.values()))
    return [p for p in found if id(p) in kept], older
