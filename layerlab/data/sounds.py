"""Sounds made from sums of waves: who plays, which chord, which rhythm.

From the loader down to a single wave. Every sound lasts one second at 8,000 samples a
second, int16, and depends only on the seed and its index.
"""

import functools

import numpy as np

from layerlab.data.arguments import choice, number, size_of, split_of
from layerlab.data.counter_rng import Counter
from layerlab.data.dataset import Dataset
from layerlab.data.trigonometry import sine

RATE = 8000
SPLITS = {"train": 2_000, "val": 500, "test": 500}
MOST = 100_000
# strength of the first six partials; seconds until the tone has sunk to a half; attack
INSTRUMENTS = {
    "flute": ((1, 0.15, 0.05, 0.02, 0, 0), 4.0, 0.08),
    "clarinet": ((1, 0.04, 0.6, 0.03, 0.35, 0.02), 4.0, 0.04),
    "organ": ((1, 0.8, 0.1, 0.6, 0, 0.3), 9.0, 0.01),
    "strings": ((1, 0.6, 0.5, 0.4, 0.3, 0.25), 3.0, 0.15),
    "harp": ((1, 0.5, 0.3, 0.2, 0.1, 0.05), 0.25, 0.004),
    "bell": ((0.5, 0.1, 1, 0.1, 0.2, 0.8), 0.5, 0.002),
}
CHORDS = {
    "major": (0, 4, 7),
    "minor": (0, 3, 7),
    "diminished": (0, 3, 6),
    "augmented": (0, 4, 8),
    "fourths": (0, 5, 7),
}
RHYTHMS = {
    "even": (0, 4, 8, 12),
    "waltz": (0, 5, 10),
    "gallop": (0, 2, 4, 8, 10, 12),
    "swing": (0, 3, 4, 7, 8, 11, 12, 15),
    "off-beat": (2, 6, 10, 14),
}
TASKS = {"instrument": INSTRUMENTS, "chord": CHORDS, "rhythm": RHYTHMS}
_TABLE = 4096
_SEMITONES = np.array(  # 2 ** (k / 12), written out: no processor rounds it otherwise
    [1.0, 1.0594631, 1.1224620, 1.1892071, 1.2599210, 1.3348399, 1.4142136]
    + [1.4983071, 1.5874011, 1.6817928, 1.7817974, 1.8877486]
)
_ECHOES = ((331, 0.7), (617, 0.5), (1013, 0.35), (1571, 0.25))  # samples, strength


def load(name, split, n, seed, *, task="instrument", noise=0.02, reverb=0.3) -> Dataset:
    """Sounds int16 (n, 8000) and what `task` asks for: instrument, chord or rhythm.

    noise: largest spread of the hiss, 0 … 1. reverb: largest share of echo, 0 … 1.
    """
    split = split_of(name, split, SPLITS)
    n = size_of(name, split, n, MOST, SPLITS[split])
    choice("task", task, TASKS)
    number("noise", noise, 0, 1)
    number("reverb", reverb, 0, 1)
    draw = Counter(seed, name, task, split)
    factors = _factors(draw, np.arange(n), task, noise, reverb)
    X = np.empty((n, RATE), np.int16)
    for i in range(n):
        X[i] = _sound({k: v[i] for k, v in factors.items()}, draw, i)
    y, classes = factors[task], tuple(TASKS[task])
    return Dataset(name, split, X, y, "sounds", classes, (), factors, 32768.0, RATE)


def _factors(draw, rows, task, noise, reverb):
    """What is played; a chord or a rhythm only where the task is about it."""
    k = len(TASKS[task])
    turn = (rows + draw.whole(rows // k, "turn", k)) % k  # balanced in every k
    return {
        "instrument": draw.whole(rows, "instrument", len(INSTRUMENTS)),
        "semitone": draw.whole(rows, "semitone", 12),
        "loudness": 0.4 + 0.5 * draw.uniform(rows, "loudness"),
        "noise": noise * draw.uniform(rows, "noise"),
        "reverb": reverb * draw.uniform(rows, "reverb"),
        task: turn,
    }


def _sound(f, draw, i):
    """One second as int16."""
    partials, half_life, attack = tuple(INSTRUMENTS.values())[f["instrument"]]
    beats, steps = (0,), (0,)
    if "chord" in f:
        steps = tuple(CHORDS.values())[f["chord"]]
    if "rhythm" in f:
        beats = tuple(RHYTHMS.values())[f["rhythm"]]
        half_life, attack = min(half_life, 0.06), min(attack, 0.02)
    table = _period(partials)
    wave = sum(_tone(table, f["semitone"] + step) for step in steps) / len(steps)
    wave = _echoed(wave * _envelope(beats, half_life, attack), f["reverb"])
    wave = f["loudness"] * wave + f["noise"] * _hiss(draw, i)
    return np.floor(np.clip(wave, -1, 1) * 32767 + 0.5).astype(np.int16)


def _echoed(dry, reverb):
    wave = dry.copy()
    for delay, strength in _ECHOES:
        wave[delay:] += reverb * strength * dry[:-delay]
    return wave


def _hiss(draw, i):
    """Noise of spread 1: the sum of two uniforms, moved and stretched."""
    place = np.arange(RATE, dtype=np.uint64) + np.uint64(i * RATE)
    bits = draw.bits(place, "hiss")
    hiss = (bits >> np.uint64(40)).astype(np.float64) + (bits & np.uint64(0xFFFFFF))
    return 2.449489743 * (hiss * 2.0**-24 - 1)


@functools.cache
def _period(partials):
    """One period of a wave with these partials, its peak at 1."""
    turns = np.arange(_TABLE) / _TABLE
    wave = sum(a * sine(turns * (k + 1)) for k, a in enumerate(partials))
    return wave / np.abs(wave).max()


def _tone(table, semitone):
    pitch = 220.0 * _SEMITONES[semitone % 12] * (1 + semitone // 12)
    phase = np.arange(RATE) * (pitch / RATE)
    return table[((phase - np.floor(phase)) * _TABLE).astype(np.int64)]


def _envelope(beats, half_life, attack):
    """Rise and fall after each beat (sixteenths of a second): the loudest one counts."""
    total = np.zeros(RATE)
    for beat in beats:
        t = np.arange(RATE) / RATE - beat / 16
        fall = np.maximum(1 + t / (8 * 1.4 * half_life), 1e-3)
        for _ in range(3):
            fall = fall * fall  # the eighth power: close to an exponential
        rise = np.clip(t / attack, 0, 1)
        total = np.maximum(total, np.where(t >= 0, rise / fall, 0))
    return total
