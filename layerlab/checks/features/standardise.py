"""Columns with mean 0 and deviation 1, by the statistics of the training rows."""

import numpy as np

from layerlab.checking import Exercise, Mistake, Part, case, worked


def _standardise(X, mean=None, std=None):
    if mean is None:
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1, std)
    return (X - mean) / std, mean, std


def _cases(rng):
    yield worked(X=[[1.0, 10.0], [3.0, 30.0]], mean=None, std=None)
    yield worked(X=[[5.0, 10.0]], mean=np.array([2.0, 20.0]), std=np.array([1.0, 10.0]))
    yield worked(X=[[1.0, 7.0], [3.0, 7.0]], mean=None, std=None)  # a constant column
    yield case(X=np.full((3, 2), 0.25), mean=None, std=None)
    yield worked(X=[[5.0, 10.0]], mean=np.zeros(2), std=np.array([2.0, 5.0]))
    for n, d in [(5, 2), (8, 3), (4, 4), (2, 1)]:
        yield case(X=3 + 2 * rng.normal(size=(n, d)), mean=None, std=None)
    for n, d in [(3, 2), (1, 3), (4, 4)]:
        X, std = 5 * rng.normal(size=(n, d)), rng.uniform(0.5, 3, size=d)
        yield case(X=X, mean=rng.normal(size=d), std=std)
    yield case(
        X=rng.normal(size=(4, 2)) * 1e-6, mean=None, std=None
    )  # hardly any spread


def _recomputed(X, mean=None, std=None):
    return _standardise(X)


def _statistics(make):
    """A standardise that computes its statistics by make(X) where none are given."""

    def code(X, mean=None, std=None):
        if mean is None:
            mean, std = make(X)
        return (X - mean) / std, mean, std

    return code


def _zeros_for_nothing(X, mean=None, std=None):
    """`if mean` for `if mean is not None`: a mean of zeros counts as not given."""
    given = mean is not None and np.any(mean)
    return _standardise(X, mean, std) if given else _standardise(X)


def _given_deviation_lost(X, mean=None, std=None):
    _, mean, own = _standardise(X, mean, std)
    std = _filled(X.std(axis=0))
    return (X - mean) / std, mean, std


def _zero_given_back(X, mean=None, std=None):
    Z, mean, std = _standardise(X, mean, std)
    return Z, mean, np.where(np.ptp(X, axis=0) == 0, 0, std) if len(X) > 1 else std


def _filled(std):
    return np.where(std == 0, 1, std)


def _per_row(X, mean=None, std=None):
    mean = X.mean(axis=1, keepdims=True)
    std = _filled(X.std(axis=1, keepdims=True))
    return (X - mean) / std, mean[:, 0], std[:, 0]


def _per_row_flat(X, mean=None, std=None):
    if mean is None:
        mean, std = X.mean(axis=1), X.std(axis=1)
    return (X - mean) / std, mean, std


def _in_place(X, mean=None, std=None):
    if mean is None:
        mean, std = X.mean(axis=0), _filled(X.std(axis=0))
    X -= mean
    X /= std
    return X, mean, std


def _not_divided(X, mean=None, std=None):
    _, mean, std = _standardise(X, mean, std)
    return X - mean, mean, std


def _by_variance(X, mean=None, std=None):
    _, mean, std = _standardise(X, mean, std)
    return (X - mean) / std**2, mean, std


def _not_centred(X, mean=None, std=None):
    _, mean, std = _standardise(X, mean, std)
    return X / std, mean, std


def _divided_first(X, mean=None, std=None):
    _, mean, std = _standardise(X, mean, std)
    return X / std - mean, mean, std


def _by_columns(X, mean, std):
    if mean is None:
        mean = [sum(column) / len(X) for column in X.T]
        pairs = zip(X.T, mean, strict=True)
        std = [np.sqrt(sum((c - m) ** 2) / len(X)) or 1.0 for c, m in pairs]
    yield [[(v - m) / s for v, m, s in zip(x, mean, std, strict=True)] for x in X]
    yield mean
    yield std


