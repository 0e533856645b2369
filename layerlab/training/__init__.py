"""Training: `fit` and what it leaves behind, on which device, in how many processes.

Importing this loads neither numpy nor torch.
"""

from layerlab.lazy import lazy

# public name -> the module that holds it
_LAZY = {
    "History": "layerlab.training.history",
    "device": "layerlab.training.devices",
    "evaluate": "layerlab.training.fitting",
    "fit": "layerlab.training.fitting",
    "torchrun": "layerlab.training.launch_torchrun",
}

__all__ = sorted(_LAZY)
__getattr__, __dir__ = lazy(__name__, _LAZY)
