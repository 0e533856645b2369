"""What an attempt, or one of our own implementations, showed on a case: right or failed.

From the words (Failure, Cause, Busy) to the two questions: `fails` compares an observation
with what the reference shows, and `observed` has our own code watched, once a case.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from layerlab.judging.cases import Case
from layerlab.judging.compare import Difference, compare
from layerlab.watching.watch import Observation, watch

NO_TIME = ("OutOfTime", "MachineBusy", "MemoryError", "BudgetSpent")


class Busy(Exception):
    """Our own implementation had no time or memory: that says nothing of the attempt."""


@dataclass(frozen=True)
class Failure:
    """A case on which an attempt failed, what was seen, and the first difference."""

    case: Case
    seen: Observation
    expected: object
    difference: Difference
    index: int = 0
    total: int = 0

    @property
    def is_half_done(self) -> bool:
        """Whether the stub's line was met where something is written already."""
        raised = self.seen.raised
        if not raised or raised.type_name != "NotImplementedError":
            return False
        return raised.begun or (self.index > 1 and "NotImpl" in raised.source)


@dataclass(frozen=True)
class Cause:
    """A recognised cause: its name, its sentence, the hint that fits.

    code   the known mistake, where it is one
    again  of a general cause: its words for another failure, None where it does not hold
    seen   whether it says only what differs, and not why
    """

    name: str
    message: str
    hint: int = 1
    code: object = None
    again: Callable | None = None
    seen: bool = False


def fails(exercise, case: Case, seen: Observation) -> Failure | None:
    """The failure of an observation on a case, or None where it is right."""
    expected = expected_of(exercise, case)
    found = _difference(exercise, case, seen, expected.value)
    return Failure(case, seen, expected.value, found) if found else None


def _difference(exercise, case, seen, expected):
    if seen.raised:
        return Difference("raised", "", seen.raised.type_name)
    found = _judge_value(exercise, case, seen.value, expected)
    if found:
        return found
    if seen.changed and not exercise.changes_inputs:
        names = " and ".join(seen.changed)
        return Difference("changed", names, f"{names} was changed in place")
    if seen.random_used and exercise.hands_over_rng and not exercise.uses_random:
        return Difference("random", "", "The global random state was used or reset")
    return None


def _judge_value(exercise, case, value, expected):
    if exercise.judge is None:
        how = exercise.closeness.loosened() if case.exact else exercise.closeness
        return _named(exercise, compare(value, expected, how))
    if value is None and expected is not None:
        return Difference("nothing", "", "It is None", None, expected)
    found = exercise.judge(value, case.args, expected)
    if isinstance(found, Difference) or not found:
        return found or None
    return Difference("property", "", found, value)


def _named(exercise, found):
    """The difference with `result[0]` called by the name that the exercise gives it."""
    if not found or not exercise.returns or not found.where.startswith("result["):
        return found
    place, _, rest = found.where.removeprefix("result[").partition("]")
    name = exercise.returns[int(place)] + rest
    sentence = found.sentence.replace(found.where, name)
    return replace(found, where=name, sentence=sentence)


def expected_of(exercise, case: Case) -> Observation:
    """What the reference shows on a case; Busy where it twice has no time."""
    try:
        return observed(exercise.reference, exercise, case)
    except Busy:
        return observed(exercise.reference, exercise, case)


@lru_cache(maxsize=4096)
def observed(code: Callable, exercise, case: Case) -> Observation:
    """What one of our own implementations shows on a case (remembered).

    A reference is right, so what the clock ended is not remembered: it raises Busy.
    """
    exact = code is exercise.reference and case.exact
    seen = watch(code, exercise.request(exact or case.args))
    ended = seen.raised.type_name if seen.raised else ""
    if ended == "BudgetSpent" or (code is exercise.reference and ended in NO_TIME):
        raise Busy(ended)
    return seen
