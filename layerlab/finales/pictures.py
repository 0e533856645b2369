"""What finales draw alike: weights as pictures, beside one another, with titles."""

import numpy as np
from matplotlib.figure import Figure

from layerlab import theme
from layerlab.figures import image_grid, show


def show_weights(titled: dict, *, alt: str, side: int = 8) -> None:
    """Rows of numbers (side * side,) as pictures in one row, each under its title.

    Weights have red and blue, centred on 0; ink, which is never negative, is grey.
    """
    figure = Figure(figsize=theme.WIDE)
    for ax, (title, weights) in zip(
        np.atleast_1d(figure.subplots(1, len(titled))), titled.items(), strict=True
    ):
        weights = np.reshape(weights, (side, side))
        bound, ink = float(np.abs(weights).max()) or 1.0, weights.min() >= 0
        colours = {"cmap": "gray_r" if ink else theme.SIGNED}
        ax.imshow(weights, vmin=0 if ink else -bound, vmax=bound, **colours)
        ax.set(title=title, xticks=[], yticks=[])
        ax.grid(False)
    show(figure, alt=alt)


def show_pictures(images, titles, *, alt: str, columns: int = 8, signed=False) -> None:
    """Pictures in rows, each under its title."""
    wide, rows = min(8.4, 1.7 * columns), -(-len(images) // columns)
    figure = Figure(figsize=(wide, 1.3 * rows * wide / columns + 0.2))
    image_grid(figure.subplots(), images, columns=columns, titles=titles, signed=signed)
    show(figure, alt=alt)
