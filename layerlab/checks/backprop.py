"""Unit 07, backprop: blame through one layer, then through a stack; and a test of it.

Backpropagation: D. Rumelhart, G. Hinton, R. Williams, Learning representations by
back-propagating errors, Nature 323 (1986), https://doi.org/10.1038/323533a0.
"""

import numpy as np

from layerlab.checking import Closeness, Exercise, Formula, Mistake, case, worked


def _dense_backward(dout, X, W):
    return dout @ W.T, X.T @ dout, dout.sum(axis=0)


def _dense_cases(rng):
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


dense_backward = Exercise(
    number="7.1",
    name="dense_backward",
    difficulty=2,
    minutes=12,
    points=2,
    reference=_dense_backward,
    cases=_dense_cases,
    returns=("dX", "dW", "db"),
    rows=("dout", "X"),
    mistakes=(
        Mistake(
            "dX without the transpose",
            _dense_but(0, lambda dout, X, W: dout @ W),
            "dX is made with W itself. Forward, W leads from inputs to outputs; blame goes the "
            "other way, so W must be transposed.",
            hint=2,
        ),
        Mistake(
            "dW transposed",
            _dense_but(1, lambda dout, X, W: dout.T @ X),
            "dW is transposed. It must have the shape of W: rows for the inputs, columns for "
            "the outputs.",
            hint=1,
        ),
        Mistake(
            "dout forgotten in dW",
            _dense_but(1, lambda dout, X, W: X.T @ np.ones_like(dout)),
            "dW does not use dout: these are the local slopes. Blame is local times upstream.",
            hint=2,
        ),
        Mistake(
            "dout forgotten in dX",
            _dense_but(0, lambda dout, X, W: np.ones_like(dout) @ W.T),
            "dX does not use dout: these are the local slopes. Blame is local times upstream.",
            hint=2,
        ),
        Mistake(
            "dout forgotten in dX and dW",
            lambda dout, X, W: (
                np.ones_like(dout) @ W.T,
                X.T @ np.ones_like(dout),
                dout.sum(axis=0),
            ),
            "dX and dW do not use dout: these are the local slopes. Blame is local times "
            "upstream.",
            hint=2,
        ),
        Mistake(
            "W and its transpose only",
            lambda dout, X, W: (W.T, X.T, np.ones(W.shape[1])),
            "These are the local slopes alone. Each must be multiplied by the blame that comes "
            "from outside, dout.",
            hint=2,
        ),
        Mistake(
            "db averaged",
            _dense_but(2, lambda dout, X, W: dout.mean(axis=0)),
            "db is averaged over the examples. The mean belongs to the loss and is already in "
            "dout; here the blame of all examples is added up.",
            hint=3,
        ),
        Mistake(
            "dW and db averaged",
            lambda dout, X, W: (dout @ W.T, X.T @ dout / len(X), dout.mean(axis=0)),
            "dW and db are divided by the number of examples. The mean belongs to the loss and "
            "is already in dout; divide here, and it is divided twice.",
            hint=3,
        ),
        Mistake(
            "db not summed",
            _dense_but(2, lambda dout, X, W: dout.copy()),
            "db has a row for each example. One bias serves all of them: add their blame up.",
            hint=3,
        ),
        Mistake(
            "db summed along the wrong axis",
            _dense_but(2, lambda dout, X, W: dout.sum(axis=1)),
            "db is summed over the outputs. It needs one number for each output: sum over the "
            "examples, axis 0.",
            hint=3,
        ),
        Mistake(
            "db one number",
            _dense_but(2, lambda dout, X, W: dout.sum()),
            "db is one number. Each output has a bias of its own: sum over the examples alone, "
            "axis 0.",
            hint=3,
        ),
        Mistake(
            "db with two axes",
            _dense_but(2, lambda dout, X, W: dout.sum(axis=0, keepdims=True)),
            "db has the shape (1, k). The bias has the shape (k,): leave `keepdims` out.",
            hint=3,
        ),
        Mistake(
            "order exchanged",
            lambda dout, X, W: (X.T @ dout, dout @ W.T, dout.sum(axis=0)),
            "dW came first. The contract is (dX, dW, db), in this order.",
            hint=1,
        ),
        Mistake(
            "dX forgotten",
            lambda dout, X, W: _dense_backward(dout, X, W)[1:],
            "Two things came back, three are asked for: the layer below waits for dX.",
            hint=1,
        ),
    ),
    hints=(
        "Each blame has the shape of what it blames: dX that of X, dW that of W, db that of "
        "b. Which products of dout, X and W, transposed or not, give these shapes?",
        "X[i, j] acts on output k through W[j, k]: so dX[i, j] adds up dout[i, k] times "
        "W[j, k] over k. W[j, k] acts through X[i, j]: add up over the examples i.",
        "dX is a product of dout with a transposed matrix behind it; dW one with a "
        "transposed matrix before it; and b meets every example with a local slope of 1, so "
        "its blame is the column sum of dout.",
    ),
    alternatives=(
        lambda dout, X, W: (
            np.einsum("nk,dk->nd", dout, W),
            np.einsum("nd,nk->dk", X, dout),
            np.einsum("nk->k", dout),
        ),
        lambda dout, X, W: _dense_by_examples(dout, X, W),
    ),
)


