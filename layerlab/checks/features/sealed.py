"""Digits that nobody chose by, and the linear reader that reads them from given features.

From the judge down to the reader and the digits.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from sklearn.linear_model import LogisticRegression

from layerlab.judging.compare import Difference, compare
from layerlab.watching.units.measuring import TABLE

MOST, ENOUGH = 6, 0.70  # columns, and share of the sealed digits
LEARNED = 1000  # of the pictures that are handed over; the others are sealed
NAMED = 0.7  # of all digits named from one column: no measurement does that
SURE = 0.995  # of all digits for which a yes or no is right: no rule of a person's is


class _Words(str):
    __slots__ = ()
    __repr__ = str.__str__


@dataclass(frozen=True, eq=False)
class Reader:
    """Judges columns by what a linear reader reads from them on sealed digits."""

    measured = ("all", "some", "again", "turned round", "alone", "palest", "pictures")

    def __call__(self, value, args, expected) -> Difference | None:
        found = compare(value, {"what came back": TABLE})
        broken = None if found else next(self.rules(value, expected), None)
        if found or not broken:
            return found
        where, got, words = broken
        words = _Words(words)
        return Difference("unmet", where, f"{where}: {words}", _Words(got), words)

    def broken(self, value, expected) -> Iterator[tuple]:
        """The first rule that is not kept: known mistakes are told apart by it."""
        for where, _, words in self.rules(value, expected):
            yield where, words
            return

    def rules(self, value, expected) -> Iterator[tuple]:
        """Triples (what, how it came back, what was asked for) of rules not kept."""
        if not isinstance(value, dict) or value.get("what came back") != TABLE:
            return
        F, y = np.asarray(value["all"], float), _LABELS[expected["pictures"]]
        yield from _of_columns(F, y, expected)
        yield from _of_company(value, expected["palest"])
        if looked_up := sum(_names(column, y) for column in F.T):
            yield "columns that are the class itself", str(looked_up), "none"
        yield from _of_reading(F, y)


def _of_columns(F, y, expected):
    if F.shape[1] > MOST:
        yield "number of columns", str(F.shape[1]), f"at most {MOST}"
    if not np.isfinite(F).all():
        count = int((~np.isfinite(F)).sum())
        yield "numbers that are NaN or infinite", str(count), "none"
    if (F[0] == F).all():
        yield (
            "pictures that are told apart",
            "none",
            "different numbers for different ones",
        )
    pixels = _PIXELS[expected["pictures"]]
    if copied := sum(_is_pixel(column, pixels) for column in F.T):
        yield "columns that are a single pixel", str(copied), "none"


def _of_company(value, palest):
    """Whether a picture's numbers are its own: again, in other company, in another order."""
    some, asked = value["some"], "the same numbers for the same pictures"
    if not _same(some, value["again"]):
        yield "the same 40 pictures, measured again", "other numbers", asked
    where, alone = "the same pictures among all others", "other numbers for one alone"
    if not _same(some, value["all"][: len(some)]):
        yield where, "other numbers", asked
    if not _same(some, value["turned round"][::-1]):
        yield "the same 40 pictures in the reverse order", "other numbers", asked
    if not _same(value["alone"], value["all"][palest : palest + 1]):
        yield where, alone, asked


def _of_reading(F, y):
    share, most = read(F, y)
    if share >= ENOUGH:
        return
    asked = f"at least {ENOUGH:.2f}"
    told = f"{share:.2f}; most often a {most[0]} is taken for a {most[1]}"
    kind, k = "share right on sealed digits", F.shape[1]
    spread = F.std(axis=0)
    Z = (F - F.mean(axis=0)) / np.where(spread > 0, spread, 1)
    if np.linalg.matrix_rank(Z, tol=1e-6 * len(F)) < k:
        kind += ", by columns of which some repeat others"
    elif k < MOST:
        kind += f", by fewer than {MOST} columns"
    yield kind, told, asked


def read(F, y) -> tuple[float, tuple[int, int]]:
    """The share of sealed rows read rightly, and the pair (truth, answer) confused most.

    The reader is the lesson's: scaled columns and logistic regression.
    """
    mean, spread = F[:LEARNED].mean(axis=0), F[:LEARNED].std(axis=0)
    Z = (F - mean) / np.where(spread > 0, spread, 1)
    answers = (
        LogisticRegression(max_iter=300)
        .fit(Z[:LEARNED], y[:LEARNED])
        .predict(Z[LEARNED:])
    )
    truth, counts = y[LEARNED:], np.zeros((10, 10), dtype=int)
    np.add.at(counts, (truth, answers), 1)
    np.fill_diagonal(counts, 0)
    most = np.unravel_index(counts.argmax(), counts.shape)
    return float((answers == truth).mean()), (int(most[0]), int(most[1]))


def _names(column, y) -> bool:
    """Whether a column is the number of the class, or says exactly who is of one class."""
    means = np.array([column[y == k].mean() for k in range(10)])
    if (np.abs(column[:, None] - means).argmin(axis=1) == y).mean() > NAMED:
        return True
    high = column == column.max()
    if len(np.unique(column)) != 2:
        return False
    return any(_agree(high, y == k) for k in range(10))


def _agree(said, is_one) -> bool:
    agreed = np.mean(said == is_one)
    return bool(max(agreed, 1 - agreed) > SURE)


def _is_pixel(column, pixels) -> bool:
    """Whether a column is one pixel, perhaps scaled and moved."""
    if not (spread := column.std()) > 0:
        return False
    Z = (column - column.mean()) / spread
    deviation = pixels.std(axis=0)
    centred = (pixels - pixels.mean(axis=0)) / np.where(deviation > 0, deviation, 1)
    return bool(np.abs(Z @ centred / len(Z)).max() > 0.9999)


def _same(one, other) -> bool:
    return one.shape == other.shape and np.allclose(one, other, rtol=1e-4, atol=1e-6)


_LABELS: dict[str, np.ndarray] = {}  # by the pictures' digest: they stay on our side
_PIXELS: dict[str, np.ndarray] = {}


def drawn(seed: int) -> np.ndarray:
    """Pictures (n, 8, 8) in an order drawn by the seed: 1,000 to learn from, then sealed."""
    X, y = digits()
    rng, learned = np.random.default_rng(seed), np.arange(len(y)) < 1438
    order = np.concatenate(
        [rng.permutation(np.flatnonzero(part)) for part in (learned, ~learned)]
    )
    order = np.concatenate([order[:LEARNED], order[1438:]])
    images = np.ascontiguousarray(X[order])
    key = _digest(images)
    _LABELS[key], _PIXELS[key] = y[order], images.reshape(len(order), -1)
    return images


def is_whole(images) -> bool:
    """Whether these are all the pictures of one draw: of fewer no share can be told."""
    return _digest(np.ascontiguousarray(images)) in _LABELS


def _digest(images) -> str:
    return hashlib.sha256(images.tobytes()).hexdigest()


@lru_cache
def digits() -> tuple[np.ndarray, np.ndarray]:
    """All digits, 0 to 1, the training split first: (1797, 8, 8) and (1797,)."""
    from layerlab.data import load

    parts = [load("digits", split) for split in ("train", "test")]
    found = [(part.X / 16, part.y) for part in parts]
    return tuple(np.concatenate(both) for both in zip(*found, strict=True))
