"""What authors write down for an exercise: cases, known mistakes, rules of the source."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Mistake:
    """A wrong implementation and the sentence that a learner who wrote it needs.

    `hint` (1, 2 or 3) is the hint that fits; `code` takes what the reference takes.
    """

    name: str
    code: Callable
    message: str
    hint: int = 1


@dataclass(frozen=True)
class Rule:
    """Something in the source that values cannot show.

    `broken` takes the attempt's syntax tree and gives the guilty line number, or None. A
    rule advises; where `decides` is True, it fails an attempt whose values are right.
    """

    name: str
    broken: Callable
    message: str
    decides: bool = False


@dataclass(frozen=True, eq=False)
class Case:
    """One set of arguments, by name and in order. `worked` ones are shown unshrunk.

    exact  the same numbers as floats, where `args` hold them in another type: the right
           answer is that for these
    """

    args: dict
    worked: bool = False
    exact: dict | None = None


def worked(**args) -> Case:
    """A small case that a learner can follow by hand; lists become arrays."""
    return Case(_arrays(args), worked=True)


def case(**args) -> Case:
    """A drawn or an edge case; lists of numbers become arrays."""
    return Case(_arrays(args))


def _arrays(args: dict) -> dict:
    return {n: np.array(v) if _is_nested_numbers(v) else v for n, v in args.items()}


def _is_nested_numbers(value) -> bool:
    if not isinstance(value, list) or not value:
        return False
    first = value[0]
    return isinstance(first, (int, float)) or _is_nested_numbers(first)


def in_other_types(case: Case) -> Iterator[Case]:
    """The case with its float arrays as whole numbers, then as float32; none without them.

    What is right for floats must be right for the same numbers in another type: a result
    made with `zeros_like(x)` or `x.copy()` would cut its fractions off.
    """
    if not any(map(_holds_floats, case.args.values())):
        return
    for kind, rounded in ((np.int64, np.rint), (np.float32, np.float32)):
        made, exact = (
            _with_floats_as(case.args, rounded, dtype) for dtype in (kind, float)
        )
        yield Case(made, worked=True, exact=exact)


def _with_floats_as(args: dict, rounded, dtype) -> dict:
    return {n: _mapped(v, lambda a: rounded(a).astype(dtype)) for n, v in args.items()}


def _mapped(value, change):
    """The value with its float arrays changed, inside lists and tuples too."""
    if isinstance(value, np.ndarray):
        return change(value) if value.dtype.kind == "f" and value.size else value
    if isinstance(value, (list, tuple)):
        return type(value)(_mapped(v, change) for v in value)
    return value


def _holds_floats(value) -> bool:
    if isinstance(value, (list, tuple)):
        return any(map(_holds_floats, value))
    return isinstance(value, np.ndarray) and value.dtype.kind == "f" and value.size > 0
