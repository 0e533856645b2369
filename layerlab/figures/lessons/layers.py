"""The figures of lesson 06: XOR seen twice, bends, folds, and shares from scores."""

import numpy as np

from layerlab import theme
from layerlab.figures.frames import axes, counted
from layerlab.figures.plots import boundary, curves, scatter
from layerlab.figures.showing import show


def seen_twice(corners, hidden, y) -> None:
    """XOR's four corners (4, 2), and what two neurons make of them (lesson 06)."""
    left, right = both = axes((4.75, 2.5), columns=2)
    scatter(left, corners, y=y)
    scatter(right, hidden, y=y, names=("not", "in the box"))
    left.set(title="What the sensors say", xlabel="sweet", ylabel="sharp")
    left.set(xlim=(-0.3, 1.7), ylim=(-0.3, 1.7), yticks=(0, 0.5, 1, 1.5))
    right.set(title="What two neurons say", xlabel="only sweet", ylabel="only sharp")
    right.set(xlim=(-0.15, 0.8), ylim=(-0.15, 0.8))
    boundary(left, [1, -1], b=-0.5)
    boundary(left, [-1, 1], b=-0.5)
    boundary(right, [1, 1], b=-0.25)
    show(
        both,
        alt="Left, XOR's four corners with two parallel lines between them; right, both "
        "circles lie at the origin and one line parts them from the two squares.",
    )


def ways_to_bend(z, answers_by_name) -> None:
    """What each bend answers to the scores z."""
    ax = axes()
    lines = {name: (z, answers) for name, answers in answers_by_name.items()}
    curves(ax, lines, xlabel="score", ylabel="answer")
    ax.set(title="Three ways to bend", ylim=(-1.5, 4))
    show(
        ax,
        alt="ReLU is flat at 0 left of 0, leaky ReLU falls a little there, tanh flattens "
        "at -1 and 1; the first two rise along one line on the right.",
    )


def followed_hill(x, hill, followed) -> None:
    """A curve, and the bent lines that follow it: {number of units: their heights}."""
    row = axes((4.75, 1.9), columns=len(followed))
    for ax, (units, heights) in zip(row, followed.items(), strict=True):
        ax.plot(x, hill, color=theme.INK, lw=1)
        ax.plot(x, heights, color=theme.BLUE)
        ax.set(title=f"{units} bends", xlabel="x", ylim=(-0.25, 1.75))
        if ax is not row[0]:
            ax.set_yticklabels([])
    counts = ", ".join(str(units) for units in followed)
    show(
        row,
        alt=f"The same hill three times with a bent line on it, of {counts} units: the "
        "more bends, the less of the hill shows beside the line.",
    )


def folded_again(x, heights) -> None:
    """What is left of x after the first, the second and the fourth fold."""
    ax, ink = axes(), (theme.INK, theme.VERMILION, theme.BLUE)
    for layer, colour in zip((1, 2, 4), ink, strict=True):
        name = f"after layer {layer}"
        ax.plot(x, heights[layer - 1], color=colour, label=name)
    ax.set(title="Every layer folds what is folded", xlabel="x", ylim=(0, 1.35))
    ax.legend(ncols=3)
    show(
        ax,
        alt="One peak after the first layer, two after the second, eight narrow ones "
        "after the fourth.",
    )


def price_of_an_answer(p, price) -> None:
    """What a probability for the right class costs: -log p."""
    ax = axes()
    ax.plot(p, price, color=theme.TRAINING)
    for at, words in ((0.5, "a coin: 0.69"), (0.1, "one of ten: 2.30")):
        ax.plot(at, -np.log(at), "o", color=theme.VERMILION)
        ax.text(at + 0.03, -np.log(at) + 0.15, words)
    ax.set(title="A sure error is dear, a sure right answer free", ylim=(0, 5))
    ax.set(xlabel="probability given to the right class", ylabel="loss")
    show(
        ax,
        alt="The loss against the probability of the right class: it climbs without end "
        "towards 0, is 2.30 at one tenth, 0.69 at one half, and 0 at 1.",
    )


def scores_and_shares(scores, shares) -> None:
    """Scores of three classes beside the probabilities that softmax makes of them."""
    both, names = axes((4.75, 2.3), columns=2), ("cake", "bread", "onion")
    titles = ("scores z", "p adds up to 1")
    for ax, heights, title in zip(both, (scores, shares), titles, strict=True):
        ax.bar(names, heights, color=theme.TRAINING)
        ax.set(title=title)
    counted(both[0].yaxis)
    words = [
        ", ".join(f"{name} {value:.2g}" for name, value in zip(names, v, strict=True))
        for v in (scores, shares)
    ]
    show(both, alt=f"Two bar charts. Scores: {words[0]}. Probabilities: {words[1]}.")
