"""Where children come from: a warm parent, a fresh one each time, or another program.

A runner has `open(torch) -> Child`, `prepare(torch)` and `close()`, `torch` saying whether
the notebook speaks of it; a child has a line, and `end()`, after which every process of
the submission is dead.
"""

import contextlib
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import platformdirs

from layerlab.errors import LayerlabError

from .containers import NAME as CONTAINER
from .inside.isolation import Plan
from .lines import Gone, PipeLine, SocketLine

_HOME = Path(__file__).resolve().parents[2]  # the folder that holds the package
START_SECONDS = 300.0  # a second or two, on a machine that has nothing else to do
OPEN_SECONDS = 30.0


class RunnerFailed(LayerlabError):
    """The grader's own machinery failed; no submission is to blame."""


@dataclass
class Child:
    """A child that is ready to work, and how to end it (gives what it used)."""

    line: object
    end: object = field(repr=False)


def environment() -> dict:
    """The child's environment: a few names, none of the teacher's."""
    kept = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT")
    kept += ("LAYERLAB_DATA", "LAYERLAB_GRADER_DEBUG")
    given = {name: os.environ[name] for name in kept if name in os.environ}
    for library in ("OMP", "MKL", "OPENBLAS", "NUMEXPR"):
        given[f"{library}_NUM_THREADS"] = "1"
    return given | {
        "PYTHONPATH": str(_HOME),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "CUDA_VISIBLE_DEVICES": "",
        "LAYERLAB_PROGRESS": os.devnull,
        "MPLCONFIGDIR": _fonts(),
    }


def _fonts() -> str:
    """Where matplotlib keeps its list of fonts: making it takes seconds each time.

    Only the parent writes there; a child is given another folder before it works.
    """
    folder = platformdirs.user_cache_path("layerlab") / "grading"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return ""
    return str(folder)


class WarmRunner:
    """Children of a warm parent: of one with torch, or of one without.

    A process without torch is a quarter as large, so that a fork, its end and the pages
    copied in between take a third less time; and it starts in a third of the time. What
    its children import none the less, they import themselves. `warm=False`: children of
    a fresh process each time.
    """

    def __init__(self, plan: Plan, warm: bool = True):
        self.plan, self.warm = plan, warm
        self.parents = {torch: Parent(plan, warm, torch) for torch in (False, True)}

    def prepare(self, torch: bool = True) -> None:
        """Start the parent, if it does not run."""
        self.parents[torch and self.warm].prepare()

    def open(self, torch: bool = True) -> Child:
        """A new child, shut in and ready."""
        return self.parents[torch and self.warm].open()

    def close(self) -> None:
        """End the parents, and with them every child."""
        for parent in self.parents.values():
            parent.close()


class Parent:
    """The process that forks children, as the checker sees it."""

    def __init__(self, plan: Plan, warm: bool, torch: bool):
        self.plan, self.warm, self.torch, self.process = plan, warm, torch, None

    def prepare(self) -> None:
        """Start it, if it does not run."""
        if self.process is None or self.process.poll() is not None:
            self._start()

    def open(self) -> Child:
        """A new child, shut in and ready."""
        self.prepare()
        mine, theirs = socket.socketpair()
        try:
            answer = self._ask({"do": "fork"}, [theirs.fileno()])
        finally:
            theirs.close()
        if "pid" not in answer:
            raise RunnerFailed("No child could be made", answer.get("error", ""))
        child = Child(SocketLine(mine), lambda: self._end(mine, answer["pid"]))
        _await_ready(child)
        return child

    def _end(self, mine, pid):
        mine.close()
        used = self._ask({"do": "end", "pid": pid})
        if not self.warm:
            self.close()
        return used

    def _start(self):
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.words = tempfile.TemporaryFile()  # noqa: SIM115 (closed in close)
        given = {"warm": self.warm, "torch": self.torch, "plan": asdict(self.plan)}
        module = "layerlab.grading.inside.warm_parent"
        command = [sys.executable, "-P", "-m", module, str(theirs.fileno())]
        self.process = subprocess.Popen(
            [*command, json.dumps(given)],
            env=environment(), cwd="/", pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self.words,
        )  # fmt: skip
        theirs.close()
        self._hear(START_SECONDS)

    def _ask(self, request, fds=()):
        try:
            data = json.dumps(request).encode()
            socket.send_fds(self.control, [data], list(fds))
        except OSError:
            self._fail()
        return self._hear(OPEN_SECONDS)

    def _hear(self, seconds):
        self.control.settimeout(seconds)
        try:
            data = self.control.recv(65536)
        except OSError:
            data = b""
        if not data:
            self._fail()
        return json.loads(data)

    def _fail(self):
        self.words.seek(0)
        last = self.words.read()[-400:].decode(errors="replace").strip()
        self.close()
        raise RunnerFailed(
            "The grader's warm process ended", "".join(last.splitlines()[-1:])
        )

    def close(self) -> None:
        """End it, and with it every child."""
        if self.process is None:
            return
        self.control.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None
        self.words.close()


class ProgramRunner:
    """A new program for each submission, spoken to over pipes.

    Where there is no fork (Windows): without isolation, for one's own work. Or a
    container engine's command, which brings its own (see `containers`).
    """

    def __init__(self, command=None):
        self.command = command

    def prepare(self, torch: bool = True) -> None:
        """Nothing is kept ready."""

    def open(self, torch: bool = True) -> Child:
        """A new program, ready; it imports what it needs."""
        scratch = tempfile.TemporaryDirectory(prefix="layerlab-child-")
        own = [sys.executable, "-P", "-m", "layerlab.grading.inside.worker"]
        name = f"layerlab-{secrets.token_hex(8)}"
        command = [w.replace(CONTAINER, name) for w in self.command or own]
        process = subprocess.Popen(
            command, env=environment() | {"LAYERLAB_SCRATCH": scratch.name}, cwd=scratch.name,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        line = PipeLine(process)
        child = Child(line, lambda: self._end(line, process, scratch, name))
        _await_ready(child)
        return child

    def _end(self, line, process, scratch, name):
        if self.command and any(CONTAINER in word for word in self.command):
            kill = [self.command[0], "kill", name]
            subprocess.run(kill, capture_output=True, check=False, timeout=60)
        process.kill()
        process.wait()
        line.close()
        with contextlib.suppress(OSError):
            scratch.cleanup()
        return {"cpu": 0.0, "memory": 0, "status": process.returncode}

    def close(self) -> None:
        """Nothing is kept between submissions."""


def _await_ready(child):
    try:
        hello = child.line.hear(time.monotonic() + OPEN_SECONDS)
    except Gone as gone:
        child.end()
        raise RunnerFailed("A child ended before it began", str(gone)) from None
    if not hello.get("ready"):
        child.end()
        raise RunnerFailed("A child could not shut itself in", hello.get("error", ""))
