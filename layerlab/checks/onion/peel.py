"""The input and everything that the layers make of it, from the outside in."""

import functools

from layerlab.checking import Exercise, Formula, Mistake, case, worked

from . import shared

_ADD_ONE = Formula("lambda x: x + 1")
_DOUBLE = Formula("lambda x: 2 * x")
_SQUARE = Formula("lambda x: x ** 2")
_BEND = Formula("lambda x: np.maximum(x, 0)")
_HALVE = Formula("lambda x: x / 2 - 3")
_PAIRS = Formula("lambda x: x.reshape(-1, 2).max(axis=1)")
_TURN = Formula("lambda x: x @ np.array([[0.0, 1.0], [-1.0, 0.0]])")
_DENSE = Formula("lambda x: x @ np.array([[1.0, 2.0, 0.5], [-1.0, 0.0, 3.0]])")


def _cases(rng):
    yield worked(x=3.0, layers=[_ADD_ONE, _DOUBLE])
    yield worked(x=[1.0, -2.0], layers=[_DOUBLE, _BEND])
    yield case(x=[1.0, 2.0], layers=[])  # none: only the input
    yield case(x=[1.0, 4.0], layers=[_SQUARE])  # one layer
    yield case(x=[1.0, -2.0, 3.0, 5.0], layers=[_BEND, _ADD_ONE, _SQUARE])
    yield case(x=[2.0, -1.0, 0.5, 4.0], layers=[_ADD_ONE, _PAIRS, _HALVE])
    yield case(x=rng.normal(size=4), layers=[_HALVE, _SQUARE, _PAIRS, _DOUBLE])
    yield case(x=rng.normal(size=(3, 2)), layers=[_TURN, _BEND, _DENSE])
    yield case(x=2.0, layers=[_SQUARE, _ADD_ONE, _HALVE])
    yield case(x=[1.0, 4.0, 2.0], layers=[_DOUBLE, _ADD_ONE, _HALVE, _SQUARE])
    yield case(x=rng.normal(size=3), layers=[_ADD_ONE, _SQUARE])
    yield case(
        x=2.0, layers=[_DOUBLE, _DOUBLE, _ADD_ONE, _DOUBLE]
    )  # one layer, three times


def _same_array(x, layers):
    stages = shared.peel(x, layers)
    return [stages[-1]] * len(stages)


def _each_alone(x, layers):
    return [x, *(layer(x) for layer in layers)]


def _peel_stops(x, layers):
    stages = [x]
    for layer in layers:
        stages.append(layer(stages[-1]))
        return stages
    return stages


def _extended(x, layers):
    stages = [x]
    for layer in layers:
        stages += layer(stages[-1])
    return stages


def _first_for_granted(x, layers):
    return [x, *shared.peel(layers[0](x), layers[1:])]


def _written_into_x(x, layers):
    stages = [x]
    for layer in layers:
        x[...] = layer(x)
        stages.append(x)
    return stages


def _noted_before(x, layers):
    """Each stage is noted before its layer is called, behind the x of the start."""
    stages = [x]
    for layer in layers:
        stages.append(x)
        x = layer(x)
    return stages


def _each_layer_once(x, layers):
    """A dictionary from layers to results: a layer that comes again has one entry."""
    made, last = {}, x
    for layer in layers:
        made[layer] = last = layer(last)
    return [x, *made.values()]


def _peel_by_reduce(x, layers):
    """A fold that carries the whole list."""
    return functools.reduce(lambda s, layer: [*s, layer(s[-1])], layers, [x])


def _peel_from_the_start(x, layers):
    """Each stage is computed afresh from the input; a tuple instead of a list."""
    return tuple(
        functools.reduce(lambda v, layer: layer(v), layers[:depth], x)
        for depth in range(len(layers) + 1)
    )


peel = Exercise(
    number="2.1", name="peel", difficulty=1, minutes=8, points=2,
    reference=shared.peel, cases=_cases,
    mistakes=(
        Mistake("input missing", lambda x, layers: shared.peel(x, layers)[1:], message=
            "The input is missing: the list begins with what the first layer made. The skin of the "
            "onion counts too, so start the list with x."),
        Mistake("output missing", hint=3, code=
            lambda x, layers: shared.peel(x, layers)[: max(1, len(layers))], message=
            "What the last layer made is missing. Is each result put in the list after its layer "
            "was called, and not before?"),
        Mistake("all entries the same array", _same_array, hint=2, message=
            "All entries are the same: the list holds one array several times, and that array was "
            "overwritten layer by layer. Let each layer make a new one."),
        Mistake("only the output", lambda x, layers: shared.peel(x, layers)[-1], message=
            "Only what the last layer made came back. This exercise asks for a list with "
            "everything on the way, too."),
        Mistake("every layer gets x", _each_alone, hint=2, message=
            "Every layer was given x itself. Each layer must get what the layer before it made, "
            "which is the last entry of your list."),
        Mistake("from the inside out", lambda x, layers: shared.peel(x, layers)[::-1], message=
            "The list runs from the inside out. The input comes first, the last layer's result at "
            "the end."),
        Mistake("layers reversed", lambda x, layers: shared.peel(x, layers[::-1]), message=
            "The layers were applied from the last to the first. The first in the list is the "
            "outermost: it gets x."),
        Mistake("return inside the loop", _peel_stops, hint=3, message=
            "The list ends after the first layer. A `return` inside the loop ends it after one "
            "turn."),
        Mistake("input returned", lambda x, layers: [x] * (len(layers) + 1), hint=2, message=
            "Every entry is x. The results of the layers were forgotten: `layer(x)` alone changes "
            "nothing."),
        Mistake("the input twice, the output missing", _noted_before, hint=3, message=
            "The input stands there twice, and what the last layer made is missing. Put a result "
            "in the list after its layer was called, not before."),
        Mistake("a layer that comes again is kept once", _each_layer_once, hint=3, message=
            "Where one layer stands in the list several times, only its last result is there. Keep "
            "results by their place, in a list, not by the layer that made them."),
        Mistake("the first layer taken for granted", _first_for_granted, hint=3, message=
            "`layers[0]` does not exist where there is no layer. Begin the list with x itself, and "
            "let the loop take all of them."),
        Mistake("written into x", _written_into_x, hint=2, message=
            "`x[…] = …` writes into x itself: a number has no places to write to, and an array "
            "belongs to the caller. Let each layer's result be a new one."),
        Mistake("list extended", _extended, hint=3, message=
            "`+=` on a list adds the entries of what stands on its right, one by one; a single "
            "number has none. `append` puts a whole result in as one entry."),
        Mistake("the last layer twice", hint=3, code=
            lambda x, layers: [*shared.peel(x, layers), shared.peel(x, layers)[-1]], message=
            "The last result stands there twice. Put each result in the list once; after the loop "
            "nothing is missing."),
    ),
    hints=(
        "Take `x = 3` and the layers *add 1* and *double* on paper. Write down every number that "
        "you see on the way, the first and the last included. How many are they?",
        "Keep a list that begins with x. Which entry of it does the next layer need? Python writes "
        "the last entry of a list as `[-1]`.",
        "Three steps: make the list with x in it; in a loop over the layers, append what the layer "
        "makes of the last entry; after the loop, give the list back.",
    ),
    alternatives=(_peel_by_reduce, _peel_from_the_start),
)  # fmt: skip
