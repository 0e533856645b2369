"""The small network that lesson 02 peels: four layers of windows, then an answer.

From the thing you call (`Onion`) down to the sums of one window. The weights were made by
tools/train_onion.py and lie in onion.npz, plain arrays only, beside the pictures that the
Onion peeler shows. The same sums stand in layerlab/widgets/onion/net.js.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np

from layerlab.errors import BadArgument
from layerlab.props.cake import as_shares

WEIGHTS = Path(__file__).with_name("onion.npz")
POOLED = (True, True, True, False)  # which layers keep the largest of every four
SIDE = 32  # pixels of a picture
SIZES = ((3, 32), (12, 16), (24, 8), (48, 4), (64, 4), (10, 1))  # channels, side
# What one number of a layer sees: pixels to the next one, where it starts, how wide.
WINDOWS = ((1, 0, 1), (2, -2, 6), (4, -4, 12), (8, -8, 24), (8, -16, 40), (32, 0, 32))
OUTSIDE = 244  # the grey beyond the border
TOGETHER = 50  # pictures that pass at a time: more would only fill the memory
NAMES = ("layer cake", "cupcake", "doughnut", "onion", "cookie", "croissant")
NAMES += ("pie slice", "swiss roll", "lollipop", "pretzel")


class Onion:
    """A baked network for pictures: `onion(x)` gives one share for each of ten names.

    `layers` is a list of functions, the outermost first: each takes [channels, h, w] or
    [n, channels, h, w] and gives the next. `see` turns pictures into the first input.
    `windows` holds the weights: W [out, in, k, k] and b [out] of each layer. Introduced
    in lesson 02.
    """

    names = NAMES

    def __init__(self, windows, answer):
        self.windows, self.answer = windows, answer
        self.layers = [
            _layer(W, b, pool) for (W, b), pool in zip(windows, POOLED, strict=True)
        ]

    def __call__(self, x) -> np.ndarray:
        """The shares of the ten names for pictures [..., 3, 32, 32]."""
        for layer in self.layers:
            x = layer(x)
        W, b = self.answer
        return as_shares(np.mean(x, axis=(-2, -1)) @ W + b)

    def see(self, pictures) -> np.ndarray:
        """Pictures [..., 32, 32, 3] of 0…255 as the network takes them.

        Channels stand first, values lie between 0 and 1: [..., 3, 32, 32].
        """
        pictures = np.asarray(pictures)
        if pictures.shape[-3:] != (SIDE, SIDE, 3):
            raise BadArgument(
                "The onion sees colour pictures of 32 by 32 pixels, (..., 32, 32, 3)",
                f"the shape is {pictures.shape}",
                'Take them from ll.data.load("bakery")',
            )
        return np.moveaxis(pictures, -1, -3).astype("float32") / 255

    def raw(self, keep: int = 0, *, seed: int = 0) -> "Onion":
        """The same network before baking, but for its `keep` outermost layers.

        The weights are random, as large as before training: normal numbers with the
        spread of He and others, https://arxiv.org/abs/1502.01852.
        """
        rng = np.random.default_rng(seed)
        windows = [_unbaked(W, rng) for W, _ in self.windows]
        return Onion(self.windows[:keep] + windows[keep:], self.answer)


@lru_cache
def load_onion() -> Onion:
    """The shipped network.

    >>> load_onion().layers[0](np.zeros((3, 32, 32))).shape
    (12, 16, 16)
    """
    with np.load(WEIGHTS, allow_pickle=False) as file:
        arrays = {name: file[name].astype("float32") for name in file.files}
    windows = [(arrays[f"W{i}"], arrays[f"b{i}"]) for i in range(len(POOLED))]
    return Onion(windows, (arrays["W"], arrays["b"]))


def shrink_maps(maps, side: int = 4) -> np.ndarray:
    """Maps [n, c, h, w] averaged down to `side` by `side` each, one flat row a picture.

    So that every layer says where things are on equally coarse a grid.

    >>> shrink_maps(np.ones((5, 3, 32, 32))).shape
    (5, 48)
    """
    n, c, h, w = np.shape(maps)
    blocks = np.reshape(maps, (n, c, side, h // side, side, w // side))
    return blocks.mean(axis=(3, 5)).reshape(n, -1)


def exciting_patches(pictures, maps, *, channel: int, k: int = 8) -> np.ndarray:
    """What the channel saw where it answered most, in the k pictures it likes best.

    Pictures [n, 32, 32, 3] and the maps [n, c, h, w] of one layer -> [k, 32, 32, 3]: the
    window of the strongest place, enlarged, or the whole picture where the window is
    larger. Grey lies outside the picture.
    """
    seen = np.asarray(maps)[:, channel]
    side = seen.shape[-1]
    depth = next(d for d, (c, _) in enumerate(SIZES) if c == np.shape(maps)[1])
    best = sorted(range(len(seen)), key=lambda i: float(-seen[i].max()))[:k]
    places = [divmod(int(seen[i].argmax()), side) for i in best]
    return np.stack(
        [_cut(pictures[i], depth, place) for i, place in zip(best, places, strict=True)]
    )


def _cut(picture, depth, place):
    """The window of one number of layer `depth`, as large as a picture."""
    step, start, wide = WINDOWS[depth]
    if wide >= SIDE:
        return picture
    steps = np.arange(SIDE) * wide // SIDE
    rows, columns = (at * step + start + steps for at in place)
    cut = picture[np.clip(rows, 0, SIDE - 1)][:, np.clip(columns, 0, SIDE - 1)]
    outside = (rows != np.clip(rows, 0, SIDE - 1))[:, None] | (
        columns != np.clip(columns, 0, SIDE - 1)
    )
    return np.where(outside[:, :, None], OUTSIDE, cut).astype("uint8")


def read_out(features, y, *, pull: float = 3.0) -> Callable:
    """A linear reader of features [n, d]: it maps features to guessed classes.

    For each class one weighted sum, fitted by least squares to 1 for pictures of the
    class and 0 for others; `pull` holds the weights back (ridge regression). Features
    are scaled by the mean and spread of those that were given here.

    >>> reader = read_out(np.array([[0.0], [1.0], [9.0], [8.0]]), [0, 0, 1, 1])
    >>> reader(np.array([[2.0], [7.0]])).tolist()
    [0, 1]
    """
    F = np.asarray(features, float)
    mean, spread = F.mean(axis=0), F.std(axis=0) + 1e-6
    Z, targets = (F - mean) / spread, np.eye(int(np.max(y)) + 1)[np.asarray(y)]
    middle = targets.mean(axis=0)
    inside = Z.T @ Z + pull * np.sqrt(len(Z)) * np.eye(Z.shape[1])
    W = np.linalg.solve(inside, Z.T @ (targets - middle))  # (d, classes)
    return lambda G: (((G - mean) / spread) @ W + middle).argmax(axis=1)


def _layer(W, b, pool):
    def layer(x):
        batch = _checked(x, W)
        parts = np.split(batch, range(TOGETHER, len(batch), TOGETHER))
        out = np.concatenate([_slide(part, W, b, pool) for part in parts])
        return out[0] if np.ndim(x) == 3 else out

    return layer


def _checked(x, W):
    x = np.asarray(x, dtype="float32")
    if x.ndim not in (3, 4) or x.shape[-3] != W.shape[1]:
        raise BadArgument(
            f"This layer takes {W.shape[1]} channels, (..., {W.shape[1]}, h, w)",
            f"the shape is {x.shape}",
            "Channels stand before height and width; send pictures through "
            "onion.see, and layers in their order",
        )
    return x[None] if x.ndim == 3 else x


def _slide(x, W, b, pool):
    """One layer: windows slide over x [n, c, h, w], ReLU, the largest of every four."""
    reach = W.shape[-1]
    edge = reach // 2
    rim = ((0, 0), (0, 0), (edge, edge), (edge, edge))
    wide = np.pad(x, rim, mode="edge")  # the outermost pixels go on beyond the border
    seen = np.lib.stride_tricks.sliding_window_view(wide, (reach, reach), axis=(2, 3))
    sums = np.tensordot(seen, W, axes=((1, 4, 5), (1, 2, 3)))  # (n, h, w, out)
    bent = np.maximum(sums + b, 0).transpose(0, 3, 1, 2)  # (n, out, h, w)
    if not pool:
        return bent
    n, c, h, w = bent.shape
    return bent.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))


def _unbaked(W, rng):
    spread = np.sqrt(2 / W[0].size)
    return rng.normal(0, spread, W.shape).astype("float32"), np.zeros(len(W), "float32")
