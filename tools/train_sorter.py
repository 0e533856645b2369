"""Train the network of lesson 01 that reads a drawn digit: read from `main` upwards.

    python -m tools.train_sorter            writes layerlab/props/sorter.npz
    python -m tools.train_sorter --mnist F  also measures on MNIST's test files in folder F

Two sources of pictures: the handwriting in scikit-learn's digits (training split only),
enlarged and moved about; and digits drawn here from strokes, so that shapes other
writers use (a seven with a bar, an open four) and thin or thick pens are known too.
All go through `shrink`, as a learner's drawing does. Three minutes on one core. Measured:
96% of the real test digits, 90% of 3000 digits of MNIST, which it never saw.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

from layerlab.data import load
from layerlab.data.real import read_idx
from layerlab.props.cake import WEIGHTS, Sorter, shrink
from tools.strokes import SHAPES, draw_strokes

SIZES = (144, 96, 48, 10)
REAL, DRAWN = 16, 6000  # copies of each real picture; drawings of each digit
EPOCHS, BATCH, LR = 30, 256, 3e-3
FINE = 40  # pixels of the enlarged picture


def handwriting(copies: int, rng) -> tuple[np.ndarray, np.ndarray]:
    """Real digits (n, 144), each in `copies` variants."""
    X, y = load("digits", "train")
    rows = [vary(x / 16, rng).ravel() for x in X for _ in range(copies)]
    return np.array(rows), np.repeat(y, copies)


def vary(picture, rng):
    """One real picture enlarged, turned, sheared, its pen made thinner or thicker."""
    turn, lean = rng.normal(0, 0.1), rng.normal(0, 0.18)
    stretch = np.exp(rng.normal(0, 0.1, size=2))
    A = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    A = A @ np.array([[1, lean], [0, 1]]) @ np.diag(stretch)
    grid = np.stack(np.meshgrid(*[np.linspace(-1.2, 1.2, FINE)] * 2, indexing="ij"), -1)
    bulge = np.exp(rng.normal(0, 0.15, size=2))
    share = ((grid @ A.T + 1) / 2).clip(0)
    places = share**bulge * 7  # (FINE, FINE, 2) in pixels of the small picture
    level = rng.uniform(0.25, 0.6)
    ink = between(picture, places)
    return shrink(np.clip((ink - level) * rng.uniform(2, 6) + 0.5, 0, 1))


def between(picture, places):
    """The picture's values between its pixels, 0 outside (bilinear)."""
    padded = np.pad(picture, 2)
    low = np.clip(np.floor(places).astype(int), -2, len(picture))
    part = np.clip(places - low, 0, 1)
    (r, c), (u, v) = np.moveaxis(low + 2, -1, 0), np.moveaxis(part, -1, 0)
    upper = padded[r, c] * (1 - v) + padded[r, c + 1] * v
    lower = padded[r + 1, c] * (1 - v) + padded[r + 1, c + 1] * v
    return upper * (1 - u) + lower * u


def drawings(count: int, rng) -> tuple[np.ndarray, np.ndarray]:
    """`count` drawings of each digit from strokes, (n, 144)."""
    pairs = [(draw_strokes(d, rng), d) for d in SHAPES for _ in range(count)]
    return np.array([shrink(x).ravel() for x, _ in pairs]), np.array(
        [d for _, d in pairs]
    )


def train(X, y, seed: int):
    """The layers [(W, b), …] after training with Adam and a falling learning rate."""
    import torch
    from torch import nn

    torch.manual_seed(seed)
    parts = [nn.Linear(n, m) for n, m in zip(SIZES, SIZES[1:], strict=False)]
    model = nn.Sequential(*[m for p in parts for m in (p, nn.ReLU())][:-1])
    X, y = torch.tensor(X, dtype=torch.float32), torch.tensor(y)
    optimiser = torch.optim.AdamW(model.parameters(), LR, weight_decay=0.01)
    steps = EPOCHS * (len(X) // BATCH + 1)
    falling = torch.optim.lr_scheduler.OneCycleLR(optimiser, LR, total_steps=steps)
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(X)).split(BATCH):
            x = X[rows] + 0.05 * torch.randn(*X[rows].shape)
            loss = nn.functional.cross_entropy(model(x), y[rows], label_smoothing=0.02)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            falling.step()
    return [(p.weight.detach().numpy().T, p.bias.detach().numpy()) for p in parts]


def accuracy(sorter: Sorter, pictures, y) -> float:
    """The share of pictures that are read rightly."""
    guesses = [sorter(picture).argmax() for picture in pictures]
    return float(np.mean(guesses == np.asarray(y)))


def mnist(folder: Path, count: int = 3000):
    """Pictures by writers and pens that neither source has seen."""
    files = (folder / f"t10k-{n}-ubyte.gz" for n in ("images-idx3", "labels-idx1"))
    X, y = (read_idx(file)[:count] for file in files)
    return X / 255, y


def main(arguments: list[str] | None = None) -> int:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mnist", type=Path)
    options = parser.parse_args(arguments)
    rng = np.random.default_rng(1)
    sets = handwriting(REAL, rng), drawings(DRAWN, rng)
    X, y = (np.concatenate(parts) for parts in zip(*sets, strict=True))
    layers = train(X, y, seed=0)
    sorter = Sorter([(W.astype(np.float16), b.astype(np.float16)) for W, b in layers])
    real = load("digits", "test")
    print("real digits, test split:", accuracy(sorter, real.X, real.y))
    if options.mnist:
        print("MNIST, test:", accuracy(sorter, *mnist(options.mnist)))
    named = {f"W{i}": W for i, (W, _) in enumerate(sorter.layers)}
    named |= {f"b{i}": b for i, (_, b) in enumerate(sorter.layers)}
    np.savez(WEIGHTS, **{name: v.astype(np.float16) for name, v in named.items()})
    return 0


if __name__ == "__main__":
    sys.exit(main())
