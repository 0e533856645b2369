"""One window slid over a picture, as in `window.js`; and the presets of the lab."""

import numpy as np

PRESETS = {
    "vertical": ("vertical edges", [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    "horizontal": ("horizontal edges", [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]),
    "outline": ("outline", [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]),
    "sharpen": ("sharpen", [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    "blur": ("blur", [[0.11, 0.11, 0.11], [0.11, 0.12, 0.11], [0.11, 0.11, 0.11]]),
    "identity": ("copy", [[0, 0, 0], [0, 1, 0], [0, 0, 0]]),
}

# A layer cake with a cherry, 16 x 16; digits are tenths of white.
CAKE = """
0000000000000000
0000000440000000
0000000990000000
0000000990000000
0000999999990000
0000966666690000
0000911111190000
0000966666690000
0099999999999900
0096666666666900
0091111111111900
0096666666666900
0099999999999900
4444444444444444
0444444444444440
0000000000000000
"""


def cake() -> np.ndarray:
    """Return the lab's own picture, [16, 16] in 0…1."""
    return np.array([[int(c) / 9 for c in row] for row in CAKE.split()]).round(2)


def photograph(side=48) -> np.ndarray:
    """Return the tower of a photograph that scikit-learn ships, grey, [side, side] in 0…1.

    china.jpg by danielbuechele, CC BY 2.0:
    https://www.flickr.com/photos/danielbuechele/6061409035/
    """
    from sklearn.datasets import load_sample_image

    square = load_sample_image("china.jpg")[:, :427].mean(axis=2)
    block = 427 // side
    tiles = square[: side * block, : side * block].reshape(side, block, side, block)
    return (tiles.mean(axis=(1, 3)) / 255).round(2)


def empty(side=24) -> np.ndarray:
    """Return nothing yet, [side, side]: a sheet to draw on."""
    return np.zeros((side, side))


PICTURES = {"cake": cake, "photograph": photograph, "empty": empty}


def correlate(image, kernel, *, stride=1, padding=0, dilation=1) -> np.ndarray:
    """Return the sums of image times kernel at every place of the window.

    >>> correlate(np.eye(3), np.ones((2, 2))).tolist()
    [[2.0, 1.0], [1.0, 2.0]]
    """
    wide = np.pad(np.asarray(image, dtype=float), padding)
    reach = [dilation * (k - 1) + 1 for k in np.shape(kernel)]
    if any(n < r for n, r in zip(wide.shape, reach, strict=True)):
        return np.zeros((0, 0))
    views = np.lib.stride_tricks.sliding_window_view(wide, reach)
    picked = views[::stride, ::stride, ::dilation, ::dilation]
    return np.einsum("rcij,ij->rc", picked, np.asarray(kernel, dtype=float))
