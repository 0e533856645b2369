"""The plots that return from lesson to lesson: points, regions, a line, curves."""

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np

from layerlab import theme
from layerlab.errors import BadArgument

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROLES = {
    "training": theme.TRAINING,
    "train": theme.TRAINING,
    "validation": theme.VALIDATION,
    "test": theme.VALIDATION,
    "truth": theme.TRUTH,
}


def scatter(ax, X, *, y, names=None) -> "Axes":
    """Points X (n, 2) with labels y (n,): each class has its own colour and marker.

    Classes are ordered by label; `names`, in that order, make a legend. Introduced in
    lesson 04. Raises BadArgument for other shapes or more than six classes.
    """
    X, y = _points(X, y)
    labels = np.unique(y)
    names = [None] * len(labels) if names is None else names
    for i, (label, name) in enumerate(zip(labels, names, strict=True)):
        ax.scatter(
            *X[y == label].T,
            color=theme.CLASS_COLOURS[i],
            marker=theme.CLASS_MARKERS[i],
            edgecolor="white",
            linewidth=0.6,
            label=name,
            zorder=3,
        )
    if any(names):
        ax.legend()
    return ax


def _points(X, y):
    X, y = np.asarray(X), np.asarray(y)
    if X.ndim != 2 or X.shape[1] != 2 or y.shape != X.shape[:1]:
        raise BadArgument(
            "scatter takes points (n, 2) with labels (n,)",
            f"X is {X.shape} and y is {y.shape}",
            "Choose two columns of X, and one label for each row",
        )
    if len(np.unique(y)) > len(theme.CLASS_COLOURS):
        raise BadArgument(
            f"scatter knows {len(theme.CLASS_COLOURS)} colours and markers",
            f"y has {len(np.unique(y))} classes",
            "Show fewer classes",
        )
    return X, y


def regions(ax, predict, *, resolution=120) -> "Axes":
    """Shade the plane by `predict`, (n, 2) → labels (n,), over the axes' own limits.

    Call it after the points are drawn; the shades are those of `scatter`'s classes.
    """
    limits = (*ax.get_xlim(), *ax.get_ylim())
    x = np.linspace(*limits[:2], resolution)
    y = np.linspace(*limits[2:], resolution)
    grid = np.stack(np.meshgrid(x, y), axis=-1)  # (resolution, resolution, 2)
    labels = np.asarray(predict(grid.reshape(-1, 2))).reshape(resolution, resolution)
    found, index = np.unique(labels, return_inverse=True)
    colours = list(theme.CLASS_COLOURS[: max(len(found), 2)])
    levels = np.arange(len(colours) + 1) - 0.5
    index = index.reshape(labels.shape)
    ax.contourf(x, y, index, levels=levels, colors=colours, alpha=0.15, zorder=0)
    ax.set(xlim=limits[:2], ylim=limits[2:])
    return ax


def boundary(ax, w, *, b=0.0, arrow=True, colour=theme.INK, label=None) -> "Axes":
    """The line w·x + b = 0 in the plane, w (2,), with an arrow to its positive side.

    The limits of the axes stay as they are. A weight vector of zeros has no line: nothing
    is drawn.
    """
    w = np.asarray(w, dtype=float)
    length = np.linalg.norm(w)
    if length == 0:
        return ax
    limits = ax.get_xlim(), ax.get_ylim()
    middle = np.array([np.mean(limits[0]), np.mean(limits[1])])
    start = middle - (w @ middle + b) / length**2 * w  # the nearest point of the line
    ax.axline(start, start + [-w[1], w[0]], color=colour, label=label, zorder=2)
    if arrow:
        reach = 0.12 * min(np.ptp(limits[0]), np.ptp(limits[1]))
        style = {"arrowstyle": "-|>", "color": colour, "lw": 1.4}
        ax.annotate("", xy=start + reach * w / length, xytext=start, arrowprops=style)
    ax.set(xlim=limits[0], ylim=limits[1])
    return ax


_COUNTED = ("epoch", "step", "tier", "processes")  # no halves of these stand on an axis


def curves(ax, lines, *, xlabel="epoch", ylabel="loss", log=False) -> "Axes":
    """Learning curves, each labelled at its end in its own colour.

    `lines` maps a name to its values, one for each epoch, or to a pair (x, values).
    training is blue, validation and test are vermilion, truth is ink.
    """
    spare = itertools.cycle([theme.GREEN, theme.PINK, theme.BLUE, theme.VERMILION])
    ends = []
    for name, values in lines.items():
        x, values = values if isinstance(values, tuple) else (None, values)
        x = np.arange(1, len(values) + 1) if x is None else x
        colour = _ROLES[name] if name in _ROLES else next(spare)
        ax.plot(x, values, color=colour)
        ends.append((x[-1], values[-1], name, colour))
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if xlabel in _COUNTED:
        ax.xaxis.get_major_locator().set_params(integer=True)
    if log:
        ax.set_yscale("log")
    _label_ends(ax, ends)
    return ax


def _label_ends(ax, ends) -> None:
    """Write each name beside its line's end, lifted where two would overlap."""
    scale = math.log if ax.get_yscale() == "log" else float
    low, high = (scale(limit) for limit in ax.get_ylim())
    lowest = -math.inf
    for x, y, name, colour in sorted(ends, key=lambda end: end[1]):
        height = 100 * (scale(y) - low) / (high - low)  # per cent of the axes
        lift = max(lowest + 7 - height, 0.0)
        lowest = height + lift
        place = {"xytext": (5, lift * 1.6), "textcoords": "offset points"}
        ax.annotate(name, (x, y), **place, color=colour, va="center")
