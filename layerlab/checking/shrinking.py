"""Make a failing case smaller, so that a learner can follow it by hand.

Two moves, greedily: keep fewer examples (the rows of the arguments that the exercise names
in `rows`), and round the numbers. A smaller case counts only if the attempt still fails
there in the same way, and still shows the recognised mistake.
"""

import time
from dataclasses import replace

import numpy as np

from .diagnosis import shows
from .exercise import Case

SECONDS = 0.4  # spent on shrinking at most


def smallest(exercise, look, failure, cause):
    """The failure on the smallest case found; the given one where none is smaller."""
    if failure.case.worked or failure.seen.raised:
        return failure
    end = time.perf_counter() + SECONDS
    improved = True
    while improved and time.perf_counter() < end:
        improved = False
        for args in _smaller(exercise, failure.case.args):
            found = _try(exercise, look, failure, cause, args)
            if found:
                failure, improved = found, True
                break
    return failure


def _try(exercise, look, failure, cause, args):
    from .engine import expected_of, fails

    case = Case(args)
    if exercise.valid and not exercise.valid(**args):
        return None
    if expected_of(exercise, case).raised:
        return None
    seen = look(args)
    found = fails(exercise, case, seen)
    if not found or found.difference.kind != failure.difference.kind:
        return None
    if cause and cause.code and not shows(cause.code, exercise, case, seen):
        return None
    return replace(found, index=failure.index, total=failure.total)


def _smaller(exercise, args):
    rows = [name for name in exercise.rows if name in args]
    if rows:
        n = len(args[rows[0]])
        for keep in _fewer(n):
            yield args | {name: args[name][keep] for name in rows}
    for digits in (0, 1):
        rounded = {n: _rounded(v, digits) for n, v in args.items()}
        if any(
            not np.array_equal(rounded[n], args[n]) for n in args if _is_float(args[n])
        ):
            yield rounded


def _fewer(n: int):
    if n > 3:
        yield slice(0, n // 2)
        yield slice(n // 2, n)
    for i in range(n if 1 < n <= 6 else 0):
        yield [j for j in range(n) if j != i]


def _is_float(value) -> bool:
    return isinstance(value, float) or (
        isinstance(value, np.ndarray) and value.dtype.kind == "f"
    )


def _rounded(value, digits: int):
    return np.round(value, digits) if _is_float(value) else value
