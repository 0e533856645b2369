"""The detectors of `search` that ask when an attempt goes wrong.

The entries, or the cases, on which it fails have something in common. In the order of
`WHEN`; these come last.
"""

import numpy as np

from layerlab.judging.closeness import close
from layerlab.judging.detectors.values import alike


def other_values(view) -> str | None:
    """Values that the answer never takes."""
    got, wanted = alike(view)
    allowed = sorted({*np.unique(wanted), *view.answers})
    if len(allowed) != 2 or view.answers is None:
        return None
    strange = got[~np.isin(got, allowed)]
    if strange.size:
        low, high = (f"{v:g}" for v in allowed)
        return f"Every entry of the answer is {low} or {high}, and yours holds other numbers. Is the last decision missing?"


def opposite_count(view) -> str | None:
    """What is left is counted."""
    got, wanted = alike(view)
    total = got + wanted
    lengths = {n for v in view.arrays.values() for n in np.shape(v)}
    same = np.all(total == total.flat[0]) and float(total.flat[0]) in lengths
    if same and not np.any(wanted % 1):
        return "Your count and the target add up to the number of all: the opposite is counted."


def wrong_entries_alike(view) -> str | None:
    """The wrong entries are exactly those where an argument is negative, zero, …"""
    got, wanted = alike(view)
    wrong = ~close(got, wanted)
    if wrong.all() or wanted.size < 3:
        return None
    for name, value in [*view.arrays.items(), ("the target", wanted)]:
        shown = f"`{name}`" if name in view.arrays else name
        for words, test in _SIGNS.items():
            if np.shape(value) == wrong.shape and np.array_equal(test(value), wrong):
                return f"Only the entries where {shown} is {words} are wrong."


_SIGNS = {
    "negative": lambda v: v < 0,
    "positive": lambda v: v > 0,
    "0": lambda v: v == 0,
    "0 or less": lambda v: v <= 0,
    "0 or more": lambda v: v >= 0,
}


def changed_on_the_way(view) -> str | None:
    """The values are wrong, and an argument was changed too."""
    names = " and ".join(f"`{n}`" for n in view.seen.changed)
    if names and not view.exercise.changes_inputs:
        return f"On the way {names} was changed in place, so that later lines see other numbers than the caller gave. Work on a copy."


def border_wrong(view) -> str | None:
    """All entries are right but the first, the last, or both."""
    got, wanted = alike(view)
    wrong = ~close(got, wanted)
    if wanted.ndim == 0 or len(wanted) < 3:
        return None
    rows = np.flatnonzero(wrong.reshape(len(wrong), -1).any(1))
    places = {(0,): "first", (len(wrong) - 1,): "last"}
    if tuple(rows) in places:
        return f"All is right but the {places[tuple(rows)]} entry: look at how the ends are treated."


_FEATURES = {
    "`{}` holds a 0": lambda v: bool(np.any(v == 0)),
    "`{}` is 0 throughout": lambda v: not np.any(v),
    "`{}` holds negative numbers": lambda v: bool(np.any(v < 0)),
    "`{}` holds large numbers": lambda v: bool(np.any(np.abs(v) >= 50)),
    "`{}` has one entry only": lambda v: v.ndim > 0 and len(v) == 1,
    "`{}` is not square": lambda v: v.ndim == 2 and v.shape[0] != v.shape[1],
    "`{}` is not 1": lambda v: v.ndim == 0 and v != 1,
    "`{}` is not 0": lambda v: v.ndim == 0 and v != 0,
    "`{}` is odd": lambda v: v.ndim == 0 and v.dtype.kind in "iu" and v % 2 == 1,
    "`{}` has equal entries": lambda v: v.size > len(np.unique(v)),
}


def only_special_cases(view) -> str | None:
    """Right elsewhere: the failing cases have something that the right ones have not."""
    if len(view.right) < 2 or len(view.failing) < 2:
        return None
    for words, has in _FEATURES.items():
        for name, value in view.arrays.items():
            here = has(value) and all(has(v[name]) for v in view.failing if name in v)
            if here and not any(has(v[name]) for v in view.right if name in v):
                return (
                    f"Other cases are right. It goes wrong where {words.format(name)}."
                )


WHEN = (
    other_values, wrong_entries_alike, border_wrong, opposite_count, changed_on_the_way,
    only_special_cases,
)  # fmt: skip
