"""The source of an attempt, and the rules that it may break."""

import ast
import inspect
import textwrap
from collections.abc import Callable


def of(attempt) -> str:
    """The attempt's source text, or an empty one where Python cannot find it."""
    try:
        return textwrap.dedent(inspect.getsource(attempt))
    except (OSError, TypeError, IndentationError):
        return ""


def broken_rules(exercise, source: str):
    """The deciding rule that the source breaks (or None), and the advice of the others."""
    tree = _tree(source)
    broken = [rule for rule in exercise.rules if tree and rule.broken(tree)]
    decided = next((rule for rule in broken if rule.decides), None)
    return decided, tuple(rule.message for rule in broken if not rule.decides)


def _tree(source: str):
    try:
        return ast.parse(source) if source else None
    except (SyntaxError, ValueError, RecursionError):
        return None


def loops(tree: ast.AST) -> int | None:
    """The line of the first loop or comprehension, or None.

    >>> loops(ast.parse("def f(x):\\n    return [v for v in x]"))
    2
    """
    kinds = (
        ast.For,
        ast.While,
        ast.ListComp,
        ast.GeneratorExp,
        ast.SetComp,
        ast.DictComp,
    )
    return next(
        (node.lineno for node in ast.walk(tree) if isinstance(node, kinds)), None
    )


def calls(name: str) -> Callable:
    """A finder for the first call of a function or method called `name`.

    >>> calls("softmax")(ast.parse("y = torch.softmax(z, 1)"))
    1
    """

    def find(tree: ast.AST) -> int | None:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _last_name(node.func) == name:
                return node.lineno
        return None

    return find


def _last_name(node) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))
