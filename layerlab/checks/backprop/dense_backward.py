"""Blame goes back through a dense layer: to its input, its weights and its bias."""

import numpy as np

from layerlab.checking import Exercise, Mistake, Part, case, worked


def _dense_backward(dout, X, W):
    return dout @ W.T, X.T @ dout, dout.sum(axis=0)


def _cases(rng):
    yield worked(dout=[[1.0, -2.0]], X=[[3.0, 4.0]], W=[[1.0, 0.0], [5.0, 2.0]])
    yield worked(dout=[[1.0], [2.0]], X=[[1.0, 0.0], [3.0, -1.0]], W=[[2.0], [1.0]])
    for n, d, k in [(4, 2, 3), (1, 3, 2), (5, 3, 3), (3, 3, 3), (6, 1, 4), (2, 2, 2)]:
        dout, X, W = (rng.normal(size=s) for s in ((n, k), (n, d), (d, k)))
        yield case(dout=dout, X=X, W=W)


def _dense_but(place, change):
    """The right triple with one part made by `change(dout, X, W)`."""

    def code(dout, X, W):
        parts = list(_dense_backward(dout, X, W))
        parts[place] = change(dout, X, W)
        return tuple(parts)

    return code


def _dense_by_examples(dout, X, W):
    dX, dW, db = np.zeros_like(X), np.zeros_like(W), np.zeros(W.shape[1])
    for i in range(len(X)):
        dX[i] = W @ dout[i]
        dW += np.outer(X[i], dout[i])
        db += dout[i]
    return [dX, dW, db]


dense_backward = Exercise(
    number="7.1", name="dense_backward", difficulty=2, minutes=12, points=2,
    reference=_dense_backward, cases=_cases, returns=("dX", "dW", "db"), rows=("dout", "X"),
    parts=(
        Part("dX", 1, shows=("dX",)),
        Part("dW", 0.5, shows=("dW",)),
        Part("db", 0.5, shows=("db",)),
    ),
    mistakes=(
        Mistake("dX without the transpose", hint=2, code=
            _dense_but(0, lambda dout, X, W: dout @ W), message=
            "dX is made with W itself. Forward, W leads from inputs to outputs; blame goes the "
            "other way, so W must be transposed."),
        Mistake("nothing transposed", hint=2, code=
            lambda dout, X, W: (dout @ W, X @ dout, dout.sum(axis=0)), message=
            "Nothing is transposed, and the shapes do not fit. Each blame has the shape of what it "
            "blames: that tells which of the two factors must be transposed."),
        Mistake("entry by entry", hint=2, code=
            lambda dout, X, W: (dout * W, dout * X, dout.sum(axis=0)), message=
            "`*` multiplies entry by entry. A sum over all the ways that blame can go is a matrix "
            "product: `@`."),
        Mistake("dW transposed", _dense_but(1, lambda dout, X, W: dout.T @ X), message=
            "dW is transposed. It must have the shape of W: rows for the inputs, columns for the "
            "outputs."),
        Mistake("dout forgotten in dW", hint=2, code=
            _dense_but(1, lambda dout, X, W: X.T @ np.ones_like(dout)), message=
            "dW does not use dout: these are the local slopes. Blame is local times upstream."),
        Mistake("dout forgotten in dX", hint=2, code=
            _dense_but(0, lambda dout, X, W: np.ones_like(dout) @ W.T), message=
            "dX does not use dout: these are the local slopes. Blame is local times upstream."),
        Mistake("dout forgotten in dX and dW", lambda dout, X, W: (
            (np.ones_like(dout) @ W.T, X.T @ np.ones_like(dout), dout.sum(axis=0))
        ), hint=2, message=
            "dX and dW do not use dout: these are the local slopes. Blame is local times "
            "upstream."),
        Mistake("X for dout in dX", hint=2, code=
            _dense_but(0, lambda dout, X, W: X @ W.T), message=
            "dX is made of X. Blame comes from outside: it is dout that goes back through W."),
        Mistake("X for dout in db", hint=3, code=
            _dense_but(2, lambda dout, X, W: X.sum(axis=0)), message=
            "db is a sum over X. A bias has the blame of the outputs: the sum over dout."),
        Mistake("W and its transpose only", hint=2, code=
            lambda dout, X, W: (W.T, X.T, np.ones(W.shape[1])), message=
            "These are the local slopes alone. Each must be multiplied by the blame that comes "
            "from outside, dout."),
        Mistake("everything averaged", hint=3, code=
            lambda dout, X, W: tuple(p / len(X) for p in _dense_backward(dout, X, W)), message=
            "All three are divided by the number of examples. The mean belongs to the loss and is "
            "already in dout; divide here, and it is divided twice."),
        Mistake("db averaged", _dense_but(2, lambda dout, X, W: dout.mean(axis=0)), hint=3, message=
            "db is averaged over the examples. The mean belongs to the loss and is already in "
            "dout; here the blame of all examples is added up."),
        Mistake("dW and db averaged", hint=3, code=
            lambda dout, X, W: (dout @ W.T, X.T @ dout / len(X), dout.mean(axis=0)), message=
            "dW and db are divided by the number of examples. The mean belongs to the loss and is "
            "already in dout; divide here, and it is divided twice."),
        Mistake("db not summed", _dense_but(2, lambda dout, X, W: dout.copy()), hint=3, message=
            "db has a row for each example. One bias serves all of them: add their blame up."),
        Mistake("db summed along the wrong axis", hint=3, code=
            _dense_but(2, lambda dout, X, W: dout.sum(axis=1)), message=
            "db is summed over the outputs. It needs one number for each output: sum over the "
            "examples, axis 0."),
        Mistake("db one number", _dense_but(2, lambda dout, X, W: dout.sum()), hint=3, message=
            "db is one number. Each output has a bias of its own: sum over the examples alone, "
            "axis 0."),
        Mistake("db with two axes", hint=3, code=
            _dense_but(2, lambda dout, X, W: dout.sum(axis=0, keepdims=True)), message=
            "db has the shape (1, k). The bias has the shape (k,): leave `keepdims` out."),
        Mistake("order exchanged", code=
            lambda dout, X, W: (X.T @ dout, dout @ W.T, dout.sum(axis=0)), message=
            "dW came first. The contract is (dX, dW, db), in this order."),
        Mistake("dX forgotten", lambda dout, X, W: _dense_backward(dout, X, W)[1:], message=
            "Two things came back, three are asked for: the layer below waits for dX."),
    ),
    hints=(
        "Each blame has the shape of what it blames: dX that of X, dW that of W, db that of b. "
        "Which products of dout, X and W, transposed or not, give these shapes?",
        "X[i, j] acts on output k through W[j, k]: so dX[i, j] adds up dout[i, k] times W[j, k] "
        "over k. W[j, k] acts through X[i, j]: add up over the examples i.",
        "dX is a product of dout with a transposed matrix behind it; dW one with a transposed "
        "matrix before it; and b meets every example with a local slope of 1, so its blame is the "
        "column sum of dout.",
    ),
    alternatives=(
        lambda dout, X, W: (
            np.einsum("nk,dk->nd", dout, W),
            np.einsum("nd,nk->dk", X, dout),
            np.einsum("nk->k", dout),
        ),
        lambda dout, X, W: _dense_by_examples(dout, X, W),
    ),
)  # fmt: skip
