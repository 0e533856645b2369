"""Engines, networks and steps for the checks of unit 08: the right ones, and many wrong ones.

In the order of the exercises. The classic engine: each result keeps its parents and a rule
that hands its gradient on, as in A. Karpathy's micrograd,
https://github.com/karpathy/micrograd; this one is our own.
"""

import functools
import itertools
import math


class _Value:
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
        a, out = self, type(self)(math.tanh(self.data), (self,))

        def rule():
            a.grad += (1 - out.data**2) * out.grad

        out._backward = rule
        return out

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def order(self):
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


def _two(value, give, *, add=False, gets=None, parents=None, lift=True):
    """An operator of two whose rule is `give(a, b, out)`: mistakes are made of it."""

    def operator(self, other):
        a, b = self, self.lift(other) if lift else other
        made = a.data + b.data if add else a.data * b.data
        out = value(self)(made, (a, b) if parents is None else parents)
        out._backward = lambda: give(a, b, out)
        return out

    return operator


def _adds(give, **options):
    return type("Value", (_Value,), {"__add__": _two(type, give, add=True, **options)})


def _muls(give, **options):
    return type("Value", (_Value,), {"__mul__": _two(type, give, **options)})


def _more(node, amount):
    node.grad += amount


def _set(node, amount):
    node.grad = amount


def _tanhs(give, made=None):
    """A Value whose tanh has the rule `give(a, out)` and the data `made(x)`."""

    def tanh(self):
        out = type(self)((made or math.tanh)(self.data), (self,))
        out._backward = lambda: give(self, out)
        return out

    return type("Value", (_Value,), {"tanh": tanh})


class _NoReflection(_Value):
    __radd__ = __rmul__ = None


class _InPlace(_Value):
    def __add__(self, other):
        self.data += self.lift(other).data
        return self


class _NoParents(_Value):
    def __init__(self, data, parents=()):
        super().__init__(data)


class _RunAtOnce(_Value):
    def __mul__(self, other):
        out = _Value.__mul__(self, other)
        out._backward = out._backward()
        return out


def _both(give_a, give_b):
    def give(a, b, out):
        _more(a, give_a(a, b, out))
        _more(b, give_b(a, b, out))

    return give


def _set_both(a, b, out):
    _set(a, out.grad)
    _set(b, out.grad)


def _set_products(a, b, out):
    by_a, by_b = b.data * out.grad, a.data * out.grad
    _set(a, by_a)
    _set(b, by_b)


def _by_exponentials(a):
    """tanh from exponentials, as some write it."""
    e = math.exp(2 * a.data)
    out = type(a)((e - 1) / (e + 1), [a])

    def rule():
        a.grad = a.grad + out.grad * (1 - out.data * out.data)

    out._backward = rule
    return out


# ---- 8.2 topological_order ------------------------------------------------------------


def _observe_order(attempt, graph):
    """The names of the nodes in the order that came back, for a graph told in words."""
    import re

    class Node:
        def __init__(self, name, parents):
            self.name, self.parents = name, tuple(parents)
            self.data, self.grad = 1.0, 0.0

    nodes, node = {}, None
    length = re.match(r"a chain of (\d+)", graph)
    parts = [] if length else graph.split(", ")
    for part in parts:
        name, _, made = part.partition(" = ")
        parents = [nodes[n] for n in re.findall(r"\b[a-z]\d*\b", made)]
        node = nodes[name] = Node(name, parents)
    for i in range(int(length[1]) if length else 0):
        node = Node(f"x{i}", [node] if node else [])
    order = attempt(node)
    return None if order is None else [getattr(n, "name", "no node") for n in order]


@functools.lru_cache
def _parents_of(graph):
    """{name: parents} of a graph told in words."""
    import re

    length = re.match(r"a chain of (\d+)", graph)
    if length:
        chain = [f"x{i}" for i in range(int(length[1]))]
        return {n: chain[i - 1 : i] if i else [] for i, n in enumerate(chain)}
    pairs = (part.partition(" = ")[::2] for part in graph.split(", "))
    return {name: re.findall(r"\b[a-z]\d*\b", made) for name, made in pairs}


