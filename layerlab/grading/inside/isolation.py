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
from dataclasses import dataclass, field, replace

from . import linux, syscalls, view

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
    """What can be made ready before a child exists: the view, the filter, the rules."""

    plan: Plan
    seen: view.View
    program: bytes | None = None
    rules: object = None


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
    linux.become(INSIDE_USER)
    linux.unshare(linux.NEW_PIDS)
    child = os.fork()
    if child:
        _wait(child, line)
    linux.die_with_parent()


def _wait(child, line):
    """Outside: end with the child, or when the checker is gone; the child dies then."""
    poll = select.poll()
    poll.register(os.pidfd_open(child), select.POLLIN)
    if line is not None:
        poll.register(line, 0)  # a hang-up is always told
    poll.poll()
    done, status = os.waitpid(child, os.WNOHANG)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF if done else 1)


def furnish(kit: Kit) -> Kit:
    """In the parent, when it has all that it needs: move into the view, for good.

    Its children find mounts and network as they shall be, and what is left for each is a
    few calls. They share one network in which nothing is up; when one child is
    born, the one before it is dead.
    """
    if not kit.plan.namespaces:
        return kit
    linux.unshare(linux.NEW_MOUNTS | linux.NEW_NET)
    view.build(kit.seen)
    if not kit.plan.landlock:
        return kit
    return replace(kit, rules=view.landlock_all(view.SCRATCH))


def fork(plan: Plan) -> int:
    """Fork a child, as process 1 of a new pid namespace if the plan has namespaces."""
    if plan.namespaces:
        linux.unshare(linux.NEW_PIDS)
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
        linux.rejoin_pids()


def leave(plan: Plan) -> None:
    """In the child: its own session, and the namespaces that are each child's own."""
    os.setsid()  # so that kill(0) reaches nobody else
    name = "/proc/self/oom_score_adj"  # where memory ends, this ends first
    with contextlib.suppress(OSError), open(name, "wb", buffering=0) as file:
        file.write(b"1000")
    if plan.namespaces:
        linux.unshare(linux.NEW_MOUNTS | linux.NEW_IPC | linux.NEW_UTS)


def shut_in(kit: Kit, scratch: str) -> None:
    """In the child: leave, take on the view, the limits and the filters, for good.

    `scratch` is the folder to work in: of this name in the view, or, without namespaces,
    an empty one that the parent made.
    """
    plan, program, rules = kit.plan, kit.program, kit.rules
    leave(plan)
    if plan.seccomp and program is None:
        program = syscalls.compiled(os.getpid(), alone=True)
    if plan.namespaces:
        view.settle_in(kit.seen)
    else:
        os.chdir(scratch)
    limit(plan)
    if plan.landlock:
        (rules or view.landlock(kit.seen, scratch)).apply()
    if plan.enough:
        linux.gain_nothing()
    if program is not None:
        linux.filter_calls(program)


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
