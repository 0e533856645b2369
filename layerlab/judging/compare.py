"""The judging side: compare what came back with what should have, and say the first difference.

`compare` walks both in step. The order in which differences count is `ORDER`: something
returned, type, length and shape, dtype where it matters, finite, values.
"""

from dataclasses import dataclass

import numpy as np

from layerlab.judging.closeness import Closeness, as_array, close, is_numbers
from layerlab.watching.plain import Foreign

_DEFAULT, _LOOSE = Closeness(), Closeness(rtol=1e-4)

ORDER = ("nothing", "type", "length", "shape", "dtype", "finite", "limit", "value")


@dataclass(frozen=True)
class Difference:
    """The first difference: its kind, where it is, a sentence, and both values.

    kind   one of ORDER, or raised, property, changed, random
    where  the expression or part that differs, "" for the whole
    """

    kind: str
    where: str
    sentence: str
    got: object = None
    expected: object = None


def compare(
    got, expected, how: Closeness = _DEFAULT, where: str = ""
) -> Difference | None:
    """The first difference between two plain values, or None.

    >>> compare([1.0, 2.0], np.array([1.0, 3.0])).kind
    'value'
    >>> compare(np.float32(0.1), 0.1) is None
    True
    """
    if got is None and expected is not None:
        return Difference("nothing", where, f"{_it(where)} is None", got, expected)
    if isinstance(expected, dict):
        return _compare_dicts(got, expected, how, where)
    if expected is None or isinstance(expected, (str, Foreign)):
        return _compare_exactly(got, expected, where)
    if isinstance(expected, np.ndarray) and expected.dtype.kind in "US":
        expected = expected.tolist()
        return compare(got, expected, how, where)
    if isinstance(expected, (list, tuple)) and not is_numbers(expected):
        return _compare_sequences(got, expected, how, where)
    numbers = as_array(expected)
    expected = np.asarray(expected) if numbers is None else numbers
    return _compare_arrays(got, expected, how, where)


def _it(where: str) -> str:
    return f"`{where}`" if where else "It"


def describe(value) -> str:
    """A plain value's type and shape, in words.

    >>> describe(np.zeros((3, 2))), describe([1, 2]), describe(2.5), describe("a")
    ('an array of shape (3, 2)', 'a list of 2', 'a number', 'a string')
    """
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}" if value.ndim else "a number"
    if isinstance(value, (list, tuple, dict)):
        return f"a {type(value).__name__} of {len(value)}"
    if isinstance(value, bool):
        return "True or False"
    if isinstance(value, Foreign):
        return f"an object of type {value.type_name} {value.text}".strip()
    words = {int: "a number", float: "a number", str: "a string", type(None): "None"}
    return words.get(type(value), type(value).__name__)


def _compare_exactly(got, expected, where):
    if isinstance(got, np.ndarray) and got.ndim == 0 and got.dtype.kind == "U":
        got = got.item()
    if type(got) is not type(expected):
        return _type_difference(got, expected, where)
    if got != expected:
        return Difference("value", where, f"{_it(where)} is {got!r}", got, expected)
    return None


def _type_difference(got, expected, where):
    words = f"{_it(where)} is {describe(got)}, where {describe(expected)} is expected"
    return Difference("type", where, words, got, expected)


def _compare_dicts(got, expected, how, where):
    """The first entry that differs; keys of ours are words, so extra ones are no fault."""
    if not isinstance(got, dict):
        return _type_difference(got, expected, where)
    for key, value in expected.items():
        place = f"{where}[{key!r}]" if where else str(key)
        if key not in got:
            keys = ", ".join(map(repr, got)) or "no key at all"
            words = f"The key {key!r} is missing; there is {keys}"
            return Difference("length", where, words, got, expected)
        found = compare(got[key], value, how, place)
        if found:
            return found
    return None


def _compare_sequences(got, expected, how, where):
    """The gravest difference of all entries, the first of those: shape before value."""
    if isinstance(got, np.ndarray) and got.ndim:
        got = list(got) if got.dtype.kind != "U" else got.tolist()
    if not isinstance(got, (list, tuple)):
        return _type_difference(got, expected, where)
    if len(got) != len(expected):
        words = (
            f"{_it(where)} has {len(got)} entries, where {len(expected)} are expected"
        )
        return Difference("length", where, words, got, expected)
    pairs = enumerate(zip(got, expected, strict=True))
    found = [compare(a, b, how, f"{where or 'result'}[{i}]") for i, (a, b) in pairs]
    return min(filter(None, found), key=lambda d: ORDER.index(d.kind), default=None)


def _compare_arrays(got, expected, how, where):
    array = as_array(got)
    if array is None:
        return _type_difference(got, expected, where)
    if array.shape != expected.shape:
        words = (
            f"{_it(where)} has shape {array.shape}, where {expected.shape} is expected"
        )
        return Difference("shape", where, words, array, expected)
    if _other_dtype(array, expected, how):
        words = (
            f"{_it(where)} has dtype {array.dtype}, where {expected.dtype} is expected"
        )
        return Difference("dtype", where, words, array, expected)
    return _compare_values(array, expected, how, where)


def _other_dtype(array, expected, how) -> bool:
    """Whether the kind of number differs where it carries meaning; complex always does."""
    if array.dtype.kind == expected.dtype.kind:
        return False
    if "c" in (array.dtype.kind, expected.dtype.kind):
        return True
    kinds = {array.dtype.kind, expected.dtype.kind}
    return how.dtype and kinds != {"i", "u"} and not _whole(array, expected)


def _whole(array, expected) -> bool:
    floats_for_ints = expected.dtype.kind in "iu" and array.dtype.kind == "f"
    return floats_for_ints and not np.any(array % 1)


def _compare_values(array, expected, how, where):
    if array.dtype == expected.dtype and array.tobytes() == expected.tobytes():
        return None
    unexpected = ~np.isfinite(array) & np.isfinite(expected)
    if unexpected.any():
        bad = "NaN" if np.isnan(array[unexpected]).any() else "infinity"
        return Difference("finite", where, f"{_it(where)} holds {bad}", array, expected)
    wrong = ~close(array, expected, how)
    if not wrong.any():
        return None
    many = f": {wrong.sum()} of {wrong.size} values differ"
    words = f"{_it(where)}{many if wrong.size > 1 else ' differs'}"
    return Difference("value", where, words, array, expected)


def same_value(got, expected) -> bool:
    """Whether two plain values agree within loose tolerances, both ways round."""
    if is_bool(got) != is_bool(expected) or (got is None) != (expected is None):
        return False
    return compare(got, expected, _LOOSE) is None


def is_bool(value) -> bool:
    """Whether a plain value is True, False, or an array of them."""
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    return isinstance(value, bool) or kind == "b"
