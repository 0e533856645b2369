"""Feature workshop: hand-made features beside a network's curve; introduced in lesson 03."""

from functools import lru_cache

import numpy as np
import traitlets

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets import traits
from layerlab.widgets.base import CourseWidget
from layerlab.widgets.workshop import lda, measured, still

ORDERS = 3  # shuffles of the training set that the curve is a mean of


class FeatureWorkshop(CourseWidget):
    """Switch features of handwritten digits on and off; see accuracy grow with data.

    `chosen` lists names of features (see ll.props.handmade), which a linear
    discriminant learns from. `extra` is a column of your own: one number for each of the
    1797 digits, training rows first, called "yours". The network's curve was measured
    on raw pixels of the same rows. Observe `chosen`; `accuracies` holds the curve.

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
    network = traitlets.List(measured.NETWORK).tag(sync=True)

    def __init__(self, chosen=None, *, extra=None, picked="ink,left-right"):
        X, y, names = _columns()
        if extra is not None:
            X, names = _with(X, extra), [*names, "yours"]
        chosen = picked.split(",") if chosen is None else list(chosen)
        for name in chosen:
            if name and name not in names:
                raise UnknownName("feature", name, names)
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
        """The share of test digits named rightly, for each size of the training set."""
        if not self.chosen:
            return [0.1] * len(self.sizes)  # ten classes: guessing
        columns = [self.names.index(name) for name in self.chosen]
        how = {"train": self.train, "sizes": self.sizes, "classes": 10}
        X = self.X[:, columns].astype(float)
        return lda.curve(X, self.y, orders=self.orders, **how)

    @traitlets.observe("chosen")
    def _pick(self, change):
        self.picked = ",".join(change["new"])


@lru_cache
def _columns():
    from layerlab import data
    from layerlab.props.features import FEATURES, handmade

    parts = [data.load("digits", split) for split in ("train", "test")]
    X = np.concatenate([handmade(part.X / 16) for part in parts])
    y = np.concatenate([part.y for part in parts])
    return _standard(X), y, list(FEATURES)


def _standard(X):
    train = X[: measured.TRAIN]
    spread = train.std(0)
    return (X - train.mean(0)) / np.where(spread > 0, spread, 1)


def _with(X, extra):
    column = traits.frozen(extra, (None,), name="extra")
    if len(column) != len(X):
        raise BadArgument(
            "extra must hold one number for each digit, training rows first",
            f"it holds {len(column)}",
            f"Measure all {len(X)}: the train split, then the test split",
        )
    return np.hstack([X, _standard(column[:, None])])
