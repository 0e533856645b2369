"""A value is None where something else is wanted: which one, and what left it so?"""

import ast
import re

from layerlab.tracebacks.origins import function_called, origin, returned
from layerlab.tracebacks.pieces import Failure, operands, unpacked
from layerlab.tracebacks.values import UNKNOWN, is_tensor

_IN_PLACE = "sort reverse append extend insert".split()
_OF_SETS = "update add clear".split()
_CONTAINERS = (list, dict, set)
_FOR_EFFECT = {
    "backward": "fills the gradients and gives back None",
    "zero_grad": "clears the gradients and gives back None",
    "show": "shows something and gives back None",
    "shuffle": "changes what it is given and gives back None",
}


def none_used(failure: Failure) -> str | None:
    """`out` is None: `forward` has no `return` with a value."""
    if "NoneType" not in failure.message or failure.node is None or failure.inside:
        return None
    node = _which(failure)
    if node is None or isinstance(node, ast.Constant):
        return None
    name = failure.named(node, "A value of this line")
    if reason := _reason(failure, node):
        return f"{name} is None: {reason}."
    # not read, it may be an array that holds a None
    return f"{name} is None here." if failure.value(node) is None else None


def _which(failure):
    """The part of the line that is None, by its value or by the order in the message."""
    parts = _candidates(failure)
    known = [part for part in parts if failure.value(part) is None]
    if known:
        return known[0]
    unread = [part for part in parts if failure.value(part) is UNKNOWN]
    return unread[0] if len(parts) == len(unread) == 1 else None


def _candidates(failure):
    node = failure.node
    types = re.search(r"'(\w+)' and '(\w+)'", failure.message)
    if types and isinstance(node, (ast.BinOp, ast.AugAssign, ast.Compare)):
        sides = operands(failure)
        pairs = zip(sides, types.groups(), strict=False)
        return [side for side, kind in pairs if kind == "NoneType"][:1]
    if "subscriptable" in failure.message or "item assignment" in failure.message:
        return [node.value] if isinstance(node, ast.Subscript) else []
    if "not callable" in failure.message:
        return [node.func] if isinstance(node, ast.Call) else []
    if "unpack" in failure.message:
        return unpacked(failure)
    return operands(failure)


def _reason(failure, node) -> str:
    if isinstance(node, ast.Attribute) and node.attr == "grad":
        return _no_gradient(failure, node)
    source = origin(failure, node)
    if isinstance(source, ast.Constant) and source is not node:
        return f"line {source.lineno} of its cell sets it so"
    if not isinstance(source, ast.Call):
        return _left_out(failure, node)
    function = function_called(failure, source)
    return _without_return(function) if function else _for_its_effect(failure, source)


def _for_its_effect(failure, call):
    """A call of Python's or a library's that is made for what it does."""
    if failure.value(call.func) is print:
        return "`print(…)` shows something and gives back None"
    if not isinstance(call.func, ast.Attribute):
        return ""
    name, owner = call.func.attr, type(failure.value(call.func.value))
    if name in _IN_PLACE or (name in _OF_SETS and owner in _CONTAINERS):
        return f"`.{name}(…)` changes what it is called on and gives back None"
    if name == "get" and owner is dict:
        return "`.get(…)` gives None where there is no such key"
    return f"`.{name}(…)` {_FOR_EFFECT[name]}" if name in _FOR_EFFECT else ""


def _without_return(function):
    values, nothing = returned(function)
    name = function.__qualname__.split("<locals>.")[-1]
    if nothing and not values:
        return f"`{name}` has no `return` with a value"
    return f"one of the ways through `{name}` ends without a value" if nothing else ""


def _left_out(failure, node):
    """A parameter whose default is None."""
    code = failure.frame.f_code
    count = code.co_argcount + code.co_kwonlyargcount
    if isinstance(node, ast.Name) and node.id in code.co_varnames[:count]:
        return f"`{failure.place.function}` was called without it, or with None"
    return ""


def _no_gradient(failure, node):
    value = failure.value(node.value)
    if not is_tensor(value):
        return ""
    if not value.is_leaf:
        return "only tensors that were not computed from others keep their gradient"
    if not value.requires_grad:
        return "the tensor was made without `requires_grad=True`"
    return "`backward` has not reached it since it was made or cleared"
