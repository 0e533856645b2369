"""Finale of 12: the signal through nets of the learner's own blocks, by their instrument."""

import math

import torch
from matplotlib.figure import Figure
from torch import nn

from layerlab import theme
from layerlab.figures import curves, show

DEPTH, CHANNELS = 12, 8


def play(
    kaiming_std, xavier_std, signal_statistics, BatchNorm2d, ResidualBlock, fuse
) -> None:
    """The spread of every layer: plain nets with two first weights, and residual blocks."""
    x = torch.randn(16, CHANNELS, 16, 16, generator=torch.Generator().manual_seed(0))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        std = kaiming_std(9 * CHANNELS, math.sqrt(2))
        nets = {
            "kaiming_std": _plain(std),
            "half of it": _plain(std / 2),
            "your blocks": nn.Sequential(
                *(ResidualBlock(CHANNELS, CHANNELS) for _ in range(DEPTH))
            ),
        }
    lines = {name: _spreads(signal_statistics, net, x) for name, net in nets.items()}
    figure = Figure(figsize=theme.WIDE)
    ax = figure.subplots()
    curves(ax, lines, xlabel="layer", ylabel="standard deviation", log=True)
    ax.set(title="What your instrument reads, layer by layer")
    ends = ", ".join(f"{name} {values[-1]:.2g}" for name, values in lines.items())
    show(
        figure,
        alt=f"The spread of the signal over {DEPTH} layers in three nets; at the end: {ends}.",
    )


def _plain(std) -> nn.Sequential:
    layers = []
    for _ in range(DEPTH):
        conv = nn.Conv2d(CHANNELS, CHANNELS, 3, padding=1, bias=False)
        nn.init.normal_(conv.weight, std=std)
        layers += [conv, nn.ReLU()]
    return nn.Sequential(*layers)


def _spreads(signal_statistics, net, x) -> list[float]:
    """One number a layer: after each convolution, or after each block's last norm."""
    rows = signal_statistics(net, x)
    last = [row for row in rows if row[0].endswith("bn2")]
    plain = [row for row in rows if "." not in row[0]][::2]
    return [float(std) for _, _, std in last or plain]
