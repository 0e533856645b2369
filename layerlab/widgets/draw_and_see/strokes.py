"""The network that a fresh widget shows: made by hand, it tells the direction of strokes.

The first layer holds one edge detector for each direction, the second gathers what they
found in a wider window; the scores are how much each found.
"""

import torch
from torch import nn

NAMES = ("flat", "upright", "rising", "falling")
KERNELS = (
    [[-1, -1, -1], [2, 2, 2], [-1, -1, -1]],
    [[-1, 2, -1], [-1, 2, -1], [-1, 2, -1]],
    [[-1, -1, 2], [-1, 2, -1], [2, -1, -1]],
    [[2, -1, -1], [-1, 2, -1], [-1, -1, 2]],
)


def strokes() -> nn.Sequential:
    """(n, 1, h, w) -> (n, 4): two layers of four maps, and their means as scores.

    >>> strokes()(torch.eye(9)[None, None]).argmax().item()
    3
    """
    gather = nn.Conv2d(4, 4, 3, padding=1, groups=4, bias=False)
    edges, scale = nn.Conv2d(1, 4, 3, padding=1), nn.Linear(4, 4, bias=False)
    with torch.no_grad():
        edges.weight.copy_(torch.tensor(KERNELS, dtype=torch.float32)[:, None] / 6)
        edges.bias.fill_(-0.25)
        gather.weight.fill_(1 / 9)
        scale.weight.copy_(60 * torch.eye(4))
    pool, mean = nn.MaxPool2d(2), nn.AdaptiveAvgPool2d(1)
    tail = (gather, nn.ReLU(), mean, nn.Flatten(), scale)
    return nn.Sequential(edges, nn.ReLU(), pool, *tail).eval()
