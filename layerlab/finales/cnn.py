"""Finale of 11: the learner's network on cakes that the learner's own function moves."""

import numpy as np
import torch
from matplotlib.figure import Figure

from layerlab import theme
from layerlab.figures import show
from layerlab.finales import pictures
from layerlab.training import fit
from layerlab.watching.units.training_budget import tray

EPOCHS, TRAIN, TEST = 8, 600, 300


def play(SmallCNN, conv_parameters, per_class, random_shift_flip, train_to) -> None:
    """Show how cakes are moved, train on them, and say for each kind how it went."""
    train, test = tray("train", TRAIN), tray("test", TEST)
    (X, y), (new, truth) = train.torch(), test.torch()
    rng = torch.Generator().manual_seed(0)
    moved = random_shift_flip(X[:1].repeat(8, 1, 1, 1), 4, rng)
    pictures.show_pictures(
        moved.clamp(0, 1).permute(0, 2, 3, 1).numpy(),
        ["one cake, moved", *[""] * 7],
        alt="One cake eight times, moved and mirrored by chance.",
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = SmallCNN(4)
    fit(model, (X, y), epochs=EPOCHS, augment=lambda X, rng: random_shift_flip(X, 2, rng),
        device="cpu", progress=False)  # fmt: skip
    with torch.inference_mode():
        answers = model(new).argmax(1).numpy()
    confusion = np.zeros((4, 4), dtype=int)
    np.add.at(confusion, (truth.numpy(), answers), 1)
    _show_classes(per_class(confusion), test.classes[:4], np.trace(confusion) / TEST)


def _show_classes(found, names, share) -> None:
    figure = Figure(figsize=theme.WIDE)
    ax = figure.subplots()
    for k, (name, values) in enumerate(
        zip(("precision", "recall"), found, strict=False)
    ):
        ax.bar(np.arange(4) + 0.36 * k - 0.18, values, 0.34, label=name)
    ax.set_xticks(range(4), names)
    ax.set(
        ylim=(0, 1.25), title=f"Your network after {EPOCHS} epochs: {share:.0%} right"
    )
    ax.legend(ncols=2)
    told = ", ".join(f"{n} {p:.0%}" for n, p in zip(names, found[0], strict=True))
    show(figure, alt=f"Precision and recall of four kinds of cakes; precision: {told}.")
