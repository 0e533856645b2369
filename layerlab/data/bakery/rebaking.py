"""The same cakes baked again: with other factors, or to see which pixels are cake.

From the two that lessons call down to one factor.
"""

from dataclasses import replace

import numpy as np

from layerlab.data.arguments import choice
from layerlab.data.bakery.factors import BACKGROUNDS, CLASSES, OCCLUDERS
from layerlab.data.bakery.oven import bake, grey
from layerlab.data.counter_rng import Counter
from layerlab.data.dataset import Dataset
from layerlab.errors import BadArgument

NAMED = {"kind": CLASSES, "background": BACKGROUNDS, "occluder": OCCLUDERS}
# the values that the oven can bake: from, to
RANGES = {
    "kind": (0, len(CLASSES) - 1),
    "layers": (1, 4),
    "background": (0, len(BACKGROUNDS) - 1),
    "occluder": (0, len(OCCLUDERS) - 1),
    "hue": (0, 1),
    "angle": (-360, 360),
    "scale": (0.3, 1.5),
    "x": (-1, 1),
    "y": (-1, 1),
    "background_hue": (0, 1),
    "background_depth": (0, 1),
    "light": (0, 1),
    "noise": (0, 0.5),
    "tone": (0, 1),
    "depth": (0, 1),
}
SHINES_THROUGH = 12  # of 255: a pixel that two tablecloths change by more is no cake


def rebake(data: Dataset, *, seed=0, **factors) -> Dataset:
    """The same cakes with some factors replaced: what if it had been otherwise?

    `data` is a set of the bakery (n pictures), whole or a part of it. Each factor is one
    value for all or an array (n,); kind, background and occluder may be names. What is
    not named stays, the size and greyness of the pictures too. The grain of the noise is
    drawn anew, by `seed` and the row: so several rows of one cake are several photographs.
    `y` follows `kind` where that is replaced, and else stays as it is. Introduced in
    lesson 14. Raises UnknownName for another factor or name, BadArgument for data
    from elsewhere, another length, or a value that cannot be baked.

    >>> from layerlab import data
    >>> cakes = data.load("bakery", n=3)
    >>> rebake(cakes, background="dots", light=[0, 0.5, 1]).factors["background"]
    array([4, 4, 4])
    """
    known = _factors_of(data)
    new = {name: _values(name, value, known) for name, value in factors.items()}
    changed = {name: values.copy() for name, values in known.items()} | new
    X = _baked(changed, data.X.shape[1], seed)
    y = changed["kind"] if "kind" in new else data.y
    X = grey(X) if data.X.ndim == 3 else X
    return replace(data, X=X, y=y.copy(), factors=changed)


def cake_masks(data: Dataset) -> np.ndarray:
    """Which pixels are cake: bool (n, h, w) for a set of the bakery.

    Each cake is baked on a white and on a dark cloth, without noise and with nothing in
    front; where the two pictures differ by at most 12 of 255, cake hides the cloth. So
    what a fork covers counts as cake, and a shadow does not. Raises BadArgument for data
    from elsewhere. Introduced in lesson 14.

    >>> from layerlab import data
    >>> cake_masks(data.load("bakery", n=2)).shape
    (2, 32, 32)
    """
    known = _factors_of(data)
    nothing = {"background": 0, "noise": 0, "occluder": 0}
    pictures = []
    for depth in (0, 1):  # a white cloth, a dark one
        factors = nothing | {"background_depth": depth}
        new = {name: _values(name, value, known) for name, value in factors.items()}
        pictures.append(_baked(known | new, data.X.shape[1], seed=0).astype(int))
    bright, dark = pictures
    return (np.abs(bright - dark) <= SHINES_THROUGH).all(axis=3)  # (n, h, w)


def _baked(factors, size, seed) -> np.ndarray:
    """Pictures in colour, uint8 (n, size, size, 3), with grain of their own."""
    rows = np.arange(len(factors["kind"]))
    return bake(factors, Counter(seed, "bakery", "rebaked").bits(rows, "grain"), size)


def _factors_of(data) -> dict:
    """The factors of a set of the bakery, or the error of another one."""
    if getattr(data, "name", None) == "bakery" and set(RANGES) <= set(data.factors):
        return data.factors
    raise BadArgument(
        "Only cakes of the bakery can be baked again",
        f"this is {getattr(data, 'name', type(data).__name__)!r}",
        'Give what ll.data.load("bakery") gave, or a part of it: data.take(rows)',
    )


def _values(name, value, known) -> np.ndarray:
    """The values (n,) of one factor, in the form in which it is kept."""
    choice("factor of a cake", name, RANGES)
    kept, (low, high) = known[name], RANGES[name]
    values = _numbers(name, value)
    if values.shape not in ((), kept.shape):
        raise BadArgument(
            f"{name} must be one value, or one for each of the {len(kept)} cakes",
            f"its shape is {values.shape}",
            f"Give an array of shape ({len(kept)},)",
        )
    whole = kept.dtype.kind != "i" or (values == np.floor(values)).all()
    if not (whole and (low <= values).all() and (values <= high).all()):
        word = "numbers" if kept.dtype.kind == "f" else "whole numbers"
        raise BadArgument(
            f"{name} must hold {word} from {low} to {high}",
            f"it holds {values.min():g} … {values.max():g}",
            f"Try {name}={low}",
        )
    return np.broadcast_to(values, kept.shape).astype(kept.dtype)


def _numbers(name, value) -> np.ndarray:
    """Numbers from numbers, or from the names that a factor may have."""
    values = np.asarray(value)
    if name in NAMED and values.dtype.kind in "UO":
        known = NAMED[name]
        places = [known.index(choice(name, v, known)) for v in values.ravel().tolist()]
        return np.reshape(places, values.shape).astype(float)
    if values.dtype.kind not in "biuf":
        raise BadArgument(
            f"{name} must hold numbers",
            f"it holds {values.dtype}",
            f"Try {name}={RANGES[name][0]}",
        )
    return values.astype(float)
