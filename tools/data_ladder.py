"""The ladder: what a linear model, an MLP and a small CNN reach on the bakery.

Three worlds (colour free, colour of the class, grey) and a trap (the background tells
the class in training and not in the test), 10,000 training pictures, several seeds. Run:

    OMP_NUM_THREADS=2 python tools/data_ladder.py [seeds] [pictures] [world …]
"""

import statistics
import sys

import torch
from torch import nn

from layerlab import data

TRAP = {"background_bias": 0.95}
# world: knobs of the training set, and those of each test set
WORLDS = {
    "colour free": ({}, {"": {}}),
    "colour of the class": ({"colour": "class"}, {"": {"colour": "class"}}),
    "grey": ({"colour": "grey"}, {"": {"colour": "grey"}}),
    "trap": (TRAP, {", test with it": TRAP, ", fair test": {}}),
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
    """Three convolutions, 24 to 72 channels, with batch norm; 54,000 parameters."""
    layers, sizes = [], (channels, 24, 48, 72)
    for c_in, c_out in zip(sizes, sizes[1:], strict=False):
        layers += [nn.Conv2d(c_in, c_out, 3, padding=1, bias=False)]
        layers += [nn.BatchNorm2d(c_out), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(72 * 4 * 4, 10))


MODELS = {"linear": (linear, 1e-3, 15), "MLP": (mlp, 1e-3, 15), "CNN": (cnn, 8e-3, 5)}


def trained(make, peak, epochs, train, seed):
    """A model after one-cycle training with AdamW; it takes pictures 0 … 1."""
    torch.manual_seed(seed)
    X, y = train
    normal = Normal(X.mean((0, 2, 3), keepdim=True), X.std((0, 2, 3), keepdim=True))
    model = nn.Sequential(normal, make(X.shape[1])).to(
        memory_format=torch.channels_last
    )
    optimiser = torch.optim.AdamW(model.parameters(), lr=peak, weight_decay=0.01)
    steps = -(-len(X) // 128) * epochs
    cycle = torch.optim.lr_scheduler.OneCycleLR(optimiser, peak, total_steps=steps)
    rng = torch.Generator().manual_seed(seed)
    for _ in range(epochs):
        for xb, yb in train.batches(128, rng):
            loss = nn.functional.cross_entropy(model(xb), yb)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            cycle.step()
    return model.eval()


class Normal(nn.Module):
    """Mean 0 and spread 1 for each channel of the training set."""

    def __init__(self, mean, spread):
        super().__init__()
        self.mean, self.spread = mean, spread

    def forward(self, x):
        """Pictures (B, C, H, W), the same shape."""
        return (x - self.mean) / self.spread


def accuracy(model, test) -> float:
    """Test accuracy in percent."""
    with torch.inference_mode():
        return 100 * (model(test.X).argmax(1) == test.y).float().mean().item()


def rows(world, seeds, n) -> list[str]:
    """One line of the table for each test set: mean and range over the seeds."""
    knobs, tests = WORLDS[world]
    found = {(test, model): [] for test in tests for model in MODELS}
    for seed in range(seeds):
        train = data.load("bakery", "train", n=n, seed=seed, **knobs).torch()
        for name, recipe in MODELS.items():
            model = trained(*recipe, train, seed)
            for test, chosen in tests.items():
                pictures = data.load("bakery", "test", seed=seed, **chosen).torch()
                found[test, name].append(accuracy(model, pictures))
    return [_line(world + test, [found[test, m] for m in MODELS]) for test in tests]


def _line(name, columns) -> str:
    cells = [f"{statistics.mean(v):.1f} ({min(v):.1f}-{max(v):.1f})" for v in columns]
    return f"| {name} | {' | '.join(cells)} |"


def main(seeds="5", n="10000", *worlds) -> None:
    """Print the table, world by world; without names, all of them."""
    print(f"| test accuracy, % | {' | '.join(MODELS)} |")
    print("|---" * (len(MODELS) + 1) + "|")
    for world in worlds or WORLDS:
        print("\n".join(rows(world, int(seeds), int(n))), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
