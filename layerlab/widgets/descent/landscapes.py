"""Landscapes and the walk down them, as in `land.js`: the same program written twice.

From the walk down to the formulas. A landscape is (dimensions, f, gradient).
"""

import numpy as np

from layerlab.widgets.random_numbers import bell, chance

STEPS = 40


def _pair(x, y):
    return np.array([x, y])


LANDS = {
    "parabola": (1, lambda x: x**2 / 2, lambda x: np.array([x])),
    "valleys": (
        1,
        lambda x: x**4 / 20 - x**2 / 2 + x / 4 + 2,
        lambda x: np.array([x**3 / 5 - x + 0.25]),
    ),
    "bowl": (2, lambda x, y: (x**2 + y**2) / 2, _pair),
    "ravine": (2, lambda x, y: (x**2 / 10 + y**2) / 2, lambda x, y: _pair(x / 10, y)),
    "saddle": (
        2,
        lambda x, y: x**2 / 2 - y**2 / 4 + y**4 / 50 + 1,
        lambda x, y: _pair(x, -y / 2 + 2 * y**3 / 25),
    ),
    "hills": (
        2,
        lambda x, y: (x**2 + y**2) / 10 + np.sin(1.5 * x) * np.sin(1.5 * y) + 1,
        lambda x, y: _pair(
            x / 5 + 1.5 * np.cos(1.5 * x) * np.sin(1.5 * y),
            y / 5 + 1.5 * np.sin(1.5 * x) * np.cos(1.5 * y),
        ),
    ),
}


def walk(
    land, start, *, lr, momentum=0.0, noise=0.0, seed=0, steps=STEPS
) -> np.ndarray:
    """Return the path [steps + 1, d] from `start`; it ends early where it explodes.

    >>> walk(LANDS["parabola"], [4.0], lr=0.5, steps=2).ravel().tolist()
    [4.0, 2.0, 1.0]
    """
    d, _, gradient = land
    normal, path = bell(chance(seed)), [np.array(start[:d], dtype=float)]
    v = np.zeros(d)
    for _ in range(steps):
        g = gradient(*path[-1]) + noise * np.array([next(normal) for _ in range(d)])
        v = momentum * v - lr * g
        path.append(path[-1] + v)
        if np.linalg.norm(path[-1]) > 1000:
            break
    return np.array(path)


def until_gone(path) -> np.ndarray:
    """Return the path up to the first place that is farther off than any walk is drawn."""
    far = np.linalg.norm(path, axis=1)
    gone = np.flatnonzero(~(far <= 1000))
    ends = path[: gone[0] + 1] if len(gone) else path
    return np.nan_to_num(ends, nan=1e6, posinf=1e6, neginf=-1e6)


def verdict(land, path, *, noise=0.0) -> str:
    """Return "explodes", "swings", "arrives", "trembles", "rises" or "crawls": judged by
    the loss, except where a walk leaps away, or to and fro."""
    if np.linalg.norm(path[-1]) > 100:
        return "explodes"
    moves = np.diff(path, axis=0)
    turns = ((moves[1:12] * moves[:11][: len(moves) - 1]).sum(1) < -1e-9).sum()
    if noise == 0 and turns > 5:
        return "swings"
    losses = np.array([np.ravel(land[1](*place))[0] for place in path])
    n = -(-len(losses) // 4)
    before, late = losses[-2 * n : -n].mean(), losses[-n:].mean()
    won = losses[0] - late
    if won <= 0:
        return "arrives" if np.all(losses == late) else "rises"
    chance = losses[-n:].std() if noise else 0.0
    if before - late >= 0.05 * won + chance:
        return "crawls"
    return "trembles" if chance > 0.05 * won else "arrives"


def sample(f, dimensions, bounds) -> np.ndarray:
    """Return f's values on a regular grid [n] or [n, n], rows along the second input."""
    n = 401 if dimensions == 1 else 101
    grid = np.linspace(*bounds, n)
    if dimensions == 1:
        return np.array([float(f(x)) for x in grid])
    return np.array([[float(f(x, y)) for x in grid] for y in grid])


def table_land(table, bounds) -> tuple:
    """Return a landscape that interpolates `table`; slopes are central differences."""
    n, d = len(table), np.ndim(table)
    step = (bounds[1] - bounds[0]) / (n - 1)
    rows = np.reshape(table, (-1, n))

    def f(x, y=bounds[0]):
        u, v = (
            np.clip((np.asarray(z) - bounds[0]) / step, 0, n - 1.000001) for z in (x, y)
        )
        i, j = u.astype(int), v.astype(int)
        at = lambda row: rows[row, i] * (1 - u + i) + rows[row, i + 1] * (u - i)  # noqa: E731
        return at(j) if d == 1 else at(j) * (1 - v + j) + at(j + 1) * (v - j)

    def gradient(*x):
        shifts = np.eye(d) * step
        return np.array([(f(*(x + s)) - f(*(x - s))) / (2 * step) for s in shifts])

    return d, f, gradient
