"""Two mistakes at once: which listed mistake explains which part of what came back.

An answer of several parts, the expressions of a scene or the values of a tuple, can be
wrong in one part for one reason and in another for another. A mistake explains a part
where it gets that part wrong in the attempt's own way, and all parts that it spoils are
spoiled in the attempt, too.
"""

import itertools

import numpy as np

from layerlab.judging.closeness import as_array
from layerlab.judging.compare import compare, same_value
from layerlab.judging.outcomes import Cause, expected_of, observed

MOST_TOLD = 6  # further cases on which a pair is tried


def find(exercise, failure, others) -> Cause | None:
    """The Cause that names two mistakes, or one of them and what is left; or None."""
    wrong = wrong_in(exercise, failure.seen.value, failure.expected)
    if len(wrong) < 2 or failure.seen.raised or not _has_parts(exercise):
        return None
    told = [(c, s) for c, s in others if not s.raised][:MOST_TOLD]
    here = {
        m: _explained(exercise, m, failure.case, failure.seen)
        for m in exercise.mistakes
    }
    fits = {m: k for m, k in here.items() if k and _agrees(exercise, m, k, told)}
    for one, other in itertools.combinations(fits, 2):
        if fits[one] | fits[other] == wrong and not fits[one] & fits[other]:
            return _both(*_in_order(one, other, fits, failure.seen.value, exercise))
    value = failure.seen.value
    telling = {
        m: k for m, k in fits.items() if k < wrong and _tells(exercise, value, k)
    }
    one = next(iter(telling), None)
    return _one_of_them(one, sorted(wrong - fits[one])) if one else None


def _tells(exercise, value, parts) -> bool:
    """Whether one of these parts is no mere True, False or count, which agree by chance."""
    held = (as_array(parts_of(exercise, value)[name]) for name in parts)
    floats = [v for v in held if v is not None and v.dtype.kind == "f"]
    return any(v.size > 1 or np.any(v % 1) for v in floats)


def _has_parts(exercise) -> bool:
    """Whether an answer's parts are things of their own: named values, or expressions.

    What an observer of the exercise's own gives are answers of one thing.
    """
    observer = getattr(exercise.observe, "observer_name", "")
    return bool(exercise.returns) or observer == "scene:scenario"


def parts_of(exercise, value) -> dict:
    """The named parts of a value: of a scene's dict, or of a tuple whose parts have names."""
    if isinstance(value, dict):
        return value
    several = isinstance(value, (tuple, list)) and len(value) == len(exercise.returns)
    return dict(zip(exercise.returns, value, strict=True)) if several else {}


def wrong_in(exercise, value, expected) -> frozenset:
    """The parts that differ from the expected ones; none where a property is judged."""
    measured = getattr(exercise.judge, "measured", None)
    if exercise.judge is not None and measured is None:
        return frozenset()
    got, asked = parts_of(exercise, value), parts_of(exercise, expected)
    broken = (
        {k for k, _ in exercise.judge.broken(got, asked)} if measured and got else ()
    )
    how = exercise.closeness
    rest = asked.keys() - set(measured or ())
    return frozenset(broken) | {
        k for k in rest if k not in got or compare(got[k], asked[k], how)
    }


def _explained(exercise, mistake, case, seen) -> frozenset:
    """The parts that a mistake explains on a case; none where it spoils more than that."""
    ours, expected = observed(mistake.code, exercise, case), expected_of(exercise, case)
    if ours.raised:
        return frozenset()
    spoiled = wrong_in(exercise, ours.value, expected.value)
    mine, theirs = (parts_of(exercise, v) for v in (ours.value, seen.value))
    measured = getattr(exercise.judge, "measured", ())
    fits = all(
        k in mine and k in theirs and (k in measured or same_value(theirs[k], mine[k]))
        for k in spoiled
    )
    wrong = wrong_in(exercise, seen.value, expected.value)
    return spoiled if fits and spoiled <= wrong else frozenset()


def _agrees(exercise, mistake, parts, told) -> bool:
    """Whether a mistake explains all that it spoils on further cases, and spoils one.

    Nor may the attempt be wrong there in one of these parts where the mistake is right.
    """
    spoiled = False
    for case, seen in told:
        ours = observed(mistake.code, exercise, case)
        expected = expected_of(exercise, case).value
        mine = frozenset() if ours.raised else wrong_in(exercise, ours.value, expected)
        if (wrong_in(exercise, seen.value, expected) & parts) - mine:
            return False
        if not mine:
            continue
        if not _explained(exercise, mistake, case, seen):
            return False
        spoiled = True
    return spoiled or not told


def _in_order(one, other, fits, value, exercise):
    """The mistake whose part is looked at first stands first."""
    places = list(parts_of(exercise, value))
    return sorted((one, other), key=lambda m: min(map(places.index, fits[m])))


def _both(one, other) -> Cause:
    message = f"Two things at once. First: {one.message}\nThen: {other.message}"
    return Cause(f"{one.name} + {other.name}", message, one.hint)


def _one_of_them(mistake, left: list[str]) -> Cause:
    also = " and ".join(f"`{name}`" for name in left[:2])
    verb = "are wrong" if len(left) > 1 else "is wrong"
    message = f"{mistake.message}\nThat is not all: {also} {verb}, too."
    return Cause(mistake.name, message, mistake.hint)