standardise = Exercise(
    number="3.2", name="standardise", difficulty=2, minutes=12, points=2,
    reference=_standardise, cases=_cases, returns=("Z", "mean", "std"),
    parts=(
        Part("statistics of its own rows", 1, where=lambda mean, **_: mean is None),
        Part("statistics that are given", 1, where=lambda mean, **_: mean is not None),
    ),
    mistakes=(
        Mistake("statistics recomputed", _recomputed, message=
            "A mean and a deviation were given, and you computed new ones. New data must be "
            "measured by the training data's rule; otherwise the test set leaks into it."),
        Mistake("a mean of zeros taken for none", _zeros_for_nothing, message=
            "A mean of zeros was given, and a new one was computed. Zero is a mean like any other: "
            "only `None` says that nothing was given."),
        Mistake("the given deviation not used", _given_deviation_lost, message=
            "The given mean was used, and a new deviation was computed. Both are given, or none: "
            "use both."),
        Mistake("per row", _per_row, hint=2, message=
            "Every row has its own mean here. A row is one example; the columns are what must "
            "become comparable."),
        Mistake("per row, the axis lost", _per_row_flat, hint=2, message=
            "Each row got its own mean, `axis=1`, and NumPy laid these along the columns, or "
            "refused. A row is one example; the columns become comparable: `axis=0`."),
        Mistake("divided by zero", _statistics(lambda X: (X.mean(axis=0), X.std(axis=0))), message=
            "A column that never changes has the deviation 0, and 0 / 0 is NaN. Put 1 in its "
            "place: then such a column becomes 0."),
        *(Mistake(f"{tiny:g} added", hint=3, code=
            _statistics(lambda X, tiny=tiny: (X.mean(axis=0), X.std(axis=0) + tiny)), message=
            "Something small was added to every deviation, so that none is quite the column's own. "
            "Change only those that are exactly 0, to 1.") for tiny in (1e-3, 1e-6, 1e-8)),
        Mistake("deviation of a constant column given back as 0", _zero_given_back, hint=3, message=
            "The table is right. The deviation of a column that never changes must come back as 1, "
            "so that it can be used on the test set as it is; yours is 0."),
        Mistake("ddof 1", hint=2, code=
            _statistics(lambda X: (X.mean(axis=0), _filled(X.std(axis=0, ddof=1)))), message=
            "The deviation is that of a sample, divided by n - 1. Here it is `X.std` as NumPy "
            "gives it, divided by n."),
        Mistake("one mean for the table", _statistics(
            lambda X: (np.full(X.shape[1], X.mean()), _filled(np.full(X.shape[1], X.std())))
        ), hint=2, message=
            "All columns share one mean and one deviation. Each column has its own unit, so each "
            "needs its own."),
        Mistake("not divided", _not_divided, hint=2, message=
            "The mean was taken away, but nothing was divided by the deviation."),
        Mistake("not centred", _not_centred, hint=2, message=
            "The columns were divided, but their means are still there. Subtract first."),
        Mistake("divided first", _divided_first, hint=3, message=
            "Division came before subtraction. Python divides first: set brackets round X - mean."),
        Mistake("by the variance", _by_variance, hint=2, message=
            "The columns were divided by the variance. The deviation is its square root."),
        Mistake("changed in place", _in_place, hint=3, message=
            "`X -= …` changes the table that was handed in. Make a new one."),
        Mistake("only Z returned", hint=3, code=
            lambda X, mean=None, std=None: _standardise(X, mean, std)[0], message=
            "Only the table came back. The caller needs mean and std, too, to treat the test set "
            "in the same way."),
    ),
    hints=(
        "Two questions before any formula: what if a column never changes? And what if the caller "
        "hands you a mean and a deviation: may you compute your own?",
        "`X.mean(axis=0)` has one number a column, and so has `X.std(axis=0)`. Broadcasting lays "
        "them over every row.",
        "First `if mean is None:` compute both and put a 1 wherever the deviation is 0 (`np.where` "
        "can). Then one line for Z, with brackets.",
    ),
    alternatives=(
        lambda X, mean=None, std=None: (
            _standardise(X.astype(np.float32), mean, std)
            if mean is None
            else ((X - mean) / std, mean, std)
        ),
        lambda X, mean=None, std=None: tuple(_by_columns(X, mean, std)),
    ),
)  # fmt: skip
