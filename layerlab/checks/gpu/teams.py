"""Runs of one epoch in a team of processes: right ones, and wrong ones.

Each is `(model, X, y, size, lr, rank, world, all_reduce)` -> the model.
"""

import torch
from torch.nn import functional as F


def share(start, size, rank, world):
    """Every `world`-th row of a batch."""
    return slice(start + rank, start + size, world)


def averaged(model, opt, world, all_reduce):
    """Right: the mean of the gradients, then a step."""
    for p in model.parameters():
        all_reduce(p.grad)
        p.grad /= world
    opt.step()


def team_with(
    rows=None, combine=None, clear=True, loss=F.cross_entropy, make=torch.optim.SGD
):
    """A training run in one of `world` processes, with one thing changed."""

    def code(model, X, y, size, lr, rank, world, all_reduce):
        opt = make(model.parameters(), lr)
        for start in range(0, len(X), size):
            mine = (rows or share)(start, size, rank, world)
            if clear:
                opt.zero_grad()
            loss(model(X[mine]), y[mine]).backward()
            (combine or averaged)(model, opt, world, all_reduce)
        return model

    return code


def block(start, size, rank, world):
    """Right: an equal block of the batch."""
    part = size // world
    return slice(start + rank * part, start + (rank + 1) * part)


def summed(model, opt, world, all_reduce):
    """Sums and does not divide."""
    for p in model.parameters():
        all_reduce(p.grad)
    opt.step()


def by(change):
    """Reduces, and then changes each gradient by `change(g, world)`."""

    def combine(model, opt, world, all_reduce):
        for p in model.parameters():
            all_reduce(p.grad)
            p.grad = change(p.grad, world)
        opt.step()

    return combine


def divided_alone(model, opt, world, all_reduce):
    """Divides, and never speaks with the others."""
    for p in model.parameters():
        p.grad /= world
    opt.step()


def alone(model, opt, world, all_reduce):
    """Never speaks with the others."""
    opt.step()


def weights_summed(model, opt, world, all_reduce):
    """Adds up weights."""
    opt.step()
    for p in model.parameters():
        all_reduce(p.data)


def weights_averaged(model, opt, world, all_reduce):
    """For plain descent the mean of the weights is as good as the mean of the slopes."""
    opt.step()
    for p in model.parameters():
        all_reduce(p.data)
        p.data /= world


def first_only(model, opt, world, all_reduce):
    """Reduces one parameter."""
    p = next(model.parameters())
    all_reduce(p.grad)
    p.grad /= world
    opt.step()


def reduced_flat(model, opt, world, all_reduce):
    """All gradients in one message, as one vector."""
    params = list(model.parameters())
    flat = torch.cat([p.grad.ravel() for p in params])
    all_reduce(flat)
    pieces = (flat / world).split([p.numel() for p in params])
    for p, g in zip(params, pieces, strict=True):
        p.grad.copy_(g.view_as(p))
    opt.step()


def whole_batches(model, X, y, size, lr, rank, world, all_reduce):
    """Deals out batches, not the rows of each batch."""
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    for start in range(rank * size, len(X), world * size):
        rows = slice(start, start + size)
        opt.zero_grad()
        F.cross_entropy(model(X[rows]), y[rows]).backward()
        averaged(model, opt, world, all_reduce)
    return model


def averaged_at_the_end(model, X, y, size, lr, rank, world, all_reduce):
    """Trains alone, and averages the weights once."""
    give = (model, X, y, size, lr, rank, world, all_reduce)
    team_with(combine=alone)(*give)
    for p in model.parameters():
        all_reduce(p.data)
        p.data /= world
    return model


def summed_at_the_end(model, X, y, size, lr, rank, world, all_reduce):
    """Trains alone, and adds the weights up once."""
    team_with(combine=alone)(model, X, y, size, lr, rank, world, all_reduce)
    for p in model.parameters():
        all_reduce(p.data)
    return model


def team_until(stop):
    """A team that goes through the rows up to `stop(n, size)`."""

    def code(model, X, y, size, *rest):
        n = stop(len(X), size)
        return team_with()(model, X[:n], y[:n], size, *rest)

    return code


def shares_first(model, X, y, size, lr, rank, world, all_reduce):
    """Deals out all rows first, then takes `size` of its own at a time."""
    mine, own = X[rank::world], y[rank::world]
    return team_with(rows=lambda s, size, rank, world: slice(s, s + size))(
        model, mine, own, size, lr, rank, world, all_reduce
    )


def with_optimiser(make):
    """The right team with another optimiser; `make(params, lr)`."""
    return team_with(make=make)


def adam(params, lr):
    """Not plain descent."""
    return torch.optim.Adam(params, lr=lr)


def momentum(params, lr):
    """Not plain descent."""
    return torch.optim.SGD(params, lr=lr, momentum=0.9)


def summed_loss(scores, y):
    """The sum over the share."""
    return F.cross_entropy(scores, y, reduction="sum")


def rank_zero_waits(model, X, y, size, lr, rank, world, all_reduce):
    """Only the first process reduces: it waits for ever."""

    def combine(model, opt, world, all_reduce):
        if rank == 0:
            averaged(model, opt, world, all_reduce)
        else:
            opt.step()

    return team_with(combine=combine)(model, X, y, size, lr, rank, world, all_reduce)


def every_row(start, size, rank, world):
    """All rows of a batch."""
    return slice(start, start + size)


def only_rank_zero_works(model, X, y, size, lr, rank, world, all_reduce):
    """The others do nothing."""
    if rank == 0:
        team_with(rows=every_row, combine=alone)(
            model, X, y, size, lr, rank, world, all_reduce
        )
    return model
