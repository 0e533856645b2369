"""What takes the place of a real set that is not there: same shape, other content."""

import sys
from dataclasses import replace
from functools import partial

import numpy as np

from layerlab.data.catalogue import module_of
from layerlab.data.counter_rng import Counter
from layerlab.data.dataset import Dataset
from layerlab.data.registry import facts

_SYLLABLES = "an be da el fi ga ha i jo ka la ma na o pe ra sa ti u va we yo ze".split()


def stand_in(name, split, n, seed) -> Dataset:
    """The embedded stand-in for a real set; n is cut to what it has. Says so."""
    known = facts(name)
    data = _STAND_INS[name](split, n, seed)
    note = f"Stands in for {known['title']}, which is not on this machine."
    print(f"{known['stand_in']}: {note[0].lower()}{note[1:]}", file=sys.stderr)
    return replace(data, note=note)


def _large_digits(split, n, seed):
    """Digits three times as large, in a frame: uint8 (n, 28, 28) as in MNIST."""
    small = _load("digits", split, n, seed, most={"train": 1438, "test": 359})
    large = np.kron(small.X.astype(np.uint8), np.ones((1, 3, 3), np.uint8))
    large = np.pad((large * 255.0 / 16).astype(np.uint8), ((0, 0), (2, 2), (2, 2)))
    return replace(small, X=large, top=255.0)


def _text(split, n, seed):
    from layerlab.data.real_text import characters

    text = "\n".join(_load("reviews", "train", 10_000, 0).X)
    most = len(text) - len(text) // 10 if split == "train" else len(text) // 10
    return characters("reviews", split, n and min(n, most - 1), text)


def _names(split, n, seed):
    draw, total = Counter(0, "names", split), n or {"train": 2000, "test": 200}[split]
    parts = [
        draw.whole(np.arange(total), f"part{k}", len(_SYLLABLES)) for k in range(3)
    ]
    two = draw.uniform(np.arange(total), "two") < 0.5
    found = [
        "".join(_SYLLABLES[p[i]] for p in parts[: 2 if two[i] else 3])
        for i in range(total)
    ]
    return Dataset("made-up names", split, np.array(found), None, "words")


def _load(name, split, n, seed, most=None, **knobs):
    if most and n is not None:
        n = min(n, most[split])
    return module_of(name).load(name, split, n, seed, **knobs)


_STAND_INS = {
    "fashion_mnist": partial(_load, "bakery", size=28, colour="grey"),
    "cifar10": partial(_load, "bakery"),
    "mnist": _large_digits,
    "spoken_digits": partial(_load, "sounds"),
    "sentiment": partial(_load, "reviews"),
    "shakespeare": _text,
    "names": _names,
}
