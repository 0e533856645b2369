"""Clocks that end an attempt: how long it may compute, and how it is stopped.

What counts is the CPU time of the attempt's own thread, since a busy machine is no
mistake of a learner's; what only waits is ended after ten times as much on the wall.
Here it is the alarm signal, where there is one and we are in the main thread; elsewhere
(Windows, other threads) a second thread, `thread_clock`, and in a browser, which has
neither, `trace_clock`.
A learner's `except:` may swallow either, so from the second alarm on a trace function
raises again at every further line.

Nothing is raised where Python would swallow it or be left in a bad state: in the callback
of a weak reference, in `__del__`, in an import. Then the alarm rings again a little later.
"""

import signal
import sys
import sysconfig
from time import monotonic  # a learner may put another in its place

try:
    from time import thread_time
except ImportError:  # Pyodide has one thread, whose clock is the process's
    from time import process_time as thread_time

WALL = 10  # times the CPU time that an attempt has
SOON = 0.02  # seconds until the next alarm, where this one came at a bad moment
AGAIN = 0.25  # seconds until the next, where this one may have been swallowed
GRACE = 1.0  # seconds in which an alarm waits for a line of the learner's own
PATIENCE = 300.0  # seconds in which it waits for the end of an import
_LIBRARY = sysconfig.get_path("stdlib")
_FRAGILE = ("weakref.py", "_weakrefset.py")


class OutOfTime(BaseException):
    """Raised inside an attempt that used up its time."""


def in_browser() -> bool:
    """Whether Python runs in a web page (Pyodide): no threads, no signals, no processes."""
    return sys.platform == "emscripten"


def is_learners(frame) -> bool:
    """Whether this is a line of the learner's own: not of a library, not of ours."""
    name = frame.f_globals.get("__name__", "")
    path = frame.f_code.co_filename
    if name.startswith(("layerlab.", "importlib", "_frozen")):
        return False
    return "site-packages" not in path and not path.startswith(
        (_LIBRARY, "<frozen", "<__array_function__")
    )


class Clock:
    """What both ways share: when the time is up, and when that may be said."""

    _old_trace = None

    def __init__(self, seconds: float):
        self.seconds, self.active = seconds, False
        self._caller, self._due = None, None
        self._began = (0.0, 0.0)

    def start(self, caller) -> None:
        """Begin, for what the frame `caller` calls."""
        self._caller, self._due, self.active = caller, None, True
        self._began = (self._computed(), monotonic())

    def stop(self) -> None:
        """End; may be called again."""
        self.active, self._caller = False, None
        if sys.gettrace() == self._raise_again:
            sys.settrace(self._old_trace)

    def left(self) -> float:
        """Seconds that the attempt has at least."""
        computed, waited = self._began
        return min(
            self.seconds - (self._computed() - computed),
            WALL * self.seconds - (monotonic() - waited),
        )

    def _computed(self) -> float:
        """CPU seconds of the attempt's thread."""
        return thread_time()

    def _wait(self, frame) -> float:
        """Seconds until an alarm may be raised in this frame; 0 for now."""
        now = monotonic()
        if _is_importing(frame) and now - (self._due or now) < PATIENCE:
            self._due = self._due or now
            self._began = (self._computed(), now)  # an import is no part of the attempt
            return SOON  # and its end is noticed soon
        if (left := self.left()) > 0:
            return max(left, SOON)
        self._due = self._due or now
        if self._is_fragile(frame):
            patience = PATIENCE
        else:
            patience = 0 if is_attempts(frame) else GRACE
        return 0 if now - self._due >= patience else SOON

    def _is_fragile(self, frame) -> bool:
        """Whether an exception here would be swallowed, or leave an import half done."""
        while frame is not None and frame is not self._caller:
            code = frame.f_code
            if code.co_name == "__del__" or code.co_filename.endswith(_FRAGILE):
                return True
            if code.co_filename.startswith("<frozen importlib"):
                return True
            frame = frame.f_back
        return False

    def insist(self, frame) -> None:
        """From now on, raise at every line of what this frame stands in."""
        self._old_trace = sys.gettrace()
        while frame is not None:
            frame.f_trace = self._raise_again
            frame = frame.f_back
        sys.settrace(self._raise_again)

    def _raise_again(self, frame, event, arg):
        name = frame.f_globals.get("__name__", "")
        if not self.active or name.startswith("layerlab.watching"):
            return None
        if event != "line" or self._is_fragile(frame):
            return self._raise_again
        raise OutOfTime


def is_attempts(frame) -> bool:
    """A line of a learner's, or of an implementation of ours that stands for one."""
    if frame is None:  # its thread has ended
        return True
    name = frame.f_globals.get("__name__", "")
    return is_learners(frame) or name.startswith("layerlab.checks")


def _is_importing(frame) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def _is_ending(frame) -> bool:
    """Whether the attempt is over and its limits are being lifted."""
    ours = frame.f_globals.get("__name__", "").startswith("layerlab.watching")
    return ours and frame.f_code.co_name in ("__exit__", "close", "stop")


class Alarm(Clock):
    """The alarm signal: Linux and macOS, in the main thread."""

    _old = None

    def start(self, caller) -> None:
        """Begin, and set the alarm."""
        super().start(caller)
        self._rings = 0
        self._old = signal.signal(signal.SIGALRM, self._ring)
        signal.setitimer(signal.ITIMER_REAL, self.seconds, AGAIN)

    def _ring(self, signum, frame):
        if not self.active or _is_ending(frame):
            return
        if wait := self._wait(frame):
            signal.setitimer(signal.ITIMER_REAL, wait, AGAIN)
            return
        self._rings += 1
        if self._rings == 2:  # the first was swallowed by an `except:`
            self.insist(frame)
        raise OutOfTime(self._measured())

    def _measured(self) -> str:
        """What was measured, where the attempt waited more than it computed."""
        computed, waited = (
            self._computed() - self._began[0],
            monotonic() - self._began[1],
        )
        if computed >= self.seconds:
            return ""
        return f"in {waited:.0f} seconds it computed for {computed:.1f}"

    def stop(self) -> None:
        """End, and give the signal back."""
        super().stop()
        signal.setitimer(signal.ITIMER_REAL, 0)
        if self._old is not None:
            signal.signal(signal.SIGALRM, self._old)
            self._old = None
