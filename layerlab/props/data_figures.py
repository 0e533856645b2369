"""The figures of lesson 14, each with its own words, in the order of the lesson."""

import math

import matplotlib.pyplot as plt
import numpy as np

from layerlab import theme
from layerlab.data import rebake
from layerlab.figures import image_grid, show
from layerlab.props.data import CURES, cure_recalls

SHADE = "#EEF1F4"


def show_pairs(schemes) -> None:
    """Scores of several seeds, test beside sealed, joined; chance as a dashed line.

    `schemes` maps a name to (scores (seeds, 2), the share that chance gets right).
    """
    figure, axes = plt.subplots(1, len(schemes), figsize=(6.6, 2.4), sharey=True)
    told = []
    for ax, (name, (scores, chance)) in zip(
        np.atleast_1d(axes), schemes.items(), strict=True
    ):
        scores = np.asarray(scores)
        ax.plot([0, 1], scores.T, color=theme.SECONDARY, lw=1, alpha=0.4, zorder=1)
        ax.scatter(0 * scores[:, 0], scores[:, 0], color=theme.VALIDATION, zorder=2)
        ax.scatter(0 * scores[:, 1] + 1, scores[:, 1], color=theme.TRUTH, marker="s")
        ax.axhline(chance, color=theme.SECONDARY, lw=1, ls="--", zorder=0)
        for x, mean in enumerate(scores.mean(axis=0)):
            ax.annotate(f"{mean:.2f}", (x, mean), (9, 0), textcoords="offset points")
        ax.set_xticks([0, 1], ["test", "sealed"])
        ax.set(title=name, xlim=(-0.4, 1.6), ylim=(0, 1.05))
        told.append(f"{name}: test {_spread(scores[:, 0])}, {_sealed(scores)}")
    np.atleast_1d(axes)[0].set_ylabel("share right")
    seeds = len(next(iter(schemes.values()))[0])
    show(figure, alt=f"Scores of {seeds} seeds. {'; '.join(told)}.")


def _sealed(scores) -> str:
    return f"sealed {_spread(scores[:, 1])}"


def _spread(values) -> str:
    return f"{np.mean(values):.2f} ({np.min(values):.2f} to {np.max(values):.2f})"


def show_slipped_list() -> None:
    """A list of genes beside its names, slipped by one row: the story of lesson 14."""
    chosen = (1, 4)
    figure, ax = plt.subplots(figsize=(5.0, 2.3))
    for row in range(6):
        hit, wrong = row in chosen, row - 1 in chosen
        _card(ax, (0, -row), "chosen" if hit else "", theme.SKY if hit else SHADE)
        _card(
            ax, (3.2, -row), f"gene {'ABCDEF'[row]}", theme.ORANGE if wrong else SHADE
        )
    for row in chosen:
        arrow = {"arrowstyle": "-|>", "color": theme.VERMILION, "lw": 1.6}
        ax.annotate("", (3.15, -row - 1), (1.65, -row), arrowprops=arrow)
        ax.plot([1.65, 3.15], [-row, -row], color=theme.SECONDARY, ls=":", lw=1.2)
    ax.text(0.8, 0.75, "measurements", ha="center", weight="bold")
    ax.text(4, 0.75, "their names", ha="center", weight="bold")
    ax.set(xlim=(-0.1, 4.9), ylim=(-5.6, 1.1))
    ax.axis("off")
    show(
        figure,
        alt="Six measured rows beside six names of genes. The chosen rows are the second "
        "and the fifth; arrows lead from each to the name one row too low.",
    )


def _card(ax, place, text, colour) -> None:
    x, y = place
    box = {"facecolor": colour, "edgecolor": "none"}
    ax.add_patch(plt.Rectangle((x, y - 0.42), 1.6, 0.84, **box))
    ax.text(x + 0.8, y, text, ha="center", va="center")


def show_photographs(shots, *, each=8, cakes=3) -> None:
    """The photographs of the first cakes, a row a cake, shown without their grain."""
    rim = ((0, 0), (0, 0), (1, 1), (1, 1), (0, 0))  # a white pixel round each picture
    X = rebake(shots.take(np.arange(each * cakes)), noise=0).X
    X = X.reshape(cakes, each, *X.shape[1:])
    X = np.pad(X, rim, constant_values=255)
    sheet = X.swapaxes(1, 2).reshape(cakes * X.shape[2], -1, 3)
    size = [3 * side / 120 for side in sheet.shape[1::-1]]  # 3 dots a pixel at 120 dpi
    ax = plt.figure(figsize=size, layout="none").add_axes((0, 0, 1, 1))
    ax.imshow(sheet, interpolation="nearest")
    ax.axis("off")
    names = [shots.classes[k] for k in shots.y[: each * cakes : each]]
    show(
        ax,
        alt=f"{cakes} rows of {each} small photographs, a row a cake: "
        f"{', '.join(names)}. In a row the cake moves and turns a little.",
    )


