"""Residual blocks as classes: the right one, and those that are wrong as a whole."""

import torch
from torch import nn


def straight():
    """The shortcut where nothing changes shape."""
    return nn.Identity()


def project(c_in, c_out, stride, size=1, bias=False, norm=True):
    """The shortcut where something does: a convolution and its normalisation."""
    conv = nn.Conv2d(c_in, c_out, size, stride, padding=size // 2, bias=bias)
    return nn.Sequential(conv, nn.BatchNorm2d(c_out)) if norm else nn.Sequential(conv)


class Block(nn.Module):
    """The right block: two convolutions, and a way around them."""

    size, bias, strides = 3, False, staticmethod(lambda s: (s, 1))

    def __init__(self, c_in, c_out, stride=1):
        super().__init__()
        first, second = self.strides(stride)
        how = {"padding": self.size // 2, "bias": self.bias}
        self.conv1 = nn.Conv2d(c_in, c_out, self.size, first, **how)
        self.bn1 = nn.BatchNorm2d(c_out)
        self.conv2 = nn.Conv2d(c_out, c_out, self.size, second, **how)
        self.bn2 = nn.BatchNorm2d(c_out)
        self.shortcut = self.way(c_in, c_out, stride)

    def way(self, c_in, c_out, stride):
        """The shortcut: straight, or bent where it must be."""
        return (
            project(c_in, c_out, stride)
            if self.bends(c_in, c_out, stride)
            else straight()
        )

    def bends(self, c_in, c_out, stride):
        """Whether x has another shape than what it is added to."""
        return stride != 1 or c_in != c_out

    def forward(self, x):
        """Both ways meet before the last ReLU."""
        return torch.relu(self.inner(x) + self.shortcut(x))

    def inner(self, x):
        """The long way, up to the sum."""
        return self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))


class Unpadded(Block):
    """Windows that lose the border."""

    def __init__(self, c_in, c_out, stride=1):
        super().__init__(c_in, c_out, stride)
        self.conv1.padding = self.conv2.padding = (0, 0)


class OneNorm(Block):
    """The first normalisation for both convolutions."""

    def inner(self, x):
        """The long way with bn1 twice."""
        return self.bn1(self.conv2(torch.relu(self.bn1(self.conv1(x)))))


class SharedNorm(Block):
    """bn2 is bn1 under another name."""

    def __init__(self, c_in, c_out, stride=1):
        super().__init__(c_in, c_out, stride)
        self.bn2 = self.bn1


class OneConvolution(Block):
    """A block of one convolution."""

    def inner(self, x):
        """The first half of the long way."""
        return self.bn1(self.conv1(x))


class NoNorm(Block):
    """A block whose normalisations are made and not used."""

    def inner(self, x):
        """The long way without normalisation."""
        return self.conv2(torch.relu(self.conv1(x)))


class ListedOtherwise(nn.Module):
    """Convolutions first, then norms; the way round in its own attributes; None for none."""

    def __init__(self, c_in, c_out, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride, 1, bias=False)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, 1, 1, bias=False)
        self.bn1, self.bn2 = nn.BatchNorm2d(c_out), nn.BatchNorm2d(c_out)
        self.relu, self.down = nn.ReLU(inplace=True), None
        if (c_in, 1) != (c_out, stride):
            self.down = nn.Conv2d(c_in, c_out, 1, stride, bias=False)
            self.down_bn = nn.BatchNorm2d(c_out)

    def forward(self, x):
        """The same sum, in place."""
        way = x if self.down is None else self.down_bn(self.down(x))
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        out += way
        return self.relu(out)


class OtherNames(nn.Module):
    """The right block with names of its own, the long way in one piece."""

    def __init__(self, c_in, c_out, stride=1):
        super().__init__()
        self.long = nn.Sequential(
            *(nn.Conv2d(c_in, c_out, 3, stride, 1, bias=False), nn.BatchNorm2d(c_out)),
            *(nn.ReLU(), nn.Conv2d(c_out, c_out, 3, 1, 1, bias=False)),
            nn.BatchNorm2d(c_out),
        )
        bent = stride != 1 or c_in != c_out
        self.short = nn.ModuleList([project(c_in, c_out, stride)] if bent else [])

    def forward(self, x):
        """The same sum."""
        short = self.short[0](x) if len(self.short) else x
        return nn.functional.relu(short + self.long(x))
