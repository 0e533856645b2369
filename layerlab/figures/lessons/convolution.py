"""The figures of lesson 10: maps of kernels, places of windows, and what a stack sees."""

import numpy as np

from layerlab import theme
from layerlab.figures.frames import axes, counted, pictures_only
from layerlab.figures.pictures import image_grid
from layerlab.figures.showing import show


def photograph_and_maps(photograph, maps, *, signed) -> None:
    """A grey photograph and its maps by the names of their kernels (lesson 10).

    `signed` names the maps that are red where positive and blue where negative.
    """
    sheets = axes((4.75, 3.6), rows=2, columns=3).ravel()
    for ax, (name, found) in zip(
        sheets, {"photograph": photograph, **maps}.items(), strict=False
    ):
        how = {"cmap": theme.IMAGES, "vmin": 0, "vmax": 255}
        if name in signed:
            how = {"cmap": theme.SIGNED, "vmin": -500, "vmax": 500}
        ax.imshow(found, interpolation="nearest", **how)
        ax.set_title(name)
    pictures_only(sheets)
    words = {
        "vertical": "its walls and left or right sides in red and blue",
        "horizontal": "its roofs in red and blue",
        "blur": "a softer tower",
        "sharpen": "a crisper one",
    }
    seen = "; ".join(f"{name}: {words.get(name, 'another map')}" for name in maps)
    show(sheets, alt=f"A tower with three roofs, and its maps. {seen}.")


def bytes_and_floats(from_bytes, from_floats) -> None:
    """The same differences of a photograph, computed with bytes and with floats."""
    both = axes((4.75, 2.45), columns=2)
    titles = ("bytes", "floats, without sign")
    for ax, found, title in zip(both, (from_bytes, from_floats), titles, strict=True):
        ax.imshow(found, cmap=theme.IMAGES, vmin=0, vmax=255, interpolation="nearest")
        ax.set_title(title)
    pictures_only(both)
    show(
        both,
        alt="Left, from bytes: a noisy picture full of white specks, even in the empty "
        "sky. Right, from floats: thin bright outlines on black.",
    )


def windows_on_a_row(settings) -> None:
    """Where windows of three weights lie on a row of 7 pixels, a panel for each setting.

    `settings` maps a name to (first pixels of the windows, pixels between weights).
    """
    panels, places = axes((4.75, 4.0), rows=2, columns=2).ravel(), []
    for ax, (name, (starts, apart)) in zip(panels, settings.items(), strict=True):
        ax.axvspan(-0.5, 6.5, color=theme.GRID)
        for level, start in enumerate(starts):
            touched = start + apart * np.arange(3)
            ax.plot(touched, [level] * 3, "s-", ms=7, color=theme.BLUE)
        places.append(f"{name}: {len(starts)} places")
        ax.set(title=places[-1], xlabel="pixel", xlim=(-2, 8), ylim=(7, -1))
        ax.set(xticks=range(7), yticks=[])
    show(panels, alt=f"Windows on a row of 7 pixels. {'; '.join(places)}.")


def strongest_window(picture, found, corner) -> None:
    """A picture (h, w, 3) with a frame round its strongest window, and its map."""
    from matplotlib.patches import Rectangle

    left, right = both = axes((4.75, 2.45), columns=2)
    row, column = corner
    left.imshow(picture)
    frame = Rectangle((column - 0.5, row - 0.5), 3, 3, fill=False, color="white")
    left.add_patch(frame)
    right.imshow(found, cmap=theme.SIGNED, vmin=-2, vmax=2)
    left.set_title("the strongest window")
    right.set_title("one map of all three")
    pictures_only(both)
    show(
        both,
        alt="A green layer cake with a cherry on dotted blue; a white frame lies on the "
        "cherry, and in the map the cherry is the strongest red spot.",
    )


def change_by_stride(changes) -> None:
    """By how many per cent a map changes when the cake moves by 0, 1, 2 … steps.

    `changes` maps a stride to its numbers.
    """
    ax = axes()
    for (stride, values), marker, colour in zip(
        changes.items(), "os^", theme.CLASS_COLOURS, strict=False
    ):
        ax.plot(values, marker + "-", color=colour, label=f"stride {stride}")
    counted(ax.xaxis)
    ax.set(
        title="What a stride does to the promise",
        xlabel="steps that the cake moves",
        ylabel="change of the map, %",
    )
    ax.set_ylim(top=1.2 * ax.get_ylim()[1])
    ax.legend(ncols=3)
    still = _unmoved(changes)
    show(ax, alt=f"Change of the map against the cake's steps. It is 0 for {still}.")


def _unmoved(changes) -> str:
    """At which steps the map of each stride does not change, in words."""
    steps = {s: [k for k, v in enumerate(y) if v < 1e-6] for s, y in changes.items()}
    return "; for ".join(
        f"stride {s} at {', '.join(map(str, k))}" for s, k in steps.items()
    )


def what_stacks_see(fields) -> None:
    """Which pixels a number depends on, for each stack of layers: strides → (n, n)."""
    ax, widths = axes((4.75, 3.4)), []
    for strides, field in fields.items():
        wide = int((np.sum(field, axis=0) > 0).sum())
        widths.append(f"{', '.join(map(str, strides))}: {wide} px")
    pictures = [field / np.max(field) for field in fields.values()]
    image_grid(ax, pictures, columns=3, titles=widths)
    show(
        ax,
        alt="Squares on black, each brightest in its middle. By the strides of the "
        f"stack and the width of its square: {'; '.join(widths)}.",
    )
