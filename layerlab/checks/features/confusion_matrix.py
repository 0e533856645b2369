"""A table that counts which class was taken for which."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked


def _confusion(y, predicted, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (y, predicted), 1)
    return counts


def _cases(rng):
    yield worked(y=[0, 0, 1], predicted=[0, 1, 1], k=2)
    yield worked(y=[0, 0, 0, 2], predicted=[1, 1, 0, 2], k=3)  # class 1 never occurs
    for n, k in [(6, 3), (10, 4), (30, 5), (5, 10)]:
        y = rng.integers(0, k, size=n)
        wrong = rng.integers(0, k, size=n)
        yield case(y=y, predicted=np.where(rng.uniform(size=n) < 0.5, y, wrong), k=k)
    yield case(y=[1, 1, 1], predicted=[1, 1, 1], k=3)


def _each_pair_once(y, predicted, k):
    counts = np.zeros((k, k), dtype=int)
    counts[y, predicted] += 1
    return counts


def _present_only(y, predicted, k):
    present = np.unique([*y, *predicted]).astype(int)
    return _confusion(y, predicted, k)[np.ix_(present, present)]


def _fractions(y, predicted, k):
    return _confusion(y, predicted, k) / max(len(y), 1)


def _row_fractions(y, predicted, k):
    counts = _confusion(y, predicted, k)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


def _column_fractions(y, predicted, k):
    counts = _confusion(y, predicted, k)
    return counts / np.maximum(counts.sum(axis=0), 1)


confusion_matrix = Exercise(
    number="3.5", name="confusion_matrix", difficulty=2, minutes=10, points=2,
    reference=_confusion, cases=_cases, rows=("y", "predicted"),
    mistakes=(
        Mistake("transposed", lambda y, predicted, k: _confusion(predicted, y, k), message=
            "Rows and columns are exchanged. The true class is the row, the answer given is the "
            "column."),
        Mistake("each pair counted once", _each_pair_once, hint=2, message=
            "A pair that occurs several times was counted once. `counts[y, predicted] += 1` reads "
            "all entries first and writes them back once."),
        Mistake("absent classes dropped", _present_only, message=
            "Classes that do not occur have no row and no column here. The table is always k by k, "
            "so that two tables can be compared."),
        Mistake("fractions of all", _fractions, message=
            "These are shares of all examples. Counts are asked for."),
        Mistake("fractions of a class", _row_fractions, message=
            "These are shares of each true class. Counts are asked for."),
        Mistake("counted from 1", hint=3, code=
            lambda y, predicted, k: np.roll(_confusion(y, predicted, k), -1, (0, 1)), message=
            "Every count stands one row too high and one column too far left: class 0 belongs to "
            "row 0 and column 0."),
        Mistake("fractions of an answer", _column_fractions, message=
            "These are shares of each answer given. Counts are asked for."),
        Mistake("mistakes only", lambda y, predicted, k: (
            _confusion(y, predicted, k) * (1 - np.eye(k, dtype=int))
        ), message=
            "The diagonal is empty. What was answered rightly is counted there."),
        Mistake("right ones only", code=
            lambda y, predicted, k: _confusion(y, predicted, k) * np.eye(k, dtype=int), message=
            "Only the right answers were counted. The wrong ones are what the table is for."),
        Mistake("symmetrical", lambda y, predicted, k: (
            _confusion(y, predicted, k) + _confusion(predicted, y, k)
        ), message=
            "Each example was counted twice, once in each direction. A three taken for an eight is "
            "not an eight taken for a three."),
        Mistake("a flat list", hint=3, code=
            lambda y, predicted, k: _confusion(y, predicted, k).ravel(), message=
            "The counts stand in one long row. Give them the shape (k, k)."),
    ),
    hints=(
        "Take one example: true class 0, answer 1. Which single entry grows by 1? What shape has "
        "the table if class 2 never occurs but k is 3?",
        "Start from zeros, (k, k), and go through the pairs with `zip`. Each adds 1 to one entry. "
        "(`np.add.at` does it without a loop.)",
        "In the loop one line is enough: the entry in the row of the true class and the column of "
        "the answer, plus 1.",
    ),
    alternatives=(
        lambda y, predicted, k: np.bincount(k * y + predicted, minlength=k * k).reshape(k, k),
        lambda y, predicted, k: np.eye(k)[y].T @ np.eye(k)[predicted],
        lambda y, predicted, k: [
            [int(sum((y == i) & (predicted == j))) for j in range(k)] for i in range(k)
        ],
    ),
)  # fmt: skip
