"""The static picture: drawing with window, the map on view, scores, all maps of the layer."""

import numpy as np
from matplotlib.patches import Rectangle

from layerlab import theme


def draw(figure, see) -> None:
    """Draw the widget's state on an empty figure."""
    layer, number, row, column = see.at
    maps = see.maps[layer]
    top, bottom = figure.subfigures(2, 1, height_ratios=(2, 1))
    left, middle, right = top.subplots(1, 3, width_ratios=(1, 1, 1.1))
    left.imshow(see.image, cmap=theme.IMAGES, vmin=0, vmax=255)
    left.set_title("drawing, and the unit's window")
    (y0, y1), (x0, x1) = see.field
    left.add_patch(_frame(x0, y0, x1 - x0, y1 - y0))
    middle.imshow(maps[number], **_scale(maps))
    middle.set_title(f"{see.layers[layer]['name']}, map {number + 1}")
    middle.add_patch(_frame(column, row, 1, 1))
    for ax in (left, middle):
        ax.set(xticks=[], yticks=[])
    _bars(right, see)
    _all(bottom, maps, number)


def alt(see) -> str:
    """Return one sentence that says what the picture shows."""
    layer, number, row, column = see.at
    (y0, y1), (x0, x1) = see.field
    names = [see.classes[i] for i in np.argsort(see.scores)[::-1][:2]]
    best = sorted(see.scores, reverse=True)[:2]
    return (
        f"A drawing and the {len(see.maps[layer])} maps of {see.layers[layer]['name']}; "
        f"the unit at row {row + 1}, column {column + 1} of map {number + 1} sees "
        f"{y1 - y0} by {x1 - x0} pixels; the scores: {names[0]} {best[0]:.0%}, "
        f"then {names[1]} {best[1]:.0%}."
    )


def _frame(x, y, width, height):
    style = {"fill": False, "edgecolor": theme.VERMILION, "lw": 1.8}
    return Rectangle((x - 0.5, y - 0.5), width, height, **style)


def _scale(maps):
    if maps.min() < 0:
        bound = float(np.abs(maps).max()) or 1.0
        return {"cmap": theme.SIGNED, "vmin": -bound, "vmax": bound}
    return {"cmap": theme.MAGNITUDES, "vmin": 0, "vmax": float(maps.max()) or 1.0}


def _bars(ax, see):
    best = max(see.scores)
    colours = [theme.BLUE if s == best else theme.SKY for s in see.scores]
    ax.barh(see.classes, see.scores, color=colours)
    ax.invert_yaxis()
    ax.set(title="scores", xlim=(0, 1))


def _all(figure, maps, number):
    rows = 1 if len(maps) <= 16 else 2
    grid = figure.subplots(rows, -(-len(maps) // rows), squeeze=False)
    for i, ax in enumerate(grid.flat):
        ax.set_axis_off()
        if i < len(maps):
            ax.imshow(maps[i], **_scale(maps))
        if i == number:
            h, w = maps[i].shape
            ax.add_patch(_frame(0, 0, w, h))
