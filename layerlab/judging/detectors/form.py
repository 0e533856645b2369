"""The detectors of `search` for the form of an answer, before its values are looked at.

Nothing returned, a tuple too much, text, an input changed, NaN. In the order of `FORM`.
"""

import itertools

import numpy as np

from layerlab.judging.closeness import as_array
from layerlab.judging.compare import is_bool, same_value
from layerlab.watching.plain import Foreign


def printed_instead(view) -> str | None:
    """The result was printed."""
    if view.difference.kind == "nothing" and view.seen.printed.strip():
        return "The result was printed, not returned. Replace `print(…)` by `return …`."


def nothing_returned(view) -> str | None:
    """The function ends without `return`."""
    if view.difference.kind == "nothing" and view.seen.value is None:
        return "Nothing came back. Does the function end with a `return` line, on every way through it?"


def not_called(view) -> str | None:
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


def text_for_numbers(view) -> str | None:
    """Strings where numbers are asked for."""
    got = view.difference.got
    first = got[0] if isinstance(got, (list, tuple)) and got else got
    kind = getattr(getattr(first, "dtype", None), "kind", "")
    wanted = as_array(view.difference.expected)
    if wanted is not None and (isinstance(first, str) or kind == "U"):
        return "Text came back, where numbers are asked for: leave out the quotation marks."


def in_another_wrapping(view) -> str | None:
    """The right value, wrapped once too often or too seldom."""
    got, wanted = view.seen.value, view.expected
    several = isinstance(wanted, tuple)
    if isinstance(got, (list, tuple)) and len(got) and same_value(got[0], wanted):
        extra = "with a comma behind it" if len(got) == 1 else "and more behind it"
        return f"The right answer is there, {extra}: return it alone."
    if several and not isinstance(got, (list, tuple)):
        first = same_value(got, wanted[0])
        which = "Only the first of them" if first else "One thing"
        return f"{which} came back, where {len(wanted)} are asked for{_listed(view)}."
    if several and len(got) == len(wanted):
        return _exchanged(list(got), list(wanted), view)


def _listed(view) -> str:
    names = view.exercise.returns
    return f": `return {', '.join(names)}`" if names else ""


def _exchanged(got, wanted, view):
    pairs = itertools.combinations(wanted, 2)
    if len(wanted) > 5 or any(same_value(a, b) for a, b in pairs):
        return None  # alike: their order cannot be told
    for order in list(itertools.permutations(range(len(wanted))))[1:]:
        if all(same_value(got[i], w) for i, w in zip(order, wanted, strict=True)):
            return f"The right things came back in another order{_listed(view)}."


def another_number_of_entries(view) -> str | None:
    """The first or last entry is missing, or one is too many."""
    got, wanted = (_entries(v) for v in (view.difference.got, view.difference.expected))
    if len(got) == len(wanted) or min(len(got), len(wanted)) < 2:
        return None  # one entry agrees by chance
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


def missing_key(view) -> str | None:
    """A dictionary without a key that is asked for."""
    is_dict = isinstance(view.difference.expected, dict)
    if view.difference.kind == "length" and is_dict:
        return f"{view.difference.sentence}."


def changed_in_place(view) -> str | None:
    """An argument is not what it was."""
    if view.difference.kind == "changed":
        return f"`{view.difference.where}` belongs to the caller. `+=`, `x[…] = …`, `.sort()` and methods ending in `_` change it; compute a new one, or start from a copy."


def global_randomness(view) -> str | None:
    """The global random state was used."""
    if not view.seen.random_used or view.exercise.uses_random:
        return None
    if view.exercise.hands_over_rng:
        return "The result uses or resets the global random numbers, so it disturbs everything else that draws from them. Draw from the generator that is given."
    return "Your answer draws random numbers, and here nothing is left to chance: start, order and examples are all given."


_WARNINGS = {
    "divide by zero": "Something is divided by 0, or the logarithm of 0 is taken.",
    "overflow": "A number has become too large to hold, as `exp` of a large number does. Rearrange the formula so that it never arises.",
    "invalid value": "Something like 0/0, infinity minus infinity, or the root or logarithm of a negative number was computed.",
    "mean of empty": "The mean of nothing was taken: a selection is empty.",
}


def not_finite(view) -> str | None:
    """NaN or infinity, with what Python warned of."""
    if view.difference.kind != "finite":
        return None
    for sign, words in _WARNINGS.items():
        if any(sign in warning.lower() for warning in view.seen.warnings):
            return words
    return "The result holds NaN or infinity: a division by 0, the logarithm of 0, or an overflow of `exp`. Which numbers in these arguments lead there?"


def fraction_for_whole(view) -> str | None:
    """A fraction where a whole number is asked for."""
    got, wanted = as_array(view.difference.got), as_array(view.difference.expected)
    if wanted.dtype.kind in "iu" and np.array_equal(np.floor(got), wanted):
        return "A fraction came back, where a whole number is asked for: `//` leaves the rest out, `/` does not."


def a_place_for_a_value(view) -> str | None:
    """An index where a value is asked for."""
    got, wanted = as_array(view.difference.got), as_array(view.difference.expected)
    whole = got.dtype.kind in "iu" and got.ndim == 0 and wanted.dtype.kind == "f"
    if (
        whole
        and wanted.shape == ()
        and any(0 <= got < len(v) for v in view.arrays.values() if v.ndim)
    ):
        return "A whole number came back, where a value is asked for. Is it the place of the value, as `argmin` and `argmax` give it?"


def true_for_number(view) -> str | None:
    """Booleans where numbers are asked for."""
    got, wanted = view.difference.got, view.difference.expected
    if is_bool(got) and not is_bool(wanted):
        return "True and False came back: a comparison. Numbers are asked for, made from it."


def another_dtype(view) -> str | None:
    """Right values in a dtype with another meaning."""
    if view.difference.kind == "dtype":
        got, wanted = view.difference.got, view.difference.expected
        return f"The values may be right, but their dtype is {got.dtype}, and {wanted.dtype} is asked for (`.astype(…)`, `dtype=…`)."


def hard_coded(view) -> str | None:
    """The same answer whatever the arguments are, where right answers differ."""
    if len(view.others) < 3 or view.seen.value is None:
        return None
    if view.difference.kind != "value" or view.right:
        return None
    if all(same_value(view.seen.value, other.value) for other in view.others):
        return "The same answer came back whatever the arguments were. Compute it from the arguments."


FORM = (
    printed_instead, nothing_returned, not_called, missing_key, changed_in_place,
    global_randomness, text_for_numbers, not_finite, in_another_wrapping,
    another_number_of_entries, true_for_number, fraction_for_whole, another_dtype,
    hard_coded, a_place_for_a_value,
)  # fmt: skip
