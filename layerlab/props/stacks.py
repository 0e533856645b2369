"""Many small networks baked side by side, one for each seed (lesson 01).

From `train_stacks` down to one step. All layers are dense with ReLU between them; how
such a step is found is lesson 07, and the step itself (Adam) lesson 15.
"""

from dataclasses import dataclass

import numpy as np

from layerlab.errors import BadArgument


@dataclass(frozen=True)
class Stacks:
    """Trained stacks: `layers` is a list of (W [seeds, n, m], b [seeds, 1, m]).

    `losses` holds the training loss after each step, [steps, seeds].
    """

    layers: list
    losses: np.ndarray
    bend: bool = True

    @property
    def parameters(self) -> int:
        """How many weights and biases one stack has."""
        return sum(W[0].size + b[0].size for W, b in self.layers)

    def predict(self, X) -> np.ndarray:
        """The classes that each stack gives to points X [n, d]: [seeds, n]."""
        return forward(self.layers, X, self.bend)[-1].argmax(axis=-1)

    def accuracy(self, X, y) -> np.ndarray:
        """The share of points on the right side, for each seed."""
        return (self.predict(X) == np.asarray(y)).mean(axis=1)


def train_stacks(
    X, y, tiers, *, seeds=10, steps=600, lr=0.01, bend=True, first=0
) -> Stacks:
    """Bake `seeds` stacks with the same recipe on points X [n, d], labels y 0…k-1.

    `tiers` lists the units of each hidden layer; `bend=False` leaves out every ReLU;
    `first` is the seed of the first stack's weights, those of the others follow it.

    >>> train_stacks([[0.0], [1.0]], [0, 1], [3], seeds=2, steps=1).parameters
    14
    """
    X, y = np.asarray(X, float), np.asarray(y)
    if X.ndim != 2 or y.shape != X.shape[:1] or y.dtype.kind not in "iu":
        raise BadArgument(
            "train_stacks takes points (n, d) and whole labels (n,)",
            f"X is {X.shape} and y is {y.shape} of {y.dtype}",
            "Give one row and one label for each example",
        )
    sizes = [X.shape[1], *tiers, int(y.max()) + 1]
    layers = first_layers(sizes, seeds, first)
    return Stacks(layers, _baked(layers, X, y, steps, lr, bend), bend)


def _baked(layers, X, y, steps, lr, bend) -> np.ndarray:
    """Change the layers in place, step by step; the losses before each step."""
    losses, flat = [], [part for layer in layers for part in layer]
    memory = [(np.zeros_like(part), np.zeros_like(part)) for part in flat]
    for step in range(1, steps + 1):
        loss, slopes = loss_and_slopes(layers, X, y, bend)
        losses.append(loss)
        for part, slope, (mean, square) in zip(flat, slopes, memory, strict=True):
            _adam(part, slope, mean, square, step, lr)
    return np.array(losses)


def first_layers(sizes, seeds, first=0) -> list:
    """Random first weights: stack s is drawn from the seed `first` + s alone."""
    drawn = []
    for seed in range(first, first + seeds):
        rng = np.random.default_rng(seed)
        pairs = zip(sizes, sizes[1:], strict=False)
        drawn.append([rng.normal(size=(n, m)) * np.sqrt(2 / n) for n, m in pairs])
    stacked = [np.stack(weights) for weights in zip(*drawn, strict=True)]
    return [(W, np.zeros((seeds, 1, W.shape[2]))) for W in stacked]


def forward(layers, X, bend=True) -> list:
    """What each layer makes of X [n, d], the input first; the last holds the scores."""
    values = [np.broadcast_to(np.asarray(X, float), (len(layers[0][0]), *np.shape(X)))]
    for k, (W, b) in enumerate(layers):
        z = values[-1] @ W + b  # (seeds, n, m)
        values.append(np.maximum(z, 0) if bend and k < len(layers) - 1 else z)
    return values


def loss_and_slopes(layers, X, y, bend) -> tuple[np.ndarray, list]:
    """Mean cross-entropy [seeds], and its slope for every W and b, in order."""
    values = forward(layers, X, bend)
    scores = values[-1] - values[-1].max(axis=-1, keepdims=True)
    shares = np.exp(scores)
    shares /= shares.sum(axis=-1, keepdims=True)
    rows = np.arange(len(y))
    loss = -np.log(np.maximum(shares[:, rows, y], 1e-12)).mean(axis=1)
    blame = shares
    blame[:, rows, y] -= 1
    blame /= len(y)
    slopes = []
    for k in range(len(layers) - 1, -1, -1):
        slopes += [blame.sum(axis=1, keepdims=True), _turn(values[k]) @ blame]
        blame = blame @ _turn(layers[k][0])
        if bend:
            blame = blame * (values[k] > 0)
    return loss, slopes[::-1]


def _turn(x):
    return x.swapaxes(-1, -2)


def _adam(part, slope, mean, square, step, lr):
    """One step of Adam, in place: https://arxiv.org/abs/1412.6980."""
    mean += 0.1 * (slope - mean)
    square += 0.001 * (slope * slope - square)
    size = np.sqrt(square / (1 - 0.999**step)) + 1e-8
    part -= lr * (mean / (1 - 0.9**step)) / size
