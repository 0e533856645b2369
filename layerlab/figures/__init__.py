"""Figures of the course: `ll.show` and the few kinds of plot that return.

Every plot takes `ax`, draws into it, and returns it; none touches rcParams. Colours and
markers are those of `layerlab.theme`, where classes differ by both.
"""

from layerlab.figures.pictures import image_grid
from layerlab.figures.plots import boundary, curves, regions, scatter
from layerlab.figures.showing import png, show

__all__ = ["boundary", "curves", "image_grid", "png", "regions", "scatter", "show"]


def __dir__() -> list[str]:
    return __all__
