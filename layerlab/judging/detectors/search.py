"""Mistakes that any exercise can meet, told from plain data alone.

A detector looks at one case at a time and gives a sentence, several, or none; or it raises
`Undecided` where the case cannot tell. A sentence about values counts where it holds on the
case that is shown, where a second failing case confirms it, and where no other case, failing
or right, speaks against it. The order, from the specific to the vague, is `DETECTORS`.
"""

import re
import time
from collections.abc import Callable
from dataclasses import replace
from inspect import isgenerator

import numpy as np

from layerlab.judging.closeness import as_array
from layerlab.judging.detectors import form, reruns, shapes, values, when
from layerlab.judging.detectors.errors import error_explained
from layerlab.judging.detectors.pairs import Undecided, key_of
from layerlab.judging.detectors.views import view_of, views
from layerlab.judging.outcomes import Cause, Failure

# by what an answer is or by what Python says: these tell of the case that is shown alone
PLAIN = (error_explained, *form.PLAIN)
# by values, which agree by chance, too
BY_VALUE = (
    *form.BY_VALUE,
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
# what holds of an answer's parts, too, and of what an observer makes of an answer
OF_ARGUMENTS = (*reruns.EARLY, *reruns.LATER, when.only_special_cases)
# what is seen, where no cause is known: true of the case that is shown by its making
SEEN = (*values.SEEN, *when.SEEN)
ABOUT_VALUES = ("value", "shape", "length", "type", "finite")  # kinds of difference
FEW_PAIRS, MANY_NUMBERS = (
    3,
    8,
)  # so much must the confirming cases hold, one or the other
ALONE = 6  # numbers that differ, where there is no other case to ask
ENORMOUS = 50_000  # entries of a value: there, detectors are slow and find nothing
SECONDS = 0.4  # of CPU time, spent on detectors at most


def find(exercise, failure, others, look=None) -> Cause | None:
    """The general Cause that explains the failure and others like it, or None."""
    if _entries(failure.seen.value) > ENORMOUS:
        return None
    failing, passing, common = views(exercise, failure, others, look)
    for detector in PLAIN:
        for key, message in (_said(detector, failing[0]) or {}).items():
            return _cause(detector, key, message, exercise, failure, common)
    if failure.difference.kind not in ABOUT_VALUES:
        return None
    if failure.case.exact:  # right for floats: there is no other case to ask
        return None
    end = time.process_time() + SECONDS
    made = _is_made_by_observer(exercise, failure)
    for detector in OF_ARGUMENTS if made else BY_VALUE:
        key, message = _confirmed(detector, failing, passing, end)
        if message:
            return _cause(detector, key, message, exercise, failure, common)
        if time.process_time() > end:
            return None
    return None


def what_differs(exercise, failure) -> Cause | None:
    """What can be seen on the case that is shown, where no cause is known."""
    if failure.difference.kind not in ABOUT_VALUES:
        return None
    if _entries(failure.seen.value) > ENORMOUS:
        return None
    if _is_made_by_observer(exercise, failure):
        return None
    view = view_of(exercise, failure, {})
    for detector in SEEN:
        for key, message in (_said(detector, view) or {}).items():
            cause = _cause(detector, key, message, exercise, failure, {})
            return replace(cause, seen=True)
    return None


def _is_made_by_observer(exercise, failure) -> bool:
    """Whether what is compared was made of the attempt's answer, and is not a part of it."""
    observer = getattr(exercise.observe, "observer_name", "")
    made = exercise.observe is not None and observer != "scene:scenario"
    return made and isinstance(failure.expected, dict)


def _cause(detector, key, message, exercise, failure, common) -> Cause:
    again = _again(detector, key, message, failure, (exercise, common))
    name = detector.__name__.replace("_", " ")
    return Cause(name, _of_part(message, failure), again=again)


def _of_part(message: str, failure) -> str:
    """The sentence with the name of the part that it is about, where it is one of several."""
    where = failure.difference.where
    return _RESULT.sub(lambda found: f"`{where}`", message) if where else message


_RESULT = re.compile(
    r"[Yy]our result(?= (is|fits|holds|has|plus|minus|times)\b)|(?<=of )your (result|values)"
)


def _again(detector, key, message, first, about) -> Callable:
    """What the detector says of another failing case, the same but for its numbers.

    A case that cannot tell will do only where the first one could not tell either.
    """
    exercise, common = about
    shown = (_said(detector, view_of(exercise, first, common)) or {}).get(key)
    timeless = None if shown or re.search(r"\d", message) else message

    def words(failure: Failure) -> str | None:
        said = _said(detector, view_of(exercise, failure, common))
        if said is None or said.get(key, "") is None:
            found = timeless
        else:
            found = said.get(key)
        return found and _of_part(found, failure)

    return words


def _entries(value):
    if isinstance(value, np.ndarray):
        return value.size
    return len(value) if isinstance(value, (list, tuple, dict)) else 1


def _confirmed(detector, failing, passing, end: float) -> tuple[str, str]:
    """A detector's first sentence that holds where it must, with its key; or two blanks."""
    said = []
    for view in failing:
        one = _said(detector, view) if time.process_time() < end else {}
        if one == {}:
            return "", ""  # this case speaks against it, or nobody can wait for it
        said.append({} if one is None else one)
    words = {k: w for one in reversed(said) for k, w in one.items() if w}
    for key in [k for k in (*said[0], *words) if k in words]:
        if any(one and key not in one for one in said):
            continue
        agreeing = [v for v, one in zip(failing, said, strict=True) if one.get(key)]
        if not _is_enough(agreeing, failing, passing):
            continue
        if all(_allows(detector, key, view) for view in passing):
            return key, words[key]
    return "", ""


def _allows(detector, key: str, view) -> bool:
    """Whether a case on which the attempt is right does not speak against a sentence."""
    said = _said(detector, view)
    return said is None or key in said


def _is_enough(agreeing, failing, passing) -> bool:
    """Whether so many agreeing views say more than chance does."""
    pairs, numbers = set(), 0
    for view in agreeing:
        got, asked = (
            as_array(v) for v in (view.difference.got, view.difference.expected)
        )
        if got is None or asked is None or got.shape != asked.shape:
            sizes = [0 if v is None else v.size for v in (got, asked)]
            pairs.add((*sizes, repr(view.difference.got)[:80]))
            numbers += max(sizes)
            continue
        new = np.stack([got.ravel() * 1.0, asked.ravel() * 1.0], 1)
        pairs |= {tuple(p) for p in np.round(new, 6).tolist()}
        numbers += got.size
    if numbers == len(agreeing) and _are_whole(pairs):  # these agree by chance
        return len(agreeing) > 3 or (len(agreeing) == 3 and len(passing) > 3)
    if len(agreeing) > 1:
        return len(pairs) >= FEW_PAIRS or numbers >= MANY_NUMBERS
    return len(failing) == 1 and not passing and len(pairs) >= ALONE


def _are_whole(pairs) -> bool:
    return all(v % 1 == 0 for pair in pairs for v in pair[:2] if v == v.real)


def _said(detector, view) -> dict | None:
    """What a detector says of a view, by the sentence without its numbers; None: undecided.

    A detector may give a pair in place of a sentence: its own key, and the sentence, or
    None where this one cannot be told from the case.
    """
    try:
        found = detector(view)
        found = list(found) if isgenerator(found) else [found]
    except Undecided:
        return None
    except (ValueError, TypeError, AttributeError, LookupError, ArithmeticError):
        return {}
    return dict(_keyed(words) for words in found if words)


def _keyed(words) -> tuple[str, str]:
    return words if isinstance(words, tuple) else (key_of(words), words)
