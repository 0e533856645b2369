"""Colours and sizes of the course, as plain values: from the roles down to the raw hues.

The same numbers stand in `layerlab.mplstyle` (figures) and in the widgets; a test
holds them together. The hues are those of Okabe and Ito, distinguishable under every
colour-vision deficiency: https://jfly.uni-koeln.de/color/
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib import RcParams

__all__ = (
    "BLUE CLASS_COLOURS CLASS_MARKERS GREEN GRID IMAGES INK MAGNITUDES ORANGE PINK "
    "SECONDARY SIGNED SINGLE SKY SQUARE STYLE TRAINING TRUTH VALIDATION VERMILION WIDE "
    "settings"
).split()

STYLE = Path(__file__).with_name("layerlab.mplstyle")

BLUE = "#0072B2"
VERMILION = "#D55E00"
GREEN = "#009E73"
PINK = "#CC79A7"
ORANGE = "#E69F00"  # for areas only: too light for lines and text
SKY = "#56B4E9"  # for areas only
INK = "#22303C"
SECONDARY = "#5B6770"
GRID = "#E3E7EB"

TRAINING = BLUE
VALIDATION = VERMILION
TRUTH = INK

CLASS_COLOURS = (BLUE, VERMILION, GREEN, PINK, ORANGE, SKY)
CLASS_MARKERS = ("o", "s", "^", "D", "P", "X")  # classes differ by marker too

# In inches. JupyterLab leaves 468 pixels for an output in a window of 900: there 9 points
# of a figure of 4.75 inches are 9 points still, and those of a wider one are less.
SINGLE = (4.75, 2.9)
WIDE = (4.75, 2.0)
SQUARE = (4.0, 4.0)

MAGNITUDES = "viridis"
SIGNED = "RdBu_r"
IMAGES = "gray"


@lru_cache
def settings() -> "RcParams":
    """The figure style as Matplotlib's settings, read from `layerlab.mplstyle` once."""
    import matplotlib

    return matplotlib.rc_params_from_file(STYLE, use_default_template=False)


def __dir__() -> list[str]:
    return __all__
