"""The line turns with w: the arrow, a shadow on it, the line. `at` is w1, w2, b."""

import numpy as np

from layerlab import theme

POSES = [(1, -0.5, 0), (1, -0.5, 0), (0.3, 1.4, 0), (2, -1, 0), (1, -0.5, -1)]
BELT = np.array([[2, -1], [1, -2], [3, 0.5], [-1, 2], [-2, 1], [0.5, 3]])
IS_CAKE = [1, 1, 1, 0, 0, 0]
WATCHED = BELT[2]


def draw(figure, step, at) -> None:
    """Draw the plane, and beside it the score of each of the six things."""
    plane, scores = figure.subplots(1, 2, width_ratios=(1, 1.2))
    w, b = np.asarray(at[:2]), at[2]
    for point, kind in zip(BELT, IS_CAKE, strict=True):
        colour, marker = theme.CLASS_COLOURS[kind], theme.CLASS_MARKERS[kind]
        plane.plot(*point, marker, color=colour, ms=6)
    plane.plot(*WATCHED, "o", mfc="none", mec=theme.INK, ms=12)
    if step > 0:
        _line(plane, w, b)
    if step < 2:
        _shadow(plane, w)
    plane.annotate("", w, (0, 0), arrowprops={"arrowstyle": "-|>", "lw": 2.2})
    plane.set(xlim=(-4, 4), ylim=(-4, 4), xlabel="sweet", ylabel="sharp")
    plane.set_aspect("equal")
    _scores(scores, BELT @ w + b)


def alt(step, at) -> str:
    """Return what the picture shows."""
    w, b = np.asarray(at[:2]), at[2]
    length, score = np.linalg.norm(w), WATCHED @ w
    where = f"w = ({w[0]:g}, {w[1]:g}), b = {b:g}"
    right = int(((BELT @ w + b >= 0) == np.array(IS_CAKE)).sum())
    line = ", and the line straight across it" if step else ""
    return (
        f"the arrow {where}{line}; the ringed cake's shadow on it is "
        f"{score / length:.2f} long, and {right} of 6 things are on their side."
    )


def _line(ax, w, b):
    foot = -b * w / (w @ w)
    along = 12 * np.array([-w[1], w[0]]) / np.linalg.norm(w)
    ends = np.array([foot - along, foot + along])
    ax.plot(*ends.T, color=theme.GREEN, lw=2)


def _shadow(ax, w):
    end = (WATCHED @ w) / (w @ w) * w
    ax.plot(*np.array([WATCHED, end]).T, "--", color=theme.SECONDARY, lw=1)
    ax.plot(*np.array([(0, 0), end]).T, color=theme.ORANGE, lw=5, solid_capstyle="butt")


def _scores(ax, scores):
    colours = [theme.CLASS_COLOURS[kind] for kind in IS_CAKE]
    ax.barh(range(6), scores, color=colours)
    ax.bar_label(ax.containers[0], fmt="%.3g", padding=3)
    ax.axvline(0, color=theme.SECONDARY, lw=1)
    names = ["cake" if kind else "onion" for kind in IS_CAKE]
    ax.set_yticks(range(6), names)
    ax.set(title="w · x + b", ylim=(5.6, -0.6))
    ax.margins(x=0.18)
    ax.grid(False)
