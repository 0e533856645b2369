"""A few cases that the learner has never seen, for what passed on those of the check.

The check's cases are the same every time, so answers to them could be written into a
table. New ones are drawn with a seed from the submission itself and from a secret of the
report's, which no child is told. The best of three decides: what is right passes, and a
single case at the edge of a tolerance costs nobody anything.

Where one look takes half a minute, there is no second: all cases of `DRAWN` are drawn.
"""

import functools
import itertools
import pickle
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np

from layerlab.checking.feedback import verdict_of, with_parts
from layerlab.checking.verdict import WRONG, Verdict
from layerlab.judging.credit import broken
from layerlab.judging.outcomes import expected_of, fails

ENOUGH = 2  # of the same kind, right or wrong
MOST_DRAWN = 60
DRAWN = ("cnn.train_to", "data.honest_score")
SETS = 8  # of cases of these: each holds pictures, and is kept
SECONDS = 2.0  # where the new cases take longer, what was seen by then decides


def confirm(exercise, look, cases) -> Verdict | None:
    """None where the `drawn` cases agree; otherwise the verdict that refuses."""
    start, right, wrong = time.perf_counter(), 0, 0
    for case in cases:
        seen = look(case.args)
        failed = bool(fails(exercise, case, seen))
        right, wrong = right + (not failed), wrong + failed
        late = time.perf_counter() - start > SECONDS
        if late or ENOUGH in (right, wrong):
            break
    if wrong <= right:
        return None
    ended = seen.raised and seen.raised.type_name == "OutOfTime"
    return _endless(exercise) if ended else _refused(exercise)


def settled(exercise, look, cases, verdict: Verdict) -> Verdict:
    """The verdict on the check's own cases after the `drawn` ones: as it was, refused, or
    with fewer parts. Of each part the best of three decides."""
    if not exercise.parts:
        refused = confirm(exercise, look, cases)
        return verdict if refused is None else refused
    names = [n for n, points in verdict.earned_by.items() if points]
    asked = [p for p in exercise.parts if verdict.passed or p.name in names]
    stand, endless = _stand(exercise, look, cases, asked)
    if verdict.passed and len(stand) == len(asked):
        return verdict
    if verdict.passed:
        verdict = _endless(exercise) if endless else _refused(exercise)
    return with_parts(exercise, verdict, stand)


def _stand(exercise, look, cases, asked):
    """Names of the parts that new cases agree with; whether a call did not end."""
    start, endless = time.perf_counter(), False
    tally = {part: [0, 0] for part in asked}  # right, wrong
    for case in cases:
        left = [part for part, told in tally.items() if ENOUGH not in told]
        about = [part for part in left if part.is_about(case)]
        if not left or time.perf_counter() - start > SECONDS:
            break
        if not about:
            continue
        seen = look(case.args)
        endless = endless or bool(seen.raised and seen.raised.type_name == "OutOfTime")
        wrong = broken(exercise, about, case, seen)
        for part in about:
            tally[part][part.name in wrong] += 1
    stand = [
        part.name for part, (right, wrong) in tally.items() if wrong <= min(right, 1)
    ]
    return stand, endless


def with_own_cases(exercise, seed: int) -> object:
    """The exercise, with cases of this seed's own where it is one of `DRAWN`."""
    return (
        _own(exercise, seed % SETS, seed >> 32) if exercise.key in DRAWN else exercise
    )


@lru_cache(maxsize=SETS)
def _own(exercise, number, secret):
    @functools.wraps(exercise.cases)
    def cases(_):
        return exercise.cases(np.random.default_rng([number, secret]))

    return replace(exercise, cases=cases)


def drawn(exercise, seed: int) -> Iterator:
    """Cases that are not among the check's own, and with which the reference can work."""
    known = _known(exercise)
    rng = np.random.default_rng([seed, *(ord(c) for c in exercise.key)])
    for case in itertools.islice(exercise.cases(rng), MOST_DRAWN):
        if case.worked or _bytes(case) in known:
            continue
        if not expected_of(exercise, case).raised:
            yield case


@lru_cache(maxsize=256)
def _known(exercise):
    return frozenset(_bytes(case) for case in exercise.all_cases())


def _bytes(case) -> bytes:
    """What tells our own cases apart; nobody reads it back."""
    return pickle.dumps(case.args)


def _endless(exercise) -> Verdict:
    words = (
        f"✗ {exercise.name}: right on the cases of the notebook's check; on new ones it "
        "did not come to an end."
    )
    return verdict_of(exercise, WRONG, words, diagnosis="out of time")


def _refused(exercise) -> Verdict:
    words = (
        f"✗ {exercise.name}: right on the cases of the notebook's check, wrong on new "
        "ones. It must work for every input, not for those that the check shows."
    )
    return verdict_of(exercise, WRONG, words, diagnosis="only the known cases")
