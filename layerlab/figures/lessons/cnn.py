"""The figures of lesson 11: clothes, what a network mistakes, and how moves confuse it."""

import numpy as np

from layerlab import theme
from layerlab.figures.frames import axes, counted, pictures_only
from layerlab.figures.pictures import image_grid
from layerlab.figures.plots import curves
from layerlab.figures.showing import show


def named_pictures(pictures, names) -> None:
    """Grey pictures (n, h, w), four in a row, with their names above (lesson 11)."""
    ax = axes((4.4, 1.4 * -(-len(names) // 4)))
    image_grid(ax, pictures, columns=4, titles=names)
    show(ax, alt=f"{len(names)} small grey pictures: {', '.join(names)}.")


def training_and_validation(losses_by_name) -> None:
    """The losses of training and validation, one number an epoch."""
    ax = axes()
    curves(ax, losses_by_name)
    ax.set(title="Training and validation loss fall together")
    ends = [f"{name} {y[0]:.2f} to {y[-1]:.2f}" for name, y in losses_by_name.items()]
    epochs = len(next(iter(losses_by_name.values())))
    show(ax, alt=f"Loss over {epochs} epochs: {', '.join(ends)}.")


def mistakes_by_pair(confusion, names) -> None:
    """The table (n, n) of truth by answer, its diagonal left out."""
    ax, table = axes((4.75, 4.4)), np.array(confusion)
    np.fill_diagonal(table, 0)
    ax.imshow(table, cmap=theme.MAGNITUDES)
    ax.set_xticks(range(len(names)), names, rotation=60, ha="right")
    ax.set_yticks(range(len(names)), names)
    ax.grid(False)
    title = "A few pairs are mistaken most often"
    ax.set(title=title, xlabel="answer", ylabel="truth")
    worst = np.argsort(-table, axis=None)[:3]
    places = [divmod(int(place), len(names)) for place in worst]
    words = [f"{names[t]} called {names[a]}, {table[t, a]} times" for t, a in places]
    show(ax, alt=f"Table of mistakes, truth by answer. The most: {'; '.join(words)}.")


def surest_mistakes(pictures, truth, said, shares) -> None:
    """Twelve grey pictures with their name, the answer, and the share that it had."""
    sheets, words = axes((4.75, 5.6), rows=3, columns=4).ravel(), []
    for ax, picture, name, answer, share in zip(
        sheets, pictures, truth, said, shares, strict=True
    ):
        ax.imshow(picture, cmap=theme.IMAGES)
        title = f"{name}\nsaid {answer},\n{share:.0%} sure"
        ax.set_title(title, fontsize=9, fontweight="normal")
        words.append(f"{name}, said {answer}, {share:.0%} sure")
    pictures_only(sheets)
    show(sheets, alt=f"The mistakes of which it was surest: {'; '.join(words)}.")


def kernels_before_and_after(before, after) -> None:
    """Windows (n, h, w) before training above the same ones after it."""
    ax = axes((4.75, 1.6))
    image_grid(ax, np.concatenate([before, after]), columns=len(before), signed=True)
    ax.set_title("Training changes some windows much, and others hardly")
    show(
        ax,
        alt=f"Two rows of {len(before)} small red and blue squares: speckle above, before "
        "training; below, after it, some have changed much and others hardly.",
    )


def moved_pictures(pictures, moved, by) -> None:
    """Grey pictures (n, h, w), and below them the same, moved to the right."""
    ax = axes((4.75, 2.5))
    image_grid(ax, np.concatenate([pictures, moved]), columns=len(pictures))
    show(
        ax,
        alt=f"{len(pictures)} test pictures, and below them the same moved by {by} points "
        "to the right; what leaves on the right comes in on the left.",
    )


def right_by_move(plain, nudged) -> None:
    """Share of right answers of two networks, for moves by 0, 1, 2 … points."""
    ax, moves = axes(), range(len(plain))
    lines = {"as they lay": (moves, plain), "nudged": (moves, nudged)}
    name = "test pictures moved by (points)"
    curves(ax, lines, xlabel=name, ylabel="share of right answers")
    counted(ax.xaxis)
    title = "Nudged in training, it stands up to larger moves"
    ax.set(title=title, ylim=(0, 1))
    ends = [f"{n}, from {y[0]:.2f} to {y[-1]:.2f}" for n, (_, y) in lines.items()]
    show(
        ax,
        alt=f"Share of right answers for moves by 0 to {moves[-1]} points, by how the "
        f"training pictures were: {'; '.join(ends)}.",
    )
