"""The small network that reads the learner's own drawing of a digit (lesson 01).

From the thing you call (`Sorter`) down to the twelve-by-twelve picture that it sees. The
weights were made by tools/train_sorter.py and lie in sorter.npz, plain arrays only.
"""

from functools import lru_cache
from pathlib import Path

import numpy as np

from layerlab.errors import BadArgument

WEIGHTS = Path(__file__).with_name("sorter.npz")
NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SIDE = 12  # pixels of the picture that the network sees
FAINT = 0.15  # of the strongest ink: fainter pixels do not count as drawn


class Sorter:
    """A baked stack of layers: `sorter(drawing)` gives one share for each digit.

    `tiers` is a list of functions, each from one array of numbers to the next; `see`
    turns a drawing into the first array. Layer W [n, m] and b [m] mean x @ W + b.
    """

    names = NAMES

    def __init__(self, layers):
        self.layers = [(np.asarray(W, float), np.asarray(b, float)) for W, b in layers]
        last = len(self.layers) - 1
        self.tiers = [
            _tier(W, b, bend=i < last) for i, (W, b) in enumerate(self.layers)
        ]

    def __call__(self, drawing) -> np.ndarray:
        """Ten shares that sum to 1, for a drawing [h, w] of numbers, 0 where empty."""
        seen = self.see(drawing)
        if not seen.any():
            return np.zeros(len(NAMES))
        for tier in self.tiers:
            seen = tier(seen)
        return as_shares(seen)

    def see(self, drawing) -> np.ndarray:
        """The 144 numbers, 0 to 1, that the first tier receives."""
        return shrink(drawing).ravel()

    @property
    def parameters(self) -> int:
        """How many numbers the baking found."""
        return sum(W.size + b.size for W, b in self.layers)


def _tier(W, b, *, bend):
    def tier(x):
        z = x @ W + b
        return np.maximum(z, 0) if bend else z

    return tier


@lru_cache
def load_sorter() -> Sorter:
    """The shipped network.

    >>> load_sorter().tiers[0](np.zeros(144)).shape
    (96,)
    """
    with np.load(WEIGHTS, allow_pickle=False) as file:
        count = len(file.files) // 2
        return Sorter([(file[f"W{i}"], file[f"b{i}"]) for i in range(count)])


def as_shares(scores) -> np.ndarray:
    """Scores [..., k] as positive shares that sum to 1 (lesson 06 calls it softmax).

    >>> as_shares(np.zeros(4)).tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    scores = np.asarray(scores, float)
    grown = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return grown / grown.sum(axis=-1, keepdims=True)


def shrink(drawing, side=SIDE) -> np.ndarray:
    """A drawing [h, w] cut out, set upright and averaged to [side, side], 0 to 1.

    Wherever and however large you draw, the network sees the drawing fill its window.
    An empty drawing gives zeros. Raises BadArgument where it is no picture.

    >>> shrink(np.ones((24, 24))).round(6).min().item()
    1.0
    """
    drawing = np.asarray(drawing, float)
    if drawing.ndim != 2 or not np.isfinite(drawing).all():
        raise BadArgument(
            "A drawing is a table of numbers, height by width",
            f"its shape is {drawing.shape}",
            "Take one picture, without colours: picture.mean(axis=-1)",
        )
    top = drawing.max(initial=0)
    rows, columns = np.nonzero(drawing > FAINT * top)
    if not len(rows):
        return np.zeros((side, side))
    cut = drawing[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1] / top
    return _average(_square(_upright(cut.clip(0, 1))), side)


def _upright(picture):
    """The picture with its slant taken out: each row is moved sideways."""
    y, x = np.indices(picture.shape)
    y, x = y - np.average(y, weights=picture), x - np.average(x, weights=picture)
    slant = (picture * x * y).sum() / max((picture * y * y).sum(), 1e-9)
    shift = np.clip(slant, -0.8, 0.8) * y[:, 0]
    room = int(np.ceil(np.abs(shift).max()))
    wide = np.pad(picture, ((0, 0), (room, room)))
    at = np.arange(wide.shape[1])
    moved = [np.interp(at + s, at, row) for s, row in zip(shift, wide, strict=True)]
    moved = np.array(moved)
    used = np.flatnonzero(moved.max(axis=0) > FAINT)
    return moved[:, used.min() : used.max() + 1]


def _square(picture):
    """The picture in the middle of an empty square as wide as its longer side."""
    h, w = picture.shape
    longer = max(h, w)
    square = np.zeros((longer, longer))
    top, left = (longer - h) // 2, (longer - w) // 2
    square[top : top + h, left : left + w] = picture
    return square


def _average(square, side):
    """Means over `side` x `side` equal areas, pixels at the edges counted in part."""
    edges = np.linspace(0, len(square), side + 1)
    pixels = np.arange(len(square))
    overlap = np.minimum(edges[1:, None], pixels + 1) - np.maximum(
        edges[:-1, None], pixels
    )
    part = overlap.clip(0) * side / len(square)  # (side, pixels)
    return part @ square @ part.T
