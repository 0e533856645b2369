"""Rows of the test that stand, nearly, in the training set too."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked

from . import copies


def _near_copies(train, test, tolerance=0):
    near = (copies.differences(train, test) <= tolerance).all(axis=2)
    return np.flatnonzero(near.any(axis=1))


_TRAIN = [[0.0, 1.5, 3.0], [4.0, 2.5, 0.5], [9.0, 9.0, 9.0], [4.0, 2.5, 0.0]]
_TEST = [[9.0, 9.0, 9.25], [4.5, 2.0, 0.5], [1.5, 0.0, 3.0], [0.0, 1.5, 2.75]]
_TEST += [[5.0, 2.5, 0.5]]

# pictures: a byte has no -2
_BYTES = [[[5, 200], [7, 9]], [[1, 1], [1, 255]], [[0, 60], [0, 3]]]
_COPIES = [[[3, 202], [9, 7]], [[255, 1], [1, 1]], [[5, 200], [7, 9]]]
_COPIES += [[[3, 202], [9, 6]]]


def _cases(rng):
    yield worked(train=_TRAIN, test=_TEST, tolerance=0.5)
    bytes_, copies_ = (np.array(a, np.uint8) for a in (_BYTES, _COPIES))
    yield worked(train=bytes_, test=copies_, tolerance=2)
    yield case(**_pair(rng, 5, 8, (4,), np.uint8, 0))
    yield case(**_pair(rng, 9, 6, (3, 2), np.float64, 0.25))
    yield case(**_pair(rng, 6, 9, (2, 2, 3), np.uint8, 3))
    yield case(**_pair(rng, 7, 7, (3,), np.float32, 1.5))
    near = {**_pair(rng, 4, 5, (3,), np.float64, 0)}
    near["train"], near["test"] = 1000 + near["train"], 1000 + near["test"]
    near["test"][-1] = near["train"][0] + [0, 2**-10, 0]  # not quite a copy
    yield case(**near)
    # three and two apart: 3.6 in a straight line, 5 in all, 2.5 in the mean
    test = [[4, 3], [50, 75], [6, 2], [9, 4], [15, 5]]
    yield case(train=[[1, 1], [9, 4], [50, 70]], test=test, tolerance=4)
    # 5 in one place is nearer in all than 2 in each
    train = [[20, 20, 20, 25], [18, 18, 22, 22], [60, 0, 0, 5]]
    test = [[90, 0, 0, 5], [20, 20, 20, 20], [60, 2, 0, 5]]
    yield case(train=train, test=test, tolerance=2)
    far = rng.permutation(24).reshape(6, 4) * 5.0
    yield case(train=far[:3], test=far[3:], tolerance=2)


def _pair(rng, n, m, shape, dtype, tolerance):
    """Copies, near copies, rows that are just too far, copies inside the test, strangers."""
    whole = np.issubdtype(dtype, np.integer)
    draw = _bytes if whole else _quarters
    train, test = draw(rng, (n, *shape)), draw(rng, (m, *shape))
    step = 1 if whole else 0.25
    signs = rng.choice((-1, 1), size=(3, *shape))
    for row, far in enumerate((0, tolerance, tolerance + step)):
        like = np.clip(train[row + 1], far, 255 - far) if whole else train[row + 1]
        train[row + 1], test[row + 1] = like, like
        place = tuple(rng.integers(shape))
        test[row + 1][place] += far * signs[row][place]
        if row == 1 and tolerance:
            test[row + 1] = like + tolerance * signs[row]
    test[0] = test[4]
    test[-1] = train[1]
    return {"train": train.astype(dtype), "test": test.astype(dtype)} | (
        {"tolerance": tolerance} if tolerance else {}
    )


def _bytes(rng, shape):
    return rng.integers(0, 256, size=shape)


def _quarters(rng, shape):
    return rng.integers(-40, 40, size=shape) / 4


def _of_train(train, test, tolerance=0):
    return _near_copies(test, train, tolerance)


def _pairs(train, test, tolerance=0):
    return np.argwhere((copies.differences(train, test) <= tolerance).all(axis=2))


def _again_and_again(train, test, tolerance=0):
    return _pairs(train, test, tolerance)[:, 0]


def _train_by_train(train, test, tolerance=0):
    """In the order in which the training rows find them."""
    near = (copies.differences(train, test) <= tolerance).all(axis=2)
    return list(dict.fromkeys(np.argwhere(near.T)[:, 1].tolist()))


def _one_of_each(train, test, tolerance=0):
    """Each training row finds one copy at most."""
    near = (copies.differences(train, test) <= tolerance).all(axis=2)
    return np.unique(near.argmax(axis=0)[near.any(axis=0)])


def _only_first(train, test, tolerance=0):
    return _near_copies(train, test, tolerance)[:1]


def _within_test(train, test, tolerance=0):
    """Copies inside the test count too."""
    near = set(_near_copies(train, test, tolerance).tolist())
    inside = (copies.differences(test, test) <= tolerance).all(axis=2)
    later = {j for i, j in np.argwhere(inside) if i < j}
    return sorted(near | {int(j) for j in later})


def _cut_off(train, test, tolerance=0):
    return _near_copies(
        np.asarray(train).astype(int), np.asarray(test).astype(int), tolerance
    )


def _by_loop(train, test, tolerance=0):
    """Right: two loops, whole numbers that can be negative."""
    found = []
    for i, row in enumerate(test):
        for known in train:
            if (
                np.max(np.abs(row.astype("float64") - known.astype("float64")))
                <= tolerance
            ):
                found.append(i)
                break
    return found


def _by_torch(train, test, tolerance=0):
    """Right: torch's largest difference, as a table."""
    import torch

    one, other = (torch.tensor(np.array(a)).double().flatten(1) for a in (train, test))
    near = torch.cdist(other, one, p=float("inf")).min(dim=1).values <= tolerance
    return near.nonzero().flatten()


