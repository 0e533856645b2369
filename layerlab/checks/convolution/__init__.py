"""Unit 10, convolution: sizes, one window, channels, pooling, how far a stack sees.

The arithmetic of sizes and windows: V. Dumoulin and F. Visin, A guide to convolution
arithmetic for deep learning, https://arxiv.org/abs/1603.07285
"""

from .output_size import output_size
from .correlate import correlate
from .conv2d import conv2d
from .max_pool import max_pool
from .receptive_field import receptive_field

__all__ = ["output_size", "correlate", "conv2d", "max_pool", "receptive_field"]
