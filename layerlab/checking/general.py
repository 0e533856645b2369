"""Mistakes that any exercise can meet, told from plain data alone.

Each detector looks at one failing case at a time: what came back, what was expected, the
arguments. A cause must hold on every failing case that was seen. The detectors are in
`patterns`, from the specific to the vague; the first that holds is the cause.
"""

from dataclasses import dataclass

from .patterns import DETECTORS


@dataclass(frozen=True)
class View:
    """One failing case as the detectors see it."""

    exercise: object
    case: object
    seen: object
    expected: object
    difference: object


def find(exercise, failure, others):
    """The general Cause that explains every failing view, or None."""
    from .diagnosis import Cause

    views, right = _views(exercise, failure, others)
    for name, detector in DETECTORS:
        message = _explains(detector, views, right)
        if message:
            return Cause(name, message)
    return None


def _views(exercise, failure, others):
    from .engine import fails

    first = View(
        exercise, failure.case, failure.seen, failure.expected, failure.difference
    )
    failures = [(c, s, fails(exercise, c, s)) for c, s in others]
    more = [View(exercise, c, s, f.expected, f.difference) for c, s, f in failures if f]
    return [first, *more[:4]], [c for c, s, f in failures if not f]


def _explains(detector, views, right):
    words = set()
    for view in views:
        try:
            found = detector(view, right)
        except (ValueError, TypeError, IndexError, ArithmeticError):
            return None
        if not found:
            return None
        words.add(found)
    return found if len(words) == 1 else sorted(words, key=len)[0]
