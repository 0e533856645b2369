"""What exercises of unit 05 need: the sigmoid, and a finder of its plain form."""

import ast

import numpy as np

# one of these stands in every form of the sigmoid that cannot overflow
_TAMED = (ast.If, ast.IfExp, ast.Compare, ast.Subscript, ast.Try, ast.With)
_TAMING = ("where abs fabs absolute clip minimum maximum min max tanh logaddexp log1p "
           "expm1 sign expit sigmoid").split()  # fmt: skip


def plain_form(tree):
    """The line of an exponential that nothing keeps from being too large, or None.

    >>> plain_form(ast.parse("1 / (1 + np.exp(-z))")), plain_form(ast.parse("np.tanh(z)"))
    (1, None)
    """
    nodes = list(ast.walk(tree))
    names = {getattr(n, "attr", getattr(n, "id", "")) for n in nodes}
    if names & set(_TAMING) or any(isinstance(n, _TAMED) for n in nodes):
        return None
    called = [n for n in nodes if isinstance(n, ast.Call)]
    found = [
        n for n in called if getattr(n.func, "attr", getattr(n.func, "id", "")) == "exp"
    ]
    return found[0].lineno if found else None


def sigmoid(z):
    """Scores to probabilities; no exponential of a large number."""
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1, e) / (1 + e)
