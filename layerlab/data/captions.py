"""A sentence for every cake of the bakery, written from its factors."""

import numpy as np

from layerlab.data.arguments import size_of, split_of
from layerlab.data.bakery import SPLITS
from layerlab.data.bakery.factors import CLASSES, draw
from layerlab.data.bakery.knobs import Knobs
from layerlab.data.counter_rng import Counter
from layerlab.data.dataset import Dataset

HUES = "red orange yellow lime green mint turquoise sky-blue blue violet purple pink"
HUES = HUES.split()
_COUNTS = ("", "one", "two", "three", "four")
_LAYERS = {
    "layer cake": "tier",
    "cupcake": "swirl",
    "doughnut": "ring of pearls",
    "onion": "ring",
    "cookie": "row of chips",
    "croissant": "band",
    "pie slice": "stripe",
    "swiss roll": "turn",
    "lollipop": "turn",
    "pretzel": "pair of grains",
}
_GROUNDS = {
    "plain": "on a plain {} cloth",
    "gradient": "before a shaded {} wall",
    "stripes": "on a striped {} cloth",
    "checks": "on a checked {} cloth",
    "dots": "on a dotted {} cloth",
    "plate": "on a plate on a {} table",
}
_FRONTS = ("", " behind a fork", " behind a napkin", " behind a leaf")
_PATTERNS = (
    "a {hue} {kind} with {count}, {ground}{front}",
    "{ground}: a {hue} {kind} with {count}{front}",
    "a {size} {kind} in {hue}, {count}, {ground}{front}",
    "this {kind} is {hue} and {size}, has {count} and stands {ground}{front}",
)


def load(name, split, n, seed) -> Dataset:
    """Captions of `load("bakery", split, n=n, seed=seed)`, picture by picture."""
    split = split_of(name, split, [s for s in SPLITS if s != "held_out"])
    n = size_of(name, split, n, 1_000_000, SPLITS[split])
    factors = draw(seed, split, n, Knobs().checked(split))
    X, y = write(factors, seed, split), factors["kind"]
    return Dataset(name, split, X, y, "sentences", CLASSES, factors=factors)


def captions_for(cakes: Dataset, *, seed=0) -> np.ndarray:
    """One caption for each picture of a bakery set, whatever its knobs.

    >>> from layerlab import data
    >>> str(captions_for(data.load("bakery", n=2))[1])
    'before a shaded lime wall: a sky-blue cookie with two rows of chips'
    """
    return write(cakes.factors, seed, cakes.split, grey=cakes.X.ndim == 3)


def write(factors, seed, split, *, grey=False) -> np.ndarray:
    """Sentences (n,) from a dict of factors; the wording is drawn by seed and split."""
    n = len(factors["kind"])
    pattern = Counter(seed, "captions", split).whole(np.arange(n), "pattern", 4)
    plain = {name: values.tolist() for name, values in factors.items()}
    return np.array(
        [_sentence(plain, i, pattern[i], grey) for i in range(n)], dtype=str
    )


def _sentence(f, i, pattern, grey):
    kind, ground = CLASSES[f["kind"][i]], tuple(_GROUNDS.values())[f["background"][i]]
    layers = f["layers"][i]
    part = _LAYERS[kind]
    if layers > 1:
        head, of, tail = part.partition(" of ")
        part = f"{head}s{of}{tail}"
    text = _PATTERNS[pattern].format(
        hue="grey" if grey else _hue(f["hue"][i]),
        kind=kind,
        count=f"{_COUNTS[layers]} {part}",
        size="large" if f["scale"][i] > 0.75 else "small",
        ground=ground.format("grey" if grey else _hue(f["background_hue"][i])),
        front=_FRONTS[f["occluder"][i]],
    )
    return text.replace("a orange", "an orange").replace("a onion", "an onion")


def _hue(hue):
    return HUES[int(hue * 12 + 0.5) % 12]
