"""Which of the known names one that nobody knows was meant to be: a letter at fault."""

import difflib
import re
from collections.abc import Iterable

MOST_NAMES = 5000  # with more, looking through them is felt
SHORT = 4  # in shorter names one letter makes another name
_LOOKED_AT = 8  # names that are compared letter by letter


def nearly(name: str, known: Iterable[str]) -> str:
    """The known name that differs by its case or by one slip of a key; empty if none does.

    A slip is a letter too many or too few, another letter, or two that changed places.

    >>> nearly("weigths", ["weights", "bias"]), nearly("y_train", ["X_train"])
    ('weights', '')
    """
    known = [other for other in known if isinstance(other, str)][:MOST_NAMES]
    for other in known:
        if other.lower() == name.lower():
            return other
    close = difflib.get_close_matches(name, known, n=_LOOKED_AT, cutoff=0.7)
    return next((other for other in close if _is_slip(name, other)), "")


def _is_slip(name, other) -> bool:
    short, long = sorted((name, other), key=len)
    if len(long) < SHORT or len(long) - len(short) > 1:
        return False
    if len(short) < len(long):
        place = next(
            (i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), -1
        )
        place = place if place >= 0 else len(short)
        return short[place:] == long[place + 1 :] and not long[place].isdigit()
    places = [i for i, (a, b) in enumerate(zip(name, other, strict=True)) if a != b]
    if len(places) == 2:
        first, second = places
        swapped = name[first] == other[second] and name[second] == other[first]
        return swapped and second == first + 1
    return len(places) == 1 and _another_letter(name, other)


def _another_letter(name, other) -> bool:
    """One letter is another: in a part of the name that is long enough to be one word."""
    parts = zip(re.split(r"[_\d]", name), re.split(r"[_\d]", other), strict=False)
    changed = [part for part, also in parts if part != also]
    return len(changed) == 1 and len(changed[0]) > SHORT
