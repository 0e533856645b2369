"""The playground's 2-D data sets, as in `recipe.js`: the same points, to the digit."""

import math

import numpy as np

from layerlab.widgets.random_numbers import bell, chance

CLASSES = {
    "moons": 2,
    "circles": 2,
    "xor": 2,
    "spirals": 2,
    "pinwheel": 3,
    "flavours": 6,
}


def make(name, *, noise, n=300) -> tuple[np.ndarray, np.ndarray]:
    """Return X [n, 2] and labels 0…k-1 of a built-in set."""
    random, normal, k = chance(11), bell(chance(12)), CLASSES[name]
    X, y = np.zeros((n, 2)), np.zeros(n, dtype=int)
    for i in range(n):
        r, q = next(random), next(random)
        px, py, y[i] = _PLACES[name](i % k, r, q)
        X[i] = px + 0.6 * noise * next(normal), py + 0.6 * noise * next(normal)
    return X, y


def standardise(X) -> tuple:
    """Return X with mean 0 and spread 1 in each direction, and (mean, spread)."""
    mean, spread = X.mean(0), X.std(0)
    spread = np.where(spread > 0, spread, 1)
    return (X - mean) / spread, (mean, spread)


def _moons(c, r, q):
    x, y = math.cos(math.pi * r), math.sin(math.pi * r)
    return (0.5 - x, 0.25 - y, 1) if c else (x - 0.5, y - 0.25, 0)


def _circles(c, r, q):
    radius = 0.4 * math.sqrt(r) if c else 1
    return radius * math.cos(math.tau * q), radius * math.sin(math.tau * q), c


def _xor(c, r, q):
    x, y = 2 * r - 1, 2 * q - 1
    return x, y, int(x * y < 0)


def _arms(arms, turn):
    def place(c, r, q):
        a = math.tau * c / arms + turn * math.sqrt(r) + 0.12 * (q - 0.5)
        d = 0.1 + math.sqrt(r)
        return d * math.cos(a), d * math.sin(a), c

    return place


def _flavours(c, r, q):
    a, d = math.tau * c / 6, 0.26 * math.sqrt(r)
    x = 0.95 * math.cos(a) + d * math.cos(math.tau * q)
    return x, 0.95 * math.sin(a) + d * math.sin(math.tau * q), c


_PLACES = {
    "moons": _moons,
    "circles": _circles,
    "xor": _xor,
    "spirals": _arms(2, 3 * math.pi),
    "pinwheel": _arms(3, 2.2),
    "flavours": _flavours,
}
