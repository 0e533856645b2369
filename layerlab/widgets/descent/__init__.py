"""Descent: a landscape, a start, a learning rate; introduced in lesson 05."""

import inspect

import numpy as np
import traitlets

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets import traits
from layerlab.widgets.base import CourseWidget
from layerlab.widgets.descent import landscapes, still

STEPS, MOST_STEPS = landscapes.STEPS, 200


class Descent(CourseWidget):
    """Gradient descent that redraws its whole walk as you move a slider (lesson 05).

    `land` is a landscape's name ("parabola", "valleys" in 1-D; "bowl", "ravine",
    "saddle", "hills" in 2-D) or your own function of one or two numbers, which is
    sampled once between `bounds`. `start` is one or two numbers, `lr` the learning rate,
    `noise` the standard deviation that is added to each slope, `steps` how long the walk
    is. `walker`, a gradient_descent(gradient, w0, lr, steps) -> path of your own, walks in
    place of the widget's: without momentum, and on exact slopes. Traits to observe: land,
    start, lr, momentum, noise, steps, shown (steps on view), seed. `path` has the walk.

    >>> Descent("parabola", lr=2.5, start=[1]).verdict
    'explodes'
    """

    still = still

    land = traitlets.Unicode().tag(sync=True, state=True)
    start = traits.Array((2,)).tag(state=True)
    lr = traitlets.Float().tag(sync=True, state=True)
    momentum = traitlets.Float().tag(sync=True, state=True)
    noise = traitlets.Float().tag(sync=True, state=True)
    shown = traitlets.Int().tag(sync=True, state=True)
    seed = traitlets.Int().tag(sync=True, state=True)
    steps = traitlets.Int(STEPS).tag(sync=True, state=True)
    walked = traits.Array((None, None))  # the walk of a walker; else None
    bounds = traitlets.List([-4.0, 4.0]).tag(sync=True)
    table = traitlets.Any(None, allow_none=True).tag(
        sync=True, to_json=traits.pack, from_json=traits.unpack
    )

    def __init__(
        self,
        land="ravine",
        *,
        start=None,
        lr=1.75,
        momentum=0.0,
        noise=0.0,
        steps=STEPS,
        shown=None,
        seed=1,
        bounds=(-4, 4),
        walker=None,
    ):
        table = _table(land, bounds) if callable(land) else None
        super().__init__(
            land="yours" if callable(land) else _known(land),
            start=_start(start, bounds),
            **_dials(lr=lr, momentum=momentum, noise=noise),
            **_lengths(steps, steps if shown is None else shown),
            seed=seed,
            bounds=[float(b) for b in bounds],
            table=table,
        )
        self._begin(walker)

    def _begin(self, walker):
        """Let a walker of the learner's own go, now and whenever something is moved."""
        self._walker = walker
        self._walk()
        self.observe(self._walk, ["land", "start", "lr", "steps"])

    @property
    def landscape(self) -> tuple:
        """The landscape now on view: (dimensions, f, gradient)."""
        if self.land == "yours":
            return landscapes.table_land(self.table, self.bounds)
        return landscapes.LANDS[self.land]

    @property
    def path(self) -> np.ndarray:
        """The whole walk, [steps + 1, d], as the browser shows it."""
        if self.walked is not None:
            return self.walked
        walk = {"lr": self.lr, "momentum": self.momentum, "noise": self.noise}
        walk["steps"] = self.steps
        return landscapes.walk(self.landscape, self.start, seed=self.seed, **walk)

    @property
    def verdict(self) -> str:
        """What kind of walk it is: one of the six of `landscapes.verdict`."""
        return landscapes.verdict(self.landscape, self.path, noise=self.noise)

    def _walk(self, _change=None):
        """Let the learner's own walker go, from where the start is now."""
        if self._walker is None:
            return
        d, _, gradient = self.landscape
        start = np.array(self.start[:d], dtype=float)
        went = self._walker(lambda w: gradient(*w), start, self.lr, self.steps)
        self.walked = landscapes.until_gone(np.reshape(went, (-1, d)))

    @traitlets.validate("land")
    def _land(self, proposal):
        has_own = proposal["value"] == "yours" and self.table is not None
        return "yours" if has_own else _known(proposal["value"])


def _lengths(steps, shown):
    steps = int(traits.within(steps, 1, MOST_STEPS, name="steps"))
    return {"steps": steps, "shown": int(traits.within(shown, 0, steps, name="shown"))}


def _dials(**values):
    ends = {"lr": (0.001, 4), "momentum": (0, 0.98), "noise": (0, 3)}
    return {k: traits.within(v, *ends[k], name=k) for k, v in values.items()}


def _known(name):
    if name == "yours":
        raise BadArgument(
            "A state cannot carry your own function",
            "this one says land=yours",
            "Give the function again: Descent(f, …)",
        )
    if name not in landscapes.LANDS:
        raise UnknownName("landscape", name, landscapes.LANDS)
    return name


def _start(start, bounds):
    low, high = bounds
    if start is None:
        return 0.85 * low, 0.55 * high
    flat = np.ravel(traits.as_numbers(start, "start")).tolist()
    padded = (flat + [0.0])[:2] if len(flat) == 1 else flat
    start = traits.frozen(padded, (2,), name="start")
    return [traits.within(v, low, high, name="start") for v in start]


def _table(f, bounds):
    dimensions = len(inspect.signature(f).parameters)
    if dimensions not in (1, 2):
        raise BadArgument(
            "A landscape is a function of one or two numbers",
            f"{getattr(f, '__name__', 'this one')} takes {dimensions}",
            "Fix the others, for example with lambda x, y: f(x, y, 0)",
        )
    return traits.as_numbers(landscapes.sample(f, dimensions, bounds), "The landscape")
