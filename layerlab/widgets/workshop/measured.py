"""What a network on raw pixels reached on the same digits: measured once, not drawn.

64 inputs, one tier of 32 ReLU units, 10 scores, `train_stacks` with 5 seeds, 150 steps at
lr 0.01; `measure()` repeats it in a minute, and a test compares.
"""

TRAIN = 1438  # rows of the training split; the 359 test rows follow
SIZES = [20, 40, 80, 160, 320, 640, 1438]
NETWORK = [0.631, 0.758, 0.857, 0.911, 0.93, 0.957, 0.972]


def measure(sizes=SIZES) -> list[float]:
    """The network's mean test accuracy over 5 seeds, for each size of the training set."""
    import numpy as np

    from layerlab import data
    from layerlab.props import train_stacks

    train, test = (data.load("digits", split) for split in ("train", "test"))
    X, X_test = (part.X.reshape(-1, 64) / 16 for part in (train, test))
    found = []
    for size in sizes:
        right = []
        for seed in range(5):
            rows = np.random.default_rng(seed).permutation(TRAIN)[:size]
            net = train_stacks(X[rows], train.y[rows], [32], seeds=1, steps=150)
            right.append(net.accuracy(X_test, test.y)[0])
        found.append(round(float(np.mean(right)), 3))
    return found
