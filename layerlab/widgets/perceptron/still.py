"""The static picture of the perceptron playground: examples, line, weights."""

import numpy as np

from layerlab import theme


def draw(figure, p) -> None:
    """Draw the state of the playground `p` on an empty figure."""
    plane, weights = figure.subplots(1, 2, width_ratios=(1.6, 1))
    reach = max(1.15 * np.abs(p.X).max(), 0.5)
    _shade(plane, p, reach)
    _points(plane, p)
    plane.set(xlim=(-reach, reach), ylim=(-reach, reach), xlabel="x₁", ylabel="x₂")
    plane.set_title(f"{p.mistakes} of {len(p.y)} points on the wrong side")
    _weights(weights, p)


def alt(p) -> str:
    """Return one sentence that says what the picture shows."""
    where = f"w = ({p.w[0]:.2f}, {p.w[1]:.2f}), b = {p.b:.2f}"
    wrong = f"{p.mistakes} of {len(p.y)} points lie on its wrong side"
    kind = "the XOR labels" if p.xor else "two classes of points"
    return (
        f"A perceptron's line for {kind}; {wrong} after {p.updates} updates; {where}."
    )


def _shade(ax, p, reach):
    grid = np.linspace(-reach, reach, 200)
    x, y = np.meshgrid(grid, grid)
    score = p.w[0] * x + p.w[1] * y + p.b
    colours = [theme.BLUE, theme.VERMILION]
    ax.contourf(x, y, score >= 0, levels=[-0.5, 0.5, 1.5], colors=colours, alpha=0.13)
    if np.any(p.w):
        ax.contour(x, y, score, levels=[0], colors=theme.INK, linewidths=2)


def _points(ax, p):
    wrong = np.where(p.X @ p.w + p.b >= 0, 1, -1) != p.y
    for label, colour, marker in ((-1, theme.BLUE, "o"), (1, theme.VERMILION, "s")):
        x, y = p.X[p.y == label].T
        ax.scatter(x, y, c=colour, marker=marker, s=34, edgecolors="white", zorder=3)
    x, y = p.X[wrong].T
    ring = {"facecolors": "none", "edgecolors": theme.INK, "linestyle": "--"}
    ax.scatter(x, y, s=130, linewidths=1.1, zorder=4, **ring)


def _weights(ax, p):
    far = 1.25 * max(1, np.abs(p.w).max())
    ax.annotate(
        "", p.w, (0, 0), arrowprops={"arrowstyle": "-|>", "lw": 2.2, "color": theme.INK}
    )
    ax.set(xlim=(-far, far), ylim=(-far, far), xlabel="w₁", ylabel="w₂")
    ax.set_aspect("equal")
    ax.set_title(f"Weights after {p.updates} updates")
