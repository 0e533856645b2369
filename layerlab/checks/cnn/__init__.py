"""Unit 11, cnn: a small network, its parameters, its errors, augmentation, a training."""

from .small_cnn import SmallCNN
from .conv_parameters import conv_parameters
from .per_class import per_class
from .random_shift_flip import random_shift_flip
from .train_to import train_to

__all__ = ["SmallCNN", "conv_parameters", "per_class", "random_shift_flip", "train_to"]
