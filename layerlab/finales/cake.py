"""Finale of 01: the digit reader of the lesson, baked by the learner's own `bake`."""

import numpy as np

from layerlab.props.cake import as_shares, load_sorter
from layerlab.widgets import DrawingPad


def play(bake, count_parameters, collapse, sort_recipe) -> DrawingPad:
    """A pad where the learner's functions read; their count stands above it."""
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
