"""Randomness without a state: every number is a hash of a seed, some names and a place.

Picture 4,711 is the same picture whether you ask for ten or for fifty thousand, today or
next year, whatever the version of NumPy: only whole-number arithmetic is used, and exact
floating-point steps. From the class you came for down to the hash itself.

The mixing function is splitmix64: https://prng.di.unimi.it/splitmix64.c
"""

import hashlib

import numpy as np

from layerlab.errors import BadArgument

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


class Counter:
    """A source of numbers, one for every (place, use); `names` keep sources apart.

    >>> Counter(0, "train").whole([0, 1, 2], "kind", 10)
    array([0, 7, 2])
    """

    def __init__(self, seed: int, *names: str):
        check_seed(seed)
        self._key = _word(repr((int(seed), *names)))

    def bits(self, index, use: str) -> np.ndarray:
        """64 random bits for each place in `index` (whole numbers from 0)."""
        place = np.asarray(index).astype(np.uint64)
        return _mix(_mix(place * _GOLDEN + self._key) + _word(use))

    def uniform(self, index, use: str) -> np.ndarray:
        """Numbers in [0, 1), float64, in steps of 2**-24 (so float32 holds them too)."""
        return (self.bits(index, use) >> np.uint64(40)) * 2.0**-24

    def whole(self, index, use: str, k: int) -> np.ndarray:
        """Whole numbers 0 … k-1, int64."""
        high = self.bits(index, use) >> np.uint64(32)
        return ((high * np.uint64(k)) >> np.uint64(32)).astype(np.int64)

    def normal(self, index, use: str) -> np.ndarray:
        """Bell-shaped numbers of mean 0 and variance 1: twelve uniforms, minus 6."""
        total = np.zeros(np.shape(index))
        for i in range(12):
            total = total + self.uniform(index, f"{use}{i}")
        return total - 6.0

    def permutation(self, n: int, use: str) -> np.ndarray:
        """The numbers 0 … n-1 in an order of this source."""
        return np.argsort(self.bits(np.arange(n), use), kind="stable")


def check_seed(seed) -> None:
    """Refuse what is not a whole number from 0 upwards, with a `BadArgument`."""
    whole = isinstance(seed, (int, np.integer)) and not isinstance(seed, bool)
    if not whole or seed < 0:
        raise BadArgument(
            "A seed must be a whole number, 0 or more", f"it was {seed!r}", "Try seed=0"
        )


def _word(text: str) -> np.ndarray:
    """64 bits that stand for a text, as an array (a scalar would warn on overflow)."""
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return np.array([int.from_bytes(digest, "little")], dtype=np.uint64)


def _mix(z: np.ndarray) -> np.ndarray:
    z = (z ^ (z >> np.uint64(30))) * _FIRST
    z = (z ^ (z >> np.uint64(27))) * _SECOND
    return z ^ (z >> np.uint64(31))
