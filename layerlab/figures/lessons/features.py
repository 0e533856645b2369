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


def digits_in_order(pictures, labels, values) -> None:
    """Sixteen pictures (n, h, w) from the smallest to the largest of `values` (n,)."""
    values = np.asarray(values, float)
    places = np.linspace(0, len(values) - 1, 16).round().astype(int)
    rows = np.argsort(values, kind="stable")[places]
    ax = axes((4.75, 1.7))
    image_grid(ax, np.asarray(pictures)[rows], columns=8, titles=values[rows].round(2))
    named = " ".join(str(labels[i]) for i in rows)
    show(ax, alt=f"Sixteen digits by their measured number, smallest first: {named}.")


def ten_histograms(values, labels) -> None:
    """How often each value of a feature (n,) occurs, a row for each digit 0 to 9."""
    values, labels = np.asarray(values, float), np.asarray(labels)
    rows, cuts = axes((4.75, 4.4), rows=10), np.histogram_bin_edges(values, 30)
    for digit, ax in enumerate(rows):
        ax.hist(values[labels == digit], cuts, color=theme.BLUE)
        ax.axvline(np.mean(values[labels == digit]), color=theme.INK, lw=1)
        ax.set(yticks=[], xlim=(cuts[0], cuts[-1]))
        ax.set_ylabel(digit, rotation=0, va="center", labelpad=9)
        ax.tick_params(labelbottom=digit == 9)
        ax.grid(False)
    rows[-1].set_xlabel("value of the feature (the line: the digit's mean)")
    means = [f"{k} {np.mean(values[labels == k]):.2f}" for k in range(10)]
    told = f"Ten histograms of one feature; the means are {', '.join(means)}."
    show(rows, alt=told)


def confusions(table) -> None:
    """A table of counts (k, k): the true class in rows, the answers in columns."""
    table = np.asarray(table)
    ax = axes((4.4, 4.0))
    ax.imshow(table, cmap="Blues")
    for (truth, answer), count in np.ndenumerate(table):
        if count:
            shade = "white" if count > table.max() / 2 else "black"
            where = {"ha": "center", "va": "center", "color": shade}
            ax.text(answer, truth, int(count), **where)
    ticks = range(len(table))
    ax.set(xlabel="answer", ylabel="truth", xticks=ticks, yticks=ticks)
    ax.grid(False)
    right, wrong = int(np.trace(table)), table * (1 - np.eye(len(table), dtype=int))
    truth, answer = np.unravel_index(wrong.argmax(), wrong.shape)
    ax.set_title(f"{right} of {int(table.sum())} right: the diagonal")
    most = f"most often, {int(wrong.max())} times, a {truth} is taken for a {answer}"
    show(ax, alt=f"A table of answers: {right} of {int(table.sum())} right; {most}.")


_MARKS = (
    (theme.BLUE, "o"),
    (theme.GREEN, "^"),
    (theme.VERMILION, "s"),
    (theme.PINK, "D"),
)


def right_by_examples(sizes, scores_by_name) -> None:
    """Share right on new digits (sizes, seeds) for each learner, against examples."""
    ax, heights = axes(), []
    pairs = zip(scores_by_name.items(), _MARKS, strict=False)
    for (name, scores), (colour, marker) in sorted(
        pairs, key=lambda p: np.mean(p[0][1][-1])
    ):
        means = np.mean(scores, axis=1)
        spread = {"color": colour, "alpha": 0.25, "lw": 0}
        ax.fill_between(sizes, np.min(scores, axis=1), np.max(scores, axis=1), **spread)
        ax.plot(sizes, means, marker=marker, ms=4, color=colour)
        heights.append(max([means[-1], *(h + 0.055 for h in heights[-1:])]))
        ax.text(sizes[-1] * 1.12, heights[-1], name, color=colour, va="center")
    ax.set(xscale="log", ylim=(0, 1.06), xticks=sizes, xticklabels=sizes)
    ax.set(xlabel="digits to learn from", ylabel="share right on new ones")
    ax.minorticks_off()
    ends = [
        f"{name} from {np.mean(s[0]):.2f} to {np.mean(s[-1]):.2f}"
        for name, s in scores_by_name.items()
    ]
    told = f"Share right, from {sizes[0]} to {sizes[-1]} digits: {', '.join(ends)}."
    show(ax, alt=told)


def scattered(sheets, labels) -> None:
    """Sheets (n, h, w) of digits, with their labels and a frame round each."""
    ax = axes((4.75, 1.5))
    framed = np.pad(sheets, ((0, 0), (1, 1), (1, 1)), constant_values=0.5)
    image_grid(ax, framed, columns=8, titles=labels)
    show(ax, alt=f"{len(sheets)} sheets, a small digit somewhere on each.")


def two_learners(scores_by_table, names) -> None:
    """Runs of two learners on tables: {table: (first [seeds], second [seeds])}."""
    ax = axes((4.75, 0.6 + 0.62 * len(scores_by_table)))
    words = []
    for row, (table, pair) in enumerate(scores_by_table.items()):
        for k, (scores, (colour, marker)) in enumerate(
            zip(pair, _MARKS[::2], strict=True)
        ):
            y = row + 0.3 * k - 0.15
            ax.plot(
                scores, np.full(len(scores), y), marker, ms=3, color=colour, alpha=0.4
            )
            ax.plot(np.mean(scores), y, "|", ms=13, mew=2, color=colour)
        words.append(f"{table} {np.mean(pair[0]):.3f} and {np.mean(pair[1]):.3f}")
    for k, name in enumerate(names):
        ax.text(
            0.02, 0.95 - 0.12 * k, name, color=_MARKS[2 * k][0], transform=ax.transAxes
        )
    ax.set(
        yticks=range(len(words)),
        yticklabels=list(scores_by_table),
        xlabel="share right",
    )
    ax.set_ylim(len(words) - 0.5, -0.5)
    show(ax, alt=f"Means of {names[0]} and of {names[1]}: {'; '.join(words)}.")


_CHOSEN = (("1959", "checkers", "38 terms", "learned"),)
_CHOSEN += (("1997", "chess", "8,000 features", "mostly people"),)
_CHOSEN += (("2017", "chess", "learned", "learned"),)


def who_chose() -> None:
    """Three game programs: who chose their features, and who their weights (lesson 03)."""
    ax = axes((4.75, 2.0))
    heads = ("", "game", "features", "weights")
    for row, words in enumerate((heads, *_CHOSEN)):
        for column, (x, word) in enumerate(zip((0, 1.1, 2.5, 4.6), words, strict=True)):
            by_machine, filled = word == "learned", row and column > 1
            colour = theme.SKY if by_machine else theme.ORANGE
            box = {"facecolor": colour, "alpha": 0.45, "edgecolor": "none", "pad": 4}
            weight = "bold" if not row else "normal"
            ax.text(
                x, -row, word, va="center", weight=weight, bbox=box if filled else None
            )
    ax.set(xlim=(-0.1, 6.2), ylim=(-3.6, 0.5))
    ax.axis("off")
    rows = [f"{y} {game}: features {f}, weights {w}" for y, game, f, w in _CHOSEN]
    show(ax, alt=f"Orange is chosen by people, blue is learned. {'; '.join(rows)}.")
