"""The static picture of a descent: landscape with walk, loss after each step."""

import numpy as np

from layerlab import theme

SAYS = {
    "explodes": "explodes",
    "swings": "swings from side to side",
    "arrives": "arrives: the loss has settled",
    "trembles": "trembles: the loss goes up and down",
    "rises": "ends no lower than it began",
    "crawls": "crawls: the loss still falls",
}


def draw(figure, widget) -> None:
    """Draw the state of the widget on an empty figure."""
    left, right = figure.subplots(1, 2, width_ratios=(1.5, 1))
    path = widget.path[: widget.shown + 1]
    d, f, _ = widget.landscape
    (_curve if d == 1 else _field)(left, widget, path, f)
    left.set_title(f"Learning rate {widget.lr:g}: the walk {SAYS[widget.verdict]}")
    losses = np.array([f(*p) for p in path])
    right.plot(losses, color=theme.TRAINING, marker="o", markersize=3)
    low, top = min(0, losses.min()), max(1.05 * losses.max(), 0.5)
    right.set(xlabel="steps", ylabel="loss", ylim=(low, top))
    right.set_title(f"Loss after {len(path) - 1} steps: {losses[-1]:.3g}")


def alt(widget) -> str:
    """Return one sentence that says what the picture shows."""
    path = widget.path[: widget.shown + 1]
    loss = float(widget.landscape[1](*path[-1]))
    return (
        f"Gradient descent on the landscape '{widget.land}' with learning rate "
        f"{widget.lr:g}, momentum {widget.momentum:g} and noise {widget.noise:g} "
        f"{SAYS[widget.verdict]}; after {len(path) - 1} steps the loss is {loss:.3g}."
    )


def _curve(ax, widget, path, f):
    x = np.linspace(*widget.bounds, 300)
    y = f(x)
    ax.plot(x, y, color=theme.SECONDARY)
    seen = path.ravel().clip(-50, 50)
    _walk(ax, seen, f(seen))
    gap = 0.06 * np.ptp(y)
    ax.set(xlim=widget.bounds, ylim=(y.min() - gap, y.max() + gap))
    ax.set(xlabel="w", ylabel="loss")


def _field(ax, widget, path, f):
    grid = np.linspace(*widget.bounds, 121)
    height = f(*np.meshgrid(grid, grid))
    levels = height.min() + np.ptp(height) * np.linspace(0, 1, 15) ** 2 + 1e-12
    ax.contourf(grid, grid, height, levels=levels, cmap=theme.MAGNITUDES, alpha=0.5)
    ax.grid(False)
    _walk(ax, *path.T)
    ax.set(xlim=widget.bounds, ylim=widget.bounds, xlabel="w₁", ylabel="w₂")


def _walk(ax, x, y):
    ax.plot(x, y, color=theme.INK, lw=1.2, marker="o", markersize=3)
    ax.plot(x[0], y[0], "D", color="white", markeredgecolor=theme.INK, markersize=7)
    ax.plot(x[-1], y[-1], "o", color=theme.VERMILION, markersize=7)
