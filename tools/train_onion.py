"""Train the network that lesson 02 peels: read from `main` upwards.

    python -m tools.train_onion             writes layerlab/props/onion.npz

Ten thousand pictures of the bakery, four layers of windows, then the mean over all places
and one weighted sum for each class. Each layer is trained with batch normalisation
(lesson 12), which is folded into its weights at the end, so that a plain sum remains.
"""

import sys

import numpy as np
import torch
from torch import nn

from layerlab.data import load
from layerlab.props.onion import POOLED, WEIGHTS, load_onion

SIZES, REACH = (3, 12, 24, 48, 64), (5, 3, 3, 3)
PICTURES, EPOCHS, BATCH, LR = 10_000, 10, 128, 8e-3
SHOWN = 120  # pictures in the peeler: 20 to choose from, the others to compare


def network() -> nn.Sequential:
    """The network in training: windows, normalisation, ReLU, the largest of four."""
    parts = []
    for below, width, reach, pool in zip(SIZES, SIZES[1:], REACH, POOLED, strict=False):
        how = {"padding": reach // 2, "padding_mode": "replicate", "bias": False}
        window = nn.Conv2d(below, width, reach, **how)
        parts += [window, nn.BatchNorm2d(width), nn.ReLU()]
        parts += [nn.MaxPool2d(2)] if pool else []
    end = [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(SIZES[-1], 10)]
    return nn.Sequential(*parts, *end)


def train(seed: int) -> nn.Sequential:
    """The trained network; the same seed gives the same weights on the same machine."""
    torch.manual_seed(seed)
    X, y = (torch.tensor(a) for a in load("bakery", "train", n=PICTURES))
    X = X.permute(0, 3, 1, 2).float() / 255
    model = network()
    optimiser = torch.optim.AdamW(model.parameters(), LR, weight_decay=0.05)
    steps = EPOCHS * -(-len(X) // BATCH)
    falling = torch.optim.lr_scheduler.OneCycleLR(optimiser, LR, total_steps=steps)
    for epoch in range(EPOCHS):
        for rows in torch.randperm(len(X)).split(BATCH):
            scores = model(varied(X[rows]))
            loss = nn.functional.cross_entropy(scores, y[rows], label_smoothing=0.02)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            falling.step()
        print("epoch", epoch + 1, "loss", round(loss.item(), 3), flush=True)
    return model.eval()


def varied(x):
    """Pictures mirrored, lighter or darker, with less or more noise: drawings differ."""
    n = len(x)
    x = torch.where(torch.rand(n, 1, 1, 1) < 0.5, x.flip(-1), x)
    light = 1 + 0.15 * torch.randn(n, 1, 1, 1)
    noise = 0.03 * torch.rand(n, 1, 1, 1) * torch.randn_like(x)
    return (x * light + noise).clamp(0, 1)


def folded(model) -> dict[str, np.ndarray]:
    """The weights as plain sums: normalisation becomes part of W and b."""
    windows = [m for m in model if isinstance(m, nn.Conv2d)]
    norms = [m for m in model if isinstance(m, nn.BatchNorm2d)]
    found = {}
    for i, (window, norm) in enumerate(zip(windows, norms, strict=True)):
        scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        found[f"W{i}"] = window.weight * scale[:, None, None, None]
        found[f"b{i}"] = norm.bias - norm.running_mean * scale
    found |= {"W": model[-1].weight.T, "b": model[-1].bias}
    return {name: v.detach().numpy().astype("float16") for name, v in found.items()}


def shown() -> dict[str, np.ndarray]:
    """The peeler's pictures in 256 colours: places in a palette, palette, classes."""
    from PIL import Image

    X, y = load("bakery", "test", n=SHOWN, noise=0.0, occluder=0.0)
    strip = Image.fromarray(X.reshape(-1, 32, 3))
    few = strip.quantize(256, dither=Image.Dither.NONE)
    palette = np.array(few.getpalette(), "uint8").reshape(-1, 3)
    return {
        "pictures": np.asarray(few).reshape(-1, 32, 32),
        "palette": palette,
        "classes": y.astype("uint8"),
    }


def main() -> int:
    """Train, write, measure what was written."""
    np.savez_compressed(WEIGHTS, **folded(train(seed=0)), **shown())
    test, onion = load("bakery", "test"), load_onion()
    right = onion(onion.see(test.X)).argmax(axis=1) == test.y
    print("test accuracy:", right.mean().round(4), "size:", WEIGHTS.stat().st_size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
