"""When two numbers count as the same: tolerances by dtype and scale, never `==` on floats.

From the settings to the comparison: `Closeness`, numbers as arrays, `close`.
"""

from dataclasses import dataclass

import numpy as np

# relative and absolute tolerance by the coarser of the two dtypes; the absolute one is
# multiplied by the largest expected magnitude (or 1, where that is larger)
TOLERANCE = {
    "float16": (1e-2, 1e-3),
    "float32": (1e-4, 1e-5),
    "complex64": (1e-4, 1e-5),
}
EXACT = (1e-6, 1e-8)


@dataclass(frozen=True)
class Closeness:
    """How exact an answer must be: tolerances (None: by dtype), and whether dtype counts.

    Where `dtype` is True, bool, whole and floating numbers differ; floats that are all
    whole pass for whole numbers. bfloat16 crosses as float32: give it its own `rtol`.
    """

    rtol: float | None = None
    atol: float | None = None
    dtype: bool = False

    def loosened(self) -> "Closeness":
        """The same for what was computed from float32, whatever dtype came of it."""
        rtol, atol = TOLERANCE["float32"]
        looser = max(self.rtol or 0.0, rtol), max(self.atol or 0.0, atol)
        return Closeness(*looser, dtype=self.dtype)


def is_numbers(values: list | tuple) -> bool:
    """Whether a plain sequence holds numbers, and nothing else."""
    return bool(values) and all(map(_is_number, values))


def _is_number(value) -> bool:
    if isinstance(value, np.ndarray):
        return value.ndim == 0 and value.dtype.kind in "biufc"
    return isinstance(value, (bool, int, float))


def as_array(value) -> np.ndarray | None:
    """An array of numbers made of a plain value, or None where it is none.

    >>> as_array([[1, 2], [3, 4]]).shape
    (2, 2)
    """
    if isinstance(value, (bool, float, np.number)):
        return np.asarray(value)
    if isinstance(value, int):  # longer than 64 bits: as a float
        return np.asarray(value if abs(value) < 2**63 else _as_float(value))
    if isinstance(value, np.ndarray):
        return value if value.dtype.kind in "biufc" else None
    if not isinstance(value, (list, tuple)):
        return None
    parts = [as_array(v) for v in value]
    if any(p is None for p in parts) or len({p.shape for p in parts}) > 1:
        return None
    return np.array(parts) if parts else np.zeros(0)


def _as_float(value: int) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def close(array, expected, how: Closeness = Closeness()) -> np.ndarray:
    """Boolean array: which entries are close enough. NaN equals NaN.

    Whole numbers are compared exactly, whatever their size.

    >>> bool(close(np.array(1_000_001), np.array(1_000_000)))
    False
    """
    rtol, atol = _tolerance(array, expected)
    rtol = rtol if how.rtol is None else how.rtol
    atol = atol if how.atol is None else how.atol
    return np.isclose(array * 1.0, expected * 1.0, rtol=rtol, atol=atol, equal_nan=True)


def _tolerance(array, expected):
    if expected.dtype.kind in "biu":
        precise = array.dtype.kind != "f" or array.dtype.itemsize > 4
        return (1e-12, 1e-6) if precise else TOLERANCE["float32"]
    both = [TOLERANCE.get(str(a.dtype), EXACT) for a in (array, expected)]
    rtol, atol = max(both)
    finite = np.abs(expected[np.isfinite(expected)])
    return rtol, atol * max(1.0, float(np.max(finite, initial=0.0)))
