"""Fetch one file, whatever goes wrong: mirrors, resume, time-outs, sha256, one at a time.

From `fetch` down to the bytes. pooch checks the sum and moves the file into place in one
step; what is here is what it lacks: several mirrors, and going on where a try broke off.
"""

import errno
import os
import shutil
import time
from pathlib import Path

from layerlab.data.checksums import is_whole
from layerlab.data.registry import File
from layerlab.errors import DamagedFile, DataUnavailable
from layerlab.settings import is_static

TIMEOUTS = (10, 30)  # seconds to connect, seconds without a byte
TRIES = 3  # at one mirror, as long as bytes come
SLOWEST = 1024  # bytes a second, averaged, before the next mirror is tried
PATIENCE = 60  # seconds before a slow mirror is judged
WAIT = 1800  # seconds to wait for another process that fetches the same file


def fetch(file: File, folder: Path) -> Path:
    """Fetch `file` into `folder` and give its path; `DataUnavailable` says why not."""
    from filelock import FileLock, Timeout

    target = folder / file.name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / f".{file.name}.lock", timeout=WAIT):
            if target.is_file() and is_whole(target, file):
                return target  # another process was faster
            _room(file, folder)
            return _from_mirrors(file, target)
    except Timeout as problem:
        why = f"another process has been fetching {file.name} for {WAIT} seconds"
        raise DataUnavailable(why) from problem
    except OSError as problem:
        raise DataUnavailable(_in_words(problem, folder)) from problem


def _from_mirrors(file: File, target: Path) -> Path:
    import pooch
    import requests

    reasons = []
    pooch.get_logger().setLevel("ERROR")  # the progress bar says what it would
    for url in file.urls:
        try:
            pooch.retrieve(
                url,
                known_hash=None,  # `_Resuming` has checked it before the move
                fname=target.name,
                path=target.parent,
                downloader=_Resuming(file),
            )
            return target
        except (requests.RequestException, DamagedFile, _TooSlow) as problem:
            reasons.append(f"{_host(url)}: {_short(problem)}")
    raise DataUnavailable("; ".join(reasons))


class _TooSlow(Exception):
    """A mirror that gives less than `SLOWEST` bytes a second."""


class _Resuming:
    """A downloader for pooch: keeps what came in a .part file, and goes on from there."""

    def __init__(self, file: File):
        self.file = file

    def __call__(self, url, output_file, _pooch) -> None:
        part = Path(output_file).with_name(f"{self.file.name}.part")
        for attempt in range(TRIES):
            before = part.stat().st_size if part.exists() else 0
            try:
                _pour(url, part, before, self.file)
                if self._whole(part, resumed=before > 0):
                    break
            except _broke_off():
                now = part.stat().st_size if part.exists() else 0
                if now <= before or attempt == TRIES - 1:
                    raise
        os.replace(part, output_file)

    def _whole(self, part: Path, resumed: bool) -> bool:
        """True if the sum is right; False to start over; else a `DamagedFile`."""
        if is_whole(part, self.file):
            return True
        part.unlink()
        if resumed:
            return False  # the first half may have come from elsewhere
        raise DamagedFile("what came has the wrong sha256")


def _pour(url: str, part: Path, start: int, file: File) -> None:
    """Append what is missing to the .part file."""
    import requests
    from tqdm.auto import tqdm

    headers = {"Range": f"bytes={start}-"} if start else {}
    headers["Accept-Encoding"] = "identity"  # the file as it is, its own gzip included
    with requests.get(url, headers=headers, stream=True, timeout=TIMEOUTS) as reply:
        if reply.status_code == 416:  # nothing is missing, or the part is too long
            return
        reply.raise_for_status()
        start = start if reply.status_code == 206 else 0
        total = start + int(reply.headers.get("Content-Length", 0)) or None
        bar = {"unit": "B", "unit_scale": True, "leave": False, "disable": is_static()}
        with (
            part.open("ab" if start else "wb") as out,
            tqdm(desc=file.name, initial=start, total=total, **bar) as progress,
        ):
            _copy(reply, out, progress)


def _copy(reply, out, progress) -> None:
    began, got = time.monotonic(), 0
    for block in reply.iter_content(1 << 16):
        out.write(block)
        progress.update(len(block))
        got += len(block)
        spent = time.monotonic() - began
        if spent > PATIENCE and got < SLOWEST * spent:
            raise _TooSlow(f"{got / spent:.0f} bytes a second are too slow")


def _room(file: File, folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < file.size:
        raise OSError(errno.ENOSPC, f"{file.size:,} bytes needed, {free:,} are free")


def _in_words(problem: OSError, folder: Path) -> str:
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk of {folder} is full; free some space or set LAYERLAB_DATA"
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{folder} may not be written to; set LAYERLAB_DATA to a folder of yours"
    return f"{folder} cannot be used ({problem.strerror or problem})"


def _short(problem: Exception) -> str:
    import requests

    if isinstance(problem, requests.Timeout):
        return "no answer in time"
    if isinstance(problem, requests.HTTPError):
        return f"answered {problem.response.status_code}"
    if isinstance(problem, _broke_off()):
        return "not reached, or broke off"
    return str(problem).rstrip(".")


def _broke_off():
    """The errors after which it is worth to go on where the file broke off."""
    from requests import ConnectionError, Timeout
    from requests.exceptions import ChunkedEncodingError

    return ConnectionError, Timeout, ChunkedEncodingError


def _host(url: str) -> str:
    return url.split("/")[2]
