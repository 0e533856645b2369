"""Unit 01, cake: layers in a row, and what the baker chooses. In the order of the exercises."""

import functools

import numpy as np

from layerlab.checking import Exercise, Formula, Mistake, case, worked

_ADD_ONE = Formula("lambda x: x + 1")
_DOUBLE = Formula("lambda x: 2 * x")
_SQUARE = Formula("lambda x: x ** 2")
_BEND = Formula("lambda x: np.maximum(x, 0)")
_HALVE = Formula("lambda x: x / 2 - 3")
_FIRST_TWO = Formula("lambda x: x[:2]")
_TURN = Formula("lambda x: x @ np.array([[0.0, 1.0], [-1.0, 0.0]])")
_DENSE = Formula("lambda x: x @ np.array([[1.0, 2.0, 0.5], [-1.0, 0.0, 3.0]])")


def _bake(x, layers):
    for layer in layers:
        x = layer(x)
    return x


def _bake_cases(rng):
    yield worked(x=3.0, layers=[_ADD_ONE, _DOUBLE])
    yield worked(x=3.0, layers=[_DOUBLE, _ADD_ONE])
    yield case(x=2.0, layers=[_SQUARE, _ADD_ONE, _HALVE])
    yield case(x=[1.0, -2.0, 3.0], layers=[_BEND, _DOUBLE])
    yield case(x=rng.normal(size=4), layers=[_HALVE, _SQUARE, _ADD_ONE])
    yield case(x=rng.normal(size=(3, 2)), layers=[_TURN, _BEND, _DENSE])
    yield case(x=[0.5, 4.0, -1.0], layers=[_DOUBLE, _FIRST_TWO])
    yield case(x=rng.normal(size=2), layers=[_TURN] * 5)
    yield case(x=[1.0, 2.0], layers=[_SQUARE])  # one tier
    yield case(x=[1.0, 2.0], layers=[])  # no tier: the input itself


def _all_results(x, layers):
    results = []
    for layer in layers:
        x = layer(x)
        results.append(x)
    return results


def _in_place(x, layers):
    for layer in layers:
        x[...] = layer(x)
    return x


def _each_alone(x, layers):
    for layer in layers:
        out = layer(x)
    return out


def _return_in_loop(x, layers):
    for layer in layers:
        x = layer(x)
        return x
    return x


def _return_nowhere_else(x, layers):
    for layer in layers:
        return layer(x)


bake = Exercise(
    number="1.1",
    name="bake",
    difficulty=1,
    minutes=8,
    points=2,
    reference=_bake,
    cases=_bake_cases,
    mistakes=(
        Mistake(
            "reversed",
            lambda x, layers: _bake(x, layers[::-1]),
            "The layers were applied from the last to the first. The first in the list is "
            "the bottom tier: it gets x.",
            hint=1,
        ),
        Mistake(
            "only the last applied",
            _each_alone,
            "Only the last layer counts: every layer got the same x. Each tier must get what "
            "the tier below it made.",
            hint=1,
        ),
        Mistake(
            "only the first applied",
            _return_in_loop,
            "Only the first layer was applied. A `return` inside the loop ends it after one "
            "turn.",
            hint=3,
        ),
        Mistake(
            "only return in the loop",
            _return_nowhere_else,
            "The only `return` stands inside the loop and ends it after one turn, so just the "
            "first layer was applied. It belongs behind the loop, without indentation.",
            hint=3,
        ),
        Mistake(
            "a list of each alone",
            lambda x, layers: [layer(x) for layer in layers],
            "Every layer got x itself, and a list of the results came back. Each tier must get "
            "what the tier below it made, and only the last result is asked for.",
            hint=1,
        ),
        Mistake(
            "a list returned",
            _all_results,
            "A list of every tier's result came back. Only what the last tier made is asked "
            "for.",
            hint=3,
        ),
        Mistake(
            "wrapped in a list",
            lambda x, layers: [_bake(x, layers)],
            "The result came back inside a list. Give back the result itself.",
            hint=3,
        ),
        Mistake(
            "results added up",
            lambda x, layers: sum((layer(x) for layer in layers), 0 * x),
            "Every layer got x itself, and the results were added. In a stack each layer gets "
            "the result of the one below.",
            hint=1,
        ),
        Mistake(
            "input returned",
            lambda x, layers: x,
            "x came back as it was. Either no layer was called, or what it gave back was "
            "forgotten: `layer(x)` alone changes nothing.",
            hint=2,
        ),
        Mistake(
            "input changed",
            _in_place,
            "The array that was handed in has other numbers now. Let the name x point to the "
            "new result instead of writing into the old array.",
            hint=2,
        ),
        Mistake(
            "one layer dropped",
            lambda x, layers: _bake(x, layers[:-1]),
            "The last layer was left out. `range(len(layers) - 1)` stops one too early.",
            hint=2,
        ),
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
        lambda x, layers: functools.reduce(
            lambda value, layer: layer(value), layers, x
        ),
        lambda x, layers: layers[-1](_bake(x, layers[:-1])) if layers else x,
    ),
)


