"""Small worlds of photographs in families, and what a model is really worth in them.

What is really worth is measured on families that nobody else has: this is the judging side.
"""

import functools
from dataclasses import dataclass

import numpy as np

from layerlab.watching.units import honest

GROUPS, SHOTS, COLUMNS = 180, 2, 1600
GRAIN = 0.25  # by which photographs of one cake differ, where cakes differ by 1
TELLING, APART = 20, 0.75  # columns that tell the classes apart, and by how much
SEALED = 400  # new groups


@dataclass(frozen=True, eq=False)
class World:
    """Rows X with labels y and groups, and the share that the model gets right on new groups."""

    X: np.ndarray
    y: np.ndarray
    groups: np.ndarray
    truth: float


@functools.lru_cache(maxsize=64)
def world(seed: int, coin: bool) -> World:
    """A world of this seed; in one of coins the labels have nothing to do with the rows."""
    rng = np.random.default_rng([seed, coin])
    telling = np.zeros(COLUMNS)
    if not coin:
        telling[rng.permutation(COLUMNS)[:TELLING]] = APART
    X, y, groups = _families(rng, GROUPS, telling)
    sealed, truth, _ = _families(rng, SEALED, telling)
    columns = honest.select(X, y)
    predict = honest.fit(X[:, columns], y)
    right = float(np.mean(predict(sealed[:, columns]) == truth))
    order = rng.permutation(len(y))
    return World(X[order], y[order], groups[order], right)


def _families(rng, n: int, telling) -> tuple:
    """n cakes with SHOTS photographs each: rows, labels, names of the cakes."""
    labels = rng.permutation(np.arange(n) % 2)
    cakes = rng.normal(size=(n, COLUMNS)) + np.outer(labels - 0.5, telling)
    groups = np.repeat(np.arange(n), SHOTS)
    X = cakes[groups] + GRAIN * rng.normal(size=(n * SHOTS, COLUMNS))
    return X.astype(np.float32), labels[groups], groups
