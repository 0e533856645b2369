"""Spoken digits: recordings of different lengths, laid into rows of one second."""

import numpy as np

from layerlab.data.cache import find
from layerlab.data.checksums import recordings
from layerlab.data.dataset import Dataset

RATE = 8000
SPEAKERS = ("george", "jackson", "lucas", "nicolas", "theo", "yweweler")
_ZIP = "free-spoken-digit-dataset-1.0.10.zip"
_TEST_TAKES = 5  # takes 0 … 4 of each digit and speaker are the official test


def spoken_digits(name, split, rows) -> Dataset:
    """One second each, int16 (n, 8000): longer takes are cut, shorter end in silence."""
    path = find(name, _ZIP, "fsdd_8k_int16.npz")
    sounds, digit, speaker, take = (_npz if path.suffix == ".npz" else _zip)(path)
    wanted = np.flatnonzero((take < _TEST_TAKES) == (split == "test"))[rows]
    X = np.zeros((len(wanted), RATE), np.int16)
    length = np.zeros(len(wanted), np.int64)
    for i, row in enumerate(wanted):
        length[i] = len(sounds[row])
        X[i, : min(RATE, length[i])] = sounds[row][:RATE]
    return Dataset(
        name,
        split,
        X,
        digit[wanted].astype(np.int64),
        "sounds",
        tuple("0123456789"),
        factors={"speaker": speaker[wanted], "take": take[wanted], "length": length},
        top=32768.0,
        rate=RATE,
        facts={"speakers": SPEAKERS},
    )


def _npz(path):
    with np.load(path) as packed:
        where, audio = packed["offsets"], packed["audio"]
        digit, speaker, take = (packed[k] for k in ("digit", "speaker", "take"))
    sounds = np.split(audio, where[1:-1])
    return sounds, digit, speaker.astype(np.int64), take.astype(np.int64)


def _zip(path):
    named = recordings(path)
    parts = [name.removesuffix(".wav").split("_") for name, _ in named]
    digit = np.array([int(d) for d, _, _ in parts])
    speaker = np.array([SPEAKERS.index(s) for _, s, _ in parts])
    take = np.array([int(t) for _, _, t in parts])
    return [samples for _, samples in named], digit, speaker, take
