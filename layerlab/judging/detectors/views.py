"""What the detectors of `search` look at: one case, what was asked there and what came back.

All cases of an attempt become Views of the same part of its answer, the part that is wrong
on the case that is shown: so that a sentence can be tried on the right ones, too.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from layerlab.judging.closeness import as_array
from layerlab.judging.compare import Difference, compare
from layerlab.judging.outcomes import expected_of, fails
from layerlab.watching.plain import Formula, Tensor

RIGHT = "right"  # the kind of difference of a view on which nothing differs
MOST_FAILING, MOST_PASSING = 12, 12
_STEP = re.compile(r"\[('[^']*'|\d+)\]")
_NONE = object()


@dataclass(frozen=True)
class View:
    """One case as the detectors see it.

    difference  what differs there; of kind RIGHT, with both values, where nothing does
    expected    the whole right answer
    arrays   the numeric arguments as arrays, by name
    others   what the attempt showed on further cases
    failing  the numeric arguments of the failing cases
    passing  the numeric arguments of the cases on which the attempt was right
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
    passing: tuple = ()
    answers: tuple | None = None
    look: object = None

    @property
    def is_right(self) -> bool:
        """Whether the attempt is right on this case."""
        return self.difference.kind == RIGHT


def numeric(args: dict) -> dict:
    """The arguments that are numbers or arrays of numbers, as arrays."""
    plain = {n: v.values if isinstance(v, Tensor) else v for n, v in args.items()}
    skipped = (str, bool, Formula)
    found = {n: as_array(v) for n, v in plain.items() if not isinstance(v, skipped)}
    return {n: v for n, v in found.items() if v is not None and v.size}


def views(exercise, failure, others, look) -> tuple[list[View], list[View], dict]:
    """The failing views, the one that is shown first; the right ones; what all share."""
    where, names = failure.difference.where, exercise.returns
    asked = [(c, s, expected_of(exercise, c).value) for c, s in others if not c.exact]
    asked = [] if failure.case.exact else [one for one in asked if not one[1].raised]
    seen = [(c, s, e, _differs(exercise, c, s, e, where, names)) for c, s, e in asked]
    found = [(c, s, e, d) for c, s, e, d in seen if d]
    here = (failure.case, failure.seen, failure.expected, failure.difference)
    wrong = [here, *(one for one in found if one[3].kind != RIGHT)][:MOST_FAILING]
    right = [one for one in found if one[3].kind == RIGHT][:MOST_PASSING]
    common = {
        "others": tuple(s for _, s in others),
        "failing": tuple(numeric(c.args) for c, *_ in wrong),
        "passing": tuple(numeric(c.args) for c, *_ in right),
        "answers": _answers([d.expected for *_, d in (*wrong, *right)]),
        "look": look,
    }
    made = [
        [View(exercise, c, s, d, e, numeric(c.args), **common) for c, s, e, d in some]
        for some in (wrong, right)
    ]
    return made[0], made[1], common


def view_of(exercise, failure, common: dict) -> View:
    """The View of another failing case, which shares the rest."""
    case, seen, found = failure.case, failure.seen, failure.difference
    arrays = numeric(case.args)
    return View(exercise, case, seen, found, failure.expected, arrays, **common)


def _differs(exercise, case, seen, expected, where, names) -> Difference | None:
    """What differs in the same part of another case's answer; None where it has none."""
    failed = fails(exercise, case, seen)
    got, asked = (part(v, where, names) for v in (seen.value, expected))
    measured = getattr(exercise.judge, "measured", ())
    if asked is _NONE or (exercise.judge is not None and not measured):
        return failed.difference if failed else None
    if got is _NONE:
        return None
    found = compare(got, asked, exercise.closeness, where)
    if found is None and failed and failed.difference.kind in ("changed", "random"):
        return None
    return found or Difference(RIGHT, where, "", got, asked)


def part(value, where: str, names: tuple = ()) -> object:
    """The part of an answer that an expression names; a mark where there is no such part.

    >>> part(([1, 2], 3), "w[1]", ("w", "b")), part({"a.grad": 5}, "a.grad")
    (2, 5)
    """
    if isinstance(value, dict) and where:
        keys = [key for key in map(str, value) if where.startswith(key)]
        key = max(keys, key=len, default=None)
        value, rest = value.get(key, _NONE), where[len(key or "") :]
    else:
        head = re.match(r"\w*", where)[0]
        rest = where[len(head) :]
        if head in names:
            rest = f"[{names.index(head)}]{rest}"
    return _followed(value, rest)


def _followed(value, rest: str):
    for token in _steps(rest):
        try:
            value = value[token]
        except (LookupError, TypeError):
            return _NONE
    return value


def _steps(rest: str) -> Iterator:
    return (ast.literal_eval(token) for token in _STEP.findall(rest))


def _answers(expected: list):
    """The values that all right answers take, where they are at most three and recur."""
    known = [as_array(e) for e in expected]
    if len(known) < 2 or any(k is None for k in known):
        return None
    every = np.concatenate([k.ravel() for k in known])
    values = np.unique(every)
    few = len(values) <= 3 and len(every) >= 2 * len(values)
    return tuple(values) if few else None
