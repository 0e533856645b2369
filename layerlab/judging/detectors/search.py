"""Mistakes that any exercise can meet, told from plain data alone.

Each detector looks at one failing case at a time and gives a sentence, several, or none;
or it raises `Undecided` where the case cannot tell. A sentence counts where it holds on the
case that is shown and on most of the other cases that can tell, and only if these say
enough: one number, or a single failing case among many right ones, fits too much by chance.
The order, from the specific to the vague, is `DETECTORS`.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from inspect import isgenerator

import numpy as np

from layerlab.judging.closeness import as_array
from layerlab.judging.detectors import form, reruns, shapes, values, when
from layerlab.judging.detectors.errors import error_explained
from layerlab.judging.detectors.values import Undecided
from layerlab.judging.outcomes import Cause, Failure, fails

# by what an answer is or by what Python says: these need no second case
PLAIN = (error_explained, *form.FORM)
# by values, which agree by chance, too
BY_VALUE = (
    *reruns.EARLY,
    *values.PRECISE,
    *shapes.SHAPES,
    *shapes.STEPS,
    *reruns.LATER,
    reruns.unused_argument,
    shapes.one_for_each,
    reruns.overwritten_each_turn,
)
DETECTORS = (*PLAIN, *BY_VALUE, *when.WHEN)
ABOUT_VALUES = ("value", "shape", "length", "finite", "limit")  # kinds of difference
MOST_VIEWS, SHARE = 9, 0.6
FEW_NUMBERS = 3  # so many expected numbers, on all cases together, fit by chance
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


def find(exercise, failure, others, look=None) -> Cause | None:
    """The general Cause that explains the failure and others like it, or None."""
    if _entries(failure.seen.value) > ENORMOUS:
        return None
    failed, common = _alike(exercise, failure, others, look)
    views = [_view(exercise, f, common) for f in failed[:MOST_VIEWS]]
    end = time.process_time() + SECONDS
    for detector in _admitted(views, common):
        alone = detector is error_explained  # it is about the very error that is shown
        key, message = _explains(detector, views[:1] if alone else views)
        if message:
            again = _again(detector, key, message, exercise, common)
            return Cause(detector.__name__.replace("_", " "), message, again=again)
        if time.process_time() > end:
            return None
    return None


def _admitted(views, common):
    """The detectors that may speak of these views, in their order."""
    kind, expected = views[0].difference.kind, views[0].difference.expected
    lonely = len(views) == 1 and len(common["right"]) > 1
    if kind not in ABOUT_VALUES or (lonely and values.is_single(expected)):
        return (*PLAIN, *when.WHEN)
    return DETECTORS


def _again(detector, key, message, exercise, common) -> Callable:
    """What the detector says of another failing case, the same but for its numbers."""

    def words(failure: Failure) -> str | None:
        said = _said(detector, _view(exercise, failure, common))
        return message if said is None else said.get(key)

    return words


def _entries(value):
    if isinstance(value, np.ndarray):
        return value.size
    return len(value) if isinstance(value, (list, tuple, dict)) else 1


def _alike(exercise, failure, others, look):
    """The failures of the same kind, this one first; and what all their views share."""
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
    return failed, common


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


def _explains(detector, views) -> tuple[str, str]:
    """A detector's first sentence that holds where it must, with its key; or two blanks.

    It holds on the case that is shown, or that case cannot tell and two others say it.
    """
    shown = _said(detector, views[0])
    if shown == {}:
        return "", ""
    said = [shown, *(_said(detector, view) for view in views[1:])]
    told = [words for words in said if words is not None]
    share = 0.8 if values.is_single(views[0].difference.expected) else SHARE
    for key, words in told[0].items() if told else ():
        agreed = sum(key in one for one in told)
        enough = agreed > 1 if shown is None else _is_enough(detector, agreed, views)
        if enough and agreed >= share * len(told):
            return key, words
    return "", ""


def _is_enough(detector, agreed: int, views) -> bool:
    """Whether so many agreeing views say more than chance does."""
    if detector not in BY_VALUE:
        return True
    numbers = as_array(views[0].difference.expected)
    size = numbers.size if numbers is not None else 1
    return agreed * size > FEW_NUMBERS or agreed == len(views) > 1


def _said(detector, view) -> dict | None:
    """What a detector says of a view, by the sentence without its numbers; None: undecided."""
    try:
        found = detector(view)
        found = list(found) if isgenerator(found) else [found]
    except Undecided:
        return None
    except (ValueError, TypeError, AttributeError, LookupError, ArithmeticError):
        return {}
    return {re.sub(r"\d+", "#", words): words for words in found if words}