def _dense_by_examples(dout, X, W):
    dX, dW, db = np.zeros_like(X), np.zeros_like(W), np.zeros(W.shape[1])
    for i in range(len(X)):
        dX[i] = W @ dout[i]
        dW += np.outer(X[i], dout[i])
        db += dout[i]
    return [dX, dW, db]


def _relu_backward(dout, x):
    return dout * (x > 0)


def _relu_cases(rng):
    yield worked(dout=[5.0, 6.0, -7.0], x=[2.0, -1.0, 3.0])
    yield worked(dout=[[1.0, -2.0], [3.0, 4.0]], x=[[-1.0, 0.5], [2.0, -3.0]])
    for shape in ((6,), (4, 3), (1, 5), (2, 3, 2)):
        yield case(dout=rng.normal(size=shape), x=rng.normal(size=shape) * 2)
    yield case(dout=rng.normal(size=(3, 2)), x=-np.ones((3, 2)))  # all silent


def _relu_in_place(dout, x):
    dout[x <= 0] = 0
    return dout


relu_backward = Exercise(
    number="7.2",
    name="relu_backward",
    difficulty=1,
    minutes=6,
    points=1,
    reference=_relu_backward,
    cases=_relu_cases,
    mistakes=(
        Mistake(
            "ReLU of the product",
            lambda dout, x: np.maximum(dout * x, 0),
            "This is the ReLU of dout times x. The way back is no ReLU: it lets blame of any "
            "sign pass where x was positive, and stops it elsewhere.",
            hint=1,
        ),
        Mistake(
            "mask of dout",
            lambda dout, x: dout * (dout > 0),
            "The blame is stopped where it is negative itself. What counts is whether x was "
            "positive on the way forward.",
            hint=1,
        ),
        Mistake(
            "dout changed",
            _relu_in_place,
            "The caller's dout was changed: assigning to `dout[…]` writes into the very array "
            "that came in. Make a new one.",
            hint=3,
        ),
        Mistake(
            "mask of another layer",
            lambda dout, x: dout * np.roll(x > 0, 1, axis=0),
            "The mask does not belong to these numbers: each entry of dout meets the entry of "
            "x in its own place.",
            hint=1,
        ),
        Mistake(
            "mask of both",
            lambda dout, x: dout * (x > 0) * (dout > 0),
            "Negative blame is stopped too. It passes like any other where x was positive.",
            hint=1,
        ),
        Mistake(
            "mask the wrong way round",
            lambda dout, x: dout * (x < 0),
            "Blame passes where it should be stopped: where x was negative, the output was 0 "
            "and did not move.",
            hint=1,
        ),
        Mistake(
            "times the output",
            lambda dout, x: dout * np.maximum(x, 0),
            "dout is multiplied by what the ReLU gave out. Its slope is needed: 1 where x is "
            "positive, 0 where it is negative.",
            hint=2,
        ),
        Mistake(
            "only the mask",
            lambda dout, x: (x > 0) * 1.0,
            "This is the local slope alone. Blame is local times upstream.",
            hint=2,
        ),
        Mistake(
            "nothing stopped",
            lambda dout, x: dout.copy(),
            "All blame passes. Where x was negative the ReLU was silent, and has no blame to "
            "hand on.",
            hint=1,
        ),
        Mistake(
            "sign of x",
            lambda dout, x: dout * np.sign(x),
            "Where x was negative, the blame is turned round. It is stopped there: the slope is "
            "0, not -1.",
            hint=2,
        ),
        Mistake(
            "ReLU of dout",
            lambda dout, x: np.maximum(dout, 0) * np.maximum(x, 0),
            "ReLU was applied to the blame. On the way back its slope is used, not ReLU.",
            hint=2,
        ),
    ),
    hints=(
        "Where x was negative, the output was 0 and stayed 0 under a nudge. Who can be blamed "
        "for that? And where x was positive, by how much did the output move?",
        "The local slope is 1 or 0, by the sign of x. Blame is upstream times local, entry by "
        "entry.",
        "`x > 0` is an array of True and False, and in a product True counts as 1 and False "
        "as 0. Do not write into dout.",
    ),
    alternatives=(
        lambda dout, x: np.where(x > 0, dout, 0.0),
        lambda dout, x: np.where(x < 0, 0.0, dout).astype(np.float32),
        lambda dout, x: _masked_copy(dout, x),
    ),
)


