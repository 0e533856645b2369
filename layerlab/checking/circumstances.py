"""The detectors of `general` that ask when, and in which form, an attempt goes wrong.

`FORM` comes first of all: nothing returned, a tuple too much, an input changed. `WHEN`
comes last: the entries or the cases on which an attempt fails have something in common.
"""

import numpy as np

from .closeness import close
from .patterns import alike
from .plain import Foreign


def printed_instead(view):
    """The result was printed."""
    if view.difference.kind == "nothing" and view.seen.printed.strip():
        return "The result was printed, not returned. Replace `print(…)` by `return …`."


def nothing_returned(view):
    """The function ends without `return`."""
    if view.difference.kind == "nothing" and view.seen.value is None:
        return "Nothing came back. Does the function end with a `return` line, on every way through it?"


def not_called(view):
    """A function or a class came back."""
    if not isinstance(view.difference.got, Foreign):
        return None
    kind = view.difference.got.type_name
    if kind in ("function", "method", "builtin_function_or_method", "ufunc", "type"):
        return (
            "A function came back, not a value. Are the parentheses of a call missing?"
        )
    if kind in ("set", "frozenset"):
        return "A set came back: it has no order and loses repeated entries. Use a list or an array."


def in_another_wrapping(view):
    """The right value, wrapped once too often or too seldom."""
    from .diagnosis import same_value

    got, wanted = view.difference.got, view.difference.expected
    if isinstance(got, (list, tuple)) and len(got) and same_value(got[0], wanted):
        extra = "with a comma behind it" if len(got) == 1 else "and more behind it"
        return f"The right answer is there, {extra}: return it alone."
    if isinstance(wanted, (list, tuple)) and len(wanted):
        if same_value(got, wanted[0]):
            return "Only the first of the things asked for came back."
        if isinstance(got, (list, tuple)) and same_value(list(got)[::-1], list(wanted)):
            return "The right things came back in the wrong order."


def another_number_of_entries(view):
    """The first or last entry is missing, or one is too many."""
    from .diagnosis import same_value

    got, wanted = (_entries(v) for v in (view.difference.got, view.difference.expected))
    if len(got) == len(wanted) or not got or not wanted:
        return None
    verb, short, long = ("missing", got, wanted)
    if len(got) > len(wanted):
        verb, short, long = ("too many", wanted, got)
    for place, part in (("last", long[:-1]), ("first", long[1:])):
        if same_value(part, short):
            return f"The {place} entry is {verb}; the others are right."
    if verb == "missing" and same_value(wanted[: len(got)], got):
        return "The beginning is right, but it ends too early."
    if verb == "too many" and same_value(got[: len(wanted)], wanted):
        return "The beginning is right, but it does not stop where it should."


def _entries(value) -> list:
    if isinstance(value, np.ndarray) and value.ndim:
        return list(value)
    return list(value) if isinstance(value, (list, tuple)) else []


def missing_key(view):
    """A dictionary without a key that is asked for."""
    is_dict = isinstance(view.difference.expected, dict)
    if view.difference.kind == "length" and is_dict:
        return f"{view.difference.sentence}."


def changed_in_place(view):
    """An argument is not what it was."""
    if view.difference.kind == "changed":
        return f"`{view.difference.where}` belongs to the caller. `+=`, `x[…] = …`, `.sort()` and methods ending in `_` change it; compute a new one, or start from a copy."


def global_randomness(view):
    """The global random state was used."""
    if view.difference.kind == "random":
        return "The result uses or resets the global random numbers, so it disturbs everything else that draws from them. Draw from the generator that is given, or from one of your own."


_WARNINGS = {
    "divide by zero": "Something is divided by 0, or the logarithm of 0 is taken.",
    "overflow": "A number has become too large to hold, as `exp` of a large number does. Rearrange the formula so that it never arises.",
    "invalid value": "Something like 0/0, infinity minus infinity, or the root or logarithm of a negative number was computed.",
    "mean of empty": "The mean of nothing was taken: a selection is empty.",
}


def not_finite(view):
    """NaN or infinity, with what Python warned of."""
    if view.difference.kind != "finite":
        return None
    for sign, words in _WARNINGS.items():
        if any(sign in warning.lower() for warning in view.seen.warnings):
            return words
    return "The result holds NaN or infinity: a division by 0, the logarithm of 0, or an overflow of `exp`. Which numbers in these arguments lead there?"


def true_for_number(view):
    """Booleans where numbers are asked for."""
    got = view.difference.got
    if getattr(getattr(got, "dtype", None), "kind", "") == "b" or isinstance(got, bool):
        return "True and False came back: a comparison. Numbers are asked for, made from it."


def another_dtype(view):
    """Right values in a dtype with another meaning."""
    if view.difference.kind == "dtype":
        got, wanted = view.difference.got, view.difference.expected
        return f"The values may be right, but their dtype is {got.dtype}, and {wanted.dtype} is asked for (`.astype(…)`, `dtype=…`)."


def hard_coded(view):
    """The same answer whatever the arguments are."""
    from .diagnosis import same_value

    if len(view.others) < 2 or view.seen.value is None:
        return None
    if all(same_value(view.seen.value, other.value) for other in view.others):
        return "The same answer came back whatever the arguments were. Compute it from the arguments."


def wrong_entries_alike(view):
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


def border_wrong(view):
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


def only_special_cases(view):
    """Right elsewhere: the failing cases have something that the right ones have not."""
    if not view.right:
        return None
    for words, has in _FEATURES.items():
        for name, value in view.arrays.items():
            here = has(value) and all(has(v[name]) for v in view.failing if name in v)
            if here and not any(has(v[name]) for v in view.right if name in v):
                return (
                    f"Other cases are right. It goes wrong where {words.format(name)}."
                )


FORM = (
    printed_instead, nothing_returned, not_called, missing_key, changed_in_place,
    global_randomness, not_finite, in_another_wrapping, another_number_of_entries,
    true_for_number, another_dtype, hard_coded,
)  # fmt: skip
WHEN = (wrong_entries_alike, border_wrong, only_special_cases)
