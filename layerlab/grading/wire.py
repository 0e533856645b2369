"""The language between checker and child: length-prefixed JSON, then raw array bytes.

A message is a dict of plain data (see `layerlab.watching.plain`). `encode` and `decode` are
the whole of it; below them stand the two directions. Never pickle: whatever the child
sends, decoding gives plain data or raises `BadMessage`, and nothing is allocated that was
not announced and found small enough.
"""

import json
import math
import re
import struct
from functools import lru_cache

import numpy as np

from layerlab.watching.plain import Foreign, Formula, Tensor

HEAD = struct.Struct("!II")  # bytes of JSON, bytes of arrays
MOST_JSON = 12 * 2**20
MOST_PARTS = 1_000_000  # lists and dicts in it, each of which takes a hundred bytes
MOST_BYTES = 96 * 2**20
DEEPEST = 40
_DTYPE = re.compile(r"[<>|=]?(?:b1|[iu][1248]|f(?:2|4|8|16)|c(?:8|16|32)|[US]\d{1,6})")
_AS_IT_IS = frozenset((type(None), bool, float, str))
_NUMBERS = frozenset((type(None), bool, int, float))
_WHOLE = 2**53  # larger whole numbers travel as text
_JSON = json.JSONEncoder(separators=(",", ":"), check_circular=False)


class BadMessage(Exception):
    """Bytes that are no message: what was wrong, in a few words."""


def encode(message: dict) -> bytes:
    """The bytes of a message.

    >>> decode(encode({"x": (1, np.arange(3.0))}))
    {'x': (1, array([0., 1., 2.]))}
    """
    blobs: list[bytes] = []
    text = _JSON.encode(_pack(message, blobs)).encode("ascii")
    raw = b"".join(blobs)
    return HEAD.pack(len(text), len(raw)) + text + raw


def sizes(head: bytes) -> tuple[int, int]:
    """The two lengths that a head announces; BadMessage where they are too large."""
    text, raw = HEAD.unpack(head)
    if text > MOST_JSON or raw > MOST_BYTES:
        raise BadMessage(f"a message of {text + raw:,} bytes was announced")
    return text, raw


def decode(frame: bytes, formulas: bool = False) -> dict:
    """The message in a frame (head included); BadMessage for anything else.

    A Formula is code. Only the child takes one, from the checker (`formulas=True`).
    """
    text, raw = sizes(frame[: HEAD.size])
    if len(frame) != HEAD.size + text + raw:
        raise BadMessage("the lengths do not add up")
    body = memoryview(frame)[HEAD.size :]
    _must_be_few(frame[HEAD.size : HEAD.size + text])
    try:
        tree = json.loads(str(body[:text], "utf-8"))
        message = _Unpacker(body[text:], formulas).value(tree)
    except (ValueError, TypeError, IndexError, KeyError, OverflowError) as error:
        raise BadMessage(type(error).__name__) from None
    except (RecursionError, MemoryError) as error:
        raise BadMessage(type(error).__name__) from None
    if not isinstance(message, dict):
        raise BadMessage("a message is a dict")
    return message


def _must_be_few(text):
    """Refuse a message of very many small parts."""
    if len(text) > MOST_PARTS and sum(map(text.count, b"[{")) > MOST_PARTS:
        raise BadMessage("a message of too many parts")


def _pack(value, blobs):
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind is np.ndarray:
        return _pack_array(value, blobs)
    if kind is dict:
        return _pack_dict(value, blobs)
    if kind is int:
        return value if -_WHOLE < value < _WHOLE else ["i", hex(value)]
    if kind in (list, tuple):
        items = [v if type(v) in _AS_IT_IS else _pack(v, blobs) for v in value]
        return [kind.__name__[0], items]
    if kind is Formula:
        return ["F", value.text]
    if kind is Tensor:
        return ["T", _pack(np.asarray(value.values), blobs)]
    if kind is Foreign:
        return ["X", str(value.type_name)[:200], str(value.text)[:500]]
    return ["X", kind.__name__[:200], "does not travel"]


def _pack_dict(value, blobs):
    """Keys that are texts are those of a JSON object; others make it a list of pairs."""
    if all(type(key) is str for key in value):
        return {
            k: v if type(v) in _AS_IT_IS else _pack(v, blobs) for k, v in value.items()
        }
    return ["d", [[_pack(k, blobs), _pack(v, blobs)] for k, v in value.items()]]