def _masked_copy(dout, x):
    dx = dout.copy()
    dx[x <= 0] = 0
    return dx


def _softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def _loss_backward(logits, y):
    p = _softmax(logits)
    return (p - np.eye(p.shape[1])[y]) / len(y)


def _lost_axis(logits, y, keep_max=False, keep_sum=False):
    e = np.exp(logits - logits.max(axis=1, keepdims=keep_max))
    p = e / e.sum(axis=1, keepdims=keep_sum)
    return (p - np.eye(p.shape[1])[y]) / len(y)


def _loss_cases(rng):
    yield worked(logits=[[0.0, 0.0]], y=[1])
    yield worked(logits=[[2.0, 0.0], [0.0, 0.0]], y=[0, 0])
    yield worked(logits=[[1.0, 0.0, -1.0]], y=[2])
    for n, k in [(3, 3), (5, 2), (1, 4), (6, 10)]:
        yield case(logits=rng.normal(size=(n, k)) * 2, y=rng.integers(0, k, size=n))
    yield case(logits=np.array([[1000.0, 0.0], [-1000.0, 1000.0]]), y=np.array([1, 1]))


def _loss_with(change):
    """(p - something) / n, with that something made by `change(p, y)`."""
    return lambda logits, y: (_softmax(logits) - change(_softmax(logits), y)) / len(y)


def _hot(p, y):
    return np.eye(p.shape[1])[y]


def _loss_in_place(logits, y):
    logits -= logits.max(axis=1, keepdims=True)
    return _loss_backward(logits, y)


