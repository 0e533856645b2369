"""How a child shuts itself in, rung by rung, and how the rungs are tried beforehand.

| rung | what it takes away | by |
|---|---|---|
| namespaces | other processes, the network, the file system but for `view` | Linux |
| landlock | files outside the view, TCP, signals (a second lock; the first without namespaces) | py-landlock |
| seccomp | new processes and programs, mounts, debugging, sockets | libseccomp |
| limits | memory, processor time, file size, open files | setrlimit |

Namespaces suffice; so do Landlock and seccomp together. With less, `enough` is False and
the grader refuses. Nothing is believed because the kernel's version promises it: `probing`
shuts a process in and has it try to get out.
"""

import contextlib
import os
import select
from dataclasses import dataclass, field
from pathlib import Path

from . import kernel, syscalls, view

with contextlib.suppress(ImportError):  # Windows has none
    import resource

INSIDE_USER = 1000


@dataclass(frozen=True)
class Plan:
    """Which rungs are used, what is seen, and the limits of a child."""

    namespaces: bool = True
    landlock: bool = True
    seccomp: bool = True
    memory: int = 6 * 2**30  # of address space: torch alone takes three
    file_bytes: int = 32 * 2**20
    cpu_seconds: int = 900
    open_files: int = 128
    extra: tuple = ()

    @classmethod
    def told(cls, given: dict) -> "Plan":
        """The plan that travelled as JSON, where tuples become lists."""
        return cls(**given | {"extra": tuple(given["extra"])})

    @property
    def enough(self) -> bool:
        """Whether hostile code may run behind these rungs."""
        return self.namespaces or (self.landlock and self.seccomp)

    def rungs(self) -> list[str]:
        """Names of the rungs in use."""
        names = ("namespaces", "landlock", "seccomp")
        return [n for n in names if getattr(self, n)] + ["limits"]


@dataclass(frozen=True)
class Kit:
    """What can be made ready before a child exists: the view, the compiled filter."""

    plan: Plan
    seen: view.View
    program: bytes | None = None


def prepare(plan: Plan) -> Kit:
    """Load the libraries and make the kit, while everything can still be found."""
    seen = view.of_this_python(plan.extra)
    if plan.landlock:
        import py_landlock

        py_landlock.get_abi_version()  # it looks for libc by starting a program
    early = plan.seccomp and plan.namespaces
    return Kit(plan, seen, syscalls.compiled(1) if early else None)


def settle(plan: Plan, line=None) -> None:
    """In the parent, before it grows: enter a user and a pid namespace of its own.

    There it may give each child a pid namespace by one fork; otherwise that takes two,
    and a fork of a parent with torch in it takes some ten milliseconds. The process that
    called waits outside, and ends with the one that goes on or when `line` (a socket to
    the checker) is hung up.
    """
    if not plan.namespaces:
        return
    kernel.become(INSIDE_USER)
    kernel.unshare(kernel.NEW_PIDS)
    child = os.fork()
    if child:
        _wait(child, line)
    kernel.die_with_parent()


def _wait(child, line):
    """Outside: end with the child, or when the checker is gone; the child dies then."""
    poll = select.poll()
    poll.register(os.pidfd_open(child), select.POLLIN)
    if line is not None:
        poll.register(line, 0)  # a hang-up is always told
    poll.poll()
    done, status = os.waitpid(child, os.WNOHANG)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF if done else 1)


def fork(plan: Plan) -> int:
    """Fork a child, as process 1 of a new pid namespace if the plan has namespaces."""
    if plan.namespaces:
        kernel.unshare(kernel.NEW_PIDS)
    try:
        pid = os.fork()
    except OSError:
        _rejoin(plan)
        raise
    if pid:
        _rejoin(plan)
    return pid


def _rejoin(plan):
    if plan.namespaces:
        kernel.rejoin_pids()


def leave(plan: Plan) -> None:
    """In the child: its own session, and the other namespaces."""
    os.setsid()  # so that kill(0) reaches nobody else
    with contextlib.suppress(OSError):  # where memory ends, this ends first
        Path("/proc/self/oom_score_adj").write_text("1000")
    if plan.namespaces:
        flags = kernel.NEW_MOUNTS | kernel.NEW_NET | kernel.NEW_IPC | kernel.NEW_UTS
        kernel.unshare(flags)


def shut_in(kit: Kit, base: str) -> None:
    """In the child: leave, take on the view, the limits and the filters, for good."""
    plan, program = kit.plan, kit.program
    leave(plan)
    if plan.seccomp and program is None:
        program = syscalls.compiled(os.getpid(), alone=True)
    if plan.namespaces:
        view.enter(kit.seen, base)
    else:
        os.chdir(base)
    limit(plan)
    if plan.landlock and plan.namespaces:
        view.landlock_all(view.SCRATCH)
    elif plan.landlock:
        view.landlock(kit.seen, base)
    if plan.enough:
        kernel.gain_nothing()
    if program is not None:
        kernel.filter_calls(program)


def limit(plan: Plan) -> None:
    """The limits that every Unix knows."""
    wanted = {
        "RLIMIT_AS": plan.memory,
        "RLIMIT_FSIZE": plan.file_bytes,
        "RLIMIT_CPU": plan.cpu_seconds,
        "RLIMIT_NOFILE": plan.open_files,
        "RLIMIT_CORE": 0,
        "RLIMIT_MEMLOCK": 0,
        "RLIMIT_MSGQUEUE": 0,
    }
    if plan.namespaces:  # counted within the user namespace, so only there
        wanted["RLIMIT_NPROC"] = 128
    for name, value in wanted.items():
        number = getattr(resource, name, None)
        if number is not None:
            hard = resource.getrlimit(number)[1]
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(number, (value, value))


@dataclass
class Trial:
    """What became of trying a plan: which ways out were open, or the error."""

    plan: Plan
    open_ways: list[str] = field(default_factory=list)
    error: str = ""

    @property
    def held(self) -> bool:
        """Whether the plan could be carried out and every way out was shut."""
        return not self.error and not self.open_ways
