"""The clock where there is no alarm signal: a second thread that raises in the one it watches."""

import ctypes
import sys
import threading
import time
from time import monotonic  # a learner may put another in its place

from layerlab.watching.clocks import AGAIN, GRACE, Clock, OutOfTime


def raise_in(ident: int, error: type) -> None:
    """Raise an exception in another thread."""
    target = ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), target)


class TakenBack(BaseException):
    """Comes in place of what another thread was about to raise here, and is caught."""


def take_back() -> None:
    """See that nothing that another thread raised in this one comes any more.

    An own exception takes its place. Asking CPython for none would leave a mark behind, and
    3.11 then enters no function again while anything traces: it looks at the mark for ever.
    """
    try:
        raise_in(threading.get_ident(), TakenBack)
        end = monotonic() + GRACE
        while monotonic() < end:
            pass
    except TakenBack:
        pass


class ThreadClock(Clock):
    """A second thread that raises in ours: everywhere else."""

    def __init__(self, seconds: float):
        super().__init__(seconds)
        self._ident, self._lock = threading.get_ident(), threading.RLock()
        self._done, self._raised = threading.Event(), False

    def start(self, caller) -> None:
        """Begin, and let the other thread watch."""
        super().start(caller)
        threading.Thread(target=self._watch, daemon=True).start()

    def _computed(self) -> float:
        """CPU seconds of the thread that is watched; of the wall where nobody knows."""
        if not hasattr(time, "pthread_getcpuclockid"):
            return monotonic()
        return time.clock_gettime(time.pthread_getcpuclockid(self._ident))

    def _watch(self):
        wait, error = self.seconds, OutOfTime
        while not self._done.wait(wait):
            with self._lock:
                wait = self._wait(sys._current_frames().get(self._ident))
                if self.active and not wait:
                    self._raise(error)
                    wait, error = AGAIN, _insistent(self)  # it may have been swallowed

    def _raise(self, error: type) -> None:
        self._raised = True
        raise_in(self._ident, error)

    def stop(self) -> None:
        """End, and take back what is under way."""
        self._done.set()
        with self._lock:
            super().stop()
            raised, self._raised = self._raised, False
            if raised:
                take_back()


def _insistent(clock: Clock) -> type:
    """An OutOfTime that, where it is raised, has it raised at every further line."""

    class Insistent(OutOfTime):
        def __init__(self):  # runs in the thread in which it is raised
            super().__init__()
            clock.insist(sys._getframe(1))

    return Insistent
