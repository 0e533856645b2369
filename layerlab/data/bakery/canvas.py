"""A canvas for many pictures at once, and the shapes that can be painted on it.

A shape is a signed distance: negative inside, positive outside, in units of the drawing
(https://iquilezles.org/articles/distfunctions2d/). The edge is smooth over one pixel.
Only +, -, x, /, square root, floor and comparisons touch a pixel: IEEE 754 fixes their
results, so a picture has the same bytes everywhere. From `Canvas` to the single shapes.
"""

import numpy as np


class Canvas:
    """`m` pictures of `size` pixels: `rgb` is float32 (3, m, size, size), 0 … 1.

    `place` moves the frame of drawing: after it `u` runs to the right and `v` downwards
    in the cake's own coordinates, where most cakes fill -0.8 … 0.8.
    """

    def __init__(self, m: int, size: int):
        line = (np.arange(size, dtype=np.float32) * 2 + 1) / size - 1
        self.x = line[None, None, :] + np.zeros((1, size, 1), np.float32)
        self.y = line[None, :, None] + np.zeros((1, 1, size), np.float32)
        self.rgb = np.ones((3, m, size, size), np.float32)
        self.size = size
        self.u, self.v, self.sharp = self.x, self.y, np.float32(size / 2)

    def place(self, x, y, scale, cos, sin) -> None:
        """Move, grow and turn the frame; every argument is an array (m,)."""
        x, y, scale, cos, sin = (_column(a) for a in (x, y, scale, cos, sin))
        dx, dy = (self.x - x) / scale, (self.y - y) / scale
        self.u = cos * dx + sin * dy
        self.v = cos * dy - sin * dx
        self.sharp = scale * np.float32(self.size / 2)

    def cover(self, distance, soft=1.0) -> np.ndarray:
        """How much of each pixel lies inside, 0 … 1; `soft` pixels of soft edge."""
        cover = distance * (self.sharp / np.float32(-soft))
        cover += np.float32(0.5)
        return np.clip(cover, 0, 1, out=cover)

    def paint(self, distance, colour, edge=None, width=0.05) -> None:
        """Fill a shape; with `edge`, draw a rim of that colour round it first."""
        if edge is not None:
            self.blend(self.cover(distance - np.float32(width)), edge)
        self.blend(self.cover(distance), colour)

    def blend(self, cover, colour) -> None:
        """Lay a colour over the picture, as thick as `cover` says."""
        step = np.empty_like(self.rgb[0])
        for plane, value in zip(self.rgb, colour, strict=True):
            np.subtract(value, plane, out=step)
            step *= cover
            plane += step


def circle(u, v, radius) -> np.ndarray:
    """A disc round the origin."""
    return np.sqrt(u * u + v * v) - radius


def ellipse(u, v, a, b) -> np.ndarray:
    """An ellipse with half axes a and b (distance right to first order)."""
    p, q = u / a, v / b
    near = np.sqrt(p * p + q * q)
    p /= a
    q /= b
    slope = np.sqrt(p * p + q * q)
    return near * (near - 1) / np.clip(slope, np.float32(1e-6), np.inf)


def box(u, v, half_width, half_height, rounded=0.0) -> np.ndarray:
    """A rectangle with rounded corners."""
    p = np.abs(u) - (half_width - rounded)
    q = np.abs(v) - (half_height - rounded)
    inside = np.clip(np.maximum(p, q), -np.inf, 0)  # faster than np.minimum with 0
    np.clip(p, 0, np.inf, out=p)
    np.clip(q, 0, np.inf, out=q)
    return np.sqrt(p * p + q * q) + inside - rounded


def stroke(u, v, start, end, radius) -> np.ndarray:
    """A line with round ends from `start` to `end`, each (u, v)."""
    ax, ay = end[0] - start[0], end[1] - start[1]
    p, q = u - start[0], v - start[1]
    along = np.clip((p * ax + q * ay) / (ax * ax + ay * ay), 0, 1)
    p, q = p - along * ax, q - along * ay
    return np.sqrt(p * p + q * q) - radius


def half(u, v, nu, nv, offset) -> np.ndarray:
    """The half plane whose outward normal is (nu, nv), of length 1, at `offset`."""
    return u * nu + v * nv - offset


def ring(distance, width) -> np.ndarray:
    """The band of half width `width` along a shape's edge."""
    return np.abs(distance) - width


def both(first, second) -> np.ndarray:
    """Where two shapes overlap."""
    return np.maximum(first, second)


def either(first, second) -> np.ndarray:
    """Two shapes as one."""
    return np.minimum(first, second)


def without(first, second) -> np.ndarray:
    """The first shape, less the second."""
    return np.maximum(first, -second)


def waves(t, width, share=0.5) -> np.ndarray:
    """Stripes along a phase `t` (one stripe a turn), each turn `width` units wide."""
    away = np.abs(t - np.floor(t) - np.float32(0.5))
    return (away - share / 2) * width


def _column(a):
    return np.asarray(a, np.float32)[:, None, None]
