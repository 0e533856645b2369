"""A few cases that the learner has never seen, for what passed on those of the check.

The check's cases are the same every time, so answers to them could be written into a
table. New ones are drawn with a seed from the submission itself. What is right passes
them; an attempt is refused only where it is wrong on every one of them, so that a single
case at the edge of a tolerance costs nobody anything.
"""

import itertools
import time

import numpy as np

from layerlab.checking import engine
from layerlab.checking.verdict import Verdict

from . import wire

ENOUGH = 3
MOST_DRAWN = 60
SECONDS = 2.0  # where the checks took longer, one new case must do


def confirm(exercise, look, seed: int) -> Verdict | None:
    """None where the new cases agree; otherwise the verdict that refuses."""
    start, seen = time.perf_counter(), 0
    for case in _new(exercise, seed):
        expected = engine.expected_of(exercise, case)
        if expected.raised:
            continue
        failure = engine.fails(exercise, case, look(case.args))
        if not failure:
            return None
        seen += 1
        if seen >= ENOUGH or time.perf_counter() - start > SECONDS:
            break
    return _refused(exercise) if seen else None


def _new(exercise, seed):
    """Drawn cases that are not among the check's own."""
    known = {_bytes(case) for case in exercise.all_cases()}
    rng = np.random.default_rng([seed, *(ord(c) for c in exercise.key)])
    drawn = itertools.islice(exercise.cases(rng), MOST_DRAWN)
    for case in drawn:
        if not case.worked and _bytes(case) not in known:
            yield case


def _bytes(case) -> bytes:
    return wire.encode({"args": case.args})


def _refused(exercise) -> Verdict:
    words = (
        f"✗ {exercise.name}: right on the cases of the notebook's check, wrong on new "
        "ones. It must work for every input, not for those that the check shows."
    )
    name = "only the known cases"
    parts = {"headline": words}
    return Verdict(False, "wrong", words, name, exercise.key, exercise.points, parts)
