"""A bound on what one submission may cost the checker itself.

What a child answers is judged by our code, and what a learner wrote is made into a page by
libraries; either could be given something that takes hours. `CpuBudget` counts the
processor time of this process only, so that waiting for a child costs none of it.
"""

import signal
import threading


class BudgetSpent(BaseException):
    """Raised where the checker's own time is used up."""


class CpuBudget:
    """A context in which this process may compute for `seconds`; BudgetSpent after that.

    Without effect where signals cannot be had (Windows, a thread of a cluster's worker).
    """

    def __init__(self, seconds: float):
        main = threading.current_thread() is threading.main_thread()
        self.seconds = seconds
        self.works = main and hasattr(signal, "ITIMER_VIRTUAL")

    def __enter__(self):
        if self.works:
            self.old = signal.signal(signal.SIGVTALRM, _raise)
            signal.setitimer(signal.ITIMER_VIRTUAL, self.seconds)
        return self

    def __exit__(self, *_):
        if self.works:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, self.old)


def _raise(signum, frame):
    raise BudgetSpent
