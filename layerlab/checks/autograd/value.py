"""A number that remembers where it came from: sum, product and tanh with their rules."""

import math

from layerlab.checking import Exercise, Mistake, looks

from . import shared
from .shared import scene


def _cases(rng):
    ab = ["a, b = Value(2.0), Value(-3.0)"]
    yield scene([*ab, "c = a + b"], "c.data", "len(c.parents)", first=True)
    yield scene([*ab, "c = a + b", "blame(c)"], "a.grad", "b.grad", first=True)
    yield scene([*ab, "c = a * b", "blame(c)"], "c.data", "a.grad", "b.grad")
    yield scene(["a = Value(0.5)", "c = a.tanh()", "blame(c)"], "c.data", "a.grad")
    yield scene(["a = Value(3.0)", "c = a + a", "blame(c)"], "c.data", "a.grad")
    yield scene(["a = Value(3.0)", "c = a * a", "blame(c)"], "c.data", "a.grad")
    line = "c = a.tanh() + a.tanh()"
    yield scene(["a = Value(0.3)", line, "blame(c)"], "c.data", "a.grad")
    yield scene([*ab, "c = (a + b) * b", "blame(c)"], "c.data", "a.grad", "b.grad")
    yield scene([*ab, "c = (a * b) * b", "blame(c)"], "c.data", "a.grad", "b.grad")
    line = "c = (0.1 * a * b).tanh()"
    yield scene([*ab, line, "blame(c)"], "c.data", "a.grad", "b.grad")
    line = "c = a * b + (a + b).tanh() * a"
    yield scene([*ab, line, "blame(c)"], "c.data", "a.grad", "b.grad")
    yield scene([*ab, "c = (a + b) * 2 + 1", "blame(c)"], "c.data", "a.grad")
    yield scene([*ab, "c = 1 + 2 * (a + b)", "blame(c)"], "c.data", "a.grad")
    yield scene([*ab, "c, d = a + b, a * b"], "a.data", "b.data", "c.data", "d.data")
    yield scene([*ab, "c = a * b", "d = a.tanh()"], "len(c.parents)", "len(d.parents)")
    x, y = rng.normal(size=2).round(2)
    start = f"a, b = Value({x}), Value({y})"
    line = "c = ((a * b + b).tanh() * a + b * b).tanh()"
    yield scene([start, line, "blame(c)"], "c.data", "a.grad", "b.grad")


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
    return type(
        "Value", (shared.Value,), {"__add__": _two(type, give, add=True, **options)}
    )


def _muls(give, **options):
    return type("Value", (shared.Value,), {"__mul__": _two(type, give, **options)})


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

    return type("Value", (shared.Value,), {"tanh": tanh})


class _NoReflection(shared.Value):
    __radd__ = __rmul__ = None


class _InPlace(shared.Value):
    def __add__(self, other):
        self.data += self.lift(other).data
        return self


class _NoParents(shared.Value):
    def __init__(self, data, parents=()):
        super().__init__(data)


class _RunAtOnce(shared.Value):
    def __mul__(self, other):
        out = shared.Value.__mul__(self, other)
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


_BLAME = "from layerlab.watching.units.autograd import blame"


