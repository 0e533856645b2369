"""Numbers that cannot be: a divisor of 0, a power too large, a depth without an end."""

import ast

from layerlab.tracebacks.pieces import Failure
from layerlab.tracebacks.values import UNKNOWN

MOST_DEPTH = 50  # calls of one function inside one another that prove a recursion
_DIVISIONS = (ast.Div, ast.FloorDiv, ast.Mod)


def divided_by_zero(failure: Failure) -> str | None:
    """Which name holds the 0, and that a length of 0 means that nothing is there."""
    node = failure.node
    if failure.kind != "ZeroDivisionError" or failure.inside:
        return None
    if not isinstance(node, (ast.BinOp, ast.AugAssign)) or not isinstance(
        node.op, _DIVISIONS
    ):
        return None
    divisor = node.right if isinstance(node, ast.BinOp) else node.value
    name = failure.named(divisor, "What stands below")
    if isinstance(divisor, ast.Constant):
        return None
    if _is_length(divisor):
        counted = failure.named(divisor.args[0], "what is counted")
        value = failure.value(divisor.args[0])
        empty = value is not UNKNOWN and hasattr(type(value), "__len__")
        return f"{name} is 0: {counted} is empty." if empty else f"{name} is 0."
    return f"{name} is 0 here."


def _is_length(node):
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return False
    return node.func.id == "len" and len(node.args) == 1


def without_end(failure: Failure) -> str | None:
    """A function that calls itself and never stops."""
    if failure.kind != "RecursionError" or failure.inside or failure.depth < MOST_DEPTH:
        return None
    return (
        f"`{failure.place.function}` calls itself again and again, until Python stops it: "
        "which call should end without another?"
    )


NUMBERS = (divided_by_zero, without_end)
