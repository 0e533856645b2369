"""A check from beginning to end.

`check_here` is what a notebook runs: both sides in one process. `judge_attempt` is the
judging side alone: it is given a function `look` that has the attempt watched somewhere
(here, or by the grader in another process) and sees nothing but plain data.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from layerlab import progress
from layerlab.checking import feedback
from layerlab.judging import diagnosis, shrinking
from layerlab.judging.compare import Difference, compare
from layerlab.watching import sources
from layerlab.watching.watch import Observation, watch

from .exercise import Case, Exercise
from .guards import Guard
from .verdict import Verdict

STUB_WORDS = "your turn"
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


def check_here(exercise: Exercise, attempt) -> Verdict:
    """Check an attempt in this process, and record a pass in the progress."""
    verdict = judge_here(exercise, attempt)
    if verdict.passed:
        progress.record(exercise.unit, exercise.name)
    return verdict


def judge_here(exercise: Exercise, attempt) -> Verdict:
    """Check an attempt in this process, and record nothing."""
    complaint = _not_an_attempt(exercise, attempt)
    if complaint:
        return feedback.wrong_use(exercise, complaint)
    with Guard() as guard:
        verdict = guard.run(_check, exercise, attempt)
    if verdict is None:
        return feedback.broken(exercise, guard)
    touched = list(dict.fromkeys([*guard.earlier, *guard.touched]))
    return feedback.add_touched(verdict, touched) if touched else verdict


def _check(exercise, attempt, restore):
    def look(args):
        try:
            return watch(attempt, exercise.request(args))
        finally:
            restore()  # before anything is judged

    try:
        return judge_attempt(exercise, look, sources.of(attempt))
    except KeyboardInterrupt:
        return feedback.interrupted(exercise)


def _not_an_attempt(exercise, attempt) -> str:
    call = f"check.{exercise.name}({exercise.name})"
    if attempt is None:
        return f"A check wants your {exercise.name} itself. Write {call}."
    if not callable(attempt):
        kind = type(attempt).__name__
        return (
            f"A check wants your {exercise.name} itself, but it was given an object of type "
            f"{kind}: perhaps the result of calling it. Write {call}."
        )
    return ""


def judge_attempt(exercise: Exercise, look: Callable, source: str = "") -> Verdict:
    """Judge by plain data alone: `look(args)` gives the Observation of a case."""
    try:
        return _judge_attempt(exercise, look, source)
    except Busy:
        return feedback.busy(exercise)


def _judge_attempt(exercise, look, source):
    cases = exercise.all_cases()
    warned = ()
    for index, case in enumerate(cases):
        seen = look(case.args)
        warned = warned or seen.warnings
        if index == 0 and is_blank(seen):
            return feedback.not_started(exercise)
        if seen.raised and seen.raised.type_name == "MachineBusy":
            return feedback.busy(exercise)
        failure = fails(exercise, case, seen)
        if failure:
            failure = replace(failure, index=index + 1, total=len(cases))
            return _explain(exercise, look, failure, cases, source)
    decided, advice = sources.broken_rules(exercise, source)
    if decided:
        return feedback.rule_broken(exercise, decided)
    return feedback.passed(exercise, len(cases), advice, warned)


def is_blank(seen: Observation) -> bool:
    """Whether an attempt is the untouched stub: it raises the line to be replaced."""
    raised = seen.raised
    if not raised or raised.begun or raised.message not in (STUB_WORDS, ""):
        return False
    return raised.type_name == "NotImplementedError"


def fails(exercise: Exercise, case: Case, seen: Observation) -> Failure | None:
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
    if seen.random_used and not exercise.uses_random:
        return Difference("random", "", "The global random state was used or reset")
    return None


def _judge_value(exercise, case, value, expected):
    if exercise.judge is None:
        return _named(exercise, compare(value, expected, exercise.closeness))
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


def expected_of(exercise: Exercise, case: Case) -> Observation:
    """What the reference shows on a case; Busy where it twice has no time."""
    try:
        return observed(exercise.reference, exercise, case)
    except Busy:
        return observed(exercise.reference, exercise, case)


@lru_cache(maxsize=4096)
def observed(code: Callable, exercise: Exercise, case: Case) -> Observation:
    """What one of our own implementations shows on a case (remembered).

    A reference is right, so what the clock ended is not remembered: it raises Busy.
    """
    seen = watch(code, exercise.request(case.args))
    ended = seen.raised.type_name if seen.raised else ""
    if ended == "BudgetSpent" or (code is exercise.reference and ended in NO_TIME):
        raise Busy(ended)
    return seen


def _explain(exercise, look, failure, cases, source):
    """The verdict on a failure: its cause, then the smallest case that shows it."""
    cause = diagnosis.find(exercise, look, failure, cases, source)
    small = shrinking.smallest(exercise, look, failure, cause)
    return feedback.failed(exercise, small, cause)
