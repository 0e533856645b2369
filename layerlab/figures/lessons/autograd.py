"""The figures of lesson 08: a gradient that nobody cleared, digits that were misread."""

from layerlab.figures.frames import axes
from layerlab.figures.pictures import image_grid
from layerlab.figures.plots import curves
from layerlab.figures.showing import show


def cleared_or_not(cleared, never) -> None:
    """Losses of two trainings, with and without clearing the gradients (lesson 08)."""
    ax = axes()
    curves(ax, {"cleared": cleared, "never cleared": never}, xlabel="step")
    ax.set(title="A gradient that nobody cleared swings for ever")
    half = len(never) // 2
    show(
        ax,
        alt=f"With clearing the loss falls to {cleared[9]:.2g} within ten steps; without, "
        f"it rises and falls again and again, up to {max(never[half:]):.2g} in the second "
        "half.",
    )


def misread(pictures, truth, answers) -> None:
    """Grey pictures (n, h, w) with the right digit and the answer above each."""
    titles = [f"{t}, read as {a}" for t, a in zip(truth, answers, strict=True)]
    ax = axes((4.75, 1.45 * -(-len(titles) // 4)))
    image_grid(ax, pictures, columns=4, titles=titles)
    show(ax, alt=f"Handwritten digits that the network misread: {'; '.join(titles)}.")
