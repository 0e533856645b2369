"""The figures of lesson 07: tables of blame, a training, and a gradient that is wrong."""

import numpy as np

from layerlab import theme
from layerlab.figures.frames import axes, counted
from layerlab.figures.plots import curves, regions, scatter
from layerlab.figures.showing import show

_CORNERS = ("(0,0)", "(0,1)", "(1,0)", "(1,1)")


def blame_tables(**tables) -> None:
    """Tables (4, 2) of blame by their names, a row for each corner of XOR (lesson 07)."""
    row = axes((4.75, 2.2), columns=len(tables))
    for ax, (name, table) in zip(row, tables.items(), strict=True):
        ax.imshow(table, cmap=theme.SIGNED, vmin=-0.6, vmax=0.6, aspect="auto")
        for (i, j), value in np.ndenumerate(table):
            ax.text(j, i, f"{value:.3f}", ha="center", va="center")
        ax.set(title=name.replace("_", " "), xticks=[0, 1], yticks=range(4))
        ax.set_yticklabels(_CORNERS if ax is row[0] else [])
        ax.grid(False)
    row[0].set_ylabel("blame of each corner")
    left = [
        f"{name.replace('_', ' ')}, {np.count_nonzero(table)} of {np.size(table)} "
        "are not 0"
        for name, table in tables.items()
    ]
    show(
        row,
        alt=f"Tables of blame, four corners by two numbers each: {'; '.join(left)}.",
    )


def loss_and_border(seen, X, y, classify) -> None:
    """The loss of each step, and the plane as `classify` (n, 2) → (n,) parts it."""
    left, plane = both = axes((4.75, 2.3), columns=2)
    curves(left, {"training": seen}, xlabel="step")
    left.set(title="Blame, step, repeat")
    scatter(plane, X, y=y)
    regions(plane, classify)
    right = np.mean(classify(X) == y)
    plane.set(title=f"{right:.0%} right", xlabel="x₁", ylabel="x₂")
    show(
        both,
        alt=f"Left: the loss goes from {seen[0]:.2f} to {seen[-1]:.3f} in {len(seen)} "
        f"steps. Right: two half moons of points and a bent border; {right:.0%} lie on "
        "their own side of it.",
    )


def right_and_wrong_sign(right, wrong) -> None:
    """Losses of two descents, of which the second has a wrong sign."""
    ax = axes()
    for seen, name, colour in (
        (right, " right", theme.SECONDARY),
        (wrong, " wrong sign", theme.VERMILION),
    ):
        ax.plot(seen, color=colour)
        ax.text(len(seen), seen[-1], name, color=colour)
    counted(ax.xaxis)
    ax.set(title="A wrong gradient that learns", xlabel="step", ylabel="loss")
    show(
        ax,
        alt=f"The losses of {len(right)} steps: the right one from {right[0]:.2f} to "
        f"{right[-1]:.2f}, the one with the wrong sign to {wrong[-1]:.2f}.",
    )
