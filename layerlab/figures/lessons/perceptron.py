"""The figures of lesson 04: points on a belt, a line that turns, and how often."""

import numpy as np

from layerlab import theme
from layerlab.figures.frames import axes, counted
from layerlab.figures.plots import boundary, regions, scatter
from layerlab.figures.showing import show


def cakes_and_onions(X, y) -> None:
    """The things on the belt, X (n, 2) with labels -1 and 1 (lesson 04)."""
    ax = _belt(X, y, "Cakes are sweet, onions are sharp")
    show(ax, alt=f"{_places(X, y)}.")


def two_sides(X, y, w, b) -> None:
    """The same, with the line where w·x + b is 0 and the shade of its sides."""
    ax = _belt(X, y, "The neuron's line is where its score is 0")
    regions(ax, lambda P: P @ w + b >= 0)
    boundary(ax, w, b=b)
    wrong = int(np.sum((X @ np.asarray(w) + b >= 0) != (np.asarray(y) > 0)))
    sides = "all cakes on one side, all onions on the other"
    found = f"{wrong} of the things on the wrong side" if wrong else sides
    show(ax, alt=f"A straight line parts the plane: {found}.")


def one_mistake(X, y, *, before, after, ring) -> None:
    """Two lines, each a pair (w, b), and a ring round the point that turned the first."""
    ax = _belt(X, y, "One mistake turns the line")
    boundary(ax, before[0], b=before[1], colour=theme.SECONDARY)
    boundary(ax, after[0], b=after[1])
    ax.plot(*ring, "o", ms=15, mfc="none", mec=theme.INK)
    show(
        ax,
        alt="A flat grey line with the ringed cake on its wrong side, and a steep dark "
        "line that has it on the right side.",
    )


def moves_by_gap(gaps, moves, *, limit) -> None:
    """Moves (gaps, belts) against the gap, with the limit that a proof allows."""
    ax = axes()
    ax.loglog(gaps, moves, ".", color=theme.TRAINING, alpha=0.4)
    ax.loglog(gaps, np.mean(moves, axis=1), "-", color=theme.TRAINING)
    ax.loglog(gaps, limit, "--", color=theme.SECONDARY)
    place = {"xytext": (8, 2), "textcoords": "offset points", "color": theme.SECONDARY}
    ax.annotate("limit of the proof", (gaps[-3], limit[-3]), **place)
    ax.set(
        title="How the gap decides the number of moves",
        xlabel="gap",
        ylabel="moves until no mistake",
    )
    show(
        ax,
        alt=f"Moves against gap for {len(gaps)} gaps, both on logarithmic scales, with "
        "their mean and the limit of the proof.",
    )


def moves_by_order(counts) -> None:
    """How many moves the same points need, a count for each order of them."""
    ax, median = axes(), np.median(counts)
    bins = np.arange(np.min(counts), np.max(counts) + 2) - 0.5
    tallest = ax.hist(counts, bins=bins, color=theme.TRAINING)[0].max()
    ax.axvline(median, color=theme.INK)
    ax.text(median + 0.8, 0.9 * tallest, "median")
    counted(ax.xaxis)
    ax.set(
        title="The same points, other orders",
        xlabel="moves until no mistake",
        ylabel="orders",
    )
    low, high = np.quantile(counts, [0.1, 0.9]).astype(int)
    show(
        ax,
        alt=f"Histogram of the moves over {len(counts)} orders: eight in ten need {low} "
        f"to {high} moves, the slowest {np.max(counts)}.",
    )


def wrong_corners(seen) -> None:
    """How many corners of XOR are wrong after each look."""
    ax = axes(theme.WIDE)
    ax.step(range(1, len(seen) + 1), seen, where="mid", color=theme.TRAINING)
    ax.axhline(0, color=theme.INK)
    counted(ax.xaxis)
    counted(ax.yaxis)
    ax.set(
        title="XOR: the mistakes never reach 0",
        xlabel="examples seen",
        ylabel="wrong corners",
        ylim=(-0.2, 4),
    )
    show(
        ax,
        alt=f"Wrong corners after each of {len(seen)} looks: always {min(seen)} or "
        f"{max(seen)}, in a pattern that repeats every four looks.",
    )


def _belt(X, y, title):
    ax = axes(theme.SQUARE)
    scatter(ax, X, y=y, names=("onion", "cake"))
    counted(ax.xaxis)
    counted(ax.yaxis)
    ax.set(title=title, xlabel="sweet", ylabel="sharp", xlim=(-4, 4), ylim=(-4, 4))
    return ax


def _places(X, y) -> str:
    """Where cakes and onions lie on the whole, in words."""
    X, y = np.asarray(X), np.asarray(y)
    parts = []
    for label, name in ((1, "cakes"), (-1, "onions")):
        sweet, sharp = X[y == label].mean(axis=0)
        where = (
            f"{'upper' if sharp > 0 else 'lower'} {'right' if sweet > 0 else 'left'}"
        )
        parts.append(f"{int((y == label).sum())} {name} at the {where}")
    return " and ".join(parts)
