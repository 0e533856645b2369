"""The static picture of the onion peeler: picture, maps, strongest patches, neighbours."""

import numpy as np
from matplotlib.patches import Rectangle

from layerlab import figures, theme
from layerlab.props.onion import WINDOWS, exciting_patches
from layerlab.widgets.onion import peeling

PATCHES, NEIGHBOURS = 8, 7


def draw(figure, peeler) -> None:
    """Draw the peeler's state on an empty figure."""
    axes = figure.subplots(2, 2, width_ratios=(1, 2.1), height_ratios=(1.7, 1))
    stages = peeler.stages
    _picture(axes[0, 0], peeler, stages)
    _maps(axes[0, 1], peeler, stages)
    _patches(axes[1, 0], peeler)
    _neighbours(axes[1, 1], peeler, stages)


def alt(peeler) -> str:
    """Return one sentence that says what the picture shows."""
    shares = peeler.shares
    best = int(shares.argmax())
    return (
        f"{shown(peeler)}, which the network calls {peeler.names[best]} "
        f"({shares[best]:.0%}); {layer_name(peeler.layer)}, channel {peeler.channel} of "
        f"{_count(peeler)}; nearest there: {', '.join(peeler.neighbours[:3])}; "
        f"nearest by pixels: {', '.join(peeler.pixel_neighbours[:3])}."
    )


def shown(peeler) -> str:
    """What lies on the table, in words."""
    name = (
        "An empty sheet"
        if peeler.picture < 0
        else f"Picture {peeler.picture}, {peeler.names[peeler.classes[peeler.picture]]}"
    )
    return f"{name} with paint on it" if peeler.paint else name


def layer_name(layer: int) -> str:
    """A layer in words: the first holds the pixels, the last the answer."""
    last = len(WINDOWS) - 1
    return {0: "the pixels", last: "the answer"}.get(layer, f"layer {layer}")


def _count(peeler):
    return peeling.compared()[peeler.layer].shape[1]


def _picture(ax, peeler, stages):
    ax.imshow(peeler.image)
    values = stages[peeler.layer][0, peeler.channel]
    place = divmod(int(values.argmax()), values.shape[-1])
    x, y, w, h = peeling.frame(peeler.layer, *place)
    ax.add_patch(
        Rectangle((x - 0.5, y - 0.5), w, h, fc="none", ec=theme.VERMILION, lw=2)
    )
    ax.axis("off")
    ax.set_title(f"says: {peeler.names[int(stages[-1].argmax())]}")


def _maps(ax, peeler, stages):
    maps = stages[peeler.layer][0]
    top = peeling.compared()[peeler.layer].max(axis=(0, 2, 3))
    shares = np.clip(maps / np.maximum(top, 1e-9)[:, None, None], 0, 1)
    columns = across(len(maps), 500, 232)
    for i, values in enumerate(shares):
        y, x = divmod(i, columns)
        place = (x + 0.04, x + 0.96, y + 0.96, y + 0.04)
        ax.imshow(values, extent=place, cmap=theme.MAGNITUDES, vmin=0, vmax=1)
    y, x = divmod(peeler.channel, columns)
    ax.add_patch(Rectangle((x, y), 1, 1, fc="none", ec=theme.VERMILION, lw=2))
    ax.set(xlim=(-0.05, columns + 0.05), aspect="equal")
    ax.set_ylim(-(-len(maps) // columns) + 0.05, -0.05)
    ax.axis("off")
    ax.set_title(f"{layer_name(peeler.layer)}: {len(maps)} channels")


def across(count: int, width: float, height: float) -> int:
    """How many squares stand in a row, so that all are as large as can be.

    >>> across(12, 500, 232), across(64, 500, 232)
    (6, 11)
    """
    return max(
        range(1, count + 1), key=lambda n: min(width / n, height / -(-count // n))
    )


def _patches(ax, peeler):
    maps = peeling.compared()[peeler.layer]
    pictures = peeling.shipped().colours[peeling.OWN :]
    found = exciting_patches(pictures, maps, channel=peeler.channel, k=PATCHES)
    figures.image_grid(ax, found, columns=4)
    ax.set_title(f"channel {peeler.channel} answers most to")


def _neighbours(ax, peeler, stages):
    pictures = peeling.shipped().colours[peeling.OWN :]
    rows = [peeling.nearest(stages, at, NEIGHBOURS) for at in (peeler.layer, 0)]
    figures.image_grid(ax, pictures[[*rows[0], *rows[1]]], columns=NEIGHBOURS)
    ax.set_title(f"nearest in {layer_name(peeler.layer)} (above) and by pixels (below)")
