"""A loader of shuffled batches that cuts rows out of tensors as a whole."""

import torch

from layerlab.checking import Exercise, Formula, Mistake, case, judges, looks, worked


def _batches(X, Y, size, rng, augment=None):
    """The right epoch."""
    order = torch.randperm(len(X), generator=rng)
    for start in range(0, len(X), size):
        index = order[start : start + size]
        xb = X[index]
        yield (augment(xb) if augment else xb), Y[index]


def _seeded(seed):
    return Formula(f"torch.Generator().manual_seed({seed})")


def _cases(rng):
    """Whole and broken last batches, with and without augmentation."""
    yield worked(n=32, size=16, rng=_seeded(0), augmented=False, device="cpu")
    yield worked(n=40, size=16, rng=_seeded(1), augmented=True, device="cpu")
    yield case(n=128, size=16, rng=_seeded(2), augmented=True, device="cpu")
    yield case(n=100, size=24, rng=_seeded(3), augmented=False, device="cpu")
    yield case(n=48, size=20, rng=_seeded(4), augmented=False, device="meta")
    n, seed = (int(drawn) for drawn in rng.integers((50, 10), (90, 1000)))
    yield case(n=n, size=24, rng=_seeded(seed), augmented=False, device="cpu")


def _shuffled(n, rng):
    return torch.randperm(n, generator=rng)


def _batches_with(order=None, end=0, pick=None, pair=None, first=None):
    """An epoch with one thing changed."""

    def code(X, Y, size, rng, augment=None):
        index = (order or _shuffled)(len(X), rng)
        if first and augment:
            X, augment = augment(X), None
        for start in range(0, len(X) - end * (len(X) % size), size):
            rows = index[start : start + size]
            xb = (pick or (lambda X, rows: X[rows]))(X, rows)
            yb = Y[pair(index, rows, rng) if pair else rows]
            yield (augment(xb) if augment else xb), yb

    return code


def _fresh(n, rng):
    return torch.randperm(n, generator=torch.Generator().manual_seed(0))


def _full_with_replacement(X, Y, size, rng, augment=None):
    """Draws the rows of each batch anew, and the last batch is full."""
    for _ in range(0, len(X), size):
        rows = torch.randint(len(X), (size,), generator=rng)
        yield (augment(X[rows]) if augment else X[rows]), Y[rows]


def _end_at_size(X, Y, size, rng, augment=None):
    """Cuts the order from `start` to `size`."""
    order = torch.randperm(len(X), generator=rng)
    for start in range(0, len(X), size):
        rows = order[start:size]
        yield (augment(X[rows]) if augment else X[rows]), Y[rows]


def _only_one_batch(X, Y, size, rng, augment=None):
    """`return` in the loop."""
    rows = torch.randperm(len(X), generator=rng)[:size]
    return (augment(X[rows]) if augment else X[rows]), Y[rows]


def _augmented_in_vain(X, Y, size, rng, augment=None):
    """Calls `augment` and does not keep what it gives."""
    for xb, yb in _batches(X, Y, size, rng):
        if augment:
            augment(xb)
        yield xb, yb


def _labels_in_order(X, Y, size, rng, augment=None):
    """Labels by their places, not by the index of the pictures."""
    parts = zip(_batches(X, Y, size, rng, augment), Y.split(size), strict=True)
    return [(xb, yb) for (xb, _), yb in parts]


def _stacked_alone(X, rows):
    """Picks each row by itself."""
    return torch.stack([X[i] for i in rows])


def _each_alone(X, Y, size, rng, augment=None):
    """Every picture by itself."""
    order = torch.randperm(len(X), generator=rng)
    for start in range(0, len(X), size):
        rows = order[start : start + size].tolist()
        x = [augment(X[i : i + 1]) if augment else X[i : i + 1] for i in rows]
        yield torch.cat(x), torch.cat([Y[i : i + 1] for i in rows])


def _whole_copy_each(X, rows):
    """All copied, then picked."""
    return X.clone()[rows]


def _through_numpy(X, rows):
    """Through the CPU's memory."""
    return torch.from_numpy(X.numpy()[rows.numpy()])


def _not_augmented(X, Y, size, rng, augment=None):
    """Without its augmentation."""
    return _batches(X, Y, size, rng)


def _shuffled_as_a_whole(X, Y, size, rng, augment=None):
    """A copy of everything in the new order, then cut."""
    order = torch.randperm(len(X), generator=rng)
    parts = zip(X[order].split(size), Y[order].split(size), strict=True)
    return [(augment(x) if augment else x, y) for x, y in parts]


def _batches_listed(X, Y, size, rng, augment=None):
    """Right: pieces of the order as lists, all pairs at once."""
    order = torch.randperm(len(X), generator=rng).tolist()
    pieces = [order[i : i + size] for i in range(0, len(order), size)]
    augment = augment or (lambda xb: xb)
    return [(augment(X[piece]), Y[piece]) for piece in pieces]


