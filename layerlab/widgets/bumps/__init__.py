"""Bump builder: place ReLU units and fit a curve; introduced in lesson 06."""

import numpy as np
import traitlets

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets import traits
from layerlab.widgets.base import CourseWidget
from layerlab.widgets.bumps import fit, still

START = ((-1.5, 1.0, 1), (0.0, -1.5, 1))


class BumpBuilder(CourseWidget):
    """A curve, and a sum of bent lines that you bend to it by hand (lesson 06).

    `curve` is "tent", "hill", "rise" or "wave", or your own function of one number,
    sampled between -3 and 3. Each row of `units` is (bend, slope, side): the unit adds
    slope * relu(side * (x - bend)); `base` is added everywhere. Traits to observe:
    curve, units, base, steps (of descent). `error` is the mean squared error.

    >>> BumpBuilder("tent", units=[[-1.5, 1, 1], [0, -2, 1], [1.5, 1, 1]]).error
    0.0
    """

    still = still
    still_size = (8.4, 3.2)

    curve = traitlets.Unicode().tag(sync=True, state=True)
    units = traits.Array((None, 3)).tag(state=True)
    base = traitlets.Float().tag(sync=True, state=True)
    steps = traitlets.Int(0).tag(sync=True, state=True)
    table = traits.Array((len(fit.X),))

    def __init__(self, curve="hill", *, units=START, base=0.0, steps=0):
        own = traits.as_numbers([curve(x) for x in fit.X]) if callable(curve) else None
        super().__init__(
            curve="yours" if callable(curve) else _known(curve),
            units=_checked(units),
            base=float(base),
            steps=int(steps),
            table=own,
        )

    @property
    def target(self) -> np.ndarray:
        """The curve's values at the 61 places `fit.X`."""
        return self.table if self.curve == "yours" else fit.curve(self.curve)

    @property
    def error(self) -> float:
        """The mean squared distance between the curve and the sum, six digits."""
        return round(fit.loss(self.units, self.base, self.target), 6)

    @property
    def params(self) -> list[tuple]:
        """The units as a network [(W1, b1), (W2, b2)]: one input, one output."""
        bend, slope, side = self.units.T
        hidden = side[None, :].copy(), -side * bend
        return [hidden, (slope[:, None].copy(), np.array([self.base]))]

    def predict(self, x) -> np.ndarray:
        """Return the sum of the bent lines at x, an array of numbers."""
        return fit.forward(self.units, self.base, traits.as_numbers(x, "x"))

    def descend(self, steps: int = 1000) -> None:
        """Do so many steps of gradient descent on bends, slopes and base."""
        with self.hold_trait_notifications():
            self.units, self.base = fit.descend(
                self.units, self.base, self.target, steps
            )
            self.steps += steps

    @traitlets.validate("curve")
    def _curve(self, proposal):
        has_own = proposal["value"] == "yours" and self.table is not None
        return "yours" if has_own else _known(proposal["value"])

    @traitlets.validate("units")
    def _units(self, proposal):
        return _checked(proposal["value"])


def _known(name):
    if name == "yours":
        raise BadArgument(
            "A state cannot carry your own function",
            "this one says curve=yours",
            "Give the function again: BumpBuilder(f, …)",
        )
    if name not in fit.CURVES:
        raise UnknownName("curve", name, fit.CURVES)
    return name


def _checked(units):
    units = np.zeros((0, 3)) if np.size(units) == 0 else units
    units = traits.frozen(units, (None, 3), name="units")
    if len(units) > fit.MOST:
        raise BadArgument(
            f"At most {fit.MOST} units can be told apart in the picture",
            f"there are {len(units)}",
            "Leave some out",
        )
    others = sorted(set(units[:, 2].tolist()) - {1.0, -1.0})
    if others:
        raise BadArgument(
            "A unit's side must be +1 or -1",
            f"one is {others[0]:g}",
            "Write each unit as (bend, slope, side)",
        )
    return units
