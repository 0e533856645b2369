"""Unit 03, features: measure, scale, encode, split, count. In the order of the exercises."""

import numpy as np

from layerlab.checking import Closeness, Exercise, Mistake, case, worked
from layerlab.judging.compare import as_array

_ROWS = (1, 2)


def _halves(images):
    left, right = images[:, :, :4].mean(_ROWS), images[:, :, 4:].mean(_ROWS)
    top, bottom = images[:, :4].mean(_ROWS), images[:, 4:].mean(_ROWS)
    return left, right, top, bottom


def _handmade(images):
    left, right, top, bottom = _halves(images)
    return np.stack([images.mean(_ROWS), left - right, top - bottom], axis=1)


def _picture_cases(rng):
    left_bar, top_bar = np.zeros((8, 8)), np.zeros((8, 8))
    left_bar[:, 1] = 1
    top_bar[0, :4] = 0.5
    yield worked(images=left_bar[None])
    yield worked(images=np.stack([top_bar, 1 - left_bar]))
    for n in (1, 2, 3, 5, 8):
        yield case(images=rng.uniform(0, 1, size=(n, 8, 8)))
    yield case(images=np.round(16 * rng.uniform(size=(3, 8, 8))))
    yield case(images=np.zeros((2, 8, 8)))


def _columns(*makers):
    return lambda images: np.stack([make(images) for make in makers], axis=1)


def _ink(images):
    return images.mean(_ROWS)


def _left_right(images):
    return _halves(images)[0] - _halves(images)[1]


def _top_bottom(images):
    return _halves(images)[2] - _halves(images)[3]


def _with_sums(images):
    return 32 * _handmade(images) * [2, 1, 1]


def _halves_melted(images):
    """The halves' means are those of the whole batch."""
    left, right = images[:, :, :4].mean(), images[:, :, 4:].mean()
    top, bottom = images[:, :4].mean(), images[:, 4:].mean()
    ink = images.mean(_ROWS)
    return np.stack([ink, 0 * ink + left - right, 0 * ink + top - bottom], axis=1)


def _one_for_all(images):
    return _handmade(images).mean(axis=0)


handmade_features = Exercise(
    number="3.1",
    name="handmade_features",
    difficulty=2,
    minutes=12,
    points=2,
    reference=_handmade,
    cases=_picture_cases,
    rows=("images",),
    mistakes=(
        Mistake(
            "one number for the whole batch",
            _one_for_all,
            "There are three numbers for all pictures together. `mean()` without axes melts "
            "the whole batch into one; each picture needs its own.",
            hint=2,
        ),
        Mistake(
            "halves of the whole batch",
            _halves_melted,
            "Every picture has the same two differences: the halves were averaged over the "
            "whole batch. Their means need `axis=(1, 2)`, too.",
            hint=2,
        ),
        Mistake(
            "axes swapped",
            _columns(_ink, _top_bottom, _left_right),
            "The two differences are exchanged. Axis 1 counts rows, from top to bottom; axis "
            "2 counts columns, from left to right.",
            hint=1,
        ),
        Mistake(
            "signs lost",
            lambda images: np.abs(_handmade(images)),
            "The differences are never negative here. The sign tells which side has more ink: "
            "leave out the absolute value.",
            hint=1,
        ),
        Mistake(
            "squared",
            lambda images: _handmade(images) ** [1, 2, 2],
            "The differences were squared, and their sign is lost.",
            hint=1,
        ),
        Mistake(
            "other sides first",
            lambda images: _handmade(images) * [1, -1, -1],
            "Both differences have the wrong sign: it is left minus right, and top minus "
            "bottom.",
            hint=1,
        ),
        Mistake(
            "sums for means",
            _with_sums,
            "These are sums. A mean does not depend on how many pixels a half has.",
            hint=2,
        ),
        Mistake(
            "divided by the whole",
            lambda images: _handmade(images) * [1, 0.5, 0.5],
            "The differences are half as large as they should be: each half has its own mean, "
            "over its own 32 pixels.",
            hint=2,
        ),
        Mistake(
            "features in rows",
            lambda images: _handmade(images).T,
            "Each feature is a row here. One picture should be one row: stack along the last "
            "axis.",
            hint=3,
        ),
        Mistake(
            "one column short",
            lambda images: images[:, :, :4].mean(_ROWS)[:, None] * [1, 1, 1],
            "All three columns say the same: the ink of the left half.",
            hint=1,
        ),
        Mistake(
            "uneven halves",
            lambda images: np.stack(
                [
                    images.mean(_ROWS),
                    images[:, :, :3].mean(_ROWS) - images[:, :, 4:].mean(_ROWS),
                    images[:, :3].mean(_ROWS) - images[:, 4:].mean(_ROWS),
                ],
                axis=1,
            ),
            "A column or a row is in neither half. The first four have the numbers 0 to 3, so "
            "the slice is `:4`.",
            hint=2,
        ),
    ),
    hints=(
        "Paint on paper a picture with ink on its left only. What should its three numbers be? "
        "And which of the axes of `images` counts the pictures?",
        "`images[:, :, :4]` is the left half of every picture. A mean over the axes 1 and 2 "
        "leaves one number for each.",
        "Three arrays with one number a picture: the mean, one difference, another difference. "
        "`np.stack([…, …, …], axis=1)` makes them columns.",
    ),
    alternatives=(
        lambda images: [
            [
                x.mean(),
                x[:, :4].mean() - x[:, 4:].mean(),
                x[:4].mean() - x[4:].mean(),
            ]
            for x in images
        ],
        lambda images: (
            images.reshape(-1, 64)
            @ np.stack(
                [
                    np.full(64, 1 / 64),
                    np.tile(np.repeat([1, -1], 4), 8) / 32,
                    np.repeat([1, -1], 32) / 32,
                ]
            ).T
        ),
    ),
)


