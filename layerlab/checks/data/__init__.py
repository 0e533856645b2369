"""Unit 14, data: splits, copies, weights of classes, padding, a choice, an honest score."""

from .stratified_split import stratified_split
from .group_split import group_split
from .near_copies import near_copies
from .class_weights import class_weights
from .collate import collate
from .masked_mean import masked_mean
from .choose import choose
from .honest_score import honest_score

__all__ = [
    "stratified_split", "group_split", "near_copies", "class_weights", "collate",
    "masked_mean", "choose", "honest_score",
]  # fmt: skip
