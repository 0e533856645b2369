"""Finale of 07: the network of 06, trained by the learner's own `mlp_gradients`."""

import numpy as np

from layerlab.finales import pictures, thread
from layerlab.widgets import DrawingPad

EPOCHS, SIZE, LR = 30, 32, 0.2


def make(
    dense_backward, relu_backward, softmax_backward, mlp_gradients, check, before
) -> list:
    """The two layers after training; `before` are those of 06."""
    X, y = thread.digits("train")
    rng, params = np.random.default_rng(7), [(W.copy(), b.copy()) for W, b in before]
    for _ in range(EPOCHS):
        order = rng.permutation(len(y))
        for start in range(0, len(y), SIZE):
            rows = order[start : start + SIZE]
            slopes = mlp_gradients(X[rows], y[rows], params)
            params = [
                (W - LR * dW, b - LR * db)
                for (W, b), (dW, db) in zip(params, slopes, strict=True)
            ]
    return params


def play(
    dense_backward, relu_backward, softmax_backward, mlp_gradients, check
) -> DrawingPad:
    """Train, keep, show what the hidden units look for, and read what is drawn."""
    before, mine = thread.part("06")
    params = make(
        dense_backward, relu_backward, softmax_backward, mlp_gradients, check, before
    )
    thread.keep("07", params)
    X, y = thread.digits("test")
    start, end = (
        thread.right(forward(X, p).argmax(axis=1), y) for p in (before, params)
    )
    print(
        f"The network of lesson 06 ({thread.whose(mine)}) had {start} of new digits right.\n"
        f"After {EPOCHS} epochs of your mlp_gradients it has {end}. It is kept."
    )
    _show_units(params[0][0].T[:16])
    task = "Draw a digit: it is read by weights that your own backprop found."
    return thread.pad(lambda seen: forward(seen, params), task)


def _show_units(units) -> None:
    units = units / np.abs(units).max(
        axis=1, keepdims=True
    )  # each as strong as it can be
    pictures.show_pictures(
        units.reshape(-1, 8, 8),
        [f"unit {k}" for k in range(16)],
        signed=True,
        alt="The weights of 16 hidden units as pictures of 8 by 8: red where ink wakes the "
        "unit, blue where it silences it.",
    )


def forward(X, params) -> np.ndarray:
    """The logits of dense layers with ReLU between them, (n, 10)."""
    *hidden, (W, b) = params
    for V, c in hidden:
        X = np.maximum(X @ V + c, 0)
    return X @ W + b
