"""The figure of the speedrun: what it trains on."""

from layerlab.figures.frames import axes
from layerlab.figures.pictures import image_grid
from layerlab.figures.showing import show


def training_pictures(pictures) -> None:
    """Colour pictures (n, h, w, 3) of a training set, four in a row (the speedrun)."""
    ax = axes((4.75, 1.2 * -(-len(pictures) // 4)))
    image_grid(ax, pictures, columns=4)
    ax.set_title("Pictures of the training set")
    show(ax, alt=f"{len(pictures)} small colour pictures of the training set.")
