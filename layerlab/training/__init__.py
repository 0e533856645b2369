"""Training: `fit`, where it runs, many small networks at once, one that is ready made.

Importing this loads neither numpy nor torch.
"""

import importlib

_LAZY = {
    "History": "layerlab.training.history",
    "cpu_step": "layerlab.training.recorded_step",
    "depth_facts": "layerlab.training.depths",
    "depth_runs": "layerlab.training.depths",
    "device": "layerlab.training.devices",
    "evaluate": "layerlab.training.fitting",
    "exciting_patches": "layerlab.training.onion",
    "fit": "layerlab.training.fitting",
    "handmade": "layerlab.training.digit_features",
    "load_onion": "layerlab.training.onion",
    "load_sorter": "layerlab.training.sorter",
    "on_gpu": "layerlab.training.gpu_checks",
    "read_out": "layerlab.training.onion",
    "shrink_maps": "layerlab.training.onion",
    "torchrun": "layerlab.training.launch_torchrun",
    "train_stacks": "layerlab.training.stacks",
}

__all__ = sorted(_LAZY)


def __getattr__(name: str):
    if name not in _LAZY:
        raise AttributeError(
            f"layerlab.training has no {name!r}: {', '.join(__all__)}."
        )
    return getattr(importlib.import_module(_LAZY[name]), name)