def show_winners(counts, best, *, n=100) -> None:
    """The winner's score against how many took part, and how far it can be expected.

    `best` (seeds, len(counts)): the score of the best guesser of so many.
    """
    counts, best = np.asarray(counts), np.asarray(best)
    figure, ax = plt.subplots()
    for row in best:
        ax.plot(counts, row, "o", color=theme.VALIDATION, ms=4, alpha=0.5)
    ax.plot(counts, best.mean(axis=0), color=theme.VALIDATION)
    bound = 0.5 + np.sqrt(0.25 / n) * np.sqrt(2 * np.log(np.maximum(counts, 1)))
    ax.plot(counts, bound, color=theme.SECONDARY, ls=":")
    ax.axhline(0.5, color=theme.SECONDARY, lw=1, ls="--")
    ax.set_xscale("log")
    ax.set(xlabel="guessers", ylabel="score of the best one", ylim=(0.38, 0.8))
    ax.annotate("bound", (counts[-2], bound[-2]), (-16, 8), textcoords="offset points")
    told = ", ".join(
        f"{m:.2f} for {c:,}" for c, m in zip(counts, best.mean(0), strict=True)
    )
    show(figure, alt=f"The best score against the number of guessers: {told}.")


def show_recalls(readings, names, counts) -> None:
    """For each kind, the commonest first, the share found; a row of dots a reading."""
    figure, ax = plt.subplots(figsize=(7.2, 2.4))
    places, told = np.arange(len(names)), []
    looks = zip("os^", (theme.BLUE, theme.VERMILION, theme.GREEN), strict=True)
    for (reading, values), (marker, colour) in zip(
        readings.items(), looks, strict=False
    ):
        values = np.asarray(values, float)
        ax.plot(places, values, marker + "-", color=colour, label=reading)
        rare = np.nanmean(values[-3:])
        told.append(f"{reading}: from {values[0]:.2f} to {values[-1]:.2f}, "
                    f"the three rarest {rare:.2f}")  # fmt: skip
    labels = [f"{n}\n{c:,}" for n, c in zip(names, counts, strict=True)]
    ax.set_xticks(places, labels, fontsize=7.5)
    ax.set(ylabel="share found", ylim=(-0.03, 1.05))
    ax.legend()
    show(
        figure, alt=f"The share found of each of {len(names)} kinds: {'; '.join(told)}."
    )


def show_cures(*, rarest=3) -> None:
    """What helps the rarest kinds, and all kinds: stored runs, a mark a seed."""
    figure, axes = plt.subplots(1, 2, figsize=(8.4, 3.2), sharey=True, sharex=True)
    told = []
    for ax, (net, name) in zip(
        axes, {"linear": "linear model", "cnn": "CNN"}.items(), strict=True
    ):
        for place, cure in enumerate(CURES):
            recalls = cure_recalls(net, cure)
            rare, all_kinds = recalls[:, -rarest:].mean(axis=1), recalls.mean(axis=1)
            _dots(ax, rare, -place - 0.15, theme.VALIDATION, "o")
            _dots(ax, all_kinds, -place + 0.2, theme.INK, "s")
            told.append(f"{name}, {cure}: {_spread(rare)}, all {all_kinds.mean():.2f}")
        ax.set(title=name, xlabel="share found", xlim=(-0.03, 0.92))
        ax.set_yticks([-place for place in range(len(CURES))], list(CURES))
    for text, y, colour in (
        ("all kinds", 0.2, theme.INK),
        ("rarest three", -0.15, theme.VALIDATION),
    ):
        axes[0].text(0.9, y, text, color=colour, ha="right", va="center")
    seeds = len(cure_recalls("cnn", "as it is"))
    show(figure, alt=f"A mark for each of {seeds} seeds. {'; '.join(told)}.")


def _dots(ax, values, y, colour, marker) -> None:
    ax.plot(values, [y] * len(values), marker, color=colour, ms=4)
    ax.text(values.max() + 0.025, y, f"{values.mean():.2f}", color=colour, va="center")


def show_suspects(images, given, truth) -> None:
    """Pictures of digits, each under the label that it bears, in two rows."""
    given, truth = np.asarray(given), np.asarray(truth)
    ax = plt.subplots(figsize=theme.WIDE)[1]
    image_grid(ax, images, columns=math.ceil(len(given) / 2), titles=given)
    wrong = int((given != truth).sum())
    show(
        ax,
        alt=f"{len(given)} handwritten digits, each under the label that it bears; "
        f"{wrong} of the labels are not what one reads.",
    )


def show_padded(batch, mask) -> None:
    """A padded batch as a table of numbers: real ones on blue, padding hatched."""
    batch, mask = np.asarray(batch), np.asarray(mask)
    rows, columns = batch.shape
    figure, ax = plt.subplots(figsize=(5.6, 0.5 + 0.45 * rows))
    for (r, c), real in np.ndenumerate(mask):
        look = (
            {"facecolor": "#CFE4F2"} if real else {"facecolor": "white", "hatch": "//"}
        )
        ax.add_patch(plt.Rectangle((c, -r), 0.94, 0.9, edgecolor=theme.GRID, **look))
        ink = theme.INK if real else theme.SECONDARY
        back = {"facecolor": look["facecolor"], "edgecolor": "none", "pad": 1.2}
        ax.text(c + 0.47, 0.45 - r, f"{batch[r, c]:g}", color=ink, ha="center",
                va="center", bbox=back)  # fmt: skip
    ax.set(xlim=(-0.05, columns), ylim=(1 - rows - 0.05, 1))
    ax.set_aspect("equal")
    ax.axis("off")
    show(
        figure,
        alt=f"A table of {rows} rows and {columns} columns; {int(mask.sum())} places are "
        f"real, {int((~mask).sum())} are padding.",
    )
