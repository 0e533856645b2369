"""Many pictures in one axes."""

import math
from typing import TYPE_CHECKING

import numpy as np

from layerlab import theme
from layerlab.errors import BadArgument

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_GAP = 0.08  # of a picture's width and height
_TITLE = 0.3  # of a picture's height


def image_grid(ax, images, *, columns=8, titles=None, signed=False) -> "Axes":
    """Pictures (n, h, w) or (n, h, w, 3) in rows of `columns`, in one axes.

    Grey pictures share one scale from the smallest to the largest value; `signed` ones
    are centred on 0. `titles` stand above the pictures.
    """
    images = np.asarray(images)
    if images.ndim not in (3, 4) or not len(images):
        raise BadArgument(
            "image_grid takes pictures (n, h, w) or (n, h, w, 3)",
            f"the shape is {images.shape}",
            "Move the channels last; wrap a single picture in a list",
        )
    height, width = 1 + _GAP + _TITLE * (titles is not None), 1 + _GAP
    aspect = images.shape[2] / images.shape[1]
    for i, image in enumerate(images):
        y, x = np.multiply(divmod(i, columns), (height, width))
        ax.imshow(image, extent=(x, x + 1, y + 1, y), **_scale(images, signed))
        if titles is not None:
            ax.text(x + 0.5, y - 0.05, str(titles[i]), ha="center", va="bottom")
    across, rows = min(len(images), columns), math.ceil(len(images) / columns)
    ax.set(xlim=(-_GAP, across * width), ylim=(rows * height, 1 - height))
    ax.set_aspect(1 / aspect)
    ax.axis("off")
    return ax


def _scale(images, signed: bool) -> dict:
    if signed:
        bound = float(np.abs(images).max()) or 1.0
        return {"cmap": theme.SIGNED, "vmin": -bound, "vmax": bound}
    return {"cmap": theme.IMAGES, "vmin": images.min(), "vmax": images.max()}
