"""Mistakes that any exercise can meet, told from plain data alone.

Each detector looks at one failing case at a time: what came back, what was expected, the
arguments. A cause must hold on every failing case that was seen; the first that does is
taken. Their order, from the specific to the vague, is `DETECTORS`.
"""

import time
from dataclasses import dataclass

from . import circumstances, patterns, recomputed
from .error_causes import error_explained

DETECTORS = (
    error_explained,
    *circumstances.FORM,
    *recomputed.EARLY,
    *patterns.PRECISE,
    *recomputed.LATER,
    *circumstances.WHEN,
)
MOST_VIEWS = 5
SECONDS = 0.5  # spent on detectors at most


@dataclass(frozen=True)
class View:
    """One failing case as the detectors see it.

    arrays   the numeric arguments as arrays, by name
    others   what the attempt showed on further cases
    failing  the numeric arguments of the failing cases
    right    the numeric arguments of the cases on which the attempt was right
    """

    exercise: object
    case: object
    seen: object
    difference: object
    arrays: dict
    others: tuple = ()
    failing: tuple = ()
    right: tuple = ()


def find(exercise, failure, others):
    """The general Cause that explains every failing view, or None."""
    from .diagnosis import Cause

    views = _views(exercise, failure, others)
    end = time.perf_counter() + SECONDS
    for detector in DETECTORS:
        message = _explains(detector, views)
        if message:
            return Cause(detector.__name__.replace("_", " "), message)
        if time.perf_counter() > end:
            return None
    return None


def _views(exercise, failure, others):
    from .engine import fails

    judged = [(c, s, fails(exercise, c, s)) for c, s in others]
    failed = [(failure.case, failure.seen, failure), *[j for j in judged if j[2]]]
    right = tuple(recomputed.numeric(c.args) for c, _, f in judged if not f)
    arrays = tuple(recomputed.numeric(c.args) for c, _, _ in failed)
    seen = tuple(s for _, s in others)
    return [
        View(exercise, c, s, f.difference, a, seen, arrays, right)
        for (c, s, f), a in zip(failed[:MOST_VIEWS], arrays, strict=False)
    ]


def _explains(detector, views):
    """The shortest of a detector's sentences, where it has one for every view."""
    words = [_said(detector, view) for view in views]
    return None if None in words else min(words, key=len)


def _said(detector, view):
    try:
        return detector(view) or None
    except (ValueError, TypeError, IndexError, KeyError, ArithmeticError, LookupError):
        return None
