"""Trays and scores of the leak lab, as in `trays.js` and `fitting.js`.

A tray is a digit for each card: 0 train, 1 test, 2 on both, as a copy.
"""

from collections.abc import Callable

import numpy as np

from layerlab.widgets.leak_lab.cards import CARDS, OPEN, SHOTS
from layerlab.widgets.random_numbers import chance

TEST_SHARE = 3  # a third of the cakes, or of the cards, goes to the test tray
BEST = 8  # columns that the models use
PULL = 1.0  # holds the linear model's weights back (ridge)
MODELS = ("nearest neighbour", "linear")


def deal(how: str, draw: int) -> str:
    """The trays after shuffle number `draw`: "rows" one by one, or whole "families"."""
    units = OPEN if how == "families" else CARDS
    test = set(shuffled(units, draw)[: units // TEST_SHARE])
    size = CARDS // units
    return "".join("1" if card // size in test else "0" for card in range(CARDS))


def shuffled(n: int, draw: int) -> list[int]:
    """The numbers 0 … n-1 in the order of a draw (Fisher and Yates)."""
    order, random = list(range(n)), chance(1000 + draw)
    for i in range(n - 1, 0, -1):
        j = int(next(random) * (i + 1))
        order[i], order[j] = order[j], order[i]
    return order


def scores(columns, labels, trays, *, scale_all, columns_all) -> dict[str, list[float]]:
    """[train, test, sealed] for each model: shares right, NaN where a tray is empty.

    The 8 columns that differ most between the labels are chosen, and columns scaled, on
    the train tray; with `columns_all`, `scale_all` on both open trays.
    """
    places = np.array(list(trays))
    train, test = np.flatnonzero(places != "1"), np.flatnonzero(places != "0")
    sealed, both = np.arange(CARDS, len(labels)), np.arange(CARDS)
    if not len(train):
        return dict.fromkeys(MODELS, [np.nan] * 3)
    X = np.asarray(columns, float)
    chosen = best_columns(X, labels, both if columns_all else train)
    mean, spread = moments(X[both if scale_all else train])
    Z = ((X - mean) / spread)[:, chosen]
    models = (nearest(Z[train], labels[train]), linear(Z[train], labels[train]))
    return {
        name: [
            float((model(Z[rows]) == labels[rows]).mean()) if len(rows) else np.nan
            for rows in (train, test, sealed)
        ]
        for name, model in zip(MODELS, models, strict=True)
    }


def best_columns(X, labels, rows) -> np.ndarray:
    """The columns whose two means lie furthest apart in these rows, in spreads."""
    A, ones = X[rows], labels[rows] == 1
    if ones.all() or not ones.any():
        return np.arange(BEST)
    apart = np.abs(A[ones].mean(axis=0) - A[~ones].mean(axis=0)) / moments(A)[1]
    return np.argsort(-apart, kind="stable")[:BEST]


def moments(A) -> tuple[np.ndarray, np.ndarray]:
    """Mean and spread of each column."""
    return A.mean(axis=0), A.std(axis=0) + 1e-9


def nearest(Z, y) -> Callable:
    """The label of the nearest row of the train tray."""
    return lambda Q: y[((Q[:, None] - Z[None]) ** 2).sum(axis=2).argmin(axis=1)]


def linear(Z, y) -> Callable:
    """The side of a plane, fitted by least squares to labels -1 and 1."""
    A = np.column_stack([Z, np.ones(len(Z))])
    w = np.linalg.solve(A.T @ A + PULL * np.eye(A.shape[1]), A.T @ (2.0 * y - 1))
    return lambda Q: (Q @ w[:-1] + w[-1] > 0).astype(int)


def families(trays: str, tray: str) -> int:
    """How many cakes have a photograph on a tray ("0" train, "1" test)."""
    here = [card // SHOTS for card, place in enumerate(trays) if place in (tray, "2")]
    return len(set(here))


def tolerance(trays: str) -> float:
    """Two standard errors of the test score of a coin, counted in cakes, not in cards."""
    count = families(trays, "1")
    return 1 / np.sqrt(count) if count else np.nan


def agree(found: dict, trays: str) -> bool:
    """Whether the test score of both models is the sealed one, within the tolerance."""
    gaps = [abs(test - sealed) for _, test, sealed in found.values()]
    return bool(max(gaps) <= tolerance(trays))