def _count(sizes, bias=True):
    return sum((n + bias) * m for n, m in zip(sizes, sizes[1:], strict=False))


def _count_cases(rng):
    yield worked(sizes=(2, 3, 1), bias=True)
    yield worked(sizes=(2, 3, 1), bias=False)
    yield case(sizes=(64, 48, 24, 10), bias=True)
    yield case(sizes=(5, 4), bias=True)
    yield case(sizes=(5, 4), bias=False)
    for length in (2, 3, 4, 6):
        sizes = tuple(int(n) for n in rng.integers(1, 20, size=length))
        yield case(sizes=sizes, bias=True)
        yield case(sizes=sizes, bias=False)
    yield case(sizes=(1, 1), bias=True)
    yield case(sizes=(7,), bias=True)  # an input and no layer


def _weights(sizes):
    return _count(sizes, False)


count_parameters = Exercise(
    number="1.2",
    name="count_parameters",
    difficulty=1,
    minutes=10,
    points=2,
    reference=_count,
    cases=_count_cases,
    mistakes=(
        Mistake(
            "biases forgotten",
            lambda sizes, bias=True: _weights(sizes),
            "Only the weights are counted. With `bias=True` each unit has one number more, "
            "its bias.",
            hint=1,
        ),
        Mistake(
            "biases for the input too",
            lambda sizes, bias=True: _weights(sizes) + bias * sum(sizes),
            "The inputs were given biases too. The first size is what comes in: nothing is "
            "computed there, so nothing is added there.",
            hint=1,
        ),
        Mistake(
            "one bias a layer",
            lambda sizes, bias=True: _weights(sizes) + bias * (len(sizes) - 1),
            "One bias for each layer was counted. Every unit has its own.",
            hint=1,
        ),
        Mistake(
            "no bias at the output",
            lambda sizes, bias=True: _weights(sizes) + bias * sum(sizes[1:-1]),
            "The units of the last layer have biases too.",
            hint=1,
        ),
        Mistake(
            "product of all sizes",
            lambda sizes, bias=True: int(np.prod(sizes)) + bias * sum(sizes[1:]),
            "All sizes were multiplied together. A weight joins a unit with one of the layer "
            "below: multiply neighbours, then add up the layers.",
            hint=2,
        ),
        Mistake(
            "bare product",
            lambda sizes, bias=True: int(np.prod(sizes)),
            "All sizes were multiplied together. A weight joins a unit with one of the layer "
            "below: multiply neighbours, then add up the layers.",
            hint=2,
        ),
        Mistake(
            "bias=False ignored",
            lambda sizes, bias=True: _count(sizes, True),
            "With `bias=False` the biases were counted all the same. Let the argument decide.",
            hint=3,
        ),
        Mistake(
            "last layer left out",
            lambda sizes, bias=True: _count(sizes[:-1], bias),
            "The last layer is missing. Between k sizes lie k - 1 layers.",
            hint=2,
        ),
        Mistake(
            "sum of sizes",
            lambda sizes, bias=True: sum(sizes),
            "The units were counted, not the numbers that they hold. Each unit has one weight "
            "for every value that comes in.",
            hint=1,
        ),
        Mistake(
            "a list for each layer",
            lambda sizes, bias=True: [
                (n + bias) * m for n, m in zip(sizes, sizes[1:], strict=False)
            ],
            "These are the counts of the single layers. Add them up to one number.",
            hint=3,
        ),
    ),
    hints=(
        "How many numbers does *one* unit of a layer hold, if three values come in? Which of "
        "the sizes belong to units that compute something?",
        "Go through neighbours: `sizes[k]` values come in, `sizes[k + 1]` units stand there. "
        "`zip(sizes, sizes[1:])` gives such pairs.",
        "For a pair n, m there are `n * m` weights and, if asked for, m biases. Start from 0 "
        "and add each layer's share.",
    ),
    alternatives=(
        lambda sizes, bias=True: sum(
            sizes[k] * sizes[k + 1] + (sizes[k + 1] if bias else 0)
            for k in range(len(sizes) - 1)
        ),
        lambda sizes, bias=True: np.dot(np.array(sizes[:-1]) + int(bias), sizes[1:]),
    ),
)


