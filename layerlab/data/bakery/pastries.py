"""One function for each class: it paints that cake on a canvas that is placed already.

In the order of `factors.CLASSES`, then the parts that several share. Every function
takes the canvas and a `Recipe`; what `layers` means, its first line says.
"""

from dataclasses import dataclass

import numpy as np

from layerlab.data.bakery import colours
from layerlab.data.bakery.canvas import (
    both,
    box,
    circle,
    either,
    ellipse,
    half,
    ring,
    stroke,
    waves,
    without,
)
from layerlab.data.trigonometry import angle


@dataclass(frozen=True)
class Recipe:
    """The colours (3, m, 1, 1) and the number of layers (m, 1, 1) of m cakes."""

    main: np.ndarray  # the colour that the hue decides
    dark: np.ndarray  # the same, deeper: rims and lines
    dough: np.ndarray  # from pale biscuit to chocolate
    crust: np.ndarray  # the dough, deeper
    layers: np.ndarray  # 1 … 4

    @property
    def most(self) -> int:
        """The largest number of layers among these cakes."""
        return int(self.layers.max())


def layer_cake(c, r) -> None:
    """Tiers, as many as `layers`, each narrower than the one below; a cherry."""
    tall = 1.3 / (r.layers + 0.6)
    floor = 0.74
    for tier in range(r.most):
        bottom = floor - tier * tall
        wide = 0.8 - 0.17 * tier
        middle = c.v - bottom + tall / 2
        hide = np.where(r.layers > tier, np.float32(0), np.float32(9))
        body = box(c.u, middle, wide, tall / 2, 0.06) + hide
        c.paint(body, r.main, r.dark, 0.04)
        c.paint(both(body, np.abs(middle - tall * 0.22) - tall * 0.12), r.dough)
        c.paint(both(body, middle + tall * 0.3), colours.CREAM)
    top = floor - r.layers * tall
    c.paint(circle(c.u, c.v - top + 0.09, 0.13), colours.CHERRY)


def cupcake(c, r) -> None:
    """A pleated paper cup under swirls of icing, as many as `layers` up to 4."""
    u, v = c.u, c.v
    cup = both(np.abs(v - 0.42) - 0.34, (np.abs(u) - 0.62 + 0.35 * (v - 0.08)) * 0.94)
    c.paint(cup, r.dough, r.crust)
    c.paint(both(cup + 0.03, waves(u * 4.0, 0.25, 0.4)), r.crust)
    rise = 0.62 / (r.layers + 0.5)
    for swirl in range(r.most):
        hide = np.where(r.layers > swirl, np.float32(0), np.float32(9))
        wide = 0.74 * (1 - swirl / (r.layers + 0.8))
        up = v - 0.02 + rise * swirl * 1.1
        c.paint(ellipse(u, up, wide, 0.16 + rise * 0.35) + hide, r.main, r.dark, 0.04)
    top = 0.02 - rise * (r.layers - 1) * 1.1 - 0.2 - rise * 0.3
    c.paint(circle(u, v - top, 0.12), colours.CHERRY)


def doughnut(c, r) -> None:
    """A ring with icing and rows of sugar pearls; `layers` rows are thick with them."""
    u, v = c.u, c.v
    away = np.sqrt(u * u + v * v)
    c.paint(np.abs(away - 0.52) - 0.28, r.dough, r.crust)
    turn = angle(u, v)
    drip = 0.03 * np.abs(8 * (turn * 5 - np.floor(turn * 5) - 0.5)) - 0.06
    c.paint(np.abs(away - 0.52) - 0.2 + drip, r.main)
    pearls = 2 + 2 * r.layers
    row = both(waves(turn * pearls, 3.2 / pearls, 0.28), np.abs(away - 0.52) - 0.07)
    c.paint(row, colours.CREAM)
    c.paint(np.abs(away - 0.255) - 0.03, r.crust)


def onion(c, r) -> None:
    """A cut bulb: rings inside one another, `layers` + 1 of them, roots and a tip."""
    u, v = c.u, c.v
    for x in (-0.12, 0.0, 0.12):
        c.paint(stroke(u, v, (x * 0.5, 0.6), (x * 1.6, 0.88), 0.03), r.crust)
    tip = either(
        stroke(u, v, (0, -0.6), (-0.08, -0.92), 0.07),
        stroke(u, v, (0, -0.6), (0.1, -0.86), 0.06),
    )
    c.paint(tip, colours.LEAF)
    squeeze = 1 + 0.22 * np.maximum(-v, 0)  # the shoulders lean in towards the tip
    shape = ellipse(u * squeeze, v, 0.74, 0.66)
    c.paint(shape, r.main, r.dark, 0.05)
    depth = -shape
    c.paint(shape + 0.07, colours.CREAM)
    width = 0.6 / (r.layers + 1.2)
    rings = np.abs((depth - 0.13) / width - np.floor((depth - 0.13) / width) - 0.5)
    c.paint(both(shape + 0.13, (rings - 0.22) * width), r.main)


