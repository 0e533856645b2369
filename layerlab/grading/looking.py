"""Judging a submission's functions by what is seen of them in another process.

All cases of all exercises are looked at with one message; the engine then judges what was
seen, and asks for single cases more where something differs.
"""

import itertools
from dataclasses import replace

from layerlab.checking.engine import judge_attempt
from layerlab.checking.feedback import busy, verdict_of
from layerlab.checking.verdict import Verdict
from layerlab.judging.outcomes import Busy

from . import hidden_cases
from .cpu_budget import BudgetSpent, CpuBudget
from .runners import RunnerFailed

MISSING, BROKEN, LOST = "missing", "not judged", "lost"
OWN_SECONDS = 60.0  # of our processor time for one exercise, references included
BY_TIME = ("OutOfTime", "MachineBusy", "MemoryError")  # looked at again, alone
QUICK = 5.0  # seconds: an exercise that is given more is looked at case by case


def judge_all(found, session, seed: int, budget: CpuBudget) -> dict:
    """Verdicts by exercise name, for a Match and a Session whose cells have run.

    `seed` is no learner's to know: the cases that nobody has seen are drawn with it.
    `budget` is what our own side may compute for the whole submission.
    """
    looks, verdicts = _looks(found, session, seed, budget)
    _look_ahead(session, {look: look.exercise.all_cases() for look in looks})
    for place, look in enumerate(looks):
        looks[place], verdicts[look.exercise.name] = _best(look)
    new = {
        look: hidden_cases.drawn(look.exercise, seed)
        for look in looks
        if not look.lost and _counts(verdicts[look.exercise.name])
    }
    first = {k: _first(cases, k.exercise, budget) for k, cases in new.items()}
    _look_ahead(session, first)
    for look, rest in new.items():
        name, cases = look.exercise.name, itertools.chain([*first[look]], rest)
        verdicts[name] = _safely(look, hidden_cases.settled, cases, verdicts[name])
    return verdicts


def _looks(found, session, seed, budget):
    """A look for each exercise that there is an attempt at; a verdict for the others."""
    looks, verdicts = [], {}
    there = session.defined([e.key for e in found.exercises])
    for exercise in found.exercises:
        count = there.get("counts", {}).get(exercise.key, 0)
        if count:
            own = hidden_cases.with_own_cases(exercise, seed)
            source = found.source_of(exercise.name)
            looks.append(_Look((own, session, source, budget), count))
        elif exercise.name in there.get("there", []):
            words = f"{exercise.name} is no function."
            verdicts[exercise.name] = _plain(exercise, "wrong", words)
        else:
            verdicts[exercise.name] = missing(exercise, there.get("names", []))
    return looks, verdicts


def _best(look):
    """The look whose attempt earned most, the last one first; the last one where none did.

    A check in a notebook may have been called with more than one function, or a later
    cell may have given the name to something else: what was green once is green here.
    """
    verdict, last = _judged(look), look
    for which in range(1, look.count):
        if verdict.passed or last.lost:
            break
        last = _Look(look.around, look.count, which)
        _look_ahead(look.session, {last: last.exercise.all_cases()})
        other = _judged(last)
        if other.earned > verdict.earned:
            look, verdict = last, other
    return look, verdict


def _look_ahead(session, wanted):
    """Look at cases of several exercises with one message, where none takes long."""
    quick = {look: cases for look, cases in wanted.items() if look.quick}
    asked = [(k.exercise, k.which, [c.args for c in v]) for k, v in quick.items()]
    for look, seen in zip(quick, session.look_ahead(asked), strict=True):
        look.remember(quick[look], seen)


def _first(cases, exercise, budget) -> list:
    """As many of these cases as usually decide; none where they cannot be made."""
    enough = hidden_cases.ENOUGH * max(1, len(exercise.parts))
    try:
        with budget.part(OWN_SECONDS):
            return list(itertools.islice(cases, enough))
    except (Exception, BudgetSpent):
        return []


def _judged(look) -> Verdict:
    verdict = _safely(look, judge_attempt, look.source)
    if look.lost == "OutOfTime" and not verdict.diagnosis:
        return replace(verdict, diagnosis="out of time")
    return verdict


def _counts(verdict) -> bool:
    return verdict.passed or verdict.earned > 0


def _safely(look, judge, *more):
    """What `judge` says; that it cannot be judged where that raises or takes for ever."""
    try:
        with look.budget.part(OWN_SECONDS):
            return judge(look.exercise, look, *more)
    except RunnerFailed:  # ours, not the learner's: the job is tried again
        raise
    except Busy:
        return busy(look.exercise)
    except (Exception, BudgetSpent) as error:
        words = f"what came back could not be judged ({type(error).__name__})."
        return _plain(look.exercise, "wrong", words, BROKEN)


class _Look:
    """Looks through a session; after the child was lost once, never again."""

    def __init__(self, around, count=1, which=0):
        self.around, self.count, self.which = around, count, which
        self.exercise, self.session, self.source, self.budget = around
        self.lost, self.last = "", None
        self.ahead: dict = {}  # by case: what was seen of it ahead of time

    @property
    def quick(self) -> bool:
        """Whether no case of the exercise takes long."""
        return self.exercise.seconds <= QUICK

    def remember(self, cases, found):
        """What was seen ahead of time; what the clock ended is looked at again."""
        for case, seen in zip(cases, found, strict=False):
            if not seen.raised or seen.raised.type_name not in BY_TIME:
                self.ahead[case] = seen

    def __call__(self, args):
        if self.lost:
            return self.last
        known = next((case for case in self.ahead if case.args is args), None)
        if known is not None:  # once: whoever looks again wants to see it again
            return self.ahead.pop(known)
        seen = self.session.look(self.exercise, args, self.which)
        gone = self.session.child is None
        if gone or (seen.raised and seen.raised.type_name == "OutOfTime"):
            self.lost, self.last = seen.raised.type_name if seen.raised else LOST, seen
        return seen


def _plain(exercise, status, words, diagnosis=None):
    headline = f"✗ {exercise.name}: {words}"
    return verdict_of(exercise, status, headline, diagnosis=diagnosis)


def missing(exercise, names) -> Verdict:
    """The verdict where nothing of that name was defined."""
    own = [n for n in names if n != exercise.name][:8]
    also = f" Your cells define {', '.join(own)}." if own else ""
    words = f"no function of this name was there after your cells had run.{also}"
    return _plain(exercise, MISSING, words, "not defined")
