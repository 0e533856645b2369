"""One True or False is wanted, and a whole array of them came: who asked for it?"""

import ast

from layerlab.tracebacks.pieces import Failure

_ASKED = ("truth value of a", "Boolean value of Tensor with more than one")


def many_answers(failure: Failure) -> str | None:
    """A chain of comparisons, and/or, not, or one of Python's own functions."""
    if not any(words in failure.message for words in _ASKED) or failure.inside:
        return None
    node = failure.node
    around = (
        failure.part.parents.get(node)
        if failure.part and failure.part.parents
        else None
    )
    if isinstance(node, ast.Compare) and len(node.ops) > 1:
        return _of_a_chain(failure, node)
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
        return "`in` compares with each entry, and here an entry is a whole array."
    if isinstance(node, ast.BoolOp) or isinstance(around, ast.BoolOp):
        return "`and` and `or` want one True or False; for arrays write `&` and `|`, with each side in brackets."
    if any(
        isinstance(n, ast.UnaryOp) and isinstance(n.op, ast.Not) for n in (node, around)
    ):
        return "`not` wants one True or False; for an array write `~`."
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return _of_a_function(node.func.id)
    if isinstance(around, (ast.If, ast.While, ast.IfExp)) and around.test is node:
        return _of_a_condition(around)
    return None


def _of_a_chain(failure, node):
    parts = [failure.text(p) for p in (node.left, *node.comparators)]
    if len(parts) == 3 and all(len(p) < 20 for p in parts):
        middle = f"as in `({parts[0]} … {parts[1]}) & ({parts[1]} … {parts[2]})`"
        return (
            f"A chain of comparisons joins them with `and`; arrays want `&`, {middle}."
        )
    return "A chain of comparisons joins them with `and`; arrays want `&`."


def _of_a_function(name):
    if name in ("max", "min"):
        return f"Python's `{name}` compares whole rows; `.{name}()` or `np.{name}imum` compares numbers."
    if name == "sorted":
        return (
            "Python's `sorted` compares whole rows, and two rows give no single answer."
        )
    if name in ("any", "all"):
        return f"Python's `{name}` asks each entry for one True or False, and here an entry is a whole array: `.{name}()` asks the numbers."
    return None


def _of_a_condition(around):
    word = "while" if isinstance(around, ast.While) else "if"
    return (
        f"`{word}` wants one True or False, and the comparison gives one for each entry: "
        "`.any()` or `.all()` makes one of many, `np.where` chooses for each."
    )


TRUTH = (many_answers,)
