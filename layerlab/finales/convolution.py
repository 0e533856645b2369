"""Finale of 10: a cake, seen through the learner's own convolution and pooling."""

import numpy as np

from layerlab.finales import pictures
from layerlab.widgets.kernel_lab.window import PICTURES

KERNELS = {
    "upright edges": [[1, 0, -1], [2, 0, -2], [1, 0, -1]],
    "level edges": [[1, 2, 1], [0, 0, 0], [-1, -2, -1]],
    "corners": [[0, -1, 0], [-1, 4, -1], [0, -1, 0]],
}


def play(output_size, correlate, conv2d, max_pool, receptive_field) -> None:
    """One cake, its maps, and the maps pooled; sizes and reach in words."""
    cake = PICTURES["cake"]()
    W = np.array(list(KERNELS.values()), float)[:, None]
    maps = conv2d(cake[None, None], W, np.zeros(len(W)), padding=1)
    pooled = max_pool(np.maximum(maps, 0), 2)
    side, half = (
        output_size(len(cake), 3, padding=1),
        output_size(len(cake), 2, stride=2),
    )
    reach = receptive_field([(3, 1), (2, 2)])
    print(
        f"{len(cake)} pixels → {side} cells of your conv2d → {half} of your max_pool; "
        f"a pooled cell sees {reach} pixels."
    )
    shown = [_scaled(cake), *map(_scaled, maps[0])]
    shown += [_scaled(np.kron(plane, np.ones((2, 2)))) for plane in pooled[0]]
    pictures.show_pictures(
        np.array(shown),
        ["the cake", *KERNELS, *["pooled"] * len(KERNELS)],
        columns=4,
        alt="A grey cake, then its maps of upright edges, of level edges and of corners, and "
        "the same three maps pooled to half the size.",
    )


def _scaled(plane) -> np.ndarray:
    """A map with its own range stretched to 0 … 1."""
    low, high = float(np.min(plane)), float(np.max(plane))
    return (np.asarray(plane) - low) / max(high - low, 1e-9)
