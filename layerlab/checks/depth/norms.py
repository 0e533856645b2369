"""Batch normalisations as classes: the right one, and those that are wrong as a whole."""

import torch
from torch import nn


def wide(values):
    """A number a channel, so that it meets pictures."""
    return values[:, None, None]  # (c, 1, 1)


class BatchNorm(nn.Module):
    """The right one, in parts that can be replaced."""

    axes = (0, 2, 3)

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.weight = nn.Parameter(torch.ones(num_features))
        self.bias = nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))

    def forward(self, x):
        """Normalised by its statistics, then scaled and shifted."""
        mean, var = self.statistics(x)
        return self.scaled(self.centred(x, mean, var))

    def statistics(self, x):
        """Of the batch in training, the running ones in evaluation."""
        if not self.training:
            return self.running_mean, self.running_var
        mean, var = x.mean(self.axes), x.var(self.axes, unbiased=False)
        with torch.no_grad():
            self.remember(mean, self.unbiased(x))
        return mean, var

    def unbiased(self, x):
        """The variance that is remembered, divided by n - 1."""
        return x.var(self.axes)

    def remember(self, mean, var):
        """Moves the running statistics towards those of the batch."""
        self.running_mean.mul_(1 - self.momentum).add_(self.momentum * mean)
        self.running_var.mul_(1 - self.momentum).add_(self.momentum * var)

    def centred(self, x, mean, var):
        """Mean 0 and deviation 1, channel by channel."""
        return (x - wide(mean)) / torch.sqrt(wide(var) + self.eps)

    def scaled(self, x):
        """Times the weight, plus the bias."""
        return x * wide(self.weight) + wide(self.bias)


class PlainAttributes(BatchNorm):
    """Running statistics that nn.Module does not know of."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        nn.Module.__init__(self)
        self.eps, self.momentum = eps, momentum
        self.weight = nn.Parameter(torch.ones(num_features))
        self.bias = nn.Parameter(torch.zeros(num_features))
        self.running_mean = torch.zeros(num_features)
        self.running_var = torch.ones(num_features)


class OtherNames(BatchNorm):
    """Parameters with other names than torch's."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__(num_features, eps, momentum)
        del self.weight, self.bias
        self.gamma = nn.Parameter(torch.ones(num_features))
        self.beta = nn.Parameter(torch.zeros(num_features))

    def scaled(self, x):
        """Times gamma, plus beta."""
        return x * wide(self.gamma) + wide(self.beta)


class NoParameters(BatchNorm):
    """Neither weight nor bias."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__(num_features, eps, momentum)
        del self.weight, self.bias

    def scaled(self, x):
        """What came in."""
        return x


class TensorsForParameters(BatchNorm):
    """Weight and bias that no optimiser would find."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__(num_features, eps, momentum)
        del self.weight, self.bias
        self.weight, self.bias = torch.ones(num_features), torch.zeros(num_features)


class StartsAtZero(BatchNorm):
    """A running variance that begins with 0."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__(num_features, eps, momentum)
        self.running_var.zero_()


class RunningAsParameters(BatchNorm):
    """Running statistics that an optimiser would move."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__(num_features, eps, momentum)
        del self.running_mean, self.running_var
        self.running_mean = nn.Parameter(torch.zeros(num_features))
        self.running_var = nn.Parameter(torch.ones(num_features))


class ByHandShapes(BatchNorm):
    """The same with flattened pictures, n / (n - 1) by hand, and buffers set anew."""

    def statistics(self, x):
        """The same numbers, counted by hand."""
        if not self.training:
            return self.running_mean, self.running_var
        flat = x.detach().transpose(0, 1).flatten(1)  # (c, n * h * w)
        n, m = flat.shape[1], self.momentum
        mean, var = flat.mean(1), ((flat - flat.mean(1, keepdim=True)) ** 2).mean(1)
        self.running_mean = (1 - m) * self.running_mean + m * mean
        self.running_var = (1 - m) * self.running_var + m * var * n / (n - 1)
        mean = x.mean(self.axes)
        return mean, ((x - wide(mean)) ** 2).mean(self.axes)