def _standardise(X, mean=None, std=None):
    if mean is None:
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1, std)
    return (X - mean) / std, mean, std


def _table_cases(rng):
    yield worked(X=[[1.0, 10.0], [3.0, 30.0]], mean=None, std=None)
    yield worked(X=[[5.0, 10.0]], mean=np.array([2.0, 20.0]), std=np.array([1.0, 10.0]))
    yield worked(X=[[1.0, 7.0], [3.0, 7.0]], mean=None, std=None)  # a constant column
    for n, d in [(5, 2), (8, 3), (4, 4), (2, 1)]:
        yield case(X=3 + 2 * rng.normal(size=(n, d)), mean=None, std=None)
    for n, d in [(3, 2), (1, 3), (4, 4)]:
        X, std = 5 * rng.normal(size=(n, d)), rng.uniform(0.5, 3, size=d)
        yield case(X=X, mean=rng.normal(size=d), std=std)
    yield case(X=np.full((3, 2), 0.25), mean=None, std=None)


def _recomputed(X, mean=None, std=None):
    return _standardise(X)


def _statistics(make):
    """A standardise that computes its statistics by make(X) where none are given."""

    def code(X, mean=None, std=None):
        if mean is None:
            mean, std = make(X)
        return (X - mean) / std, mean, std

    return code


def _filled(std):
    return np.where(std == 0, 1, std)


def _per_row(X, mean=None, std=None):
    mean = X.mean(axis=1, keepdims=True)
    std = _filled(X.std(axis=1, keepdims=True))
    return (X - mean) / std, mean[:, 0], std[:, 0]


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


