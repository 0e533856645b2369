"""Where the time goes: a timeline of one training step; introduced in lesson 13."""

import traitlets

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets import traits
from layerlab.widgets.base import CourseWidget
from layerlab.widgets.timeline import model, still

BATCHES = (16, 2048)
WORDS = {
    "data": model.SHORT,
    "precision": model.PRECISIONS,
    "channels": model.LAYOUTS,
}


class WhereTheTimeGoes(CourseWidget):
    """A model of one training step on a device: what takes how long (lesson 13).

    `data` is the path of the pictures ("single", "batch", "ahead", "resident"),
    `precision` "float32" or "half", `channels` "first" or "last", `batch` 16 to
    2048 pictures. `costs` replaces any of the assumed costs (microseconds; see
    `layerlab.widgets.timeline.model.ASSUMED`), for example by what you have measured.
    Everything shown is computed from these numbers, and nothing of it is measured.

    >>> WhereTheTimeGoes(data="resident").step["waiting"]
    0.0
    """

    still = still

    data = traitlets.Unicode().tag(sync=True, state=True)
    precision = traitlets.Unicode().tag(sync=True, state=True)
    channels = traitlets.Unicode().tag(sync=True, state=True)
    batch = traitlets.Int().tag(sync=True, state=True)
    costs = traitlets.Dict().tag(sync=True)
    words = traitlets.Dict(WORDS).tag(sync=True)

    def __init__(
        self,
        data="single",
        *,
        precision="float32",
        channels="first",
        batch=64,
        costs=(),
    ):
        super().__init__(
            data=data,
            precision=precision,
            channels=channels,
            batch=batch,
            costs=_costs(dict(costs)),
        )

    @property
    def step(self) -> dict:
        """The parts of one step in microseconds, with total, waiting, busy and rate."""
        choice = (self.data, self.precision, self.channels, self.batch)
        return model.step(self.costs, *choice)

    @traitlets.validate("data", "precision", "channels")
    def _choice(self, proposal):
        name = proposal["trait"].name
        if proposal["value"] not in WORDS[name]:
            raise UnknownName(name, proposal["value"], WORDS[name])
        return proposal["value"]

    @traitlets.validate("batch")
    def _size(self, proposal):
        return int(traits.within(proposal["value"], *BATCHES, name="batch"))


def _costs(given):
    for name, value in given.items():
        if name not in model.ASSUMED:
            raise UnknownName("cost", name, model.ASSUMED)
        if not 0 <= float(value) < 1e7:
            raise BadArgument(
                "A cost is a number of microseconds, or a factor",
                f"{name} is {value!r}",
                "Give a number from 0 to ten million",
            )
    return model.ASSUMED | {name: float(value) for name, value in given.items()}
