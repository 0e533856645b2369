"""Which sets there are, and the module that makes or fetches each."""

import importlib
from types import ModuleType

_PLANAR = ("moons", "circles", "spirals", "xor", "blobs", "checkerboard")
_TABLES = ("digits", "iris", "wine", "breast_cancer", "diabetes")
_REAL = ("fashion_mnist", "mnist", "cifar10", "spoken_digits")
_REAL += ("sentiment", "shakespeare", "names")
_MADE = ("bakery", "captions", "reviews", "sounds")

MODULES = {
    **{name: f"layerlab.data.{name}" for name in _MADE},
    **dict.fromkeys(_PLANAR, "layerlab.data.planar"),
    **dict.fromkeys(_TABLES, "layerlab.data.tables"),
    **dict.fromkeys(_REAL, "layerlab.data.real"),
}


def module_of(name: str) -> ModuleType:
    """The module whose `load(name, split, n, seed, …)` gives the set."""
    return importlib.import_module(MODULES[name])
