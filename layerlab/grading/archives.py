"""Zips: the teacher's, a learner's, and a learner's inside the teacher's; all bounded.

Nothing is unpacked to disk. What a learner may have made is bounded before it is opened:
its size, the length of its list of files, how far a file unpacks.
"""

import io
import os
import stat
import struct
import zipfile
from datetime import datetime
from functools import lru_cache

MOST_BYTES = 200 * 2**20  # of one notebook; saved outputs can be large
MOST_RATIO = 200  # of a zip's compression; notebooks reach about 20
MOST_ZIP = 200 * 2**20  # of a learner's zip; the source itself may be larger
MOST_INNER = 64 * 2**20  # of a zip inside a zip, which is held in memory
MOST_LIST = 4 * 2**20  # of a learner's list of files: some 40,000
_TAIL = 22 + 65_535  # an archive's last record, with its comment


class Refused(OSError):
    """An archive, or a file in one, that is not opened: why, in words."""


def plain_file(path: str) -> bytes:
    """The bytes of a file that is no link and no pipe; OSError for any other."""
    _must_be_plain(path)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        return file.read(MOST_BYTES + 1)


def _must_be_plain(path):
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise Refused("it is a link or no plain file")


@lru_cache(maxsize=2)
def _opened(path: str, changed: int, size: int, member: str) -> zipfile.ZipFile:
    """An archive, kept open: to read its list again for each file takes the square."""
    if not member:
        return zipfile.ZipFile(path)
    inner = _unpacked(archive(path), member, MOST_INNER)
    if len(inner) > MOST_INNER:
        raise Refused("it is too large")
    _must_be_short(io.BytesIO(inner), len(inner))
    return zipfile.ZipFile(io.BytesIO(inner))


def archive(path: str, member: str = "", learners: bool = False) -> zipfile.ZipFile:
    """The zip at this path, or the zip that is this member of it; OSError for none."""
    _must_be_plain(path)
    told = os.stat(path)
    try:
        if learners:
            _must_be_small(path, told.st_size)
        return _opened(path, told.st_mtime_ns, told.st_size, member)
    except OSError:
        raise
    except Exception as error:  # whatever a damaged zip makes of zipfile
        raise Refused(f"it is a damaged zip ({error})") from None


def _must_be_small(path, size):
    if size > MOST_ZIP:
        raise Refused("it is too large")
    with open(path, "rb") as file:
        _must_be_short(file, size)


def _must_be_short(file, size):
    """Refuse an archive whose list of files would take long to read."""
    file.seek(max(size - _TAIL, 0))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise Refused("it is a damaged zip")
    (length,) = struct.unpack("<I", tail[at + 12 : at + 16])
    if length > MOST_LIST:
        raise Refused("it holds too many files")


def members(found: zipfile.ZipFile) -> list[tuple[str, str, float]]:
    """Triples of a member's name, the path it says, and its time; no folders.

    A path of Windows has backslashes; one that climbs out is cut to what remains.
    """
    last = {info.filename: info for info in found.infolist()}
    rows = []
    for name, info in last.items():
        parts = name.replace("\\", "/").split("/")
        shown = "/".join(part for part in parts if part not in ("", ".", ".."))
        if shown and not name.endswith(("/", "\\")):
            rows.append((name, shown, _time(info)))
    return rows


def _time(info) -> float:
    try:
        return datetime(*info.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0


def unpacked(path: str, inner: str, member: str) -> bytes:
    """A notebook's bytes out of a zip, or of the zip `inner` in it."""
    try:
        return _unpacked(archive(path, inner), member, MOST_BYTES)
    except OSError:
        raise
    except Exception as error:  # zlib, lzma and zipfile each have their own
        raise Refused(f"it cannot be unpacked ({error})") from None


def _unpacked(found, member, most) -> bytes:
    info = found.getinfo(member)
    if info.file_size > MOST_RATIO * max(info.compress_size, 512):
        raise Refused(f"it unpacks to {info.file_size:,} bytes")
    with found.open(info) as file:
        return file.read(most + 1)
