"""How much a linear reader can tell from a layer's features."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked


def _with_ones(X, bias=True):
    return np.column_stack([X, np.ones(len(X))]) if bias else X


def _fitted(X, y, *, bias=True):
    """A linear reader by least squares: weights W [d (+ 1), classes]."""
    X1 = _with_ones(X, bias)
    return np.linalg.lstsq(X1, np.eye(int(np.max(y)) + 1)[y], rcond=None)[0]


def _says(W, X, *, bias=True):
    return (_with_ones(X, bias) @ W).argmax(axis=1)


def _probe_accuracy(train_features, train_y, test_features, test_y):
    W = _fitted(train_features, train_y)
    return float(np.mean(_says(W, test_features) == test_y))


def _probe_case(rng, *, train, test, middle=0.0, k=2, d=2):
    """Rows around k corners; a share of each part is labelled as the next class."""
    corners = np.eye(max(k, d))[:k, :d] * 8
    args = {}
    for name, (n, wrong) in (("train", train), ("test", test)):
        truth = np.arange(n) % k
        flipped = (np.arange(n) // k) % 20 < 20 * wrong
        rows = corners[truth] + rng.uniform(-1, 1, size=(n, d)) + middle
        args[f"{name}_features"] = rows
        args[f"{name}_y"] = np.where(flipped, (truth + 1) % k, truth)
    return case(**args)


def _cases(rng):
    yield worked(
        train_features=[[0.0], [1.0], [9.0], [10.0]],
        train_y=[0, 0, 1, 1],
        test_features=[[2.0], [8.0], [1.0], [7.0]],
        test_y=[0, 1, 1, 1],
    )
    yield _probe_case(rng, train=(60, 0), test=(60, 0))
    yield _probe_case(rng, train=(60, 0), test=(180, 0.8))
    yield _probe_case(rng, train=(160, 0), test=(40, 0.75))
    yield _probe_case(rng, train=(100, 0.25), test=(60, 0))
    yield _probe_case(rng, train=(80, 0.1), test=(100, 0.6))
    yield _probe_case(rng, train=(60, 0), test=(40, 0.2), middle=30.0)
    yield _probe_case(rng, train=(60, 0), test=(30, 0.4), k=3, d=4)
    yield _probe_case(rng, train=(40, 0), test=(40, 0), middle=5.0, d=1)
    yield _round_a_square(rng)
    yield _behind_the_other(rng)


def _behind_the_other(rng):
    """Some rows of class 0 lie behind class 1, where no straight line can reach them."""
    groups = ((-10.0, 0, 4), (5.0, 1, 5), (9.0, 0, 1))
    args = {}
    for name, n in (("train", 8), ("test", 6)):
        y = np.concatenate([np.full(n * times, k) for _, k, times in groups])
        middle = np.concatenate([np.full(n * times, at) for at, _, times in groups])
        args[f"{name}_features"] = middle[:, None] + rng.uniform(
            -1, 1, size=(len(y), 1)
        )
        args[f"{name}_y"] = y
    return case(**args)


def _round_a_square(rng):
    """Four classes round a square: no weighted sum of the two features is the class number."""
    corners = np.array([[8.0, 8.0], [8.0, 0.0], [0.0, 0.0], [0.0, 8.0]])
    args = {}
    for name, n in (("train", 60), ("test", 60)):
        y = np.arange(n) % 4
        args[f"{name}_features"] = corners[y] + rng.uniform(-1, 1, size=(n, 2))
        args[f"{name}_y"] = y
    return case(**args)


def _judge_probe(value, args, expected):
    number = np.asarray(value, float) if not isinstance(value, str) else None
    if number is None or number.size != 1:
        return "one number: the share of test rows that the reader names rightly"
    share = float(number.reshape(-1)[0])
    if not 0 <= share <= 1:
        return f"a share between 0 and 1; this is {share:.4g}"
    if abs(share - expected) > 0.06:
        return (
            f"about {expected:.2f} of the {len(args['test_y'])} test rows right, for a "
            f"linear reader fitted to the training rows; this is {share:.2f}"
        )
    return None


def _joined(train_features, train_y, test_features, test_y):
    X = np.concatenate([train_features, test_features])
    W = _fitted(X, np.concatenate([train_y, test_y]))
    return float(np.mean(_says(W, test_features) == test_y))


def _without_bias(train_features, train_y, test_features, test_y):
    W = _fitted(train_features, train_y, bias=False)
    return float(np.mean(_says(W, test_features, bias=False) == test_y))


def _numbers(train_features, train_y, test_features, test_y):
    """A reader of the class numbers, by least squares; its answer is made whole."""
    w = np.linalg.lstsq(_with_ones(train_features), train_y, rcond=None)[0]
    return float(np.mean(np.round(_with_ones(test_features) @ w) == test_y))


def _neighbour(train_features, train_y, test_features, test_y):
    gaps = test_features[:, None] - train_features[None]
    nearest = (gaps**2).sum(axis=2).argmin(axis=1)
    return float(np.mean(train_y[nearest] == test_y))


def _curved(train_features, train_y, test_features, test_y):
    """A reader that also gets the squares of the features: its borders are curves."""
    parts = [np.column_stack([X, X**2]) for X in (train_features, test_features)]
    return _probe_accuracy(parts[0], train_y, parts[1], test_y)


def _changed(by):
    """The mistake that gives something else for the right share."""

    def attempt(train_features, train_y, test_features, test_y):
        share = _probe_accuracy(train_features, train_y, test_features, test_y)
        return by(share, test_y)

    return attempt


def _probe_logistic(train_features, train_y, test_features, test_y):
    """scikit-learn's logistic regression."""
    from sklearn.linear_model import LogisticRegression

    reader = LogisticRegression(max_iter=2000).fit(train_features, train_y)
    return reader.score(test_features, test_y)


