"""Unit 07, backprop: blame through one layer, then through a stack; and a test of it.

Backpropagation: D. Rumelhart, G. Hinton, R. Williams, Learning representations by
back-propagating errors, Nature 323 (1986), https://doi.org/10.1038/323533a0.
"""

from .dense_backward import dense_backward
from .relu_backward import relu_backward
from .softmax_cross_entropy_backward import softmax_cross_entropy_backward
from .mlp_gradients import mlp_gradients
from .gradient_check import gradient_check

__all__ = [
    "dense_backward",
    "relu_backward",
    "softmax_cross_entropy_backward",
    "mlp_gradients",
    "gradient_check",
]
