"""What a child sees of the file system: a new root that holds only what Python needs.

An allow-list: an empty root in memory, into which the Python installation, the system's
libraries, this package (without what judges) and the data sets are bound, all of it
read-only; and a small private scratch, the only writable place. Solutions, homes and other
submissions are not hidden: they are simply not there.
"""

import contextlib
import os
import site
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from . import linux

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/nix/store")
SYSTEM_FILES = (
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/fonts",
    "/etc/alternatives",
    "/etc/nsswitch.conf",
    "/dev/null",
    "/dev/zero",
    "/dev/full",
    "/dev/random",
    "/dev/urandom",
)
SCRATCH = "/tmp"
_ASIDE = "/.aside"
_PACKAGE = Path(__file__).resolve().parents[2]
SECRET = ("checks", "checking", "judging", "grading")  # folders of this package


@dataclass(frozen=True)
class View:
    """Read-only folders and files, and the folders inside them that are left out."""

    shown: tuple[str, ...]
    hidden: tuple[str, ...]
    scratch_bytes: int = 64 * 2**20
    scratch_files: int = 4096


def of_this_python(extra: tuple) -> View:
    """The view that this Python needs, with `extra` folders."""
    pythons = [sys.prefix, sys.base_prefix, sys.exec_prefix, site.getusersitepackages()]
    pythons += [os.path.dirname(os.path.realpath(sys.executable))]
    shown = [*SYSTEM, *SYSTEM_FILES, *pythons, str(_PACKAGE), *map(str, extra)]
    return View(_outermost(shown), secret_folders())


def secret_folders() -> tuple[str, ...]:
    """What judges, in every copy of this package that this Python finds."""
    copies = [_PACKAGE, *(Path(place, _PACKAGE.name).absolute() for place in sys.path)]
    folders = (str(copy / name) for copy in dict.fromkeys(copies) for name in SECRET)
    return tuple(folder for folder in folders if os.path.isdir(folder))


def _outermost(paths) -> tuple[str, ...]:
    """The existing paths that do not lie inside another one; links stay links."""
    there = sorted({os.path.abspath(p) for p in paths if os.path.lexists(p)}, key=len)
    there = [p for p in there if p != "/"]
    kept: list[str] = []
    for path in there:
        if not any(path.startswith(f"{k}/") for k in kept if not os.path.islink(k)):
            kept.append(path)
    return tuple(kept)


def build(view: View) -> None:
    """In the parent: build the view in mounts of its own, and make it the root."""
    base = tempfile.mkdtemp(prefix="layerlab-view-")
    above = os.open(os.path.dirname(base), os.O_PATH | os.O_CLOEXEC)
    try:
        linux.keep_mounts_private()
        linux.mount("layerlab", base, "tmpfs", linux.NO_SUID, "mode=755,size=1m")
        _furnish(view, base)
        linux.enter_root(base)
    finally:
        with contextlib.suppress(OSError):  # nothing is mounted there any more
            os.rmdir(os.path.basename(base), dir_fd=above)
        os.close(above)


def _furnish(view: View, base: str) -> None:
    os.makedirs(f"{base}{SCRATCH}")  # first: what is shown may itself lie below /tmp
    for path in view.shown:
        _show(path, base)
    _hide(view, base)
    _make_etc(base)
    for name in ("proc", "dev", f"{_ASIDE}{SCRATCH}"):
        os.makedirs(f"{base}/{name}", exist_ok=True)
    os.symlink(SCRATCH, f"{base}/dev/shm")
    linux.make_read_only(base)
    linux.mount("proc", f"{base}/proc", "proc", _SAFE | linux.NO_EXEC)


_SAFE = linux.NO_SUID | linux.NO_DEVICES


def settle_in(view: View) -> None:
    """In a child: its own processes, and its own scratch, the only writable place."""
    flags = _SAFE | linux.NO_EXEC | linux.READ_ONLY
    linux.mount("proc", "/proc", "proc", flags)
    size = f"mode=700,size={view.scratch_bytes},nr_inodes={view.scratch_files}"
    below = [path for path in view.shown if path.startswith(f"{SCRATCH}/")]
    place = f"{_ASIDE}{SCRATCH}" if below else SCRATCH
    linux.mount("scratch", place, "tmpfs", _SAFE, size)
    for path in below:  # a checkout in /tmp: else the scratch would cover it
        _show(path, _ASIDE, f"{SCRATCH}/")
    if below:
        linux.bind(place, SCRATCH)
    os.chdir(SCRATCH)


def _show(path: str, base: str, within: str = "/") -> None:
    """Show what is at `path` below `base`; where it is a link, also what that leads to."""
    target = base + path
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.islink(path):
        os.symlink(os.readlink(path), target)
        real = os.path.realpath(path)
        if real.startswith(within) and not os.path.lexists(base + real):
            _show(real, base, within)
        return
    if os.path.isdir(path):
        os.makedirs(target, exist_ok=True)
    else:
        Path(target).touch()
    linux.bind(path, target)


def _hide(view: View, base: str) -> None:
    for path in view.hidden:
        target = base + os.path.realpath(path)
        if os.path.isdir(target):
            flags = _SAFE | linux.READ_ONLY
            linux.mount("hidden", target, "tmpfs", flags, "mode=000,size=4k")


def _make_etc(base: str) -> None:
    """A user of one's own, so that asking for one's name is no error."""
    os.makedirs(f"{base}/etc", exist_ok=True)
    line = f"learner:x:{os.getuid()}:{os.getgid()}::{SCRATCH}:/bin/false\n"
    Path(base, "etc/passwd").write_text(line)


def landlock(view: View, scratch: str) -> object:
    """The same view by Landlock's rules, to be applied: for machines without namespaces.

    Names and sizes of other files can still be asked for, their content cannot be read.
    """
    from py_landlock import AccessFs, Landlock

    rules = Landlock(strict=False)
    reading = AccessFs.READ_FILE | AccessFs.READ_DIR
    for path in _landlock_paths(view):
        folder = os.path.isdir(path)
        rules.add_path_rule(path, access=reading if folder else AccessFs.READ_FILE)
    for path in ("/dev/null", "/dev/zero"):
        rules.add_path_rule(path, access=AccessFs.READ_FILE | AccessFs.WRITE_FILE)
    return rules.allow_read_write(scratch)


def landlock_all(scratch: str) -> object:
    """Inside a view: read what there is, write in the scratch, a second lock on both."""
    from py_landlock import AccessFs, Landlock

    rules = Landlock(strict=False)
    rules.allow_read("/")
    rules.add_path_rule("/dev/null", access=AccessFs.READ_FILE | AccessFs.WRITE_FILE)
    return rules.allow_read_write(scratch)


def _landlock_paths(view: View) -> list[str]:
    """Landlock has no "but not": a folder with a hidden one in it is given by its parts."""
    paths, todo = [], [*view.shown, "/proc/self"]
    hidden = [os.path.realpath(h) for h in view.hidden]
    while todo:
        path = os.path.realpath(todo.pop())
        if path in hidden:
            continue
        if any(h.startswith(f"{path}/") for h in hidden):
            with contextlib.suppress(OSError):
                todo += [f"{path}/{name}" for name in os.listdir(path)]
        elif os.path.exists(path):
            paths.append(path)
    return paths
