"""(e + d)² as an area: `at` is e and d."""

import numpy as np

from layerlab import theme

POSES = [(2, 0), (2, 1), (2, 0.5), (2, 0.1), (2, 0.01)]


def rate(e, d) -> float:
    """How much the area grew for each 1 that e grew."""
    return ((e + d) ** 2 - e**2) / d if d else 2 * e


def draw(figure, step, at) -> None:
    """Draw the square with what is new, and the curve of its area."""
    areas, curve = figure.subplots(1, 2)
    e, d = at
    pieces = [
        ((0, 0), e, e, theme.BLUE, 0.35),
        ((e, 0), d, e, theme.ORANGE, 0.75),
        ((0, e), e, d, theme.ORANGE, 0.75),
        ((e, e), d, d, theme.VERMILION, 0.9),
    ]
    for corner, wide, high, colour, alpha in pieces:
        box = {"fc": colour, "alpha": alpha, "ec": "none"}
        areas.add_patch(_rectangle(corner, wide, high, **box))
    areas.add_patch(_rectangle((0, 0), e, e, fc="none", ec=theme.INK, lw=1.6))
    areas.text(e / 2, e / 2, "e²", ha="center", va="center")
    if d > 0.3:
        for x, y, name in ((e + d / 2, e / 2, "e · d"), (e / 2, e + d / 2, "e · d")):
            areas.text(x, y, name, ha="center", va="center")
    areas.set(xlim=(-0.1, 4.4), ylim=(-0.1, 4.4), aspect="equal")
    areas.set_axis_off()
    _curve(curve, step, e, d)


def alt(step, at) -> str:
    """Return what the picture shows."""
    e, d = at
    if step == 0:
        return f"a square of side {e:g} and area {e * e:g}."
    return (
        f"a square of side {e:g} that grows by {d:g}: two strips of {e * d:g} and a "
        f"corner of {d * d:g}; the area grows {rate(e, d):.4g} times as fast as the side."
    )


def _rectangle(*where, **look):
    from matplotlib.patches import Rectangle

    return Rectangle(*where, **look)


def _curve(ax, step, e, d):
    side = np.linspace(0, 4.4, 100)
    ax.plot(side, side**2, color=theme.BLUE)
    if step:
        ax.plot(side, e * e + rate(e, d) * (side - e), color=theme.VERMILION, lw=1.6)
        ax.plot(e + d, (e + d) ** 2, "o", color=theme.VERMILION)
    ax.plot(e, e * e, "o", color=theme.INK)
    ax.set(xlim=(0, 4.4), ylim=(0, 18), xlabel="side", ylabel="area")
    if step > 1:
        ax.set_title(f"new / d = {rate(e, d):.4g}, 2e = {2 * e:g}")
