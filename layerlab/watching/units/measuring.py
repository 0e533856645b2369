"""The observer of features of pictures: the tables that a learner's function gives.

It measures the same pictures in different company. No label and no right answer stands here.
"""

import hashlib
from collections.abc import Callable

import numpy as np

SOME = 40
TABLE = "a table with a row for each picture"


def tables(attempt: Callable, args: dict, call: str = "") -> dict | None:
    """What `features(images)` gives for all pictures, some again, turned round, one alone.

    Where one is no table, words that say what it is, in place of all.
    """
    images, found = args["images"], {}
    kept = np.array(images)
    palest = int(kept.max(axis=(1, 2)).argmin())
    for name, pictures in _batches(images, kept, palest).items():
        if (got := attempt(pictures)) is None:
            return None
        table, said = _table(got, len(pictures))
        if table is None:
            return {"what came back": said}
        found[name] = table
    digest = hashlib.sha256(np.ascontiguousarray(kept).tobytes()).hexdigest()
    return {"what came back": TABLE, "palest": palest, "pictures": digest} | found


def _batches(images, kept, palest):
    """The arrays handed over: the case's own first, so that a change of it is seen."""
    some = kept[:SOME]
    batches = {"all": images, "some": some.copy(), "again": some.copy()}
    batches["turned round"] = some[::-1].copy()
    return batches | {"alone": kept[palest : palest + 1].copy()}


def _table(got, n):
    """The table [n, k], or None and what came back in its place."""
    try:
        table = np.asarray(got, dtype=float)
    except (TypeError, ValueError):
        return None, "no table of numbers"
    if table.ndim == 2 and len(table) == n and table.size:
        return table, TABLE
    if n == 1 and table.ndim < 2:
        return None, "no table for a batch of one picture"
    if table.shape == (n,):
        return None, "one flat row, a number for each picture"
    if table.ndim == 2:
        kind = "feature" if table.shape[1] == n else "thing"
        return None, f"a table with a row for each {kind}"
    flat = {0: "one number", 1: "one flat row, not of the pictures"}
    return None, flat.get(table.ndim, f"an array with {table.ndim} axes")
