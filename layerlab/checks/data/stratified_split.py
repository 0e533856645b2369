"""A split that keeps the shares of the classes: chance inside a class, none between them."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked
from layerlab.checking.looks import Look

from .shared import by_rows, drawn


def _stratified_split(y, test_fraction, rng):
    y, train, test = np.asarray(y), [], []
    for label in np.unique(y):
        rows = rng.permutation(np.flatnonzero(y == label))
        count = round(len(rows) * test_fraction)
        test.extend(rows[:count])
        train.extend(rows[count:])
    return rng.permutation(train), rng.permutation(test)


def _cases(rng):
    y = np.array([0] * 12 + [1] * 8 + [2] * 4)
    yield worked(y=rng.permutation(y), **drawn(0.3, 0))
    words = np.repeat(["bun", "pie", "tart"], (5, 10, 20))
    yield worked(y=rng.permutation(words).tolist(), **drawn(0.4, 1))
    for counts, fraction in (
        ((30, 14, 9), 0.2),
        ((7, 21, 28), 0.25),
        ((40, 2, 16), 0.1),
    ):
        labels = rng.choice(90, size=3, replace=False) - 30
        y = rng.permutation(np.repeat(labels, counts))
        yield case(y=y, **drawn(fraction, rng.integers(1000)))
    y = np.repeat(["b", "a"], (17, 26))
    yield case(y=rng.permutation(y), **drawn(0.6, rng.integers(1000)))
    y = np.sort(rng.permutation(np.repeat([0, 1, 2], (21, 18, 12))))
    yield case(y=tuple(y.tolist()), **drawn("1 / 3", rng.integers(1000)))


def _with(
    count=lambda n, fraction: round(n * fraction),
    pick=lambda rows, rng: rng.permutation(rows),
    cut=lambda rows, k: (rows[k:], rows[:k]),
    end=lambda part, rng: rng.permutation(part),
    rng_of=lambda rng: rng,
    labels=np.unique,
    is_of=lambda y, label: np.asarray(y) == label,
):
    """The right split with one thing changed."""

    def code(y, test_fraction, rng):
        rng, parts = rng_of(rng), ([], [])
        for label in labels(y):
            rows = pick(np.flatnonzero(is_of(y, label)), rng)
            cuts = cut(rows, count(len(rows), test_fraction))
            for part, some in zip(parts, cuts, strict=True):
                part.extend(some)
        train, test = (end(np.array(part, dtype=int), rng) for part in parts)
        return train, test

    return code


def _as_it_is(rows, rng):
    return rows


def _last_class_only(y, test_fraction, rng):
    rows = rng.permutation(np.flatnonzero(np.asarray(y) == np.unique(y)[-1]))
    count = round(len(rows) * test_fraction)
    return rows[count:], rows[:count]


def _train_left_over(y, test_fraction, rng):
    _, test = _stratified_split(y, test_fraction, rng)
    return np.setdiff1d(np.arange(len(y)), test), test


def _equal_shares(y, test_fraction, rng):
    """As many rows of each class."""
    labels = np.unique(y)
    each = round(len(y) * test_fraction / len(labels))
    return _with(count=lambda n, fraction: min(each, n))(y, test_fraction, rng)


def _share_of_the_rarest(y, test_fraction, rng):
    """As many rows of each class as the rarest should send."""
    rarest = np.unique(y, return_counts=True)[1].min()
    count = round(rarest * test_fraction)
    return _with(count=lambda n, fraction: count)(y, test_fraction, rng)


def _by_comparison(y, label):
    return (
        np.array([one == label for one in y])
        if isinstance(y, np.ndarray)
        else y == label
    )


def _places_in_class(y, test_fraction, rng):
    """Numbers inside a class for numbers of rows."""
    train, test = [], []
    for _, n in zip(*np.unique(y, return_counts=True), strict=True):
        rows, k = rng.permutation(n), round(n * test_fraction)
        test.extend(rows[:k])
        train.extend(rows[k:])
    return rng.permutation(train), rng.permutation(test)


def _labels_themselves(y, test_fraction, rng):
    y = np.asarray(y)
    return tuple(y[part] for part in _stratified_split(y, test_fraction, rng))


def _masks(y, test_fraction, rng):
    _, test = _stratified_split(y, test_fraction, rng)
    mask = np.isin(np.arange(len(y)), test)
    return ~mask, mask


def _lists(y, test_fraction, rng):
    """Right: rows collected in a dictionary of lists."""
    rows = {}
    for i, label in enumerate(y):
        rows.setdefault(label, []).append(i)
    train, test = [], []
    for some in rows.values():
        rng.shuffle(some)
        k = round(len(some) * test_fraction)
        test, train = test + some[:k], train + some[k:]
    rng.shuffle(train)
    rng.shuffle(test)
    return train, test


def _by_choice(y, test_fraction, rng):
    """Right: the test is drawn by `choice`, the rest is train."""
    y = np.array(y)
    test = np.concatenate(
        [
            rng.choice(np.nonzero(y == c)[0], size=round((y == c).sum() * test_fraction),
                       replace=False)
            for c in set(y.tolist())
        ]
    )  # fmt: skip
    rng.shuffle(test)
    train = np.delete(np.arange(len(y)), test)
    return rng.permutation(train), test


stratified_split = Exercise(
    number="14.1.1", name="stratified_split", difficulty=2, minutes=12, points=2,
    reference=_stratified_split, cases=_cases, returns=("train", "test"),
    observe=Look(
        "units.splits:stratified", {"call": "stratified_split(y, test_fraction, rng)"}
    ),
    mistakes=(
        Mistake("shares left to chance", by_rows, message=
            "How many rows of a class are in the test moves from draw to draw, and a rare class "
            "may miss it altogether: chance decides over all rows at once, or over each by itself. "
            "Inside each class, draw a number that is fixed."),
        Mistake("the first of each class", _with(pick=_as_it_is), message=
            "Each class sends its first rows to the test, whatever `rng` is. Where the first were "
            "taken on another day, or by another baker, the test is not like the rest: shuffle "
            "the rows of a class before you cut."),
        Mistake("nothing shuffled", _with(pick=_as_it_is, end=_as_it_is), message=
            "Nothing is left to chance: each class sends its first rows to the test, and the parts "
            "stand class by class. Shuffle the rows of a class before you cut, and each part at "
            "the end."),
        Mistake("exchanged", lambda *args: _stratified_split(*args)[::-1], hint=3, message=
            "`test_fraction` of each class stands in the part that comes first, and that is train: "
            "the two slices, or the two arrays at the end, have changed places."),
        Mistake("one in both parts", hint=3, code=
            _with(cut=lambda rows, k: (rows[max(k - 1, 0) :], rows[:k])), message=
            "A row at the cut is in both parts: the model has seen it when it is asked. One part "
            "ends where the other begins."),
        Mistake("one in neither part", hint=3, code=
            _with(cut=lambda rows, k: (rows[k + 1 :], rows[:k])), message=
            "A row at the cut is in neither part. One part ends where the other begins: use the "
            "same number in both slices."),
        Mistake("rounded down", _with(count=lambda n, fraction: int(n * fraction)), hint=3, message=
            "`int`, or `//`, cuts the fraction off in every class, so that the test is smaller "
            "than asked for. Round to the nearest whole number."),
        Mistake("rounded up", hint=3, code=
            _with(count=lambda n, fraction: int(np.ceil(n * fraction))), message=
            "The number of every class was rounded up. Round to the nearest whole number, even "
            "where a rare class then sends none."),
        Mistake("at least one", hint=3, code=
            _with(count=lambda n, fraction: max(1, round(n * fraction))), message=
            "A class so rare that its number rounds to 0 has sent a row to the test all the same. "
            "Here it stays in train."),
        Mistake("sorted by class", _with(end=_as_it_is), hint=2, message=
            "The rows stand class by class: those of the first, then those of the second. A batch "
            "cut from them would hold one class alone. Shuffle each part at the end."),
        Mistake("in order", _with(end=lambda part, rng: np.sort(part)), hint=2, message=
            "The right rows are in the parts, and there they stand in ascending order. Each part "
            "should be shuffled."),
        Mistake("train in order", _train_left_over, hint=2, message=
            "Train, which is what is left over, stands in ascending order. Shuffle it too."),
        Mistake("a seed of its own", hint=2, code=
            _with(rng_of=lambda rng: np.random.default_rng(0)), message=
            "The split is the same whatever generator is handed in: another one is made inside, "
            "with a seed of its own. Draw from `rng`."),
        Mistake("another generator", hint=2, code=
            _with(rng_of=lambda rng: np.random.default_rng()), message=
            "The same `rng` gives another split each time: the draws come from somewhere else, "
            "and nobody can repeat the run. Draw from `rng`."),
        Mistake("lists begun anew", _last_class_only, hint=3, message=
            "Only the rows of the last class came back. Are the lists begun anew in each turn of "
            "the loop?"),
        Mistake("as many of each class", _equal_shares, message=
            "Every class sends the same number of rows. Each has to send its own share: of a "
            "common class more than of a rare one."),
        Mistake("as many as of the rarest", _share_of_the_rarest, message=
            "Every class sends as many rows as the rarest one should. Each has to send its own "
            "share: work out the number inside the loop, from the rows of this class."),
        Mistake("nothing put in", lambda y, test_fraction, rng: ([], []), hint=3, message=
            "Both parts are empty: either the rows that were shuffled are put nowhere, or the "
            "function returns before its loop. Add those before the cut to one part, and the rest "
            "to the other."),
        Mistake("drawn with replacement", hint=2, code=
            _with(pick=lambda rows, rng: rng.choice(rows, size=len(rows))), message=
            "Rows were drawn with replacement: some come twice, some never. A permutation holds "
            "each of them once."),
        Mistake("places in the class", _places_in_class, message=
            "The numbers count inside each class, from 0 again and again, so that they name wrong "
            "rows. Which rows of y hold the class? Shuffle and cut these."),
        Mistake("labels from 0 taken for granted", hint=2, code=
            _with(labels=lambda y: range(len(set(np.asarray(y).tolist())))), message=
            "Rows are lost where the labels are not 0, 1, 2, …: they may be words, or any "
            "numbers. `np.unique(y)` tells which there are."),
        Mistake("a list compared", _with(is_of=_by_comparison), hint=2, message=
            "Where y is a list or a tuple, `y == label` is one single False, and the rows of the "
            "class are lost. Make an array of y first."),
        Mistake("train holds everything", lambda y, test_fraction, rng: (
            rng.permutation(len(y)), _stratified_split(y, test_fraction, rng)[1]
        ), message=
            "Train holds every row, those of the test too. What is asked about must not be among "
            "them."),
        Mistake("one part alone", hint=3, code=
            lambda y, test_fraction, rng: _stratified_split(y, test_fraction, rng)[1], message=
            "One thing came back. Two are asked for: the rows of train, then those of the test."),
        Mistake("counted from 1", hint=3, code=
            lambda *args: tuple(part + 1 for part in _stratified_split(*args)), message=
            "The numbers go up to n, and the last row is n - 1: they count from 1 in place of 0."),
        Mistake("labels for indices", _labels_themselves, hint=3, message=
            "The labels themselves came back. Indices are asked for: whole numbers that say which "
            "rows."),
        Mistake("masks", _masks, hint=3, message=
            "These are masks of True and False. Indices are asked for: whole numbers that say "
            "which rows."),
    ),
    hints=(
        "Of 100 rows two are onions. How many onions does a test of 20 rows hold if chance alone "
        "decides? Try to say how many it should hold, class by class.",
        "`np.flatnonzero(y == label)` gives the rows of one class, if y is an array; "
        "`rng.permutation` shuffles them. What has to be shuffled once more when all classes have "
        "been joined?",
        "For each label of `np.unique(y)`: shuffle its rows, count `round(len(rows) * "
        "test_fraction)`, and cut there. Join the pieces, and shuffle the two parts.",
    ),
    alternatives=(_lists, _by_choice),
)  # fmt: skip
