"""Train a network of scalar Values on whole columns of examples at once (unit 08)."""

import numpy as np


def train_on_columns(model, X, y, *, steps=80, lr=0.15, size=200, seed=0) -> object:
    """Teach a model of Values to tell classes apart; a few parameters, many examples.

    X is (n, d), y (n,) holds 0, 1, …, one for each output of the model. Each input is a
    column: one number of each of `size` examples. So a parameter's gradient is a column as
    well, a share for each example, and the step takes their mean. Loss: squared distance
    to 1 for the right class and 0 for the others; momentum 0.9, as in lesson 05.
    Introduced in exercises 08.
    """
    rng, speed = np.random.default_rng(seed), [0.0 for _ in model.parameters()]
    for p in model.parameters():
        p.data *= 0.3  # start small, where the tanh is steep
    for _ in range(steps):
        rows = rng.choice(len(y), size=size, replace=False)
        misses = [
            answer + -1.0 * (y[rows] == k)
            for k, answer in enumerate(model(list(X[rows].T)))
        ]
        for p in model.parameters():
            p.grad = 0.0
        sum((m * m for m in misses[1:]), misses[0] * misses[0]).backward()
        for i, p in enumerate(model.parameters()):
            speed[i] = 0.9 * speed[i] - lr * np.mean(p.grad)
            p.data += speed[i]
    return model
