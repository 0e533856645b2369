"""The static picture of a training step: two lanes, Python's and the device's."""

from matplotlib.patches import Patch

from layerlab import theme
from layerlab.widgets.timeline import model

COLOURS = {
    "load": theme.VERMILION,
    "copy": theme.ORANGE,
    "forward": theme.BLUE,
    "backward": theme.SKY,
    "update": theme.GREEN,
}
NAMES = {"load": "loading", "copy": "copy", "update": "optimiser"}


def draw(figure, widget) -> None:
    """Draw the state of the widget on an empty figure."""
    ax, found = figure.subplots(), widget.step
    _part(ax, 1, "load", 0, found["load"], found["total"])
    at = found["waiting"]
    if at > 0:
        box = {"facecolor": "white", "edgecolor": theme.SECONDARY, "hatch": "///"}
        ax.barh(0, at / 1000, **box, linewidth=0.6)
        _name(ax, 0, at / 2, "waiting", at, found["total"], box=True)
    for name in ("copy", "forward", "backward", "update"):
        _part(ax, 0, name, at, found[name], found["total"])
        at += found[name]
    ax.set(xlim=(0, found["total"] / 1000), ylim=(-0.6, 1.6), xlabel="milliseconds")
    ax.set_yticks([1, 0], ["Python", "device"])
    ax.grid(False, axis="y")
    share = 100 * found["busy"]
    keys = [Patch(color=colour, label=NAMES.get(n, n)) for n, colour in COLOURS.items()]
    below = {"loc": "upper center", "bbox_to_anchor": (0.5, -0.2), "ncols": len(keys)}
    ax.legend(handles=keys, **below, frameon=False, handlelength=1)
    ax.set_title(f"One step (a model): the device computes {share:.0f}% of the time")


def _part(ax, lane, name, start, length, total):
    ax.barh(lane, length / 1000, left=start / 1000, color=COLOURS[name])
    _name(ax, lane, start + length / 2, NAMES.get(name, name), length, total)


def _name(ax, lane, middle, text, length, total, *, box=False):
    if length < 0.011 * total * len(text):
        return
    colour = theme.INK if box or text in ("backward", "copy") else "white"
    paper = {"facecolor": "white", "edgecolor": "none", "pad": 1} if box else None
    place = {"ha": "center", "va": "center", "color": colour, "bbox": paper}
    ax.text(middle / 1000, lane, text, **place)


def alt(widget) -> str:
    """Return one sentence that says what the picture shows."""
    found = widget.step
    part = model.largest(found)
    return (
        f"A model of one training step, pictures {model.DATA[widget.data]}, "
        f"{model.PRECISIONS[widget.precision]}, {model.LAYOUTS[widget.channels]}, batch "
        f"{widget.batch}: it takes {found['total'] / 1000:.3g} milliseconds, most of it "
        f"{NAMES.get(part, part)}, and the device computes {100 * found['busy']:.0f}% of "
        "the time."
    )
