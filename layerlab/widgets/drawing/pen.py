"""The pen in Python, as in `pen.js`, and the drawing that a fresh pad shows."""

import numpy as np

TIP = 1.15  # pixels from the middle of the pen to its edge, on a pad of 28


def ink(grid, start, end, tip) -> np.ndarray:
    """Draw a line from `start` to `end` (x, y in pixels) on `grid` [n, n], 0…255."""
    n = len(grid)
    places = np.stack(np.meshgrid(np.arange(n), np.arange(n)), -1) + 0.5
    along, away = np.subtract(end, start), places - start
    t = np.clip(away @ along / max(along @ along, 1e-9), 0, 1)
    distance = np.hypot(*np.moveaxis(away - t[..., None] * along, -1, 0))
    wet = np.round(255 * np.clip(tip + 0.5 - distance, 0, 1))
    return np.maximum(grid, wet)


def sample(size) -> np.ndarray:
    """A three, drawn by hand once: points in shares of the pad."""
    points = np.array(_THREE) * size
    grid = np.zeros((size, size))
    for start, end in zip(points, points[1:], strict=False):
        grid = ink(grid, start, end, TIP * size / 28)
    return grid.astype("uint8")


_THREE = (
    *((0.33, 0.24), (0.41, 0.17), (0.52, 0.15), (0.62, 0.19), (0.66, 0.28)),
    *((0.61, 0.38), (0.53, 0.44), (0.46, 0.47), (0.56, 0.49), (0.66, 0.55)),
    *((0.71, 0.66), (0.67, 0.77), (0.57, 0.84), (0.45, 0.85), (0.34, 0.79)),
)
