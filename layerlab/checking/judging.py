"""The judging side: compare what came back with what should have, and say the first difference.

`compare` walks both in step and stops at the first difference, in this order: something
returned, type, length and shape, dtype where it matters, finite, values.
"""

from dataclasses import dataclass

import numpy as np

from .plain import Foreign

# relative and absolute tolerance by the dtype of what came back; the absolute one is
# multiplied by the largest expected magnitude (or 1, where that is larger)
TOLERANCE = {
    "float16": (1e-2, 1e-3),
    "float32": (1e-4, 1e-5),
    "complex64": (1e-4, 1e-5),
}
EXACT = (1e-6, 1e-8)


@dataclass(frozen=True)
class Difference:
    """The first difference: its kind, where it is, a sentence, and both values."""

    kind: str  # nothing, type, length, shape, dtype, finite, value, property
    where: str
    sentence: str
    got: object = None
    expected: object = None


@dataclass(frozen=True)
class Closeness:
    """How exact an answer must be: tolerances (None: by dtype), and whether dtype counts."""

    rtol: float | None = None
    atol: float | None = None
    dtype: bool = False


def compare(
    got, expected, how: Closeness = Closeness(), where: str = ""
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
    if expected is None or isinstance(expected, str):
        return _compare_exactly(got, expected, where)
    if isinstance(expected, (list, tuple)) and not is_numbers(expected):
        return _compare_sequences(got, expected, how, where)
    if isinstance(expected, Foreign):
        return _compare_exactly(got, expected, where)
    return _compare_arrays(got, np.asarray(expected), how, where)


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


def is_numbers(value) -> bool:
    """Whether a plain value is an array, a number, or a (nested) sequence of numbers."""
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "biufc"
    if isinstance(value, (list, tuple)):
        return bool(value) and all(
            isinstance(v, (bool, int, float)) or _is_0d(v) for v in value
        )
    return isinstance(value, (bool, int, float))


def _is_0d(value) -> bool:
    return isinstance(value, np.ndarray) and value.ndim == 0


def _compare_exactly(got, expected, where):
    if type(got) is not type(expected):
        return _type_difference(got, expected, where)
    if got != expected:
        return Difference("value", where, f"{_it(where)} is {got!r}", got, expected)
    return None


def _type_difference(got, expected, where):
    sentence = (
        f"{_it(where)} is {describe(got)}, where {describe(expected)} is expected"
    )
    return Difference("type", where, sentence, got, expected)


def _compare_dicts(got, expected, how, where):
    if not isinstance(got, dict):
        return _type_difference(got, expected, where)
    for key, value in expected.items():
        place = f"{where}[{key!r}]" if where else str(key)
        if key not in got:
            keys = ", ".join(map(repr, got)) or "no key at all"
            sentence = f"The key {key!r} is missing; there is {keys}"
            return Difference("length", place, sentence, got, expected)
        found = compare(got[key], value, how, place)
        if found:
            return found
    return None


def _compare_sequences(got, expected, how, where):
    if isinstance(got, np.ndarray) and got.ndim:
        got = list(got)
    if not isinstance(got, (list, tuple)):
        return _type_difference(got, expected, where)
    if len(got) != len(expected):
        sentence = (
            f"{_it(where)} has {len(got)} entries, where {len(expected)} are expected"
        )
        return Difference("length", where, sentence, got, expected)
    for i, (one, other) in enumerate(zip(got, expected, strict=True)):
        found = compare(one, other, how, f"{where or 'result'}[{i}]")
        if found:
            return found
    return None


def as_array(value):
    """An array of numbers made of a plain value, or None where it is none.

    >>> as_array([[1, 2], [3, 4]]).shape
    (2, 2)
    """
    if isinstance(value, (bool, int, float)):
        return (
            np.asarray(value)
            if abs(value) < 1e300 or value != value
            else np.float64(value)
        )
    if isinstance(value, np.ndarray):
        return value if value.dtype.kind in "biufc" else None
    if not isinstance(value, (list, tuple)):
        return None
    parts = [as_array(v) for v in value]
    if any(p is None for p in parts) or len({p.shape for p in parts}) > 1:
        return None
    return np.array(parts) if parts else np.zeros(0)


def _compare_arrays(got, expected, how, where):
    array = as_array(got)
    if array is None:
        return _type_difference(got, expected, where)
    if array.shape != expected.shape:
        sentence = (
            f"{_it(where)} has shape {array.shape}, where {expected.shape} is expected"
        )
        return Difference("shape", where, sentence, array, expected)
    if (
        how.dtype
        and array.dtype.kind != expected.dtype.kind
        and not _whole(array, expected)
    ):
        sentence = (
            f"{_it(where)} has dtype {array.dtype}, where {expected.dtype} is expected"
        )
        return Difference("dtype", where, sentence, array, expected)
    return _compare_values(array, expected, how, where)


def _whole(array, expected) -> bool:
    return (
        expected.dtype.kind in "iu"
        and array.dtype.kind == "f"
        and not np.any(array % 1)
    )


def _compare_values(array, expected, how, where):
    unexpected = ~np.isfinite(array) & np.isfinite(expected)
    if unexpected.any():
        bad = "NaN" if np.isnan(array[unexpected]).any() else "infinity"
        return Difference("finite", where, f"{_it(where)} holds {bad}", array, expected)
    wrong = ~close(array, expected, how)
    if wrong.any():
        many = (
            f"{wrong.sum()} of {wrong.size} values differ"
            if wrong.size > 1
            else "differs"
        )
        sentence = f"{_it(where)}: {many}" if wrong.size > 1 else f"{_it(where)} {many}"
        return Difference("value", where, sentence, array, expected)
    return None


def close(array, expected, how: Closeness = Closeness()):
    """Boolean array: which entries are close enough, by dtype and scale. NaN equals NaN."""
    rtol, atol = TOLERANCE.get(str(array.dtype), EXACT)
    finite = (
        np.abs(expected[np.isfinite(expected)].astype(float)) if expected.size else [0]
    )
    scale = max(1.0, float(np.max(finite, initial=0.0)))
    rtol = rtol if how.rtol is None else how.rtol
    atol = atol * scale if how.atol is None else how.atol
    return np.isclose(array * 1.0, expected * 1.0, rtol=rtol, atol=atol, equal_nan=True)
