"""A number that remembers where it came from: sum, product and tanh with their rules."""

import math

import numpy as np

from layerlab.checking import Exercise, Mistake, Part, looks

from . import shared
from .operations import (
    InPlace,
    NoParents,
    NoReflection,
    PlainProduct,
    PlainSum,
    RunAtOnce,
    adds,
    both,
    kept_by_the_parent,
    more,
    muls,
    orphan,
    put,
    set_both,
    set_products,
    set_slopes,
    slopes_of_tanh,
    tanhs,
    without_rule,
)
from .shared import scene

# each formula also in its mirror image: blame must not depend on which side stands first
_BOTH_WAYS = (
    *("(a + b) * b", "b * (a + b)", "(a * b) * b", "b * (b * a)"),
    *("(a * 0.1).tanh() + a * b", "a * b + (a * 0.1).tanh()"),
    *(
        "a * b + (a + b).tanh() * a",
        "a * (b + a).tanh() + b * a",
        "(0.1 * a * b).tanh()",
    ),
)


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
    yield scene([*ab, "c = (a + b) * 2 + 1", "blame(c)"], "c.data", "a.grad")
    yield scene([*ab, "c = 1 + 2 * (a + b)", "blame(c)"], "c.data", "a.grad")
    yield scene([*ab, "c, d = a + b, a * b"], "a.data", "b.data", "c.data", "d.data")
    yield scene([*ab, "c = a * b", "d = a.tanh()"], "len(c.parents)", "len(d.parents)")
    for line in _BOTH_WAYS:
        yield scene([*ab, f"c = {line}", "blame(c)"], "c.data", "a.grad", "b.grad")
    before = [*ab, "a.grad = b.grad = 2.0"]  # what is there already stays
    for line in ("a + b", "a * b", "a.tanh() + b.tanh()"):
        yield scene([*before, f"c = {line}", "blame(c)"], "a.grad", "b.grad")
    x, y = rng.normal(size=2).round(2)
    start = f"a, b = Value({x}), Value({y})"
    line = "c = ((a * b + b).tanh() * a + b * b).tanh()"
    yield scene([start, line, "blame(c)"], "c.data", "a.grad", "b.grad")
    yield from _alone(rng)


def _alone(rng):
    """Each operation by itself, with numbers of its own."""
    for line in ("a + b", "b * a", "a.tanh()"):
        x, y = rng.normal(size=2).round(2)
        lines = [f"a, b = Value({x}), Value({y})", f"c = {line}", "blame(c)"]
        yield scene(lines, "c.data", "a.grad", "b.grad")


