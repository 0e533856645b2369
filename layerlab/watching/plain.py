"""Plain data: all that crosses between the learner's side and the judging side.

From the vocabulary (what a request may hold) to the two directions: `materialise` makes
fresh Python objects for the learner's code from a request, `to_plain` makes plain data
from whatever the learner's code gave back. Plain data are None, bool, int, float, str,
list, tuple, dict with plain keys, NumPy arrays of numbers, bools or strings, and the three
markers below. Nothing here compares, so no `__eq__` of a learner is ever trusted.
"""

import sys
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np

MOST_ITEMS = 20_000  # entries of one container that are looked at
MOST_BYTES = 256 * 2**20  # of one array
DEEPEST = 12
_SIMPLE = frozenset((type(None), bool, int, float, str))


@dataclass(frozen=True)
class Formula:
    """An argument given as Python text, made into an object on the learner's side.

    >>> materialise(Formula("lambda x: 2 * x"))(21)
    42
    """

    text: str

    def __repr__(self) -> str:
        return self.text


@dataclass(frozen=True, eq=False)
class Tensor:
    """An array that reaches the learner's code as a torch tensor (values: any shape)."""

    values: np.ndarray

    def __repr__(self) -> str:
        return f"tensor({np.asarray(self.values).tolist()})"


@dataclass(frozen=True)
class Foreign:
    """What came back and is no plain data: the name of its type, and a short text."""

    type_name: str
    text: str = ""


def materialise(value) -> object:
    """Give a fresh, independent object for a plain `value` (arrays are copied).

    Formulas see `np`, and `torch` where they name it.
    """
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, Formula):
        return eval(_code(value.text), _formula_names(value.text))
    if isinstance(value, Tensor):
        return _torch().from_numpy(np.array(value.values))
    if isinstance(value, (list, tuple)):
        return type(value)(_each(value))
    if isinstance(value, dict):
        return {k: materialise(v) for k, v in value.items()}
    return value


def _each(values):
    """A fresh object for each; a Formula that comes again is one and the same function."""
    functions = {}
    for v in values:
        if not isinstance(v, Formula):
            yield materialise(v)
            continue
        if v.text not in functions:
            functions[v.text] = materialise(v)
        yield functions[v.text]


@lru_cache(maxsize=512)
def _code(text: str):
    """Compiled: our own text, never a learner's."""
    return compile(text.strip(), "<string>", "eval")


def _torch():
    import torch

    return torch


def _formula_names(text: str) -> dict:
    names = {"np": np}
    if "torch" in text or "nn." in text:
        names |= {"torch": _torch(), "nn": _torch().nn}
    return names


def to_plain(value, depth: int = 0) -> object:
    """Turn what an attempt returned into plain data; what cannot be becomes `Foreign`.

    Torch tensors become arrays, NumPy scalars become 0-d arrays, subclasses of builtins
    become the builtin itself.

    >>> to_plain((1, np.float64(2.0), {"a": [3]}))
    (1, array(2.), {'a': [3]})
    >>> to_plain(object()).type_name
    'object'
    """
    if type(value) in _SIMPLE:
        return value
    kind = type(value)
    if issubclass(kind, (np.ndarray, np.generic)):
        return _plain_array(np.asarray(value).view(np.ndarray))
    if _is_tensor(kind):
        return _plain_tensor(value)
    if depth >= DEEPEST:
        return Foreign(kind.__name__, "nested too deeply")
    return _plain_container(value, kind, depth)


def _plain_container(value, kind, depth):
    if issubclass(kind, (list, tuple)):
        builtin = list if issubclass(kind, list) else tuple
        first = islice(builtin.__iter__(value), MOST_ITEMS)
        items = [v if type(v) in _SIMPLE else to_plain(v, depth + 1) for v in first]
        return items if builtin is list else tuple(items)
    if issubclass(kind, dict):
        pairs = islice(dict.items(value), MOST_ITEMS)
        return {_key(k): to_plain(v, depth + 1) for k, v in pairs}
    for builtin, plain in _BUILTINS:
        if issubclass(kind, builtin):
            return plain(value)
    return Foreign(kind.__name__)


# what each gives is the builtin itself, whatever a subclass says of itself
_BUILTINS = ((int, int.__pos__), (float, float.__pos__), (str, str.__str__))


def _key(key):
    return (
        key
        if type(key) in (str, int, float, bool, tuple)
        else Foreign(type(key).__name__)
    )


def _plain_array(array):
    if array.nbytes > MOST_BYTES:
        return Foreign(
            "ndarray", f"{array.nbytes / 2**20:.0f} MB is too large to compare"
        )
    if array.dtype.kind in "biufcUS":
        return np.array(array)
    return _from_objects(array)


def _from_objects(array):
    """Arrays of dtype object that hold plain numbers are taken for what they hold."""
    if array.dtype.kind == "O" and all(
        type(v) in (bool, int, float) or isinstance(v, np.generic) for v in array.flat
    ):
        return np.array(array.tolist())
    return Foreign("ndarray", f"of dtype {array.dtype}")


def _is_tensor(kind) -> bool:
    torch = sys.modules.get("torch")
    return torch is not None and issubclass(kind, torch.Tensor)


def _plain_tensor(tensor):
    torch = sys.modules["torch"]
    if tensor.device.type == "meta":
        return Foreign("Tensor", f"on the meta device, shape {tuple(tensor.shape)}")
    tensor = torch.Tensor.detach(tensor).to("cpu")
    if tensor.dtype in (torch.bfloat16, torch.float16):
        tensor = tensor.float()
    return _plain_array(tensor.resolve_conj().resolve_neg().to_dense().numpy())
