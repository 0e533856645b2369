"""The figures of lesson 01: what the digit reader sees, and what tiers do."""

import math

import numpy as np

from layerlab import theme
from layerlab.figures.frames import axes, counted
from layerlab.figures.plots import regions, scatter
from layerlab.figures.showing import show


def what_the_network_sees(seen) -> None:
    """The drawing as the numbers (side², ) that enter the first tier (lesson 01)."""
    side, ax = math.isqrt(len(seen)), axes(theme.SQUARE)
    ax.imshow(np.reshape(seen, (side, side)), cmap="gray_r")
    ax.set(title="All that the network sees")
    ax.axis("off")
    show(
        ax,
        alt=f"The drawing as a coarse grid of {side} by {side} grey squares; its shape "
        "can still be told.",
    )


def bend(sums, bent) -> None:
    """What goes on after the bend, over the weighted sums that came in."""
    ax = axes()
    ax.plot(sums, sums, "--", color=theme.SECONDARY)
    ax.plot(sums, bent, color=theme.TRAINING, lw=2.5)
    ax.text(-2.9, 0.25, "after the bend", color=theme.TRAINING)
    ax.text(-2.2, -2.9, "the weighted sum itself", color=theme.SECONDARY)
    ax.set(
        title="The bend keeps what is positive",
        xlabel="weighted sum",
        ylabel="what goes on",
    )
    show(
        ax,
        alt="A dashed straight line, and a solid line that is 0 for negative sums and "
        "follows the dashed one above 0.",
    )


def folds(x, heights) -> None:
    """What one, two and three tiers make of x, above each other; `heights` are three."""
    ax = axes(theme.WIDE)
    colours = (theme.SECONDARY, theme.GREEN, theme.TRAINING)
    for tiers, (height, colour) in enumerate(zip(heights, colours, strict=True), 1):
        foot = 1.3 * (3 - tiers)
        ax.plot(x, np.add(height, foot), color=colour)
        name = "1 tier" if tiers == 1 else f"{tiers} tiers"
        ax.text(1.02, foot + 0.4, name, color=colour)
    ax.set(title="Folded once, twice, three times", xlabel="what comes in", yticks=[])
    show(
        ax,
        alt="Three lines above each other, from 0 to 1: what one, two and three tiers "
        "make of it.",
    )


def accuracy_by_tiers(tiers, right) -> None:
    """Share right on new points (depths, seeds) over the number of hidden tiers."""
    ax = axes()
    ax.plot(tiers, right, ".", color=theme.VALIDATION, alpha=0.5)
    ax.plot(tiers, np.mean(right, axis=1), color=theme.VALIDATION)
    ax.axhline(0.5, ls="--", color=theme.SECONDARY)
    ax.text(1, 0.51, "guessing", color=theme.SECONDARY)
    counted(ax.xaxis)
    ax.set(
        title="What more and more tiers do",
        xlabel="hidden tiers of 8 units",
        ylabel="share right, new points",
    )
    show(
        ax,
        alt=f"Accuracy on new points over the number of tiers, from {min(tiers)} to "
        f"{max(tiers)}: a dot for each seed, a line for their mean, and one for guessing.",
    )


def best_and_worst_seed(X, y, predict, shares) -> None:
    """The plane as two seeds of one recipe see it; `predict(points)[seed]` are labels."""
    both = [int(np.argmax(shares)), int(np.argmin(shares))]
    for ax, seed in zip(plane := axes((4.75, 2.45), columns=2), both, strict=True):
        scatter(ax, X, y=y)
        regions(ax, lambda P, seed=seed: predict(P)[seed])
        title = f"Seed {seed}: {shares[seed]:.0%} right"
        ax.set(title=title, xticks=[], yticks=[])
    best, worst = (f"{shares[seed]:.0%}" for seed in both)
    show(
        plane,
        alt=f"The same recipe with two seeds: the border of one cake follows the points "
        f"({best} right), that of the other cuts through them ({worst} right).",
    )
