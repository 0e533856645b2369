"""The figures of lesson 03: words inside words, digits, and who learns from how many."""

import numpy as np

from layerlab import theme
from layerlab.figures.frames import axes
from layerlab.figures.pictures import image_grid
from layerlab.figures.showing import show

_WORDS = (
    ("artificial intelligence", "rules that people write, too"),
    ("machine learning", "learns a rule from examples"),
    ("deep learning", "learns the features as well"),
)


def part_of_a_part() -> None:
    """Artificial intelligence, machine learning, deep learning, as ovals (lesson 03)."""
    from matplotlib.patches import Ellipse

    ax = axes()
    for i, (name, idea) in enumerate(_WORDS):
        oval = Ellipse((0, -0.8 * i), 10 - 2.2 * i, 6 - 1.8 * i, fc="white", lw=2)
        oval.set_edgecolor(theme.CLASS_COLOURS[i])
        ax.add_patch(oval)
        ax.text(0, 2.1 - 1.7 * i, name, ha="center", weight="bold")
        ax.text(0, 1.6 - 1.7 * i, idea, ha="center", color=theme.SECONDARY)
    title = "Deep learning is a part of a part"
    ax.set(xlim=(-5.2, 5.2), ylim=(-3.2, 3.2), title=title)
    ax.axis("off")
    inside = ", within it ".join(f"{name} ({idea})" for name, idea in _WORDS)
    show(ax, alt=f"Three ovals inside each other: {inside}.")


def labelled_digits(pictures, labels) -> None:
    """Grey pictures (n, h, w) of digits with their labels above them."""
    ax = axes((4.75, 1.5))
    image_grid(ax, pictures, columns=10, titles=labels)
    count = f"{len(pictures)} small grey pictures of handwritten digits"
    show(ax, alt=f"{count} with their labels: {' '.join(map(str, labels))}.")


def unwritten_features(weights) -> None:
    """The weights (n, h, w) of hidden units, as pictures in red and blue."""
    ax = axes((4.75, 1.6))
    image_grid(ax, weights, columns=8, signed=True)
    ax.set_title("Features that nobody wrote")
    show(
        ax,
        alt=f"{len(weights)} small maps of red and blue weights; many have strokes and "
        "spots, none is a digit.",
    )


def right_by_examples(sizes, scores_by_name, *, rules) -> None:
    """Share right on new digits (sizes, seeds) for each learner, and that of the rules."""
    ax, colours = axes(), (theme.VERMILION, theme.BLUE)
    for (name, scores), colour in zip(scores_by_name.items(), colours, strict=True):
        ax.plot(sizes, scores, ".", color=colour, alpha=0.4)
        ax.plot(sizes, np.mean(scores, axis=1), color=colour)
        ax.text(1400, np.mean(scores[-1]), name, color=colour)
    ax.axhline(rules, ls="--", color=theme.SECONDARY)
    ax.text(1400, rules, "rules", color=theme.SECONDARY)
    ax.set(
        xscale="log",
        ylim=(0.3, 1),
        title="Features flatten, the network climbs",
        xlabel="training digits",
        ylabel="share right",
    )
    means = {name: np.mean(scores, axis=1) for name, scores in scores_by_name.items()}
    ends = [f"{name} from {m[0]:.2f} to {m[-1]:.2f}" for name, m in means.items()]
    show(
        ax,
        alt=f"Share right against training digits, from {sizes[0]} to {sizes[-1]}: "
        f"{', '.join(ends)}, the rules always {rules:.2f}.",
    )
