"""The chain rule: the slope of a whole stack is the product of the layers' slopes."""

from itertools import pairwise

import numpy as np

from layerlab.checking import Exercise, Formula, Mistake, case, worked

from . import shared


def _slopes(layers, derivatives, x):
    return [d(at) for d, at in zip(derivatives, shared.peel(x, layers), strict=False)]


def _onion_derivative(layers, derivatives, x):
    return float(np.prod(_slopes(layers, derivatives, x)))


_LAYERS = {
    "square": (Formula("lambda x: x ** 2"), Formula("lambda x: 2 * x")),
    "triple": (Formula("lambda x: 3 * x"), Formula("lambda x: 3.0")),
    "shift": (Formula("lambda x: x - 2"), Formula("lambda x: 1.0")),
    "sine": (Formula("lambda x: np.sin(x)"), Formula("lambda x: np.cos(x)")),
    "tanh": (Formula("lambda x: np.tanh(x)"), Formula("lambda x: 1 - np.tanh(x) ** 2")),
    "cube": (Formula("lambda x: x ** 3"), Formula("lambda x: 3 * x ** 2")),
    "grow": (
        Formula("lambda x: np.exp(x / 4)"),
        Formula("lambda x: np.exp(x / 4) / 4"),
    ),
    "bend": (
        Formula("lambda x: np.maximum(x, 0)"),
        Formula("lambda x: float(x > 0)"),
    ),
}


def _stack(names, x, make=case):
    layers, derivatives = zip(*(_LAYERS[name] for name in names.split()), strict=True)
    return make(layers=list(layers), derivatives=list(derivatives), x=x)


def _cases(rng):
    yield _stack("triple square", 2.0, worked)
    yield _stack("square triple shift", 2.0, worked)
    yield _stack("square square", 1.5, worked)
    yield case(layers=[], derivatives=[], x=5.0)
    yield _stack("square", -3.0)
    for names in (
        *("square sine triple", "tanh square grow shift", "sine cube tanh"),
        *("grow square sine cube", "shift square square", "cube tanh triple square"),
    ):
        yield _stack(names, float(np.round(rng.uniform(0.4, 1.6), 2)))
    yield _stack("shift bend triple", 1.0)  # the bend is shut: no slope at all


def _slope_at_x(layers, derivatives, x):
    return float(np.prod([d(x) for d in derivatives]))


def _slope_after(layers, derivatives, x):
    stages = shared.peel(x, layers)[1:]
    return float(np.prod([d(at) for d, at in zip(derivatives, stages, strict=True)]))


def _slope_reversed(layers, derivatives, x):
    return _onion_derivative(layers[::-1], derivatives[::-1], x)


def _chain_by_recursion(layers, derivatives, x):
    """The outermost slope times the derivative of what is inside."""
    if not layers:
        return 1.0
    inside = _chain_by_recursion(layers[1:], derivatives[1:], layers[0](x))
    return derivatives[0](x) * inside


def _chain_backwards(layers, derivatives, x):
    """All inputs first; then blame goes from the inside out, as in lesson 07."""
    inputs = [x]
    for layer in layers[:-1]:
        inputs.append(layer(inputs[-1]))
    total = 1
    for at, derivative in reversed(list(zip(inputs, derivatives, strict=False))):
        total = total * derivative(at)
    return np.float64(total)


def _derivatives_in_a_row(layers, derivatives, x):
    for derivative in derivatives:
        x = derivative(x)
    return x


def _nudged(by):
    """The slope as a nudge shows it: how far the output moves, over how far x moves."""

    def code(layers, derivatives, x):
        ends = [shared.peel(at, layers)[-1] for at in (x, x + by)]
        return (ends[1] - ends[0]) / by

    return code


def _first_for_granted(layers, derivatives, x):
    first = derivatives[0](x)
    return first * _onion_derivative(layers[1:], derivatives[1:], layers[0](x))


def _neighbour_factors(layers, derivatives, x):
    """Differences between neighbouring slopes: a guess at 'how it changes'."""
    return sum(b - a for a, b in pairwise(_slopes(layers, derivatives, x)))


