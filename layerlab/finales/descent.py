"""Finale of 05: the neuron gets a slope, and walks down it by `gradient_descent`."""

import numpy as np
from matplotlib.figure import Figure

from layerlab import theme
from layerlab.figures import curves, show
from layerlab.finales import pictures, thread
from layerlab.widgets import Descent

LR, STEPS = 2.0, 300
BY_HAND = (
    "Now two numbers of the neuron alone: w₁ makes its scores larger or smaller, w₂ is its "
    "bias, and the landscape is your bce_with_logits. Every step is your gradient_descent's: "
    "drag the start, turn the learning rate."
)


def make(mse, mse_gradient, numerical, descent, sigmoid, bce, batches, before) -> list:
    """The neuron after the walk: [(W, b)] with W (64, 1); `before` is that of 04."""
    return _as_layers(_walk(descent, sigmoid, before)[-1])


def play(mse, mse_gradient, numerical, descent, sigmoid, bce, batches) -> Descent:
    """Walk, keep, show the loss, the slope and the weights; then let it walk by hand."""
    before, mine = thread.part("04")
    path = _walk(descent, sigmoid, before)
    thread.keep("05", _as_layers(path[-1]))
    X, y = _data("test")
    print(
        f"The neuron of lesson 04 ({thread.whose(mine)}) had "
        f"{thread.right(X @ path[0] >= 0, y == 1)} of new digits right.\n"
        f"After {STEPS} steps of your gradient_descent it has "
        f"{thread.right(X @ path[-1] >= 0, y == 1)}. It is kept."
    )
    A, target = _data("train")
    figure = Figure(figsize=theme.SINGLE)
    losses = [float(bce(A @ v, target)) for v in path]
    curves(figure.subplots(), {"training": losses}, xlabel="step")
    show(figure, alt="The cross-entropy of the neuron falls step by step of the walk.")
    _show_walk(path, A.T @ (sigmoid(A @ path[0]) - target) / len(target))
    print(BY_HAND)
    return _by_hand(A @ path[0], target, bce, descent)


def _by_hand(scores, target, bce, descent) -> Descent:
    """The learner's own descent in the widget, on a landscape of two numbers."""
    land = _two_numbers(scores, target, bce)
    return Descent(land, walker=descent, start=[-3, 4], lr=1.5, bounds=(-6, 6))


def _two_numbers(scores, target, bce):
    """The loss of all digits when the scores are stretched and shifted: two numbers."""
    scores = (scores - scores.mean()) / scores.std()
    return lambda stretch, shift: float(bce(stretch * scores + shift, target))


def _show_walk(path, slope) -> None:
    titled = {"before": path[0], "its first slope": slope, "after": path[-1]}
    pictures.show_weights(
        {name: v[:-1] for name, v in titled.items()},
        alt="The neuron's weights before the walk, the slope at its start, and the weights "
        "after it, each as a picture of 8 by 8.",
    )


def _data(split):
    """Digits with a column of ones, (n, 65), and 1 for a seven, else 0."""
    X, y = thread.digits(split)
    ones = np.ones((len(X), 1))
    return np.hstack([X, ones]), (y == thread.DIGIT).astype(float)


def _walk(gradient_descent, sigmoid, before):
    A, target = _data("train")

    def gradient(v):
        return A.T @ (sigmoid(A @ v) - target) / len(target)

    W, b = before[0]
    size = max(1.0, float(np.linalg.norm(W)))  # a perceptron's scores are large
    return gradient_descent(gradient, np.append(W[:, 0], b) * 4 / size, LR, STEPS)


def _as_layers(v):
    return [(np.reshape(v[:-1], (-1, 1)), np.reshape(v[-1], 1))]
