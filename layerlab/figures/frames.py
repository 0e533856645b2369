"""Empty axes in the sizes of the course, for the figures that have a name."""

from typing import TYPE_CHECKING

from layerlab import theme

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes

    Some = Axes | np.ndarray


def axes(
    size: tuple[float, float] = theme.SINGLE, *, rows: int = 1, columns: int = 1
) -> "Some":
    """One axes of this size in inches, or an array of `rows` by `columns`.

    An array of one row or of one column is flat.

    >>> axes(rows=2, columns=3).shape
    (2, 3)
    """
    from matplotlib.figure import Figure

    return Figure(figsize=size).subplots(rows, columns)


def counted(axis) -> None:
    """Let whole numbers stand on an axis that counts: no halves."""
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(integer=True))


def pictures_only(some) -> None:
    """Take frame and ticks away from axes that show pictures."""
    for ax in some:
        ax.axis("off")