def _batches_by_sort(X, Y, size, rng, augment=None):
    """Right: an order from sorted random numbers."""
    order = torch.rand(len(X), generator=rng).argsort()
    for rows in order.split(size):
        xb, yb = X.index_select(0, rows.to(X.device)), Y[rows]
        yield xb if augment is None else augment(xb), yb


batches = Exercise(
    number="13.4", name="batches", difficulty=2, minutes=15, points=3,
    reference=_batches, cases=_cases,
    observe=looks.Look(
        "units.batches:epoch", {"torch": {}, "call": "batches(X, Y, size, rng, augment)"}
    ),
    judge=judges.Limits(
        most={"operations for a batch": 14, "numbers written for a number": 5},
        times={"numbers in the largest new tensor": 1.5},
    ),
    mistakes=(
        Mistake("all copied for every batch", _batches_with(pick=_whole_copy_each), hint=2, message=
            "The batches are right, and for each of them the whole data set is written anew. Pick "
            "the rows of the batch, and leave the rest where it lies."),
        Mistake("all shuffled first", _shuffled_as_a_whole, hint=2, message=
            "The batches are right, and the whole data set is copied in the new order before it is "
            "cut. On a device that takes its memory twice: shuffle the row numbers, and pick each "
            "batch by a piece of them."),
        Mistake("through NumPy", _batches_with(pick=_through_numpy), hint=2, message=
            "The rows are fetched to the CPU and copied again for every batch. X lies on the "
            "device: index it there, as a tensor."),
        Mistake("x and y apart", _batches_with(pair=lambda index, rows, rng: rows.flip(0)), message=
            "Pictures and labels do not belong together any more: their rows are in different "
            "orders. One index serves both."),
        Mistake("last batch dropped", _batches_with(end=1), message=
            "The last, shorter batch is missing. Each row comes once an epoch."),
        Mistake("drawn with replacement", hint=2, code=
            _batches_with(order=lambda n, rng: torch.randint(n, (n,), generator=rng)), message=
            "Some rows come twice and others never. An epoch is a permutation of all rows."),
        Mistake("not shuffled", hint=2, code=
            _batches_with(order=lambda n, rng: torch.arange(n)), message=
            "The rows come in the order given. Shuffle them."),
        Mistake("the same order each epoch", _batches_with(order=_fresh), hint=2, message=
            "Every epoch, and every seed, gives the same order. Draw from `rng`, and do not seed "
            "it anew."),
        Mistake("one by one", _each_alone, hint=3, message=
            "Each row is picked and augmented by itself and then joined: one launch for every "
            "picture. Pick all rows of a batch with one index."),
        Mistake("augmented once for all", _batches_with(first=True), hint=3, message=
            "The whole data set is augmented before it is cut. That takes its memory twice; "
            "augment each batch when it is made."),
        Mistake("not augmented", _not_augmented, hint=3, message=
            "`augment` was never called. Where one is given, each batch of pictures passes through "
            "it."),
        Mistake("drawn anew, always full", _full_with_replacement, hint=2, message=
            "Each batch draws its rows anew, and the last one is full as well. Draw one "
            "permutation of all rows, and cut it."),
        Mistake("cut to size", _end_at_size, hint=3, message=
            "Only the first batch holds rows: a slice runs to an end, not for a length. It ends at "
            "start + size."),
        Mistake("no pairs", _only_one_batch, hint=3, message=
            "No pairs came out. Either only pictures were yielded, or `return` stands where "
            "`yield` belongs, which hands out a batch and goes on."),
        Mistake("augmented in vain", _augmented_in_vain, hint=3, message=
            "`augment` was called, and what it gave was not kept: it returns the new pictures."),
        Mistake("labels in the old order", _labels_in_order, message=
            "The labels come in the order in which they were given, the pictures in the drawn one. "
            "One index serves both."),
        Mistake("picked one by one", _batches_with(pick=_stacked_alone), hint=3, message=
            "The pictures are picked one by one and then stacked: one launch for each. A tensor "
            "indexed by a tensor gives all rows at once."),
    ),
    hints=(
        "Write down for n = 5 and size = 2 what an epoch yields. How many batches, how long is the "
        "last one, and how do you keep each picture with its label?",
        "`torch.randperm(n, generator=rng)` is an order of all rows. A piece of it is an index: a "
        "tensor indexed by a tensor gives all those rows at once.",
        "A loop over `range(0, len(X), size)`, a slice of the order, and `yield` with two things "
        "in it. Where does `augment` come in, if it is not None?",
    ),
    alternatives=(_batches_listed, _batches_by_sort),
)  # fmt: skip