softmax_cross_entropy_backward = Exercise(
    number="7.3",
    name="softmax_cross_entropy_backward",
    difficulty=2,
    minutes=10,
    points=2,
    reference=_loss_backward,
    cases=_loss_cases,
    rows=("logits", "y"),
    mistakes=(
        Mistake(
            "sign",
            lambda logits, y: -_loss_backward(logits, y),
            "Every sign is the wrong way round: a step against this would make the right "
            "class less likely.",
            hint=1,
        ),
        Mistake(
            "not divided by n",
            lambda logits, y: _loss_backward(logits, y) * len(y),
            "The blame is not divided by the number of examples. The loss is their mean, so "
            "each carries its share.",
            hint=2,
        ),
        Mistake(
            "divided by all entries",
            lambda logits, y: _loss_backward(logits, y) * len(y) / logits.size,
            "The blame is divided by the number of entries. The loss is a mean over the "
            "examples: divide by their number.",
            hint=2,
        ),
        Mistake(
            "subtracted from every class",
            _loss_with(lambda p, y: 1.0),
            "1 is subtracted from every class. It belongs to the right class alone.",
            hint=3,
        ),
        Mistake(
            "nothing subtracted",
            _loss_with(lambda p, y: 0.0),
            "These are the probabilities over n. The right class must get blame of the other "
            "sign: something has to be subtracted there.",
            hint=3,
        ),
        Mistake(
            "the label subtracted",
            _loss_with(lambda p, y: y[:, None]),
            "The label's number is subtracted from every class. A label is a place, not an "
            "amount: subtract 1 in the column that it names.",
            hint=3,
        ),
        Mistake(
            "always column 0",
            _loss_with(lambda p, y: _hot(p, 0 * y)),
            "1 is subtracted in column 0, whatever the label.",
            hint=3,
        ),
        Mistake(
            "only the right class",
            lambda logits, y: _loss_backward(logits, y) * _hot(logits, y),
            "Only the right class is blamed. The others pushed it down: each carries its own "
            "probability.",
            hint=1,
        ),
        Mistake(
            "columns of all the labels",
            _loss_with(lambda p, y: np.isin(np.arange(p.shape[1]), y) * 1.0),
            "`p[:, y] -= 1` subtracts in every row the columns of all labels. One column for "
            "each row: `p[np.arange(n), y]`.",
            hint=3,
        ),
        Mistake(
            "sums along the wrong side",
            lambda logits, y: _lost_axis(logits, y, keep_max=True),
            "The sums have lost an axis, so that NumPy lays them along the columns, or "
            "refuses. `keepdims=True` keeps them standing where they belong.",
            hint=2,
        ),
        Mistake(
            "maxima along the wrong side",
            lambda logits, y: _lost_axis(logits, y, keep_sum=True),
            "The maxima have lost an axis, so that NumPy lays them along the columns, or "
            "refuses. `keepdims=True` keeps them standing where they belong.",
            hint=2,
        ),
        Mistake(
            "softmax forgotten",
            lambda logits, y: (logits - _hot(logits, y)) / len(y),
            "The logits were used as they are. The blame is made of probabilities: softmax "
            "first.",
            hint=2,
        ),
        Mistake(
            "softmax over the batch",
            lambda logits, y: (_softmax(logits.T).T - _hot(logits, y)) / len(y),
            "The softmax runs over the examples. It belongs to each row: the classes of one "
            "example share the probability 1.",
            hint=2,
        ),
        Mistake(
            "overflow",
            lambda logits, y: (
                (
                    np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
                    - _hot(logits, y)
                )
                / len(y)
            ),
            "`np.exp(1000)` is infinite. Subtract each row's maximum before the exponential, "
            "as in lesson 06.",
            hint=2,
        ),
        Mistake(
            "slope for the probability",
            lambda logits, y: -_hot(logits, y) / _softmax(logits) / len(y),
            "This is the blame of the probabilities, -1/p. It must still go back through the "
            "softmax, to the logits.",
            hint=1,
        ),
        Mistake(
            "logits changed",
            _loss_in_place,
            "The caller's logits were changed: `-=` writes into the array that came in. Make a "
            "new one.",
            hint=2,
        ),
        Mistake(
            "the loss itself",
            lambda logits, y: float(
                -np.mean(np.log(_softmax(logits)[range(len(y)), y]))
            ),
            "This is the loss, one number. Its slopes are asked for, one for each logit.",
            hint=1,
        ),
    ),
    hints=(
        "Raise the right logit a little: the loss falls. Raise another: it rises. By how much "
        "in all, if you raise every logit of a row by the same? (The probabilities stay.)",
        "First p, the softmax of each row. The blame of a row is p minus the row that holds 1 "
        "at its label and 0 elsewhere; then its share of the mean.",
        "`np.arange(n)` beside `y` picks one entry in each row: `p[np.arange(n), y]`. "
        "Subtract 1 from those in a copy, and divide all by n.",
    ),
    alternatives=(
        lambda logits, y: _loss_by_rows(logits, y),
        lambda logits, y: (
            (
                np.exp(logits - np.logaddexp.reduce(logits, axis=1)[:, None])
                - (np.arange(logits.shape[1]) == y[:, None])
            )
            / len(y)
        ),
    ),
)


