"""What two exercises of unit 07 need: softmax and its loss, backwards."""

import numpy as np


def softmax(z):
    """Probabilities, row by row."""
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def loss_backward(logits, y):
    """The slopes of the mean cross-entropy by the logits."""
    p = softmax(logits)
    return (p - np.eye(p.shape[1])[y]) / len(y)
