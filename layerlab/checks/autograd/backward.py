"""Blame goes back through a graph, each node once and after all that it feeds."""

from layerlab.checking import Exercise, Mistake, looks

from . import shared
from .shared import scene

# each graph also in its mirror image: a node may be reached by a short way first or last
_BOTH_WAYS = (
    ["c = a + b", "d = c * a", "(d * c).backward()"],
    ["c = a + b", "d = a * c", "(c * d).backward()"],
    ["c = a + b", "d = c * a + c", "(d * b + d).backward()"],
    ["c = b + a", "d = c + a * c", "(d + b * d).backward()"],
)


def _further_cases(ab, x, y):
    """Two roots over one input, a deep graph, and drawn numbers."""
    lines = [*ab, "(a * b).backward()", "(a * a).backward()"]
    yield scene(lines, "a.grad", "b.grad")
    lines = ["a = Value(1.0)", "c = a", "for _ in range(2000):\n    c = c + a"]
    yield scene([*lines, "c.backward()"], "a.grad")
    yield scene(["a = Value(3.0)", "a.backward()"], "a.grad")
    lines = [
        f"a, b = Value({x}), Value({y})",
        "c = (a * b + b).tanh()",
        "d = c * a + c",
    ]
    yield scene([*lines, "d.backward()"], "a.grad", "b.grad")
    lines = [lines[0], "c = (b + b * a).tanh()", "d = c + a * c"]
    yield scene([*lines, "d.backward()"], "a.grad", "b.grad")


def _cases(rng):
    ab = ["a, b = Value(2.0), Value(-3.0)"]
    yield scene([*ab, "c = a * b + a", "c.backward()"], "a.grad", "b.grad", first=True)
    lines = [*ab, "c = a + b", "d = c * c", "d.backward()"]
    yield scene(lines, "a.grad", "b.grad", first=True)
    lines = [*ab, "c = a + b * a", "c.backward()"]  # the first in its mirror image
    yield scene(lines, "a.grad", "b.grad", first=True)
    yield scene(["a = Value(1.5)", "b = a * a", "(b * b).backward()"], "a.grad")
    for lines in _BOTH_WAYS:
        yield scene([*ab, *lines], "a.grad", "b.grad")
    lines = [
        *ab,
        "c = (a * b).tanh() * 2",
        "c.backward()",
        "once = a.grad",
        "c.backward()",
    ]
    yield scene(lines, "once", "a.grad", "b.grad")
    yield from _further_cases(ab, *rng.normal(size=2).round(2))


def _pass(root, order, *, seed=1.0, clear="inner", way=-1):
    for node in order:
        if clear == "all" or (clear == "inner" and node.parents):
            node.grad = 0.0
    if seed is not None:
        root.grad = seed
    for node in order[::way]:
        node._backward()


def _seed_last(root, order):
    """The root's gradient is set when everything has been handed on."""
    _pass(root, order, seed=None)
    root.grad = 1.0


def _goes_back(name, lines):
    """A Value with another backward: `lines(root, order)` does the work."""

    def backward(self):
        lines(self, self.order())

    return type(name, (shared.Value,), {"backward": backward})


class _Recursive(shared.Value):
    """Every node calls its parents, as often as there are ways to them."""

    def backward(self):
        self.grad = 1.0
        todo = [self]
        for node in todo:
            node._backward()
            if len(todo) < 6000:
                todo += node.parents


class _CallsItsParents(shared.Value):
    """The same as it is written most often: each node calls backward of its parents."""

    def backward(self, first=True):
        self.grad = 1.0 if first else self.grad
        self._backward()
        for parent in self.parents:
            parent.backward(first=False)


class _SeedsEachNode(shared.Value):
    """Each node's own backward begins with 1."""

    def backward(self):
        self.grad = 1.0
        self._backward()
        for parent in self.parents:
            parent.backward()


def _in_this_order(order):
    """A backward that runs the rules from the end of this order, each once."""
    return type(
        "Value", (shared.Value,), {"backward": lambda self: _pass(self, order(self))}
    )


def _recursive_order(root):
    return shared.recursively(root)


class _SeedAdded(shared.Value):
    def backward(self):
        self.grad += 1.0
        for node in reversed(self.order()):
            node._backward()


