"""Data for the course: `ll.data.load(name, split, n=…, seed=…)` and what comes with it.

Importing this loads neither torch nor scikit-learn.
"""

from layerlab.data.dataset import Dataset, Tensors
from layerlab.data.loading import load, names

__all__ = ["Dataset", "Tensors", "load", "names"]