standardise = Exercise(
    number="3.2",
    name="standardise",
    difficulty=2,
    minutes=12,
    points=2,
    reference=_standardise,
    cases=_table_cases,
    returns=("Z", "mean", "std"),
    mistakes=(
        Mistake(
            "statistics recomputed",
            _recomputed,
            "A mean and a deviation were given, and you computed new ones. New data must be "
            "measured by the training data's rule; otherwise the test set leaks into it.",
            hint=1,
        ),
        Mistake(
            "per row",
            _per_row,
            "Every row has its own mean here. A row is one example; the columns are what must "
            "become comparable.",
            hint=2,
        ),
        Mistake(
            "divided by zero",
            _statistics(lambda X: (X.mean(axis=0), X.std(axis=0))),
            "A column that never changes has the deviation 0, and 0 / 0 is NaN. Put 1 in its "
            "place: then such a column becomes 0.",
            hint=1,
        ),
        Mistake(
            "a little added",
            _statistics(lambda X: (X.mean(axis=0), X.std(axis=0) + 1e-3)),
            "Something small was added to every deviation, so all columns are a little wrong. "
            "Change only those that are exactly 0, to 1.",
            hint=3,
        ),
        Mistake(
            "ddof 1",
            _statistics(lambda X: (X.mean(axis=0), _filled(X.std(axis=0, ddof=1)))),
            "The deviation is that of a sample, divided by n - 1. Here it is `X.std` as NumPy "
            "gives it, divided by n.",
            hint=2,
        ),
        Mistake(
            "one mean for the table",
            _statistics(
                lambda X: (
                    np.full(X.shape[1], X.mean()),
                    _filled(np.full(X.shape[1], X.std())),
                )
            ),
            "All columns share one mean and one deviation. Each column has its own unit, so "
            "each needs its own.",
            hint=2,
        ),
        Mistake(
            "not divided",
            _not_divided,
            "The mean was taken away, but nothing was divided by the deviation.",
            hint=2,
        ),
        Mistake(
            "not centred",
            _not_centred,
            "The columns were divided, but their means are still there. Subtract first.",
            hint=2,
        ),
        Mistake(
            "divided first",
            _divided_first,
            "Division came before subtraction. Python divides first: set brackets round "
            "X - mean.",
            hint=3,
        ),
        Mistake(
            "by the variance",
            _by_variance,
            "The columns were divided by the variance. The deviation is its square root.",
            hint=2,
        ),
        Mistake(
            "changed in place",
            _in_place,
            "`X -= …` changes the table that was handed in. Make a new one.",
            hint=3,
        ),
        Mistake(
            "only Z returned",
            lambda X, mean=None, std=None: _standardise(X, mean, std)[0],
            "Only the table came back. The caller needs mean and std, too, to treat the test "
            "set in the same way.",
            hint=3,
        ),
    ),
    hints=(
        "Two questions before any formula: what if a column never changes? And what if the "
        "caller hands you a mean and a deviation: may you compute your own?",
        "`X.mean(axis=0)` has one number a column, and so has `X.std(axis=0)`. Broadcasting "
        "lays them over every row.",
        "First `if mean is None:` compute both and put a 1 wherever the deviation is 0 "
        "(`np.where` can). Then one line for Z, with brackets.",
    ),
    alternatives=(
        lambda X, mean=None, std=None: (
            _standardise(X.astype(np.float32), mean, std)
            if mean is None
            else ((X - mean) / std, mean, std)
        ),
        lambda X, mean=None, std=None: tuple(_by_columns(X, mean, std)),
    ),
)


def _by_columns(X, mean, std):
    if mean is None:
        mean = [sum(column) / len(X) for column in X.T]
        pairs = zip(X.T, mean, strict=True)
        std = [np.sqrt(sum((c - m) ** 2) / len(X)) or 1.0 for c, m in pairs]
    yield [[(v - m) / s for v, m, s in zip(x, mean, std, strict=True)] for x in X]
    yield mean
    yield std


def _one_hot(y, k):
    return np.eye(k)[y]


def _label_cases(rng):
    yield worked(y=[0, 2, 1], k=3)
    yield worked(y=[1, 1], k=4)  # most classes are absent
    for n, k in [(4, 3), (6, 10), (1, 2), (9, 5)]:
        yield case(y=rng.integers(0, k, size=n), k=k)
    yield case(y=[4, 0, 4], k=5)
    yield case(y=[0], k=1)


