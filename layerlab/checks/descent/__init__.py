"""Unit 05, descent: a loss, its slopes, the walk down."""

from .mse import mse
from .mse_gradient import mse_gradient
from .numerical_gradient import numerical_gradient
from .gradient_descent import gradient_descent
from .sigmoid import sigmoid
from .bce_with_logits import bce_with_logits
from .minibatches import minibatches

__all__ = [
    "mse",
    "mse_gradient",
    "numerical_gradient",
    "gradient_descent",
    "sigmoid",
    "bce_with_logits",
    "minibatches",
]
