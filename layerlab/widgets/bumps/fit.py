"""Curves, sums of bent lines, and the descent that fits them, as in `fit.js`.

From the descent down to the curves. A unit is a row (bend, slope, side): it adds
slope * relu(side * (x - bend)), with side +1 (it rises to the right) or -1.
"""

import numpy as np

REACH = 3.0
X = np.round(np.linspace(-REACH, REACH, 61), 6)
MOST = 12  # units
MOMENTUM = 0.9


def descend(units, base, target, steps: int) -> tuple:
    """Return (units, base) after so many steps of gradient descent with momentum.

    The bends and slopes move and the sides stay; the learning rate is 0.05 shared
    among the units, so that many of them do not overshoot together.

    >>> target = curve("tent")
    >>> before = loss([[-1.0, 0.5, 1]], 0.0, target)
    >>> loss(*descend([[-1.0, 0.5, 1]], 0.0, target, 50), target) < before
    True
    """
    units, base = np.array(units, dtype=float).reshape(-1, 3), float(base)
    v_units, v_base = np.zeros_like(units), 0.0
    lr = 0.05 / max(1, len(units))
    for _ in range(steps):
        d_units, d_base = slopes(units, base, target)
        v_units = MOMENTUM * v_units - lr * d_units
        v_base = MOMENTUM * v_base - lr * d_base
        units, base = units + v_units, base + v_base
        units[:, 0] = units[:, 0].clip(-REACH, REACH)
    return units, base


def slopes(units, base, target) -> tuple[np.ndarray, float]:
    """Return the slopes of `loss` by units [n, 3] (sides: 0) and by base."""
    units = np.asarray(units, dtype=float).reshape(-1, 3)
    error = 2 * (forward(units, base) - target) / len(X)
    bend, slope, side = units.T[:, :, None]
    bent = np.maximum(side * (X - bend), 0)
    by_bend = (error * slope * -side * (bent > 0)).sum(axis=1)
    by_slope = (error * bent).sum(axis=1)
    return np.stack([by_bend, by_slope, 0 * by_bend], axis=1), float(error.sum())


def loss(units, base, target) -> float:
    """Return the mean squared error over the 61 places of `X`."""
    return float(((forward(units, base) - target) ** 2).mean())


def forward(units, base, x=X) -> np.ndarray:
    """Return the sum of the bent lines at x.

    >>> forward([[0.0, 2.0, 1]], 0.5, np.array([-1.0, 1.0])).tolist()
    [0.5, 2.5]
    """
    return base + parts(units, x).sum(axis=0)


def parts(units, x=X) -> np.ndarray:
    """Return what each unit adds at x: [units, len(x)]."""
    bend, slope, side = np.asarray(units, dtype=float).reshape(-1, 3).T[:, :, None]
    return slope * np.maximum(side * (x - bend), 0)


CURVES = {
    "hill": lambda x: 1.6 * np.exp(-(x**2)),
    "tent": lambda x: np.maximum(0, 1.5 - np.abs(x)),
    "rise": lambda x: 1.6 / (1 + np.exp(-2 * x)),
    "wave": lambda x: 0.8 + 0.8 * np.sin(1.5 * x),
}


def curve(name: str) -> np.ndarray:
    """Return the values of a built-in curve at `X`."""
    return CURVES[name](X)
