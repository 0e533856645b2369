"""What came back beside what was expected, as arrays; and when a case tells nothing."""

import re

import numpy as np

from layerlab.judging.closeness import as_array


class Undecided(Exception):
    """A case on which a detector can neither confirm nor deny: too small, or too plain."""


def key_of(sentence: str) -> str:
    """A sentence without its numbers: what two cases must agree in."""
    return re.sub(r"\d+", "#", sentence)


def pair(view) -> tuple[np.ndarray, np.ndarray]:
    """Both values as arrays of numbers; ValueError where they are none."""
    got, wanted = as_array(view.difference.got), as_array(view.difference.expected)
    if got is None or wanted is None or not wanted.size or not got.size:
        raise ValueError("no arrays here")
    if wanted.dtype.kind == "b":
        raise ValueError("True and False are no numbers")
    return got * 1.0, wanted * 1.0


def alike(view) -> tuple[np.ndarray, np.ndarray]:
    """Both values as arrays of one shape; ValueError where they are not."""
    got, wanted = pair(view)
    if got.shape != wanted.shape:
        raise ValueError("other shapes")
    return got, wanted


def near(a, b) -> bool:
    """Whether two arrays agree in shape and, loosely, in value."""
    a, b = np.asarray(a) * 1.0, np.asarray(b) * 1.0
    same_shape = a.shape == b.shape
    return same_shape and bool(np.allclose(a, b, rtol=1e-5, atol=1e-7, equal_nan=True))
