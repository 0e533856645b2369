"""Finale of 02: the learner's own tools open the onion of the lesson."""

from matplotlib.figure import Figure

from layerlab import theme
from layerlab.data import load
from layerlab.figures import show
from layerlab.finales import pictures
from layerlab.props.onion import load_onion, shrink_maps

TRAIN, TEST, LOOKED_AT, SIDE = 600, 200, 5, 2


def play(peel, top_activating, nearest, probe_accuracy, onion_derivative) -> None:
    """A probe on every layer; then one picture's neighbours, and what a channel likes."""
    onion = load_onion()
    train, test = load("bakery", "train", n=TRAIN), load("bakery", "test", n=TEST)
    stages = [peel(onion.see(part.X), onion.layers) for part in (train, test)]
    features = [[shrink_maps(stage, SIDE) for stage in part] for part in stages]
    shares = [
        float(probe_accuracy(a, train.y, b, test.y))
        for a, b in zip(*features, strict=True)
    ]
    _show_probes(shares)
    deep, pixels = features[1][-1], test.X.reshape(TEST, -1).astype(float)
    rows = [LOOKED_AT, *nearest(deep, LOOKED_AT, 3), *nearest(pixels, LOOKED_AT, 3)]
    rows += list(top_activating(stages[1][2], 0, 3))
    titles = ["yours", *["by layer 4"] * 3, *["by pixels"] * 3, *["channel 0"] * 3]
    pictures.show_pictures(
        test.X[rows],
        titles,
        columns=5,
        alt="A picture, its three nearest by the last layer, its three nearest by pixels, "
        "and the three that channel 0 of layer 2 likes best.",
    )


def _show_probes(shares) -> None:
    figure = Figure(figsize=theme.SINGLE)
    ax = figure.subplots()
    names = ["pixels", *(f"layer {k}" for k in range(1, len(shares)))]
    ax.bar_label(ax.bar(names, shares, color=theme.VALIDATION), fmt="{:.0%}")
    ax.set(
        title="What your probe reads in each layer", ylim=(0, 1.1), ylabel="share right"
    )
    told = ", ".join(
        f"{name} {share:.0%}" for name, share in zip(names, shares, strict=True)
    )
    show(figure, alt=f"Bars with the accuracy of the learner's probe: {told}.")
