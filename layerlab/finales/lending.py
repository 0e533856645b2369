"""What the thread lends to who skipped a unit: the same parts, made by plain NumPy.

From `lend` down to the steps: a perceptron, its walk down the cross-entropy, two layers
around it, and their training.
"""

import numpy as np

DIGIT = 7  # the one that a single neuron looks for
HIDDEN = 32


def lend(unit: str, X, y) -> list:
    """The layers that a unit makes, "04" to "07", from digits X (n, 64), y (n,)."""
    layers = _neuron(X, np.where(y == DIGIT, 1, -1))
    if unit == "04":
        return layers
    layers = _walked(layers, X, (y == DIGIT).astype(float))
    if unit == "05":
        return layers
    layers = two_layers(layers)
    return layers if unit == "06" else _trained(layers, X, y)


def two_layers(neuron) -> list:
    """A neuron among random units, and ten outputs above: what 06 puts together."""
    rng, (w, b) = np.random.default_rng(6), neuron[0]
    W1 = rng.normal(size=(len(w), HIDDEN)) * np.sqrt(2 / len(w))
    W1[:, 0], b1 = w[:, 0], np.append(b, np.zeros(HIDDEN - 1))
    W2 = rng.normal(size=(HIDDEN, 10)) * np.sqrt(1 / HIDDEN)
    W2[0, DIGIT] = 1.0
    return [(W1, b1), (W2, np.zeros(10))]


def _neuron(X, labels, epochs=20) -> list:
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        for x, label in zip(X, labels, strict=True):
            if (w @ x + b >= 0) != (label > 0):
                w, b = w + label * x, b + label
    return [(w[:, None], np.array([b]))]


def _walked(layers, X, target, steps=300, lr=2.0) -> list:
    W, b = layers[0]
    w, b = 4 * W[:, 0] / np.linalg.norm(W), 4 * b / np.linalg.norm(W)
    for _ in range(steps):
        errors = 1 / (1 + np.exp(-X @ w - b)) - target
        w, b = w - lr * X.T @ errors / len(X), b - lr * errors.mean()
    return [(w[:, None], b)]


def _trained(layers, X, y, epochs=30, size=32, lr=0.2) -> list:
    rng, ((W1, b1), (W2, b2)) = np.random.default_rng(7), layers
    for _ in range(epochs):
        for rows in np.array_split(rng.permutation(len(y)), len(y) // size):
            H = np.maximum(X[rows] @ W1 + b1, 0)
            scores = H @ W2 + b2
            P = np.exp(scores - scores.max(axis=1, keepdims=True))
            D = (P / P.sum(axis=1, keepdims=True) - np.eye(10)[y[rows]]) / len(rows)
            dZ = np.where(H > 0, D @ W2.T, 0)
            W2, b2 = W2 - lr * H.T @ D, b2 - lr * D.sum(axis=0)
            W1, b1 = W1 - lr * X[rows].T @ dZ, b1 - lr * dZ.sum(axis=0)
    return [(W1, b1), (W2, b2)]