def _loss_by_rows(logits, y):
    rows = []
    for z, label in zip(logits, y, strict=True):
        p = _softmax(z)
        rows.append([(p[c] - (c == label)) / len(y) for c in range(len(z))])
    return rows


def _forward(X, params):
    """The inputs of all layers, and the logits."""
    inputs = [X]
    for W, b in params[:-1]:
        inputs.append(np.maximum(inputs[-1] @ W + b, 0))
    W, b = params[-1]
    return inputs, inputs[-1] @ W + b


def _mlp_gradients(X, y, params):
    return _gradients(X, y, params)


def _gradients(X, y, params, *, start=_loss_backward, mask=None, back=None, sums=None):
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


def _layers(rng, *sizes):
    pairs = zip(sizes[:-1], sizes[1:], strict=True)
    return [(rng.normal(size=(d, k)), rng.normal(size=k)) for d, k in pairs]


def _mlp_cases(rng):
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
    dout, gradients = _loss_backward(logits, y), []
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


mlp_gradients = Exercise(
    number="7.4",
    name="mlp_gradients",
    difficulty=3,
    minutes=20,
    points=4,
    reference=_mlp_gradients,
    cases=_mlp_cases,
    rows=("X", "y"),
    mistakes=(
        Mistake(
            "layers in the wrong order",
            lambda X, y, params: _gradients(X, y, params)[::-1],
            "The gradients come last layer first, in the order in which they were found. Give "
            "them back in the order of params.",
            hint=3,
        ),
        Mistake(
            "parameters overwritten before use",
            _overwrites,
            "The weights were moved while the blame was still on its way: the layers below see "
            "a W that is not the one of the forward pass, and the caller's params have "
            "changed. First all gradients, then the step, elsewhere.",
            hint=3,
        ),
        Mistake(
            "the moved weights used",
            _updated_copies,
            "The blame goes back through weights that have already been moved. Use the W of "
            "the forward pass.",
            hint=3,
        ),
        Mistake(
            "ReLU forgotten on the way back",
            lambda X, y, params: _gradients(X, y, params, mask=lambda inputs, i: 1),
            "The blame passes every hidden unit. Where a unit was silent going forward, it "
            "stops: the ReLU's mask is missing.",
            hint=2,
        ),
        Mistake(
            "mask of another layer",
            lambda X, y, params: _gradients(
                X, y, params, mask=lambda inputs, i: _mask_below(inputs, i)
            ),
            "The ReLU mask is taken from the layer below. Each layer's blame meets the mask of "
            "its own output.",
            hint=2,
        ),
        Mistake(
            "mask of the blame",
            lambda X, y, params: _gradients(
                X, y, params, back=lambda dout, W, x: np.maximum(dout @ W.T, 0)
            ),
            "Negative blame is thrown away between the layers. What counts is whether the unit "
            "was positive going forward.",
            hint=2,
        ),
        Mistake(
            "ReLU on the logits too",
            lambda X, y, params: _gradients(
                X, y, params, start=lambda z, y: _loss_backward(z, y) * (z > 0)
            ),
            "The blame of the logits meets a ReLU mask. The last layer has no ReLU.",
            hint=2,
        ),
        Mistake(
            "sum for mean",
            lambda X, y, params: _gradients(
                X, y, params, start=lambda z, y: _loss_backward(z, y) * len(y)
            ),
            "Every gradient is too large by the number of examples. The loss is a mean: divide "
            "the first blame by n.",
            hint=1,
        ),
        Mistake(
            "divided twice",
            lambda X, y, params: _gradients(
                X, y, params, start=lambda z, y: _loss_backward(z, y) / len(y)
            ),
            "Every gradient is too small by the number of examples: the division by n happens "
            "twice.",
            hint=1,
        ),
        Mistake(
            "sign",
            lambda X, y, params: _gradients(
                X, y, params, start=lambda z, y: -_loss_backward(z, y)
            ),
            "Every sign is the wrong way round. The first blame is p minus the right class, "
            "not the other way.",
            hint=1,
        ),
        Mistake(
            "softmax forgotten",
            lambda X, y, params: _gradients(
                X, y, params, start=lambda z, y: (z - np.eye(z.shape[1])[y]) / len(y)
            ),
            "The first blame is made of logits. It is made of probabilities: softmax first.",
            hint=1,
        ),
        Mistake(
            "db averaged",
            lambda X, y, params: _gradients(
                X, y, params, sums=lambda d: d.mean(axis=0)
            ),
            "The dW are right, the db are not: they are averaged, and the mean is already in "
            "the first blame. Add up.",
            hint=2,
        ),
        Mistake(
            "db forgotten",
            lambda X, y, params: [dW for dW, _ in _gradients(X, y, params)],
            "Only the dW came back. Each entry is a pair (dW, db).",
            hint=3,
        ),
        Mistake(
            "the blame not handed down",
            lambda X, y, params: _gradients(
                X, y, params, back=lambda dout, W, x: np.ones_like(x)
            ),
            "Below the last layer the blame starts anew. Hand dX down: it is the dout of the "
            "layer below.",
            hint=1,
        ),
        Mistake(
            "stepped parameters",
            lambda X, y, params: [
                (W - dW, b - db)
                for (W, b), (dW, db) in zip(
                    params, _gradients(X, y, params), strict=True
                )
            ],
            "These are moved parameters. The gradients themselves are asked for.",
            hint=3,
        ),
    ),
    hints=(
        "What is the blame of the logits? (You have a function for that.) And what does each "
        "layer hand down to the one below?",
        "Going forward, keep the input of every layer. Going back, for each layer: its three "
        "blames by dense_backward, with that input; then, unless it is the first layer, "
        "relu_backward with the scores that went into the ReLU below.",
        "The loop runs over `reversed(range(len(params)))`. `gradients.insert(0, …)` puts "
        "each pair in front, so that the list ends in the order of params. Move no weight "
        "in here.",
    ),
    alternatives=(
        lambda X, y, params: _recursive(X, params, lambda z: _loss_backward(z, y))[1],
        lambda X, y, params: _with_ones(X, y, params),
    ),
)


