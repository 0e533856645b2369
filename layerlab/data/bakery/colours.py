"""The colours of the bakery: from a hue, and from the oven.

Colours are float32 arrays (3, m, 1, 1): red, green, blue from 0 to 1 for m pictures.
"""

import numpy as np

_THIRDS = np.array([[0], [4], [2]], np.float32)  # red, green, blue: a third apart


def pastel(hue, strength=0.45, bright=0.97) -> np.ndarray:
    """The sugar colour of a hue (array of m numbers, 0 … 1)."""
    h = np.asarray(hue, np.float32) * np.float32(6.0)
    t = h + _THIRDS
    t = np.abs(t - np.floor(t / 6) * 6 - 3) - 1
    full = np.minimum(np.maximum(t, 0), 1)[:, :, None, None]
    full[1] *= np.float32(0.86)  # the eye finds full green glaring
    return (bright * (1 - strength * (1 - full))).astype(np.float32)


def tone(red, green, blue) -> np.ndarray:
    """One colour for all pictures, from numbers 0 … 255."""
    return np.array([red, green, blue], np.float32)[:, None, None, None] / 255


def between(first, second, share) -> np.ndarray:
    """A mixture: `share` (array of m numbers, 0 … 1) of the second colour."""
    share = np.asarray(share, np.float32)[None, :, None, None]
    return first + share * (second - first)


CREAM = tone(255, 246, 228)
GOLD = tone(233, 186, 115)
BROWN = tone(150, 94, 58)
CHERRY = tone(214, 48, 66)
LEAF = tone(98, 160, 92)
STEEL = tone(176, 184, 194)
WHITE = tone(255, 255, 255)
