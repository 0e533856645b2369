"""The child's side of the conversation: read a request, do it, answer; until the line ends.

The learner's code runs in this same process and may do what it likes with this module: all
that it can forge is what it says about itself, and every answer is judged elsewhere.
"""

import importlib.util
import os
import random
import sys
from dataclasses import asdict

from layerlab.watching.watch import Request, watch, watch_all

from .. import wire
from . import attempts, stub_checks
from .attempts import Attempts
from .small import small

SCRATCH_NAMES = ("HOME", "TMPDIR", "MPLCONFIGDIR", "XDG_CACHE_HOME", "IPYTHONDIR")


class Line:
    """Reads and writes whole messages on two file descriptors (or one, twice)."""

    def __init__(self, reading: int, writing: int):
        self.reading, self.writing, self.early = reading, writing, b""

    def receive(self) -> dict | None:
        """The next message; None where the other side is gone."""
        head = self._exactly(wire.HEAD.size)
        if head is None:
            return None
        rest = self._exactly(sum(wire.HEAD.unpack(head)))
        return None if rest is None else wire.decode(head + rest, formulas=True)

    def _exactly(self, count):
        """So many bytes; what came with them waits for the next call."""
        parts, missing = [self.early], count - len(self.early)
        while missing > 0:
            part = os.read(self.reading, min(max(missing, 2**16), 2**20))
            if not part:
                return None
            parts.append(part)
            missing -= len(part)
        data = b"".join(parts)
        self.early = data[count:]
        return data[:count]

    def send(self, message: dict) -> None:
        """Write a message completely."""
        data = memoryview(wire.encode(message))
        while data:
            data = data[os.write(self.writing, data) :]


def serve(line: Line, shell, scratch: str, error: str = "") -> None:
    """Answer requests until the line ends."""
    line.send({"ready": not error, "error": error})
    if error:
        return
    worker = Worker(shell, scratch)
    while (request := line.receive()) is not None:
        answer = worker.answer(request)
        try:
            line.send(answer | {"number": request["number"]})
        except (ValueError, MemoryError, RecursionError) as trouble:
            words = f"the answer cannot travel: {type(trouble).__name__}"
            line.send({"number": request["number"], "trouble": words})


class Worker:
    """Does what a request asks for, in this process."""

    def __init__(self, shell, scratch):
        self.shell, self.scratch = shell, scratch

    def answer(self, request: dict) -> dict:
        """What the learner's side answers to a request."""
        return getattr(self, "_" + request["do"])(request)

    def _start(self, request):
        """Settle in: names of the scratch, random seeds, the stub of the checks."""
        for name in SCRATCH_NAMES:
            os.environ[name] = self.scratch
        os.environ.update(USER="learner", LOGNAME="learner")
        os.chdir(self.scratch)
        stub_checks.install(request["units"])
        seed(request["seed"])
        if self.shell is None:
            from . import shell

            self.shell = shell.make()
        self.attempts = Attempts(self.shell.user_ns)
        attempts.remember()
        return {"python": sys.version.split()[0]}

    def _cell(self, request):
        from . import shell

        return shell.run(self.shell, request["index"], request["source"])

    def _look(self, request):
        """Watch the learner's function once."""
        attempt = self.attempts.take(request["key"], request["which"])
        if attempt is None:
            return {"missing": True}
        wanted = Request(**request["request"])
        return {"seen": asdict_shallow(watch(attempt, wanted))}

    def _look_ahead(self, request):
        """Watch it for one set of arguments after the other, as long as all goes well."""
        attempt = self.attempts.take(request["key"], request["which"])
        if attempt is None:
            return {"ahead": []}
        wanted = [Request(**request["request"] | {"args": a}) for a in request["args"]]
        seen = watch_all(attempt, wanted, request["seconds"], request["draws"])
        return {"ahead": [asdict_shallow(one) for one in seen]}

    def _defined(self, request):
        """How many attempts there are at each exercise, and what else is defined."""
        attempts.restore()
        counts = {key: self.attempts.count(key) for key in request["keys"]}
        last = [key.rpartition(".")[2] for key in request["keys"]]
        there = [name for name in last if name in self.shell.user_ns]
        return {"counts": counts, "there": there, "names": self._names()}

    def _names(self):
        own = [n for n, v in self.shell.user_ns.items() if callable(v)]
        known = set(self.shell.user_ns_hidden)
        return [str(n) for n in own if n not in known and not str(n).startswith("_")]


def asdict_shallow(seen) -> dict:
    """An Observation as a dict of what there was to see, its value made small."""
    told = {k: v for k, v in vars(seen).items() if k != "value" and v}
    told["value"] = small(seen.value)
    return told | ({"raised": asdict(seen.raised)} if seen.raised else {})


def seed(number: int) -> None:
    """Settle the random numbers of Python, NumPy and torch, and torch's threads: one."""
    import numpy as np

    random.seed(number)
    np.random.seed(number % 2**32)
    torch = sys.modules.get("torch")
    if torch is None:
        sys.meta_path.insert(0, _SeedsTorch(number))
    else:
        _seed_torch(torch, number)


def _seed_torch(torch, number):
    torch.default_generator.manual_seed(number)  # there is no GPU to seed
    torch.set_num_threads(1)


class _SeedsTorch:
    """Seeds torch when a cell imports it after all: unseeded it draws anew each time."""

    def __init__(self, number):
        self.number = number

    def find_spec(self, name, path=None, target=None):
        """The spec that others find, with seeding after its module has run."""
        if name != "torch":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is not None:
            run = spec.loader.exec_module
            spec.loader.exec_module = lambda module: (
                run(module),
                _seed_torch(module, self.number),
            )
        return spec


def main() -> None:
    """Serve on standard input and output: where there is no fork, and in containers."""
    reading, writing = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    if sys.platform == "win32":
        import msvcrt

        for number in (reading, writing):
            msvcrt.setmode(number, os.O_BINARY)
    serve(Line(reading, writing), None, os.environ["LAYERLAB_SCRATCH"])


if __name__ == "__main__":
    main()
