"""A stack of dense layers with a bend between them, run forwards."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked

from . import shared


def _forward(X, params):
    cache, h = [X], X
    for i, (W, b) in enumerate(params):
        h = h @ W + b
        if i < len(params) - 1:
            h = np.maximum(h, 0)
        cache.append(h)
    return h, cache


def _network(rng, *sizes):
    """Parameters [(W, b), …] of a network with these sizes, drawn from `rng`."""
    return [
        (rng.normal(size=(d, k)), rng.normal(size=k))
        for d, k in zip(sizes, sizes[1:], strict=False)
    ]


def _cases(rng):
    W1, b1 = np.array([[1.0, -1.0], [0.0, 2.0]]), np.array([0.0, -1.0])
    W2, b2 = np.array([[1.0], [2.0]]), np.array([-6.0])
    yield worked(X=[[1.0, 1.0], [2.0, -1.0]], params=[(W1, b1), (W2, b2)])
    for sizes in [(2, 3, 2), (3, 3, 3, 3), (2, 4, 4, 3), (3, 2), (1, 5, 1), (3, 3, 3)]:
        n = 3 if set(sizes) == {3} else 4
        yield case(X=rng.normal(size=(n, sizes[0])), params=_network(rng, *sizes))


def _observe_forward(attempt, X, params):
    """How many results there are, and the first: the cache is the learner's own."""
    result = attempt(X, params)
    if not isinstance(result, (tuple, list)):
        return None if result is None else {"number of results": 1}
    logits = result[0] if len(result) else None
    return {"number of results": len(result), "logits": logits}


def _always_from_x(X, params):
    for W, b in params:
        h = np.maximum(X @ W + b, 0)
    return h, []


def _two_layers_only(X, params):
    (W1, b1), (W2, b2) = params
    return np.maximum(X @ W1 + b1, 0) @ W2 + b2, []


def _first_two_layers(X, params):
    (W1, b1), (W2, b2) = params[0], params[1]
    return np.maximum(X @ W1 + b1, 0) @ W2 + b2, []


def _returns_in_the_loop(X, params):
    W, b = params[0]
    return np.maximum(X @ W + b, 0), []


def _bent_before(X, params):
    """The bend stands before the product in every layer but the first."""
    h = X
    for W, b in params:
        h = h @ W
        h = np.maximum(h, 0) + b
    return h, []


def _bias_after_the_bend(X, params):
    h = X
    for W, b in params[:-1]:
        h = np.maximum(h @ W, 0) + b
    W, b = params[-1]
    return h @ W + b, []


def _forward_softmax(h):
    return shared.softmax(h, axis=1)


def _two_or_more(X, params):
    """The same by recursion: the layers below, then the last one."""
    *below, (W, b) = params
    h = np.maximum(_two_or_more(X, below), 0) if below else X
    return np.einsum("nd,dk->nk", h, W) + b


def _forward_with(hidden=None, last=None, first=None, bias=1.0, product=np.matmul):
    """A forward pass with one thing changed; each variant is somebody's mistake."""
    hidden = hidden or (lambda h: np.maximum(h, 0))

    def code(X, params):
        h = first(X) if first else X
        for i, (W, b) in enumerate(params):
            h = product(h, W) + bias * b
            bend = hidden if i < len(params) - 1 else last
            h = bend(h) if bend else h
        return h, []

    return code


mlp_forward = Exercise(
    number="6.2", name="mlp_forward", difficulty=2, minutes=12, points=3,
    reference=_forward, cases=_cases, observe=_observe_forward, rows=("X",),
    mistakes=(
        Mistake("activation on the last layer", code=
            _forward_with(last=lambda h: np.maximum(h, 0)), message=
            "The last layer's scores went through the ReLU, too, so that none can be negative. "
            "Logits must be free: only the layers between are bent."),
        Mistake("no activation at all", _forward_with(hidden=lambda h: h), message=
            "There is no bend between the layers. Then the whole stack is one single layer, "
            "however many there are."),
        Mistake("bias missing", _forward_with(bias=0.0), hint=2, message=
            "The biases play no part. Each layer adds its own b."),
        Mistake("bend before the bias", _bent_before, hint=2, message=
            "The bend comes before the bias is added. First the whole score, X @ W + b, and then "
            "the bend; and none after the last layer."),
        Mistake("bias after the bend", _bias_after_the_bend, hint=2, message=
            "Between the layers the bias is added after the bend. It belongs to the score: first "
            "h @ W + b, then the bend."),
        Mistake("input bent", _forward_with(first=lambda X: np.maximum(X, 0)), message=
            "The input itself went through the ReLU: all that is negative in X is lost before the "
            "first layer sees it."),
        Mistake("W transposed", _forward_with(product=lambda h, W: h @ W.T), hint=2, message=
            "The weights are used transposed. Here W has a row for each input and a column for "
            "each unit."),
        Mistake("W in front", _forward_with(product=lambda h, W: W @ h), hint=2, message=
            "W stands in front. The examples are rows: what comes from below stands on the left, h "
            "@ W."),
        Mistake("every layer sees X", _always_from_x, hint=2, message=
            "Every layer was given X itself. Each works on what the layer below it made."),
        Mistake("exactly two layers", _two_layers_only, hint=3, message=
            "The code takes it that there are two layers. `params` may hold one, or four: loop "
            "over it."),
        Mistake("the first two layers", _first_two_layers, hint=3, message=
            "Only the first two layers were used. `params` may hold one, or four: loop over it."),
        Mistake("stops after one layer", _returns_in_the_loop, hint=3, message=
            "It ends after the first layer. Is the `return` inside the loop?"),
        Mistake("layers from last to first", hint=2, code=
            lambda X, params: _forward(X, params[::-1]), message=
            "The layers were taken from the last to the first. Data flow upwards: params[0] meets "
            "X."),
        Mistake("tanh for ReLU", _forward_with(hidden=np.tanh), hint=2, message=
            "The bend between the layers is a tanh. Here it is the ReLU."),
        Mistake("sigmoid for ReLU", code=
            _forward_with(hidden=lambda h: 1 / (1 + np.exp(-h))), hint=2, message=
            "The bend between the layers is a sigmoid. Here it is the ReLU."),
        Mistake("leaky ReLU for ReLU", code=
            _forward_with(hidden=lambda h: np.where(h > 0, h, 0.01 * h)), hint=2, message=
            "The bend between the layers leaks. Here it is the plain ReLU: negative scores become "
            "0."),
        Mistake("softmax at the end", _forward_with(last=_forward_softmax), message=
            "These are probabilities. Logits are asked for: the scores before the softmax."),
        Mistake("only the logits", lambda X, params: _forward(X, params)[0], hint=3, message=
            "One thing came back, two are asked for: `return logits, cache`. What you put into the "
            "cache is up to you."),
        Mistake("order exchanged", lambda X, params: _forward(X, params)[::-1], hint=3, message=
            "The cache came first. The contract is (logits, cache), in this order."),
    ),
    hints=(
        "Which layers are bent, and which is not? Count: with three pairs in `params` there are "
        "two bends.",
        "Begin with `h = X`. For each (W, b) in turn make the scores from h; they become the new "
        "h. `enumerate` tells you which layer you are in.",
        "In the loop: the scores of this layer; then, only where another layer follows, the bend. "
        "Append to the cache what you may want later, and return after the loop.",
    ),
    alternatives=(
        lambda X, params: [_forward(X, params)[0].tolist(), None],
        lambda X, params: (_two_or_more(X, params), {"X": X}),
        lambda X, params: (_forward(X.astype("f4"), params)[0].astype("f4"), ()),
    ),
)  # fmt: skip
