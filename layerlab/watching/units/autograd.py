"""Instruments for graphs of values (unit 08): what a check's scene may use by name.

From the single node to networks and to models that a training step can move. Nothing here
goes backward through a graph by itself: `Forward` carries its slopes along instead.
"""

import math


def blame(root) -> None:
    """Run the nodes' rules from the root down, each after all that were made of it."""
    if not hasattr(root, "_backward"):
        root.backward()
        return
    waiting = {}
    for node in _family(root):
        for parent in node.parents:
            waiting[id(parent)] = waiting.get(id(parent), 0) + 1
    root.grad, ready = 1.0, [root]
    for node in ready:
        node._backward()
        for parent in node.parents:
            waiting[id(parent)] -= 1
            if waiting[id(parent)] == 0:
                ready.append(parent)


def _family(*roots):
    """All nodes that these were made of, each once."""
    seen, todo = {}, list(roots)
    while todo:
        node = todo.pop()
        if id(node) not in seen:
            seen[id(node)] = node
            todo.extend(node.parents)
    return seen.values()


def set_all(model, number) -> object:
    """Give every parameter of a model the same number; return the model."""
    for p in model.parameters():
        p.data = number
    return model


def one_by_one(model, x) -> list:
    """The answers (added up), sorted, where one parameter is 1 and all others are 0."""
    answers = []
    for p in model.parameters():
        set_all(model, 0.0)
        p.data = 1.0
        answers.append(round(sum(out.data for out in _listed(model(x))), 6))
    return sorted(answers)


def reached(out, model) -> int:
    """How many of the model's parameters an answer remembers."""
    seen = {id(node) for node in _family(*_listed(out))}
    return sum(id(p) in seen for p in model.parameters())


def values_in(parts) -> int:
    """How many of these are Values: things with a number and a gradient."""
    return sum(hasattr(p, "data") and hasattr(p, "grad") for p in parts)


def start_values(model) -> str:
    """How the numbers lie that the parameters of a large model start with, in words."""
    data = [float(p.data) for p in model.parameters()]
    near = sum(abs(v) < 0.5 for v in data) / len(data)
    sides = [words for words, missing in (
        ("none near -1", min(data) > -0.5), ("none near 1", max(data) < 0.5)
    ) if missing]  # fmt: skip
    if len(set(data)) == 1:
        return "all alike"
    if max(map(abs, data)) > 1:
        return "some lie beyond -1 and 1"
    if sides:
        return " and ".join(sides)
    return "spread from -1 to 1" if 0.3 < near < 0.7 else "crowded"


def _listed(out):
    return list(out) if hasattr(out, "__iter__") else [out]


def numbers(model) -> list:
    """The parameters' numbers."""
    return [p.data for p in model.parameters()]


class Line:
    """A model of two parameters: w * x[0] + b, made of the Values that `step` knows."""

    def __init__(self, step):
        value = getattr(step, "__globals__", {}).get("Value")
        fits = isinstance(value, type) and hasattr(value, "backward")
        value = value if fits else Forward
        self.w, self.b = value(0.5), value(-1.0)

    def __call__(self, x):
        return self.w * x[0] + self.b

    def parameters(self) -> list:
        """The weight and the bias."""
        return [self.w, self.b]


class Bent(Line):
    """The same two parameters, each used twice: tanh(w * x[0] + b) * w + b * x[1]."""

    def __call__(self, x):
        return (self.w * x[0] + self.b).tanh() * self.w + self.b * x[1]


class Forward:
    """A number with its slopes by every number it was made of, carried along.

    >>> a = Forward(3.0)
    >>> (a * a + 1).backward()
    >>> a.grad
    6.0
    """

    def __init__(self, data, slopes=None):
        self.data, self.grad = data, 0.0
        self.slopes = {self: 1.0} if slopes is None else slopes

    def __add__(self, other):
        return self._with(other, lambda a, b: a + b, lambda a, b: (1.0, 1.0))

    def __mul__(self, other):
        return self._with(other, lambda a, b: a * b, lambda a, b: (b, a))

    def _with(self, other, f, by):
        other = other if isinstance(other, Forward) else Forward(other, {})
        slopes = {}
        for part, factor in zip((self, other), by(self.data, other.data), strict=True):
            for leaf, slope in part.slopes.items():
                slopes[leaf] = slopes.get(leaf, 0.0) + factor * slope
        return Forward(f(self.data, other.data), slopes)

    def tanh(self) -> "Forward":
        """The hyperbolic tangent."""
        t = math.tanh(self.data)
        return Forward(t, {leaf: (1 - t * t) * s for leaf, s in self.slopes.items()})

    def __pow__(self, n):
        return math.prod([self] * n, start=Forward(1.0, {}))

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + -1.0 * other

    def __rsub__(self, other):
        return -self + other

    def __truediv__(self, number):
        return self * (1 / number)

    __radd__, __rmul__ = __add__, __mul__

    def backward(self) -> None:
        """Add the slopes to the gradients of the numbers this was made of."""
        for leaf, slope in self.slopes.items():
            leaf.grad += slope
