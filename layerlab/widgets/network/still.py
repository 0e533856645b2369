"""The static picture of a network playground: the network in its dress, the regions."""

import numpy as np
from matplotlib.patches import Ellipse, FancyBboxPatch

from layerlab import theme
from layerlab.widgets.network.arguments import read_tiers

ICING = {
    "relu": theme.ORANGE,
    "tanh": theme.PINK,
    "sigmoid": theme.GREEN,
    "linear": "#D9CBB0",
}


def draw(figure, p) -> None:
    """Draw the state of the playground `p` on an empty figure."""
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.25))
    (_cake if p.dress == "cake" else _columns)(left, p)
    left.set_axis_off()
    left.set_title(f"{p.parameters} parameters")
    _regions(right, p)
    right.set_title(f"{p.accuracy:.0%} right after {p.steps} steps")


def alt(p) -> str:
    """Return one sentence that says what the picture shows."""
    word = "tier" if p.dress == "cake" else "layer"
    tiers = read_tiers(p.tiers)
    listed = ", ".join(f"{n} {'linear' if p.linear else act}" for n, act in tiers)
    shape = f"{len(tiers)} {word}{'s' * (len(tiers) != 1)} ({listed or 'none'})"
    return (
        f"A network with {shape} and {p.parameters} parameters on the data "
        f"'{p.data}'; after {p.steps} steps {p.accuracy:.0%} of the points are right."
    )


def _cake(ax, p):
    tiers = read_tiers(p.tiers)
    for t, (units, act) in enumerate(tiers):
        width = 0.26 + 0.64 * (units - 1) / 15
        _tier(ax, t, width, ICING["linear" if p.linear else act])
        ax.text(0, t + 0.42, f"{units} {act}", ha="center", va="center", fontsize=8)
    ax.add_patch(Ellipse((0, -0.04), 1.25, 0.16, facecolor="#DDE3E8", zorder=0))
    ax.plot(0, len(tiers) + 0.14, "o", color="#C8283C", markersize=11)
    ax.set(xlim=(-0.68, 0.68), ylim=(-0.3, max(3.4, len(tiers) + 0.6)))


def _tier(ax, t, width, icing):
    shape = "round,pad=0,rounding_size=0.05"
    low = (-width / 2, t + 0.02)
    ax.add_patch(FancyBboxPatch(low, width, 0.96, shape, facecolor="#F6E3BE", lw=0))
    top = (-width / 2, t + 0.74)
    ax.add_patch(FancyBboxPatch(top, width, 0.26, shape, facecolor=icing, lw=0))


def _columns(ax, p):
    rows = [np.arange(n) - (n - 1) / 2 for n in p.sizes]
    most = max(np.abs(W).max() for W, _ in p.layers) or 1
    for l, (W, _) in enumerate(p.layers):
        for (i, j), w in np.ndenumerate(W):
            colour = theme.VERMILION if w > 0 else theme.BLUE
            ends = (rows[l][i], rows[l + 1][j])
            ax.plot((l, l + 1), ends, color=colour, lw=2.5 * abs(w) / most, alpha=0.6)
    for l, ys in enumerate(rows):
        ax.scatter([l] * len(ys), ys, s=70, color="white", ec=theme.INK, zorder=3)


def _regions(ax, p):
    X, y = p.examples
    middle, reach = X.mean(0), 1.12 * np.abs(X - X.mean(0)).max()
    grid = np.linspace(-reach, reach, 121)
    gx, gy = np.meshgrid(middle[0] + grid, middle[1] + grid)
    proba = p.predict(np.c_[gx.ravel(), gy.ravel()])
    k = proba.shape[1]
    hues = np.array([_rgb(c) for c in theme.CLASS_COLOURS[:k]])
    sure = np.clip((proba.max(1) - 1 / k) / (1 - 1 / k), 0, 1)[:, None]
    colours = 1 - (1 - hues[proba.argmax(1)]) * (0.1 + 0.34 * sure)
    extent = (*(middle[0] + grid[[0, -1]]), *(middle[1] + grid[[0, -1]]))
    ax.imshow(colours.reshape(121, 121, 3), extent=extent, origin="lower")
    for c in range(k):
        x = X[y == c].T
        marker, colour = theme.CLASS_MARKERS[c], theme.CLASS_COLOURS[c]
        ax.scatter(*x, c=colour, marker=marker, s=16, ec="white", lw=0.5)
    ax.grid(False)
    ax.set(xlabel="x₁", ylabel="x₂")


def _rgb(text):
    return [int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)]