def _drawn_graph(rng):
    """Eight nodes in words, all of them below the last: each takes the one before."""
    made = [f"{n} = {n_} * {rng.choice(list('abcdefg'[: i + 1]))}"
            for i, (n_, n) in enumerate(itertools.pairwise("abcdefgh"))]  # fmt: skip
    return ", ".join(["a", *made])


def _judge_order(value, args, expected):
    parents = _parents_of(args["graph"])
    if not isinstance(value, list) or "no node" in value:
        return "a list of the nodes themselves"
    place = {name: i for i, name in enumerate(value)}
    if len(place) < len(value):
        return "every node once"
    missing = [name for name in parents if name not in place]
    if missing:
        return f"all {len(parents)} nodes that the root was made of; {missing[0]} is missing"
    for name, made_of in parents.items():
        late = [p for p in made_of if place[p] > place[name]]
        if late:
            return f"every node after its parents; {name} comes before {late[0]}"
    return None


def _order(root):
    return _Value.order(root)


def _recursive(root, seen=None):
    seen = set() if seen is None else seen
    if id(root) in seen:
        return []
    seen.add(id(root))
    below = [n for parent in root.parents for n in _recursive(parent, seen)]
    return [*below, root]


def _opened_again(root):
    """Each node after its parents, as often as there are ways to it."""
    out, stack = [], [(root, False)]
    while stack and len(out) < 6000:
        node, opened = stack.pop()
        if opened:
            out.append(node)
        else:
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.parents)
    return out


def _every_path(root):
    """Every node as often as there are ways to it."""
    out, stack = [], [root]
    while stack and len(out) < 6000:
        node = stack.pop()
        out.append(node)
        stack.extend(node.parents)
    return out[::-1]


def _by_first_sight(root):
    """Breadth first from the root, each node once, turned round."""
    out, seen = [root], {id(root)}
    for node in out:
        for parent in node.parents:
            if id(parent) not in seen:
                seen.add(id(parent))
                out.append(parent)
    return out[::-1]


def _depth_of(root):
    """A key: the length of the longest way from an input to a node."""
    depth = {}
    for node in _order(root):
        depth[id(node)] = 1 + max((depth[id(p)] for p in node.parents), default=0)
    return lambda node: depth[id(node)]


def _by_counting(root):
    """Kahn's way: a node is taken when everything that was made of it is taken."""
    nodes = _by_first_sight(root)
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


def _seed_last(root, order):
    """The root's gradient is set when everything has been handed on."""
    _pass(root, order, seed=None)
    root.grad = 1.0


def _goes_back(name, lines):
    """A Value with another backward: `lines(root, order)` does the work."""

    def backward(self):
        lines(self, self.order())

    return type(name, (_Value,), {"backward": backward})


def _pass(root, order, *, seed=1.0, clear="inner", way=-1):
    for node in order:
        if clear == "all" or (clear == "inner" and node.parents):
            node.grad = 0.0
    if seed is not None:
        root.grad = seed
    for node in order[::way]:
        node._backward()


class _Recursive(_Value):
    """Every node calls its parents, as often as there are ways to them."""

    def backward(self):
        self.grad = 1.0
        todo = [self]
        for node in todo:
            node._backward()
            if len(todo) < 6000:
                todo += node.parents


class _SeedsEverybody(_Value):
    def backward(self):
        for node in self.order():
            node.grad = 1.0
        for node in reversed(self.order()):
            node._backward()


class _Neuron:
    start = staticmethod(lambda: __import__("random").uniform(-1, 1))

    def __init__(self, n_in):
        self.w = [_Value(self.start()) for _ in range(n_in)]
        self.b = _Value(0.0)

    def __call__(self, x):
        return sum((w * v for w, v in zip(self.w, x, strict=True)), self.b)

    def parameters(self):
        return [*self.w, self.b]


def _neuron(**parts):
    return type("Neuron", (_Neuron,), parts)


