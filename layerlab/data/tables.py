"""The small real sets that scikit-learn carries: handwriting first, then the tables.

They have no official split. Ours is a shuffle that never changes: four fifths for
training, the rest for the test; `split="all"` keeps scikit-learn's own order.
"""

import numpy as np

from layerlab.data.arguments import size_of, split_of
from layerlab.data.counter_rng import Counter
from layerlab.data.dataset import Dataset

SPLITS = ("train", "test", "all")
_LOADERS = {
    "digits": "load_digits",
    "iris": "load_iris",
    "wine": "load_wine",
    "breast_cancer": "load_breast_cancer",
    "diabetes": "load_diabetes",
}


def load(name, split, n, seed) -> Dataset:
    """One of scikit-learn's own sets: digits as pictures (n, 8, 8), values 0 … 16."""
    split = split_of(name, split, SPLITS)
    raw = _raw(name)
    rows = _rows(len(raw.data), split)
    n = size_of(name, split, n, len(rows))
    if n < len(rows):
        rows = rows[Counter(seed, name, split).permutation(len(rows), "subset")[:n]]
    if name == "digits":
        return _digits(raw, split, rows)
    columns = tuple(str(c) for c in raw.feature_names)
    classes = tuple(str(c) for c in raw.get("target_names", ()))
    y = raw.target[rows]
    y = y.astype(np.int64) if classes else y
    return Dataset(name, split, raw.data[rows], y, "table", classes, columns)


def _digits(raw, split, rows):
    return Dataset(
        "digits",
        split,
        raw.images[rows],
        raw.target[rows].astype(np.int64),
        "pictures",
        tuple("0123456789"),
        top=16.0,
    )


def _raw(name):
    from sklearn import datasets

    return getattr(datasets, _LOADERS[name])()


def _rows(n, split):
    if split == "all":
        return np.arange(n)
    order = Counter(0, "split of small sets").permutation(n, "rows")
    cut = n - n // 5
    return order[:cut] if split == "train" else order[cut:]
