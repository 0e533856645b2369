"""Unit 12, depth: first weights, signals, batch normalisation, the skip, two layers in one.

Each class reads as the right answer, with its parts in methods that the mistakes replace.
"""

from .kaiming_std import kaiming_std
from .xavier_std import xavier_std
from .signal_statistics import signal_statistics
from .batch_norm2d import BatchNorm2d
from .residual_block import ResidualBlock
from .fuse_conv_bn import fuse_conv_bn

__all__ = [
    "kaiming_std",
    "xavier_std",
    "signal_statistics",
    "BatchNorm2d",
    "ResidualBlock",
    "fuse_conv_bn",
]
