"""Finale of 04: one neuron of the digit reader, trained by the learner's own `train`."""

import numpy as np

from layerlab.finales import pictures, thread

EPOCHS = 20


def make(predict, update, train, margin, lift) -> list:
    """One neuron that looks for sevens: [(W, b)] with W (64, 1)."""
    X, y = thread.digits("train")
    w, b, _ = train(X.copy(), np.where(y == thread.DIGIT, 1, -1), EPOCHS)
    return [(np.reshape(w, (-1, 1)), np.reshape(b, 1))]


def play(predict, update, train, margin, lift) -> None:
    """Train, keep, show the weights as a picture, and the digits it is surest of."""
    layers = make(predict, update, train, margin, lift)
    thread.keep("04", layers)
    (W, b), (X, y) = layers[0], thread.digits("test")
    w, wanted = W[:, 0], np.where(y == thread.DIGIT, 1, -1)
    answers = predict(X.copy(), w, float(b[0]))
    always = thread.right(np.full(len(y), -1), wanted)
    print(
        f"Your neuron looks for sevens: it is right on {thread.right(answers, wanted)} of new digits.\n"
        f"Who always says no is right on {always}. It is kept for lesson 05."
    )
    order = np.argsort(X @ w)
    titled = {"your weights": w, "most a seven": X[order[-1]], "least": X[order[0]]}
    pictures.show_weights(
        titled,
        alt="The neuron's 64 weights as a picture, red for ink that speaks for a seven and "
        "blue for ink that speaks against it, beside the digits of the highest and of the "
        "lowest score.",
    )
