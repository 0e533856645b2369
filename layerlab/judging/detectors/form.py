"""The detectors of `search` for the form of an answer, before its values are looked at.

Nothing returned, text, an input changed, NaN: these tell of the case that is shown, in the
order of `PLAIN`. What is told by values, too, as a tuple too much, is in `BY_VALUE`.
"""

import itertools
from collections.abc import Iterator

import numpy as np

from layerlab.judging.closeness import as_array
from layerlab.judging.compare import is_bool, same_value
from layerlab.judging.detectors.pairs import Undecided
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
    if wanted is None or not wanted.size:
        return None
    if isinstance(first, str) or kind == "U":
        return "Text came back, where numbers are asked for: leave out the quotation marks."


def dict_for_numbers(view) -> str | None:
    """A dictionary where a row of numbers is asked for."""
    wanted = as_array(view.difference.expected)
    if isinstance(view.difference.got, dict) and wanted is not None and wanted.ndim:
        return "A dictionary came back, where numbers in a row are asked for: a list, an array or a tensor of them, in order."


def another_number_of_things(view) -> str | None:
    """One thing where several are asked for."""
    got, wanted = view.seen.value, view.expected
    if isinstance(wanted, tuple) and not isinstance(got, (list, tuple)):
        return f"One thing came back, where {len(wanted)} are asked for{_listed(view)}."


def in_another_wrapping(view) -> str | None:
    """The right value, wrapped once too often, or with others."""
    got, wanted = view.seen.value, view.expected
    if not isinstance(got, (list, tuple)) or isinstance(wanted, list):
        return None
    if isinstance(wanted, tuple):
        return _exchanged(list(got), list(wanted), view)
    if len(got) and same_value(got[0], wanted):
        extra = "alone in a list or tuple" if len(got) == 1 else "with more behind it"
        return f"The right answer is there, {extra}: return it alone."


def _listed(view) -> str:
    names = view.exercise.returns
    return f": `return {', '.join(names)}`" if names else ""


def _exchanged(got, wanted, view):
    pairs = itertools.combinations(wanted, 2)
    if len(got) != len(wanted) or len(wanted) > 5:
        return None
    if any(same_value(a, b) for a, b in pairs):
        raise Undecided  # alike: their order cannot be told
    for order in list(itertools.permutations(range(len(wanted))))[1:]:
        if all(same_value(got[i], w) for i, w in zip(order, wanted, strict=True)):
            return f"The right things came back in another order{_listed(view)}."


def another_number_of_entries(view) -> Iterator:
    """The first or last entry is missing, or one is too many."""
    got, wanted = (_entries(v) for v in (view.difference.got, view.difference.expected))
    if view.is_right or len(wanted) < 2:
        raise Undecided
    if len(got) == len(wanted) or len(got) < 2:
        return  # one entry agrees by chance
    verb, short, long = ("missing", got, wanted)
    if len(got) > len(wanted):
        verb, short, long = ("too many", wanted, got)
    for place, part in (("last", long[:-1]), ("first", long[1:])):
        if same_value(part, short):
            yield f"The {place} entry is {verb}; the others are right."
    if verb == "missing" and same_value(wanted[: len(got)], got):
        yield "The beginning is right, but it ends too early."
    if verb == "too many" and same_value(got[: len(wanted)], wanted):
        yield "The beginning is right, but more follows behind it."


def _entries(value) -> list:
    if isinstance(value, np.ndarray) and value.ndim:
        return list(value)
    return list(value) if isinstance(value, (list, tuple)) else []


def missing_key(view) -> str | None:
    """A dictionary without a key that is asked for."""
    is_dict = isinstance(view.difference.expected, dict)
    if view.difference.kind == "length" and is_dict and not view.exercise.observe:
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
    "divide by zero": "a division by 0, or the logarithm of 0",
    "overflow": "a number too large to hold, as `exp` of a large number is",
    "invalid value": "0/0, infinity minus infinity, or the root or logarithm of a negative number",
    "mean of empty": "the mean of nothing: a selection is empty",
}


def not_finite(view) -> str | None:
    """NaN or infinity, with what Python warned of."""
    if view.difference.kind != "finite":
        return None
    kind = "NaN" if np.isnan(as_array(view.difference.got)).any() else "infinity"
    for sign, words in _WARNINGS.items():
        if any(sign in warning.lower() for warning in view.seen.warnings):
            return f"Your result holds {kind}, and on the way NumPy warned of {words}."
    return f"Your result holds {_MADE_OF[kind]}"


_MADE_OF = {
    "NaN": "NaN. It comes of 0/0, of infinity minus infinity or times 0, or of the root or logarithm of a negative number; and it spreads.",
    "infinity": "infinity. It comes of a division by 0, of the logarithm of 0, of a number too large to hold, or of a start value that nothing has replaced.",
}


def fraction_for_whole(view) -> str | None:
    """A fraction where a whole number is asked for."""
    got, wanted = as_array(view.difference.got), as_array(view.difference.expected)
    if wanted.dtype.kind in "iu" and np.array_equal(np.floor(got), wanted):
        return "A fraction came back, where a whole number is asked for: `//` leaves the rest out, `/` does not."


def cut_fractions(view) -> str | None:
    """Right for floats, cut off where the very same numbers are given as whole ones."""
    if not view.case.exact:
        return None
    got, wanted = as_array(view.difference.got), as_array(view.difference.expected)
    if got.shape == wanted.shape and np.allclose(got, np.trunc(wanted)):
        return "Fractions are lost, here where the arguments hold whole numbers: an array made in their type (`zeros_like`, `.copy()`) can hold no others. Make it a float one."


def a_place_for_a_value(view) -> str | None:
    """An index where a value is asked for: so on every case, and not the same one."""
    got, wanted = as_array(view.difference.got), as_array(view.difference.expected)
    if got.ndim or wanted.ndim or got.dtype.kind not in "iu":
        return None
    if view.is_right or not wanted % 1:
        raise Undecided
    lengths = [len(v) for v in view.arrays.values() if v.ndim]
    if len(view.failing) > 2 and 0 <= got < max(lengths, default=0):
        return "Whole numbers came back, where fractions are asked for. Is it the place of the value, as `argmin` and `argmax` give it?"


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
    if view.is_right:
        raise Undecided
    if len(view.others) < 3 or view.seen.value is None:
        return None
    if all(same_value(view.seen.value, other.value) for other in view.others):
        return "The same answer came back on every case, and the right ones differ."


PLAIN = (
    printed_instead, nothing_returned, not_called, missing_key, changed_in_place,
    global_randomness, text_for_numbers, dict_for_numbers, not_finite, another_number_of_things,
    true_for_number, another_dtype, cut_fractions,
)  # fmt: skip
BY_VALUE = (
    in_another_wrapping, another_number_of_entries, fraction_for_whole,
    a_place_for_a_value, hard_coded,
)  # fmt: skip
