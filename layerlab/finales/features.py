"""Finale of 03: the learner's features and pixels, judged by the learner's own table."""

import numpy as np
from matplotlib.figure import Figure

from layerlab.data import load
from layerlab.figures import show


def play(
    handmade_features, standardise, one_hot, split, confusion_matrix, features
) -> None:
    """Readers of digits by your own features and by 64 pixels, as confusion matrices."""
    images, y = load("digits")
    train, test = split(len(y), 0.25, np.random.default_rng(3))
    own = np.asarray(features(images / 16), float)
    described = {
        "the three of 3.1": np.asarray(handmade_features(images.copy()), float),
        f"your own {own.shape[1]}": own,
        "all 64 pixels": images.reshape(len(y), -1).astype(float),
    }
    tables = {
        name: confusion_matrix(
            y[test], _answers(X, y, train, test, standardise, one_hot), 10
        )
        for name, X in described.items()
    }
    _show_tables(tables)


def _show_tables(tables) -> None:
    """The last two as tables; of the first its share alone."""
    (first, three), *drawn = tables.items()
    figure = Figure(figsize=(4.6, 8.4), layout="constrained")
    for ax, (name, table) in zip(figure.subplots(2, 1), drawn, strict=True):
        _draw_table(ax, np.asarray(table))
        ax.set_title(f"By {name}: {_share(table):.0%} right")
    figure.suptitle(f"By {first}: {_share(three):.0%} right")
    words = [f"by {name} {_share(table):.0%}" for name, table in tables.items()]
    right = f"right are {', '.join(words)}"
    show(figure, alt=f"Two confusion matrices of new digits; {right}.")


def _share(table) -> float:
    return float(np.trace(table) / np.sum(table))


def _draw_table(ax, table) -> None:
    ax.imshow(table, cmap="Blues")
    for (truth, answer), count in np.ndenumerate(table):
        if count:
            shade = "white" if count > table.max() / 2 else "black"
            ax.text(answer, truth, int(count), ha="center", va="center", color=shade)
    ax.set(xlabel="answer", ylabel="truth", xticks=range(10), yticks=range(10))
    ax.grid(False)


def _answers(X, y, train, test, standardise, one_hot, steps=300) -> np.ndarray:
    """Logistic regression on scaled columns, by steps down the slope of lesson 05."""
    Z, mean, std = standardise(X[train])
    new = standardise(X[test], mean, std)[0]
    Z, new = (np.hstack([part, np.ones((len(part), 1))]) for part in (Z, new))
    truth, W = np.asarray(one_hot(y[train], 10)), np.zeros((Z.shape[1], 10))
    for _ in range(steps):
        scores = Z @ W
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        W -= Z.T @ (shares - truth) / len(truth)
    return np.argmax(new @ W, axis=1)
