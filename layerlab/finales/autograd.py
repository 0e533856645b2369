"""Finale of 08: the learner's own engine learns to read digits."""

import random

import numpy as np

from layerlab.finales import thread
from layerlab.props.autograd import train_on_columns
from layerlab.widgets import DrawingPad

MIDDLE = 0.3  # is taken off: inputs on both sides of 0 suit a tanh
SHARPNESS = 6  # targets are 0 and 1: as shares their scores need to differ by more


def play(
    Value, topological_order, backward, Neuron, Layer, MLP, train_step
) -> DrawingPad:
    """Train an MLP of Values on columns, say how many it reads, and let it read the pad."""
    (X, y), (new, truth) = thread.digits("train"), thread.digits("test")
    state = random.getstate()
    random.seed(0)
    model = MLP(64, [10, 10])
    random.setstate(state)
    train_on_columns(model, X - MIDDLE, y)
    answers = np.argmax(_scores(model, new), axis=1)
    print(f"Pictures it has never seen, read rightly: {thread.right(answers, truth)}.")
    task = "Draw a digit: every sum and every slope behind the answer was your Value's."
    return thread.pad(lambda seen: SHARPNESS * _scores(model, seen), task)


def _scores(model, X) -> np.ndarray:
    """(n, 64) -> (n, 10): each input is a column of n numbers."""
    columns = model(list(X.T - MIDDLE))
    return np.stack([np.broadcast_to(v.data, len(X)) for v in columns], axis=1)