def _mask_below(inputs, i):
    below = inputs[i - 1] > 0
    return below if below.shape == inputs[i].shape else inputs[i] > 0


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
    d, found = _loss_backward(stack[-1] @ tables[-1], y), []
    for A, T in zip(stack[::-1], tables[::-1], strict=True):
        G = A.T @ d
        found.append([G[:-1], G[-1]])
        d = (d @ T.T * (A > 0))[:, :-1]
    return tuple(found[::-1])


def _gradient_check(f, df, x, eps=1e-5):
    x = np.array(x, dtype=np.float64)
    a = np.asarray(df(x.copy()), dtype=np.float64)
    return float(_relative(a, _numeric(f, x, eps)).max())


def _numeric(f, x, eps=1e-5):
    n = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[place] += eps
        down[place] -= eps
        n[place] = (f(up) - f(down)) / (2 * eps)
    return n


def _relative(a, n):
    largest = np.maximum(np.abs(a), np.abs(n))
    return np.abs(a - n) / np.where(largest > 0, largest, 1.0)


def _check_cases(rng):
    square, cube = Formula("lambda x: (x**2).sum()"), Formula("lambda x: (x**3).sum()")
    yield worked(f=square, df=Formula("lambda x: 2 * x"), x=[1.0, -3.0])
    yield worked(f=square, df=Formula("lambda x: x"), x=[1.0, -3.0])  # half: 0.5
    yield worked(f=square, df=Formula("lambda x: 4 * x"), x=[1.0, -3.0])  # double: 0.5
    yield worked(f=square, df=Formula("lambda x: -2 * x"), x=[1.0, -3.0])  # sign: 2
    one = Formula("lambda x: np.array([2 * x[0], 0.0])")
    yield worked(f=Formula("lambda x: x[0] ** 2"), df=one, x=[3.0, 1.0])  # 0 and 0
    off = Formula("lambda x: 3 * x**2 * np.array([1.0, 1.1, 1.0])")
    yield case(f=cube, df=off, x=np.array([1.0, 0.5, -2.0]))
    low = Formula("lambda x: 3 * x**2 * np.array([[1.0, 1.0], [0.8, 1.0]])")
    yield case(f=cube, df=low, x=rng.uniform(0.5, 1.5, size=(2, 2)))
    big = Formula("lambda x: 1e6 * (x**2).sum()")
    yield case(f=big, df=Formula("lambda x: 2.001e6 * x"), x=rng.uniform(1, 2, size=3))
    steep = Formula("lambda x: np.exp(10 * x).sum()")
    yield case(
        f=steep, df=Formula("lambda x: 10 * np.exp(10 * x)"), x=rng.normal(size=3) / 9
    )
    x32 = np.array([300.0, -200.0], dtype=np.float32)
    yield case(f=square, df=Formula("lambda x: 2 * x"), x=x32)


