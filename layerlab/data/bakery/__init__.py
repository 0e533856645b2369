"""The bakery: pictures of cakes made to order, every factor of which is known.

Class, layers, hue, angle, scale, place, background, light, occluder and noise of picture
i depend on the seed and on i, and on nothing else.
"""

from dataclasses import fields

import numpy as np

from layerlab.data.arguments import size_of, split_of
from layerlab.data.bakery.factors import (
    BACKGROUNDS,
    CLASSES,
    OCCLUDERS,
    draw,
    labels,
)
from layerlab.data.bakery.knobs import Knobs
from layerlab.data.bakery.oven import bake, grey
from layerlab.data.counter_rng import Counter
from layerlab.data.dataset import Dataset

__all__ = ["BACKGROUNDS", "CLASSES", "KNOBS", "OCCLUDERS", "Knobs", "load"]

SPLITS = {"train": 10_000, "val": 2_000, "test": 2_000, "held_out": 2_000}
MOST = 1_000_000
KNOBS = tuple(f.name for f in fields(Knobs))


def load(name, split, n, seed, **knobs) -> Dataset:
    """Pictures uint8 (n, size, size, 3), or (n, size, size) when grey; see `Knobs`."""
    split = split_of(name, split, SPLITS)
    n = size_of(name, split, n, MOST, SPLITS[split])
    recipe = Knobs(**knobs).checked(split)
    factors = draw(seed, split, n, recipe)
    y = labels(seed, split, factors["kind"], recipe["label_noise"])
    X = _pictures(factors, seed, split, recipe["size"], recipe["colour"] == "grey")
    return Dataset(name, split, X, y, "pictures", CLASSES, factors=factors, top=255.0)


def _pictures(factors, seed, split, size, is_grey):
    grain = Counter(seed, "bakery", split).bits(
        np.arange(len(factors["kind"])), "grain"
    )
    pictures = bake(factors, grain, size)
    return grey(pictures) if is_grey else pictures
