"""The cards of the leak lab: cakes, their photographs, what is measured on them, labels.

Row r is photograph r % SHOTS of cake r // SHOTS: first the cakes of the two open trays,
then those of the sealed one.
"""

from functools import lru_cache

import numpy as np

from layerlab.data import load, rebake
from layerlab.data.counter_rng import Counter

SHOTS = 6  # photographs of each cake
OPEN, SEALED = 24, 26  # cakes on the train and test trays; cakes in the sealed one
CARDS = OPEN * SHOTS
COLUMNS = 40
SEED = 3  # one whose sealed scores are near one half, as those of most seeds are
OTHERS = 600  # cakes of nobody here, in which the patterns of the columns were found


@lru_cache
def pictures() -> np.ndarray:
    """The open cards without their grain, uint8 (144, 16, 16, 3): they are to be seen."""
    clean = rebake(_photographs("train", OPEN), noise=0).X
    return _halved(clean).round().astype(np.uint8)


@lru_cache
def columns() -> np.ndarray:
    """40 measurements of each photograph, float32 (300, 40).

    Each says how much of one pattern there is; the patterns are the main ones of 600 other
    cakes (principal components), of spread 1 among those. No label had a part in this.
    """
    others = _flat(load("bakery", n=OTHERS, seed=77).X)
    middle = others.mean(axis=0)
    _, spread, patterns = np.linalg.svd(others - middle, full_matrices=False)
    scale = np.sqrt(OTHERS) / spread[:COLUMNS, None]
    both = [_photographs("train", OPEN).X, _photographs("test", SEALED).X]
    measured = (_flat(np.concatenate(both)) - middle) @ (patterns[:COLUMNS] * scale).T
    return measured.astype(np.float32)


def labels(*, coin: bool) -> np.ndarray:
    """0 or 1 for each photograph, int (300,), the same for all of one cake.

    With `coin` half of the cakes, drawn by chance, get 1; else those on the darker half of
    the tablecloths, which can be seen in the pictures.
    """
    halves = []
    for split, count in (("train", OPEN), ("test", SEALED)):
        order = Counter(SEED, "leak lab", split).permutation(count, "coin")
        if not coin:
            order = np.argsort(_cakes(split, count).factors["background_depth"])
        halves.append(np.isin(np.arange(count), order[count // 2 :]))
    return np.repeat(np.concatenate(halves), SHOTS).astype(int)


def _cakes(split, count):
    return load("bakery", split, n=count, seed=SEED, rotation=20)


@lru_cache
def _photographs(split, count):
    """Every cake six times: moved and turned a little, in other light."""
    many = _cakes(split, count).take(np.repeat(np.arange(count), SHOTS))
    source, rows = Counter(SEED, "leak lab", split), np.arange(len(many))

    def around(name, most):
        return many.factors[name] + most * (2 * source.uniform(rows, name) - 1)

    moved = {
        "x": around("x", 0.05),
        "y": around("y", 0.05),
        "angle": around("angle", 8),
    }
    light = source.uniform(rows, "light")
    return rebake(many, seed=SEED, noise=0.03, light=light, **moved)


def _halved(X):
    """Pictures (n, 32, 32, 3) at half their size, as floats."""
    return X.reshape(len(X), 16, 2, 16, 2, 3).mean(axis=(2, 4))


def _flat(X):
    return _halved(X).reshape(len(X), -1) / 255
