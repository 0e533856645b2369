"""From factors to pixels: many pictures of one class at a time, then light and grain."""

import numpy as np

from layerlab.data.bakery import backgrounds, colours
from layerlab.data.bakery.canvas import Canvas
from layerlab.data.bakery.factors import K
from layerlab.data.bakery.pastries import PASTRIES, Recipe
from layerlab.data.trigonometry import cosine, sine

_TRAY = 128  # pictures rendered together; fewer cost more calls, more leave the cache


def bake(factors, grain, size) -> np.ndarray:
    """Pictures uint8 (n, size, size, 3); `grain` is one seed of noise for each."""
    n = len(factors["kind"])
    pictures = np.empty((n, size, size, 3), np.uint8)
    for kind in range(K):
        rows = np.flatnonzero(factors["kind"] == kind)
        # alike beside alike: what a tray has none of is not rendered at all
        alike = factors["layers"][rows] * 100 + factors["background"][rows]
        rows = rows[np.argsort(alike, kind="stable")]
        for start in range(0, len(rows), _TRAY):
            tray = rows[start : start + _TRAY]
            mine = {name: values[tray] for name, values in factors.items()}
            pictures[tray] = _one_tray(mine, grain[tray], size, kind)
    return pictures


def grey(pictures) -> np.ndarray:
    """The brightness of pictures uint8 (n, h, w, 3): uint8 (n, h, w)."""
    red, green, blue = np.moveaxis(pictures.astype(np.uint16), -1, 0)
    return ((77 * red + 150 * green + 29 * blue + 128) >> 8).astype(np.uint8)


def _one_tray(f, grain, size, kind):
    canvas = Canvas(len(grain), size)

    def make(rows):
        return Canvas(len(rows), size)

    backgrounds.lay(canvas, f["background"], f["background_hue"], make)
    _deepen(canvas, f["background_hue"], f["background_depth"])
    backgrounds.shadow(canvas, f["x"], f["y"], f["scale"], f["light"])
    turns = f["angle"] / 360
    canvas.place(f["x"], f["y"], f["scale"], cosine(turns), sine(turns))
    PASTRIES[kind](canvas, _recipe(f))
    side = f["background_hue"] * 7 % 1
    backgrounds.cover(canvas, f["occluder"], side, f["hue"], make)
    _light(canvas, f["light"])
    _grain(canvas, grain, f["noise"])
    return _pixels(canvas.rgb).transpose(1, 2, 3, 0)


def _pixels(rgb):
    """0 … 1 as bytes, rounded to the nearest; `rgb` is used up."""
    np.clip(rgb, 0, 1, out=rgb)
    rgb *= np.float32(255)
    rgb += np.float32(0.5)
    return rgb.astype(np.uint8)


def _recipe(f) -> Recipe:
    hue, depth = f["hue"], f["depth"].astype(np.float32)[:, None, None]
    dough = colours.between(colours.GOLD, colours.BROWN, f["tone"])
    return Recipe(
        main=colours.pastel(hue, 0.3 + 0.35 * depth, 1.0 - 0.4 * depth),
        dark=colours.pastel(hue, 0.5 + 0.2 * depth, 0.62 - 0.3 * depth),
        dough=dough,
        crust=dough * np.float32(0.68),
        layers=f["layers"].astype(np.float32)[:, None, None],
    )


def _deepen(canvas, hue, depth):
    """Dye the background: untouched for depth 0, deep teal or plum for 1."""
    depth = depth.astype(np.float32)[None, :, None, None]
    canvas.rgb *= 1 + depth * (colours.pastel(hue, 0.5, 0.6) - 1)


def _light(canvas, light):
    """Brighter towards the light, which comes from above: left for 0, right for 1."""
    across = ((light - 0.5) * 0.24).astype(np.float32)[:, None, None]
    canvas.rgb *= canvas.x * across - canvas.y * np.float32(0.06) + np.float32(1)


def _grain(canvas, grain, spread):
    """Noise of standard deviation `spread`, from a hash of (picture, pixel, channel)."""
    size = canvas.size
    place = np.arange(3 * size * size, dtype=np.uint32) * np.uint32(0x9E3779B9)
    strength = (spread / 26754.9).astype(np.float32)
    for i in range(len(grain)):  # one by one: this stays in the nearest cache
        h = _hashed(place + grain[i : i + 1].astype(np.uint32))
        noise = ((h & np.uint32(0xFFFF)) + (h >> np.uint32(16))).astype(np.float32)
        noise -= np.float32(65535)  # a triangle whose spread is 65536 / sqrt(6)
        noise *= strength[i]
        canvas.rgb[:, i] += noise.reshape(3, size, size)


def _hashed(h):
    """32 bits for 32 bits, in place: https://nullprogram.com/blog/2018/07/31/."""
    h ^= h >> np.uint32(16)
    h *= np.uint32(0x7FEB352D)
    h ^= h >> np.uint32(15)
    h *= np.uint32(0x846CA68B)
    h ^= h >> np.uint32(16)
    return h
