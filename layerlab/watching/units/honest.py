"""The observer of an honest score: which rows a scheme has shown to whom.

`select` and `fit` are those of the exercise, wrapped: every row that they are given is
found again by its numbers, so that what came back can be set beside how it was made. No
right answer stands here.
"""

from collections.abc import Callable

import numpy as np

KEPT = 20  # columns that select keeps
UNCLEAR, FEW = "unclear", 0.35  # fewer rows than this share are a small part


def select(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The columns in which the two classes differ most."""
    X, y = np.asarray(X), np.asarray(y)
    one, other = (X[y == label].mean(axis=0) for label in (0, 1))
    return np.argsort(-np.abs(one - other), kind="stable")[:KEPT]


def fit(X: np.ndarray, y: np.ndarray) -> Callable:
    """`predict` of a model that answers as the nearest row of X."""
    X, y = np.array(X, dtype=np.float32), np.array(y)
    lengths = (X**2).sum(axis=1)
    if len(X) != len(y):
        raise ValueError(f"fit was given {len(X)} rows and {len(y)} labels")

    def predict(rows):
        rows = np.asarray(rows, dtype=np.float32)
        if rows.ndim != 2 or rows.shape[1] != X.shape[1]:
            raise ValueError(
                f"predict was given rows of shape {rows.shape}, and its model was "
                f"fitted on {X.shape[1]} columns"
            )
        products = np.einsum("ik,jk->ij", rows, X)  # small: threads would only cost
        return y[(lengths - 2 * products).argmin(axis=1)]

    return predict


def scores(attempt, args: dict, call="") -> dict | None:
    """What `attempt(X, y, groups, select, fit, rng)` gives in each world, asked twice."""
    answers, notes = [], []
    for number, (X, y, groups) in enumerate(args["worlds"]):
        for turn in (0, 1):
            notes.append(Notes(X, y, groups))
            rng = np.random.default_rng([number, turn])
            own = (a.copy() for a in (X, y, groups))
            answer = attempt(*own, notes[-1].select, notes[-1].fit, rng)
            if answer is None:
                return None
            wrong = _no_number(answer)
            if wrong:
                return {"what came back": wrong}
            answers.append(float(answer))
    return {"what came back": "a number", "the answers": answers} | _told(
        notes, answers
    )


def _no_number(answer) -> str:
    """What came back instead of one finite number; "" where it is one."""
    if isinstance(answer, (str, list, tuple, dict)):
        return f"one {type(answer).__name__}"
    try:
        value = float(answer)
    except (TypeError, ValueError):
        return "no number"
    return "" if np.isfinite(value) else "NaN, or infinity"


class Notes:
    """What `select`, `fit` and `predict` were given in one world.

    Each entry of `asked` is (fitted rows, rows that chose the columns, asked rows, share).
    """

    def __init__(self, X, y, groups):
        self.X, self.y, self.groups = X, np.asarray(y), np.asarray(groups)
        self.chosen, self.asked, self.mixed, self.strange = [], [], False, False

    def select(self, X, y) -> np.ndarray:
        """The columns chosen, noted with the rows that chose them."""
        columns = select(X, y)
        rows = self.rows_of(X)
        self.beside(rows, y)
        self.chosen.append((frozenset(columns.tolist()), rows))
        return columns

    def fit(self, X, y) -> Callable:
        """A model whose `predict` is noted."""
        predict = fit(X, y)
        fitted, columns = self.rows_of(X), self.columns_of(X)
        self.beside(fitted, y)
        judges = [rows for kept, rows in self.chosen if kept == columns]

        def noted(rows):
            answers = predict(rows)
            asked = self.rows_of(rows)
            share = np.nan if asked is None else np.mean(answers == self.y[asked])
            self.asked.append((fitted, judges, asked, share))
            return answers

        return noted

    def beside(self, rows, y) -> None:
        """Note whether the labels are those of the rows."""
        if rows is not None and not np.array_equal(np.asarray(y), self.y[rows]):
            self.mixed = True

    def rows_of(self, X) -> np.ndarray | None:
        """Which rows of the world X holds; None where they were changed on the way."""
        X = np.asarray(X)
        for _, column in self.places_of(X):
            rows = _places(self.X[:, column], X[:, 0])
            if rows is not None:
                return rows
        self.strange = True
        return None

    def columns_of(self, X) -> frozenset | None:
        """Which columns of the world X holds."""
        X = np.asarray(X)
        for row, _ in self.places_of(X):
            columns = _places(self.X[row], X[0])
            if columns is not None:
                return frozenset(columns.tolist())
        return None

    def places_of(self, X) -> list:
        """Pairs (row, column) where the world has the first number of X; rarely two."""
        if X.ndim != 2 or not X.size:
            return []
        flat = np.flatnonzero(self.X.reshape(-1) == X[0, 0])
        return [divmod(int(place), self.X.shape[1]) for place in flat]


def _places(known, values) -> np.ndarray | None:
    """Where each value stands among the known ones; None where one is not among them."""
    order = np.argsort(known)
    nearest = np.searchsorted(known, values, sorter=order)
    places = order[np.minimum(nearest, len(known) - 1)]
    return places if np.array_equal(known[places], values) else None


def _told(notes, answers) -> dict:
    """How the answers came about, in words: whom the models knew, who chose, who was asked."""
    names = ("rows asked about", "their groups", "columns chosen", "labels")
    found = dict.fromkeys((*names, "rows asked", "the number"), UNCLEAR)
    if any(one.strange for one in notes):
        return found | {"rows asked about": "changed before they were handed over"}
    found["labels"] = "not their rows'" if any(n.mixed for n in notes) else "their rows'"
    if not all(one.asked for one in notes):
        return found | {"rows asked about": "none"}
    found["rows asked about"] = _worst(_own_rows, notes)
    if found["rows asked about"] != "new to the model":
        return found
    found["their groups"] = _worst(_own_groups, notes)
    found["columns chosen"] = _worst(_choosers, notes)
    sound = ("new to the model", "on the model's rows", "their rows'")
    if tuple(found[name] for name in names[1:]) == sound:
        found |= _numbers(notes, answers)
    return found


def _worst(words, notes) -> str:
    """The gravest that is said of any model; graver words have a smaller number."""
    return min(words(one, *asked) for one in notes for asked in one.asked)[1]


def _own_rows(notes, fitted, judges, asked, share):
    known = np.isin(asked, fitted)
    if not known.any():
        return 4, "new to the model"
    if not known.all():
        return 3, "some it was fitted on"
    if not np.isin(fitted, asked).all():
        return 2, "a part of those it was fitted on"
    every = len(np.unique(fitted)) == len(notes.y)
    return (1, "all there are, as it was fitted") if every else (0, "those it was fitted on")


def _own_groups(notes, fitted, judges, asked, share):
    known = np.isin(notes.groups[asked], notes.groups[fitted]).any()
    return (0, "known to the model") if known else (1, "new to the model")


def _choosers(notes, fitted, judges, asked, share):
    """Who chose the columns of a model: its own rows, or more than these."""
    if not judges:
        return 3, "never"
    if any(np.array_equal(np.unique(r), np.unique(fitted)) for r in judges):
        return 5, "on the model's rows"
    if len(np.unique(judges[-1])) == len(notes.y):
        return 0, "on all rows"
    known = np.isin(judges[-1], asked)
    if known.any():
        where = (1, "on the rows asked about"), (2, "on some that were asked about")
        return where[not known.all()]
    return 4, "on other rows than the model's"


def _numbers(notes, answers) -> dict:
    """What part of the rows was asked about, and what was made of the shares."""
    parts = [len(np.unique(np.concatenate([a[2] for a in n.asked]))) for n in notes]
    least = min(k / len(n.y) for k, n in zip(parts, notes, strict=True))
    found = {"rows asked": "few" if least < FEW else "many"}
    return found | {"the number": _number(notes, answers)}


def _number(notes, answers) -> str:
    """What was made of the shares of right answers, one for each question."""
    shares = [np.array([a[3] for a in n.asked]) for n in notes]
    sizes = [np.array([len(a[2]) for a in n.asked]) for n in notes]
    for words, made in _MADE.items():
        told = map(made, shares, sizes)
        if np.allclose(answers, [*told], atol=1e-6, rtol=0):
            return words
    return "something else"


def _whole(shares, sizes):
    return (shares * sizes).sum() / sizes.sum()


_MADE = {
    "their mean": lambda shares, sizes: shares.mean(),
    "the share of all": _whole,
    "the best": lambda shares, sizes: shares.max(),
    "the worst": lambda shares, sizes: shares.min(),
    "the last": lambda shares, sizes: shares[-1],
    "the share of wrong ones": lambda shares, sizes: 1 - shares.mean(),
    "all that are wrong": lambda shares, sizes: 1 - _whole(shares, sizes),
    "per cent": lambda shares, sizes: 100 * shares.mean(),
    "their sum": lambda shares, sizes: shares.sum(),
    "how many are right": lambda shares, sizes: (shares * sizes).sum(),
}
