"""The few calls to the Linux kernel that Python 3.11 has no function for.

Python gained `os.unshare` in 3.12 and has no `mount`; the tools that have them (bubblewrap,
unshare) start a new program, and a new program would have to import numpy and torch
again, which takes a hundred times as long as everything else. So these are called through
ctypes, each with its error turned into OSError. Numbers are those of the kernel's headers
(https://github.com/torvalds/linux/tree/master/include/uapi/linux).
"""

import ctypes
import os
from functools import lru_cache
from pathlib import Path

NEW_USER, NEW_MOUNTS, NEW_PIDS = 0x10000000, 0x00020000, 0x20000000
NEW_NET, NEW_IPC, NEW_UTS = 0x40000000, 0x08000000, 0x04000000
READ_ONLY, NO_SUID, NO_DEVICES, NO_EXEC = 0x1, 0x2, 0x4, 0x8
_BIND, _RECURSIVE, _PRIVATE, _DETACH = 0x1000, 0x4000, 0x40000, 2
_MOUNT_SETATTR, _AT_RECURSIVE = 442, 0x8000  # the number is the same everywhere
_DEATH_SIGNAL, _CAPABILITY_DROP = 1, 24
_NO_NEW_PRIVILEGES = 38
_LARGE, _COLLAPSE = 2 * 2**20, 25  # bytes of a large page; advice
_SECCOMP, _BY_FILTER, _ONE_RULE = 22, 2, 8  # a rule of a filter has eight bytes
_CAPABILITIES_3 = 0x20080522


@lru_cache
def _libc():
    return ctypes.CDLL(None, use_errno=True)


def _must(result: int, what: str) -> None:
    if result != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")


def unshare(flags: int) -> None:
    """Move this process into new namespaces."""
    _must(_libc().unshare(flags), "unshare")


def become(inside: int) -> None:
    """Be user and group number `inside` in a new user namespace, and nobody else."""
    uid, gid = os.getuid(), os.getgid()
    unshare(NEW_USER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{inside} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{inside} {gid} 1")


def rejoin_pids() -> None:
    """Have the next child born into this process's own pid namespace again."""
    handle = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    try:
        _must(_libc().setns(handle, NEW_PIDS), "setns")
    finally:
        os.close(handle)


def mount(source, target, kind="", flags=0, options="") -> None:
    """Mount a file system of some kind."""
    words = [str(word).encode() or None for word in (source, target, kind)]
    given = _libc().mount(*words, ctypes.c_ulong(flags), options.encode() or None)
    _must(given, f"mount {target}")


def bind(source, target) -> None:
    """Show `source` at `target`, with everything mounted below it."""
    mount(source, target, flags=_BIND | _RECURSIVE)


def gather_pages() -> None:
    """Put this process's memory on large pages where it can be (Linux 6.1).

    A fork copies one entry of a table for each page, 512 times fewer for large ones; that
    is most of what a fork of some hundred megabytes takes (madvise(2), MADV_COLLAPSE).
    """
    advise = _libc().madvise
    for line in Path("/proc/self/maps").read_text().splitlines():
        place, rights, _, _, _, *file = line.split()
        first, last = (int(number, 16) for number in place.split("-"))
        if rights == "rw-p" and file in ([], ["[heap]"]):
            for page in range(-(-first // _LARGE) * _LARGE, last - _LARGE + 1, _LARGE):
                advise(ctypes.c_void_p(page), ctypes.c_size_t(_LARGE), _COLLAPSE)


def keep_mounts_private() -> None:
    """What is mounted from here on is seen in this namespace only."""
    mount("none", "/", flags=_RECURSIVE | _PRIVATE)


class _MountAttributes(ctypes.Structure):
    _fields_ = [(n, ctypes.c_uint64) for n in ("set", "clear", "propagation", "userns")]


def make_read_only(path) -> None:
    """Let nobody write below `path`, other mounts included (Linux 5.12)."""
    wanted = _MountAttributes(set=READ_ONLY | NO_SUID)
    given = _libc().syscall(
        _MOUNT_SETATTR,
        -100,
        str(path).encode(),
        _AT_RECURSIVE,
        ctypes.byref(wanted),
        ctypes.sizeof(wanted),
    )
    _must(given, "mount_setattr")


def enter_root(path) -> None:
    """Make `path` the root, and let go of the old one."""
    os.chdir(path)
    _must(_libc().pivot_root(b".", b"."), "pivot_root")
    _must(_libc().umount2(b".", _DETACH), "umount2")
    os.chdir("/")


def die_with_parent() -> None:
    """Be killed when the parent dies."""
    _must(_libc().prctl(_DEATH_SIGNAL, 9, 0, 0, 0), "prctl")


def gain_nothing() -> None:
    """Give up every capability, for good."""
    libc = _libc()
    _must(libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0), "prctl")
    number = 0
    while libc.prctl(_CAPABILITY_DROP, number, 0, 0, 0) == 0:
        number += 1
    head = (ctypes.c_uint32 * 2)(_CAPABILITIES_3, 0)
    _must(libc.capset(head, (ctypes.c_uint32 * 6)()), "capset")


class _Program(ctypes.Structure):
    _fields_ = [("count", ctypes.c_ushort), ("rules", ctypes.c_char_p)]


def filter_calls(program: bytes) -> None:
    """Have the kernel judge every further system call by this compiled filter."""
    wanted = _Program(len(program) // _ONE_RULE, program)
    given = _libc().prctl(_SECCOMP, _BY_FILTER, ctypes.byref(wanted), 0, 0)
    _must(given, "seccomp")
