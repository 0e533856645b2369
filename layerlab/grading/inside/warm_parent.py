"""The warm parent: imports everything once, then forks a child for each submission.

    python -m layerlab.grading.inside.warm_parent SOCKET OPTIONS

It is told what to do over a socket, one packet a request: `fork` (with the child's end of
a line to the checker), `end` a child. It holds no secret, sees no answer, and dies with the
checker; a child is killed with everything that it started.
"""

import contextlib
import gc
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
import traceback

from . import isolation, linux, warm_up, worker
from .isolation import Plan
from .view import SCRATCH


def main(arguments: list[str]) -> None:
    """Warm up if asked to, say so, and serve until the checker is gone."""
    line = socket.socket(fileno=int(arguments[0]))
    options = json.loads(arguments[1])
    plan = Plan.told(options["plan"])
    isolation.settle(plan, line)
    ready = warm_up.shell_ready(options["torch"]) if options["warm"] else None
    parent = _Parent(line, isolation.furnish(isolation.prepare(plan)), ready)
    gc.collect()
    gc.freeze()  # a forked child then copies no page only to count references
    gc.set_threshold(10_000, 20, 20)  # a child is short
    if options["warm"] and sys.platform == "linux":
        linux.gather_pages()
    line.send(json.dumps({"ready": os.getpid()}).encode())
    parent.serve()


class _Parent:
    def __init__(self, line, kit, shell):
        self.line, self.kit, self.shell = line, kit, shell
        self.scratches: dict[int, str] = {}

    def serve(self):
        """Answer requests until the socket closes; then end what still lives."""
        while True:
            data, fds, _, _ = socket.recv_fds(self.line, 65536, 1)
            if not data:
                break
            request = json.loads(data)
            answer = self._fork(fds[0]) if request["do"] == "fork" else None
            answer = answer or self._end(request["pid"])
            self.line.send(json.dumps(answer).encode())
        for pid in list(self.scratches):
            self._end(pid)

    def _fork(self, fd):
        """A child that shuts itself in and works; its number."""
        scratch = self._scratch()
        try:
            pid = isolation.fork(self.kit.plan)
        except OSError as error:
            self._remove(scratch)
            os.close(fd)
            return {"error": str(error)}
        if pid == 0:
            self._child(fd, scratch)
        os.close(fd)
        self.scratches[pid] = scratch
        return {"pid": pid}

    def _scratch(self):
        """In the view every child has its own of this name; elsewhere, a new folder."""
        if self.kit.plan.namespaces:
            return SCRATCH
        return tempfile.mkdtemp(prefix="layerlab-child-")

    def _remove(self, scratch):
        if not self.kit.plan.namespaces:
            shutil.rmtree(scratch, ignore_errors=True)

    def _child(self, fd, scratch):
        """Shut in, then work. Never returns."""
        status = 1
        try:
            if sys.platform == "linux":
                linux.die_with_parent()
            _only(fd)
            error = self._shut_in(scratch)
            worker.serve(worker.Line(3, 3), self.shell, scratch, error)
            status = 0
        except BaseException:
            if os.environ.get("LAYERLAB_GRADER_DEBUG"):
                traceback.print_exc()
        finally:
            os._exit(status)

    def _shut_in(self, scratch) -> str:
        try:
            isolation.shut_in(self.kit, scratch)
        except BaseException as error:
            return f"{type(error).__name__}: {error}"
        return ""

    def _end(self, pid):
        """Kill process 1, and with it all the others; wait until they are gone."""
        scratch = self.scratches.pop(pid, None)
        if scratch is None:
            return {"error": "no such child"}
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        _, status, used = os.wait4(pid, 0)
        self._remove(scratch)
        cpu = used.ru_utime + used.ru_stime
        return {"cpu": cpu, "memory": used.ru_maxrss * 1024, "status": status}


def _only(fd: int) -> None:
    """Keep the one line to the checker, as number 3, and nothing else."""
    os.dup2(fd, 3)
    os.closerange(4, 4096)
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1) if os.environ.get("LAYERLAB_GRADER_DEBUG") else (0, 1, 2):
        os.dup2(null, number)
    os.close(null)


if __name__ == "__main__":
    main(sys.argv[1:])
