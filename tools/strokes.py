"""Digits drawn from strokes, as people write them: from one drawing to the shapes.

A stroke is a line through points in a square, x to the right and y downwards, 0 to 1.
"""

import numpy as np

SIZE = 28  # pixels of a drawing


def draw_strokes(digit: int, rng, size: int = SIZE) -> np.ndarray:
    """One drawing (size, size), 0 to 1: a shape of the digit, wobbled, leaning, inked."""
    shapes = SHAPES[digit]
    strokes = [np.array(s) for s in shapes[rng.integers(len(shapes))]]
    bulge = np.exp(rng.normal(0, 0.3, size=2))  # larger loops below, or above
    strokes = [wobble(s.clip(0, 1) ** bulge, rng) for s in strokes]
    angle, lean = rng.normal(0, 0.12), rng.normal(-0.1, 0.25)
    aspect = rng.uniform(0.4, 1.05)
    A = np.array([[aspect, lean], [0, 1]])
    A = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) @ A
    strokes = [(s - 0.5) @ A.T for s in strokes]
    reach = 2 * np.abs(np.concatenate(strokes)).max()
    share = rng.uniform(0.5, 0.95)  # of the canvas that is filled
    strokes = [(s / reach * share + 0.5) * size for s in strokes]
    return ink(strokes, pen=rng.uniform(0.7, 1.9), size=size)


def wobble(points, rng, amount=0.05):
    """The points moved by a slow random curve: hands are not rulers."""
    t = np.linspace(0, 1, len(points))[:, None]
    waves = [np.sin(np.pi * k * t + rng.uniform(0, 6.3, 2)) for k in (1, 2, 3)]
    moved = sum(w * rng.normal(0, amount, 2) for w in waves)
    return points + moved + rng.normal(0, amount / 2, 2)


def ink(strokes, *, pen: float, size: int = SIZE) -> np.ndarray:
    """Strokes in pixels as a picture: full ink within `pen` pixels, a soft edge."""
    places = np.stack(np.meshgrid(np.arange(size), np.arange(size)), -1) + 0.5
    near = np.full((size, size), np.inf)
    for stroke in strokes:
        start, along = stroke[:-1], np.diff(stroke, axis=0)  # (k, 2)
        away = places[:, :, None] - start
        length = np.maximum((along**2).sum(-1), 1e-9)
        t = np.clip((away * along).sum(-1) / length, 0, 1)
        d = np.hypot(*np.moveaxis(away - t[..., None] * along, -1, 0))
        near = np.minimum(near, d.min(-1))
    return np.clip(pen + 0.5 - near, 0, 1)


def arc(x, y, rx, ry, start, end, count=14):
    """Points of an ellipse's arc; angles in turns, 0 to the right, clockwise."""
    t = 2 * np.pi * np.linspace(start, end, count)
    return [(x + rx * np.cos(a), y + ry * np.sin(a)) for a in t]


def path(*points, count=6):
    """Straight pieces through the points, with `count` steps each."""
    parts = [np.linspace(a, b, count) for a, b in zip(points, points[1:], strict=False)]
    return [tuple(p) for part in parts for p in part]


_BAR = path((0.25, 0.52), (0.85, 0.52))
SHAPES = {
    0: [[arc(0.5, 0.5, 0.42, 0.5, -0.25, 0.75, 24)]],
    1: [
        [path((0.5, 0), (0.5, 1))],
        [path((0.3, 0.25), (0.55, 0), (0.55, 1))],
        [path((0.25, 0.25), (0.5, 0), (0.5, 1)), path((0.2, 1), (0.8, 1))],
    ],
    2: [
        [arc(0.5, 0.3, 0.38, 0.3, -0.5, 0.1) + path((0.8, 0.5), (0.1, 1), (0.92, 1))],
        [
            arc(0.5, 0.3, 0.35, 0.3, -0.55, 0.15)
            + arc(0.25, 0.9, 0.18, 0.12, -0.25, -1)
            + path((0.4, 0.9), (0.95, 0.98))
        ],
    ],
    3: [
        [
            arc(0.42, 0.26, 0.42, 0.26, -0.45, 0.25)
            + arc(0.42, 0.76, 0.46, 0.26, -0.25, 0.42)
        ],
        [path((0.1, 0), (0.85, 0), (0.4, 0.4)) + arc(0.42, 0.7, 0.44, 0.3, -0.25, 0.4)],
    ],
    4: [
        [path((0.2, 0), (0.08, 0.58), (0.95, 0.58)), path((0.7, 0.2), (0.68, 1))],
        [path((0.62, 1), (0.62, 0), (0.05, 0.68), (0.95, 0.68))],
        [path((0.5, 0), (0.05, 0.6), (0.95, 0.6)), path((0.7, 0.35), (0.65, 1))],
        [path((0.15, 0), (0.12, 0.5), (0.85, 0.5)), path((0.85, 0), (0.85, 1))],
    ],
    5: [
        [
            path((0.88, 0), (0.22, 0), (0.17, 0.42))
            + arc(0.42, 0.69, 0.46, 0.31, -0.3, 0.4)
        ],
        [
            path((0.2, 0), (0.18, 0.45)) + arc(0.42, 0.7, 0.42, 0.3, -0.3, 0.42),
            path((0.2, 0.02), (0.85, 0)),
        ],
    ],
    6: [
        [
            arc(0.78, 0.55, 0.7, 0.55, -0.3, -0.5)
            + arc(0.48, 0.7, 0.4, 0.3, 0.45, -0.6, 20)
        ],
        [path((0.7, 0), (0.22, 0.5)) + arc(0.48, 0.7, 0.38, 0.3, -0.45, -1.5, 22)],
        [path((0.15, 0), (0.1, 0.7)) + arc(0.48, 0.72, 0.38, 0.28, 0.45, -0.55, 20)],
    ],
    7: [
        [path((0.08, 0.05), (0.92, 0)) + arc(1.3, 0.95, 0.85, 0.95, -0.33, -0.48, 10)],
        [path((0.08, 0), (0.92, 0), (0.38, 1))],
        [path((0.08, 0), (0.92, 0), (0.38, 1)), _BAR],
        [path((0.08, 0.12), (0.1, 0), (0.9, 0), (0.5, 0.5), (0.4, 1))],
    ],
    8: [
        [arc(0.5, 0.25, 0.34, 0.25, 0, 1, 18), arc(0.5, 0.75, 0.42, 0.25, 0, 1, 18)],
        [
            arc(0.5, 0.25, 0.34, 0.25, -0.1, -0.75, 14)
            + arc(0.5, 0.75, 0.42, 0.25, -0.25, 0.75, 18)
            + arc(0.5, 0.25, 0.34, 0.25, 0.25, -0.1, 8)
        ],
    ],
    9: [
        [arc(0.47, 0.29, 0.38, 0.29, 0, -1, 18) + path((0.86, 0.25), (0.8, 1))],
        [
            arc(0.47, 0.29, 0.38, 0.29, 0, -1, 18)
            + path((0.86, 0.3), (0.86, 0.7))
            + arc(0.48, 0.7, 0.38, 0.3, 0, 0.42, 8)
        ],
        [arc(0.47, 0.3, 0.36, 0.3, -0.1, -0.95, 18) + path((0.82, 0.2), (0.4, 1))],
    ],
}
