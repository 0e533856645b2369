"""One thread: the digit reader that the learner builds from 04 to 09, part by part.

What a unit made is kept in `reader.json` (see layerlab.keeping) as layers, pairs (W, b)
of X @ W + b. Who skipped a unit is lent one (layerlab.finales.lending).
"""

from functools import lru_cache

import numpy as np

from layerlab import keeping
from layerlab.data import load
from layerlab.finales import lending
from layerlab.props.cake import NAMES, as_shares, shrink
from layerlab.widgets import DrawingPad

FILE = "reader.json"
DIGIT = lending.DIGIT  # the one that a single neuron looks for
SIDE = 8


def see(drawing) -> np.ndarray:
    """A drawing, cut out and shrunk to 8 by 8 as the reader sees it: (64,), 0 to 1.

    >>> see(np.ones((28, 28))).shape
    (64,)
    """
    return shrink(drawing, SIDE).ravel()


@lru_cache
def digits(split: str) -> tuple[np.ndarray, np.ndarray]:
    """Handwritten digits as the reader sees them: X (n, 64), y (n,) of 0 to 9."""
    pictures, y = load("digits", split)
    X = np.array([see(picture) for picture in pictures])
    X.setflags(write=False)
    return X, np.asarray(y)


def keep(unit: str, layers) -> None:
    """Keep what a unit made, for the next one."""
    rows = keeping.read(FILE)
    rows[unit] = [[np.round(part, 5).tolist() for part in layer] for layer in layers]
    keeping.write(FILE, rows)


def part(unit: str) -> tuple[list, bool]:
    """What a unit made, and whether it is the learner's; else the course's own."""
    mine = _kept(unit)
    return (mine, True) if mine else (_provided(unit), False)


def whose(mine: bool) -> str:
    """In words, for the line above a finale."""
    return "yours" if mine else "the course's: you have none yet"


def _kept(unit: str) -> list | None:
    """The layers that were kept; None where there are none, or none that fit."""
    try:
        layers = [(np.array(W, float), np.array(b, float)) for W, b in _rows(unit)]
        inputs = [SIDE**2, *(b.size for _, b in layers)]
        fits = [len(W) == n for (W, _), n in zip(layers, inputs, strict=False)]
    except (TypeError, ValueError):
        return None
    return layers if layers and all(fits) else None


def _rows(unit):
    rows = keeping.read(FILE).get(unit)
    return rows if isinstance(rows, list) else []


@lru_cache
def _provided(unit: str) -> list:
    return lending.lend(unit, *digits("train"))


def pad(scores, task: str) -> DrawingPad:
    """A pad to draw on, where `scores`, (1, 64) -> (1, 10), reads the drawing."""

    def judge(drawing):
        seen = see(drawing)
        if not seen.any():
            return np.zeros(len(NAMES))
        return as_shares(np.asarray(scores(seen[None]), float).ravel())

    return DrawingPad(judge, names=list(NAMES), task=task)


def right(answers, y) -> str:
    """The share of right answers in words: `97.3%`."""
    return f"{np.mean(np.asarray(answers) == y):.1%}"
