"""Training: where it runs, many small networks at once, and one that is ready made.

Importing this loads neither numpy nor torch.
"""

import importlib

_LAZY = {
    "device": "layerlab.training.devices",
    "handmade": "layerlab.training.digit_features",
    "load_sorter": "layerlab.training.sorter",
    "train_stacks": "layerlab.training.stacks",
}

__all__ = sorted(_LAZY)


def __getattr__(name: str):
    if name not in _LAZY:
        raise AttributeError(
            f"layerlab.training has no {name!r}: {', '.join(__all__)}."
        )
    return getattr(importlib.import_module(_LAZY[name]), name)
