"""One grading job, as it travels to whoever does it: here, in a pool, on a cluster.

`grade_one(job)` is all that an executor runs; a worker keeps its warm parent between
jobs. A job and its outcome are plain, small, and picklable.
"""

import atexit
import threading
from dataclasses import dataclass

from . import VERSION
from .inside.isolation import Plan
from .inside.probing import trying
from .intake import Submission
from .marking import Marked, key_of, mark
from .matching import Match, fingerprint, units
from .notebooks import Notebook
from .pages import student_page
from .runners import ProgramRunner, WarmRunner
from .session import Limits


@dataclass(frozen=True)
class Setup:
    """How children are made: "warm", "fresh" or "program"; the plan; a command."""

    kind: str = "warm"
    plan: Plan = Plan()
    command: tuple = ()
    limits: Limits = Limits()
    secret: int = 0  # of the report: cases drawn with it cannot be foreseen


@dataclass(frozen=True)
class Job:
    """A submission, how to grade it, and (for another machine) its bytes."""

    submission: Submission
    setup: Setup
    units: tuple = ()
    data: bytes | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a job: a row of plain data for the tables, and a page."""

    row: dict
    page: str


MOST_SOURCE = 4_000  # characters of an answer that are kept, to compare answers
_LOST = "This file could not be read"
_runner: tuple = (None, None)  # this worker's (setup, runner)
_one = threading.Lock()  # a cluster's worker may have several threads


def grade_one(job: Job) -> Outcome:
    """Grade one submission; whatever it is, there is an outcome.

    One at a time: observing swaps streams and random states of the whole process.
    """
    with _one:
        return _grade_one(job)


def _grade_one(job):
    sub = job.submission
    try:
        data = sub.load() if job.data is None else job.data
    except (OSError, KeyError, ValueError) as error:
        return _unreadable(sub, error)
    name = sub.label.rsplit("/", 1)[-1]
    ready = runner(job.setup, elsewhere=job.data is not None)
    setup = job.setup
    marked = mark(data, name, ready, setup.limits, job.units, setup.secret)
    row = _row(sub, marked, _key(job, data))
    return Outcome(row, student_page(row, marked))


def runner(setup: Setup, elsewhere: bool = False) -> object:
    """This worker's runner; a new one where the setup changed.

    `elsewhere`: the plan was tried on another machine, so it is tried here once more.
    """
    global _runner
    if _runner[0] != setup:
        close_runner()
        if elsewhere and setup.kind != "program" and setup.plan.enough:
            trying(setup.plan)
        _runner = (setup, _make(setup))
    return _runner[1]


def _make(setup):
    if setup.kind == "program":
        return ProgramRunner(list(setup.command) or None)
    return WarmRunner(setup.plan, warm=setup.kind == "warm")


def close_runner() -> None:
    """End this worker's warm parent."""
    global _runner
    old, _runner = _runner[1], (None, None)
    if old is not None:
        old.close()


atexit.register(close_runner)


def _row(sub, marked, key) -> dict:
    return {
        **who(sub),
        "key": key,
        "units": marked.match.units,
        "aside": marked.match.aside,
        "matched_by": marked.match.how,
        "points": marked.points,
        "max": sum(e.points for e in marked.match.exercises),
        "exercises": [_exercise(e, marked) for e in marked.match.exercises],
        "cause": marked.cause,
        "notes": marked.notes,
        "graded": _is_graded(marked),
        "seconds": round(marked.seconds, 3),
        "cpu": round(marked.cpu, 3),
        "memory": marked.memory,
        "children": marked.children,
        "content": marked.content,
        "sources": _sources(marked.match),
        "checks": {unit: fingerprint(unit) for unit in marked.match.units},
        "settings": VERSION,
    }


def _sources(match) -> dict[str, str]:
    """The answers by exercise, "perceptron.lift", to be compared with others'."""
    told = {e.key: match.source_of(e.name) for e in match.exercises}
    return {key: source[:MOST_SOURCE] for key, source in told.items() if source}


def _is_graded(marked) -> bool:
    """Whether all was done: a notebook of units that nobody wanted is done, too."""
    known = marked.match.units or marked.match.aside
    return bool(known) and not marked.notebook.trouble


def who(sub) -> dict:
    """Of a submission what may be another at each run: whose, when, late."""
    kept = ("label", "student", "student_id", "late", "attempt", "time", "own_time")
    return {name: getattr(sub, name) for name in kept}


def _exercise(exercise, marked) -> dict:
    verdict = marked.verdicts[exercise.name]
    return {
        "unit": exercise.unit,
        "number": exercise.number,
        "name": exercise.name,
        "points": verdict.earned,
        "max": exercise.points,
        "status": verdict.status,
        "diagnosis": verdict.diagnosis,
        "message": verdict.message[:4000],
        "parts": dict(verdict.earned_by),
    }


def _unreadable(sub, error) -> Outcome:
    words = sub.trouble[:1].upper() + sub.trouble[1:]
    return not_graded(sub, f"{words}." if words else f"{_LOST}: {error}.")


def not_graded(sub, cause: str) -> Outcome:
    """The outcome for somebody whose file could not be graded: a row with the cause."""
    marked = Marked(Notebook(), Match())
    marked.cause = cause
    row = _row(sub, marked, "")
    return Outcome(row, student_page(row, marked))


def key(job: Job) -> str:
    """What decides the outcome of a job; "" where its bytes cannot be read."""
    sub = job.submission
    try:
        data = sub.load() if job.data is None else job.data
    except (OSError, KeyError, ValueError):
        return ""
    return _key(job, data)


def is_current(row: dict) -> bool:
    """Whether a row was made with the checks of its units as they are now."""
    checks = row.get("checks")
    return isinstance(checks, dict) and all(
        unit in units() and fingerprint(unit) == then for unit, then in checks.items()
    )


def _key(job, data):
    limits = repr((job.setup.limits, job.setup.plan.memory, job.submission.person))
    return key_of(data, job.submission.label.rsplit("/", 1)[-1], job.units, limits)
