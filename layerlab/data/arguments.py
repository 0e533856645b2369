"""What a learner asked for, checked: split, number of examples, numbers and choices."""

import numbers

from layerlab.errors import BadArgument, UnknownName


def split_of(name: str, split, known) -> str:
    """The split, if the set has it; else an `UnknownName` that lists the ones it has."""
    if split not in known:
        raise UnknownName(f"split of {name!r} called", split, known)
    return split


def size_of(name: str, split: str, n, most: int, default: int | None = None) -> int:
    """How many examples: `default` (or all) for None; a `BadArgument` above `most`."""
    if n is None:
        return most if default is None else default
    whole = isinstance(n, numbers.Integral) and not isinstance(n, bool)
    if not whole or n < 1:
        raise BadArgument(
            "n must be a whole number, 1 or more",
            f"it was {n!r}",
            "Leave n out for all",
        )
    if n > most:
        raise BadArgument(
            f"n can be at most {most:,} in the {split} split of {name!r}",
            f"{n:,} were asked for",
            f"Ask for n={most} or fewer",
        )
    return int(n)


def number(what: str, value, low, high, *, whole=False) -> float:
    """The value, if it is a number from `low` to `high`; else a `BadArgument`."""
    kind = numbers.Integral if whole else numbers.Real
    good = isinstance(value, kind) and not isinstance(value, bool)
    if not good or not low <= value <= high:
        word = "whole number" if whole else "number"
        raise BadArgument(
            f"{what} must be a {word} from {low} to {high}",
            f"it was {value!r}",
            f"Try {what}={low}",
        )
    return value


def choice(what: str, value, known) -> str:
    """The value, if it is one of the known ones; else an `UnknownName`."""
    if value not in known:
        raise UnknownName(what, value, [str(k) for k in known])
    return value