one_hot = Exercise(
    number="3.3",
    name="one_hot",
    difficulty=1,
    minutes=8,
    points=2,
    reference=_one_hot,
    cases=_label_cases,
    rows=("y",),
    closeness=Closeness(dtype=True),
    mistakes=(
        Mistake(
            "k taken from the batch",
            lambda y, k: np.eye(int(y.max()) + 1)[y],
            "The number of columns depends on the labels of this batch. It must be k, also "
            "where the largest class is absent.",
            hint=1,
        ),
        Mistake(
            "as many columns as kinds",
            lambda y, k: (y[:, None] == np.unique(y)) * 1.0,
            "There is a column only for the classes that occur. A class that is absent still "
            "has its column, full of zeros.",
            hint=1,
        ),
        Mistake(
            "off by one",
            lambda y, k: np.eye(k)[y - 1],
            "The ones stand one place too far to the left: class 0 belongs to column 0.",
            hint=1,
        ),
        Mistake(
            "one place too far",
            lambda y, k: np.eye(k)[(y + 1) % k],
            "The ones stand one place too far to the right: class 0 belongs to column 0.",
            hint=1,
        ),
        Mistake(
            "True and False",
            lambda y, k: y[:, None] == np.arange(k),
            "These are True and False. A loss multiplies by them and subtracts them: make "
            "them float.",
            hint=3,
        ),
        Mistake(
            "whole numbers",
            lambda y, k: np.eye(k, dtype=int)[y],
            "The values are right, but they are whole numbers. Networks calculate with floats, "
            "and the docstring asks for them.",
            hint=3,
        ),
        Mistake(
            "classes in rows",
            lambda y, k: np.eye(k)[y].T,
            "Each class is a row here. One label should be one row.",
            hint=2,
        ),
        Mistake(
            "the labels themselves",
            lambda y, k: np.eye(k)[y] * y[:, None],
            "The place is right, but it holds the label. It must hold a 1, for class 0 too.",
            hint=2,
        ),
        Mistake(
            "all in one row",
            lambda y, k: np.eye(k)[y].sum(axis=0),
            "The labels were counted: one row for all. Each label needs a row of its own.",
            hint=2,
        ),
    ),
    hints=(
        "How many columns are there if no label of the batch is k - 1? And which column "
        "belongs to class 0?",
        "Start from zeros of shape (n, k) and set one entry in each row; or compare the labels, "
        "upright, with all class numbers; or pick rows of the identity matrix `np.eye`.",
        "Indexing with a list of rows and a list of columns, `Z[rows, columns] = 1`, sets one "
        "entry for each pair. The rows are `np.arange(n)`.",
    ),
    alternatives=(
        lambda y, k: (y[:, None] == np.arange(k)).astype(np.float32),
        lambda y, k: [[float(c == label) for c in range(k)] for label in y],
    ),
)


def _split(n, test_fraction, rng):
    order = rng.permutation(n)
    count = round(n * test_fraction)
    return order[count:], order[:count]


def _split_cases(rng):
    yield worked(n=10, test_fraction=0.3, seed=0)
    yield worked(n=20, test_fraction=0.25, seed=1)
    for n, fraction in [(50, 0.2), (31, 0.1), (40, 0.5), (19, 0.3), (100, 0.01)]:
        yield case(n=n, test_fraction=fraction, seed=int(rng.integers(100)))
    yield case(n=12, test_fraction=0.0, seed=3)  # nothing to test on


def _watch_split(attempt, n, test_fraction, seed):
    import numpy as np

    def run(seed):
        return attempt(n, test_fraction, np.random.default_rng(seed))

    first = run(seed)
    if not isinstance(first, (tuple, list)) or len(first) != 2:
        return first
    other = run(seed + 1)
    parts = [np.asarray(part) for part in (*first, other[0])]
    return dict(zip(("train", "test", "train with another rng"), parts, strict=True))


def _judge_split(value, args, expected):
    if not isinstance(value, dict):
        return "two arrays of indices, train and test"
    train, test, other = (as_array(value[key]) for key in expected)
    if train is None or test is None or train.ndim != 1 or test.ndim != 1:
        return "two flat arrays of indices, train and test"
    n, count = args["n"], round(args["n"] * args["test_fraction"])
    if len(test) != count or len(train) != n - count:
        got = f"these have {len(train)} and {len(test)}"
        return f"{n - count} indices to train on and {count} to test on; {got}"
    if sorted([*train, *test]) != list(range(n)):
        return f"each of the indices 0 to {n - 1} once, in one of the two parts"
    if n >= 10 and (_runs(train) or _runs(test)):
        return "both parts in a random order"
    if n >= 10 and np.array_equal(train, other):
        return "another split when the generator is another one"
    return None


