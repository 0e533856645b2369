"""Shuffled indices, some to train on and the rest to test on."""

import numpy as np

from layerlab.checking import Exercise, Formula, Mistake, case, worked
from layerlab.judging.compare import as_array


def _split(n, test_fraction, rng):
    order = rng.permutation(n)
    count = round(n * test_fraction)
    return order[count:], order[:count]


def _cases(rng):
    yield worked(n=10, test_fraction=0.3, rng=Formula("np.random.default_rng(0)"))
    yield worked(n=20, test_fraction=0.25, rng=Formula("np.random.default_rng(1)"))
    yield _drawn(12, 0.0, 3)  # nothing to test on
    for n, fraction in [(50, 0.2), (31, 0.1), (40, 0.5), (19, 0.3), (100, 0.01)]:
        yield _drawn(n, fraction, rng.integers(100))


def _drawn(n, fraction, seed):
    rng = Formula(f"np.random.default_rng({seed})")
    return case(n=n, test_fraction=fraction, rng=rng)


def _watch_split(attempt, n, test_fraction, rng):
    """Both parts, and what the same generator and another one would give."""
    import copy

    import numpy as np

    twin = copy.deepcopy(rng)
    another = np.random.default_rng(copy.deepcopy(rng).integers(2**32))
    found = {"train": None, "test": None}  # these are shown first
    for key, one in (
        (" with another rng", another),
        (" with the same rng", twin),
        ("", rng),
    ):
        parts = attempt(n, test_fraction, one)
        if not isinstance(parts, (tuple, list)) or len(parts) != 2:
            return parts
        found[f"train{key}"], found[f"test{key}"] = map(np.asarray, parts)
    return found


def _runs(part) -> bool:
    return len(part) > 4 and bool((np.diff(part) > 0).all())


def _judge_split(value, args, expected):
    if not isinstance(value, dict):
        return "two arrays of indices, train and test"
    train, test = (as_array(value[key]) for key in ("train", "test"))
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
    return _chance(value, n)


def _chance(value, n):
    """What is wrong with where the order comes from, or None."""
    for part in ("train", "test"):
        same, other = (
            np.array_equal(value[part], value[f"{part} with {which} rng"])
            for which in ("the same", "another")
        )
        if not same:
            return "the same split again for a generator in the same state"
        if other and len(value[part]) > 4:
            return "another split when the generator is another one"
    return None


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


def _from_the_end(n, test_fraction, rng):
    order, count = rng.permutation(n), round(n * test_fraction)
    return order[:-count], order[-count:]


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
    number="3.4", name="split", difficulty=2, minutes=12, points=2,
    reference=_split, cases=_cases, observe=_watch_split, judge=_judge_split,
    mistakes=(
        Mistake("trains on everything", lambda n, test_fraction, rng: (
            (rng.permutation(n), rng.permutation(n)[: round(n * test_fraction)])
        ), message=
            "The training part holds all indices, the test part's too. What was trained on cannot "
            "test."),
        Mistake("two shuffles", _two_draws, message=
            "The two parts come from two different shuffles, so some indices are in both and some "
            "in none. Shuffle once, then cut."),
        Mistake("drawn with replacement", hint=2, code=
            _with_order(lambda n, rng: rng.integers(0, n, size=n)), message=
            "Indices were drawn with replacement: some come twice, some never. A permutation has "
            "each of them once."),
        Mistake("not shuffled", _with_order(lambda n, rng: np.arange(n)), message=
            "The indices are in their old order. Where the data is sorted by class, the network "
            "would be tested on classes that it never saw."),
        Mistake("a shuffle of its own", hint=2, code=
            _with_order(lambda n, rng: np.random.default_rng(0).permutation(n)), message=
            "The split is the same whatever generator is handed in. Use `rng`, not one of your "
            "own."),
        Mistake("cut from the end", _from_the_end, hint=3, message=
            "With nothing to test on the cut is at -0, which is 0: the test part gets everything. "
            "Count the cut from the front."),
        Mistake("train in order", _sets, hint=2, message=
            "The test part is random, but the training part is in its old order. Both should be "
            "shuffled."),
        Mistake("exchanged", hint=3, code=
            lambda n, test_fraction, rng: _split(n, test_fraction, rng)[::-1], message=
            "The two parts are exchanged: train comes first, and `test_fraction` is the share of "
            "the second."),
        Mistake("cut off", _floor, hint=3, message=
            "`int` cuts the fraction off. Round to the nearest whole number."),
        Mistake("one left out", _gap, hint=3, message=
            "An index at the cut is in neither part. One part ends where the other begins: use the "
            "same number in both slices."),
        Mistake("masks", _masks, hint=2, message=
            "These are masks of True and False. Indices are asked for: whole numbers that say "
            "which rows."),
        Mistake("one list", lambda n, test_fraction, rng: rng.permutation(n), hint=3, message=
            "Only one array came back. Cut it in two: train, test."),
    ),
    hints=(
        "Imagine the rows sorted by class. What goes wrong if the last ones are the test set? And "
        "may an index be in both parts?",
        "`rng.permutation(n)` has every index once, in random order. One such array is enough for "
        "both parts.",
        "Work out the number of test indices with `round`. The array up to there is one part, and "
        "from there on the other.",
    ),
    alternatives=(
        lambda n, test_fraction, rng: tuple(
            np.split(rng.permutation(n), [n - round(n * test_fraction)])
        ),
        lambda n, test_fraction, rng: [part.tolist() for part in _split(n, test_fraction, rng)],
    ),
)  # fmt: skip
