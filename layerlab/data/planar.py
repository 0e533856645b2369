"""Points in the plane, made to order: from the loader to one shape after the other.

Every set is (n, 2) float64 with classes 0, 1, …, centred on 0, within about -1.5 … 1.5
before noise. Classes alternate, so that any first n points are as balanced as they can be.
"""

import numpy as np

from layerlab.data.arguments import number, size_of, split_of
from layerlab.data.counter_rng import Counter
from layerlab.data.dataset import Dataset
from layerlab.data.trigonometry import cosine, sine

SPLITS = {"train": 400, "val": 200, "test": 200}
MOST = 1_000_000


def moons(draw, rows, k=2) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two half circles that hold each other."""
    t, y = draw.uniform(rows, "along") / 2, rows % 2
    x = np.where(y == 0, cosine(t) - 0.5, 0.5 - cosine(t))
    return x, np.where(y == 0, sine(t) - 0.25, 0.25 - sine(t)), y


def circles(draw, rows, k=2) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """`k` circles, one inside the other."""
    y, t = rows % k, draw.uniform(rows, "along")
    r = 1.0 - y / k
    return r * cosine(t), r * sine(t), y


def spirals(draw, rows, k=2) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """`k` arms that wind out of the middle, each 1.25 times round."""
    y, t = rows % k, draw.uniform(rows, "along")
    r, turns = 0.1 + t, 1.25 * t + y / k
    return r * cosine(turns), r * sine(turns), y


def xor(draw, rows, k=2) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Four squares; opposite corners belong together."""
    y, corner = rows % 2, draw.whole(rows, "corner", 2)
    x1, x2 = draw.uniform(rows, "x1"), draw.uniform(rows, "x2")
    right, up = corner, np.where(y == 0, corner, 1 - corner)
    return _side(right, x1), _side(up, x2), y


def blobs(draw, rows, k=3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """`k` round heaps on a circle; each has spread 0.25 before noise."""
    y = rows % k
    x1 = cosine(y / k + 0.25) + 0.25 * draw.normal(rows, "x1")
    return x1, sine(y / k + 0.25) + 0.25 * draw.normal(rows, "x2"), y


def checkerboard(draw, rows, k=2) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A board of 4 x 4 squares whose colour is the class."""
    y, column = rows % 2, draw.whole(rows, "column", 4)
    row = 2 * draw.whole(rows, "row", 2) + (column + y) % 2
    x1 = (column + draw.uniform(rows, "x1")) / 2 - 1
    return x1, (row + draw.uniform(rows, "x2")) / 2 - 1, y


SHAPES = {f.__name__: f for f in (moons, circles, spirals, xor, blobs, checkerboard)}
_FINE = ("spirals", "xor", "checkerboard")  # little noise closes their gaps
_MANY = ("circles", "spirals", "blobs")  # the shapes that take any number of classes


def load(name, split, n, seed, *, noise=None, classes=None) -> Dataset:
    """Points of one shape; `noise` is the spread added (None: 0.1, or 0.03 if fine)."""
    split = split_of(name, split, SPLITS)
    n = size_of(name, split, n, MOST, SPLITS[split])
    most = 6 if name in _MANY else 2
    k = number("classes", classes or (3 if name == "blobs" else 2), 2, most, whole=True)
    noise = 0.03 if noise is None and name in _FINE else 0.1 if noise is None else noise
    noise = number("noise", noise, 0, 10)
    draw, rows = Counter(seed, name, split), np.arange(n)
    x1, x2, y = SHAPES[name](draw, rows, k)
    X = np.stack([x1, x2], axis=1)
    for axis in (0, 1):
        X[:, axis] += noise * draw.normal(rows, f"noise{axis}")
    names = tuple(f"class {i}" for i in range(k))
    return Dataset(name, split, X, y, "points", names, columns=("x1", "x2"))


def _side(positive, u):
    """A coordinate in 0.1 … 1 or -1 … -0.1: a gap stays free between the squares."""
    return np.where(positive == 1, 1, -1) * (0.1 + 0.9 * u)