def _collapse(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W2 + b2


def _collapse_cases(rng):
    yield worked(
        W1=[[1.0, 2.0], [0.0, 1.0]],
        b1=[1.0, 0.0],
        W2=[[1.0, 0.0], [1.0, 3.0]],
        b2=[0.0, -1.0],
    )
    yield worked(W1=[[2.0]], b1=[1.0], W2=[[3.0]], b2=[-1.0])
    for n, h, m in [(2, 2, 2), (2, 3, 1), (3, 4, 2), (1, 5, 3), (4, 2, 4), (3, 3, 3)]:
        yield case(
            W1=rng.normal(size=(n, h)),
            b1=rng.normal(size=h),
            W2=rng.normal(size=(h, m)),
            b2=rng.normal(size=m),
        )


collapse = Exercise(
    number="1.3",
    name="collapse",
    difficulty=2,
    minutes=12,
    points=2,
    reference=_collapse,
    cases=_collapse_cases,
    returns=("W", "b"),
    mistakes=(
        Mistake(
            "W2 @ W1",
            lambda W1, b1, W2, b2: (W2 @ W1, b1 @ W2 + b2),
            "The weights are multiplied in the wrong order. x stands on the left, so it meets "
            "W1 first: x @ W1 @ W2.",
            hint=2,
        ),
        Mistake(
            "everything the other way round",
            lambda W1, b1, W2, b2: (W2 @ W1, W2 @ b1 + b2),
            "This would be right for layers written W @ x + b, with x on the right. Here x "
            "stands on the left: x @ W + b.",
            hint=2,
        ),
        Mistake(
            "W2 @ b1",
            lambda W1, b1, W2, b2: (W1 @ W2, W2 @ b1 + b2),
            "The weights are right; the first bias met W2 from the wrong side. A bias is a row "
            "like x, so it stands on the left: b1 @ W2.",
            hint=2,
        ),
        Mistake(
            "b1 not passed through W2",
            lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2),
            "The two biases were added as they are. The second layer multiplies everything "
            "that the first one gives, its bias too.",
            hint=1,
        ),
        Mistake(
            "first bias lost",
            lambda W1, b1, W2, b2: (W1 @ W2, b2),
            "The first layer's bias is gone. It reaches the output too, changed by W2.",
            hint=1,
        ),
        Mistake(
            "second bias lost",
            lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W2),
            "The second layer's bias is missing. It is added at the very end.",
            hint=2,
        ),
        Mistake(
            "b1 through W1",
            lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W1 + b2),
            "The first bias went through W1. It is added after W1, and the next thing that it "
            "meets is W2.",
            hint=1,
        ),
        Mistake(
            "both through W2",
            lambda W1, b1, W2, b2: (W1 @ W2, (b1 + b2) @ W2),
            "Both biases went through W2. The second one is added after W2, so it stays as it "
            "is.",
            hint=1,
        ),
        Mistake(
            "number by number",
            lambda W1, b1, W2, b2: (W1 * W2, b1 * b2),
            "`*` multiplies entry by entry. Two layers in a row are a matrix product: `@`.",
            hint=2,
        ),
        Mistake(
            "number by number, the bias through W2",
            lambda W1, b1, W2, b2: (W1 * W2, b1 * W2 + b2),
            "`*` multiplies entry by entry, for the weights and for the bias. What goes through "
            "a layer is multiplied by its matrix: `@`.",
            hint=2,
        ),
        Mistake(
            "sum of the weights",
            lambda W1, b1, W2, b2: (W1 + W2, b1 + b2),
            "The layers were added. One works on what the other gives, and that is a product.",
            hint=2,
        ),
        Mistake(
            "only W returned",
            lambda W1, b1, W2, b2: W1 @ W2,
            "Only the weights came back. The single layer needs its bias too: (W, b).",
            hint=3,
        ),
    ),
    hints=(
        "Take one number instead of matrices: first times 2 plus 1, then times 3 minus 1. What "
        "is that in one step? What became of the 1?",
        "Write the second layer around the first: (x @ W1 + b1) @ W2 + b2. Now multiply out; "
        "what stands behind x is W, and the rest is b.",
        "W is a product of the two matrices, in the order in which x meets them. b has two "
        "parts: one bias went through W2, the other did not.",
    ),
    alternatives=(
        lambda W1, b1, W2, b2: (
            np.einsum("ij,jk->ik", W1, W2),
            np.einsum("j,jk->k", b1, W2) + b2,
        ),
        lambda W1, b1, W2, b2: (
            (np.eye(len(W1)) @ W1) @ W2,
            (np.zeros(len(W1)) @ W1 + b1) @ W2 + b2,
        ),
    ),
)

