"""Ways of looking for near copies that miss some, or find too many."""

import numpy as np


def differences(train, test):
    """(m, n, d): of each test row from each training row, without a sign."""
    train, test = (
        np.asarray(a, dtype=float).reshape(len(a), -1) for a in (train, test)
    )
    return np.abs(test[:, None] - train[None])


def within(measure, below=np.less_equal):
    """Rows whose difference from some training row, measured so, is within the tolerance."""

    def code(train, test, tolerance=0):
        distances = measure(differences(train, test))
        return np.flatnonzero(below(distances, tolerance).any(axis=1))

    return code


def flat(a):
    """Rows without inner axes."""
    return np.asarray(a).reshape(len(a), -1)


def in_bytes(train, test, tolerance=0):
    """The difference is taken in the pictures' own type."""
    gaps = np.abs(flat(test)[:, None] - flat(train)[None])
    return np.flatnonzero((gaps <= tolerance).all(axis=2).any(axis=1))


def exact(train, test, tolerance=0):
    """Equal to the last bit."""
    known = {row.tobytes() for row in np.asarray(train, dtype=float)}
    return [
        i for i, row in enumerate(np.asarray(test, float)) if row.tobytes() in known
    ]


def sums(train, test, tolerance=0):
    """Near sums for near rows."""
    one, other = (
        np.asarray(a, dtype=float).reshape(len(a), -1).sum(1) for a in (train, test)
    )
    return np.flatnonzero((np.abs(other[:, None] - one) <= tolerance).any(axis=1))


def rounded(train, test, tolerance=0):
    """Equal keys of rounded rows for near rows."""
    keys = [
        [tuple(np.floor(row.ravel() / (2 * tolerance or 1)).tolist()) for row in rows]
        for rows in (np.asarray(train, float), np.asarray(test, float))
    ]
    return [i for i, key in enumerate(keys[1]) if key in set(keys[0])]


def by_allclose(train, test, tolerance=0):
    """NumPy's own relative slack on top."""
    pairs = ((i, a, b) for i, a in enumerate(flat(test)) for b in flat(train))
    found = {i for i, a, b in pairs if np.allclose(a * 1.0, b * 1.0, atol=tolerance)}
    return sorted(found)


def side_by_side(train, test, tolerance=0):
    """Row i beside row i."""
    k = min(len(train), len(test))
    gaps = np.abs(flat(test[:k]).astype(float) - flat(train[:k]))
    return np.flatnonzero((gaps <= tolerance).all(axis=1))


def signed(train, test, tolerance=0):
    """Differences with their signs."""
    one, other = (np.asarray(a, dtype=float).reshape(len(a), -1) for a in (train, test))
    gaps = other[:, None] - one
    return np.flatnonzero((gaps <= tolerance).all(axis=2).any(axis=1))


def repeats(train, test, tolerance=0):
    """Rows that stood before, in train or in the test."""
    both = np.concatenate([flat(train), flat(test)])
    _, first = np.unique(both, axis=0, return_index=True)
    again = np.setdiff1d(np.arange(len(both)), first)
    return again[again >= len(train)] - len(train)


def near_to_all(train, test, tolerance=0):
    """Near to every row of train."""
    near = (differences(train, test) <= tolerance).all(axis=2)
    return np.flatnonzero(near.all(axis=1))


def nearest_alone(train, test, tolerance=0):
    """Only the row that is nearest in all is compared."""
    gaps = differences(train, test)
    nearest = gaps.sum(axis=2).argmin(axis=1)
    return np.flatnonzero(
        (gaps[np.arange(len(gaps)), nearest] <= tolerance).all(axis=1)
    )


def unflattened(train, test, tolerance=0):
    """Pictures keep their axes, and one of them is gone over."""
    gaps = np.abs(np.asarray(test, float)[:, None] - np.asarray(train, float)[None])
    return np.flatnonzero((gaps <= tolerance).all(axis=2).any(axis=1))
