"""Limits that hold inside a notebook: time, memory, printed text.

`Limited` is what the engine uses; below it stand the parts. Two ways end an endless loop:
the alarm signal where there is one and we are in the main thread; elsewhere (Windows, other
threads) a watching thread that raises an exception in the running one. A learner's
`except:` may swallow either, so from the first alarm on a trace function raises again at
every further line.
"""

import ctypes
import io
import signal
import sys
import threading

MEMORY = 3 * 2**30  # bytes on top of what the process already uses
PRINTED = 4_000  # characters kept of what an attempt prints


class OutOfTime(BaseException):
    """Raised inside an attempt that used up its time."""


class Limited:
    """A context in which code may run for `seconds` and take MEMORY bytes more.

    Raises OutOfTime inside the block; MemoryError where too much is asked for.
    """

    def __init__(self, seconds: float):
        self._clock, self._memory = _clock(seconds), _MemoryLimit()

    def __enter__(self):
        self._memory.start()
        self._clock.start()
        return self

    def __exit__(self, *_):
        self.close()

    def close(self) -> None:
        """Lift the limits; may be called again where an alarm came in between."""
        try:
            self._clock.stop()
        finally:
            self._memory.stop()


def _clock(seconds):
    main = threading.current_thread() is threading.main_thread()
    return (
        _Alarm(seconds) if main and hasattr(signal, "setitimer") else _Watcher(seconds)
    )


class _Clock:
    """What both ways share: raising at every line, once the time is up."""

    _old_trace = None

    def __init__(self, seconds: float):
        self.seconds, self.active = seconds, False

    def _insist(self, frame):
        self._old_trace = sys.gettrace()
        while frame is not None:
            frame.f_trace = self._raise_again
            frame = frame.f_back
        sys.settrace(self._raise_again)

    def _raise_again(self, frame, event, arg):
        if not self.active or _is_ours(frame):
            return None
        if event != "line":
            return self._raise_again
        raise OutOfTime

    def stop(self):
        self.active = False
        if sys.gettrace() == self._raise_again:
            sys.settrace(self._old_trace)


def _is_ours(frame) -> bool:
    return frame.f_globals.get("__name__", "").startswith("layerlab.watching")


class _Alarm(_Clock):
    """The alarm signal: Linux and macOS, in the main thread."""

    _old = None

    def start(self):
        self.active, self._rings = True, 0
        self._old = signal.signal(signal.SIGALRM, self._ring)
        signal.setitimer(signal.ITIMER_REAL, self.seconds, 0.25)

    def _ring(self, signum, frame):
        if not self.active:
            return
        self._rings += 1
        if self._rings == 2:  # the first was swallowed by an `except:`
            self._insist(frame)
        raise OutOfTime

    def stop(self):
        super().stop()
        signal.setitimer(signal.ITIMER_REAL, 0)
        if self._old is not None:
            signal.signal(signal.SIGALRM, self._old)
            self._old = None


class _Watcher(_Clock):
    """A second thread that raises in ours: everywhere else."""

    def __init__(self, seconds: float):
        super().__init__(seconds)
        self._ident, self._lock = threading.get_ident(), threading.RLock()
        self._done = threading.Event()

    def start(self):
        self.active = True
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self):
        wait, error = self.seconds, OutOfTime
        while not self._done.wait(wait):
            with self._lock:
                if self.active:
                    raise_in(self._ident, error)
            wait, error = 0.25, _insistent(self)  # the first may have been swallowed

    def stop(self):
        self._done.set()
        with self._lock:
            super().stop()
            raise_in(self._ident, None)


def _insistent(clock) -> type:
    """An OutOfTime that, where it is raised, has it raised at every further line."""

    class Insistent(OutOfTime):
        def __init__(self):  # runs in the thread in which it is raised
            super().__init__()
            clock._insist(sys._getframe(1))

    return Insistent


def raise_in(ident: int, error: type | None) -> None:
    """Have a thread raise `error` at its next step of Python; None takes that back."""
    target = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), target)


class _MemoryLimit:
    """A soft limit on address space (Linux), or a thread that watches resident memory."""

    def __init__(self):
        self._old, self._watch = None, None

    def start(self):
        if _cuda_in_use():
            return
        if sys.platform == "linux":
            self._limit_address_space()
        else:
            self._watch = _MemoryWatcher(0.05)
            self._watch.start()

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


class _MemoryWatcher(_Watcher):
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
                    raise_in(self._ident, MemoryError)


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