def _probe_centres(train_features, train_y, test_features, test_y):
    """The nearest class centre: linear as well; no matrix is solved."""
    centres = np.array(
        [train_features[train_y == k].mean(axis=0) for k in np.unique(train_y)]
    )
    scores = test_features @ centres.T - (centres**2).sum(axis=1) / 2
    return np.mean(scores.argmax(axis=1) == test_y)


probe_accuracy = Exercise(
    number="2.4", name="probe_accuracy", difficulty=2, minutes=15, points=3,
    reference=_probe_accuracy, cases=_cases, judge=_judge_probe,
    seconds=20.0,  # the first import of scikit-learn counts, too
    mistakes=(
        Mistake("fits on the test set", lambda train_features, train_y, test_features, test_y: (
            _probe_accuracy(test_features, test_y, test_features, test_y)
        ), message=
            "The reader was fitted to the test rows: it has seen the answers before the exam. Fit "
            "to the training rows only."),
        Mistake("scores on the training set", code=
            lambda train_features, train_y, test_features, test_y: _probe_accuracy(
                train_features, train_y, train_features, train_y
            ), message=
            "The reader was asked about the rows that it learned from. How well it does on others "
            "is asked: count on the test rows."),
        Mistake("both sets for fitting", _joined, message=
            "The test rows are among the rows that the reader was fitted to. They are there to be "
            "asked about, after the fitting."),
        Mistake("train and test swapped", lambda train_features, train_y, test_features, test_y: (
            _probe_accuracy(test_features, test_y, train_features, train_y)
        ), message=
            "The two sets are swapped: fitted to the test rows, counted on the training rows."),
        Mistake("no bias", _without_bias, hint=2, message=
            "The reader has weights but no bias, so its line must pass through zero. Give it a "
            "bias, for example as a column of ones."),
        Mistake("class numbers fitted", _numbers, hint=2, message=
            "The reader was fitted to the class numbers, as if class 2 were twice class 1. Each "
            "class needs a score of its own: rows of zeros with a one, and then the largest."),
        Mistake("nearest training row", _neighbour, hint=2, message=
            "Each test row got the class of the nearest training row. That is no linear reader: it "
            "learns every row by heart, mistakes too."),
        Mistake("a curved reader", _curved, hint=2, message=
            "This reader names rows rightly that no linear reader can: its borders are curves. A "
            "linear one weighs the features themselves; what it cannot read is not shown plainly."),
        Mistake("percent", _changed(lambda share, y: 100 * share), hint=3, message=
            "This is a percentage. A share between 0 and 1 is asked for."),
        Mistake("count for share", _changed(lambda share, y: share * len(y)), hint=3, message=
            "This is how many test rows were right. Divide by how many there are."),
        Mistake("errors counted", _changed(lambda share, y: 1 - share), hint=3, message=
            "This is the share of mistakes. The share of right answers is one minus it."),
        Mistake("guesses returned", lambda train_features, train_y, test_features, test_y: (
            _says(_fitted(train_features, train_y), test_features)
        ), hint=3, message=
            "These are the reader's guesses. Compare them with the true classes and give back the "
            "share that agrees."),
        Mistake("scores for classes", lambda train_features, train_y, test_features, test_y: float(
            np.mean(
                (_with_ones(test_features) @ _fitted(train_features, train_y)).max(axis=1)
                == test_y
            )
        ), hint=3, message=
            "The largest score was compared with the class. Which class has it? That is `argmax`, "
            "not `max`."),
    ),
    hints=(
        "There are two sets. One is for learning, the other is for asking. Which of the four "
        "arguments may the reader see while it learns?",
        "Any linear reader will do: `LogisticRegression` from scikit-learn has the methods `fit` "
        "and `predict`; or least squares, `np.linalg.lstsq`, to rows of zeros with a one, with a "
        "column of ones added to the features.",
        "Fit to the training features and classes, predict for the test features, and take the "
        "mean of `guesses == test_y`: a mean of true and false is a share.",
    ),
    alternatives=(_probe_logistic, _probe_centres),
)  # fmt: skip
