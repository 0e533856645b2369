"""What authors write down for an exercise: cases, known mistakes, rules of the source."""

from collections.abc import Callable
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
    """One set of arguments, by name and in order. `worked` ones are shown unshrunk."""

    args: dict
    worked: bool = False


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
