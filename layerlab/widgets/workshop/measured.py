"""What raw pixels reached on the same digits: measured once, not drawn.

Of the training split the first 1,000 rows teach, the other 438 are asked. PIXELS: logistic
regression, scikit-learn's defaults. NETWORK: 64 inputs, one tier of 32 ReLU units, 10 scores,
`train_stacks` with 150 steps at lr 0.01. Means of 5 seeds, which draw the rows and the first
weights; `measure()` repeats it in seconds, and a test compares.
"""

import numpy as np

TRAIN = 1000  # rows to learn from; the 438 that are asked follow
SIZES = [40, 80, 160, 320, 640, 1000]
SEEDS = 5
PIXELS = [0.755, 0.873, 0.923, 0.947, 0.959, 0.968]
NETWORK = [0.779, 0.868, 0.934, 0.946, 0.964, 0.972]


def measure(sizes=SIZES) -> dict[str, list[float]]:
    """Mean shares right over 5 seeds for each size, by "pixels" and "network"."""
    from layerlab.data import load

    digits = load("digits")
    X, y = digits.X.reshape(-1, 64) / 16, digits.y
    found = {"pixels": [], "network": []}
    for size in sizes:
        orders = [
            np.random.default_rng(s).permutation(TRAIN)[:size] for s in range(SEEDS)
        ]
        for name, ask in (("pixels", logistic), ("network", _network)):
            shares = [ask(X, y, rows, seed) for seed, rows in enumerate(orders)]
            found[name].append(round(float(np.mean(shares)), 3))
    return found


def logistic(X, y, rows, seed=0) -> float:
    """Logistic regression taught by some of the first rows: its share right on the last."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(max_iter=1000).fit(X[rows], y[rows])
    return float(model.score(X[TRAIN:], y[TRAIN:]))


def _network(X, y, rows, seed):
    from layerlab.props import train_stacks

    net = train_stacks(X[rows], y[rows], [32], seeds=1, steps=150, first=seed)
    return net.accuracy(X[TRAIN:], y[TRAIN:])[0]
