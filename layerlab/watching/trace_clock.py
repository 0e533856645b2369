"""The clock of a web page, where Python (Pyodide) has no threads, signals or processes."""

import sys
from time import process_time  # a learner may put another in its place

from layerlab.watching.clocks import Clock, OutOfTime, is_attempts


class TraceClock(Clock):
    """Looks at the clock before each line of the attempt: in a browser.

    A trace function that raised is taken off by Python, so a profile function, called at
    calls, puts it back. What is swallowed in a loop without any call goes on for ever.
    """

    _old_profile = None

    def start(self, caller) -> None:
        """Begin, and trace what is called from now on."""
        super().start(caller)
        self._old_trace, self._old_profile = sys.gettrace(), sys.getprofile()
        sys.settrace(self._look)

    def _computed(self) -> float:
        """CPU seconds of the page: nobody else computes in it."""
        return process_time()

    def _look(self, frame, event, arg):
        if not self.active or not is_attempts(frame):
            return None
        if event == "line" and not self._wait(frame):
            sys.setprofile(self._put_back)
            raise OutOfTime
        return self._look

    def _put_back(self, frame, event, arg):
        if self.active and sys.gettrace() is None and self.left() <= 0:
            sys.settrace(self._look)
            frame.f_trace = self._look

    def stop(self) -> None:
        """End, and give back what traced before."""
        ours = self.active
        self.active, self._caller = False, None
        if ours:
            sys.settrace(self._old_trace)
            sys.setprofile(self._old_profile)
