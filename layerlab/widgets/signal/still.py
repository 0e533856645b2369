"""The static picture of a signal's way: histograms layer by layer, and sizes below."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from layerlab import theme
from layerlab.widgets.signal import signal

NAMES = {"relu": "ReLU", "tanh": "tanh", "sigmoid": "sigmoid", "none": "no activation"}
DECADES = 2  # the size's axis reaches at least so far up and down
SHADES = 9  # and flat cells, which keep the stored picture small


def draw(figure, widget) -> None:
    """Draw the state of the widget on an empty figure."""
    (a, b), (c, d) = figure.subplots(2, 2, height_ratios=(1.5, 1), sharex=True)
    up, down = widget.run()
    kinds = widget.verdict
    _histograms(a, up, theme.BLUE)
    _histograms(b, down, theme.VERMILION)
    a.set_title(f"The signal {kinds[0]} on the way up")
    b.set_title(f"The gradient {kinds[1]} on the way down")
    a.set_ylabel("value")
    for ax, values, colour in ((c, up, theme.BLUE), (d, down, theme.VERMILION)):
        _sizes(ax, signal.size(values), colour)
        ax.set_xlabel("layer")
    c.set_ylabel("size (log₁₀)")
    for ax in (a, b, c, d):
        ax.axvline(widget.layer, color=theme.SECONDARY, lw=0.8, ls=":")


def alt(widget) -> str:
    """Return one sentence that says what the picture shows."""
    up, down = (signal.size(part) for part in widget.run())
    kinds, skip = widget.verdict, "with" if widget.skip else "without"
    norm = "batch normalisation" if widget.norm == "batch" else "no normalisation"
    return (
        f"A random network of {widget.depth} layers, gain {widget.gain:.2f}, "
        f"{NAMES[widget.bend]}, {norm}, {skip} skip: "
        f"the signal {kinds[0]} from size {up[0]:.2g} to {up[-1]:.2g} on its way up, "
        f"the gradient {kinds[1]} from {down[-1]:.2g} to {down[0]:.2g} on its way down."
    )


def _histograms(ax, values, colour):
    shares = np.array([signal.histogram(v) for v in values]).T  # (bins, layers)
    shades = LinearSegmentedColormap.from_list("shades", ["white", colour], N=SHADES)
    last = len(values) - 0.5
    extent = (-0.5, last, -signal.REACH, signal.REACH)
    plain = {"origin": "lower", "aspect": "auto", "interpolation": "nearest"}
    ax.imshow(np.sqrt(shares), cmap=shades, extent=extent, **plain)
    ax.grid(False)


def _sizes(ax, sizes, colour):
    logs = np.log10(np.maximum(sizes, 1e-30))
    ax.plot(logs, color=colour)
    reach = max(DECADES, np.abs(logs).max() * 1.1)
    ax.axhline(0, color=theme.SECONDARY, lw=0.8)
    ax.set_ylim(-reach, reach)
