"""Props: what single lessons bring on stage, a module a lesson; `fit` and the like are
in `ll.training`.

Importing this loads neither numpy nor torch.
"""

from layerlab.lazy import lazy

# public name -> the module that holds it; a unit that brings something adds its line here
_LAZY = {
    "cpu_step": "layerlab.props.gpu",
    "depth_facts": "layerlab.props.depth",
    "depth_runs": "layerlab.props.depth",
    "exciting_patches": "layerlab.props.onion",
    "handmade": "layerlab.props.features",
    "load_onion": "layerlab.props.onion",
    "load_sorter": "layerlab.props.cake",
    "on_gpu": "layerlab.props.gpu",
    "read_out": "layerlab.props.onion",
    "shrink_maps": "layerlab.props.onion",
    "train_on_columns": "layerlab.props.autograd",
    "train_stacks": "layerlab.props.stacks",
}

__all__ = sorted(_LAZY)
__getattr__, __dir__ = lazy(__name__, _LAZY)
