"""The source of an attempt, and the rules that it may break."""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable


def of(attempt) -> str:
    """The attempt's source text, or an empty one where Python cannot find it."""
    try:
        return textwrap.dedent(inspect.getsource(attempt))
    except (OSError, TypeError, IndentationError):
        return ""


def lines_of(text: str) -> list[str]:
    """The lines as Python counts them: a form feed or the like ends none."""
    return re.split(r"\r\n|\r|\n", text)


def segment(lines: list[str], node: ast.AST) -> str:
    """The text of a node in these lines; `ast.get_source_segment` splits them each time.

    >>> segment(["x = 1; y = 2"], ast.parse("x = 1; y = 2").body[1])
    'y = 2'
    """
    parts = [line.encode() for line in lines[node.lineno - 1 : node.end_lineno]]
    parts[-1] = parts[-1][: node.end_col_offset]
    parts[0] = parts[0][node.col_offset :]
    return b"\n".join(parts).decode()


def broken_rules(exercise, source: str) -> tuple:
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


def draws(tree: ast.AST) -> int | None:
    """The line of the first use of chance, `np.random` or `random`, or None.

    >>> draws(ast.parse("rng = np.random.default_rng(0)")), draws(ast.parse("w = 0"))
    (1, None)
    """
    chance = ("random", "default_rng")
    nodes = [n for n in ast.walk(tree) if _last_name(n) in chance]
    return min((node.lineno for node in nodes), default=None)


def before(inner: str, outer: str) -> Callable:
    """A finder for `outer` applied to a result of `inner`: softmax before cross-entropy.

    Directly, as in outer(inner(x)), or by way of a name.

    >>> find = before("softmax", "cross_entropy")
    >>> find(ast.parse("p = softmax(z)\\nloss = cross_entropy(p, y)"))
    2
    >>> find(ast.parse("loss = cross_entropy(z, y)\\np = softmax(z)"))
    """

    def find(tree: ast.AST) -> int | None:
        names = set()
        for node in _in_order(tree):
            if isinstance(node, ast.Assign) and calls(inner)(node.value):
                names |= _names(*node.targets)
            if isinstance(node, ast.Call) and _last_name(node.func) == outer:
                called = any(calls(inner)(argument) for argument in node.args)
                if called or _names(*node.args) & names:
                    return node.lineno
        return None

    return find


def given(method: str, *arguments: str) -> Callable:
    """A finder for a method called on one of these names: `fit` on test data.

    >>> given("fit", "X_test", "test")(ast.parse("scaler.fit(X_test)"))
    1
    """

    def find(tree: ast.AST) -> int | None:
        asked = [n for n in ast.walk(tree) if isinstance(n, ast.Call)]
        asked = [n for n in asked if _last_name(n.func) == method]
        lines = [n.lineno for n in asked if _names(*n.args) & set(arguments)]
        return min(lines, default=None)

    return find


def _in_order(tree: ast.AST) -> list:
    nodes = [node for node in ast.walk(tree) if hasattr(node, "lineno")]
    return sorted(
        nodes, key=lambda node: (node.lineno, not isinstance(node, ast.Assign))
    )


def _names(*nodes: ast.AST) -> set[str]:
    """The names that stand anywhere in these parts of a tree."""
    found = [n for node in nodes for n in ast.walk(node) if isinstance(n, ast.Name)]
    return {name.id for name in found}
