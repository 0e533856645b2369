"""The pictures of the lessons' stories: a row of years, a machine of 1958, turned bars."""

import numpy as np

from layerlab import theme
from layerlab.figures.frames import axes
from layerlab.figures.showing import show


def years(events) -> None:
    """Years (year: words) from the oldest, at the top, down to the youngest."""
    ax = axes((4.75, 0.4 + 0.3 * len(events)))
    for row, (year, words) in enumerate(events.items()):
        ax.plot(0, row, "o", color=theme.VERMILION if row == 0 else theme.BLUE)
        ax.text(-0.05, row, str(year), ha="right", va="center", weight="bold")
        ax.text(0.05, row, words, va="center")
    ax.plot([0, 0], [0, len(events) - 1], color=theme.SECONDARY, zorder=0)
    ax.set(xlim=(-0.25, 1.75), ylim=(len(events) - 0.5, -0.5))
    ax.axis("off")
    told = "; ".join(f"{year}, {words}" for year, words in events.items())
    show(ax, alt=f"A row of years. {told}.")


def mark_one() -> None:
    """Rosenblatt's Mark I: 400 photocells, wires by chance, 512 units, 8 answers."""
    ax = axes((4.75, 2.4))
    _machine(ax, np.random.default_rng(1958))
    for x, words in ((0.5, "400 photocells"), (2, "512 units"), (3, "8 answers")):
        ax.text(x, 1.12, words, ha="center")
    ax.text(1.2, -0.16, "wired by chance, fixed", ha="center", color=theme.SECONDARY)
    ax.text(2.7, -0.16, "weights: they learn", ha="center", color=theme.BLUE)
    ax.set(xlim=(-0.1, 3.3), ylim=(-0.25, 1.25))
    ax.axis("off")
    show(
        ax,
        alt="A sketch of the Mark I: a square of 20 by 20 photocells with a stroke of "
        "light, wires drawn by chance to 512 units, and from these wires with weights "
        "to 8 answers.",
    )


def _machine(ax, rng) -> None:
    """Cells, units and answers with their wires; a dot stands for four units."""
    cells = np.array([(x, y) for x in range(20) for y in range(20)]) / 20
    lit = np.abs(cells[:, 0] - 0.3 - 0.4 * cells[:, 1]) < 0.1  # a slanted stroke
    units = rng.uniform((1.7, 0), (2.3, 1), size=(128, 2))
    answers = np.column_stack([np.full(8, 3.0), np.linspace(0.1, 0.9, 8)])
    for unit in units[:60]:
        cell, answer = cells[rng.integers(400)], answers[rng.integers(8)]
        ax.plot(*zip(cell, unit, strict=True), color=theme.GRID, lw=1)
        ax.plot(*zip(unit, answer, strict=True), color=theme.SKY, lw=1)
    colours = np.where(lit, theme.ORANGE, theme.SECONDARY)
    ax.scatter(*cells.T, s=4, c=colours, zorder=3)
    ax.scatter(*units.T, s=8, color=theme.BLUE, zorder=3)
    ax.scatter(*answers.T, s=40, color=theme.VERMILION, zorder=3)


def answers_to_bars(degrees, answers_by_channel) -> None:
    """How strongly channels answer to a bright bar, turned by so many degrees."""
    ax = axes()
    colours = (theme.BLUE, theme.VERMILION, theme.GREEN)
    for (name, answers), colour in zip(
        answers_by_channel.items(), colours, strict=True
    ):
        ax.plot(degrees, answers, "o-", color=colour, label=f"channel {name}")
    ax.set(title="The answer depends on the direction", ylabel="strongest answer")
    ax.set(xlabel="the bar's angle in degrees, 0 lies flat", xticks=range(0, 181, 45))
    ax.legend()
    best = [
        f"channel {name} at {degrees[int(np.argmax(a))]} degrees"
        for name, a in answers_by_channel.items()
    ]
    show(ax, alt=f"Answers of channels to a turned bar; highest: {', '.join(best)}.")


def ink_for_and_against(weights_by_name) -> None:
    """Rows of 64 weights as pictures of 8 by 8: red speaks for, blue against."""
    row = np.atleast_1d(axes((4.75, 2.2), columns=len(weights_by_name)))
    for ax, (name, weights) in zip(row, weights_by_name.items(), strict=True):
        sheet = np.reshape(weights, (8, 8))
        bound = np.abs(sheet).max()
        ax.imshow(sheet, cmap=theme.SIGNED, vmin=-bound, vmax=bound)
        ax.set(title=name, xticks=[], yticks=[])
        ax.grid(False)
    names = ", ".join(weights_by_name)
    show(
        row,
        alt=f"Weights as pictures of 8 by 8, red where ink speaks for the digit and blue "
        f"where it speaks against it: {names}.",
    )