def _runs(part) -> bool:
    return len(part) > 4 and bool((np.diff(part) > 0).all())


def _with_order(make):
    def code(n, test_fraction, rng):
        order, count = make(n, rng), round(n * test_fraction)
        return order[count:], order[:count]

    return code


def _floor(n, test_fraction, rng):
    order, count = rng.permutation(n), int(n * test_fraction)
    return order[count:], order[:count]


def _gap(n, test_fraction, rng):
    order, count = rng.permutation(n), round(n * test_fraction)
    return order[count + 1 :], order[:count]


def _two_draws(n, test_fraction, rng):
    count = round(n * test_fraction)
    return rng.permutation(n)[count:], rng.permutation(n)[:count]


def _sets(n, test_fraction, rng):
    test = rng.permutation(n)[: round(n * test_fraction)]
    return np.array([i for i in range(n) if i not in set(test.tolist())]), test


def _masks(n, test_fraction, rng):
    test = np.zeros(n, dtype=bool)
    test[rng.permutation(n)[: round(n * test_fraction)]] = True
    return ~test, test


split = Exercise(
    number="3.4",
    name="split",
    difficulty=2,
    minutes=12,
    points=2,
    reference=_split,
    cases=_split_cases,
    observe=_watch_split,
    judge=_judge_split,
    mistakes=(
        Mistake(
            "trains on everything",
            lambda n, test_fraction, rng: (
                rng.permutation(n),
                rng.permutation(n)[: round(n * test_fraction)],
            ),
            "The training part holds all indices, the test part's too. What was trained on "
            "cannot test.",
            hint=1,
        ),
        Mistake(
            "two shuffles",
            _two_draws,
            "The two parts come from two different shuffles, so some indices are in both and "
            "some in none. Shuffle once, then cut.",
            hint=1,
        ),
        Mistake(
            "drawn with replacement",
            _with_order(lambda n, rng: rng.integers(0, n, size=n)),
            "Indices were drawn with replacement: some come twice, some never. A permutation "
            "has each of them once.",
            hint=2,
        ),
        Mistake(
            "not shuffled",
            _with_order(lambda n, rng: np.arange(n)),
            "The indices are in their old order. Where the data is sorted by class, the "
            "network would be tested on classes that it never saw.",
            hint=1,
        ),
        Mistake(
            "a shuffle of its own",
            _with_order(lambda n, rng: np.random.default_rng(0).permutation(n)),
            "The split is the same whatever generator is handed in. Use `rng`, not one of your "
            "own.",
            hint=2,
        ),
        Mistake(
            "train in order",
            _sets,
            "The test part is random, but the training part is in its old order. Both should "
            "be shuffled.",
            hint=2,
        ),
        Mistake(
            "exchanged",
            lambda n, test_fraction, rng: _split(n, test_fraction, rng)[::-1],
            "The two parts are exchanged: train comes first, and `test_fraction` is the share "
            "of the second.",
            hint=3,
        ),
        Mistake(
            "cut off",
            _floor,
            "`int` cuts the fraction off. Round to the nearest whole number.",
            hint=3,
        ),
        Mistake(
            "one left out",
            _gap,
            "An index at the cut is in neither part. One part ends where the other begins: use "
            "the same number in both slices.",
            hint=3,
        ),
        Mistake(
            "masks",
            _masks,
            "These are masks of True and False. Indices are asked for: whole numbers that say "
            "which rows.",
            hint=2,
        ),
        Mistake(
            "one list",
            lambda n, test_fraction, rng: rng.permutation(n),
            "Only one array came back. Cut it in two: train, test.",
            hint=3,
        ),
    ),
    hints=(
        "Imagine the rows sorted by class. What goes wrong if the last ones are the test set? "
        "And may an index be in both parts?",
        "`rng.permutation(n)` has every index once, in random order. One such array is enough "
        "for both parts.",
        "Work out the number of test indices with `round`. The array up to there is one part, "
        "and from there on the other.",
    ),
    alternatives=(
        lambda n, test_fraction, rng: tuple(
            np.split(rng.permutation(n), [n - round(n * test_fraction)])
        ),
        lambda n, test_fraction, rng: [
            part.tolist() for part in _split(n, test_fraction, rng)
        ],
    ),
)


