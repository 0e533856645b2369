"""The ladder: what a linear model, an MLP and a small CNN reach on the bakery.

Three worlds (colour free, colour of the class, grey) and a trap (the background tells
the class in training and not in the test), 10,000 training pictures, several seeds. Run:

    OMP_NUM_THREADS=2 python tools/data_ladder.py [seeds] > ladder.md
"""

import statistics
import sys

import torch
from torch import nn

from layerlab import data

WORLDS = {
    "colour free": ({}, {}),
    "colour of the class": ({"colour": "class"}, {"colour": "class"}),
    "grey": ({"colour": "grey"}, {"colour": "grey"}),
    "trap, same test": ({"background_bias": 0.95}, {"background_bias": 0.95}),
    "trap, fair test": ({"background_bias": 0.95}, {}),
}


def linear(channels: int) -> nn.Module:
    """Pixels to scores: 10 classes."""
    return nn.Sequential(nn.Flatten(), nn.Linear(channels * 32 * 32, 10))


def mlp(channels: int) -> nn.Module:
    """One hidden layer of 256 units, another of 128."""
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(channels * 32 * 32, 256),
        nn.ReLU(),
        nn.Linear(256, 128),
        nn.ReLU(),
        nn.Linear(128, 10),
    )


def cnn(channels: int) -> nn.Module:
    """Three convolutions, 24 to 72 channels, with batch norm; about 0.1 M parameters."""
    layers, sizes = [], (channels, 24, 48, 72)
    for c_in, c_out in zip(sizes, sizes[1:], strict=False):
        layers += [nn.Conv2d(c_in, c_out, 3, padding=1, bias=False)]
        layers += [nn.BatchNorm2d(c_out), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(72 * 4 * 4, 10))


MODELS = {"linear": (linear, 1e-3, 15), "MLP": (mlp, 1e-3, 15), "CNN": (cnn, 8e-3, 5)}


def accuracy(make, peak, epochs, train, test, seed) -> float:
    """Test accuracy in percent after one-cycle training with AdamW."""
    torch.manual_seed(seed)
    X, y = train
    middle, spread = X.mean((0, 2, 3), keepdim=True), X.std((0, 2, 3), keepdim=True)
    model = make(X.shape[1]).to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(model.parameters(), lr=peak, weight_decay=0.01)
    steps = -(-len(X) // 128) * epochs
    cycle = torch.optim.lr_scheduler.OneCycleLR(optimiser, peak, total_steps=steps)
    rng = torch.Generator().manual_seed(seed)
    for _ in range(epochs):
        for xb, yb in train.batches(128, rng):
            loss = nn.functional.cross_entropy(model((xb - middle) / spread), yb)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            cycle.step()
    model.eval()
    with torch.inference_mode():
        right = model((test.X - middle) / spread).argmax(1) == test.y
    return 100 * right.float().mean().item()


def row(world, seeds, n) -> str:
    """One line of the table: mean and range over the seeds for every model."""
    for_train, for_test = WORLDS[world]
    found = {name: [] for name in MODELS}
    for seed in range(seeds):
        train = data.load("bakery", "train", n=n, seed=seed, **for_train).torch()
        test = data.load("bakery", "test", seed=seed, **for_test).torch()
        for name, (make, peak, epochs) in MODELS.items():
            found[name].append(accuracy(make, peak, epochs, train, test, seed))
    cells = [
        f"{statistics.mean(v):.1f} ({min(v):.1f}-{max(v):.1f})" for v in found.values()
    ]
    return f"| {world} | {' | '.join(cells)} |"


def main(seeds="5", n="10000") -> None:
    """Print the table, one world a line."""
    print(f"| test accuracy, % | {' | '.join(MODELS)} |")
    print("|---" * (len(MODELS) + 1) + "|")
    for world in WORLDS:
        print(row(world, int(seeds), int(n)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