Value = Exercise(
    number="8.1", name="Value", difficulty=2, minutes=20, points=4,
    reference=shared.Value, cases=_cases, observe=looks.expressions("Value", setup=_BLAME),
    mistakes=(
        Mistake("= for += in a sum", _adds(_set_both), message=
            "In `a + a` the same node stands on both sides and gets blame twice. `=` keeps only "
            "the last; blame must be added to what is there."),
        Mistake("= for += in a product", _muls(_set_products), message=
            "A node that is used twice gets blame twice. In your product `=` keeps only the last; "
            "add to what is there."),
        Mistake("= for += in tanh", code=
            _tanhs(lambda a, out: _set(a, (1 - out.data**2) * out.grad)), message=
            "In your tanh `=` overwrites blame that came another way. Add to what is there."),
        Mistake("local gradient only in a sum", hint=2, code=
            _adds(_both(lambda a, b, out: 1.0, lambda a, b, out: 1.0)), message=
            "Your sum hands on 1, whatever came from above. The local slope is 1; it is multiplied "
            "by the result's own gradient."),
        Mistake("local gradient only in a product", hint=2, code=
            _muls(_both(lambda a, b, out: b.data, lambda a, b, out: a.data)), message=
            "Your product hands on the local slope alone. Multiply it by the result's own "
            "gradient: upstream times local."),
        Mistake("local gradient only in tanh", hint=2, code=
            _tanhs(lambda a, out: _more(a, 1 - out.data**2)), message=
            "Your tanh hands on the local slope alone. Multiply it by the result's own gradient: "
            "upstream times local."),
        Mistake("the wrong node's gradient in a sum", hint=2, code=
            _adds(_both(lambda a, b, out: a.grad, lambda a, b, out: b.grad)), message=
            "The rule of your sum reads the gradient of a parent, not of the result. Which node "
            "did the function catch? It must read the new node's gradient."),
        Mistake("the wrong node's gradient in a product", hint=2, code=
            _muls(_both(lambda a, b, o: b.data * a.grad, lambda a, b, o: a.data * b.grad)), message=
            "The rule of your product reads the gradient of a parent, not of the result. Which "
            "node did the function catch? It must read the new node's gradient."),
        Mistake("the wrong node's gradient in tanh", hint=2, code=
            _tanhs(lambda a, out: _more(a, (1 - out.data**2) * a.grad)), message=
            "The rule of your tanh reads its parent's gradient, not the result's."),
        Mistake("own data for the other's", hint=2, code=
            _muls(_both(lambda a, b, o: a.data * o.grad, lambda a, b, o: b.data * o.grad)), message=
            "In a product each side's slope is the *other* side's number. Yours takes its own."),
        Mistake("only the left side", _adds(lambda a, b, out: _more(a, out.grad)), message=
            "Only the left side of your sum gets blame. Both sides had a part in it."),
        Mistake("only the left factor", code=
            _muls(lambda a, b, out: _more(a, b.data * out.grad)), message=
            "Only the left factor of your product gets blame. Both had a part in it."),
        Mistake("only the right side", _adds(lambda a, b, out: _more(b, out.grad)), message=
            "Only the right side of your sum gets blame. Both sides had a part in it."),
        Mistake("only the right factor", code=
            _muls(lambda a, b, out: _more(b, a.data * out.grad)), message=
            "Only the right factor of your product gets blame. Both had a part in it."),
        Mistake("slope at the wrong number", hint=2, code=
            _tanhs(lambda a, out: _more(a, (1 - a.data**2) * out.grad)), message=
            "The slope of the tanh is taken from the number before it. It is 1 minus the square of "
            "the tanh: of the result."),
        Mistake("tanh left straight", hint=2, code=
            _tanhs(lambda a, out: _more(a, (1 - out.data**2) * out.grad), made=float), message=
            "The data went through `tanh` unchanged. Its number is tanh of the parent's."),
        Mistake("parents forgotten", _NoParents, message=
            "The result does not remember its parents: `parents` is empty. Keep the argument, and "
            "hand it over where a new node is made."),
        Mistake("a plain number on the left", _NoReflection, hint=3, message=
            "`2 * a` asks the number first, which does not know your class; Python then asks for "
            "`__rmul__` (and `__radd__`). Keep those lines of the stub."),
        Mistake("a plain number on the right", hint=3, code=
            _adds(lambda a, b, out: (_more(a, out.grad), _more(b, out.grad)), lift=False), message=
            "`a + 1` met a plain number, which has no `.data`. Turn it into a Value first."),
        Mistake("changed in place", _InPlace, message=
            "The sum changed the number of its left side. An operation makes a new node and leaves "
            "its parents as they are."),
        Mistake("rule called at once", _RunAtOnce, hint=3, message=
            "The rule ran when the node was made, before any blame was there. Keep the function "
            "itself: its name without brackets."),
    ),
    hints=(
        "What must happen in `a + a`, where both parents are the same node? And in `(a + b) * 2`, "
        "where the sum's own gradient is not 1?",
        "Upstream times local, added to what is there. The local slopes: of a sum 1 and 1, of a "
        "product the other factor, of tanh one minus the square of the result.",
        "In each operation: make the new node from the data and the parents; define a function "
        "that adds to each parent's grad, reading the new node's grad; keep it as the new node's "
        "`_backward`.",
    ),
    alternatives=(
        type("Value", (shared.Value,), {"tanh": lambda self: _by_exponentials(self)}),
        _adds(_both(lambda a, b, out: out.grad, lambda a, b, out: 1.0 * out.grad)),
        _muls(_both(lambda a, b, o: o.grad * b.data, lambda a, b, o: o.grad * a.data)),
    ),
)  # fmt: skip
