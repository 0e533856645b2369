"""The real texts: sentences with a judgement, a run of characters, a list of names."""

import io
import zipfile

import numpy as np

from layerlab.data.arguments import size_of
from layerlab.data.cache import find
from layerlab.data.counter_rng import Counter
from layerlab.data.dataset import Dataset
from layerlab.errors import DataUnavailable

_SOURCES = ("amazon_cells", "imdb", "yelp")
_ZIP = "sentiment+labelled+sentences.zip"
_TEST = {"sentiment": 5, "shakespeare": 10, "names": 10}  # one in so many is a test row


def sentiment(name, split, n, seed) -> Dataset:
    """3,000 sentences of the UCI set, 0 negative and 1 positive; ours is the split."""
    texts, y, source = [], [], []
    for number, raw in enumerate(_reviews(name)):
        for line in raw.decode("utf-8").split("\n"):
            text, tab, label = line.rpartition("\t")
            if tab:
                texts.append(text.strip())
                y.append(int(label))
                source.append(number)
    rows = _rows(name, split, len(texts), n, seed)
    return Dataset(
        name,
        split,
        np.array(texts)[rows],
        np.array(y, np.int64)[rows],
        "sentences",
        ("negative", "positive"),
        factors={"source": np.array(source, np.int64)[rows]},
        facts={"sources": _SOURCES},
    )


def shakespeare(name, split, n, seed) -> Dataset:
    """Characters as numbers, each with its successor; the last tenth is the test."""
    text = find(name, "input.txt").read_text("utf-8")
    return characters(name, split, n, text)


def names(name, split, n, seed) -> Dataset:
    """32,033 first names in small letters; `y` is None."""
    words = np.array(find(name, "names.txt").read_text("utf-8").split())
    rows = _rows(name, split, len(words), n, seed)
    return Dataset(name, split, words[rows], None, "words")


def characters(name, split, n, text, note="") -> Dataset:
    """A text as a `Dataset`: X[i] and y[i] index `classes`, and y[i] follows X[i]."""
    alphabet = "".join(sorted(set(text)))
    codes = np.searchsorted(np.array(list(alphabet)), np.array(list(text)))
    cut = len(codes) - len(codes) // _TEST["shakespeare"]
    part = codes[:cut] if split == "train" else codes[cut:]
    n = size_of(name, split, n, len(part) - 1)
    X, y = part[:n].astype(np.int64), part[1 : n + 1].astype(np.int64)
    return Dataset(name, split, X, y, "characters", tuple(alphabet), note=note)


def _reviews(name):
    """The three files as bytes: from the official zip, or lying there one by one."""
    try:
        return [
            find(name, f"uci_{source}_labelled.txt").read_bytes() for source in _SOURCES
        ]
    except DataUnavailable:
        archive = zipfile.ZipFile(io.BytesIO(find(name, _ZIP).read_bytes()))
    members = {member.split("/")[-1]: member for member in archive.namelist()}
    return [archive.read(members[f"{source}_labelled.txt"]) for source in _SOURCES]


def _rows(name, split, total, n, seed):
    """A split that never changes, then n rows of it by the seed."""
    order = Counter(0, name, "split").permutation(total, "rows")
    cut = total - total // _TEST[name]
    rows = order[:cut] if split == "train" else order[cut:]
    n = size_of(name, split, n, len(rows))
    if n < len(rows):
        rows = rows[Counter(seed, name, split).permutation(len(rows), "subset")[:n]]
    return rows