_PARAMETERS = ("weights", "biases", "weights of tier 3", "bias of the output")
_HYPERPARAMETERS = (
    *("number of tiers", "units in a tier", "activation", "learning rate"),
    *("batch size", "number of steps", "seed", "weight decay"),
)


def _sorted_by(parameters):
    """A recipe sorter that takes exactly these names for parameters."""

    def code(names):
        return {
            "parameters": [n for n in names if n in parameters],
            "hyperparameters": [n for n in names if n not in parameters],
        }

    return code


def _recipe_cases(rng):
    yield worked(names=["weights", "learning rate", "biases"])
    yield worked(names=["seed", "number of tiers"])
    yield case(names=[*_HYPERPARAMETERS, *_PARAMETERS])
    for size in (2, 4, 6, 9):
        drawn = rng.permutation([*_PARAMETERS, *_HYPERPARAMETERS])[:size]
        yield case(names=[str(n) for n in drawn])
    yield case(names=["weights", "biases"])
    yield case(names=["weight decay", "bias of the output"])
    yield case(names=[])


def _exchanged(names):
    right = _sorted_by(_PARAMETERS)(names)
    return dict(zip(right, reversed(right.values()), strict=True))


def _alphabetical(names):
    return {key: sorted(found) for key, found in _sorted_by(_PARAMETERS)(names).items()}


def _counted(names):
    return {key: len(found) for key, found in _sorted_by(_PARAMETERS)(names).items()}


sort_recipe = Exercise(
    number="1.4",
    name="sort_recipe",
    difficulty=1,
    minutes=8,
    points=2,
    reference=_sorted_by(_PARAMETERS),
    cases=_recipe_cases,
    mistakes=(
        Mistake(
            "learning rate as a parameter",
            _sorted_by((*_PARAMETERS, "learning rate")),
            "The learning rate stands among the parameters. It says how far each step of the "
            "baking goes, and nothing in the oven changes it: you set it.",
            hint=1,
        ),
        Mistake(
            "weights as hyperparameters",
            _sorted_by(("biases", "bias of the output")),
            "The weights stand among the hyperparameters. You choose how many there are; "
            "their values are found by baking.",
            hint=1,
        ),
        Mistake(
            "biases as hyperparameters",
            _sorted_by(("weights", "weights of tier 3")),
            "The biases stand among the hyperparameters. Each unit's bias is found by baking, "
            "as its weights are.",
            hint=1,
        ),
        Mistake(
            "everything with the word weight",
            _sorted_by((*_PARAMETERS, "weight decay")),
            "Weight decay stands among the parameters. It has a weight in its name, but it is "
            "one number that you set before the baking.",
            hint=2,
        ),
        Mistake(
            "only the plain names",
            _sorted_by(("weights", "biases")),
            "The weights or the bias of one particular tier are parameters too.",
            hint=2,
        ),
        Mistake(
            "seed as a parameter",
            _sorted_by((*_PARAMETERS, "seed")),
            "The seed stands among the parameters. It decides the first weights, but it is "
            "chosen before the baking and stays.",
            hint=1,
        ),
        Mistake(
            "shape as a parameter",
            _sorted_by((*_PARAMETERS, "number of tiers", "units in a tier")),
            "The shape of the cake stands among the parameters. How many tiers and units there "
            "are is decided before anything is baked.",
            hint=1,
        ),
        Mistake(
            "exchanged",
            _exchanged,
            "The two lists are exchanged. Parameters are what baking finds; hyperparameters "
            "are what the baker chooses.",
            hint=1,
        ),
        Mistake(
            "alphabetical",
            _alphabetical,
            "The names are sorted by the alphabet. Keep them in the order in which they were "
            "asked.",
            hint=3,
        ),
        Mistake(
            "counted",
            _counted,
            "These are numbers of names. Each entry should be the list of the names "
            "themselves.",
            hint=3,
        ),
    ),
    hints=(
        "Ask of each name: does this number change while the cake is in the oven? Or did "
        "somebody set it before the door closed?",
        "There are few parameters: weights and biases, of whatever tier. A name that only "
        "contains one of these words may still be a choice: read it to its end.",
        "Two empty lists, one loop over `names`, one question with `in`: is it among the names "
        "that you know for parameters? Append to one list or the other.",
    ),
    alternatives=(
        lambda names: {
            "parameters": [n for n in names if n.split()[0] in _STARTS],
            "hyperparameters": [n for n in names if n.split()[0] not in _STARTS],
        },
        lambda names: {
            "hyperparameters": tuple(n for n in names if n in _HYPERPARAMETERS),
            "parameters": tuple(n for n in names if n not in _HYPERPARAMETERS),
        },
    ),
)

_STARTS = ("weights", "biases", "bias")
