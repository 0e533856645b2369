"""The Bug lab's mathematics in Python: the same program as lab.js, in batches.

From `run` down to the data. A small ReLU network with dropout learns three bent arms.
"""

from functools import lru_cache

import numpy as np

from layerlab.widgets.random_numbers import bell, chance

BUGS = {
    "softmax": "softmax before the loss: the curves are smooth and stop far too high, "
    "for a loss that squeezes probabilities a second time can never pass "
    "0.55",
    "kept": "gradients never cleared: the loss leaps off the chart and never settles",
    "eval": "evaluation in training mode: the validation curve is higher and "
    "trembles more, for dropout still switches units off",
    "sorted": "examples not shuffled: each batch holds one class, each step forgets "
    "the others a little, and the validation loss usually ends higher",
    "leak": "validation on training data: the validation curve lies below the "
    "training curve, and it usually promises more than new examples show",
}
EPOCHS, CLASSES, HIDDEN = 40, 3, 32
TRAIN, VAL, NEW, BATCH = 90, 60, 300, 5
LR, DROP, SLIP, MOST_LOSS = 0.3, 0.5, 0.1, 27.6


def run(bugs, seed: int) -> dict:
    """Train once with these bugs: curves, what validation told, what new examples show."""
    return dict(_run(frozenset(bugs), seed))


@lru_cache(maxsize=64)
def _run(bugs, seed):
    train, val = pinwheel(TRAIN, 3 * seed + 1), pinwheel(VAL, 3 * seed + 2)
    w, random, dice = _first(1000 + seed), chance(2000 + seed), chance(3000 + seed)
    kept, watched = [np.zeros_like(p) for p in w], train if "leak" in bugs else val
    curves = {"train_loss": [], "val_loss": []}
    for _ in range(EPOCHS):
        curves["train_loss"].append(_epoch(w, kept, train, bugs, random))
        masks = _masks(len(watched[1]), dice) if "eval" in bugs else 1.0
        loss, told = judge(w, watched, "softmax" in bugs, masks)
        curves["val_loss"].append(loss)
    fresh = judge(w, pinwheel(NEW, 3 * seed + 3), False)[1]
    return curves | {"told": told, "fresh": fresh}


def _epoch(w, kept, train, bugs, random) -> float:
    """One pass over the data, in place; the mean of the losses on the way."""
    X, y = train
    order, total = np.argsort(y, kind="stable"), 0.0
    if "sorted" not in bugs:
        order = _mixed(len(y), random)
    for at in range(0, len(y), BATCH):
        rows = order[at : at + BATCH]
        masks = _masks(len(rows), random)
        losses, slopes = _gradients(w, X[rows], y[rows], masks, "softmax" in bugs)
        total += losses.sum()
        for p, g, slope in zip(w, kept, slopes, strict=True):
            g[:] = slope + (g if "kept" in bugs else 0.0)
            p -= LR * g
    return float(total / len(y))


def judge(w, data, twice=False, masks=1.0) -> tuple[float, float]:
    """(mean loss, share of right answers); `masks` other than 1: dropout stays on."""
    X, y = data
    z = _scores(w, X, masks)[1]
    q = _softmax(_softmax(z)) if twice else _softmax(z)
    return float(_losses(q, y).mean()), float((z.argmax(1) == y).mean())


def _gradients(w, X, y, masks, twice):
    """Losses [n] and the slopes of their mean for W1, b1, W2, b2."""
    hidden, z = _scores(w, X, masks)
    p = _softmax(z)
    q = _softmax(p) if twice else p
    blame = (q - np.eye(CLASSES)[y]) / len(y)
    if twice:  # back through the first softmax
        blame = p * (blame - (blame * p).sum(1, keepdims=True))
    back = blame @ w[2].T * (hidden > 0) * masks
    slopes = (X.T @ back, back.sum(0), hidden.T @ blame, blame.sum(0))
    return _losses(q, y), slopes


def _scores(w, X, masks):
    hidden = np.maximum(X @ w[0] + w[1], 0) * masks
    return hidden, hidden @ w[2] + w[3]


def _softmax(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def _losses(q, y):
    return np.minimum(MOST_LOSS, -np.log(np.maximum(q[np.arange(len(y)), y], 1e-12)))


def _masks(n, random):
    draws = np.array([next(random) for _ in range(n * HIDDEN)]).reshape(n, HIDDEN)
    return np.where(draws < DROP, 0.0, 1 / (1 - DROP))


def _mixed(n, random):
    order = list(range(n))
    for i in range(n - 1, 0, -1):
        j = int(next(random) * (i + 1))
        order[i], order[j] = order[j], order[i]
    return np.array(order)


def _first(seed):
    normal = bell(chance(seed))
    W1 = np.array([next(normal) for _ in range(2 * HIDDEN)]).reshape(2, HIDDEN)
    W2 = np.array([next(normal) for _ in range(HIDDEN * CLASSES)])
    W2 = W2.reshape(HIDDEN, CLASSES) * np.sqrt(2 / HIDDEN)
    return [W1, np.zeros(HIDDEN), W2, np.zeros(CLASSES)]


def pinwheel(n, seed) -> tuple[np.ndarray, np.ndarray]:
    """Points [n, 2] on three bent arms with labels 0 to 2, some of them wrong."""
    random = chance(seed)
    normal, X, y = bell(random), [], []
    for i in range(n):
        arm, r = i % CLASSES, 0.2 + 1.8 * next(random)
        turn = 2 * np.pi * arm / CLASSES + 1.1 * r
        x = r * np.cos(turn) + 0.22 * next(normal)
        X.append((x, r * np.sin(turn) + 0.22 * next(normal)))
        y.append((arm + 1) % CLASSES if next(random) < SLIP else arm)
    return np.array(X), np.array(y)
