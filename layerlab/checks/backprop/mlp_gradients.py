"""Blame goes back through a whole stack, layer by layer."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked

from . import shared


def _forward(X, params):
    """The inputs of all layers, and the logits."""
    inputs = [X]
    for W, b in params[:-1]:
        inputs.append(np.maximum(inputs[-1] @ W + b, 0))
    W, b = params[-1]
    return inputs, inputs[-1] @ W + b


def _gradients(
    X, y, params, *, start=shared.loss_backward, mask=None, back=None, sums=None
):
    """The gradients, with parts that a mistake replaces; `mask(inputs, i)` gives a mask."""
    inputs, logits = _forward(X, params)
    dout, gradients = start(logits, y), []
    for i in reversed(range(len(params))):
        db = dout.sum(axis=0) if sums is None else sums(dout)
        gradients.insert(0, (inputs[i].T @ dout, db))
        dout = (
            dout @ params[i][0].T
            if back is None
            else back(dout, params[i][0], inputs[i])
        )
        if i:
            dout = dout * ((inputs[i] > 0) if mask is None else mask(inputs, i))
    return gradients


def _bent_at_the_end(X, y, params):
    def start(logits, y):
        return shared.loss_backward(np.maximum(logits, 0), y) * (logits > 0)

    return _gradients(X, y, params, start=start)


def _mlp_gradients(X, y, params):
    return _gradients(X, y, params)


def _layers(rng, *sizes):
    pairs = zip(sizes[:-1], sizes[1:], strict=True)
    return [(rng.normal(size=(d, k)), rng.normal(size=k)) for d, k in pairs]


def _cases(rng):
    hand = [
        (np.array([[1.0, -1.0], [-1.0, 1.0]]), np.array([-0.5, -0.5])),
        (np.array([[-4.0, 4.0], [-4.0, 4.0]]), np.array([1.0, -1.0])),
    ]
    corners = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    yield worked(X=corners, y=[0, 1, 1, 0], params=hand)
    yield worked(X=[[1.0, 2.0]], y=[1], params=_layers(rng, 2, 2))  # one layer
    for n, sizes in [
        (4, (2, 3, 2)),
        (5, (3, 4, 4, 3)),
        (6, (2, 2, 2, 2)),
        (3, (3, 3, 3, 3, 2)),
    ]:
        y = rng.integers(0, sizes[-1], size=n)
        yield case(X=rng.normal(size=(n, sizes[0])), y=y, params=_layers(rng, *sizes))


def _overwrites(X, y, params):
    inputs, logits = _forward(X, params)
    dout, gradients = shared.loss_backward(logits, y), []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ dout, dout.sum(axis=0)
        W -= 0.1 * dW
        b -= 0.1 * db
        gradients.insert(0, (dW, db))
        dout = (dout @ W.T) * (inputs[i] > 0 if i else 1)
    return gradients


def _updated_copies(X, y, params):
    return _gradients(X, y, params, back=lambda dout, W, x: dout @ (W - x.T @ dout).T)


def _mask_below(inputs, i):
    below = inputs[i - 1] > 0
    return below if below.shape == inputs[i].shape else inputs[i] > 0


def _never_bent(X, y, params):
    """The masks are there on the way back, and no ReLU on the way forward."""
    inputs = [X]
    for W, b in params:
        inputs.append(inputs[-1] @ W + b)
    dout, gradients = shared.loss_backward(inputs[-1], y), []
    for i in reversed(range(len(params))):
        gradients.insert(0, (inputs[i].T @ dout, dout.sum(axis=0)))
        dout = dout @ params[i][0].T * (inputs[i] > 0 if i else 1)
    return gradients


def _unmasked_sum(X, y, params):
    return _gradients(
        X, y, params, mask=lambda inputs, i: 1,
        start=lambda z, y: shared.loss_backward(z, y) * len(y),
    )  # fmt: skip


def _named(X, y, params):
    pairs = enumerate(_gradients(X, y, params))
    return {
        name: g for i, p in pairs for name, g in zip((f"W{i}", f"b{i}"), p, strict=True)
    }


def _recursive(X, params, start):
    """The blame of X and the gradients, each layer asking the rest of the stack."""
    (W, b), rest = params[0], params[1:]
    Z = X @ W + b
    if rest:
        dH, above = _recursive(np.maximum(Z, 0), rest, start)
        dZ = np.where(Z > 0, dH, 0)
    else:
        dZ, above = start(Z), []
    return dZ @ W.T, [(X.T @ dZ, dZ.sum(0)), *above]


def _with_ones(X, y, params):
    """Bias and weights as one matrix, the bias as the weight of an input of 1."""
    one, tables = np.ones((len(X), 1)), [np.vstack([W, b]) for W, b in params]
    stack = [np.hstack([X, one])]
    for T in tables[:-1]:
        stack.append(np.hstack([np.maximum(stack[-1] @ T, 0), one]))
    d, found = shared.loss_backward(stack[-1] @ tables[-1], y), []
    for A, T in zip(stack[::-1], tables[::-1], strict=True):
        G = A.T @ d
        found.append([G[:-1], G[-1]])
        d = (d @ T.T * (A > 0))[:, :-1]
    return tuple(found[::-1])


mlp_gradients = Exercise(
    number="7.4", name="mlp_gradients", difficulty=3, minutes=20, points=4,
    reference=_mlp_gradients, cases=_cases, rows=("X", "y"),
    mistakes=(
        Mistake("layers in the wrong order", hint=3, code=
            lambda X, y, params: _gradients(X, y, params)[::-1], message=
            "The gradients come last layer first, in the order in which they were found. Give them "
            "back in the order of params."),
        Mistake("parameters overwritten before use", _overwrites, hint=3, message=
            "The weights were moved while the blame was still on its way: the layers below see a W "
            "that is not the one of the forward pass, and the caller's params have changed. First "
            "all gradients, then the step, elsewhere."),
        Mistake("the moved weights used", _updated_copies, hint=3, message=
            "The blame goes back through weights that have already been moved. Use the W of the "
            "forward pass."),
        Mistake("ReLU forgotten on the way back", hint=2, code=
            lambda X, y, params: _gradients(X, y, params, mask=lambda inputs, i: 1), message=
            "The blame passes every hidden unit. Where a unit was silent going forward, it stops: "
            "the ReLU's mask is missing."),
        Mistake("the last layer bent, too", _bent_at_the_end, hint=2, message=
            "The logits went through the ReLU as well. It stands between the layers only."),
        Mistake("mask of another layer", lambda X, y, params: (
            _gradients(X, y, params, mask=lambda inputs, i: _mask_below(inputs, i))
        ), hint=2, message=
            "The ReLU mask is taken from the layer below. Each layer's blame meets the mask of its "
            "own output."),
        Mistake("mask of the blame", lambda X, y, params: (
            _gradients(X, y, params, back=lambda dout, W, x: np.maximum(dout @ W.T, 0))
        ), hint=2, message=
            "Negative blame is thrown away between the layers. What counts is whether the unit was "
            "positive going forward."),
        Mistake("the blame's sign for the mask", code=
            lambda X, y, params: _gradients(
                X, y, params, mask=lambda inputs, i: 1,
                back=lambda dout, W, x: np.maximum(dout @ W.T, 0),
            ), hint=2, message=
            "Where blame is negative it is thrown away, and silent units let it pass. What counts "
            "is whether the unit was positive going forward, not the sign of the blame."),
        Mistake("no bend going forward", _never_bent, hint=2, message=
            "Going forward there is no ReLU between the layers, so the logits and the inputs of "
            "the upper layers are not those of the network."),
        Mistake("ReLU on the logits too", lambda X, y, params: (
            _gradients(X, y, params, start=lambda z, y: shared.loss_backward(z, y) * (z > 0))
        ), hint=2, message=
            "The blame of the logits meets a ReLU mask. The last layer has no ReLU."),
        Mistake("nothing noted", lambda X, y, params: [], hint=3, message=
            "The list is empty. Each layer's pair goes into it, so that they stand in the order of "
            "params."),
        Mistake("one flat list", hint=3, code=
            lambda X, y, params: [g for pair in _gradients(X, y, params) for g in pair], message=
            "All gradients stand in one row. As in `params`, each layer has a pair of its own: "
            "(dW, db)."),
        Mistake("a dictionary", _named, hint=3, message=
            "A dictionary came back. A list of pairs (dW, db) is asked for, in the order of "
            "params."),
        Mistake("only the last layer", hint=3, code=
            lambda X, y, params: _gradients(X, y, params)[-1:], message=
            "Only the last layer's gradients came back. Every layer learns: walk back through all "
            "of them, and keep each pair."),
        Mistake("all dW, then all db", hint=3, code=
            lambda X, y, params: tuple(zip(*_gradients(X, y, params), strict=True)), message=
            "All dW come first, and all db behind them. Each layer has a pair of its own: "
            "(dW, db)."),
        Mistake("no mask, and sum for mean", _unmasked_sum, hint=2, message=
            "Two things. The ReLU's mask is missing on the way back: a silent unit stops the "
            "blame. And the loss is a mean: divide the first blame by n."),
        Mistake("sum for mean", lambda X, y, params: (
            _gradients(X, y, params, start=lambda z, y: shared.loss_backward(z, y) * len(y))
        ), message=
            "Every gradient is too large by the number of examples. The loss is a mean: divide the "
            "first blame by n."),
        Mistake("divided twice", lambda X, y, params: (
            _gradients(X, y, params, start=lambda z, y: shared.loss_backward(z, y) / len(y))
        ), message=
            "Every gradient is too small by the number of examples: the division by n happens "
            "twice."),
        Mistake("sign", lambda X, y, params: (
            _gradients(X, y, params, start=lambda z, y: -shared.loss_backward(z, y))
        ), message=
            "Every sign is the wrong way round. The first blame is p minus the right class, not "
            "the other way."),
        Mistake("softmax forgotten", lambda X, y, params: (
            _gradients(X, y, params, start=lambda z, y: (z - np.eye(z.shape[1])[y]) / len(y))
        ), message=
            "The first blame is made of logits. It is made of probabilities: softmax first."),
        Mistake("db averaged", hint=2, code=
            lambda X, y, params: _gradients(X, y, params, sums=lambda d: d.mean(axis=0)), message=
            "The dW are right, the db are not: they are averaged, and the mean is already in the "
            "first blame. Add up."),
        Mistake("db forgotten", hint=3, code=
            lambda X, y, params: [dW for dW, _ in _gradients(X, y, params)], message=
            "Only the dW came back. Each entry is a pair (dW, db)."),
        Mistake("the blame not handed down", lambda X, y, params: (
            _gradients(X, y, params, back=lambda dout, W, x: np.ones_like(x))
        ), message=
            "Below the last layer the blame starts anew. Hand dX down: it is the dout of the layer "
            "below."),
        Mistake("stepped parameters", lambda X, y, params: (
            [
                (W - dW, b - db)
                for (W, b), (dW, db) in zip(params, _gradients(X, y, params), strict=True)
            ]
        ), hint=3, message=
            "These are moved parameters. The gradients themselves are asked for."),
    ),
    hints=(
        "What is the blame of the logits? (You have a function for that.) And what does each layer "
        "hand down to the one below?",
        "Going forward, keep the input of every layer. Going back, for each layer: its three "
        "blames by dense_backward, with that input; then, unless it is the first layer, "
        "relu_backward with the scores that went into the ReLU below.",
        "The loop runs over `reversed(range(len(params)))`. `gradients.insert(0, …)` puts each "
        "pair in front, so that the list ends in the order of params. Move no weight in here.",
    ),
    alternatives=(
        lambda X, y, params: _recursive(X, params, lambda z: shared.loss_backward(z, y))[1],
        lambda X, y, params: _with_ones(X, y, params),
    ),
)  # fmt: skip
