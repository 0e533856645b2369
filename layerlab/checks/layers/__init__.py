"""Unit 06, layers: a dense layer, its bends, a stack, XOR, softmax and its loss.

Log-sum-exp and why its maximum is taken out first: P. Blanchard, D. J. Higham and
N. J. Higham, Accurately computing the log-sum-exp and softmax functions (2021),
https://doi.org/10.1093/imanum/draa038
"""

from .dense import dense
from .relu import relu
from .leaky_relu import leaky_relu
from .tanh_gradient import tanh_gradient
from .mlp_forward import mlp_forward
from .xor_weights import xor_weights
from .softmax import softmax
from .cross_entropy import cross_entropy

__all__ = [
    "dense",
    "relu",
    "leaky_relu",
    "tanh_gradient",
    "mlp_forward",
    "xor_weights",
    "softmax",
    "cross_entropy",
]
