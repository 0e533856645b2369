"""The checker's ends of the lines to a child: every read and write has a deadline.

`SocketLine` for forked children, `PipeLine` for started programs (no fork, containers).
Whatever goes wrong, the child being the cause, is `Gone`, with a reason.
"""

import contextlib
import queue
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator

from . import wire

BLOCK = 2**16  # bytes read at once: most answers need one read


class Gone(BaseException):
    """The child died, hung or spoke nonsense. Not an Exception: nobody swallows it.

    reason  "died", "out of time" or "nonsense"
    """

    def __init__(self, reason: str, detail: str = ""):
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


class Line:
    """Questions and answers by number; subclasses move the bytes."""

    pipelined = False  # whether several questions may wait in the line

    def __init__(self):
        self.number, self.heard, self.early = 0, 0, b""

    def ask(self, request: dict, seconds: float) -> dict:
        """Send a request and give its answer; Gone where none comes in time."""
        deadline = time.monotonic() + seconds
        self._write(self._numbered(request), deadline)
        return self._answer(self.number, deadline)

    def ask_all(self, requests: list[dict], seconds: Callable) -> Iterator[dict]:
        """The answers to several requests in turn; `seconds()` is asked before each.

        They travel together where that is possible: each message to and fro wakes
        another process, which costs more than most answers.
        """
        first = self.number + 1
        data = (
            [self._numbered(request) for request in requests] if self.pipelined else []
        )
        together = 0 < sum(map(len, data)) <= BLOCK
        if together:
            self._write(b"".join(data), time.monotonic() + seconds())
        for number, request in enumerate(requests, first):
            if not together:
                yield self.ask(request, seconds())
                continue
            yield self._answer(number, time.monotonic() + seconds())

    def _numbered(self, request):
        self.number += 1
        return wire.encode(request | {"number": self.number})

    def _answer(self, number, deadline):
        answer = self.hear(deadline)
        told = answer.get("number")
        if type(told) is not int or told != number:
            raise Gone("nonsense", "an answer that nobody asked for")
        if "trouble" in answer:
            raise Gone("nonsense", str(answer["trouble"])[:200])
        return answer

    def hear(self, deadline: float) -> dict:
        """The next message, whatever it is."""
        head = self._exactly(wire.HEAD.size, deadline)
        try:
            self.heard = sum(wire.sizes(head))
            rest = self._exactly(self.heard, deadline)
            return wire.decode(head + rest)
        except wire.BadMessage as bad:
            raise Gone("nonsense", str(bad)) from None

    def _exactly(self, count, deadline):
        """So many bytes; what came with them waits for the next call."""
        parts, missing = [self.early], count - len(self.early)
        while missing > 0:
            part = self._read(min(max(missing, BLOCK), 2**20), deadline)
            if not part:
                raise Gone("died")
            parts.append(part)
            missing -= len(part)
        data = b"".join(parts)
        self.early = data[count:]
        return data[:count]


def _left(deadline):
    left = deadline - time.monotonic()
    if left <= 0:
        raise Gone("out of time")
    return left


class SocketLine(Line):
    """A line over one end of a socket pair."""

    pipelined = True

    def __init__(self, end: socket.socket):
        super().__init__()
        self.end = end

    def _write(self, data, deadline):
        try:
            self.end.settimeout(_left(deadline))
            self.end.sendall(data)
        except TimeoutError:
            raise Gone("out of time") from None
        except OSError:
            raise Gone("died") from None

    def _read(self, count, deadline):
        try:
            self.end.settimeout(_left(deadline))
            return self.end.recv(count)
        except TimeoutError:
            raise Gone("out of time") from None
        except OSError:
            raise Gone("died") from None

    def close(self) -> None:
        """Hang up."""
        self.end.close()


class PipeLine(Line):
    """A line over the standard input and output of a program.

    Pipes cannot be waited for with a deadline on every system, so a thread reads.
    """

    WAITING = 8  # blocks read ahead; then the pipe itself holds the child back

    def __init__(self, process: subprocess.Popen):
        super().__init__()
        self.process, self.rest = process, b""
        self.blocks: queue.Queue = queue.Queue(self.WAITING)
        self.closed = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        block = b" "
        while block and not self.closed.is_set():
            try:
                block = self.process.stdout.read1(BLOCK)
            except (OSError, ValueError):
                block = b""
            self._offer(block)

    def _offer(self, block):
        while not self.closed.is_set():
            try:
                return self.blocks.put(block, timeout=0.2)
            except queue.Full:
                continue

    def _write(self, data, deadline):
        timer = threading.Timer(_left(deadline), self.process.kill)
        timer.start()
        try:
            self.process.stdin.write(data)
            self.process.stdin.flush()
        except (OSError, ValueError):
            raise Gone("died") from None
        finally:
            timer.cancel()

    def _read(self, count, deadline):
        if not self.rest:
            try:
                self.rest = self.blocks.get(timeout=_left(deadline))
            except queue.Empty:
                raise Gone("out of time") from None
        part, self.rest = self.rest[:count], self.rest[count:]
        return part

    def close(self) -> None:
        """Hang up."""
        self.closed.set()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()
