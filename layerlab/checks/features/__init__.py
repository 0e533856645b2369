"""Unit 03, features: measure, scale, encode, split, count; and what six numbers can say."""

from .handmade_features import handmade_features
from .standardise import standardise
from .one_hot import one_hot
from .split import split
from .confusion_matrix import confusion_matrix
from .features import features

__all__ = [
    "handmade_features",
    "standardise",
    "one_hot",
    "split",
    "confusion_matrix",
    "features",
]
