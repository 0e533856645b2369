"""The rows that are nearest to a given one."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked


def _distances(features, i):
    return np.linalg.norm(features - features[i], axis=1)


def _nearest(features, i, k):
    order = np.argsort(_distances(features, i), kind="stable")
    return order[order != i][:k]


def _cases(rng):
    yield worked(features=[[0.0, 0.0], [3.0, 4.0], [1.0, 0.0], [9.0, 9.0]], i=0, k=2)
    yield worked(features=[[0.0], [4.0], [5.0], [11.0]], i=2, k=3)
    yield worked(features=[[2.0, 1.0], [8.0, 8.0], [2.0, 1.0], [2.5, 1.0]], i=2, k=1)
    yield worked(features=[[0.0, 0.0], [3.0, 3.0], [0.0, 5.0]], i=0, k=1)
    for n, d, i, k in [(6, 2, 3, 2), (9, 5, 0, 3), (12, 3, 11, 11), (20, 8, 7, 5)]:
        yield case(features=rng.normal(size=(n, d)) + 1, i=i, k=k)
    yield case(features=rng.normal(size=(8, 4)) * [1, 5, 1, 9], i=2, k=4)


def _ranked(measure, *, downwards=False):
    """The mistake that ranks all others by `measure(features, i)`."""

    def attempt(features, i, k):
        values = measure(features, i)
        order = np.argsort(-values if downwards else values, kind="stable")
        return order[order != i][:k]

    return attempt


def _whole_table_to(F, i):
    return np.array([np.linalg.norm(F - row) for row in F])


def _in_order(values, start, end):
    return np.argsort(values, kind="stable")[start:end]


def _one_number(features, i, k):
    """The length of all differences together: one number, and its only index is 0."""
    return np.argsort(np.linalg.norm(features - features[i])[None])[:k]


def _cannot_be_marked(features, i, k):
    distances = np.linalg.norm(features - features[i])
    distances[i] = np.inf
    return np.argsort(distances)[:k]


def _by_columns(features, i, k):
    distances = np.linalg.norm(features - features[i], axis=0)
    return _in_order(distances, 0, k)


def _twins_dropped(features, i, k):
    distances = _distances(features, i)
    order = np.argsort(distances, kind="stable")
    return order[distances[order] > 0][:k]


def _manhattan(F, i):
    return np.abs(F - F[i]).sum(axis=1)


def _cosine(features, i):
    lengths = np.linalg.norm(features, axis=1) + 1e-12
    return features @ features[i] / lengths


def _nearest_by_deleting(features, i, k):
    """The own row is taken out first; then the indices are mended."""
    others = np.delete(np.arange(len(features)), i)
    squares = ((features[others] - features[i]) ** 2).sum(axis=1)
    return others[np.argsort(squares, kind="stable")][:k]


def _nearest_by_loop(features, i, k):
    """Pairs of distance and index, sorted as pairs; a list comes back."""
    pairs = []
    for j, row in enumerate(features):
        if j != i:
            pairs.append((sum((row - features[i]) ** 2) ** 0.5, j))
    return [j for _, j in sorted(pairs)[:k]]


nearest = Exercise(
    number="2.3", name="nearest", difficulty=2, minutes=12, points=2,
    reference=_nearest, cases=_cases,
    mistakes=(
        Mistake("includes i itself", code=
            lambda features, i, k: np.argsort(_distances(features, i), kind="stable")[:k], message=
            "Row i is among its own neighbours. Nothing is nearer to a picture than the picture "
            "itself: leave i out."),
        Mistake("the first one dropped", lambda features, i, k: (
            np.argsort(_distances(features, i), kind="stable")[1 : k + 1]
        ), hint=3, message=
            "The first in the order was dropped, whoever it was. Where another row equals row i, "
            "that is a real neighbour, and i stays in: leave out i by its number."),
        Mistake("includes i itself, one more", hint=3, code=
            lambda features, i, k: _in_order(_distances(features, i), 0, k + 1), message=
            "There is one index more than k, and the first is i itself. Leave i out, and keep k."),
        Mistake("rows like row i dropped", _twins_dropped, hint=3, message=
            "Every row at distance 0 was left out. Another row with the same numbers is a real "
            "neighbour: leave out i by its number."),
        Mistake("farthest first", _ranked(_distances, downwards=True), hint=2, message=
            "The farthest came first. The nearest have the smallest distance."),
        Mistake("one length for everything", hint=2, code=
            _ranked(lambda F, i: np.linalg.norm(F - F[i])), message=
            "One length was taken of all rows together. Each row has a distance of its own: "
            "`np.linalg.norm(…, axis=1)`."),
        Mistake("one length, its index 0", _one_number, hint=2, message=
            "One length was taken of all rows together, and one number has nothing to be sorted. "
            "Each row has a distance of its own: `np.linalg.norm(…, axis=1)`."),
        Mistake("one length, no place for i", _cannot_be_marked, hint=2, message=
            "One length was taken of all rows together, so there is no entry i in it. Each row has "
            "a distance of its own: `np.linalg.norm(…, axis=1)`."),
        Mistake("lengths of the columns", _by_columns, hint=2, message=
            "The lengths were taken down the columns: one for each feature. Each row needs a "
            "distance: the other axis."),
        Mistake("the whole table for each row", _ranked(_whole_table_to), hint=2, message=
            "For each row one length was taken of the whole table minus that row. That ranks rows "
            "by how far they are from all; the distance to row i is asked for."),
        Mistake("dot product for distance", hint=2, code=
            _ranked(lambda F, i: F @ F[i], downwards=True), message=
            "The rows are ranked by their dot product with row i. A long row far away has a large "
            "dot product, too: take the length of the difference."),
        Mistake("smallest dot product", _ranked(lambda F, i: F @ F[i]), hint=2, message=
            "The rows are ranked by their dot product with row i, the smallest first. That is no "
            "distance: take the length of the difference."),
        Mistake("angle for distance", _ranked(_cosine, downwards=True), hint=2, message=
            "The rows are ranked by the angle to row i. Rows in one direction may lie far apart: "
            "the Euclidean distance is asked for."),
        Mistake("city blocks", _ranked(_manhattan), hint=2, message=
            "These distances add up the absolute differences. The Euclidean distance squares them "
            "first, by Pythagoras."),
        Mistake("city blocks, and i itself", hint=2, code=
            lambda features, i, k: _in_order(_manhattan(features, i), 0, k), message=
            "Two things. Row i is among its own neighbours: leave it out. And the distances add up "
            "absolute differences, where the Euclidean one squares them first."),
        Mistake("largest difference only", hint=2, code=
            _ranked(lambda F, i: np.abs(F - F[i]).max(axis=1)), message=
            "Only the largest of the differences counts here. All of them belong in a Euclidean "
            "distance."),
        Mistake("differences of sums", hint=2, code=
            _ranked(lambda F, i: np.abs((F - F[i]).sum(axis=1))), message=
            "The differences were added with their signs, so that they cancel. Square them before "
            "you add."),
        Mistake("lengths of the rows", hint=2, code=
            _ranked(lambda F, i: np.linalg.norm(F, axis=1)), message=
            "These are the distances to zero. Subtract row i from all rows first."),
        Mistake("distances returned", hint=3, code=
            lambda features, i, k: np.sort(np.delete(_distances(features, i), i))[:k], message=
            "These are the distances themselves. Which rows are they? Their indices are asked "
            "for."),
        Mistake("indices without row i", lambda features, i, k: (
            np.argsort(np.delete(_distances(features, i), i), kind="stable")[:k]
        ), hint=3, message=
            "Row i was taken out of the table, and the rows behind it moved up by one. The indices "
            "must count in the table that was given."),
    ),
    hints=(
        "Take the rows 0, 4, 5, 11 and i = 2, the row with the 5. Which row lies nearest to it, if "
        "it may not name itself?",
        "`features - features[i]` subtracts row i from every row. The Euclidean distance is the "
        "root of the sum of squares along a row: `np.linalg.norm` has an `axis`.",
        "`np.argsort` gives the order, nearest first. Keep of it the entries that are not i, then "
        "the first k. Set the distance of row i to `np.inf`, if you like that better.",
    ),
    alternatives=(_nearest_by_deleting, _nearest_by_loop),
)  # fmt: skip
