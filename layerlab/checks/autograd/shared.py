"""What several exercises of unit 08 need: the engine, its neurons, and scenes to look at.

The classic engine: each result keeps its parents and a rule that hands its gradient on, as
in A. Karpathy's micrograd, https://github.com/karpathy/micrograd; this one is our own.
"""

import numpy as np

from layerlab.checking import case, worked


class Value:
    """A number that remembers where it came from; every part can be replaced below."""

    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, tuple(parents)
        self._backward = lambda: None

    def __add__(self, other):
        a, b = self, self.lift(other)
        out = type(self)(a.data + b.data, (a, b))

        def rule():
            a.grad += out.grad
            b.grad += out.grad

        out._backward = rule
        return out

    def __mul__(self, other):
        a, b = self, self.lift(other)
        out = type(self)(a.data * b.data, (a, b))

        def rule():
            a.grad += b.data * out.grad
            b.grad += a.data * out.grad

        out._backward = rule
        return out

    def tanh(self):
        """The hyperbolic tangent, with the rule of its slope."""
        a, out = self, type(self)(np.tanh(self.data), (self,))

        def rule():
            a.grad += (1 - out.data**2) * out.grad

        out._backward = rule
        return out

    def lift(self, other):
        """A plain number becomes a Value; a Value stays what it is."""
        return other if isinstance(other, type(self)) else type(self)(other)

    def order(self):
        """All nodes below this one, parents first."""
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, ready = stack.pop()
            if ready:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                stack.extend((parent, False) for parent in node.parents)
        return order

    def backward(self):
        """Hands blame from this node to everything that it was made of."""
        order = self.order()
        for node in order:
            if node.parents:
                node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            node._backward()

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -1 * other

    def __rsub__(self, other):
        return other + -self

    def __pow__(self, n):
        out = self
        for _ in range(n - 1):
            out = out * self
        return out

    def __truediv__(self, number):
        return self * (1 / number)


def by_first_sight(root):
    """Breadth first from the root, each node once, turned round."""
    out, seen = [root], {id(root)}
    for node in out:
        for parent in node.parents:
            if id(parent) not in seen:
                seen.add(id(parent))
                out.append(parent)
    return out[::-1]


def by_counting(root):
    """Kahn's way: a node is taken when everything that was made of it is taken."""
    nodes = by_first_sight(root)
    waiting = {id(n): 0 for n in nodes}
    for node in nodes:
        for parent in node.parents:
            waiting[id(parent)] += 1
    out = [root]
    for node in out:
        for parent in node.parents:
            waiting[id(parent)] -= 1
            if waiting[id(parent)] == 0:
                out.append(parent)
    return out[::-1]


class Neuron:
    """A weighted sum with a bias; `start` draws its first weights."""

    start = staticmethod(lambda: __import__("random").uniform(-1, 1))

    def __init__(self, n_in):
        self.w = [Value(self.start()) for _ in range(n_in)]
        self.b = Value(0.0)

    def __call__(self, x):
        return sum((w * v for w, v in zip(self.w, x, strict=False)), self.b)

    def parameters(self):
        """Its weights, then its bias."""
        return [*self.w, self.b]


class DrawnBias(Neuron):
    """A Neuron whose bias is drawn as its weights are."""

    def __init__(self, n_in):
        super().__init__(n_in)
        self.b = Value(self.start())


class Layer:
    """Neurons side by side; `neuron` makes each of them."""

    neuron = Neuron

    def __init__(self, n_in, n_out):
        self.neurons = [self.neuron(n_in) for _ in range(n_out)]

    def __call__(self, x):
        return [neuron(x) for neuron in self.neurons]

    def parameters(self):
        """Those of all its neurons, one neuron after the other."""
        return [p for neuron in self.neurons for p in neuron.parameters()]


def recursively(root, *, seen=None, last_first=False, root_first=False):
    """A walk in which each node asks its parents, as it is often written first."""
    seen = set() if seen is None else seen
    if id(root) in seen:
        return []
    seen.add(id(root))
    parents = root.parents[::-1] if last_first else root.parents
    options = {"seen": seen, "last_first": last_first, "root_first": root_first}
    below = [n for parent in parents for n in recursively(parent, **options)]
    return [root, *below] if root_first else [*below, root]


def by_stack(root, *, last_first=True):
    """Depth first from the root with a stack, each node once, turned round."""
    out, seen, stack = [], set(), [root]
    while stack:
        node = stack.pop()
        if id(node) not in seen:
            seen.add(id(node))
            out.append(node)
            stack.extend(node.parents if last_first else node.parents[::-1])
    return out[::-1]


def scene(lines, *show, first=False):
    """A case: lines of a little program, and the expressions to look at after it."""
    return (worked if first else case)(setup="\n".join(lines), show=list(show))


MODELS = (
    "from layerlab.watching.units.autograd import one_by_one, reached, set_all, start_values"
    "\nfrom layerlab.watching.units.autograd import values_in"
)
