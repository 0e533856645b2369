"""An epoch in shuffled batches: every example once, the last batch as short as it is."""

import numpy as np

from layerlab.checking import Exercise, Formula, Mistake, case, worked


def _minibatches(n, size, rng):
    order = rng.permutation(n)
    for start in range(0, n, size):
        yield order[start : start + size]


def _cases(rng):
    yield worked(n=10, size=4, rng=Formula("np.random.default_rng(0)"))
    yield worked(n=12, size=3, rng=Formula("np.random.default_rng(1)"))
    for n, size in [(30, 8), (9, 9), (9, 20), (8, 1), (25, 5), (101, 10)]:
        seed = int(rng.integers(1000))
        yield case(n=n, size=size, rng=Formula(f"np.random.default_rng({seed})"))
    yield case(n=1, size=1, rng=Formula("np.random.default_rng(5)"))


def _of(order, cut=None):
    """Batches that cut this order of the indices into pieces."""
    cut = cut or (
        lambda all_, size: [all_[i : i + size] for i in range(0, len(all_), size)]
    )
    return lambda n, size, rng: cut(np.asarray(order(n, rng)), size)


def _blocks(n, size, rng):
    blocks = [np.arange(i, min(i + size, n)) for i in range(0, n, size)]
    return [blocks[i] for i in rng.permutation(len(blocks))]


def _shuffled(n, rng):
    return rng.permutation(n)


def _by_popping(n, size, rng):
    left = list(range(n))
    rng.shuffle(left)
    while left:
        batch, left = left[:size], left[size:]
        yield np.array(batch)


