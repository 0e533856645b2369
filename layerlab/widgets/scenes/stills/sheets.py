"""A sheet in space with the four corners of XOR, as both lifted scenes draw it."""

import itertools

import numpy as np

from layerlab import theme

POSES = [
    (0, 90, 0, 0),
    (-32, 24, 0, 0),
    (-32, 24, 1, 0),
    (-32, 24, 1, 1),
    (0, 90, 1, 0.2),
]
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
IN_BOX = (0, 1, 1, 0)
CELLS, FROM, TO = 14, -0.2, 1.2


def product(x, y) -> np.ndarray:
    """The third number of lesson 04."""
    return x * y


def unit(x, y) -> np.ndarray:
    """The third number of lesson 06: one ReLU unit."""
    return np.maximum(x + y - 1, 0)


def score(third, x, y) -> np.ndarray:
    """What the neuron says of a corner that was lifted."""
    return x + y - 2 * third(x, y) - 0.5


def project(at, x, y, z) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Places in the picture, across and up, and how far away they are."""
    turn, tilt = np.radians(at[0]), np.radians(at[1])
    across = (x - 0.5) * np.cos(turn) - (y - 0.5) * np.sin(turn)
    back = (x - 0.5) * np.sin(turn) + (y - 0.5) * np.cos(turn)
    up = back * np.sin(tilt) + (z - 0.3) * np.cos(tilt)
    return across, up, back * np.cos(tilt) - (z - 0.3) * np.sin(tilt)


def draw_sheet(figure, third, at) -> None:
    """Draw the sheet, the plane where it is there, and the corners."""
    ax = figure.subplots()
    faces = _faces(at, lambda x, y: at[2] * third(x, y))
    colours = [_shade(third, face, at[3]) for face in faces]
    drawn = [
        (face, (*colour, 0.92), theme.GRID)
        for face, colour in zip(faces, colours, strict=True)
    ]
    if at[3] > 0.01:
        green = tuple(int(theme.GREEN[i : i + 2], 16) / 255 for i in (1, 3, 5))
        plane = _faces(at, lambda x, y: (x + y - 0.5) / 2)
        drawn += [(face, (*green, 0.34 * at[3]), "none") for face in plane]
    for face, colour, edge in sorted(drawn, key=lambda one: -one[0]["depth"]):
        ax.fill(face["across"], face["up"], fc=colour, ec="none")
        if edge != "none":
            ax.plot(face["across"], face["up"], color=edge, lw=0.5)
    _corners(ax, third, at)
    ax.set_aspect("equal")
    ax.set_axis_off()


def words(third, name, at) -> str:
    """What the picture shows, in words."""
    scores = ", ".join(f"{score(third, x, y):g}" for x, y in CORNERS)
    raised = f"the third number, {name}, lifts the corner (1, 1)"
    if at[2] < 0.5:
        return "the four corners of XOR on a flat sheet; no straight line parts them."
    if at[3] < 0.1:
        return f"{raised} out of the sheet, to a height of 1."
    return f"{raised}; a plane passes between: the scores are {scores}."


def _faces(at, height):
    """A surface over the sheet's cells, as triangles: their outlines, depth and middles.

    Two sides of each are lines of the grid; the fold of lesson 06 runs along the third.
    """
    edges, found = np.linspace(FROM, TO, CELLS + 1), []
    for x in itertools.pairwise(edges):
        for y in itertools.pairwise(edges):
            for own in (0, 1):
                xs, ys = np.array([x[1], x[own], x[0]]), np.array([y[0], y[own], y[1]])
                across, up, depth = project(at, xs, ys, height(xs, ys))
                face = {"across": across, "up": up, "depth": depth.mean()}
                found.append({**face, "middle": (xs.mean(), ys.mean())})
    return found


def _shade(third, face, cut):
    hue = theme.CLASS_COLOURS[int(score(third, *face["middle"]) > 0)]
    hue = hue if cut > 0.01 else "#B4BEC6"
    share = 0.12 + 0.26 * min(1, 5 * cut)
    parts = [int(hue[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(1 + (part - 1) * share for part in parts)


def _corners(ax, third, at):
    for (x, y), box in zip(CORNERS, IN_BOX, strict=True):
        high = at[2] * third(x, y)
        (across, up, _), (_, floor, _) = project(at, x, y, high), project(at, x, y, 0)
        ax.plot([across, across], [floor, up], "--", color=theme.INK, lw=1)
        colour, marker = theme.CLASS_COLOURS[box], theme.CLASS_MARKERS[box]
        ax.plot(across, up, marker, color=colour, ms=8, mec="white")
        ax.text(across, up + 0.09, f"({x:g}, {y:g})", ha="center")
