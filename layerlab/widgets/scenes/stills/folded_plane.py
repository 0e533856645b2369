"""A layer folds the plane, twice: `at` is both foldings and the cut."""

import itertools

import numpy as np

from layerlab import theme

POSES = [
    (0, 0, 1.2),
    (1, 0, 1.2),
    (1, 0, 1.2),
    (0, 0, 1.2),
    (1, 1, 0.6),
    (0, 0, 0.6),
]
HALF = 2


def layers(step) -> int:
    """How many layers fold in this step."""
    return 1 if step < 4 else 2


def values(count, x, y) -> tuple[np.ndarray, np.ndarray]:
    """What one or two layers make of places: two numbers for each."""
    once = np.abs(x), np.abs(y)
    return once if count == 1 else (np.abs(once[0] - 1), np.abs(once[1] - 1))


def border(count, cut) -> list[np.ndarray]:
    """The sides of the cut, unfolded: each (2, 2), from a place to a place."""
    ring = cut * np.array([[1, 0], [0, 1], [-1, 0], [0, -1], [1, 0]])
    middles = (0,) if count == 1 else (-1, 1)
    found = []
    for x, y in itertools.product(middles, middles):
        found += [ring[k : k + 2] + (x, y) for k in range(4)]
    return found


def place(folds, points) -> np.ndarray:
    """Where places [n, 2] of the sheet lie while it is being folded."""
    first, second = folds
    points = np.array(points, dtype=float)
    for line, done in ((0, first), (1, second)):
        for axis in (0, 1):
            share = np.clip(2 * done - axis, 0, 1)
            off = points[:, axis] - line
            turned = np.where(off < 0, off * np.cos(np.pi * share), off)
            points[:, axis] = line + turned
        if second <= 0:
            break
    return points


def draw(figure, step, at) -> None:
    """Draw the sheets as they lie, and beside them what the network answers."""
    sheets, plane = figure.subplots(1, 2)
    for i, j in itertools.product(range(-HALF, HALF), repeat=2):
        patch = place(at[:2], [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)])
        sheets.fill(*patch.T, fc=theme.BLUE, alpha=0.14)
        sheets.fill(*patch.T, fc="none", ec=theme.SECONDARY, lw=0.6)
    count = layers(step)
    sides = border(count, at[2]) if step > 1 else []
    for side in sides:
        sheets.plot(*place(at[:2], side).T, color=theme.VERMILION, lw=2.2)
        plane.plot(*side.T, color=theme.VERMILION, lw=2)
    if sides:
        _answers(plane, count, at[2])
        plane.set_title(f"What the network answers: {len(sides)} sides")
    for ax in (sheets, plane):
        ax.set(xlim=(-2.2, 2.2), ylim=(-2.2, 2.2), aspect="equal")
    sheets.set_axis_off()


def alt(step, at) -> str:
    """Return what the picture shows."""
    count, folded = layers(step), round(4 ** (at[0] + at[1]))
    lying = f"{folded} sheets on one another" if folded > 1 else "an unfolded sheet"
    if step < 2:
        return f"{lying}."
    sides = len(border(count, at[2]))
    return f"{lying}, with one cut that unfolds to a border of {sides} sides."


def _answers(ax, count, cut):
    grid = np.linspace(-2.2, 2.2, 120)
    x, y = np.meshgrid(grid, grid)
    inside = sum(values(count, x, y)) < cut
    colours = [theme.BLUE, theme.VERMILION]
    ax.contourf(x, y, inside, levels=[-0.5, 0.5, 1.5], colors=colours, alpha=0.2)
