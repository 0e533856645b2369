"""The static picture of the bump builder: the curve with the sum, and the parts."""

from layerlab import theme
from layerlab.widgets.bumps import fit


def draw(figure, widget) -> None:
    """Draw the state of the widget on an empty figure."""
    left, right = figure.subplots(1, 2)
    total = fit.forward(widget.units, widget.base)
    left.plot(fit.X, widget.target, ".", color=theme.INK, ms=4)
    left.plot(fit.X, total, color=theme.TRAINING)
    bends = widget.units[:, 0]
    left.plot(bends, widget.predict(bends), "o", color=theme.TRAINING, mec="white")
    left.set_title(f"The sum of {_count(widget)} misses by {widget.error:.3g}")
    for i, part in enumerate(fit.parts(widget.units)):
        colour = theme.CLASS_COLOURS[i % 4]
        right.plot(fit.X, part, color=colour)
        right.plot(widget.units[i, 0], 0, theme.CLASS_MARKERS[i % 4], color=colour)
    right.set_title("What each unit adds")
    for ax in (left, right):
        ax.set(xlim=(-3.1, 3.1), xlabel="x")
    left.set(ylim=(-1, 2.6))
    right.set(ylim=(-3, 3))


def alt(widget) -> str:
    """Return one sentence that says what the picture shows."""
    places = ", ".join(f"{b:.2f}" for b in sorted(widget.units[:, 0]))
    bent = f"bent at {places}" if places else "bent nowhere"
    return (
        f"The curve '{widget.curve}' and a sum of {_count(widget)}, {bent}; "
        f"the mean squared error is {widget.error:.3g}."
    )


def _count(widget) -> str:
    n = len(widget.units)
    return f"{n} ReLU unit{'' if n == 1 else 's'}"
