"""Operations of a Value with one thing changed: what the mistakes of exercise 8.1 are made of."""

import numpy as np

from . import shared


def two(value, give, *, add=False, lift=True):
    """An operator of two whose rule is `give(a, b, out)`: mistakes are made of it."""

    def operator(self, other):
        a, b = self, self.lift(other) if lift else other
        made = a.data + b.data if add else a.data * b.data
        out = value(self)(made, (a, b))
        out._backward = lambda: give(a, b, out)
        return out

    return operator


def adds(give, **options):
    """A Value whose sum has the rule `give(a, b, out)`."""
    return type(
        "Value", (shared.Value,), {"__add__": two(type, give, add=True, **options)}
    )


def muls(give, **options):
    """A Value whose product has the rule `give(a, b, out)`."""
    return type("Value", (shared.Value,), {"__mul__": two(type, give, **options)})


def more(node, amount):
    """Add to a node's gradient."""
    node.grad += amount


def put(node, amount):
    """Let a node's gradient be this, whatever was there."""
    node.grad = amount


def tanhs(give, made=None):
    """A Value whose tanh has the rule `give(a, out)` and the data `made(x)`."""

    def tanh(self):
        out = type(self)((made or np.tanh)(self.data), (self,))
        out._backward = lambda: give(self, out)
        return out

    return type("Value", (shared.Value,), {"tanh": tanh})


def slopes_of_tanh(slope):
    """A Value whose tanh has this slope, made of its result."""
    return tanhs(lambda a, out: more(a, slope(out.data) * out.grad))


def without_rule(**made):
    """A Value some of whose operations make a node that has no rule."""
    return type("Value", (shared.Value,), {name: plain(f) for name, f in made.items()})


def plain(make):
    """An operation that makes the node and gives it no rule."""

    def operation(self, *other):
        nodes = (self, *map(self.lift, other))
        return type(self)(make(*(n.data for n in nodes)), nodes)

    return operation


def kept_by_the_parent(*names):
    """A Value that keeps the rule of these operations in the node it comes from."""

    def moved(name):
        def operation(self, *other):
            out = getattr(shared.Value, name)(self, *other)
            self._backward, out._backward = out._backward, lambda: None
            return out

        return operation

    return type("Value", (shared.Value,), {name: moved(name) for name in names})


def orphan(*names):
    """A Value whose results of these operations do not remember their parents."""

    def forgetful(name):
        def operation(self, *other):
            out = getattr(shared.Value, name)(self, *other)
            out.parents = ()
            return out

        return operation

    return type("Value", (shared.Value,), {name: forgetful(name) for name in names})


class NoReflection(shared.Value):
    """A Value that no plain number can stand to the left of."""

    __radd__ = __rmul__ = None


class InPlace(shared.Value):
    """A Value whose sum changes its left side."""

    def __add__(self, other):
        self.data += self.lift(other).data
        return self


class PlainProduct(shared.Value):
    """A Value whose product is a plain number."""

    def __mul__(self, other):
        return self.data * self.lift(other).data


class PlainSum(shared.Value):
    """A Value whose sum is a plain number."""

    def __add__(self, other):
        return self.data + self.lift(other).data


def set_slopes(a, b, out):
    """The rule of a product with `=` for `+=`, and without the result's gradient."""
    by_a, by_b = b.data, a.data
    put(a, by_a)
    put(b, by_b)


class NoParents(shared.Value):
    """A Value that remembers no parents at all."""

    def __init__(self, data, parents=()):
        super().__init__(data)


class RunAtOnce(shared.Value):
    """A Value whose product runs its rule at once."""

    def __mul__(self, other):
        out = shared.Value.__mul__(self, other)
        out._backward = out._backward()
        return out


def both(give_a, give_b):
    """A rule that adds these shares to the two sides."""

    def give(a, b, out):
        more(a, give_a(a, b, out))
        more(b, give_b(a, b, out))

    return give


def set_both(a, b, out):
    """The rule of a sum with `=` for `+=`."""
    put(a, out.grad)
    put(b, out.grad)


def set_products(a, b, out):
    """The rule of a product with `=` for `+=`."""
    by_a, by_b = b.data * out.grad, a.data * out.grad
    put(a, by_a)
    put(b, by_b)
