"""Signal through depth: what becomes of numbers and gradients; introduced in lesson 12."""

import numpy as np
import traitlets

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets import traits
from layerlab.widgets.base import CourseWidget
from layerlab.widgets.signal import signal, still

DEEPEST = 60
NORMS = ("none", "batch")


class SignalThroughDepth(CourseWidget):
    """Histograms of activations and gradients at every layer of a random network.

    `depth` layers of 40 units, 32 inputs. Weights are normal with deviation
    `gain` / sqrt(40); `bend` is "relu", "tanh", "sigmoid" or "none", `norm` "none" or
    "batch", `skip` adds each layer's input to its output. Traits to observe: these, seed,
    and `layer`, the one on view. `sizes` and `gradient_sizes` hold a number for each layer.

    >>> SignalThroughDepth(gain=0.5, depth=40).verdict
    ('fades', 'fades')
    """

    still = still
    still_size = (8.4, 4.6)

    depth = traitlets.Int().tag(sync=True, state=True)
    gain = traitlets.Float().tag(sync=True, state=True)
    bend = traitlets.Unicode().tag(sync=True, state=True)
    norm = traitlets.Unicode().tag(sync=True, state=True)
    skip = traitlets.Bool().tag(sync=True, state=True)
    seed = traitlets.Int().tag(sync=True, state=True)
    layer = traitlets.Int().tag(sync=True, state=True)

    def __init__(
        self,
        depth=30,
        *,
        gain=1.0,
        bend="relu",
        norm="none",
        skip=False,
        seed=1,
        layer=None,
    ):
        depth = int(traits.within(depth, 1, DEEPEST, name="depth"))
        layer = depth if layer is None else traits.within(layer, 0, depth, name="layer")
        super().__init__(
            depth=depth,
            gain=traits.within(gain, 0.1, 3, name="gain"),
            bend=_known(bend, "activation", signal.BENDS),
            norm=_known(norm, "normalisation", NORMS),
            skip=_yes(skip),
            seed=int(traits.within(seed, 0, 10_000, name="seed")),
            layer=int(layer),
        )

    def run(self) -> tuple[np.ndarray, np.ndarray]:
        """Signals and gradients, each [depth + 1, 32, 40], as the browser computes them."""
        names = ("depth", "gain", "bend", "norm", "skip", "seed")
        return signal.run(**{name: getattr(self, name) for name in names})

    @property
    def sizes(self) -> np.ndarray:
        """Root mean square of the signal after 0 … depth layers."""
        return signal.size(self.run()[0])

    @property
    def gradient_sizes(self) -> np.ndarray:
        """Root mean square of the gradient at 0 … depth layers; 1 or so at the top."""
        return signal.size(self.run()[1])

    @property
    def verdict(self) -> tuple[str, str]:
        """What becomes of the signal on its way up, and of the gradient on its way down."""
        up, down = (signal.size(part) for part in self.run())
        return signal.kind(up[-1] / up[0]), signal.kind(down[0] / down[-1])


def _known(name, what, names):
    if name not in names:
        raise UnknownName(what, name, names)
    return name


def _yes(value):
    if value in (True, False):
        return bool(value)
    raise BadArgument(
        "skip is True or False", f"it is {value!r}", "Write skip=True for a shortcut"
    )
