"""Finale of 01: the fold, and the digit reader, baked by the learner's own `bake`."""

import numpy as np

from layerlab.figures import folds
from layerlab.props.cake import as_shares, load_sorter
from layerlab.widgets import DrawingPad

UP = np.array([[1.0, 1.0]]), np.array([0.0, -0.5])  # two units: the rise, the turn
DOWN = np.array([[2.0], [-4.0]]), np.zeros(1)


def play(bake, count_parameters, collapse, sort_recipe) -> DrawingPad:
    """A pad where the learner's functions read; their count stands above it."""
    _fold(bake, count_parameters, collapse)
    reader = load_sorter()
    sizes = [len(reader.layers[0][0]), *(len(b) for _, b in reader.layers)]
    (W1, b1), (W2, b2) = reader.layers[:2]
    flat = collapse(W1, b1, W2, b2)
    print(
        f"Your count_parameters: this reader has {count_parameters(tuple(sizes)):,} parameters.\n"
        f"Your collapse makes its first two tiers, without bends, one of {np.size(flat[0]):,} weights."
    )

    def judge(drawing):
        seen = reader.see(drawing)
        if not seen.any():
            return np.zeros(len(reader.names))
        return as_shares(bake(seen, reader.tiers))

    task = "Draw a digit. Your own bake carries it through all tiers."
    return DrawingPad(judge, names=list(reader.names), task=task)


def _fold(bake, count_parameters, collapse) -> None:
    """The fold of the lesson as two tiers, baked once, twice and six times over."""
    fold = [lambda h: np.maximum(h @ UP[0] + UP[1], 0), lambda h: h @ DOWN[0] + DOWN[1]]
    x = np.linspace(0, 1, 1025)
    heights = [np.ravel(bake(x[:, None].copy(), fold * times)) for times in (1, 2, 3)]
    folds(x, heights)
    ten = bake(x[:, None].copy(), fold * 10)
    W, b = collapse(*UP, *DOWN)
    print(
        f"Your bake folded the line once, twice, three times; after ten it has {_peaks(ten)} "
        f"peaks, from {10 * count_parameters((1, 2, 1))} parameters.\n"
        f"Without the bend your collapse makes of one fold the straight line "
        f"{np.ravel(W)[0]:g} x + {np.ravel(b)[0]:g}, however often."
    )


def _peaks(heights) -> int:
    return int((np.diff(np.sign(np.diff(np.ravel(heights)))) < 0).sum())
