"""The language between checker and child: it carries plain data, and survives anything else."""

import contextlib
import json
import random
import struct

import numpy as np
import pytest

from layerlab.grading import wire
from layerlab.grading.wire import BadMessage, decode, encode
from layerlab.watching.plain import Foreign, Formula, Tensor

VALUES = [
    None, True, 3, -2.5, "é\n", (1, (2,)), [1, [2.0, None]], {"a": {1: (2,)}},
    10**400, -(2**63), {(1, 2): 3}, [], (), {}, "",
    Formula("np.sin"), Foreign("set", "of 3"),
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_plain_data_come_back_as_they_were(value):
    back = decode(encode({"value": value}), formulas=True)["value"]
    assert back == value and type(back) is type(value)


@pytest.mark.parametrize(
    "dtype", ["bool", "int8", "uint64", "float16", "float32", "complex128", "<U3", "S2"]
)
def test_arrays_come_back_with_their_dtype(dtype):
    array = np.zeros((2, 3), dtype)
    back = decode(encode({"x": array}))["x"]
    assert back.dtype == array.dtype and back.shape == (2, 3)
    assert back.flags.writeable


def test_special_numbers_and_empty_arrays_come_back():
    array = np.array([np.nan, np.inf, -0.0])
    back = decode(encode({"x": array, "y": np.zeros((0, 4)), "z": float("inf")}))
    assert np.array_equal(back["x"], array, equal_nan=True)
    assert back["y"].shape == (0, 4) and back["z"] == float("inf")


def test_tensors_arrive_as_tensors():
    back = decode(encode({"x": Tensor(np.arange(3))}))["x"]
    assert isinstance(back, Tensor) and back.values.tolist() == [0, 1, 2]


def test_what_does_not_travel_says_what_it_was():
    back = decode(encode({"x": {1, 2}, "y": np.array([object()])}))
    assert back["x"].type_name == "set" and "dtype object" in back["y"].text


def _frame(text: str, raw: bytes = b"") -> bytes:
    data = text.encode()
    return wire.HEAD.pack(len(data), len(raw)) + data + raw


BAD = [
    "", "nonsense", "7", '["l",[1]]', '["q",[]]', '["d",[[["l",[]],1]]]',
    '["d",[["x",["a","O",[1],8]]]]', '["d",[["x",["a","<f8",[1],8]]]]',
    '["d",[["x",["a","<f8",[-1],8]]]]', '["d",[["x",["a","<f8",[1e9],8]]]]',
    '["d",[["x",["a","<f8",[99999999999,0],0]]]]', '["d",[["x",["a","<U999999999",[0],0]]]]',
    '["d",[["x",["a",5,[0],0]]]]', '["d",[["x",["i","' + "f" * 5000 + '"]]]]',
    '["d",[["x",["i",7]]]]', '["d",[["x",["F"]]]]', '["d",[["x",["X",1,2]]]]', '["d",7]',
    '{"x":[]}', '{"x":["q"]}', '{"x":{"y":[7]}}', '{"x":["a",["<f8"],[1],8]}', '{"x":["a","<f8",{},8]}',
    '{"x":["a","<f8","",8]}', '{"x":["a","<f8",null,8]}', '{"x":' * 60 + "1" + "}" * 60, '[["d"],[]]', '["d",[["x",["F","np.sin"]]]]', '["d",[["x",' + '["l",[' * 60 + "]]" * 60 + "]]]",
    '{"x":["a","<f8",[' + "9," * 10**6 + "9],8]}", "[" * 10**6, '["d",[["x",' + "9" * 5000 + "]]]",
]  # fmt: skip


@pytest.mark.parametrize("text", BAD, ids=lambda t: t[:30])
def test_what_is_no_message_is_a_bad_message(text):
    with pytest.raises(BadMessage):
        decode(_frame(text))


def test_a_size_is_refused_before_anything_is_allocated():
    with pytest.raises(BadMessage, match="announced"):
        wire.sizes(struct.pack("!II", 2**32 - 1, 0))


def test_random_damage_never_does_more_than_a_bad_message():
    frame = encode({"x": np.arange(4.0), "y": [(1, "a"), {"b": None}], "z": "text"})
    rng = random.Random(0)
    for _ in range(3000):
        damaged = bytearray(frame)
        for _ in range(rng.randint(1, 4)):
            damaged[rng.randrange(8, len(damaged))] = rng.randrange(256)
        with contextlib.suppress(BadMessage):
            assert isinstance(decode(bytes(damaged)), dict)


def test_impossible_characters_are_refused_or_replaced():
    raw = struct.pack("<I", 0xFFFFFFFF)
    with pytest.raises(BadMessage, match="text"):
        decode(_frame(json.dumps(["d", [["x", ["a", "<U1", [1], 4]]]]), raw))
    back = decode(_frame('["d",[["x","\\ud800"]]]'))["x"]
    assert back.encode("utf-8") == b"?"
