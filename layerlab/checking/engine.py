"""A check from beginning to end.

`check_here` is what a notebook runs: both sides in one process. `judge_attempt` is the
judging side alone: it is given a function `look` that has the attempt watched somewhere
(here, or by the grader in another process) and sees nothing but plain data.
"""

from collections.abc import Callable
from dataclasses import replace

from layerlab import progress
from layerlab.checking import feedback
from layerlab.checking.guards import Guard
from layerlab.checking.verdict import Verdict
from layerlab.judging import credit, diagnosis, shrinking
from layerlab.judging.outcomes import Busy, fails
from layerlab.watching import sources
from layerlab.watching.watch import Observation, watch

STUB_WORDS = "your turn"
_passed: dict[str, object] = {}  # by exercise, what passed last in this process


def check_here(exercise, attempt) -> Verdict:
    """Check an attempt in this process, and record a pass in the progress."""
    verdict = judge_here(exercise, attempt)
    if verdict.passed:
        progress.record(exercise.unit, exercise.name)
        _passed[exercise.key] = attempt
    return verdict


def passes(exercise, attempt) -> bool:
    """Whether this very attempt passed in this process, or does so now; recorded nowhere."""
    if _passed.get(exercise.key) is attempt:
        return True
    return judge_here(exercise, attempt).passed


def judge_here(exercise, attempt) -> Verdict:
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


def judge_attempt(exercise, look: Callable, source: str = "") -> Verdict:
    """Judge by plain data alone: `look(args)` gives the Observation of a case."""
    try:
        return _judge_attempt(exercise, look, source)
    except Busy:
        return feedback.busy(exercise)


def _judge_attempt(exercise, look, source):
    cases = exercise.all_cases()
    look = _Seen(look)
    warned, drew = (), False
    for index, case in enumerate(cases):
        seen = look(case.args)
        warned, drew = warned or seen.warnings, drew or seen.random_used
        if index == 0 and is_blank(seen):
            if not _begun(exercise, look, cases):
                return feedback.not_started(exercise)
            seen = replace(seen, raised=replace(seen.raised, begun=True))
        if seen.raised and seen.raised.type_name == "MachineBusy":
            return feedback.busy(exercise)
        failure = fails(exercise, case, seen)
        if failure:
            failure = replace(failure, index=index + 1, total=len(cases))
            return _explain(exercise, look, failure, cases, source)
    decided, advice = sources.broken_rules(exercise, source)
    if decided:
        return feedback.rule_broken(exercise, decided)
    drew = drew and not exercise.uses_random
    return feedback.passed(exercise, len(cases), advice, warned, drew)


class _Seen:
    """A look that keeps what it saw, for whoever counts parts: no case is run for that
    twice. Called, it looks anew."""

    def __init__(self, look):
        self.look, self.kept = look, {}

    def __call__(self, args):
        seen = self.kept[id(args)] = self.look(args)
        return seen

    def again(self, args) -> Observation:
        """What was seen already; a look where nothing was."""
        return self.kept.get(id(args)) or self(args)


def _begun(exercise, look, cases) -> bool:
    """Whether one part of an exercise is begun, though the first case is still blank."""
    firsts = (next((c for c in cases if p.is_about(c)), None) for p in exercise.parts)
    return not all(is_blank(look.again(case.args)) for case in firsts if case)


def is_blank(seen: Observation) -> bool:
    """Whether an attempt is the untouched stub: it raises the line to be replaced."""
    raised = seen.raised
    if not raised or raised.begun or raised.message not in (STUB_WORDS, ""):
        return False
    return raised.type_name == "NotImplementedError"


def _explain(exercise, look, failure, cases, source):
    """The verdict on a failure: its cause, then the smallest case that shows it; and
    which of the exercise's parts stand all the same."""
    names = credit.standing(exercise, cases, look.again) if exercise.parts else ()
    cause = diagnosis.find(exercise, look, failure, cases, source)
    small = shrinking.smallest(exercise, look, failure, cause)
    if cause and cause.again:
        cause = replace(cause, message=cause.again(small) or cause.message)
    verdict = feedback.failed(exercise, small, cause)
    return feedback.with_parts(exercise, verdict, names) if exercise.parts else verdict