def _check_with(reduce=np.max, error=_relative, numeric=_numeric):
    def code(f, df, x):
        x = np.array(x, dtype=np.float64)
        return float(reduce(error(np.asarray(df(x)), numeric(f, x))))

    return code


def _one_sided(f, x, eps=1e-5):
    n = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        up = x.copy()
        up[place] += eps
        n[place] = (f(up) - f(x)) / eps
    return n


def _half_sided(f, x):
    return _one_sided(f, x) / 2


def _low_precision(f, df, x, error=_relative):
    a, n = df(x), np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[place] += 1e-5
        down[place] -= 1e-5
        n[place] = (f(up) - f(down)) / 2e-5
    return float(error(a, n).max())


def _moves_x(f, df, x):
    found = _gradient_check(f, df, x)
    x += 1e-5
    return found


def _quiet(a, b):
    with np.errstate(all="ignore"):
        return a / b


gradient_check = Exercise(
    number="7.5",
    name="gradient_check",
    difficulty=2,
    minutes=12,
    points=2,
    reference=_gradient_check,
    cases=_check_cases,
    closeness=Closeness(rtol=1e-4, atol=1e-6),
    mistakes=(
        Mistake(
            "absolute error",
            _check_with(error=lambda a, n: np.abs(a - n)),
            "This is the absolute error. A difference of 1 is nothing beside a slope of a "
            "million and everything beside 0.001: divide by the larger of the two.",
            hint=2,
        ),
        Mistake(
            "one-sided, over both sides",
            _check_with(numeric=_half_sided),
            "Your slope is half as steep as it is: one of the two places is x itself, and "
            "the distance is taken to be twice the step. Step up for one, down for the other.",
            hint=1,
        ),
        Mistake(
            "division by zero",
            _check_with(
                error=lambda a, n: _quiet(
                    np.abs(a - n), np.maximum(np.abs(a), np.abs(n))
                )
            ),
            "Where both slopes are 0, this divides 0 by 0, which is no number. They agree "
            "there: the error is 0.",
            hint=3,
        ),
        Mistake(
            "float32",
            _low_precision,
            "x is float32 here, and in 7 digits 300.00001 is 300: the step is lost. Turn x into "
            "float64 first.",
            hint=1,
        ),
        Mistake(
            "divided by the sum",
            _check_with(
                error=lambda a, n: np.abs(a - n) / (np.abs(a) + np.abs(n) + 1e-300)
            ),
            "The difference is divided by the sum of the two sizes, which gives about half. "
            "Divide by the larger one.",
            hint=2,
        ),
        Mistake(
            "divided by the sum, in the precision of x",
            lambda f, df, x: _low_precision(
                f, df, x, lambda a, n: np.abs(a - n) / (np.abs(a) + np.abs(n) + 1e-300)
            ),
            "The difference is divided by the sum of the two sizes, which gives about half. "
            "Divide by the larger one. (And float32 is not turned into float64.)",
            hint=2,
        ),
        Mistake(
            "absolute error, in the precision of x",
            lambda f, df, x: _low_precision(f, df, x, lambda a, n: np.abs(a - n)),
            "This is the absolute error. Divide by the larger of the two slopes. (And float32 "
            "is not turned into float64.)",
            hint=2,
        ),
        Mistake(
            "divided by the numeric slope",
            _check_with(error=lambda a, n: np.abs(a - n) / (np.abs(n) + 1e-300)),
            "The difference is divided by the numeric slope. Divide by the larger of the two, "
            "so that it does not matter which one is too large.",
            hint=2,
        ),
        Mistake(
            "divided by the given slope",
            _check_with(error=lambda a, n: np.abs(a - n) / (np.abs(a) + 1e-300)),
            "The difference is divided by the slope under test. Divide by the larger of the "
            "two, so that it does not matter which one is too large.",
            hint=2,
        ),
        Mistake(
            "mean for largest",
            _check_with(reduce=np.mean),
            "This is the mean of the errors. One wrong entry hides among many right ones: take "
            "the largest.",
            hint=2,
        ),
        Mistake(
            "one for the whole gradient",
            _check_with(
                error=lambda a, n: (
                    np.linalg.norm(a - n) / max(np.linalg.norm(a), np.linalg.norm(n))
                )
            ),
            "The lengths of whole gradients are compared, so that a small wrong entry hides "
            "beside large right ones. Take the error of each entry, and then the largest.",
            hint=2,
        ),
        Mistake(
            "largest of all by largest of all",
            _check_with(
                error=lambda a, n: (
                    np.max(np.abs(a - n)) / max(np.abs(a).max(), np.abs(n).max())
                )
            ),
            "The largest difference is divided by the largest slope of all. Divide entry by "
            "entry, and then take the largest.",
            hint=2,
        ),
        Mistake(
            "sign of the difference kept",
            _check_with(
                error=lambda a, n: (
                    (a - n) / np.maximum(np.maximum(np.abs(a), np.abs(n)), 1e-300)
                )
            ),
            "The differences keep their signs, so one that is too small counts as less than "
            "none. Take absolute values.",
            hint=2,
        ),
        Mistake(
            "one-sided",
            _check_with(numeric=_one_sided),
            "The slope is felt on one side only, which is off by so much that a right gradient "
            "looks a little wrong. Step to both sides.",
            hint=1,
        ),
        Mistake(
            "errors of all entries",
            lambda f, df, x: _relative(
                np.asarray(df(x)), _numeric(f, np.array(x, float))
            ),
            "These are the errors of all entries. One number is asked for, the largest.",
            hint=2,
        ),
        Mistake(
            "x moved",
            _moves_x,
            "The caller's x has changed. Nudge a copy.",
            hint=1,
        ),
    ),
    hints=(
        "You built `numerical_gradient` in exercise 5.2. What must be done to a float32 x "
        "before 1e-5 is added to it?",
        "For each entry: |a − n| divided by the larger of |a| and |n|. `np.maximum` compares "
        "two arrays entry by entry; then the largest error of all.",
        "Where both are 0 the larger one is 0. Divide by `np.where(larger > 0, larger, 1)` "
        "and the error is 0 there, as it should be.",
    ),
    alternatives=(
        lambda f, df, x: _check_by_loop(f, df, x),
        lambda f, df, x: np.nan_to_num(
            _quiet(
                np.abs(df(x * 1.0) - _numeric(f, x.astype(float))),
                np.maximum(np.abs(df(x * 1.0)), np.abs(_numeric(f, x.astype(float)))),
            )
        ).max(),
    ),
)


def _check_by_loop(f, df, x):
    x, worst = x.astype(np.float64), 0.0
    for a, n in zip(np.ravel(df(x)), np.ravel(_numeric(f, x, 1e-6)), strict=True):
        if a != n:
            worst = max(worst, abs(a - n) / max(abs(a), abs(n)))
    return worst