def _by_sorting(n, size, rng):
    order = np.argsort(rng.random(n))
    return (order[k * size : (k + 1) * size] for k in range(-(-n // size)))


def _two_epochs(attempt, n, size, rng):
    """What can be said of the batches of two epochs, whatever the order drawn."""
    import copy

    import numpy as np

    def lists(rng):  # of one flat array, each index by itself
        return [[*map(int, np.atleast_1d(b))] for b in attempt(n, size, rng)]

    twin, batches = copy.deepcopy(rng), lists(rng)
    first, many = sum(batches, []), n >= 8
    runs = [sorted(b) == list(range(min(b), min(b) + len(b))) for b in batches if b]
    return {
        "[len(batch) for batch in minibatches(n, size, rng)]": list(map(len, batches)),
        "every index comes exactly once": sorted(first) == list(range(n)),
        "every index comes at most once": len(set(first)) == len(first),
        "every index lies in 0 … n - 1": all(0 <= i < n for i in first),
        "the order is shuffled": not many or first != sorted(first),
        "neighbours are parted": not many
        or size in (1, n)
        or size > n
        or not all(runs),
        "the second epoch has another order": not many or batches != lists(rng),
        "the order comes from rng": batches == lists(twin),
    }


minibatches = Exercise(
    number="5.5", name="minibatches", difficulty=2, minutes=12, points=2,
    reference=_minibatches, cases=_cases, observe=_two_epochs,
    mistakes=(
        Mistake("last batch dropped", _of(
            _shuffled, lambda a, s: [a[i : i + s] for i in range(0, len(a) - s + 1, s)]
        ), hint=2, message=
            "The last, shorter batch is missing, and with it the examples in it. It may be short, "
            "but it must come."),
        Mistake("repeats", lambda n, size, rng: (
            [rng.integers(0, n, size=size) for _ in range(0, n, size)]
        ), message=
            "Some index comes twice, and others never: the batches are drawn one by one, each from "
            "all examples. Shuffle all indices once, then cut."),
        Mistake("repeats between batches", code=
            _of(lambda n, rng: rng.integers(0, max(1, n // 2), size=n)), message=
            "Some index comes twice, and others never: indices are drawn with replacement. In an "
            "epoch each comes exactly once: shuffle all of them, then cut."),
        Mistake("same order every epoch", code=
            _of(lambda n, rng: np.random.default_rng(0).permutation(n)), message=
            "The second epoch has the same order as the first: a generator with a fixed seed is "
            "made inside. Use the rng that is handed in."),
        Mistake("another generator", code=
            _of(lambda n, rng: np.random.default_rng().permutation(n)), message=
            "The order does not come from the rng that is handed in, so that nobody can repeat the "
            "run."),
        Mistake("not shuffled", _of(lambda n, rng: np.arange(n)), message=
            "The indices come in their old order. Shuffle them first."),
        Mistake("blocks shuffled", _blocks, message=
            "The batches come in a random order, but inside them neighbours stay together: shuffle "
            "the indices, not the batches."),
        Mistake("cut into `size` pieces", hint=2, code=
            _of(_shuffled, lambda a, s: np.array_split(a, s)), message=
            "There are `size` batches. `size` is the number of indices in one batch."),
        Mistake("cut evenly", hint=2, code=
            _of(_shuffled, lambda a, s: np.array_split(a, -(-len(a) // s))), message=
            "The batches were made equally long. Each has `size` indices, and only the last may be "
            "shorter."),
        Mistake("one batch in place of all", lambda n, size, rng: rng.permutation(n)[:size], hint=3,
            message=
            "One batch came back, by itself: `return` inside the loop ends the function there. "
            "`yield` gives a batch and goes on."),
        Mistake("not cut", lambda n, size, rng: rng.permutation(n), hint=2, message=
            "All indices came back in one array. Cut it into batches of `size`, and give one after "
            "the other."),
        Mistake("only the first batch", _of(_shuffled, lambda a, s: [a[:s]]), hint=3, message=
            "Only one batch came. `return` inside the loop ends it; `yield` goes on."),
        Mistake("parts of equal length", hint=2, code=
            _of(_shuffled, lambda a, s: np.array_split(a, max(1, len(a) // s))), message=
            "`np.array_split` cuts into so many parts, of nearly equal length. Here each batch has "
            "`size` indices, and only the last may be shorter."),
        Mistake("drawn anew for each batch", code=
            lambda n, size, rng: [rng.choice(n, size) for _ in range(n // size)], message=
            "Each batch is drawn anew, so some indices come twice and others never. Shuffle all of "
            "them once, and cut."),
        Mistake("shuffled anew for each batch", code=
            lambda n, size, rng: [rng.permutation(n)[:size] for _ in range(0, n, size)], message=
            "All indices are shuffled anew for each batch, so some come twice and others never. "
            "Shuffle once, before the loop, and cut."),
        Mistake("only `size` indices shuffled", hint=2, code=
            lambda n, size, rng: [
                p[i : i + size] for p in [rng.permutation(size)] for i in range(0, n, size)
            ], message=
            "Only the indices 0 to size - 1 were shuffled. All n belong into the order."),
        Mistake("one batch of everything", _of(_shuffled, lambda a, s: [a]), hint=2, message=
            "Everything came as one batch. Cut the shuffled indices into pieces of `size`."),
        Mistake("an empty batch at the end", hint=2, code=
            _of(_shuffled, lambda a, s: [a[i : i + s] for i in range(0, len(a) + 1, s)]), message=
            "Where n is a multiple of the size, an empty batch comes at the end. Where does the "
            "range stop?"),
        Mistake("counted from 1", _of(lambda n, rng: rng.permutation(n) + 1), message=
            "The indices go from 1 to n. They count from 0, so that X[batch] works."),
        Mistake("overlapping batches", hint=2, code=
            _of(_shuffled, lambda a, s: [a[i : i + s] for i in range(len(a))]), message=
            "The batches overlap: each begins one index after the last. The next one begins `size` "
            "further on."),
    ),
    hints=(
        "In one epoch, how often does each index come? And the second time you ask: should the "
        "order be the same? Who decides the order, if not rng?",
        "`rng.permutation(n)` gives the indices 0 to n - 1, shuffled. Cut it into pieces that "
        "start at 0, size, 2·size, …: that is `range(0, n, size)`.",
        "A slice that reaches past the end of an array stops there, so the short last batch needs "
        "no special case. `yield` gives one batch and goes on with the loop.",
    ),
    alternatives=(
        lambda n, size, rng: [
            part.tolist() for part in np.split(rng.permutation(n), range(size, n, size))
        ],
        lambda n, size, rng: _by_popping(n, size, rng),
        lambda n, size, rng: _by_sorting(n, size, rng),
    ),
)  # fmt: skip
