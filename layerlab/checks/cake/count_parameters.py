"""How many weights and biases a stack of dense layers has."""

import itertools

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked


def _count(sizes, bias=True):
    return sum((n + bias) * m for n, m in zip(sizes, sizes[1:], strict=False))


def _cases(rng):
    yield worked(sizes=(2, 3, 1), bias=True)
    yield worked(sizes=(2, 3, 1), bias=False)
    yield case(sizes=(7,), bias=True)  # an input and no layer
    yield case(sizes=(1, 1), bias=True)
    yield case(sizes=(4, 4, 4, 2, 4), bias=True)  # sizes that come again
    yield case(sizes=(64, 48, 24, 10), bias=True)
    yield case(sizes=(5, 4), bias=True)
    yield case(sizes=(5, 4), bias=False)
    for length in (2, 3, 4, 6):
        sizes = tuple(int(n) for n in rng.integers(1, 20, size=length))
        yield case(sizes=sizes, bias=True)
        yield case(sizes=sizes, bias=False)


def _weights(sizes):
    return _count(sizes, False)


def _last_layer_alone(sizes, bias=True):
    """`total = …` for `total += …` in the loop."""
    return _count(sizes[-2:], bias)


def _by_value(sizes, bias=True):
    """The place of a size is looked up by its value, which finds the first one."""
    total = 0
    for units in sizes[1:]:
        below = sizes[sizes.index(units) - 1] if sizes.index(units) else sizes[0]
        total += (below + bias) * units
    return total


def _every_pair(sizes):
    pairs = itertools.combinations(sizes, 2)
    return sum(n * m for n, m in pairs)


count_parameters = Exercise(
    number="1.2", name="count_parameters", difficulty=1, minutes=10, points=2,
    reference=_count, cases=_cases,
    mistakes=(
        Mistake("biases forgotten", lambda sizes, bias=True: _weights(sizes), message=
            "Only the weights are counted. With `bias=True` each unit has one number more, its "
            "bias."),
        Mistake("return in the loop", lambda sizes, bias=True: _count(sizes[:2], bias), message=
            "Only the first layer is counted. A `return` inside the loop ends it after one turn."),
        Mistake("weights forgotten", lambda sizes, bias=True: bias * sum(sizes[1:]), message=
            "Only the biases are counted. Each unit also has a weight for every value of the layer "
            "below."),
        Mistake("only the last layer", _last_layer_alone, hint=3, message=
            "Only the last layer counts: the sum is overwritten in each turn. Add to it, `+=`."),
        Mistake("each size with itself", hint=2, code=
            lambda sizes, bias=True: sum((n + bias) * n for n in sizes), message=
            "Each size was multiplied with itself. A weight joins a value below with a unit above: "
            "neighbours belong together."),
        Mistake("biases for the input too", code=
            lambda sizes, bias=True: _weights(sizes) + bias * sum(sizes), message=
            "The inputs were given biases too. The first size is what comes in: nothing is "
            "computed there, so nothing is added there."),
        Mistake("one bias a layer", code=
            lambda sizes, bias=True: _weights(sizes) + bias * (len(sizes) - 1), message=
            "One bias for each layer was counted. Every unit has its own."),
        Mistake("one bias in all", lambda sizes, bias=True: _weights(sizes) + bias, message=
            "One bias was counted for the whole stack. Every unit has its own."),
        Mistake("one bias for each size", code=
            lambda sizes, bias=True: _weights(sizes) + bias * len(sizes), message=
            "One bias was counted for each entry of `sizes`. Every unit has its own, and the "
            "inputs have none."),
        Mistake("no bias at the output", code=
            lambda sizes, bias=True: _weights(sizes) + bias * sum(sizes[1:-1]), message=
            "The units of the last layer have biases too."),
        Mistake("product of all sizes", hint=2, code=
            lambda sizes, bias=True: int(np.prod(sizes)) + bias * sum(sizes[1:]), message=
            "All sizes were multiplied together. A weight joins a unit with one of the layer "
            "below: multiply neighbours, then add up the layers."),
        Mistake("bare product", lambda sizes, bias=True: int(np.prod(sizes)), hint=2, message=
            "All sizes were multiplied together. A weight joins a unit with one of the layer "
            "below: multiply neighbours, then add up the layers."),
        Mistake("bias=False ignored", lambda sizes, bias=True: _count(sizes, True), hint=3, message=
            "With `bias=False` the biases were counted all the same. Let the argument decide."),
        Mistake("last layer left out", hint=2, code=
            lambda sizes, bias=True: _count(sizes[:-1], bias), message=
            "The last layer is missing. Between k sizes lie k - 1 layers."),
        Mistake("first layer left out", hint=2, code=
            lambda sizes, bias=True: _count(sizes[1:], bias), message=
            "The first layer is missing. It leads from the inputs, `sizes[0]`, to the first "
            "units."),
        Mistake("first layer left out, and one bias a layer", hint=2, code=
            lambda sizes, bias=True: _weights(sizes[1:]) + bias * max(len(sizes) - 2, 0), message=
            "Two things. The layer from the inputs to the first units is missing; and one bias "
            "was counted for each layer, where every unit has its own."),
        Mistake("every pair of sizes", hint=2, code=
            lambda sizes, bias=True: _every_pair(sizes) + bias * sum(sizes[1:]), message=
            "Every size was multiplied with every later one. Weights join neighbours only: a "
            "layer sees nothing but the one below it."),
        Mistake("places looked up by value", _by_value, hint=2, message=
            "`sizes.index(…)` finds the first entry with that value, and two layers may be equally "
            "large. Walk by places, or by pairs of neighbours."),
        Mistake("equal layers counted once", hint=2, code=
            lambda sizes, bias=True: sum(
                (n + bias) * m for n, m in {*zip(sizes, sizes[1:], strict=False)}
            ), message=
            "Two layers with the same sizes were counted as one, as a set or a dictionary keeps "
            "equal pairs once. Each has its own weights."),
        Mistake("sizes added", hint=2, code=
            lambda sizes, bias=True: sum(sizes[:-1]) + (1 + bias) * sum(sizes[1:]), message=
            "The numbers of two neighbours were added. Each unit above has a weight for each "
            "value below: that is a product."),
        Mistake("sum of sizes", lambda sizes, bias=True: sum(sizes), message=
            "The units were counted, not the numbers that they hold. Each unit has one weight for "
            "every value that comes in."),
        Mistake("a list for each layer", lambda sizes, bias=True: (
            [(n + bias) * m for n, m in zip(sizes, sizes[1:], strict=False)]
        ), hint=3, message=
            "These are the counts of the single layers. Add them up to one number."),
    ),
    hints=(
        "How many numbers does *one* unit of a layer hold, if three values come in? Which of the "
        "sizes belong to units that compute something?",
        "Go through neighbours: `sizes[k]` values come in, `sizes[k + 1]` units stand there. "
        "`zip(sizes, sizes[1:])` gives such pairs.",
        "For a pair n, m there are `n * m` weights and, if asked for, m biases. Start from 0 and "
        "add each layer's share.",
    ),
    alternatives=(
        lambda sizes, bias=True: sum(
            sizes[k] * sizes[k + 1] + (sizes[k + 1] if bias else 0) for k in range(len(sizes) - 1)
        ),
        lambda sizes, bias=True: np.dot(np.array(sizes[:-1]) + int(bias), sizes[1:]),
    ),
)  # fmt: skip
