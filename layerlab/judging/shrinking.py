"""Make a failing case smaller, so that a learner can follow it by hand.

Greedily: fewer examples (the rows of the arguments that the exercise names in `rows`),
fewer entries along any length that arguments share, smaller whole numbers, rounder
numbers. A smaller case counts only if the attempt still fails there in the same way, still
shows the recognised mistake, and the right answer is still finite.
"""

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from layerlab.judging.cases import Case
from layerlab.judging.closeness import as_array
from layerlab.judging.diagnosis import shows
from layerlab.judging.outcomes import Failure, expected_of, fails
from layerlab.watching.plain import Tensor

SECONDS = 0.3  # of CPU time, spent on shrinking at most


def smallest(exercise, look, failure, cause) -> Failure:
    """The failure on the smallest case found; the given one where none is smaller."""
    if failure.case.worked or _out_of_time(failure):
        return failure
    end = time.process_time() + SECONDS
    improved = True
    while improved and time.process_time() < end:
        improved = False
        for args in smaller(exercise, failure.case.args):
            found = _try(exercise, look, failure, cause, args)
            if found:
                failure, improved = found, True
            if found or time.process_time() > end:
                break
    return failure


def _out_of_time(failure) -> bool:
    raised = failure.seen.raised
    return bool(raised) and raised.type_name == "OutOfTime"


def _try(exercise, look, failure, cause, args):
    case = Case(args)
    if exercise.valid and not exercise.valid(**args):
        return None
    expected = expected_of(exercise, case)
    if expected.raised or not _finite(expected.value):
        return None
    found = fails(exercise, case, look(args))
    if not found or not _same_way(found, failure):
        return None
    if cause and not _still(cause, exercise, found):
        return None
    return replace(found, index=failure.index, total=failure.total)


def _still(cause, exercise, failure) -> bool:
    """Whether the cause is that of the smaller case, too."""
    if cause.again:
        return cause.again(failure) is not None
    if cause.code:
        return shows(cause.code, exercise, failure.case, failure.seen)
    return True


def _same_way(found, failure) -> bool:
    if found.difference.kind != failure.difference.kind:
        return False
    errors = (found.seen.raised, failure.seen.raised)
    return not errors[0] or errors[0].type_name == errors[1].type_name


def _finite(value) -> bool:
    array = as_array(value)
    if array is not None:
        return bool(np.isfinite(array).all())
    parts = value.values() if isinstance(value, dict) else value
    return not isinstance(value, (list, tuple, dict)) or all(map(_finite, parts))


def smaller(exercise, args: dict) -> Iterator[dict]:
    """Smaller arguments, the boldest step first."""
    rows = [name for name in exercise.rows if name in args]
    if rows:
        for keep in _fewer(len(_values(args[rows[0]]))):
            yield args | {name: _take(args[name], keep, 0) for name in rows}
    shapes = [np.shape(_values(v)) for v in args.values() if _is_array(v)]
    for length in sorted({n for shape in shapes for n in shape if n > 1}, reverse=True):
        for keep in _fewer(length):
            yield {n: _shortened(v, length, keep) for n, v in args.items()}
    for name, value in args.items():
        if type(value) is int and value > 1:
            yield from (args | {name: v} for v in {1, value // 2, value - 1})
    for digits in (0, 1):
        rounded = {n: _rounded(v, digits) for n, v in args.items()}
        if any(_differ(rounded[n], args[n]) for n in args):
            yield rounded


def _values(value):
    return np.asarray(value.values) if isinstance(value, Tensor) else value


def _is_array(value) -> bool:
    return isinstance(value, (np.ndarray, Tensor))


def _like(old, values):
    return Tensor(values) if isinstance(old, Tensor) else values


def _take(value, keep, axis: int):
    values = _values(value)
    if not isinstance(values, np.ndarray):
        return values[keep] if isinstance(keep, slice) else [values[i] for i in keep]
    index = np.arange(values.shape[axis])[keep]
    return _like(value, np.take(values, index, axis))


def _shortened(value, length: int, keep):
    """The value with every axis of this length cut down."""
    if _is_array(value):
        for axis, n in enumerate(np.shape(_values(value))):
            value = _take(value, keep, axis) if n == length else value
    return value


def _fewer(n: int):
    if n > 3:
        yield slice(0, n // 2)
        yield slice(n // 2, n)
    for i in range(n if 1 < n <= 6 else 0):
        yield [j for j in range(n) if j != i]


def _is_float(value) -> bool:
    kind = getattr(_values(value), "dtype", np.dtype(object)).kind
    return isinstance(value, float) or (_is_array(value) and kind == "f")


def _rounded(value, digits: int):
    """Rounder numbers; a small number that would become 0 stays as it is."""
    if not _is_float(value):
        return value
    old = _values(value)
    new = np.round(old, digits) + 0.0  # no -0
    kept = np.where((new == 0) & (np.abs(old) > 0), old, new)
    return _like(value, float(kept) if isinstance(value, float) else kept)


def _differ(one, other) -> bool:
    return _is_float(other) and not np.array_equal(_values(one), _values(other))
