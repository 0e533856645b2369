"""The figures of lesson 02: maps, patches that a channel likes, and what layers know."""

import numpy as np

from layerlab import theme
from layerlab.figures.frames import axes, pictures_only
from layerlab.figures.showing import show


def maps_of_a_layer(picture, maps, channels) -> None:
    """The picture (h, w, 3) and the maps of three channels of one layer (lesson 02)."""
    sheets = axes((4.4, 4.6), rows=2, columns=2).ravel()
    sheets[0].imshow(picture)
    sheets[0].set_title("the picture")
    for ax, channel in zip(sheets[1:], channels, strict=True):
        ax.imshow(maps[channel], cmap=theme.MAGNITUDES)
        ax.set_title(f"channel {channel}")
    pictures_only(sheets)
    bright = [f"channel {k} is brightest {_place(maps[k])}" for k in channels]
    show(sheets, alt=f"The picture, and three coarse maps: {', '.join(bright)}.")


_TITLES = ("Layer 1: colours and edges", "Layer 2", "Layer 3: parts")
_TITLES += ("Layer 4: whole things",)
_LIKED = {  # layer, channel: what its patches share, to whoever looks at them
    (1, 6): "red spots",
    (1, 10): "purple and red",
    (1, 2): "light stripes beside dark ones",
    (3, 9): "striped pie slices with a crust",
    (3, 6): "croissants and round things",
    (3, 23): "things without a common name",
    (4, 0): "onions, with one stranger",
    (4, 12): "doughnuts, with one stranger",
    (4, 23): "cupcakes in many colours, with one stranger",
}


def favourites(patches, channels, *, layer) -> None:
    """What channels of layer 1 to 4 like best: a row of patches (n, 32, 32, 3) each."""
    words = [
        f"channel {k}, {_LIKED.get((layer, k), _colours(row))}"
        for k, row in zip(channels, patches, strict=True)
    ]
    _mosaic(patches, _TITLES[layer - 1], f"A row for each channel: {'; '.join(words)}.")


def neighbours(rows, names) -> None:
    """A picture with its nearest ones, by pixels and in layer 4; `names` of the nearest."""
    near, deep = (", ".join(map(str, row)) for row in names)
    _mosaic(
        rows,
        "Nearest by pixels (above) and in layer 4 (below)",
        f"On the left a picture. Its neighbours by pixels: {near}. In layer 4: {deep}.",
    )


def reading_by_stage(shares_by_kept) -> None:
    """Share of new pictures read rightly at each stage, for each number of trained
    layers that were kept: {4: (5,), 2: (5,), 0: (5,)}."""
    ax, colours = axes(), iter((theme.BLUE, theme.GREEN, theme.VERMILION, theme.PINK))
    for (kept, shares), colour in zip(shares_by_kept.items(), colours, strict=False):
        ax.plot(shares, "o-", color=colour)
        ax.text(4.15, shares[-1], f"{kept} trained", color=colour, va="center")
    ax.set_xticks(range(5), ["pixels", "1", "2", "3", "4"])
    ax.set(
        title="Trained, half trained, raw",
        xlabel="stage",
        ylabel="share right, new pictures",
        ylim=(0, 1),
    )
    ends = [f"{s[0]:.2f} to {s[-1]:.2f} with {k}" for k, s in shares_by_kept.items()]
    show(
        ax,
        alt="Share right over five stages, from the pixels to layer 4, a line for each "
        f"number of trained layers: {', '.join(ends)}.",
    )


def _place(one_map) -> str:
    """Where a map is brightest, in words."""
    height, width = np.shape(one_map)
    row, column = divmod(int(np.argmax(one_map)), width)
    words = ("at the top", "in the middle", "at the bottom")[3 * row // height]
    side = ("on the left", "", "on the right")[3 * column // width]
    return f"{words} {side}".strip()


def _colours(row) -> str:
    """The colour that prevails in patches, in words."""
    red, green, blue = np.reshape(row, (-1, 3)).mean(axis=0)
    if max(red, green, blue) - min(red, green, blue) < 20:
        return "of mixed colours"
    names = {"red": red, "green": green, "blue": blue}
    return f"mostly {max(names, key=names.get)}"


def _mosaic(rows, title, alt) -> None:
    """Rows of pictures, each (n, h, w, 3), below each other, with a white rim each."""
    rim = ((0, 0), (1, 1), (1, 1), (0, 0))
    sheet = [np.hstack(np.pad(row, rim, constant_values=255)) for row in rows]
    ax = axes((4.75, 4.75 * len(rows) / len(rows[0]) + 0.3))
    ax.imshow(np.vstack(sheet), interpolation="nearest")
    ax.set_title(title)
    ax.axis("off")
    show(ax, alt=f"{title}. {alt}")
