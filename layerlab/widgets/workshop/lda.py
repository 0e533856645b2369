"""The classical model of the workshop in NumPy, as in `lda.js`: a linear discriminant."""

import numpy as np


def fit(X, y, classes, ridge=1e-3) -> tuple[np.ndarray, np.ndarray]:
    """Return (weights [d, k], bias [k]) from standardised X [n, d], labels 0…k-1."""
    members = np.eye(classes)[y]  # (n, k)
    count = members.sum(0)
    mean = members.T @ X / np.maximum(count, 1)[:, None]  # (k, d)
    gap = X - mean[y]
    spread = gap.T @ gap / len(X) + ridge * np.eye(X.shape[1])
    weights = np.linalg.solve(spread, mean.T)
    with np.errstate(divide="ignore"):
        bias = np.log(count / len(X)) - 0.5 * (weights.T * mean).sum(1)
    return weights, bias


def curve(X, y, *, train, sizes, orders, classes) -> list[float]:
    """Mean accuracy on the rows from `train` on, for each size of the training set."""
    return [
        float(np.mean([_right(X, y, train, order[:size], classes) for order in orders]))
        for size in sizes
    ]


def _right(X, y, train, rows, classes):
    weights, bias = fit(X[rows], y[rows], classes)
    return (np.argmax(X[train:] @ weights + bias, axis=1) == y[train:]).mean()