near_copies = Exercise(
    number="14.2", name="near_copies", difficulty=2, minutes=15, points=3,
    reference=_near_copies, cases=_cases,
    mistakes=(
        Mistake("bytes wrap round", copies.in_bytes, message=
            "The pictures are unsigned bytes, and among these 3 - 5 is 254: a near copy looks far "
            "away. Make numbers of them that can be negative before you subtract."),
        Mistake("indices of train", _of_train, hint=3, message=
            "These are the rows of train that have a copy in the test. Asked for are the rows of "
            "the test."),
        Mistake("exact copies only", copies.exact, message=
            "Only rows that are equal to the last bit were found, `tolerance` plays no part. A "
            "photograph saved twice differs by a little in every point."),
        Mistake("the first copy only", _only_first, hint=3, message=
            "Only the first copy was found. Go on after it: does a `break` or a `return` stand one "
            "loop too far out?"),
        Mistake("one for each training row", _one_of_each, hint=3, message=
            "For each training row one row of the test was found at most, as `argmax` or a `break` "
            "in the inner loop does. The test may hold several copies of it."),
        Mistake("mean for largest", copies.within(lambda gaps: gaps.mean(axis=2)), hint=2, message=
            "The mean difference was compared with the tolerance. A large difference in one place "
            "hides among small ones: every number has to be near."),
        Mistake("length of the difference", hint=2, code=
            copies.within(lambda gaps: np.sqrt((gaps**2).sum(axis=2))), message=
            "The Euclidean length of the difference was compared with the tolerance. It grows with "
            "the number of points; here each number is compared on its own."),
        Mistake("sum of the differences", hint=2, code=
            copies.within(lambda gaps: gaps.sum(axis=2)), message=
            "The differences were added up and then compared with the tolerance. Each number is "
            "compared on its own."),
        Mistake("one near number is enough", hint=2, code=
            copies.within(lambda gaps: gaps.min(axis=2)), message=
            "One number that is near was enough. Every number of the row has to be: `all`, not "
            "`any`."),
        Mistake("near to all of train", copies.near_to_all, hint=3, message=
            "A row had to be near to *every* row of train. One is enough: `any` over the training "
            "rows, `all` over the numbers."),
        Mistake("only the nearest asked", copies.nearest_alone, hint=2, message=
            "Of the training rows only one was looked at, the nearest in all. Another that is "
            "farther in all may be near in every number: compare with each."),
        Mistake("fractions cut off", _cut_off, message=
            "The rows became whole numbers before they were compared, so 0.5 and 0.75 are the "
            "same. Floats hold them, and bytes too."),
        Mistake("root mean square", hint=2, code=
            copies.within(lambda gaps: np.sqrt((gaps**2).mean(axis=2))), message=
            "The root of the mean squared difference was compared with the tolerance. A large "
            "difference in one place hides among small ones: every number has to be near."),
        Mistake("mean of the squares", hint=2, code=
            copies.within(lambda gaps: (gaps**2).mean(axis=2)), message=
            "The mean squared difference was compared with the tolerance. A large difference in "
            "one place hides among small ones: every number has to be near."),
        Mistake("pictures left as they are", copies.unflattened, hint=2, message=
            "Pictures have more than one axis, and `all` went over one of them alone. Make flat "
            "rows first, `reshape(len(a), -1)`."),
        Mistake("below, not at most", hint=3, code=
            copies.within(lambda gaps: gaps.max(axis=2), np.less), message=
            "Rows that differ by exactly the tolerance are missing, and with a tolerance of 0 no "
            "copy at all is found. `tolerance` itself is allowed: `<=`."),
        Mistake("equal sums", copies.sums, hint=2, message=
            "The sums of the rows were compared. Rows with the same numbers in other places have "
            "the same sum: compare place by place."),
        Mistake("equal after rounding", copies.rounded, hint=2, message=
            "The rows were rounded, or hashed after rounding, and then compared. Two near numbers "
            "may be rounded apart, and two that are farther apart be rounded together."),
        Mistake("slack of its own", copies.by_allclose, hint=2, message=
            "`np.allclose` and `np.isclose` allow a relative difference of 0.00001 on top, which "
            "is much for large numbers. Compare with the tolerance alone."),
        Mistake("no absolute value", copies.signed, hint=2, message=
            "A difference counts as small when it is negative, however large it is. Take its "
            "absolute value."),
        Mistake("pairs", _pairs, hint=3, message=
            "Pairs came back, one for each copy and its original. Only the rows of the test are "
            "asked for, each once."),
        Mistake("again for each original", _again_and_again, hint=3, message=
            "A row of the test that is near several training rows comes several times. Each should "
            "come once."),
        Mistake("by training row", _train_by_train, hint=3, message=
            "The right rows of the test, in the order of the training rows that they copy. They "
            "should ascend."),
        Mistake("row i beside row i", copies.side_by_side, message=
            "Each row of the test was compared with the training row in the same place alone. Its "
            "copy may stand anywhere in train."),
        Mistake("the first training row alone", hint=3, code=
            lambda train, test, tolerance=0: _near_copies(train[:1], test, tolerance), message=
            "Only the first row of train was compared. Does a `break` or `return` end the loop "
            "over train in its first turn, whether the row was near or not?"),
        Mistake("repeats among all rows", copies.repeats, message=
            "Repeats among all rows together were looked for: that counts rows which only the test "
            "repeats, and it knows equal rows alone, so that `tolerance` plays no part."),
        Mistake("copies inside the test", _within_test, message=
            "Rows that repeat another row of the *test* were counted too. Only what train knows "
            "already is asked for."),
        Mistake("a mask", hint=3, code=
            lambda train, test, tolerance=0: (
                copies.differences(train, test) <= tolerance
            ).all(axis=2).any(axis=1), message=
            "This is a mask of True and False, one for each row of the test. Indices are asked "
            "for: `np.flatnonzero` makes them."),
        Mistake("how many", hint=3, code=
            lambda *args: len(_near_copies(*args)), message=
            "This is how many rows have a copy. Which rows are they?"),
        Mistake("a tuple around them", hint=3, code=
            lambda *args: (_near_copies(*args),), message=
            "`np.where` and `np.nonzero` give a tuple with one array for each axis. Take the array "
            "out of it."),
        Mistake("rows without a copy", hint=3, code=
            lambda train, test, tolerance=0: np.setdiff1d(
                np.arange(len(test)), _near_copies(train, test, tolerance)
            ), message=
            "These are the rows *without* a copy. The others are asked for."),
    ),
    hints=(
        "What is `np.uint8(3) - np.uint8(5)`? Try it. And with tolerance 0: does your comparison "
        "find a row that is exactly equal?",
        "`reshape(len(a), -1)` makes flat rows of pictures. With an axis of length 1 in each, "
        "`test[:, None] - train[None]` holds every row minus every other; `np.abs` and `all` or "
        "`max` over the last axis follow.",
        "First floats, then differences without sign, then: every number at most `tolerance` "
        "(last axis), for any training row (axis 1). `np.flatnonzero` says which are left.",
    ),
    alternatives=(_by_loop, _by_torch),
)  # fmt: skip
