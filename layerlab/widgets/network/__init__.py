"""The network playground in two dresses: Cake builder (lesson 01) and plain.

From the two classes down to the checks of what they are given.
"""

import numpy as np
import traitlets

from layerlab.widgets import traits
from layerlab.widgets.base import CourseWidget
from layerlab.widgets.network import arguments, net, sets, still


class NetworkPlayground(CourseWidget):
    """A small network on 2-D data that trains in the browser (lesson 06).

    X [n, 2] and y, labels 0…k-1 with k <= 6, are your own data; without them, `data`
    names a built-in set (moons, circles, xor, spirals, pinwheel, flavours). `tiers` is
    like "8relu,4tanh" (relu, tanh, sigmoid, linear; at most 6 tiers of 16 units), `lr`
    the learning rate of plain gradient descent, `steps` how many steps it has been
    trained for. The same recipe always gives the same network. Traits to observe: tiers,
    data, noise, lr, batch, seed, linear, steps, weights.

    >>> NetworkPlayground(tiers="8relu,8relu", data="xor", steps=0).parameters
    105
    """

    still = still
    still_size = (8.4, 4.0)

    dress = traitlets.Unicode("plain").tag(sync=True)
    tiers = traitlets.Unicode().tag(sync=True, state=True)
    data = traitlets.Unicode().tag(sync=True, state=True)
    noise = traitlets.Float().tag(sync=True, state=True)
    lr = traitlets.Float().tag(sync=True, state=True)
    batch = traitlets.Int().tag(sync=True, state=True)
    seed = traitlets.Int().tag(sync=True, state=True)
    linear = traitlets.Bool(False).tag(sync=True, state=True)
    steps = traitlets.Int().tag(sync=True, state=True)
    X = traits.Array((None, 2))
    y = traits.Array((None,), dtype="int32")
    classes = traitlets.Int(2).tag(sync=True)
    weights = traits.Array((None,))

    def __init__(
        self,
        X=None,
        y=None,
        *,
        tiers="8relu,6relu,4relu",
        data=None,
        noise=0.16,
        lr=0.1,
        batch=16,
        seed=3,
        linear=False,
        steps=60,
    ):
        data, X, y, classes = arguments.examples(X, y, data)
        super().__init__(
            X=X,
            y=y,
            classes=classes,
            data=data,
            tiers=arguments.tiers_text(tiers),
            seed=int(seed),
            linear=bool(linear),
            **arguments.oven(noise=noise, lr=lr, batch=batch, steps=steps),
        )

    @classmethod
    def from_state(cls, text, *, X=None, y=None) -> "NetworkPlayground":
        """Return the playground of a recipe; recipes on your data need X and y again.

        A recipe of one dress may be worn by the other.
        """
        name, _, rest = str(text).strip().partition("|")
        if name in ("CakeBuilder", "NetworkPlayground"):
            text = f"{cls.__name__}|{rest}"
        return cls(X, y, **cls.arguments_of(text))

    @property
    def examples(self) -> tuple[np.ndarray, np.ndarray]:
        """The data now on view: X [n, 2] and labels [n]."""
        if self.data == "yours":
            return self.X, self.y
        return sets.make(self.data, noise=self.noise)

    @property
    def sizes(self) -> list[int]:
        """The number of units of every layer, from the inputs to the output."""
        known = {**sets.CLASSES, "yours": self.classes}
        return net.sizes(arguments.read_tiers(self.tiers), known[self.data])

    @property
    def parameters(self) -> int:
        """The number of weights and biases."""
        return net.count(self.sizes)

    @property
    def layers(self) -> list[tuple]:
        """The weights as a list of (W, b), trained for `steps` steps."""
        if self.weights is not None and len(self.weights) == self.parameters:
            return net.unflatten(self.weights, self.sizes)
        self.weights = np.concatenate([v.ravel() for p in self._bake() for v in p])
        return net.unflatten(self.weights, self.sizes)

    def predict(self, X) -> np.ndarray:
        """Return class probabilities [n, k] for points X [n, 2] of the data's plane."""
        _, (mean, spread) = sets.standardise(self.examples[0])
        X = (traits.frozen(X, (None, 2), name="X") - mean) / spread
        return net.probabilities(net.forward(self.layers, self._acts, X)[-1])

    @property
    def loss(self) -> float:
        """The mean cross-entropy on all points."""
        X, y = self.examples
        p = self.predict(X)[np.arange(len(y)), y]
        return float(-np.log(np.maximum(p, 1e-12)).mean())

    @property
    def accuracy(self) -> float:
        """The share of points on the right side."""
        X, y = self.examples
        return float((self.predict(X).argmax(1) == y).mean())

    @property
    def _acts(self):
        return net.activations(arguments.read_tiers(self.tiers), self.linear)

    def _bake(self):
        (X, y), tiers = self.examples, arguments.read_tiers(self.tiers)
        X, _ = sets.standardise(X)
        classes = {**sets.CLASSES, "yours": self.classes}[self.data]
        layers = net.init(tiers, classes, seed=self.seed, linear=self.linear)
        how = {"steps": self.steps, "lr": self.lr, "batch": self.batch}
        return net.train(layers, self._acts, (X, y), seed=self.seed, **how)

    @traitlets.observe("tiers", "data", "noise", "seed", "linear", "steps")
    def _stale(self, _change):
        if not self.hearing:
            self.weights = None

    @traitlets.validate("tiers")
    def _valid_tiers(self, proposal):
        return arguments.tiers_text(proposal["value"])

    @traitlets.validate("data")
    def _valid_data(self, proposal):
        return arguments.known_data(proposal["value"], has_own=self.X is not None)


class CakeBuilder(NetworkPlayground):
    """The network playground drawn as a cake: tiers, icing, and a cherry (lesson 01).

    Arguments and traits are those of NetworkPlayground.

    >>> CakeBuilder(tiers="", data="xor", steps=0).parameters
    3
    """

    dress = traitlets.Unicode("cake").tag(sync=True)
