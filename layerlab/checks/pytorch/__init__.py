"""Unit 09, pytorch: a classifier, one step, an evaluation, the whole loop, devices.

Each maker gives the right implementation, and with one argument changed somebody's mistake.
"""

from .make_classifier import make_classifier
from .train_step import train_step
from .evaluate import evaluate
from .fit import fit
from .to_device import to_device

__all__ = ["make_classifier", "train_step", "evaluate", "fit", "to_device"]