class _SeedsEverybody(shared.Value):
    def backward(self):
        for node in self.order():
            node.grad = 1.0
        for node in reversed(self.order()):
            node._backward()


backward = Exercise(
    number="8.3", name="backward", difficulty=2, minutes=12, points=3,
    reference=shared.Value, cases=_cases, observe=looks.expressions("Value"),
    mistakes=(
        Mistake("seed forgotten", _goes_back("Value", lambda r, o: _pass(r, o, seed=None)), message=
            "All gradients are 0. The root's own gradient must be set first: by how much does the "
            "root move if the root moves?"),
        Mistake("seed set last", _goes_back("Value", _seed_last), message=
            "The root's gradient is 1 in the end, and nobody else got anything: it was set when "
            "all rules had run. Set it before the walk."),
        Mistake("seed is the data", code=
            _goes_back("Value", lambda r, o: _pass(r, o, seed=r.data)), message=
            "The root begins with its own number. It should begin with 1: the slope of anything "
            "with respect to itself."),
        Mistake("everybody begins with 1", _SeedsEverybody, message=
            "Every node begins with 1. Only the root does; the others begin with what comes down "
            "to them."),
        Mistake("forward order", hint=2, code=
            _goes_back("Value", lambda r, o: _pass(r, o, way=1)), message=
            "Blame went one step and no further. Either the rules ran from the inputs to the root, "
            "while there was nothing yet to hand on, or the root's rule alone ran. Walk the whole "
            "order, from the root down."),
        Mistake("second call overwrites", hint=3, code=
            _goes_back("Value", lambda r, o: _pass(r, o, clear="all")), message=
            "The gradients of the inputs were set back to 0. They gather blame from one call to "
            "the next, as torch's do; clearing them is the training step's work."),
        Mistake("inner gradients kept", hint=3, code=
            _goes_back("Value", lambda r, o: _pass(r, o, clear="none")), message=
            "At the second call the inner nodes still held the blame of the first and handed it on "
            "again: more than twice as much arrived. Nodes that have parents begin each call at "
            "0."),
        Mistake("inner gradients kept, the seed added", _SeedAdded, hint=3, message=
            "At the second call all nodes but the inputs still held the blame of the first, the "
            "root too, and handed it on again. Those with parents begin each call at 0; then the "
            "root is set to 1."),
        *(Mistake(f"by first sight{how}", _in_this_order(order), hint=2, message=
            "A node's rule ran as soon as the node was first met on the way from the root. It may "
            "run only after all nodes that were made of it: until then blame is still to come.")
            for how, order in (
                ("", shared.by_first_sight),
                (", depth first", shared.by_stack),
            )),
        Mistake("a recursive order", _in_this_order(_recursive_order), hint=2, message=
            "The graphs are deep: an order that is found by a function calling itself stops after "
            "about a thousand nodes. Use your list of exercise 8.2."),
        Mistake("each node calls its parents", _CallsItsParents, hint=2, message=
            "Each node calls `backward` of its parents, so a rule runs as often as there are ways "
            "to its node, each time with blame that it has already handed on. Each runs once, "
            "after all that were made of its node: that is what the order is for."),
        Mistake("each node begins with 1", _SeedsEachNode, hint=2, message=
            "Every node calls `backward` of its parents, and each of them begins with 1 again. "
            "Only the root does; the others begin with what comes down to them."),
        Mistake("down every path", _Recursive, hint=2, message=
            "A node's rule runs as often as there are ways to it, each time with blame that it has "
            "already handed on. Each node runs once, after all that were made of it: that is what "
            "the order is for."),
    ),
    hints=(
        "With which gradient does the root begin? Think of d root / d root.",
        "Your list has the inputs first and the root last. A rule may run when everything made of "
        "its node has run: `reversed(...)`.",
        "Three steps: grads of all nodes that have parents to 0; the root's to 1; then each node's "
        "`_backward()`, from the root down.",
    ),
    alternatives=(
        _goes_back("Value", lambda r, o: _pass(r, o, seed=1)),
        type("Value", (shared.Value,), {"order": lambda self: shared.by_counting(self)}),
    ),
)  # fmt: skip
