"""What several exercises of unit 04 need: the right functions, and slips in an update."""

import numpy as np


def predict(X, w, b):
    """The neuron's answers, ±1."""
    return np.where(X @ w + b >= 0, 1, -1)


def update(x, y, w, b):
    """Rosenblatt's rule for one example."""
    if y * (1 if w @ x + b >= 0 else -1) > 0:
        return w, b
    return w + y * x, b + y


def is_wrong(x, y, w, b):
    """Whether the neuron answers an example wrongly; a score of 0 is answered with +1."""
    return (w @ x + b >= 0) != (y > 0)


def always_moves(x, y, w, b):
    """An update that does not ask whether the prediction was right."""
    return w + y * x, b + y


def moves_on_the_line(x, y, w, b):
    """An update that takes a score of 0 for a mistake of either class."""
    if y * (w @ x + b) <= 0:
        return w + y * x, b + y
    return w, b


def if_wrong(step_w, step_b):
    """An update that moves by these steps where the prediction is wrong."""

    def code(x, y, w, b):
        if is_wrong(x, y, w, b):
            return w + step_w(x, y), b + step_b(x, y)
        return w, b

    return code


def moves_if_wrong(move):
    """An update that gives `move(x, y, w, b)` where the prediction is wrong."""

    def code(x, y, w, b):
        return move(x, y, w, b) if is_wrong(x, y, w, b) else (w, b)

    return code


def train(X, y, epochs):
    """The rule, epoch after epoch, from zero."""
    w, b, history = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        mistakes = 0
        for x_i, y_i in zip(X, y, strict=True):
            mistakes += is_wrong(x_i, y_i, w, b)
            w, b = update(x_i, y_i, w, b)
        history.append(int(mistakes))
        if mistakes == 0:
            break
    return w, b, history


XOR = ([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [-1, 1, 1, -1])
