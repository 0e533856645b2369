"""Features of small pictures of digits, thought out by people (lesson 03).

From `handmade`, which measures a batch, down to the single ideas.
"""

import numpy as np

from layerlab.errors import UnknownName


def handmade(images, names=None) -> np.ndarray:
    """Measure pictures (n, h, w), 0 to 1: (n, k), one column for each of `names`.

    Without names, all of FEATURES in their order.

    >>> handmade(np.ones((1, 8, 8)), ["ink", "left-right"]).tolist()
    [[1.0, 0.0]]
    """
    images = np.asarray(images, float)
    names = list(FEATURES) if names is None else names
    for name in names:
        if name not in FEATURES:
            raise UnknownName("feature", name, FEATURES)
    columns = [FEATURES[name](images) for name in names]
    return np.stack(columns, axis=1)  # (n, k)


def ink(images) -> np.ndarray:
    """How much ink there is: the mean of the picture."""
    return images.mean(axis=(1, 2))


def left_right(images) -> np.ndarray:
    """Mean of the left half minus mean of the right half."""
    half = images.shape[2] // 2
    return images[:, :, :half].mean(axis=(1, 2)) - images[:, :, half:].mean(axis=(1, 2))


def top_bottom(images) -> np.ndarray:
    """Mean of the upper half minus mean of the lower half."""
    return left_right(images.swapaxes(1, 2))


def middle(images) -> np.ndarray:
    """Ink in the very middle."""
    h, w = images.shape[1] // 2, images.shape[2] // 2
    return images[:, h - 1 : h + 1, w - 1 : w + 1].mean(axis=(1, 2))


def width(images) -> np.ndarray:
    """The share of columns with much ink in some row."""
    return (images.max(axis=1) > 0.5).mean(axis=1)


def holes(images) -> np.ndarray:
    """How many patches of paper are shut in by ink."""
    return np.array([_shut_in(image < 0.4) for image in images], float)


def crossings(images) -> np.ndarray:
    """How often a walk from top to bottom through the middle meets ink."""
    at = images.shape[2] // 2
    dark = (images[:, :, at - 1 : at + 1].mean(axis=2) > 0.45).astype(int)
    return (np.diff(dark, axis=1, prepend=0) == 1).sum(axis=1).astype(float)


def lower_left(images) -> np.ndarray:
    """Ink in the lower left quarter."""
    h, w = images.shape[1] // 2, images.shape[2] // 2
    return images[:, h:, :w].mean(axis=(1, 2))


FEATURES = {
    "ink": ink,
    "left-right": left_right,
    "top-bottom": top_bottom,
    "middle": middle,
    "width": width,
    "holes": holes,
    "crossings": crossings,
    "lower left": lower_left,
}


def _shut_in(paper) -> int:
    """The number of 4-connected patches of `paper` that do not touch the edge."""
    patch = np.pad(paper, 1, constant_values=True)  # all outer paper becomes one patch
    left, count = {*zip(*map(list, np.nonzero(patch)), strict=True)}, -1
    while left:
        edge, count = [left.pop()], count + 1
        while edge:
            r, c = edge.pop()
            near = {(r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)} & left
            left -= near
            edge += near
    return count
