"""Labels as rows that hold a single 1."""

import numpy as np

from layerlab.checking import Closeness, Exercise, Mistake, case, worked


def _one_hot(y, k):
    return np.eye(k)[y]


def _cases(rng):
    yield worked(y=[0, 2, 1], k=3)
    yield worked(y=[1, 1], k=4)  # most classes are absent
    for n, k in [(4, 3), (6, 10), (1, 2), (9, 5)]:
        yield case(y=rng.integers(0, k, size=n), k=k)
    yield case(y=[4, 0, 4], k=5)
    yield case(y=[0], k=1)


def _by_appearance(y, k):
    """The columns belong to the classes in the order in which they come."""
    seen = list(dict.fromkeys(y.tolist()))
    return np.eye(k)[[seen.index(label) for label in y.tolist()]]


def _columns_of_all(y, k):
    rows = np.zeros((len(y), k))
    rows[:, y] = 1
    return rows


one_hot = Exercise(
    number="3.3", name="one_hot", difficulty=1, minutes=8, points=2,
    reference=_one_hot, cases=_cases, rows=("y",), closeness=Closeness(dtype=True),
    mistakes=(
        Mistake("k taken from the batch", lambda y, k: np.eye(int(y.max()) + 1)[y], message=
            "The number of columns depends on the labels of this batch. It must be k, also where "
            "the largest class is absent."),
        Mistake("as many columns as kinds", code=
            lambda y, k: (y[:, None] == np.unique(y)) * 1.0, message=
            "There is a column only for the classes that occur. A class that is absent still has "
            "its column, full of zeros."),
        Mistake("by order of appearance", _by_appearance, message=
            "The columns belong to the classes in the order in which they first come. A class has "
            "its column by its number: class 2 is column 2, whoever comes first."),
        Mistake("columns of all the labels", _columns_of_all, hint=3, message=
            "`rows[:, y] = 1` writes into every row the ones of all labels. One place for each "
            "row: name the rows, too."),
        Mistake("zero and one exchanged", lambda y, k: 1 - np.eye(k)[y], message=
            "0 and 1 are exchanged: the place of the class holds 0, and all others 1."),
        Mistake("off by one", lambda y, k: np.eye(k)[y - 1], message=
            "The ones stand one place too far to the left: class 0 belongs to column 0."),
        Mistake("one place too far", lambda y, k: np.eye(k)[(y + 1) % k], message=
            "The ones stand one place too far to the right: class 0 belongs to column 0."),
        Mistake("True and False", lambda y, k: y[:, None] == np.arange(k), hint=3, message=
            "These are True and False. A loss multiplies by them and subtracts them: make them "
            "float."),
        Mistake("whole numbers", lambda y, k: np.eye(k, dtype=int)[y], hint=3, message=
            "The values are right, but they are whole numbers. Networks calculate with floats, and "
            "the docstring asks for them."),
        Mistake("classes in rows", lambda y, k: np.eye(k)[y].T, hint=2, message=
            "Each class is a row here. One label should be one row."),
        Mistake("the labels themselves", lambda y, k: np.eye(k)[y] * y[:, None], hint=2, message=
            "The place is right, but it holds the label. It must hold a 1, for class 0 too."),
        Mistake("all in one row", lambda y, k: np.eye(k)[y].sum(axis=0), hint=2, message=
            "The labels were counted: one row for all. Each label needs a row of its own."),
    ),
    hints=(
        "How many columns are there if no label of the batch is k - 1? And which column belongs to "
        "class 0?",
        "Start from zeros of shape (n, k) and set one entry in each row; or compare the labels, "
        "upright, with all class numbers; or pick rows of the identity matrix `np.eye`.",
        "Indexing with a list of rows and a list of columns, `Z[rows, columns] = 1`, sets one "
        "entry for each pair. The rows are `np.arange(n)`.",
    ),
    alternatives=(
        lambda y, k: (y[:, None] == np.arange(k)).astype(np.float32),
        lambda y, k: [[float(c == label) for c in range(k)] for label in y],
    ),
)  # fmt: skip
