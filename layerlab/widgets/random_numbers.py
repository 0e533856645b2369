"""The browser's random numbers in Python, so that both bake the same cake."""

import math
from collections.abc import Iterator


def chance(seed: int) -> Iterator[float]:
    """Yield uniform numbers in [0, 1) by mulberry32, as `chance` in kernel.js.

    >>> round(next(chance(7)), 6)
    0.011705
    """
    a = seed & 0xFFFFFFFF
    while True:
        a = (a + 0x6D2B79F5) & 0xFFFFFFFF
        t = ((a ^ (a >> 15)) * (a | 1)) & 0xFFFFFFFF
        t = ((t + (((t ^ (t >> 7)) * (t | 61)) & 0xFFFFFFFF)) & 0xFFFFFFFF) ^ t
        yield ((t ^ (t >> 14)) & 0xFFFFFFFF) / 4294967296


def bell(uniform) -> Iterator[float]:
    """Yield standard normal numbers from pairs of uniform ones."""
    while True:
        size = math.sqrt(-2 * math.log(1 - next(uniform)))
        yield size * math.cos(2 * math.pi * next(uniform))
