"""The playground's network in NumPy, as in `net.js`: the same program written twice."""

import numpy as np

from layerlab.widgets.random_numbers import bell, chance

ACTS = {
    "relu": (lambda z: np.maximum(z, 0), lambda a: (a > 0).astype(float)),
    "tanh": (np.tanh, lambda a: 1 - a * a),
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda a: a * (1 - a)),
    "linear": (lambda z: z, np.ones_like),
}


def sizes(tiers, classes) -> list[int]:
    """Return the number of units of every layer, from the two inputs to the output."""
    return [2, *(units for units, _ in tiers), classes if classes > 2 else 1]


def init(tiers, classes, *, seed, linear=False) -> list[tuple]:
    """Return the first weights, a list of (W, b) as in `X @ W + b`."""
    widths, normal = sizes(tiers, classes), bell(chance(seed))
    acts = activations(tiers, linear)
    layers = []
    for n, m, act in zip(widths, widths[1:], acts, strict=False):
        spread = np.sqrt((2 if act == "relu" else 1) / n)
        W = np.array([next(normal) for _ in range(n * m)]).reshape(n, m) * spread
        layers.append((W, np.zeros(m)))
    return layers


def activations(tiers, linear) -> list[str]:
    """Return the activation of every layer; the output is linear (logits)."""
    return [*("linear" if linear else act for _, act in tiers), "linear"]


def forward(layers, acts, X) -> list:
    """Return the values of every layer for X [n, 2], the inputs first."""
    values = [np.asarray(X, dtype=float)]
    for (W, b), act in zip(layers, acts, strict=True):
        values.append(ACTS[act][0](values[-1] @ W + b))
    return values


def probabilities(logits) -> np.ndarray:
    """Return class probabilities [n, k]; one column of logits means two classes."""
    if logits.shape[1] == 1:
        p = 1 / (1 + np.exp(-logits))
        return np.hstack([1 - p, p])
    e = np.exp(logits - logits.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def train(layers, acts, data, *, steps, lr, batch, seed) -> list[tuple]:
    """Return the weights after `steps` steps of plain gradient descent."""
    X, y = data
    for step in range(steps):
        random = chance(seed + 7919 * (step + 1))
        i = [int(next(random) * len(y)) for _ in range(batch)]
        grads = gradients(layers, acts, X[i], y[i])
        layers = [
            (W - lr * dW, b - lr * db)
            for (W, b), (dW, db) in zip(layers, grads, strict=True)
        ]
    return layers


def gradients(layers, acts, X, y) -> list[tuple]:
    """Return (dW, db) of every layer for the mean cross-entropy of a batch."""
    values = forward(layers, acts, X)
    p = probabilities(values[-1])
    if values[-1].shape[1] == 1:
        blame = (p[:, 1:] - y[:, None]) / len(y)
    else:
        blame = (p - np.eye(p.shape[1])[y]) / len(y)
    grads = []
    for l in range(len(layers) - 1, -1, -1):
        grads.append((values[l].T @ blame, blame.sum(0)))
        if l:
            blame = blame @ layers[l][0].T * ACTS[acts[l - 1]][1](values[l])
    return grads[::-1]


def unflatten(flat, widths) -> list[tuple]:
    """Return the list of (W, b) that the browser sent as one array."""
    layers, at = [], 0
    for n, m in zip(widths, widths[1:], strict=False):
        W, b = flat[at : at + n * m].reshape(n, m), flat[at + n * m : at + n * m + m]
        layers.append((W, b))
        at += n * m + m
    return layers


def count(widths) -> int:
    """Return the number of parameters of a network with these layer sizes."""
    return sum((n + 1) * m for n, m in zip(widths, widths[1:], strict=False))
