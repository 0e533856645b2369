"""Data for the course: `ll.data.load(name, split, n=…, seed=…)` and what comes with it.

Importing this loads neither torch nor scikit-learn.
"""

from layerlab.data.bakery.rebaking import cake_masks, rebake
from layerlab.data.cache import cache_folder
from layerlab.data.captions import captions_for
from layerlab.data.dataset import Dataset, Tensors
from layerlab.data.loading import load, names
from layerlab.data.registry import facts

__all__ = [
    "Dataset",
    "Tensors",
    "cache_folder",
    "cake_masks",
    "captions_for",
    "facts",
    "load",
    "names",
    "rebake",
]


def __dir__() -> list[str]:
    return __all__