def _pack_array(array, blobs):
    dtype = array.dtype.str
    if not _travels(dtype) or array.nbytes > MOST_BYTES:
        return ["X", "ndarray", f"of dtype {array.dtype}, {array.nbytes:,} bytes"]
    raw = array.tobytes()
    blobs.append(raw)
    return ["a", dtype, array.shape, len(raw)]


@lru_cache(maxsize=256)
def _travels(dtype):
    return bool(_DTYPE.fullmatch(dtype))


class _Unpacker:
    """Walks a tree of JSON and takes the arrays' bytes in turn."""

    def __init__(self, raw, formulas):
        self.raw, self.at, self.depth = raw, 0, 0
        self.formulas = formulas

    def value(self, tree):
        """The plain value that a tree stands for."""
        kind = type(tree)
        if kind in _NUMBERS:
            return tree
        if kind is str:
            return tree if tree.isascii() else _clean(tree)
        if not tree and kind is list or self.depth > DEEPEST:
            raise BadMessage("no tagged value, or nested too deeply")
        self.depth += 1
        if kind is dict:
            found = self._object(tree)
        else:
            found = _READERS[tree[0]](self, *tree[1:])
        self.depth -= 1
        return found

    def _object(self, tree):
        value = self.value
        return {
            k if k.isascii() else _clean(k): v if type(v) in _NUMBERS else value(v)
            for k, v in tree.items()
        }

    def _list(self, items):
        if not isinstance(items, list):
            raise BadMessage("no list where one is due")
        value = self.value
        return [
            v if type(v) in _NUMBERS or (type(v) is str and v.isascii()) else value(v)
            for v in items
        ]

    def _tuple(self, items):
        return tuple(self._list(items))

    def _dict(self, pairs):
        return {self._key(k): self.value(v) for k, v in pairs}

    def _key(self, tree):
        key = self.value(tree)
        hash(key)  # a TypeError is a BadMessage
        return key

    def _whole(self, text):
        if not isinstance(text, str) or len(text) > 2_000:
            raise BadMessage("no whole number, or one of thousands of digits")
        return int(text, 16)

    def _array(self, dtype, shape, length):
        kind = _dtype(dtype)
        count = _count(shape)
        if length != count * kind.itemsize or self.at + length > len(self.raw):
            raise BadMessage("an array whose bytes are missing")
        array = np.frombuffer(self.raw, kind, count, self.at).reshape(shape)
        self.at += length
        return _sound(array)

    def _formula(self, text):
        if not self.formulas:
            raise BadMessage("code where data are due")
        return Formula(_clean(text))

    def _tensor(self, tree):
        return Tensor(self.value(tree))

    def _foreign(self, name, text):
        return Foreign(_clean(name)[:200], _clean(text)[:500])


_READERS = {
    "l": _Unpacker._list,
    "t": _Unpacker._tuple,
    "d": _Unpacker._dict,
    "i": _Unpacker._whole,
    "a": _Unpacker._array,
    "F": _Unpacker._formula,
    "T": _Unpacker._tensor,
    "X": _Unpacker._foreign,
}


def _clean(text: str) -> str:
    """Text that can be written as UTF-8: lone surrogates become question marks."""
    if not isinstance(text, str):
        raise BadMessage("no text where text is due")
    return text.encode("utf-8", "replace").decode("utf-8")


@lru_cache(maxsize=256)
def _dtype(text):
    if not isinstance(text, str) or not _DTYPE.fullmatch(text):
        raise BadMessage("an unknown dtype")
    return np.dtype(text)


def _count(shape) -> int:
    """How many entries an array of this shape has; BadMessage where it is absurd."""
    whole = len(shape) <= 32 and all(type(n) is int and n >= 0 for n in shape)
    if not whole or math.prod(n or 1 for n in shape) > MOST_BYTES:
        raise BadMessage("an array of absurd shape")
    return math.prod(shape)


def _sound(array):
    """A copy whose entries are what their dtype says, whatever the bytes were."""
    if array.dtype.kind == "b":
        return array.view(np.uint8) != 0
    if array.dtype.kind == "U" and array.size and array.dtype.itemsize:
        order = array.dtype.str[0]
        points = np.frombuffer(array.tobytes(), f"{order}u4")
        if points.max(initial=0) > 0x10FFFF:
            raise BadMessage("text that is none")
    return array.copy()
