"""Mistakes that any exercise can meet, told from plain data alone.

Each detector looks at one failing case at a time and gives a sentence, several, or none.
A cause must hold on the first failing case and on most of the others that fail in the same
way. Their order, from the specific to the vague, is `DETECTORS`.
"""

import re
import time
from dataclasses import dataclass
from inspect import isgenerator

import numpy as np

from layerlab.judging.closeness import as_array
from layerlab.judging.detectors import form, reruns, shapes, values, when
from layerlab.judging.detectors.errors import error_explained
from layerlab.judging.outcomes import Cause, fails

DETECTORS = (
    error_explained,
    *form.FORM,
    *reruns.EARLY,
    *values.PRECISE,
    *shapes.SHAPES,
    *shapes.STEPS,
    *reruns.LATER,
    reruns.unused_argument,
    shapes.one_for_each,
    reruns.overwritten_each_turn,
    *when.WHEN,
)
MOST_VIEWS, SHARE = 9, 0.6
ENORMOUS = 50_000  # entries of a value: there, detectors are slow and find nothing
SECONDS = 0.4  # of CPU time, spent on detectors at most


@dataclass(frozen=True)
class View:
    """One failing case as the detectors see it.

    arrays   the numeric arguments as arrays, by name
    others   what the attempt showed on further cases
    failing  the numeric arguments of the failing cases
    right    the numeric arguments of the cases on which the attempt was right
    answers  all values that right answers take, where they are few
    look     runs the attempt once more, on other arguments
    """

    exercise: object
    case: object
    seen: object
    difference: object
    expected: object
    arrays: dict
    others: tuple = ()
    failing: tuple = ()
    right: tuple = ()
    answers: tuple | None = None
    look: object = None


def find(exercise, failure, others, look=None) -> object:
    """The general Cause that explains the failure and others like it, or None."""
    if _entries(failure.seen.value) > ENORMOUS:
        return None
    views = _views(exercise, failure, others, look)
    end = time.process_time() + SECONDS
    for detector in DETECTORS:
        alone = detector is error_explained  # it is about the very error that is shown
        message = _explains(detector, views[:1] if alone else views)
        if message:
            return Cause(detector.__name__.replace("_", " "), message)
        if time.process_time() > end:
            return None
    return None


def _entries(value):
    if isinstance(value, np.ndarray):
        return value.size
    return len(value) if isinstance(value, (list, tuple, dict)) else 1


def _views(exercise, failure, others, look):
    judged = [(c, s, fails(exercise, c, s)) for c, s in others]
    kind = failure.difference.kind
    failed = [failure, *(f for *_, f in judged if f and f.difference.kind == kind)]
    common = {
        "others": tuple(s for _, s in others),
        "failing": tuple(reruns.numeric(f.case.args) for f in failed),
        "right": tuple(reruns.numeric(c.args) for c, _, f in judged if not f),
        "answers": _answers(failed),
        "look": look,
    }
    return [_view(exercise, f, common) for f in failed[:MOST_VIEWS]]


def _view(exercise, failure, common):
    arrays = reruns.numeric(failure.case.args)
    case, seen, found = failure.case, failure.seen, failure.difference
    return View(exercise, case, seen, found, failure.expected, arrays, **common)


def _answers(failed):
    """The values that all right answers take, where they are at most three and recur."""
    known = [as_array(f.expected) for f in failed]
    if any(k is None for k in known):
        return None
    every = np.concatenate([k.ravel() for k in known])
    values = np.unique(every)
    few = len(values) <= 3 and len(every) >= 2 * len(values)
    return tuple(values) if few and len(known) > 1 else None


def _explains(detector, views):
    """A detector's first sentence that holds on the first view and on most others."""
    first = _said(detector, views[0])
    more = [_said(detector, view) for view in views[1:]] if first else []
    share = 0.8 if values.is_single(views[0].difference.expected) else SHARE
    for key, words in first.items():
        if 1 + sum(key in said for said in more) >= share * len(views):
            return words
    return None


def _said(detector, view) -> dict:
    """What a detector says of a view, by the sentence without its numbers."""
    try:
        found = detector(view)
        found = list(found) if isgenerator(found) else [found]
    except (ValueError, TypeError, AttributeError, LookupError, ArithmeticError):
        return {}
    return {re.sub(r"\d+", "#", words): words for words in found if words}
