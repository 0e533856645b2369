"""The bakery: pictures of cakes made to order, every factor of which is known.

From `load` to the knobs it checks. Class, layers, hue, angle, scale, place, background,
light, occluder and noise of picture i depend on the seed and on i, and on nothing else.
"""

import numpy as np

from layerlab.data.asked import choice, number, size_of, split_of
from layerlab.data.bakery.factors import (
    BACKGROUNDS,
    CLASSES,
    OCCLUDERS,
    draw,
    labels,
)
from layerlab.data.bakery.heldout import read_combinations
from layerlab.data.bakery.oven import bake
from layerlab.data.counter import Counter
from layerlab.data.dataset import Dataset

__all__ = ["BACKGROUNDS", "CLASSES", "OCCLUDERS", "load"]

SPLITS = {"train": 10_000, "val": 2_000, "test": 2_000, "held_out": 2_000}
MOST = 1_000_000
COLOURS = ("free", "class", "grey")


def load(
    name,
    split,
    n,
    seed,
    *,
    size=32,
    rotation=60,
    colour="free",
    noise=0.03,
    background_bias=0.0,
    occluder=0.1,
    held_out=(),
    tail=1,
    label_noise=0.0,
):
    """Bakery pictures, uint8 (n, size, size, 3), or (n, size, size) when grey.

    size: 28, 32 or 64 pixels. rotation: largest turn either way, degrees. colour:
    "free" (the hue says nothing about the class), "class" (each class has its hue),
    "grey". noise: mean spread of the pixel noise, 0 … 0.5. background_bias: chance that
    background and its hue are those of the class; give it for the training set and not
    for the test to build a trap. occluder: chance that something lies in front.
    held_out: combinations kept out of every split but "held_out", which has no others:
    `[{"kind": "onion", "background": "dots"}, {"kind": "cookie", "hue": (0.5, 0.7)}]`.
    tail: commonest class over rarest. label_noise: chance of a wrong label in `y`;
    `factors["kind"]` keeps the truth.
    """
    split = split_of(name, split, SPLITS)
    n = size_of(name, split, n, MOST, SPLITS[split])
    recipe = {
        "rotation": number("rotation", rotation, 0, 180),
        "colour": choice("colour", colour, COLOURS),
        "noise": number("noise", noise, 0, 0.5),
        "background_bias": number("background_bias", background_bias, 0, 1),
        "occluder": number("occluder", occluder, 0, 1),
        "tail": number("tail", tail, 1, 1000),
        "held_out": read_combinations(held_out, split),
    }
    size = choice("size", size, (28, 32, 64))
    label_noise = number("label_noise", label_noise, 0, 1)
    factors = draw(seed, split, n, recipe)
    y = labels(seed, split, factors["kind"], label_noise)
    X = _pictures(factors, seed, split, size, colour == "grey")
    return Dataset(name, split, X, y, "pictures", CLASSES, factors=factors, top=255.0)


def _pictures(factors, seed, split, size, grey):
    grain = Counter(seed, "bakery", split).bits(
        np.arange(len(factors["kind"])), "grain"
    )
    pictures = bake(factors, grain, size)
    if not grey:
        return pictures
    red, green, blue = np.moveaxis(pictures.astype(np.uint16), -1, 0)
    return ((77 * red + 150 * green + 29 * blue + 128) >> 8).astype(np.uint8)