def _confusion(y, predicted, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (y, predicted), 1)
    return counts


def _answer_cases(rng):
    yield worked(y=[0, 0, 1], predicted=[0, 1, 1], k=2)
    yield worked(y=[0, 0, 0, 2], predicted=[1, 1, 0, 2], k=3)  # class 1 never occurs
    for n, k in [(6, 3), (10, 4), (30, 5), (5, 10)]:
        y = rng.integers(0, k, size=n)
        wrong = rng.integers(0, k, size=n)
        yield case(y=y, predicted=np.where(rng.uniform(size=n) < 0.5, y, wrong), k=k)
    yield case(y=[1, 1, 1], predicted=[1, 1, 1], k=3)
    yield case(y=np.zeros(0, dtype=int), predicted=np.zeros(0, dtype=int), k=2)


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


confusion_matrix = Exercise(
    number="3.5",
    name="confusion_matrix",
    difficulty=2,
    minutes=10,
    points=2,
    reference=_confusion,
    cases=_answer_cases,
    rows=("y", "predicted"),
    mistakes=(
        Mistake(
            "transposed",
            lambda y, predicted, k: _confusion(predicted, y, k),
            "Rows and columns are exchanged. The true class is the row, the answer given is "
            "the column.",
            hint=1,
        ),
        Mistake(
            "each pair counted once",
            _each_pair_once,
            "A pair that occurs several times was counted once. `counts[y, predicted] += 1` "
            "reads all entries first and writes them back once.",
            hint=2,
        ),
        Mistake(
            "absent classes dropped",
            _present_only,
            "Classes that do not occur have no row and no column here. The table is always k "
            "by k, so that two tables can be compared.",
            hint=1,
        ),
        Mistake(
            "fractions of all",
            _fractions,
            "These are shares of all examples. Counts are asked for.",
            hint=1,
        ),
        Mistake(
            "fractions of a class",
            _row_fractions,
            "These are shares of each true class. Counts are asked for.",
            hint=1,
        ),
        Mistake(
            "mistakes only",
            lambda y, predicted, k: (
                _confusion(y, predicted, k) * (1 - np.eye(k, dtype=int))
            ),
            "The diagonal is empty. What was answered rightly is counted there.",
            hint=1,
        ),
        Mistake(
            "right ones only",
            lambda y, predicted, k: _confusion(y, predicted, k) * np.eye(k, dtype=int),
            "Only the right answers were counted. The wrong ones are what the table is for.",
            hint=1,
        ),
        Mistake(
            "symmetrical",
            lambda y, predicted, k: (
                _confusion(y, predicted, k) + _confusion(predicted, y, k)
            ),
            "Each example was counted twice, once in each direction. A three taken for an "
            "eight is not an eight taken for a three.",
            hint=1,
        ),
        Mistake(
            "a flat list",
            lambda y, predicted, k: _confusion(y, predicted, k).ravel(),
            "The counts stand in one long row. Give them the shape (k, k).",
            hint=3,
        ),
    ),
    hints=(
        "Take one example: true class 0, answer 1. Which single entry grows by 1? What shape "
        "has the table if class 2 never occurs but k is 3?",
        "Start from zeros, (k, k), and go through the pairs with `zip`. Each adds 1 to one "
        "entry. (`np.add.at` does it without a loop.)",
        "In the loop one line is enough: the entry in the row of the true class and the column "
        "of the answer, plus 1.",
    ),
    alternatives=(
        lambda y, predicted, k: np.bincount(k * y + predicted, minlength=k * k).reshape(
            k, k
        ),
        lambda y, predicted, k: np.eye(k)[y].T @ np.eye(k)[predicted],
        lambda y, predicted, k: [
            [int(sum((y == i) & (predicted == j))) for j in range(k)] for i in range(k)
        ],
    ),
)
