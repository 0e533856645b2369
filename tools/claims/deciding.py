"""Whether numbers bear a claim out: one number a side, or one for each run.

From the sentence that says what is wrong down to Student's t.
"""

import statistics
from itertools import pairwise

from tools.claims.grammar import Claim

RUNS = 3  # of which a comparison is made at least
# 95% of chance lie within so many standard errors: degrees of freedom -> Student's t
STUDENT = {2: 4.30, 3: 3.18, 4: 2.78, 5: 2.57, 6: 2.45, 7: 2.36, 8: 2.31, 9: 2.26}
STUDENT |= {14: 2.14, 19: 2.09, 29: 2.05, 99: 1.98}


def decide(claim: Claim, values: list) -> str:
    """Nothing where the values of the sides bear the claim out; otherwise a sentence."""
    for side, value in zip(claim.sides, values, strict=True):
        if problem := _unfit(value):
            return f"The claim {claim.text!r} cannot be judged: {side} {problem}."
    terms = [*zip(claim.sides, values, strict=True)]
    for (left, right), relation in zip(pairwise(terms), claim.relations, strict=True):
        if not _holds(relation, left[1], right[1], claim):
            told = "; ".join(
                f"{name} is {_told(value)}" for name, value in (left, right)
            )
            chance = _chance_told(relation, left[1], right[1])
            return (
                f"The cell does not bear out the claim {claim.text!r}: {told}{chance}."
            )
    return ""


def _unfit(value):
    """Why a value is no side of a claim, or nothing."""
    flat = value if isinstance(value, list) else [value]
    if not all(type(v) in (int, float) for v in flat):
        return "is neither a number nor a list of one number for each run"
    if isinstance(value, list) and len(value) < RUNS:
        return f"has {len(value)} runs, and {RUNS} are the least"
    return ""


def _holds(relation, a, b, claim):
    if relation in (">", ">=", ">>"):
        return _holds(relation.replace(">", "<"), b, a, claim)
    if relation == "≈":
        return abs(_mean(a) - _mean(b)) <= claim.within
    if relation == "<=":
        return _mean(a) <= _mean(b)
    by = claim.by or 0
    if relation == "<<":
        return max(_runs(a)) + by < min(_runs(b))
    gap = _mean(b) - _mean(a)
    return gap >= by and gap > chance(a, b)


def chance(a: float | list, b: float | list) -> float:
    """How far two means lie apart by chance alone, 19 times in 20; 0 of two numbers.

    Runs of equal number belong together in pairs, by their seeds.

    >>> chance(1, 2)
    0.0
    """
    lengths = {len(side) for side in (a, b) if isinstance(side, list)}
    if not lengths:
        return 0.0
    if len(lengths) == 1:
        n = lengths.pop()
        pairs = zip(_runs(a, n), _runs(b, n), strict=True)
        error = statistics.stdev([x - y for x, y in pairs]) / n**0.5
    else:
        error = sum(statistics.variance(side) / len(side) for side in (a, b)) ** 0.5
        n = min(lengths)
    return STUDENT[max(df for df in STUDENT if df < n)] * error


def _runs(side, n=1):
    return side if isinstance(side, list) else [side] * n


def _mean(side):
    return statistics.fmean(_runs(side))


def _told(side):
    if not isinstance(side, list):
        return f"{side:.4g}"
    ends = f"{min(side):.4g} to {max(side):.4g}"
    return f"{_mean(side):.4g} ({ends}, {len(side)} runs)"


def _chance_told(relation, a, b):
    if relation not in "<>" or not (far := chance(a, b)):
        return ""
    return f"; chance alone may set them {far:.2g} apart"
