"""Feature workshop: hand-made features beside a network's curve; introduced in lesson 03."""

from functools import lru_cache

import numpy as np
import traitlets

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets import traits
from layerlab.widgets.base import CourseWidget
from layerlab.widgets.workshop import measured, still

ORDERS = 3  # shuffles of the training set that the curve is a mean of


class FeatureWorkshop(CourseWidget):
    """Switch features of handwritten digits on and off; see accuracy grow with data.

    `chosen` lists names of features (see ll.props.handmade), from which logistic regression
    learns, as scikit-learn fits it. `extra` is a column of your own, called "yours": one
    number for each of the 1438 training digits. The first 1000 teach, the others are asked.
    What pixels reach on the same rows was measured, by the same model and by a network.
    Observe `chosen`; `accuracies` holds the curve.

    >>> FeatureWorkshop(["ink"]).accuracies[-1] < 0.4
    True
    """

    still = still
    still_size = (8.4, 3.4)

    chosen = traitlets.List(traitlets.Unicode()).tag(sync=True)
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    picked = traitlets.Unicode().tag(sync=True, state=True)
    X = traits.Array((None, None), dtype="float32")
    y = traits.Array((None,), dtype="int32")
    train = traitlets.Int(measured.TRAIN).tag(sync=True)
    sizes = traitlets.List(measured.SIZES).tag(sync=True)
    orders = traits.Array((ORDERS, None), dtype="int32")
    pixels = traitlets.List(measured.PIXELS).tag(sync=True)
    network = traitlets.List(measured.NETWORK).tag(sync=True)

    def __init__(self, chosen=None, *, extra=None, picked="ink,left-right"):
        X, y, names = _columns()
        if extra is not None:
            X, names = _with(X, extra), [*names, "yours"]
        chosen = picked.split(",") if chosen is None else list(chosen)
        for name in chosen:
            if name and name not in names:
                raise UnknownName("feature", name, names)
        self._found = {}  # curves by the names chosen
        rngs = (np.random.default_rng(seed) for seed in range(ORDERS))
        super().__init__(
            names=names,
            X=X,
            y=y,
            orders=np.stack([rng.permutation(measured.TRAIN) for rng in rngs]),
            chosen=[name for name in names if name in chosen],
        )

    @property
    def accuracies(self) -> list[float]:
        """The share of unseen digits named rightly, for each number of digits learned."""
        if not self.chosen:
            return [0.1] * len(self.sizes)  # ten classes: guessing
        if (key := tuple(self.chosen)) not in self._found:
            self._found[key] = self._learned()
        return self._found[key]

    def _learned(self):
        X = self.X[:, [self.names.index(name) for name in self.chosen]].astype(float)
        shares = [
            [measured.logistic(X, self.y, order[:size]) for order in self.orders]
            for size in self.sizes
        ]
        return [float(np.mean(row)) for row in shares]

    @traitlets.observe("chosen")
    def _pick(self, change):
        self.picked = ",".join(change["new"])


@lru_cache
def _columns():
    from layerlab import data
    from layerlab.props.features import FEATURES, handmade

    digits = data.load("digits")
    return _standard(handmade(digits.X / 16)), digits.y, list(FEATURES)


def _standard(X):
    train = X[: measured.TRAIN]
    spread = train.std(0)
    return (X - train.mean(0)) / np.where(spread > 0, spread, 1)


def _with(X, extra):
    column = traits.frozen(extra, (None,), name="extra")
    if len(column) != len(X):
        raise BadArgument(
            "extra must hold one number for each digit of the training split",
            f"it holds {len(column)}",
            f"Measure all {len(X)}, in their order",
        )
    return np.hstack([X, _standard(column[:, None])])