def cookie(c, r) -> None:
    """A round biscuit with a bite taken out and 3 chips for each of `layers`."""
    u, v = c.u, c.v
    bite = either(circle(u - 0.62, v + 0.5, 0.3), circle(u - 0.78, v + 0.2, 0.2))
    body = without(circle(u, v, 0.74), bite)
    c.paint(body, r.dough, r.crust)
    for i, (x, y) in enumerate(_SPOTS[: 3 * r.most]):
        hide = np.where(r.layers * 3 > i, np.float32(0), np.float32(9))
        chip = both(circle(u - x, v - y, 0.11) + hide, body + 0.06)
        c.paint(chip, r.main, r.dark, 0.03)


def croissant(c, r) -> None:
    """A crescent in bands, 3 + `layers` of them."""
    u, v = c.u, c.v + 0.16
    outer = ellipse(u, v, 0.86, 0.72)
    body = without(outer, ellipse(u, v - 0.46, 0.6, 0.62))
    body = both(body, v - 0.42)
    c.paint(body, r.main, r.dark)
    turn = angle(u, v - 0.5)  # the bands fan out from below
    bands = (3 + r.layers) * 2
    c.paint(both(body + 0.02, waves(turn * bands, 4.0 / bands, 0.3)), r.dark)
    shine = ring(ellipse(u, v, 0.7, 0.56), 0.03)
    c.paint(both(both(shine, v + 0.2), body + 0.05), colours.CREAM)


def pie_slice(c, r) -> None:
    """A wedge with a crust along its back; `layers` stripes of filling."""
    u, v = c.u, c.v + 0.1
    side = np.maximum(half(u, v, 0.875, 0.484, 0.36), half(u, v, -0.875, 0.484, 0.36))
    wedge = both(side, -v - 0.5)
    c.paint(wedge, r.main, r.dark)
    stripes = waves((v + 0.4) * (r.layers + 0.5) / 1.1, 1.1 / (r.layers + 0.5), 0.35)
    c.paint(both(wedge + 0.05, stripes), colours.CREAM)
    crust = box(u, v + 0.52, 0.76, 0.15, 0.14)
    c.paint(crust, r.dough, r.crust)
    for x in (-0.5, -0.25, 0.0, 0.25, 0.5):
        c.paint(stroke(u, v, (x, -0.58), (x, -0.46), 0.025), r.crust)


def swiss_roll(c, r) -> None:
    """A log seen from its end: dough and filling wound 1 + `layers` / 2 times."""
    u, v = c.u, c.v
    log = box(u + 0.12, v, 0.8, 0.5, 0.3)
    c.paint(log, r.dough, r.crust)
    sugar = waves((u + 0.2 * v) * 3.2, 0.31, 0.3)
    c.paint(both(both(log + 0.08, sugar), u + 0.05), r.main)
    x = u - 0.34
    end = circle(x, v, 0.52)
    c.paint(end, r.dough, r.crust)
    _spiral(c, x, v, end + 0.06, 1 + r.layers / 2, r.main)


def lollipop(c, r) -> None:
    """A disc on a stick, wound 1 + `layers` / 2 times."""
    u, v = c.u, c.v + 0.28
    c.paint(stroke(u, v, (0, 0.4), (0, 1.16), 0.055), colours.CREAM, r.crust, 0.03)
    disc = circle(u, v, 0.56)
    c.paint(disc, colours.CREAM, r.dark)
    _spiral(c, u, v, disc, 1 + r.layers / 2, r.main)


def pretzel(c, r) -> None:
    """A knot with three holes and 2 grains of salt for each of `layers`."""
    u, v = c.u, c.v
    left = ring(ellipse(u + 0.37, v + 0.12, 0.34, 0.4), 0.105)
    right = ring(ellipse(u - 0.37, v + 0.12, 0.34, 0.4), 0.105)
    low = ring(ellipse(u, v - 0.22, 0.42, 0.4), 0.105)
    rope = either(either(left, right), low)
    c.paint(rope, r.main, r.dark)
    grains = ((-0.6, -0.3), (0.58, -0.32), (-0.36, 0.5), (0.38, 0.48))
    grains += ((0.0, 0.62), (-0.3, -0.5), (0.34, -0.51), (0.0, -0.12))
    salt = np.float32(9)
    for i, (x, y) in enumerate(grains[: 2 * r.most]):
        hide = np.where(r.layers * 2 > i, np.float32(0), np.float32(9))
        salt = either(salt, circle(u - x, v - y, 0.055) + hide)
    c.paint(salt, colours.WHITE)


PASTRIES = (
    layer_cake,
    cupcake,
    doughnut,
    onion,
    cookie,
    croissant,
    pie_slice,
    swiss_roll,
    lollipop,
    pretzel,
)


def _spiral(c, u, v, inside, turns, colour):
    away = np.sqrt(u * u + v * v)
    phase = away * turns / 0.52 - angle(u, v)
    c.paint(both(inside, waves(phase, 0.52 / turns, 0.45)), colour)


# where chips lie on a cookie, spread over a disc of radius 0.6, the middle ones first
_SPOTS = ((0.0, 0.02), (-0.34, -0.2), (0.1, 0.4), (0.36, 0.12), (-0.3, 0.3))
_SPOTS += ((0.12, -0.34), (-0.58, 0.06), (0.5, 0.36), (-0.18, -0.54))
_SPOTS += ((-0.1, 0.6), (-0.46, -0.42), (-0.52, 0.4))
