"""What several exercises of unit 13 need: drawn pictures with labels."""

import numpy as np

from layerlab.checking import Tensor


def pictures(rng, n, d=3, k=3):
    """The arguments x and y: rows of d numbers, and labels below k."""
    x = rng.normal(size=(n, d)).astype(np.float32)
    return {"x": Tensor(x), "y": Tensor(rng.integers(0, k, size=n))}
