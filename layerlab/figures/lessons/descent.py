"""The figures of lesson 05: ground that slopes, ways down it, and a better loss."""

import numpy as np

from layerlab import theme
from layerlab.figures.frames import axes, counted
from layerlab.figures.plots import curves
from layerlab.figures.showing import show


def flat_and_sloped(ws, mistakes, height) -> None:
    """Two functions of one weight side by side: mistakes, squared error (lesson 05)."""
    left, right = both = axes((4.75, 2.3), columns=2)
    counts, heights = [mistakes(w) for w in ws], [height(w) for w in ws]
    left.plot(ws, counts, color=theme.TRAINING)
    right.plot(ws, heights, color=theme.TRAINING)
    counted(left.yaxis)
    left.set(title="Flat, and a cliff", xlabel="w", ylabel="mistakes")
    right.set(title="A slope everywhere", xlabel="w", ylabel="squared error")
    lowest = ws[int(np.argmin(heights))]
    show(
        both,
        alt=f"Left: mistakes against w, {counts[0]} at the left end and {counts[-1]} at "
        "the right, with a cliff between. Right: the mean squared error, a bowl with "
        f"its lowest point near {lowest:.2f}.",
    )


def tangents(ws, height, slope, at) -> None:
    """The bowl `height` with a short piece of its tangent at each place."""
    ax = axes()
    ax.plot(ws, [height(w) for w in ws], color=theme.TRAINING)
    for w in at:
        ends = np.array([w - 0.3, w + 0.3])
        ax.plot(ends, height(w) + slope(w) * (ends - w), color=theme.VERMILION)
        ax.plot(w, height(w), "o", color=theme.INK)
    title = "The slope says which way is up, and how steeply"
    ax.set(title=title, xlabel="w", ylabel="loss")
    felt = ", ".join(f"{round(slope(w), 1) + 0:g} at {w}" for w in at)
    show(ax, alt=f"The bowl with {len(at)} short tangent lines; their slopes: {felt}.")


def learning_rates(losses_by_rate) -> None:
    """Losses of descents, the start included, each for one learning rate."""
    ax = axes()
    runs = {f"lr {lr}": (range(len(y)), y) for lr, y in losses_by_rate.items()}
    curves(ax, runs, xlabel="step")
    ax.set(title="Crawl, smooth, swing, explode", ylim=(0.3, 1.6))
    for text in ax.texts:  # a line that has left the picture is named where it leaves
        if text.xy[1] > 1.6:
            x, y = runs[text.get_text()]
            out = next(step for step in x if y[step] > 1.5)
            ax.text(out + 0.3, 1.5, text.get_text(), color=text.get_color())
            text.set_visible(False)
    ends = ", ".join(f"{y[-1]:.2g} for {lr}" for lr, y in losses_by_rate.items())
    steps = len(next(iter(losses_by_rate.values()))) - 1
    show(ax, alt=f"Loss against step for each learning rate; after {steps}: {ends}.")


def cloud_of_slopes(few, full) -> None:
    """Slopes (n, 3) of some things each, round the slope (3,) of all of them."""
    ax = axes(theme.SQUARE)
    ax.plot(few[:, 0], few[:, 1], ".", color=theme.TRAINING, alpha=0.4)
    ax.plot(full[0], full[1], "X", color=theme.INK, ms=11)
    ax.plot(0, 0, "+", color=theme.INK, ms=12)
    ax.text(full[0] + 0.05, full[1] + 0.07, "all of them")
    ax.set(
        title="A few things point roughly the right way",
        xlabel="slope for sweet",
        ylabel="slope for sharp",
    )
    same = int(np.sum(few[:, :2] @ full[:2] > 0))
    show(
        ax,
        alt=f"A cloud of {len(few)} dots around a cross that marks the slope of all "
        f"things; {same} of them point to the same side of 0 as the cross.",
    )


def two_losses(scores, squared, better) -> None:
    """The squared error and a better loss of a cake, over its score."""
    ax = axes()
    ax.plot(scores, squared, color=theme.SECONDARY)
    ax.plot(scores, better, color=theme.TRAINING)
    ax.text(2.2, 3.4, "squared error", color=theme.SECONDARY, ha="right")
    ax.text(2.6, 0.3, "a better one", color=theme.TRAINING)
    ax.set(
        title="The better loss does not punish a sure cake",
        xlabel="score of a cake",
        ylabel="loss",
        ylim=(0, 6),
    )
    show(
        ax,
        alt="Loss against the score of a cake: the squared error is lowest at 1 and "
        "rises again; the other curve falls all the way towards 0.",
    )
