"""The outer product and the transpose from blame arrows: `at` is h, d, wires asked."""

import numpy as np

from layerlab import theme

_REST = (None, None, None, None, None)
POSES = [(1, 0, 2, 0.5, -1, 0), *((*_REST, asked) for asked in (0, 1, 6, 6, 6))]
W = np.array([[1, -1], [2, 0.5], [-0.5, 1]])
SAYS = [(0.0, 2.0), (0.0, 1.0), (0.0, 0.0)]
HEARS = [(2.2, 1.6), (2.2, 0.4)]


def forward(at) -> np.ndarray:
    """What the two units hear: h @ W."""
    return np.asarray(at[:3]) @ W


def outer(at) -> np.ndarray:
    """The blame of each wire: (3, 2), like W."""
    return np.outer(at[:3], at[3:5]) + 0.0  # no -0


def down(at) -> np.ndarray:
    """What each of the three units collects: d @ W.T."""
    return np.asarray(at[3:5]) @ W.T


def draw(figure, step, at) -> None:
    """Draw the wires with what they carry, and the table of the step."""
    wires, table = figure.subplots(1, 2, width_ratios=(1.4, 1))
    asked = round(at[5]) if step > 1 else 0
    for j, k in np.ndindex(3, 2):
        _wire(wires, j, k, step, at, 2 * j + k < asked)
    for place, number in zip([*SAYS, *HEARS], [*at[:3], *forward(at)], strict=True):
        circle = {"boxstyle": "circle,pad=0.35", "fc": "white", "ec": theme.INK}
        wires.text(*place, f"{number:g}", ha="center", va="center", bbox=circle)
    blamed = (
        [(place, d, 0.5) for place, d in zip(HEARS, at[3:5], strict=True)]
        if step
        else []
    )
    if step > 3:
        blamed += [(place, d, -0.5) for place, d in zip(SAYS, down(at), strict=True)]
    for (x, y), d, side in blamed:
        how = {"ha": "center", "va": "center", "color": theme.GREEN, "weight": "bold"}
        wires.text(x + side, y, f"{d:g}", **how)
    wires.set(xlim=(-0.9, 3.0), ylim=(-0.5, 2.5))
    wires.set_axis_off()
    _table(table, step, at)


def alt(step, at) -> str:
    """Return what the picture shows."""
    said = ", ".join(f"{h:g}" for h in at[:3])
    blame = " and ".join(f"{d:g}" for d in at[3:5])
    wired = f"three units that say {said} are wired to two"
    if step == 0:
        heard = " and ".join(f"{z:g}" for z in forward(at))
        return f"{wired}, which hear {heard}."
    if step < 4:
        asked = round(at[5]) if step > 1 else 0
        return f"{wired}, which get the blame {blame}; {asked} of 6 wires know theirs."
    collected = ", ".join(f"{d:g}" for d in down(at))
    return f"{wired}, which get the blame {blame}; back down come {collected}."


def _wire(ax, j, k, step, at, asked):
    start, end = np.array(SAYS[j]), np.array(HEARS[k])
    back = theme.GREEN if step > 3 else theme.VERMILION
    arrow = {"arrowstyle": "<|-" if asked else "-", "shrinkA": 16, "shrinkB": 16}
    arrow["color"] = back if asked else theme.SECONDARY
    ax.annotate("", end, start, arrowprops=arrow)
    carries = outer(at)[j, k] if asked and step < 4 else W[j, k]
    middle = start + (0.36 + 0.14 * k) * (end - start)
    how = {"fc": "white", "ec": "none", "pad": 1}
    ax.text(*middle, f"{carries:g}", ha="center", va="center", bbox=how)


def _table(ax, step, at):
    shown, name = W, "the weights W"
    if step in (2, 3):
        shown, name = outer(at), "blame of each wire: h times d"
        shown = np.where(np.arange(6).reshape(3, 2) < round(at[5]), shown, np.nan)
    elif step == 5:
        shown, name = W.T, "W turned over: d @ W.T"
    ax.imshow(shown, cmap=theme.SIGNED, vmin=-6, vmax=6, aspect="auto")
    for (row, column), value in np.ndenumerate(shown):
        text = "" if np.isnan(value) else f"{value:g}"
        ax.text(column, row, text, ha="center", va="center")
    ax.set(title=name, xticks=[], yticks=[])
    ax.grid(False)
