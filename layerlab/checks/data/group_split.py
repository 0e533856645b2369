"""A split that leaves families together: whole groups in train, or whole in the test."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked
from layerlab.checking.looks import Look

from .shared import by_rows, drawn


def _group_split(groups, test_fraction, rng):
    groups = np.asarray(groups)
    names = rng.permutation(np.unique(groups))
    chosen = names[: round(len(names) * test_fraction)]
    rows = rng.permutation(len(groups))
    in_test = np.isin(groups[rows], chosen)
    return rows[~in_test], rows[in_test]


def _cases(rng):
    sizes = (3, 2, 4, 3, 2, 3, 4, 3, 2, 4)
    yield worked(groups=_mixed(rng, range(10), sizes), **drawn(0.28, 0))
    names = ["rye", "oat", "fig", "nut", "pear", "plum", "kiwi"]
    groups = _mixed(rng, names, (1, 9, 2, 3, 7, 4, 3)).tolist()
    yield worked(groups=groups, **drawn(0.4, 1))
    for n, fraction in ((12, 0.25), (20, 0.2), (9, 0.7)):
        names = rng.choice(900, size=n, replace=False) - 300
        groups = _mixed(rng, names, rng.permutation(1 + np.arange(n)))
        yield case(groups=groups, **drawn(fraction, rng.integers(1000)))
    names = [f"cake {i}" for i in range(11)]
    groups = tuple(np.repeat(names, rng.permutation(11) + 2).tolist())
    yield case(groups=groups, **drawn(0.3, rng.integers(1000)))


def _mixed(rng, names, sizes):
    return rng.permutation(np.repeat(np.array(names), sizes))


def _with(
    names_of=np.unique,
    order=lambda names, rng: rng.permutation(names),
    count=lambda names, fraction: round(len(names) * fraction),
    end=lambda part, rng: rng.permutation(part),
    rng_of=lambda rng: rng,
    keep=lambda names, k: (names[k:], names[:k]),
    rows_of=lambda groups, part: np.flatnonzero(np.isin(np.asarray(groups), part)),
):
    """The right split with one thing changed."""

    def code(groups, test_fraction, rng):
        rng = rng_of(rng)
        names = order(names_of(groups), rng)
        parts = keep(names, count(names, test_fraction))
        rows = [rows_of(groups, part) for part in parts]
        train, test = (end(part, rng) for part in rows)
        return train, test

    return code


def _names_from_zero(groups, test_fraction, rng):
    """Takes the groups for 0, 1, 2, …"""
    n = len(np.unique(groups))
    chosen = rng.permutation(n)[: round(n * test_fraction)]
    mask = np.isin(np.asarray(groups), chosen)
    return rng.permutation(np.flatnonzero(~mask)), rng.permutation(np.flatnonzero(mask))


def _with_replacement(groups, test_fraction, rng):
    names = np.unique(groups)
    chosen = rng.choice(names, size=round(len(names) * test_fraction))
    mask = np.isin(np.asarray(groups), chosen)
    return rng.permutation(np.flatnonzero(~mask)), rng.permutation(np.flatnonzero(mask))


def _rows_compared(groups, part):
    """Rows of each name by `==`, of a list too."""
    is_array = isinstance(groups, np.ndarray)
    return (
        np.concatenate([np.flatnonzero(groups == name) for name in part])
        if is_array
        else []
    )


def _sorted_and_cut(groups, test_fraction, rng):
    order = np.argsort(np.asarray(groups), kind="stable")
    count = round(len(order) * test_fraction)
    return rng.permutation(order[count:]), rng.permutation(order[:count])


def _joined(groups, test_fraction, rng):
    """The groups end to end, in a drawn order."""
    groups = np.asarray(groups)
    names = rng.permutation(np.unique(groups))
    rows = [np.flatnonzero(groups == name) for name in names]
    return rows, round(len(names) * test_fraction)


def _group_after_group(groups, test_fraction, rng):
    rows, k = _joined(groups, test_fraction, rng)
    return np.concatenate(rows[k:]), np.concatenate(rows[:k])


def _cut_in_two(groups, test_fraction, rng):
    """Whole groups, but the cut counts rows."""
    rows = np.concatenate(_joined(groups, test_fraction, rng)[0])
    count = round(len(rows) * test_fraction)
    return rng.permutation(rows[count:]), rng.permutation(rows[:count])


def _share_of_rows(groups, test_fraction, rng):
    """Groups are added until the test has its share of the rows."""
    rows, _ = _joined(groups, test_fraction, rng)
    k = 0
    while sum(map(len, rows[:k])) < test_fraction * len(groups):
        k += 1
    parts = (np.concatenate(rows[k:] or [[]]), np.concatenate(rows[:k]))
    return tuple(rng.permutation(part.astype(int)) for part in parts)


def _share_of_each_group(groups, test_fraction, rng):
    """Every group is split."""
    train, test = [], []
    for rows in _joined(groups, test_fraction, rng)[0]:
        k = round(len(rows) * test_fraction)
        rows = rng.permutation(rows)
        test, train = [*test, *rows[:k]], [*train, *rows[k:]]
    return rng.permutation(train), rng.permutation(test)


def _two_draws(groups, test_fraction, rng):
    """Groups for train and groups for the test, each drawn for itself."""
    groups = np.asarray(groups)
    names = np.unique(groups)
    k = round(len(names) * test_fraction)
    train = rng.permutation(names)[k:]
    test = rng.permutation(names)[:k]
    return tuple(
        rng.permutation(np.flatnonzero(np.isin(groups, part))) for part in (train, test)
    )


def _groups_themselves(groups, test_fraction, rng):
    names = rng.permutation(np.unique(groups))
    k = round(len(names) * test_fraction)
    return names[k:], names[:k]


def _places_of_groups(groups, test_fraction, rng):
    """One number for each group."""
    n = len(np.unique(groups))
    order, k = rng.permutation(n), round(n * test_fraction)
    return order[k:], order[:k]


def _masks(groups, test_fraction, rng):
    train, _ = _group_split(groups, test_fraction, rng)
    mask = np.isin(np.arange(len(groups)), train)
    return mask, ~mask


def _one_of_each(groups, test_fraction, rng):
    """Only one row of each group is kept."""
    names, first = np.unique(groups, return_index=True)
    order, k = rng.permutation(first), round(len(names) * test_fraction)
    return order[k:], order[:k]


def _train_left_over(groups, test_fraction, rng):
    _, test = _group_split(groups, test_fraction, rng)
    return np.setdiff1d(np.arange(len(groups)), test), test


def _row_by_row(groups, test_fraction, rng):
    """Right: a loop over shuffled rows asks a set of names."""
    names = sorted(set(groups))
    rng.shuffle(names)
    chosen = set(names[: round(test_fraction * len(names))])
    train, test = [], []
    for i in rng.permutation(len(groups)).tolist():
        (test if groups[i] in chosen else train).append(i)
    return train, test


def _by_number(groups, test_fraction, rng):
    """Right: groups by number, chosen by `choice`."""
    names, number = np.unique(groups, return_inverse=True)
    k = round(len(names) * test_fraction)
    test = np.zeros(len(names), dtype=bool)
    test[rng.choice(len(names), size=k, replace=False)] = True
    order = rng.permutation(len(number))
    mask = test[number][order]
    return [order[~mask], order[mask]]


group_split = Exercise(
    number="14.1.2", name="group_split", difficulty=2, minutes=12, points=2,
    reference=_group_split, cases=_cases, returns=("train", "test"),
    observe=Look("units.splits:grouped", {"call": "group_split(groups, test_fraction, rng)"}),
    mistakes=(
        Mistake("rows split", by_rows, message=
            "The rows were shuffled and cut, and `groups` plays no part in it: photographs of one "
            "cake stand on both sides, so the model knows it when it is asked."),
        Mistake("rows split, with a seed of its own", hint=2, code=
            lambda groups, test_fraction, rng: by_rows(
                groups, test_fraction, np.random.default_rng(0)
            ), message=
            "Two things at once. The rows were cut and not the groups, so that photographs of one "
            "cake stand on both sides. And the draws come from a seed of your own, not `rng`."),
        Mistake("a share of each group", _share_of_each_group, message=
            "Every group sends a share of its rows to the test, as classes do in a stratified "
            "split. Here it is the other way round: a group goes whole, or stays whole."),
        Mistake("cut in two at the border", _cut_in_two, hint=2, message=
            "The groups stand end to end in a drawn order, but the cut counts rows, so that it "
            "falls inside a group: that one is on both sides. Cut the list of names."),
        Mistake("sorted and cut", _sorted_and_cut, hint=2, message=
            "The rows were sorted by group and cut at a number of rows. So the first groups are "
            "always the test, and the cut may fall inside one. Draw the names."),
        Mistake("names from 0 taken for granted", _names_from_zero, hint=2, message=
            "The groups were taken for 0, 1, 2, …, and other names are never found. `np.unique` "
            "tells which there are: shuffle these names."),
        Mistake("a list compared", _with(rows_of=_rows_compared), hint=2, message=
            "Where groups is a list or a tuple, `groups == name` is one single False, and all rows "
            "are lost. Make an array of it first."),
        Mistake("groups with replacement", _with_replacement, hint=2, message=
            "Groups were drawn with replacement: one may be drawn twice, and then too few are in "
            "the test. Draw each at most once."),
        Mistake("two draws of groups", _two_draws, hint=2, message=
            "The groups of train and those of the test come from two different draws, so some are "
            "in both. Draw once, then cut."),
        Mistake("fraction of the rows", _share_of_rows, hint=2, message=
            "Groups were added until the test had its fraction of the rows, so their number moves "
            "from draw to draw. `test_fraction` counts groups here, large and small alike."),
        Mistake("groups in order", _with(order=lambda names, rng: names), hint=2, message=
            "The test always gets the first groups, whatever `rng` is. Where the names follow the "
            "days of baking, the test is one early day: shuffle the names before you cut."),
        Mistake("exchanged", lambda *args: _group_split(*args)[::-1], hint=3, message=
            "The two parts have changed places: train comes first, and `test_fraction` is the "
            "share of the second."),
        Mistake("a seed of its own", hint=2, code=
            _with(rng_of=lambda rng: np.random.default_rng(0)), message=
            "The split is the same whatever generator is handed in: another one is made inside, "
            "with a seed of its own. Draw from `rng`."),
        Mistake("another generator", hint=2, code=
            _with(rng_of=lambda rng: np.random.default_rng()), message=
            "The same `rng` gives another split each time: the draws come from somewhere else, "
            "and nobody can repeat the run. Draw from `rng`."),
        Mistake("group after group", _group_after_group, hint=2, message=
            "The rows stand group by group: all of one cake, then all of the next. A batch cut "
            "from them would hold few cakes. Shuffle each part at the end."),
        Mistake("rows in order", _with(end=lambda part, rng: part), hint=2, message=
            "The right rows are in the parts, and there they stand in ascending order. Each part "
            "should be shuffled."),
        Mistake("train in order", _train_left_over, hint=2, message=
            "Train, which is what is left over, stands in ascending order. Shuffle it too."),
        Mistake("one part alone", hint=3, code=
            lambda groups, test_fraction, rng: _group_split(groups, test_fraction, rng)[1], message=
            "One thing came back. Two are asked for: the rows of train, then those of the test."),
        Mistake("a group lost", hint=3, code=
            _with(keep=lambda names, k: (names[k + 1 :], names[:k])), message=
            "A whole group is in neither part: the one at the cut. Use the same number in both "
            "slices."),
        Mistake("a group on both sides", hint=3, code=
            _with(keep=lambda names, k: (names[k - 1 :], names[:k])), message=
            "The group at the cut is in both parts, with all its rows. One part ends where the "
            "other begins: use the same number in both slices."),
        Mistake("one row of each group", _one_of_each, message=
            "Only one row of each group was kept, the others are in neither part. All of them "
            "belong to the data: a group goes with all its rows."),
        Mistake("numbers of groups for rows", _places_of_groups, hint=3, message=
            "There is one number for each group. Rows are asked for: which rows belong to the "
            "groups that were drawn?"),
        Mistake("names for rows", _groups_themselves, hint=3, message=
            "The names of the groups came back. Indices are asked for: which rows belong to "
            "them?"),
        Mistake("masks", _masks, hint=3, message=
            "These are masks of True and False. Indices are asked for: whole numbers that say "
            "which rows."),
        Mistake("rounded down", hint=3, code=
            _with(count=lambda names, fraction: int(len(names) * fraction)), message=
            "`int`, or `//`, cuts the fraction off, and one group too few is in the test. Round "
            "to the nearest whole number."),
        Mistake("rounded down and in order", hint=3, code=_with(
            count=lambda names, fraction: int(len(names) * fraction), end=lambda part, rng: part
        ), message=
            "Two things at once. `int`, or `//`, cuts the fraction off: round. And the rows stand "
            "in ascending order: shuffle each part."),
    ),
    hints=(
        "Eight photographs of one cake: six in train, two in the test. What does a model that "
        "knows train by heart answer about the two? And what may be drawn by chance, then?",
        "`np.unique(groups)` gives each name once; `rng.permutation` shuffles the names. "
        "`np.isin(groups, chosen)` says of each row whether its group was drawn.",
        "Shuffle the names, keep `round(len(names) * test_fraction)` of them, and find the rows "
        "whose group is among these. The others are train. Shuffle both.",
    ),
    alternatives=(_row_by_row, _by_number),
)  # fmt: skip