def _plain_score(self, x):
    return _Value(sum(w.data * v for w, v in zip(self.w, x, strict=True)) + self.b.data)


def _without_bias(self, x):
    return sum((w * v for w, v in zip(self.w, x, strict=True)), _Value(0.0))


def _bias_each_time(self, x):
    return sum((w * v + self.b for w, v in zip(self.w, x, strict=True)), _Value(0.0))


class _Layer:
    neuron = _Neuron

    def __init__(self, n_in, n_out):
        self.neurons = [self.neuron(n_in) for _ in range(n_out)]

    def __call__(self, x):
        return [neuron(x) for neuron in self.neurons]

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]


def _layer(**parts):
    return type("Layer", (_Layer,), parts)


def _twins(self, n_in, n_out):
    self.neurons = [_Neuron(n_in)] * n_out


def _turned(self, n_in, n_out):
    self.neurons = [_Neuron(n_out) for _ in range(n_in)]


class _MLP:
    layer = _Layer

    def __init__(self, n_in, sizes):
        ends = [n_in, *sizes]
        self.layers = [self.layer(a, b) for a, b in zip(ends, sizes, strict=False)]

    def __call__(self, x):
        for layer in self.layers[:-1]:
            x = [out.tanh() for out in layer(x)]
        x = self.layers[-1](x)
        return x[0] if len(x) == 1 else x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]


def _mlp(**parts):
    return type("MLP", (_MLP,), parts)


def _mlp_runs(bend, last=False, alone=True):
    """A forward pass of an MLP: `bend` between layers, and after the last one, too."""

    def call(self, x):
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if i < len(self.layers) - 1 or last:
                x = [bend(out) for out in x]
        return x[0] if alone and len(x) == 1 else x

    return call


def _straight(out):
    return out


def _input_layer_too(self, n_in, sizes):
    _MLP.__init__(self, n_in, [n_in, *sizes])


def _first_size_lost(self, n_in, sizes):
    self.layers = [_Layer(a, b) for a, b in zip(sizes, sizes[1:], strict=False)]
    self.layers = self.layers or [_Layer(n_in, sizes[0])]


def _nested(self):
    return [layer.parameters() for layer in self.layers]


def _squares(model, xs, ys):
    total = 0
    for x, y in zip(xs, ys, strict=True):
        miss = model(x) + -1 * y
        total = miss * miss + total
    return total


def _steps(clear=True, move=None, mean=True, give=None, loss=None):
    """A training step with one thing changed; each variant is somebody's mistake."""

    def code(model, xs, ys, lr):
        error = (loss or _squares)(model, xs, ys)
        error = error * (1 / len(xs)) if mean else error
        if clear:
            for p in model.parameters():
                p.grad = 0.0
        error.backward()
        for p in model.parameters():
            (move or _down)(p, lr)
        return give(error, model, xs, ys) if give else error.data

    return code


def _down(p, lr):
    p.data -= lr * p.grad


def _up(p, lr):
    p.data += lr * p.grad


def _moves_the_gradient(p, lr):
    p.grad -= lr * p.grad


def _shrinks(p, lr):
    p.data -= lr * p.data


def _last_only(model, xs, ys):
    return _squares(model, xs[-1:], ys[-1:]) * len(xs)


def _absolute(model, xs, ys):
    misses = [model(x) + -1 * y for x, y in zip(xs, ys, strict=True)]
    return sum(m * (1 if m.data > 0 else -1) for m in misses)


def _plain_misses(model, xs, ys):
    return sum(model(x) + -1 * y for x, y in zip(xs, ys, strict=True))


def _step_for_each(model, xs, ys, lr):
    losses = [_steps()(model, [x], [y], lr) for x, y in zip(xs, ys, strict=True)]
    return sum(losses) / len(losses)


def _loss_afterwards(error, model, xs, ys):
    return _squares(model, xs, ys).data / len(xs)


def _cleared_at_the_end(model, xs, ys, lr):
    loss = _steps(clear=False)(model, xs, ys, lr)
    for p in model.parameters():
        p.grad = 0.0
    return loss
