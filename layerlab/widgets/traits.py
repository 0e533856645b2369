"""Array traits that travel as binary buffers, and the checks of what a widget is given.

From the trait that widgets declare down to the two halves of its journey.
"""

import numpy as np
import traitlets

from layerlab.errors import BadArgument


class Array(traitlets.TraitType):
    """A NumPy array trait of one dtype, synced as one binary buffer.

    `shape` gives the expected shape, None where any length will do. The array that the
    trait holds is a read-only copy: assign a new one to change it, so that the browser
    hears of it. Raises BadArgument for a wrong shape, text, or values not finite.
    """

    info_text = "an array of numbers"

    def __init__(self, shape=(None,), *, dtype="float64", **kwargs):
        super().__init__(default_value=None, allow_none=True, **kwargs)
        self.shape, self.dtype = shape, dtype
        self.tag(sync=True, to_json=pack, from_json=unpack)

    def validate(self, obj, value) -> np.ndarray | None:
        """Return the value as a read-only array of the trait's shape, or raise."""
        if value is None:
            return None
        return frozen(value, self.shape, dtype=self.dtype, name=self.name)


def frozen(value, shape, *, dtype="float64", name="The array") -> np.ndarray:
    """Return a read-only copy of `value` with `shape` (None: any length).

    >>> frozen([[0, 1]], (None, 2)).shape
    (1, 2)
    """
    array = as_numbers(value, name)
    wanted = "(" + ", ".join("n" if n is None else str(n) for n in shape) + ")"
    fits = array.ndim == len(shape) and all(
        want in (None, got) for want, got in zip(shape, array.shape, strict=True)
    )
    if not fits:
        raise BadArgument(
            f"{name} must have the shape {wanted}",
            f"its shape is {array.shape}",
            f"Reshape it, or pick the {shape[-1] or 'right'} columns to show",
        )
    array = array.astype(dtype)
    array.setflags(write=False)
    return array


def as_numbers(value, name="The array") -> np.ndarray:
    """Return `value` (list, array or tensor) as a float64 array of finite numbers."""
    detached = value.detach().cpu() if hasattr(value, "detach") else value
    try:
        array = np.array(detached, dtype="float64")
    except (TypeError, ValueError) as error:
        raise BadArgument(
            f"{name} must hold numbers in rows of one length",
            f"NumPy says: {error}",
            "Pass a list of numbers, an array or a tensor",
        ) from None
    bad = int(np.size(array) - np.isfinite(array).sum())
    if bad:
        raise BadArgument(
            f"{name} must hold finite numbers",
            f"{bad} of {array.size} are NaN or infinite",
            "Drop or replace them first",
        )
    return array


def within(value, low, high, *, name) -> float:
    """Return `value` as a float when low <= value <= high, else raise BadArgument."""
    number = float(value)
    if not low <= number <= high:
        raise BadArgument(
            f"{name} must lie between {low:g} and {high:g}",
            f"it is {number:g}",
            f"Choose, for example, {name}={(low + high) / 2:g}",
        )
    return number


def pack(array, _widget=None) -> dict | None:
    """Return what travels to the browser: shape, dtype and one buffer."""
    if array is None:
        return None
    data = memoryview(np.ascontiguousarray(array).tobytes())
    return {"shape": list(array.shape), "dtype": str(array.dtype), "data": data}


def unpack(packed, _widget=None) -> np.ndarray | None:
    """Return the array that came from the browser (or from `pack`)."""
    if not isinstance(packed, dict):
        return packed
    flat = np.frombuffer(packed["data"], dtype=packed["dtype"])
    return flat.reshape(packed["shape"])
