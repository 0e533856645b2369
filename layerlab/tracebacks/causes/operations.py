"""Two things that an operator cannot join: what each of them is."""

import ast
import re

from layerlab.tracebacks.pieces import Failure, operands
from layerlab.tracebacks.values import UNKNOWN

_NUMBERS = ("int", "float", "complex", "bool", "float64", "float32", "int64", "float")
_FUNCTIONS = ("function", "method", "builtin_function_or_method", "type")
_ONCE = (
    "generator",
    "map",
    "zip",
    "filter",
    "range",
    "dict_keys",
    "dict_values",
    "enumerate",
)


def not_joined(failure: Failure) -> str | None:
    """By the kinds of the two sides, which the message names."""
    found = re.search(
        r"(?:for|between instances of)(?: (\S+?))?(?: or pow\(\)|:)? ?"
        r"'([\w.]+)' and '([\w.]+)'",
        failure.message,
    ) or _joined_words(failure.message)
    if failure.kind != "TypeError" or not found or failure.inside:
        return None
    left, right = (kind.split(".")[-1] for kind in (found[2], found[3]))
    sides = operands(failure) if failure.node is not None else []
    if len(sides) != 2:
        return None
    if found[1] == "@" and left in _NUMBERS and right in _NUMBERS:
        return "`@` is for arrays and tensors; `*` multiplies numbers."
    if found[1] == "^" and "float" in (left, right):
        return "`^` is no power in Python: write `**`."
    for this, other, side in ((left, right, sides[0]), (right, left, sides[1])):
        if words := _about(this, other, found[1] or ""):
            return _name(failure, side, this) + words
    return None


def _joined_words(message):
    """`can only concatenate str (not "int") to str`, in the form of the others."""
    found = re.search(r'^can only concatenate (\w+) \(not "([\w.]+)"\) to', message)
    return found and (found[0], "+", found[1], found[2])


def _name(failure, side, kind):
    """The side by its own words where its value is of that kind; an array may hold others."""
    value = failure.value(side)
    if value is not UNKNOWN and type(value).__name__ == kind:
        return failure.named(side, "One side")
    return "One side"


def _about(kind, other, sign) -> str:
    """What is said of a side of this kind that meets another."""
    if kind in _FUNCTIONS:
        what = "a class" if kind == "type" else "a function"
        return f" is {what} and was not called: round brackets call it."
    if kind == "coroutine":
        return " is a coroutine, whose value comes by `await`."
    if kind in _ONCE:
        return f" is a {kind}, which is no array: `np.array(list(…))` makes one."
    if kind == "str" and other in _NUMBERS:
        return (
            " is a text, and the other a number: `float(…)` or `int(…)` makes a number of "
            "a text, `str(…)` or an f-string a text of a number."
        )
    if kind in ("list", "tuple") and other == "Tensor":
        return (
            f" is a {kind}, and the other a tensor: `torch.tensor(…)` makes one of it."
        )
    if kind == "ndarray" and other == "Tensor":
        return " is NumPy's array, and the other a tensor: `torch.tensor(…)` makes one of it."
    if kind == "str" and other == "Tensor":
        return " is a text, and the other a tensor."
    if kind in ("list", "tuple", "set", "dict"):
        return _container(kind, other, sign)
    return ""


def _container(kind, other, sign) -> str:
    if kind in ("set", "dict"):
        return f" is a {kind}, and the other a number." * (other in _NUMBERS)
    if other in _NUMBERS or other == kind:
        return (
            f" is a {kind}, with whose entries `{sign or 'this'}` does not compute: "
            "`np.array(…)` makes an array of it."
        )
    if other in ("list", "tuple"):
        return f" is a {kind}, the other a {other}: `list(…)` or `tuple(…)` makes both alike."
    return ""


def repeated_by_a_fraction(failure: Failure) -> str | None:
    """0.1 * [1, 2]: a list times a float."""
    found = re.search(
        r"multiply sequence by non-int of type '([\w.]+)'", failure.message
    )
    if not found or failure.inside or failure.node is None:
        return None
    for side in operands(failure):
        value = failure.value(side)
        kind = type(value).__name__ if value is not UNKNOWN else _literal(side)
        if kind in ("list", "tuple"):
            return (
                f"{failure.named(side, 'One side')} is a {kind}, and `*` only repeats it, "
                "a whole number of times: `np.array(…)` computes with its entries."
            )
        if kind == "str":
            return f"{failure.named(side, 'One side')} is a text: `float(…)` makes a number of it."
    return None


def _literal(side):
    return {ast.List: "list", ast.Tuple: "tuple"}.get(type(side), "")


def sign_of_a_container(failure: Failure) -> str | None:
    """-xs of a list."""
    found = re.search(
        r"bad operand type for (?:unary [-+~]|abs\(\)): '(\w+)'", failure.message
    )
    if not found or failure.inside or failure.node is None:
        return None
    if found[1] in ("list", "tuple"):
        return f"A {found[1]} is not computed with entry by entry: `np.array(…)` makes an array."
    if found[1] == "str":
        return "A text is no number: `float(…)` or `int(…)` makes one of it."
    return None


def one_number_wanted(failure: Failure) -> str | None:
    """math.exp(xs): a function for one number gets many."""
    node = failure.node
    wanted = re.search(
        r"^must be real number, not (list|tuple|ndarray|Tensor)", failure.message
    )
    arrays = re.search(r"^only (?:length-1|0-dimensional) arrays", failure.message)
    if not (wanted or arrays) or not isinstance(node, ast.Call) or failure.inside:
        return None
    function = failure.value(node.func)
    if getattr(function, "__module__", "") == "math":
        return (
            f"`{failure.text(node.func)}` takes one number; `np.{node.func.attr}` takes a "
            "whole array."
            if isinstance(node.func, ast.Attribute)
            else None
        )
    return None


OPERATIONS = (
    not_joined,
    repeated_by_a_fraction,
    sign_of_a_container,
    one_number_wanted,
)
