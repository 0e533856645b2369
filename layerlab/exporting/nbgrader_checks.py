"""The checks as nbgrader's test cells call them: silent when right, an error when not.

nbgrader gives a test cell its points unless the cell fails or writes to stderr. So a check
must fail loudly, and must write nothing, whatever the learner's function prints. It
records no progress: the process is the teacher's.
"""

import contextlib
import io

from layerlab import checks
from layerlab.checking.engine import judge_here
from layerlab.errors import UnknownName
from layerlab.grading import hidden_cases
from layerlab.watching.watch import watch

SEED = 20261101


class Failed(AssertionError):
    """The check's words, without a traceback into this package."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


class Judge:
    """Stands where a unit's checks stand: `Judge("perceptron").predict(predict)`."""

    def __init__(self, unit: str):
        self._exercises = {e.name: e for e in checks.exercises(unit)}

    def __getattr__(self, name):
        if name.startswith("_") or name not in self._exercises:
            raise UnknownName("exercise", name, self._exercises)
        return lambda attempt: demand(self._exercises[name], attempt)


def demand(exercise, attempt) -> float | None:
    """Nothing where the attempt is right, the points where some parts are; Failed, with
    the check's words, where none is.

    A number as a test cell's result is what nbgrader takes for partial credit.
    """
    with contextlib.redirect_stderr(io.StringIO()):
        verdict = judge_here(exercise, attempt)
        if verdict.passed or verdict.earned:
            verdict = hidden_cases.settled(
                exercise,
                lambda args: watch(attempt, exercise.request(args)),
                hidden_cases.drawn(exercise, SEED),
                verdict,
            )
    if not verdict.passed and not verdict.earned:
        raise Failed(verdict.message)
    print(verdict.message)
    return None if verdict.passed else float(verdict.earned)