onion_derivative = Exercise(
    number="2.5", name="onion_derivative", difficulty=3, minutes=15, points=3,
    reference=_onion_derivative, cases=_cases,
    mistakes=(
        Mistake("all derivatives taken at x", _slope_at_x, message=
            "Every derivative was taken at x. Only the first layer meets x; each other layer has "
            "its slope at the number that reaches it."),
        Mistake("sum for product", code=
            lambda layers, derivatives, x: float(sum(_slopes(layers, derivatives, x))), message=
            "The slopes were added. A change that is tripled and then doubled is six times as "
            "large: slopes in a row multiply."),
        Mistake("last layer dropped", lambda layers, derivatives, x: (
            _onion_derivative(layers[:-1], derivatives[:-1], x)
        ), hint=3, message=
            "The last layer's slope is missing from the product. Does the loop stop one too "
            "early?"),
        Mistake("first layer dropped", lambda layers, derivatives, x: (
            float(np.prod(_slopes(layers, derivatives, x)[1:]))
        ), hint=3, message=
            "The first layer's slope is missing from the product. It is the outermost skin: a "
            "change has to pass it, too."),
        Mistake("slopes at the outputs", _slope_after, hint=3, message=
            "Each derivative was taken at what its layer made, one step too late. Take the slope "
            "at what goes into the layer, then send it through."),
        Mistake("from the inside out", _slope_reversed, hint=2, message=
            "The layers were applied from the last to the first. The first in the list is the "
            "outermost: it meets x."),
        Mistake("output returned", code=
            lambda layers, derivatives, x: shared.peel(x, layers)[-1], message=
            "This is what comes out of the stack, not how fast it changes. Multiply the slopes on "
            "the way."),
        Mistake("output times slopes", lambda layers, derivatives, x: (
            shared.peel(x, layers)[-1] * _onion_derivative(layers, derivatives, x)
        ), hint=3, message=
            "The product holds the output as well as the slopes. Only slopes belong in it: start "
            "it at 1."),
        Mistake("slopes returned", _slopes, hint=3, message=
            "All slopes came back in a list. One number is asked for: their product."),
        Mistake("only the last slope", lambda layers, derivatives, x: (
            _slopes(layers, derivatives, x)[-1] if layers else 1.0
        ), hint=3, message=
            "Only the last layer's slope came back. The product of all of them is asked for: is "
            "the running product overwritten in the loop?"),
        Mistake("starts at zero", lambda layers, derivatives, x: 0.0, hint=3, message=
            "The result is 0 whatever comes in. A product that starts at 0 stays there: start it "
            "at 1."),
        Mistake("derivative of the last stage only at x", code=
            lambda layers, derivatives, x: float(derivatives[-1](x)) if layers else 1.0, message=
            "Only the last layer's derivative was taken, and that at x. Every layer has a slope of "
            "its own, at the number that reaches it."),
        Mistake("derivatives in a row", _derivatives_in_a_row, message=
            "Each derivative was given what the derivative before it made. Slopes are not sent on: "
            "the number goes through the layers, and the slopes on its way multiply."),
        *(Mistake(f"a nudge of {by:g}", _nudged(by), hint=2, message=
            "The slope was felt by a nudge, which is only nearly right. Multiply the slopes that "
            "`derivatives` gives.") for by in (0.1, 0.01, 0.001)),
        Mistake("the first slope taken for granted", _first_for_granted, hint=3, message=
            "`derivatives[0]` does not exist where there is no layer. Begin with a product of 1, "
            "and let the loop take all of them."),
        Mistake("x times slopes", hint=3, code=
            lambda layers, derivatives, x: x * _onion_derivative(layers, derivatives, x), message=
            "The product holds x itself. Only slopes belong in it: start it at 1."),
        Mistake("differences of slopes", _neighbour_factors, message=
            "The slopes were subtracted from each other. Slopes in a row multiply."),
    ),
    hints=(
        "Nudge x by a little. *Times 3* makes the nudge three times as large. Then *square* meets "
        "6, where its slope is 12. How large is the nudge in the end, if it was 1 at the "
        "beginning?",
        "Peel as in exercise 2.1: walk through layers and derivatives side by side (`zip(layers, "
        "derivatives)`) and keep the number that reaches the next layer.",
        "Two names change in the loop: a running product that starts at 1, and the present number. "
        "First multiply by the derivative at the present number, then send the number through the "
        "layer.",
    ),
    alternatives=(_chain_by_recursion, _chain_backwards),
)  # fmt: skip
