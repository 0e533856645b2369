"""Perceptron playground: drag examples and boundary, one update at a time.

From the widget down to the rule that it follows; introduced in lesson 04.
"""

import numpy as np
import traitlets

from layerlab.errors import BadArgument
from layerlab.widgets import traits
from layerlab.widgets.base import CourseWidget
from layerlab.widgets.perceptron import still

START = (-0.6, 0.9)  # a first guess that is wrong enough to be interesting


class PerceptronPlayground(CourseWidget):
    """A perceptron in the plane that follows the finger (lesson 04).

    X is [n, 2], y holds n labels ±1, w two weights, b the bias; a score of 0 counts
    as +1. Without X and y it shows two groups that a line can separate. `xor=True`
    shows labels that no line can. Traits to observe: X, y, w, b, updates, mistakes
    (how many points are wrong now) and xor. Raises BadArgument for other shapes and
    labels.

    >>> playground = PerceptronPlayground([[2, 1], [-1, -2]], [1, -1], w=[0, 0])
    >>> playground.mistakes, playground.step(), playground.mistakes
    (1, True, 0)
    """

    still = still

    X = traits.Array((None, 2)).tag(state=True)
    y = traits.Array((None,), dtype="int32").tag(state=True)
    w = traits.Array((2,)).tag(state=True)
    b = traitlets.Float(0.0).tag(sync=True, state=True)
    updates = traitlets.Int(0).tag(sync=True, state=True)
    xor = traitlets.Bool(False).tag(sync=True, state=True)
    rate = traitlets.Float(4.0).tag(sync=True)
    mistakes = traitlets.Int(0)

    def __init__(
        self, X=None, y=None, *, w=None, b=0.0, xor=False, rate=4.0, updates=0
    ):
        X, y = _examples(X, y, xor)
        rate = traits.within(rate, 0.5, 60, name="rate")
        w = START if w is None else w
        super().__init__(X=X, y=y, w=w, b=float(b), xor=xor, rate=rate, updates=updates)
        self._cursor = 0
        self._count()

    def step(self) -> bool:
        """Do one update with the next wrong example; return False if none is wrong."""
        order = (self._cursor + np.arange(len(self.y))) % len(self.y)
        answers = predict(self.X, self.w, self.b)
        i = next((i for i in order if answers[i] != self.y[i]), None)
        if i is None:
            return False
        y, self._cursor = int(self.y[i]), int(i) + 1
        with self.hold_trait_notifications():
            self.w, self.b = self.w + y * self.X[i], self.b + y
            self.updates += 1
        return True

    @traitlets.observe("X", "y", "w", "b")
    def _count(self, _change=None):
        if _complete(self):
            self.mistakes = int((predict(self.X, self.w, self.b) != self.y).sum())

    @traitlets.validate("y")
    def _labels(self, proposal):
        return _signs(proposal["value"])


def predict(X, w, b) -> np.ndarray:
    """Return the perceptron's answers ±1 for X [n, 2]; a score of 0 counts as +1."""
    return np.where(X @ np.asarray(w) + b >= 0, 1, -1)


def separable_set(
    n: int = 20, *, seed: int = 256, gap: float = 0.16
) -> tuple[np.ndarray, np.ndarray]:
    """Return X [n, 2] and labels ±1: two groups, each at least `gap` from a line."""
    rng = np.random.default_rng(seed)
    y = np.where(np.arange(n) % 2, -1, 1)
    across = np.array([0.84, 0.54])
    X = rng.normal(scale=0.85, size=(n, 2)) + np.outer(y, (1.0, 0.7))
    short = np.maximum(0, gap - y * (X @ across))
    return (X + np.outer(y * short, across)).round(2), y


def xor_set(n: int = 20) -> tuple[np.ndarray, np.ndarray]:
    """Return X [n, 2] and labels ±1 in four corners; as in `rule.js`."""
    i = np.arange(n)
    signs = np.stack([np.where(i % 4 < 2, 1, -1), np.where(i % 2, 1, -1)], axis=1)
    turns = np.outer(1 + i // 4, (0.618034, 0.754878))
    jitter = ((turns + np.outer(i % 4, (0.21, 0.37))) % 1 - 0.5) * 1.5
    return 1.6 * signs + jitter, signs.prod(axis=1)


def _complete(widget):
    parts = (widget.X, widget.y, widget.w)
    return all(v is not None for v in parts) and len(parts[0]) == len(parts[1])


def _examples(X, y, xor):
    if X is None and y is None:
        return xor_set() if xor else separable_set()
    if X is None or y is None:
        raise BadArgument(
            "X and y belong together",
            f"{'X' if X is None else 'y'} is missing",
            "Give both, or neither for the built-in set",
        )
    X = traits.frozen(X, (None, 2), name="X")
    y = traits.frozen(y, (None,), dtype="float64", name="y")
    if len(X) != len(y) or not len(X):
        raise BadArgument(
            "X and y must have the same length, at least 1",
            f"X has {len(X)} rows and y has {len(y)}",
            "Give one label for each row of X",
        )
    return X, _signs(y)


def _signs(y):
    others = sorted(set(np.asarray(y).tolist()) - {1, -1})
    if others:
        raise BadArgument(
            "Labels must be +1 or -1",
            f"y also holds {', '.join(f'{v:g}' for v in others[:3])}",
            "Turn 0/1 labels into ±1 with 2 * y - 1",
        )
    return y
