"""The figures of lesson 12: signals that fade, and what depth does to a loss."""

import math

import numpy as np

from layerlab import theme
from layerlab.figures.frames import axes, counted
from layerlab.figures.plots import curves
from layerlab.figures.showing import show


def sizes_by_spread(sizes_by_spread) -> None:
    """The size of a signal after each tier, the input first: a line for each spread."""
    ax = axes()
    lines = {f"{s:.3f}": (range(len(y)), y) for s, y in sizes_by_spread.items()}
    curves(ax, lines, xlabel="tier", ylabel="size of the signal", log=True)
    ax.set(title="Only one spread keeps the signal's size")
    ends = ", ".join(f"{y[-1]:.0e} with {spread}" for spread, (_, y) in lines.items())
    tiers = len(next(iter(sizes_by_spread.values()))) - 1
    show(
        ax,
        alt="Size against tier on a logarithmic scale, by the spread of the weights; "
        f"after {tiers} tiers it is {ends}.",
    )


def loss_by_depth(means) -> None:
    """Training losses of plain nets, one number an epoch for each depth (lesson 12)."""
    from matplotlib import colormaps

    ax, shades = axes(), colormaps["viridis"](np.linspace(0.85, 0, len(means)))
    beside = {6: "top", 20: "bottom"}  # where two ends would meet
    for (depth, mean), shade in zip(means.items(), shades, strict=True):
        ax.plot(range(1, len(mean) + 1), mean, color=shade)
        lift = beside.get(depth, "center")
        ax.text(len(mean) + 0.1, mean[-1], depth, color=shade, va=lift)
    counted(ax.xaxis)
    title = f"Plain nets of {len(means)} depths"
    ax.set(xlabel="epoch", ylabel="training loss", ylim=(0, 2.5), title=title)
    ends = ", ".join(f"{float(y[-1]):.2f} at depth {d}" for d, y in means.items())
    show(ax, alt=f"Training loss against epoch for plain nets; at the end {ends}.")


def last_loss_by_depth(depths, *, plain, skips) -> None:
    """Last training losses (depths, seeds) of nets without and with skips."""
    ax, words = axes(), []
    for name, ends, colour in (
        ("plain", plain, theme.GREEN),
        ("with skips", skips, theme.PINK),
    ):
        mean = np.mean(np.asarray(ends), axis=1)
        ax.plot(depths, ends, ".", color=colour)
        ax.plot(depths, mean, color=colour)
        ax.text(depths[-1] + 1, mean[-1], name, color=colour, va="center")
        at = [f"{m:.2f} at {d}" for d, m in zip(depths, mean, strict=True)]
        words.append(f"{name}, {', '.join(at)}")
    ax.set(xlabel="depth", ylabel="training loss, last epoch", ylim=(0, 2.5))
    ax.set(xticks=depths, title="With skips, depth does far less harm")
    show(ax, alt=f"Last training loss against depth. {'; '.join(words)}.")


def forty_tiers(losses_by_name, *, every=10) -> None:
    """Losses, a mean of every ten steps each; a net whose loss is no number has no line."""
    alive = {n: y for n, y in losses_by_name.items() if not math.isnan(y[-1])}
    steps = np.arange(len(next(iter(alive.values())))) * every + every / 2
    ax = axes()
    curves(ax, {n: (steps, y) for n, y in alive.items()}, xlabel="step", log=True)
    ax.set(title="Forty tiers, with and without the two ideas")
    ends = ", ".join(f"{name} ends at {y[-1]:.2g}" for name, y in alive.items())
    gone = ", ".join(losses_by_name.keys() - alive.keys())
    rest = f"; without a line, since its loss is no number: {gone}" if gone else ""
    show(ax, alt=f"Training loss against step on a logarithmic scale: {ends}{rest}.")
