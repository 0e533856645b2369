"""What lies behind and in front of a cake: tablecloths and plates, forks and leaves."""

import numpy as np

from layerlab.data.bakery import colours
from layerlab.data.bakery.canvas import circle, ellipse, half, ring, stroke, waves
from layerlab.data.bakery.factors import BACKGROUNDS, OCCLUDERS


def lay(canvas, kind, hue, make) -> None:
    """Paint each picture's background; `kind` indexes BACKGROUNDS, both are (m,).

    `make(rows)` gives a canvas for some of the pictures, in picture coordinates.
    """
    for k, name in enumerate(BACKGROUNDS):
        rows = np.flatnonzero(kind == k)
        if len(rows) == len(kind):
            _LAYERS[name](canvas, hue)
        elif len(rows):
            part = make(rows)
            _LAYERS[name](part, hue[rows])
            canvas.rgb[:, rows] = part.rgb


def cover(canvas, kind, side, hue, make) -> None:
    """Lay a fork, a napkin or a leaf over the edge that `side` (0 … 1) chooses."""
    for k, name in enumerate(OCCLUDERS):
        rows = np.flatnonzero(kind == k)
        if k and len(rows):
            part = make(rows)
            part.rgb[:] = canvas.rgb[:, rows]
            flip = np.where(side[rows] < 0.5, -1, 1).astype(np.float32)[:, None, None]
            _THINGS[name](part, part.x * flip, part.y, hue[rows])
            canvas.rgb[:, rows] = part.rgb


def _plain(c, hue):
    c.rgb[:] = colours.pastel(hue, 0.2, 0.95)


def _gradient(c, hue):
    top, low = colours.pastel(hue, 0.1, 0.99), colours.pastel(hue, 0.34, 0.86)
    c.rgb[:] = top
    c.blend(c.y * 0.5 + 0.5, low)


def _stripes(c, hue):
    _plain(c, hue)
    lines = waves((c.x + c.y) * np.float32(1.5), 0.47, 0.5)
    c.blend(c.cover(lines), colours.pastel(hue, 0.34, 0.9))


def _checks(c, hue):
    c.rgb[:] = colours.pastel(hue, 0.06, 0.98)
    shade = colours.pastel(hue, 0.4, 0.9)
    for axis in (c.x, c.y):
        c.blend(c.cover(waves(axis * 2, 0.5, 0.5)) * np.float32(0.5), shade)


def _dots(c, hue):
    _plain(c, hue)
    u = c.x * 2 - np.floor(c.x * 2) - np.float32(0.5)
    v = c.y * 2 - np.floor(c.y * 2) - np.float32(0.5)
    c.blend(c.cover(circle(u, v, 0.22) / 2), colours.pastel(hue, 0.4, 0.92))


def _plate(c, hue):
    c.rgb[:] = colours.pastel(hue, 0.34, 0.88)
    disc = circle(c.x, c.y, 0.93)
    c.blend(c.cover(disc), colours.WHITE)
    c.blend(c.cover(ring(disc + 0.2, 0.02)), colours.pastel(hue, 0.3, 0.86))


def _fork(c, u, v, hue):
    u, v = u * 0.94 + v * 0.34 - 0.58, v * 0.94 - u * 0.34
    handle = stroke(u, v, (0, -0.1), (0, 1.6), 0.055)
    head = stroke(u, v, (0, -0.32), (0, -0.2), 0.15)
    c.paint(np.minimum(handle, head), colours.STEEL)
    for x in (-0.12, 0.0, 0.12):
        c.paint(stroke(u, v, (x, -0.75), (x, -0.4), 0.035), colours.STEEL)


def _napkin(c, u, v, hue):
    cloth = half(u, v, -0.8, -0.6, -0.72)
    c.paint(cloth, colours.pastel(1 - hue, 0.3, 0.95), colours.WHITE, 0.04)
    c.blend(c.cover(ring(cloth + 0.16, 0.025)), colours.pastel(1 - hue, 0.55, 0.85))


def _leaf(c, u, v, hue):
    u, v = u - 0.5, v - 0.42
    p, q = u * 0.8 + v * 0.6, v * 0.8 - u * 0.6
    blade = np.maximum(circle(p, q - 0.3, 0.5), circle(p, q + 0.3, 0.5))
    c.paint(blade, colours.LEAF, colours.tone(60, 110, 66), 0.03)
    c.paint(stroke(p, q, (-0.34, 0), (0.34, 0), 0.02), colours.tone(150, 200, 130))


_LAYERS = dict(
    zip(BACKGROUNDS, (_plain, _gradient, _stripes, _checks, _dots, _plate), strict=True)
)
_THINGS = {"fork": _fork, "napkin": _napkin, "leaf": _leaf}


def shadow(c, x, y, scale, light) -> None:
    """A soft shadow under the cake, away from the light; all arguments are (m,)."""
    dx = (x + (light - 0.5) * -0.16).astype(np.float32)[:, None, None]
    dy = (y + 0.62 * scale).astype(np.float32)[:, None, None]
    wide = (0.72 * scale).astype(np.float32)[:, None, None]
    blob = ellipse(c.x - dx, c.y - dy, wide, wide * np.float32(0.4))
    soft = np.clip(np.float32(0.5) - blob * np.float32(3.5), 0, 1)
    soft *= np.float32(0.28)
    c.blend(soft, colours.tone(60, 50, 60))
