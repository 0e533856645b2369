"""Ways to remember running statistics that are wrong, as methods of a BatchNorm2d."""

import torch


def with_graph(self, mean, var):
    """The running statistics carry their graph on."""
    with torch.enable_grad():
        old, m = (self.running_mean, self.running_var), self.momentum
        self.running_mean = (1 - m) * old[0] + m * mean
        self.running_var = (1 - m) * old[1] + m * var


def mean_only(self, mean, var):
    """The variance stays where it was."""
    self.running_mean.mul_(1 - self.momentum).add_(self.momentum * mean)


def swapped(self, mean, var):
    """Old and new have changed places."""
    self.running_mean.mul_(self.momentum).add_((1 - self.momentum) * mean)
    self.running_var.mul_(self.momentum).add_((1 - self.momentum) * var)


def overwritten(self, mean, var):
    """The last batch alone."""
    self.running_mean.copy_(mean)
    self.running_var.copy_(var)


def only_added(self, mean, var):
    """The old part is not made smaller."""
    self.running_mean.add_(self.momentum * mean)
    self.running_var.add_(self.momentum * var)


def moved_away(self, mean, var):
    """The step goes the wrong way."""
    self.running_mean.sub_(self.momentum * (mean - self.running_mean))
    self.running_var.sub_(self.momentum * (var - self.running_var))


def only_the_step(self, mean, var):
    """The step takes the place of what was there."""
    self.running_mean.copy_(self.momentum * (mean - self.running_mean))
    self.running_var.copy_(self.momentum * (var - self.running_var))
