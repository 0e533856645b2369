"""The figures of lesson 09: nine differences for three, and two engines in step."""

from layerlab import theme
from layerlab.figures.frames import axes
from layerlab.figures.plots import curves
from layerlab.figures.showing import show


def table_of_differences(differences) -> None:
    """The table (3, 3) of answers 1 to 3 less targets 1 to 3 (lesson 09)."""
    ax = axes(theme.SQUARE)
    ax.imshow(differences, cmap=theme.SIGNED, vmin=-5, vmax=5)
    rows = [[round(float(value)) for value in row] for row in differences]
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            ax.text(j, i, str(value), ha="center", va="center")
    ax.grid(False)
    ax.set_xticks(range(3), (1, 2, 3))
    ax.set_yticks(range(3), (1, 2, 3))
    title = "Nine differences where three were meant"
    ax.set(title=title, xlabel="target", ylabel="answer")
    words = "; ".join(" ".join(map(str, row)) for row in rows)
    show(ax, alt=f"A table of differences, a row for each answer: {words}.")


def engine_and_torch(mine, theirs) -> None:
    """Losses of the learner's engine as circles on those of torch, one for each step."""
    ax = axes()
    curves(ax, {"torch": theirs}, xlabel="step")
    ax.plot(range(1, len(mine) + 1, 5), mine[::5], "o", mfc="none", color=theme.INK)
    ax.set(title="Your engine (circles) and torch (line)")
    apart = max(abs(a - b) for a, b in zip(mine, theirs, strict=True))
    where = "on the line" if apart < 1e-3 else "beside the line in places"
    show(
        ax,
        alt="Loss against step: that of torch as a line, that of the own engine as "
        f"circles, which lie {where}.",
    )
