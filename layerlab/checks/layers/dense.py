"""A dense layer: every unit weighs all inputs and adds its bias."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked


def _dense(X, W, b):
    return X @ W + b


def _cases(rng):
    yield worked(X=[[1.0, 2.0]], W=[[1.0, 0.0, -1.0], [0.5, 1.0, 2.0]], b=[0.0, 1, 2])
    yield worked(X=[[1.0, 2.0], [3.0, 4.0]], W=[[1.0, 2.0], [0.0, 1.0]], b=[10.0, 20])
    for n, d, k in [(4, 2, 3), (3, 3, 3), (5, 4, 1), (1, 3, 2), (6, 1, 4), (2, 2, 2)]:
        yield case(
            X=rng.normal(size=(n, d)),
            W=rng.normal(size=(d, k)),
            b=rng.normal(size=k),
        )
    yield case(X=np.zeros((3, 2)), W=rng.normal(size=(2, 3)), b=rng.normal(size=3))


def _only_first_row(X, W, b):
    for x in X:
        return x @ W + b


dense = Exercise(
    number="6.1.1", name="dense", difficulty=1, minutes=6, points=1,
    reference=_dense, cases=_cases, rows=("X",),
    mistakes=(
        Mistake("W transposed", lambda X, W, b: X @ W.T + b, hint=2, message=
            "W is used transposed. Its rows belong to the inputs and its columns to the units, so "
            "that it fits behind X as it is."),
        Mistake("W in front", lambda X, W, b: W @ X + b, hint=2, message=
            "W stands in front of X. The examples are the rows of X, so X comes first: the last "
            "axis of X meets the first axis of W."),
        Mistake("bias over the wrong axis", lambda X, W, b: X @ W + b[:, None], message=
            "The bias was added along the rows: each example got one bias. Each unit has one, so b "
            "belongs to the columns, and an array of shape (k,) does that alone."),
        Mistake("bias missing", lambda X, W, b: X @ W, hint=2, message=
            "The bias plays no part. Without it every unit answers 0 to an input of zeros."),
        Mistake("bias subtracted", lambda X, W, b: X @ W - b, hint=2, message=
            "The bias is subtracted. A layer adds it."),
        Mistake("biases added up", lambda X, W, b: X @ W + b.sum(), message=
            "All units got the sum of the biases. Each unit has its own."),
        Mistake("activation included", lambda X, W, b: np.maximum(X @ W + b, 0), message=
            "Negative scores became 0. A dense layer ends with the bias; the bend is the next "
            "function's work."),
        Mistake("entry by entry", lambda X, W, b: X * W + b, hint=2, message=
            "`*` multiplies entry by entry. A unit needs the sum of all its products: that is a "
            "matrix product."),
        Mistake("only the first example", _only_first_row, message=
            "Only the first row of X is answered: `return` inside a loop ends it after one turn."),
    ),
    hints=(
        "What should come out for an input of zeros? And which shape has the result: how many "
        "rows, how many columns?",
        "`@` joins the last axis of the left side with the first axis of the right side. (n, d) "
        "and (d, k) meet at d. NumPy then adds a (k,) to every row.",
        "One product and one sum: `return … @ … + …`, with the examples on the left.",
    ),
    alternatives=(
        lambda X, W, b: np.einsum("nd,dk->nk", X, W) + b[None, :],
        lambda X, W, b: [[sum(x * W[:, j]) + b[j] for j in range(W.shape[1])] for x in X],
        lambda X, W, b: (W.T @ X.T + b[:, None]).T,
    ),
)  # fmt: skip
