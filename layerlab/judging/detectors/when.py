"""The detectors of `search` that ask when an attempt goes wrong.

The entries, or the cases, on which it fails have something in common. In the order of
`WHEN`; these come last.
"""

from collections.abc import Iterator

import numpy as np

from layerlab.judging.cases import Case
from layerlab.judging.closeness import close
from layerlab.judging.detectors.pairs import Undecided, alike
from layerlab.judging.outcomes import expected_of, fails


def other_values(view) -> str | None:
    """Values that the answer never takes."""
    got, wanted = alike(view)
    allowed = sorted({*np.unique(wanted), *(view.answers or ())})
    if len(allowed) != 2 or view.answers is None:
        return None
    if view.is_right:
        raise Undecided
    if not np.isin(got, allowed).all():
        low, high = (f"{v:g}" for v in allowed)
        return f"Every right answer here is {low} or {high}, and yours holds other numbers."


def opposite_count(view) -> str | None:
    """What is left is counted."""
    got, wanted = alike(view)
    total = got + wanted
    lengths = {n for v in view.arrays.values() for n in np.shape(v)}
    same = np.all(total == total.flat[0]) and float(total.flat[0]) in lengths
    if same and not np.any(wanted % 1):
        return "Your count and the target add up to the number of all: the opposite is counted."


def wrong_entries_alike(view) -> Iterator:
    """The wrong entries are exactly those where an argument is negative, zero, …"""
    got, wanted = alike(view)
    wrong = ~close(got, wanted, view.exercise.closeness)
    if view.is_right and wanted.size < 3:
        raise Undecided
    if wrong.all() or wanted.size < 3 or wrong.any() == view.is_right:
        return
    for name, value in [*view.arrays.items(), ("the target", wanted)]:
        shown = f"`{name}`" if name in view.arrays else name
        for words, test in _SIGNS.items():
            if np.shape(value) == wrong.shape and np.array_equal(test(value), wrong):
                yield f"The entries where {shown} is {words} are wrong, the others are right."


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
        return f"On the way {names} was changed in place: it belongs to the caller. Work on a copy."


def border_wrong(view) -> Iterator:
    """All entries are right but the first, the last, or both."""
    got, wanted = alike(view)
    if view.is_right or wanted.ndim == 0 or len(wanted) < 3:
        raise Undecided
    rows = _wrong_rows(got, wanted)
    for place, word in ((0, "first"), (len(wanted) - 1, "last")):
        if rows == [place]:
            yield f"All is right but the {word} entry: look at how the ends are treated."


def _wrong_rows(got, wanted) -> list[int]:
    wrong = ~close(got, wanted)
    return np.flatnonzero(wrong.reshape(len(wrong), -1).any(1)).tolist()


# what an argument may have that others have not, and how it is taken away
_FEATURES = {
    "`{}` holds a 0": (lambda v: v.ndim and np.any(v == 0), lambda v: v + (v == 0)),
    "`{}` holds negative numbers": (lambda v: v.ndim and np.any(v < 0), np.abs),
    "`{}` is negative": (lambda v: not v.ndim and v < 0, np.abs),
    "`{}` holds large numbers": (
        lambda v: bool(np.any(np.abs(v) >= 50)),
        lambda v: v / 100,
    ),
    "`{}` is not 1": (lambda v: not v.ndim and v != 1, np.ones_like),
    "`{}` is not 0": (lambda v: not v.ndim and v != 0, np.zeros_like),
    "`{}` is odd": (
        lambda v: not v.ndim and v.dtype.kind in "iu" and v % 2 == 1,
        lambda v: v + 1,
    ),
}
FEW = 2  # right cases, and values of an argument: fewer say nothing


def only_special_cases(view) -> Iterator:
    """Where an argument has something, it goes wrong; with that taken away it is right.

    That is tried: the case is looked at once more with another argument.
    """
    if len(view.passing) < FEW:
        return
    for words, (has, without) in _FEATURES.items():
        for name, value in view.arrays.items():
            if (
                view.is_right
                and not has(value)
                or _is_blamed(view, name, has(value), without)
            ):
                yield _special(words, name)


def _is_blamed(view, name: str, has, without) -> bool:
    """Whether what an argument has on a failing case is what makes it fail."""
    value = view.arrays[name]
    if view.is_right or not has(value) or not _is_any(view, name):
        return False
    if all(has(args[name]) for args in view.passing if name in args):
        return False  # none has shown that it is right without
    return _right_with(view, name, np.asarray(without(value)).astype(value.dtype))


def _is_any(view, name: str) -> bool:
    """Whether an argument takes more than two values: else it is a choice, as a label is."""
    given = [a[name] for a in (*view.failing, *view.passing) if name in a]
    return len({value.tobytes() for value in given}) > FEW


def _special(words: str, name: str) -> str:
    return f"It goes wrong where {words.format(name)}; other cases are right."


def _right_with(view, name: str, value) -> bool:
    """Whether the attempt is right with another value of an argument."""
    old = view.case.args[name]
    if view.look is None or not isinstance(old, (int, float, np.ndarray)):
        return False
    new = type(old)(value) if isinstance(old, (int, float)) else np.asarray(value)
    args = view.case.args | {name: new}
    if view.exercise.valid and not view.exercise.valid(**args):
        return False
    case = Case(args)
    asked = expected_of(view.exercise, case)
    return not asked.raised and not fails(view.exercise, case, view.look(args))


WHEN = (
    other_values, wrong_entries_alike, border_wrong, opposite_count, changed_on_the_way,
    only_special_cases,
)  # fmt: skip


def rows_differ(view) -> str | None:
    """Where what came back begins to differ, or the one row or column that differs."""
    got, wanted = alike(view)
    if wanted.ndim == 0 or view.difference.kind != "value":
        return None
    for words, mine, asked in _lines(got, wanted):
        rows, n = _wrong_rows(mine, asked), len(asked)
        if n < 3 or not rows or len(rows) == n:
            continue
        if len(rows) == 1:
            return f"Only the {words} at place {rows[0]} differs; the others are right."
        if rows[0] > 0 and rows == list(range(rows[0], n)):
            return f"{_of('first', rows[0], words)} right; from place {rows[0]} on they differ."
        if rows[0] == 0 and rows == list(range(rows[-1] + 1)):
            return f"{_of('last', n - len(rows), words)} right; the ones before differ."
    return None


def _lines(got, wanted) -> Iterator:
    names = ("entry",) if wanted.ndim == 1 else ("row", "column")
    for axis, name in enumerate(names):
        yield name, np.moveaxis(got, axis, 0), np.moveaxis(wanted, axis, 0)


def _of(end: str, count: int, word: str) -> str:
    """The beginning of a sentence: The first 3 entries are, The last row is."""
    if count == 1:
        return f"The {end} {word} is"
    return f"The {end} {count} {_PLURALS.get(word, f'{word}s')} are"


_PLURALS = {"entry": "entries"}


SEEN = (rows_differ,)
