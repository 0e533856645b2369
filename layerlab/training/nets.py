"""Small networks for pictures that learn fast on one core; lesson 11 explains their parts."""

import math

from torch import Tensor, nn


def strided_cnn(
    channels: int, classes: int, *, width: int = 16, side: int = 28
) -> nn.Module:
    """A small CNN that halves the picture twice: (n, channels, side, side) -> logits.

    Two convolutions of stride 2, each with batch normalisation and ReLU, then one linear
    layer. No pooling and no full-size feature map: most of its time is arithmetic.

    >>> sum(p.numel() for p in strided_cnn(1, 10).parameters())
    20538
    """
    return nn.Sequential(
        *_halving(channels, width),
        *_halving(width, 2 * width),
        nn.Flatten(),
        nn.Linear(2 * width * math.ceil(side / 4) ** 2, classes),
    )


def deeper_cnn(
    channels: int, classes: int, *, width: int = 16, side: int = 28
) -> nn.Module:
    """`strided_cnn` with one more convolution.

    >>> sum(p.numel() for p in deeper_cnn(1, 10).parameters())
    29818
    """
    return nn.Sequential(
        *_halving(channels, width),
        *_halving(width, 2 * width),
        *_block(2 * width, 2 * width, stride=1),
        nn.Flatten(),
        nn.Linear(2 * width * math.ceil(side / 4) ** 2, classes),
    )


class Mirrored(nn.Module):
    """In evaluation the mean of a net's scores for a picture and for its mirror image.

    For pictures (n, channels, height, width) whose class does not depend on left and right;
    in training it is the net alone, which should see mirrored pictures there.
    """

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x) -> Tensor:
        """Scores (n, classes)."""
        if self.training:
            return self.net(x)
        return (self.net(x) + self.net(x.flip(3))) / 2


def _halving(c_in, c_out):
    return _block(c_in, c_out, stride=2)


def _block(c_in, c_out, *, stride):
    conv = nn.Conv2d(c_in, c_out, 3, stride, padding=1, bias=False)
    return conv, nn.BatchNorm2d(c_out), nn.ReLU()
