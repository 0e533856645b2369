"""An input goes through a list of layers, the bottom one first."""

import functools

from layerlab.checking import Exercise, Formula, Mistake, case, worked


def _bake(x, layers):
    for layer in layers:
        x = layer(x)
    return x


_ADD_ONE = Formula("lambda x: x + 1")
_DOUBLE = Formula("lambda x: 2 * x")
_SQUARE = Formula("lambda x: x ** 2")
_BEND = Formula("lambda x: np.maximum(x, 0)")
_HALVE = Formula("lambda x: x / 2 - 3")
_FIRST_TWO = Formula("lambda x: x[:2]")
_TURN = Formula("lambda x: x @ np.array([[0.0, 1.0], [-1.0, 0.0]])")
_DENSE = Formula("lambda x: x @ np.array([[1.0, 2.0, 0.5], [-1.0, 0.0, 3.0]])")


def _cases(rng):
    yield worked(x=3.0, layers=[_ADD_ONE, _DOUBLE])
    yield worked(x=3.0, layers=[_DOUBLE, _ADD_ONE])
    yield case(x=[1.0, 2.0], layers=[])  # no tier: the input itself
    yield case(x=[1.0, 2.0], layers=[_SQUARE])  # one tier
    yield case(x=2.0, layers=[_SQUARE, _ADD_ONE, _HALVE])
    yield case(x=[1.0, -2.0, 3.0], layers=[_BEND, _DOUBLE])
    yield case(x=rng.normal(size=4), layers=[_HALVE, _SQUARE, _ADD_ONE])
    yield case(x=rng.normal(size=(3, 2)), layers=[_TURN, _BEND, _DENSE])
    yield case(x=[0.5, 4.0, -1.0], layers=[_DOUBLE, _FIRST_TWO])
    yield case(x=rng.normal(size=2), layers=[_TURN] * 5)
    yield case(x=[[1.0, -2.0]], layers=[_ADD_ONE, _SQUARE, _DENSE])


def _all_results(x, layers):
    results = []
    for layer in layers:
        x = layer(x)
        results.append(x)
    return results


def _popped(place):
    """The layers are taken out of the caller's own list, from this end."""

    def attempt(x, layers):
        while layers:
            x = layers.pop(place)(x)
        return x

    return attempt


def _first_for_granted(x, layers):
    x = layers[0](x)
    return _bake(x, layers[1:])


def _first_twice(x, layers):
    return _bake(layers[0](x) if layers else x, layers)


def _in_place(x, layers):
    for layer in layers:
        x[...] = layer(x)
    return x


def _each_alone(x, layers):
    out = x
    for layer in layers:
        out = layer(x)
    return out


def _return_in_loop(x, layers):
    for layer in layers:
        x = layer(x)
        return x
    return x


bake = Exercise(
    number="1.1", name="bake", difficulty=1, minutes=8, points=2,
    reference=_bake, cases=_cases,
    mistakes=(
        Mistake("reversed", lambda x, layers: _bake(x, layers[::-1]), message=
            "The layers were applied from the last to the first. The first in the list is the "
            "bottom tier: it gets x."),
        Mistake("only the last applied", _each_alone, message=
            "Only the last layer counts: every layer got the same x. Each tier must get what the "
            "tier below it made."),
        Mistake("only the first applied", _return_in_loop, hint=3, message=
            "Only the first layer was applied. A `return` inside the loop ends it after one turn; "
            "behind the loop, without indentation, every layer has had its own."),
        Mistake("a list of each alone", lambda x, layers: [layer(x) for layer in layers], message=
            "Every layer got x itself, and a list of the results came back. Each tier must get "
            "what the tier below it made, and only the last result is asked for."),
        Mistake("a list returned", _all_results, hint=3, message=
            "A list of every tier's result came back. Only what the last tier made is asked for."),
        Mistake("wrapped in a list", lambda x, layers: [_bake(x, layers)], hint=3, message=
            "The result came back inside a list. Give back the result itself."),
        Mistake("layers taken out from below", _popped(0), message=
            "`pop` takes each layer out of the caller's own list, which is empty after the call. "
            "A `for` loop visits the layers and leaves them where they are."),
        Mistake("layers taken out from above", _popped(-1), message=
            "Two things. `pop()` takes the last layer of the list, and the bottom one, the first, "
            "must get x. And it empties the caller's own list: visit the layers with `for`."),
        Mistake("the first layer twice", _first_twice, hint=3, message=
            "The first layer was applied twice: once before the loop, and once more in it. Let "
            "the loop begin with x itself."),
        Mistake("the first layer taken for granted", _first_for_granted, hint=3, message=
            "`layers[0]` does not exist where there is no layer. Begin with x itself, and let the "
            "loop take all of them."),
        Mistake("results added up", code=
            lambda x, layers: sum((layer(x) for layer in layers), 0 * x), message=
            "Every layer got x itself, and the results were added. In a stack each layer gets the "
            "result of the one below."),
        Mistake("input returned", lambda x, layers: x, hint=2, message=
            "x came back as it was. Either no layer was called, or what it gave back was "
            "forgotten: `layer(x)` alone changes nothing."),
        Mistake("input changed", _in_place, hint=2, message=
            "The array that was handed in has other numbers now. Let the name x point to the new "
            "result instead of writing into the old array."),
        Mistake("one layer dropped", lambda x, layers: _bake(x, layers[:-1]), hint=2, message=
            "The last layer was left out. `range(len(layers) - 1)` stops one too early."),
        Mistake("the first layer dropped", lambda x, layers: _bake(x, layers[1:]), hint=2, message=
            "The first layer was left out. It is the one that gets x: begin with `layers[0]`."),
    ),
    hints=(
        "Take `x = 3` and the two layers *add 1* and *double* on paper. Which number does the "
        "second layer receive? And what should come out when there is no layer at all?",
        "A loop over the list visits the layers in order. Calling one, `layer(x)`, gives a new "
        "result; the next turn of the loop must find it.",
        "Inside the loop stands one line, `x = …`: the layer, called with the x of the turn "
        "before. The `return` stands below the loop, not in it.",
    ),
    alternatives=(
        lambda x, layers: functools.reduce(lambda value, layer: layer(value), layers, x),
        lambda x, layers: layers[-1](_bake(x, layers[:-1])) if layers else x,
    ),
)  # fmt: skip
