"""What several exercises of unit 12 need: drawn tensors, and how close is close enough."""

import numpy as np

from layerlab.checking import Closeness, Tensor


def tensor(rng, *shape, scale=1.0, shift=0.0):
    """Drawn float32 numbers, rounded so that a message can show them."""
    values = rng.normal(size=shape) * scale + shift
    return Tensor(values.astype(np.float32).round(3))


LOOSE = Closeness(rtol=1e-3, atol=1e-4)  # float32 sums in any order
