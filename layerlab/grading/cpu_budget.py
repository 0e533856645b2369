"""A bound on what one submission may cost the checker itself.

What a child answers is judged by our code, and what a learner wrote is made into a page by
libraries; either could be given something that takes hours. `CpuBudget` counts the
processor time of this process only, so that waiting for a child costs none of it.
"""

import signal
import threading
import time


class BudgetSpent(BaseException):
    """Raised where the checker's own time is used up."""


class CpuBudget:
    """A context in which this process may compute for `seconds`; BudgetSpent after that.

    It can be entered again, for what is left. `part(seconds)` is one that takes from it.
    Without effect where signals cannot be had (Windows, a thread of a cluster's worker).
    """

    def __init__(self, seconds: float, whole: "CpuBudget | None" = None):
        main = threading.current_thread() is threading.main_thread()
        self.left, self.whole = seconds, whole
        self.works = main and hasattr(signal, "ITIMER_VIRTUAL")

    def part(self, seconds: float) -> "CpuBudget":
        """A budget of so much at most, that is taken from this one."""
        return CpuBudget(min(seconds, self.left), self)

    def __enter__(self):
        if self.left <= 0:
            raise BudgetSpent
        if self.works:
            self.start = time.process_time()
            self.old = signal.signal(signal.SIGVTALRM, _raise)
            signal.setitimer(signal.ITIMER_VIRTUAL, self.left)
        return self

    def __exit__(self, *_):
        if not self.works:
            return
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, self.old)
        used = time.process_time() - self.start
        self.left -= used
        if self.whole is not None:
            self.whole.left -= used


def _raise(signum, frame):
    raise BudgetSpent
