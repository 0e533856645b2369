"""Figures of the course: `ll.show`, the kinds of plot that return, and the lessons' own.

A plot takes `ax`, draws into it, and returns it; none touches rcParams. Colours and
markers are those of `layerlab.theme`, where classes differ by both. A figure of a lesson
has a name, draws and shows itself, and says in words what it shows.
"""

from layerlab.lazy import lazy

# public name -> the module that holds it
_LAZY = {
    "boundary": "layerlab.figures.plots",
    "curves": "layerlab.figures.plots",
    "image_grid": "layerlab.figures.pictures",
    "png": "layerlab.figures.showing",
    "regions": "layerlab.figures.plots",
    "scatter": "layerlab.figures.plots",
    "show": "layerlab.figures.showing",
    # the lessons' own, by their names; a new one adds its line here
    "accuracy_by_tiers": "layerlab.figures.lessons.cake",
    "arrays_sent": "layerlab.figures.lessons.gpu",
    "bend": "layerlab.figures.lessons.cake",
    "best_and_worst_seed": "layerlab.figures.lessons.cake",
    "blame_tables": "layerlab.figures.lessons.backprop",
    "bytes_and_floats": "layerlab.figures.lessons.convolution",
    "cakes_and_onions": "layerlab.figures.lessons.perceptron",
    "change_by_stride": "layerlab.figures.lessons.convolution",
    "cleared_or_not": "layerlab.figures.lessons.autograd",
    "cloud_of_slopes": "layerlab.figures.lessons.descent",
    "engine_and_torch": "layerlab.figures.lessons.pytorch",
    "favourites": "layerlab.figures.lessons.onion",
    "flat_and_sloped": "layerlab.figures.lessons.descent",
    "folds": "layerlab.figures.lessons.cake",
    "forty_tiers": "layerlab.figures.lessons.depth",
    "kernels_before_and_after": "layerlab.figures.lessons.cnn",
    "labelled_digits": "layerlab.figures.lessons.features",
    "last_loss_by_depth": "layerlab.figures.lessons.depth",
    "learning_rates": "layerlab.figures.lessons.descent",
    "loss_and_border": "layerlab.figures.lessons.backprop",
    "loss_by_depth": "layerlab.figures.lessons.depth",
    "maps_of_a_layer": "layerlab.figures.lessons.onion",
    "misread": "layerlab.figures.lessons.autograd",
    "mistakes_by_pair": "layerlab.figures.lessons.cnn",
    "moved_pictures": "layerlab.figures.lessons.cnn",
    "moves_by_gap": "layerlab.figures.lessons.perceptron",
    "moves_by_order": "layerlab.figures.lessons.perceptron",
    "named_pictures": "layerlab.figures.lessons.cnn",
    "neighbours": "layerlab.figures.lessons.onion",
    "one_mistake": "layerlab.figures.lessons.perceptron",
    "part_of_a_part": "layerlab.figures.lessons.features",
    "parts_of_a_step": "layerlab.figures.lessons.gpu",
    "photograph_and_maps": "layerlab.figures.lessons.convolution",
    "reading_by_stage": "layerlab.figures.lessons.onion",
    "right_and_wrong_sign": "layerlab.figures.lessons.backprop",
    "right_by_examples": "layerlab.figures.lessons.features",
    "right_by_move": "layerlab.figures.lessons.cnn",
    "rungs_of_speed": "layerlab.figures.lessons.gpu",
    "scores_and_shares": "layerlab.figures.lessons.layers",
    "seen_twice": "layerlab.figures.lessons.layers",
    "sizes_by_spread": "layerlab.figures.lessons.depth",
    "strongest_window": "layerlab.figures.lessons.convolution",
    "surest_mistakes": "layerlab.figures.lessons.cnn",
    "table_of_differences": "layerlab.figures.lessons.pytorch",
    "tangents": "layerlab.figures.lessons.descent",
    "tents": "layerlab.figures.lessons.layers",
    "training_and_validation": "layerlab.figures.lessons.cnn",
    "training_pictures": "layerlab.figures.lessons.speedrun",
    "two_losses": "layerlab.figures.lessons.descent",
    "two_sides": "layerlab.figures.lessons.perceptron",
    "unwritten_features": "layerlab.figures.lessons.features",
    "ways_to_bend": "layerlab.figures.lessons.layers",
    "what_stacks_see": "layerlab.figures.lessons.convolution",
    "what_the_network_sees": "layerlab.figures.lessons.cake",
    "windows_on_a_row": "layerlab.figures.lessons.convolution",
    "wrong_corners": "layerlab.figures.lessons.perceptron",
}

__all__ = sorted(_LAZY)
__getattr__, __dir__ = lazy(__name__, _LAZY)
