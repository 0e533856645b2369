"""Limits that hold inside a notebook: time, memory, printed text.

`Limited` is what the engine uses; below it stand the parts, but for the clocks
(layerlab/watching/clocks.py).
"""

import io
import signal
import sys
import threading

from layerlab.watching.clocks import Alarm, Clock, OutOfTime, in_browser
from layerlab.watching.thread_clock import ThreadClock
from layerlab.watching.trace_clock import TraceClock

__all__ = ["MEMORY", "PRINTED", "Limited", "OutOfTime", "Printed"]

MEMORY = 3 * 2**30  # bytes on top of what the process already uses
PRINTED = 4_000  # characters kept of what an attempt prints


def clock_for(seconds: float) -> Clock:
    """The clock that works in this thread, on this system."""
    if in_browser():
        return TraceClock(seconds)
    main = threading.current_thread() is threading.main_thread()
    if main and hasattr(signal, "setitimer"):
        return Alarm(seconds)
    return ThreadClock(seconds)


class Limited:
    """A context in which code may compute for `seconds` and take MEMORY bytes more.

    Raises OutOfTime inside the block; MemoryError where too much is asked for.
    """

    def __init__(self, seconds: float):
        self._clock, self._memory = clock_for(seconds), _MemoryLimit()

    def __enter__(self):
        self._memory.start()
        self._clock.start(sys._getframe(1))
        return self

    def is_over(self) -> bool:
        """Whether the time is used up, even where nobody heard of it."""
        return self._clock.left() <= 0

    def __exit__(self, *_):
        self.close()

    def close(self) -> None:
        """Lift the limits; may be called again where an alarm came in between."""
        try:
            self._clock.stop()
        finally:
            self._memory.stop()


class _MemoryLimit:
    """A soft limit on address space (Linux), or a thread that watches resident memory."""

    def __init__(self):
        self._old, self._watch = None, None

    def start(self):
        if _cuda_in_use() or in_browser():  # a page has its own bound
            return
        if sys.platform == "linux":
            self._limit_address_space()
        else:
            self._watch = _MemoryWatcher(0.05)
            self._watch.start(None)

    def _limit_address_space(self):
        import resource

        used = _address_space() * resource.getpagesize()
        self._old = resource.getrlimit(resource.RLIMIT_AS)
        wanted, hard = used + MEMORY, self._old[1]
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))

    def stop(self):
        if self._old is not None:
            import resource

            resource.setrlimit(resource.RLIMIT_AS, self._old)
            self._old = None
        if self._watch is not None:
            self._watch.stop()


def _address_space() -> int:
    """Pages that this process has mapped."""
    with open("/proc/self/statm", "rb", buffering=0) as told:
        return int(told.read(100).split()[0])


class _MemoryWatcher(ThreadClock):
    """Looks every so many seconds."""

    def _watch(self):
        try:
            import psutil
        except ImportError:  # not built for this platform: memory goes unwatched
            return
        process = psutil.Process()
        most = process.memory_info().rss + MEMORY
        while not self._done.wait(self.seconds):
            with self._lock:
                if self.active and process.memory_info().rss > most:
                    self._raise(MemoryError)


def _cuda_in_use() -> bool:
    torch = sys.modules.get("torch")
    return (
        torch is not None and torch.cuda.is_available() and torch.cuda.is_initialized()
    )


class Printed(io.TextIOBase):
    """A text stream that keeps the first `most` characters and counts the rest."""

    def __init__(self, most: int = PRINTED):
        self.most, self.length, self._parts = most, 0, []

    def writable(self) -> bool:
        """Always, as print wants to know."""
        return True

    def write(self, text: str) -> int:
        """Take in a text; give its length, kept or not."""
        if self.length < self.most:
            self._parts.append(text[: self.most - self.length])
        self.length += len(text)
        return len(text)

    def text(self) -> str:
        """What was kept, with a note where something was cut."""
        cut = self.length - self.most
        more = f"\n… ({cut:,} more characters were cut)" if cut > 0 else ""
        return "".join(self._parts) + more