def _tried(setup):
    """Which of the three operations a scene needs."""
    return {sign for sign in ("+", "*", "tanh") if sign in setup}


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
    parts=(
        Part("sums", 1, where=lambda setup, **_: _tried(setup) == {"+"}),
        Part("products", 1, where=lambda setup, **_: _tried(setup) == {"*"}),
        Part("tanh", 1, where=lambda setup, **_: _tried(setup) == {"tanh"}),
        Part("formulas", 1, where=lambda setup, **_: len(_tried(setup)) > 1),
    ),
    mistakes=(
        Mistake("= for += in a sum", adds(set_both), message=
            "In `a + a` the same node stands on both sides and gets blame twice. `=` keeps only "
            "the last; blame must be added to what is there."),
        Mistake("= for += in a product", muls(set_products), message=
            "A node that is used twice gets blame twice. In your product `=` keeps only the last; "
            "add to what is there."),
        Mistake("= for += in tanh", code=
            tanhs(lambda a, out: put(a, (1 - out.data**2) * out.grad)), message=
            "In your tanh `=` overwrites blame that came another way. Add to what is there."),
        Mistake("local gradient only in a sum", hint=2, code=
            adds(both(lambda a, b, out: 1.0, lambda a, b, out: 1.0)), message=
            "Your sum hands on 1, whatever came from above. The local slope is 1; it is multiplied "
            "by the result's own gradient."),
        Mistake("local gradient only in a product", hint=2, code=
            muls(both(lambda a, b, out: b.data, lambda a, b, out: a.data)), message=
            "Your product hands on the local slope alone. Multiply it by the result's own "
            "gradient: upstream times local."),
        Mistake("local gradient only in tanh", hint=2, code=
            tanhs(lambda a, out: more(a, 1 - out.data**2)), message=
            "Your tanh hands on the local slope alone. Multiply it by the result's own gradient: "
            "upstream times local."),
        Mistake("the wrong node's gradient in a sum", hint=2, code=
            adds(both(lambda a, b, out: a.grad, lambda a, b, out: b.grad)), message=
            "The rule of your sum reads the gradient of a parent, not of the result. Which node "
            "did the function catch? It must read the new node's gradient."),
        Mistake("the wrong node's gradient in a product", hint=2, code=
            muls(both(lambda a, b, o: b.data * a.grad, lambda a, b, o: a.data * b.grad)), message=
            "The rule of your product reads the gradient of a parent, not of the result. Which "
            "node did the function catch? It must read the new node's gradient."),
        Mistake("the wrong node's gradient in tanh", hint=2, code=
            tanhs(lambda a, out: more(a, (1 - out.data**2) * a.grad)), message=
            "The rule of your tanh reads its parent's gradient, not the result's."),
        *(Mistake(f"blame subtracted in {what}", code, hint=2, message=
            f"Blame is subtracted in {what}. It is added to what is there: `+=`.")
            for what, code in (
                ("a sum", adds(both(lambda a, b, o: -o.grad, lambda a, b, o: -o.grad))),
                ("a product", muls(both(
                    lambda a, b, o: -b.data * o.grad, lambda a, b, o: -a.data * o.grad))),
                ("tanh", slopes_of_tanh(lambda t: t * t - 1)),
            )),
        *(Mistake(f"= for += on the {side} of {what}", code, message=
            f"On the {side} side of your {what} `=` keeps only the last blame. Add to what is "
            "there, on both sides.")
            for side, what, code in (
                ("left", "sum", adds(lambda a, b, o: (put(a, o.grad), more(b, o.grad)))),
                ("right", "sum", adds(lambda a, b, o: (more(a, o.grad), put(b, o.grad)))),
                ("left", "product", muls(
                    lambda a, b, o: (put(a, b.data * o.grad), more(b, a.data * o.grad)))),
                ("right", "product", muls(
                    lambda a, b, o: (more(a, b.data * o.grad), put(b, a.data * o.grad)))),
            )),
        Mistake("own data for the other's", hint=2, code=
            muls(both(lambda a, b, o: a.data * o.grad, lambda a, b, o: b.data * o.grad)), message=
            "In a product each side's slope is the *other* side's number. Yours takes its own."),
        Mistake("= for +=, and the slope alone, in a product", muls(set_slopes), hint=2, message=
            "Two things in your product. `=` keeps only the last blame: add to what is there. And "
            "it hands on the local slope alone: multiply it by the result's own gradient."),
        Mistake("no rule in a sum", without_rule(__add__=lambda a, b: a + b), hint=3, message=
            "Your sum hands no blame on: its result has no rule, or an empty one. Define a "
            "function for it and keep that as the new node's `_backward`."),
        Mistake("no rule in a product", without_rule(__mul__=lambda a, b: a * b), hint=3, message=
            "Your product hands no blame on: its result has no rule, or an empty one. Define a "
            "function for it and keep that as the new node's `_backward`."),
        Mistake("no rule in tanh", without_rule(tanh=np.tanh), hint=3, message=
            "Your tanh hands no blame on: its result has no rule, or an empty one. Define a "
            "function for it and keep that as the new node's `_backward`."),
        Mistake("rule kept by the parent", hint=3, code=
            kept_by_the_parent("__add__", "__mul__", "tanh"), message=
            "The rule is kept by the node that the result is made of, where the next operation "
            "overwrites it. It belongs to the new node: `out._backward`."),
        Mistake("rule of tanh kept by the parent", kept_by_the_parent("tanh"), hint=3, message=
            "The rule of tanh is kept by the node that went in, where the next one overwrites it. "
            "It belongs to the new node: `out._backward`."),
        Mistake("only the left side", adds(lambda a, b, out: more(a, out.grad)), message=
            "Only the left side of your sum gets blame. Both sides had a part in it."),
        Mistake("only the left factor", code=
            muls(lambda a, b, out: more(a, b.data * out.grad)), message=
            "Only the left factor of your product gets blame. Both had a part in it."),
        Mistake("only the right side", adds(lambda a, b, out: more(b, out.grad)), message=
            "Only the right side of your sum gets blame. Both sides had a part in it."),
        Mistake("only the right factor", code=
            muls(lambda a, b, out: more(b, a.data * out.grad)), message=
            "Only the right factor of your product gets blame. Both had a part in it."),
        Mistake("slope at the wrong number", hint=2, code=
            tanhs(lambda a, out: more(a, (1 - a.data**2) * out.grad)), message=
            "The slope of the tanh is taken from the number before it. It is 1 minus the square of "
            "the tanh: of the result."),
        Mistake("one minus t, squared", slopes_of_tanh(lambda t: (1 - t) ** 2), hint=2, message=
            "The slope of your tanh is (1 - t) squared. Only t is squared: one minus the square "
            "of the tanh."),
        Mistake("t times one minus t", slopes_of_tanh(lambda t: t * (1 - t)), hint=2, message=
            "t(1 - t) is the pattern of the sigmoid's slope. That of the tanh is one minus the "
            "square of the tanh."),
        Mistake("square of tanh forgotten", slopes_of_tanh(lambda t: 1 - t), hint=2, message=
            "The slope of your tanh is 1 - t. A square is missing: at x and at -x the tanh is "
            "equally steep."),
        Mistake("one plus the square of tanh", slopes_of_tanh(lambda t: 1 + t * t), hint=2, message=
            "The slope of your tanh is 1 + t². The tanh flattens far out: one *minus* the square."),
        Mistake("tanh doubled for squared", slopes_of_tanh(lambda t: 1 - 2 * t), hint=2, message=
            "The slope of your tanh is 1 - 2t. To square, write two stars, `** 2`."),
        Mistake("square of tanh alone", slopes_of_tanh(lambda t: t * t), hint=2, message=
            "The slope of your tanh is t squared. It is steepest where t is 0: one minus that."),
        Mistake("tanh left straight", hint=2, code=
            tanhs(lambda a, out: more(a, (1 - out.data**2) * out.grad), made=float), message=
            "The data went through `tanh` unchanged. Its number is tanh of the parent's."),
        Mistake("parents forgotten", NoParents, message=
            "The result does not remember its parents: `parents` is empty. Keep the argument, and "
            "hand it over where a new node is made."),
        Mistake("parents of a sum forgotten", orphan("__add__"), message=
            "A sum does not remember its parents: its `parents` is empty. Hand them over where "
            "the new node is made."),
        Mistake("parents of a product forgotten", orphan("__mul__"), message=
            "A product does not remember its parents: its `parents` is empty. Hand them over "
            "where the new node is made."),
        Mistake("parents of tanh forgotten", orphan("tanh"), message=
            "The result of tanh does not remember its parent: its `parents` is empty. Hand it "
            "over as a tuple of one where the new node is made."),
        Mistake("a product is a plain number", PlainProduct, message=
            "Your product gives a plain number. It must be a new Value, which remembers its "
            "parents and has a rule."),
        Mistake("a sum is a plain number", PlainSum, message=
            "Your sum gives a plain number. It must be a new Value, which remembers its parents "
            "and has a rule."),
        Mistake("a plain number on the left", NoReflection, hint=3, message=
            "`2 * a` asks the number first, which does not know your class; Python then asks for "
            "`__rmul__` (and `__radd__`). Keep those lines of the stub."),
        Mistake("a plain number on the right", hint=3, code=
            adds(lambda a, b, out: (more(a, out.grad), more(b, out.grad)), lift=False), message=
            "`a + 1` met a plain number, which has no `.data`. Turn it into a Value first."),
        Mistake("changed in place", InPlace, message=
            "The sum changed the number of its left side. An operation makes a new node and leaves "
            "its parents as they are."),
        Mistake("rule called at once", RunAtOnce, hint=3, message=
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
        adds(both(lambda a, b, out: out.grad, lambda a, b, out: 1.0 * out.grad)),
        muls(both(lambda a, b, o: o.grad * b.data, lambda a, b, o: o.grad * a.data)),
    ),
)  # fmt: skip
