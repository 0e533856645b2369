"""Why an attempt failed: the known mistakes first, then the general ones.

A known mistake is code. It is the cause where it gives the attempt's own result on the
failing case; where several do, further cases tell them apart. `several` looks for two of
them at once; `detectors` hold the mistakes that need no code of their own.
"""

import re
import time

from layerlab.judging import several
from layerlab.judging.compare import same_value
from layerlab.judging.detectors import search
from layerlab.judging.outcomes import Cause, expected_of, fails, observed
from layerlab.watching.sources import broken_rules

FURTHER = 8  # further cases on which candidates are told apart, at least
SECONDS = 0.1  # of CPU time, spent on looking at more of them
SHARE = 0.8  # of the cases that tell, on which a known mistake must show the same


def find(exercise, look, failure, cases, source: str = "") -> Cause | None:
    """The cause of a failure, or None where nothing fits."""
    others = _other_views(look, failure, cases)
    known = _known(exercise, failure, others)
    if known:
        return Cause(known.name, known.message, known.hint, known.code)
    return (
        several.find(exercise, failure, others)
        or search.find(exercise, failure, others, look)
        or _from_source(exercise, source)
        or search.what_differs(exercise, failure)
    )


def _other_views(look, failure, cases):
    """Pairs (case, what the attempt shows there) for further cases, the last ones first."""
    if failure.seen.raised and failure.seen.raised.type_name == "OutOfTime":
        return []
    seen, end = [], time.process_time() + SECONDS
    for case in [case for case in cases[::-1] if case is not failure.case]:
        if len(seen) >= FURTHER and time.process_time() > end:
            break
        seen.append((case, look(case.args)))
    return seen


def _known(exercise, failure, others):
    matching = [
        m
        for m in exercise.mistakes
        if shows(m.code, exercise, failure.case, failure.seen)
        and fails(exercise, failure.case, observed(m.code, exercise, failure.case))
    ]
    if not matching:
        return None
    share, _, best = max(
        ((*_agreement(m, exercise, failure, others), m) for m in matching),
        key=lambda one: one[:2],
    )
    return best if share >= SHARE else None


def _agreement(mistake, exercise, failure, others) -> tuple[float, int]:
    """On how many cases that attempt or mistake gets wrong both show the same: share, number.

    Where an attempt that gives values ends in an error of another kind than the mistake
    does, that is a matter of its own.
    """
    agreed = []
    for case, seen in others:
        agrees = shows(mistake.code, exercise, case, seen)
        apart = seen.raised and not failure.seen.raised
        if not agrees and not apart or agrees and fails(exercise, case, seen):
            agreed.append(agrees)
    return (sum(agreed) / len(agreed) if agreed else 1.0), sum(agreed)


def shows(code, exercise, case, seen) -> bool:
    """Whether our `code` shows on `case` what was seen of the attempt."""
    ours = observed(code, exercise, case)
    if ours.raised or seen.raised:
        return _same_error(ours.raised, seen.raised)
    if ours.changed != seen.changed or ours.random_used != seen.random_used:
        return False
    measured = getattr(exercise.judge, "measured", ())
    if not measured or not isinstance(seen.value, dict):
        return same_value(seen.value, ours.value)
    return _same_measured(exercise, case, seen.value, ours.value)


def _same_measured(exercise, case, got, ours) -> bool:
    """What is measured agrees where the same limits are broken; the rest by value."""
    expected = expected_of(exercise, case).value
    broken = [{k for k, _ in exercise.judge.broken(v, expected)} for v in (got, ours)]
    rest = {k: v for k, v in ours.items() if k not in exercise.judge.measured}
    return broken[0] == broken[1] and same_value(got, rest)


def _same_error(a, b) -> bool:
    if not a or not b:
        return False
    one, other = ((e.type_name, _plain(e.message), e.doing) for e in (a, b))
    return one == other


def _plain(message: str) -> str:
    """The beginning of an error's words, without places in memory."""
    return re.sub(r"0x[0-9a-f]+", "", message)[:100]


def _from_source(exercise, source):
    """What the source shows; a rule that decides speaks where the values are right alone."""
    _, advice = broken_rules(exercise, source)
    return Cause("source", advice[0]) if advice else None
