"""What the peeler shows, in Python: as in `net.js` and `look.js`, from whole to part."""

import base64
import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from layerlab.errors import BadArgument
from layerlab.props.onion import POOLED, SIDE, WEIGHTS, WINDOWS, load_onion

OWN = 20  # pictures to choose from; the others are there to compare with
CLEAR = "."
COLOURS = {
    **{"a": "#F2E6D0", "b": "#8A5630", "c": "#4A2C1D", "d": "#E58DB0", "e": "#C8322F"},
    **{"f": "#FFFFFF", "g": "#5C9C48", "h": "#E8BC4C", "i": "#8A4A80", "j": "#5580C4"},
}
WEIGHT_NAMES = [name for i in range(len(POOLED)) for name in (f"W{i}", f"b{i}")]


class Shipped(NamedTuple):
    """The pictures of the peeler: places [n, 32, 32] in a palette [256, 3], classes."""

    pictures: np.ndarray
    palette: np.ndarray
    classes: list[int]

    @property
    def colours(self) -> np.ndarray:
        """The pictures as [n, 32, 32, 3] of 0…255."""
        return self.palette[self.pictures]


@lru_cache
def shipped() -> Shipped:
    """Pictures, palette and classes from onion.npz."""
    with np.load(WEIGHTS, allow_pickle=False) as file:
        classes = file["classes"].tolist()
        return Shipped(file["pictures"], file["palette"], classes)


@lru_cache
def packed_net() -> tuple[str, list]:
    """The weights as text for the browser, and the sizes of the layers."""
    with np.load(WEIGHTS, allow_pickle=False) as file:
        arrays = [file[name] for name in [*WEIGHT_NAMES, "W", "b"]]
    sizes = [
        [W.shape[1], W.shape[0], W.shape[2], pool]
        for W, pool in zip(arrays[:-2:2], POOLED, strict=True)
    ]
    return text_of(*arrays), [*sizes, list(arrays[-2].shape)]


def text_of(*arrays) -> str:
    """The bytes of arrays as letters (base64)."""
    return base64.b64encode(b"".join(a.tobytes() for a in arrays)).decode()


def peel(pictures) -> list[np.ndarray]:
    """Every stage of pictures [n, 32, 32, 3]: input, four layers, the ten shares."""
    onion = load_onion()
    stages = [onion.see(pictures)]
    for layer in onion.layers:
        stages.append(layer(stages[-1]))
    return [*stages, onion(stages[0])[:, :, None, None]]


@lru_cache
def compared() -> list[np.ndarray]:
    """All stages of the pictures that the peeler compares with."""
    return peel(shipped().colours[OWN:])


def strongest(layer: int, channel: int, k: int) -> list[tuple[int, int, int]]:
    """(picture, row, column) where a channel answers most, one a picture."""
    maps = compared()[layer][:, channel]
    flat = maps.reshape(len(maps), -1)
    order = np.argsort(-flat.max(axis=1), kind="stable")[:k]
    return [(int(i), *divmod(int(flat[i].argmax()), maps.shape[-1])) for i in order]


def nearest(stages, layer: int, k: int) -> list[int]:
    """The k compared pictures that lie nearest to `stages` [1, …] in that layer."""
    away = (compared()[layer] - stages[layer]).astype(float)
    return np.argsort((away**2).sum(axis=(1, 2, 3)), kind="stable")[:k].tolist()


def frame(layer: int, row: int, column: int) -> tuple[int, int, int, int]:
    """Left, top, width and height of what a number sees, inside the picture.

    >>> frame(1, 0, 3)
    (4, 0, 6, 4)
    """
    step, start, wide = WINDOWS[layer]
    x, y = column * step + start, row * step + start
    left, top = max(0, x), max(0, y)
    return left, top, min(SIDE, x + wide) - left, min(SIDE, y + wide) - top


def painted(picture, text: str) -> np.ndarray:
    """A copy of the picture [32, 32, 3] with the paint that `text` tells."""
    out = np.array(picture)
    for at, letter in enumerate(unroll(text)):
        if letter != CLEAR:
            value = bytes.fromhex(COLOURS[letter][1:])
            out[at // SIDE, at % SIDE] = tuple(value)
    return out


def unroll(text: str) -> str:
    """The 1024 letters that `text` counts, row by row; a point leaves a pixel clear.

    >>> unroll("2.3b")[:6], len(unroll(""))
    ('..bbb.', 1024)
    """
    runs = re.findall(r"(\d+)([.a-j])", text)
    cells = "".join(int(n) * letter for n, letter in runs)
    if "".join(n + letter for n, letter in runs) != text or len(cells) > SIDE**2:
        raise BadArgument(
            "Paint is counts and letters, 1024 pixels at most",
            f"this is {text[:40]!r}",
            'Write "500.9b": 500 clear pixels, then 9 brown ones',
        )
    return cells.ljust(SIDE**2, CLEAR)
