"""Props: what single lessons bring on stage, a module a lesson; `fit` and the like are
in `ll.training`.

Importing this loads neither numpy nor torch.
"""

from layerlab.lazy import lazy

# public name -> the module that holds it; a unit that brings something adds its line here
_LAZY = {
    "cpu_step": "layerlab.props.gpu",
    "cure_recalls": "layerlab.props.data",
    "cut_out": "layerlab.props.learners",
    "depth_facts": "layerlab.props.depth",
    "depth_runs": "layerlab.props.depth",
    "exciting_patches": "layerlab.props.onion",
    "handmade": "layerlab.props.features",
    "learner_facts": "layerlab.props.learners",
    "learner_runs": "layerlab.props.learners",
    "load_onion": "layerlab.props.onion",
    "load_sorter": "layerlab.props.cake",
    "mirrored": "layerlab.props.data",
    "on_gpu": "layerlab.props.gpu",
    "on_sheets": "layerlab.props.learners",
    "photographs": "layerlab.props.data",
    "read_out": "layerlab.props.onion",
    "score_facts": "layerlab.props.data",
    "score_runs": "layerlab.props.data",
    "show_cures": "layerlab.props.data_figures",
    "show_padded": "layerlab.props.data_figures",
    "show_pairs": "layerlab.props.data_figures",
    "show_photographs": "layerlab.props.data_figures",
    "show_recalls": "layerlab.props.data_figures",
    "show_slipped_list": "layerlab.props.data_figures",
    "show_suspects": "layerlab.props.data_figures",
    "show_winners": "layerlab.props.data_figures",
    "shrink_maps": "layerlab.props.onion",
    "small_net": "layerlab.props.data",
    "train_on_columns": "layerlab.props.autograd",
    "train_stacks": "layerlab.props.stacks",
}

__all__ = sorted(_LAZY)
__getattr__, __dir__ = lazy(__name__, _LAZY)
