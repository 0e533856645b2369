"""Judging: the order of differences, tolerances, the meaning of dtype; the data between."""

import numpy as np
import pytest

from layerlab.checking import Closeness, Formula, Tensor
from layerlab.judging import judges
from layerlab.judging.compare import compare
from layerlab.watching.plain import Foreign, materialise, to_plain


def kind(got, expected, how=Closeness()):  # noqa: B008
    found = compare(to_plain(got), to_plain(expected), how)
    return found and found.kind


@pytest.mark.parametrize(
    "got, expected, first",
    [
        (None, np.ones(2), "nothing"),
        ("text", np.ones(2), "type"),
        ([1, [2]], np.ones(2), "type"),
        ([1.0], [np.ones(2), np.ones(3)], "length"),
        (np.ones((2, 1)), np.ones(2), "shape"),
        (np.array([np.nan, 5.0]), np.ones(2), "finite"),
        (np.array([1.0, 1.001]), np.ones(2), "value"),
        ({"a": 1}, {"a": 1, "b": 2}, "length"),
    ],
)
def test_the_first_difference_is_the_gravest(got, expected, first):
    assert kind(got, expected) == first


def test_a_shape_counts_before_a_value_in_any_part():
    got, expected = (np.zeros(2), np.ones((2, 1))), (np.ones(2), np.ones(2))
    assert compare(got, expected).where == "result[1]"


@pytest.mark.parametrize(
    "got, expected",
    [
        (np.float32(1 / 3), 1 / 3),
        (np.array([1 / 3], np.float64), np.array([1 / 3], np.float32)),
        ([1, 2.0], np.array([1, 2])),
        (np.array(3.0), 3),
        ((1.0, np.ones(2)), [1.0, [1, 1]]),
        (np.array([np.inf, np.nan]), np.array([np.inf, np.nan])),
        (1e9 + 1e-3, 1e9),
    ],
)
def test_alike_is_accepted_alike(got, expected):
    assert kind(got, expected) is None


def test_whole_numbers_are_exact_however_large():
    assert kind(1_000_001, 1_000_000) == "value"
    assert kind(10**30, 10**30 + 1) is None  # beyond any float


def test_a_dtype_counts_only_where_it_carries_meaning():
    meaning = Closeness(dtype=True)
    assert kind(np.array([True, False]), np.array([1.0, 0.0])) is None
    assert kind(np.array([True, False]), np.array([1.0, 0.0]), meaning) == "dtype"
    assert kind(np.array([1.0, 2.0]), np.array([1, 2]), meaning) is None
    assert kind(np.array([1.5, 2.0]), np.array([1, 2]), meaning) == "dtype"
    assert kind(np.array([1 + 0j]), np.array([1.0])) == "dtype"


def test_an_object_equal_to_everything_equals_nothing():
    class Yes:
        def __eq__(self, other):
            return True

    assert kind(Yes(), np.ones(2)) == "type"
    assert kind([Yes(), Yes()], [1.0, 1.0]) == "type"


def test_limits_compare_the_rest_and_then_the_measured():
    judge = judges.Limits(times={"n": 2}, most={"r": 1.0})
    expected = {"result": 1.0, "n": 3, "r": 0.5}
    assert judge({"result": 1.0, "n": 6, "r": 1.0}, {}, expected) is None
    assert judge({"result": 2.0, "n": 99, "r": 1.0}, {}, expected).where == "result"
    assert judge({"result": 1.0, "n": 7, "r": 0.0}, {}, expected).where == "n"
    assert judge({"result": 1.0, "n": "no", "r": 0.0}, {}, expected).kind == "limit"


def test_what_crosses_is_plain():
    import torch

    assert to_plain(torch.ones(2, requires_grad=True)).tolist() == [1, 1]
    assert isinstance(to_plain(object()), Foreign)
    assert to_plain({"a": (1, [np.float32(2)])}) == {"a": (1, [np.array(2.0)])}
    deep = []
    deep.append(deep)
    assert "too deeply" in repr(to_plain(deep))


def test_arguments_are_made_afresh():
    array = np.ones(2)
    fresh = materialise(
        {"a": [array], "f": Formula("lambda x: x + 1"), "t": Tensor(array)}
    )
    fresh["a"][0][:] = 7
    fresh["t"][:] = 7
    assert array.tolist() == [1, 1] and fresh["f"](1) == 2


def test_a_formula_that_stands_twice_in_a_list_is_one_function():
    one, other, again = materialise(
        [Formula("lambda x: x"), Formula("lambda x: 2 * x"), Formula("lambda x: x")]
    )
    assert one is again and one is not other
