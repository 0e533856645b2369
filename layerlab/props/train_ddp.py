"""Train a small network in one process, or in many: the same file, unchanged.

    python train_ddp.py                           one process
    torchrun --nproc-per-node 2 train_ddp.py      two, each with a share of every batch

On GPUs the processes speak nccl, on CPUs gloo. Introduced in lesson 13.
"""

import argparse
import os

import torch
from torch import distributed as dist
from torch import nn
from torch.nn.functional import cross_entropy
from torch.nn.parallel import DistributedDataParallel


def main(arguments=None):
    """Train, say from process 0 how it went, and give the weights as one vector."""
    options = read(arguments)
    rank = int(os.environ.get("RANK", 0))  # torchrun sets these
    world = int(os.environ.get("WORLD_SIZE", 1))
    device = place(options.device)
    if world > 1:
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo")
    model = network().to(device)
    team = DistributedDataParallel(model) if world > 1 else model
    first, last = train(team, *stripes(device), options, rank=rank, world=world)
    weights = nn.utils.parameters_to_vector(model.parameters()).detach().cpu()
    if rank == 0:
        print(f"{world} process(es) on {device.type}: loss {first:.4f} to {last:.4f}")
        if options.out:
            torch.save(weights, options.out)
    if world > 1:
        dist.destroy_process_group()
    return weights


def train(model, X, y, options, *, rank, world):
    """Each process takes its rows of every batch; DDP averages the gradients."""
    opt = torch.optim.SGD(model.parameters(), lr=0.1)
    losses = []
    for _ in range(options.epochs):
        for start in range(0, len(X), options.batch):
            rows = slice(start + rank, start + options.batch, world)  # my share
            opt.zero_grad()
            loss = cross_entropy(model(X[rows]), y[rows])
            loss.backward()  # here the processes meet
            opt.step()
            losses.append(together(loss.detach(), world))
    return losses[0], losses[-1]


def together(loss, world):
    """The mean of the processes' losses."""
    if world > 1:
        dist.all_reduce(loss)
    return float(loss / world)


def place(wanted):
    """This process's device: its own GPU where there are some, else the CPU."""
    if wanted == "cpu" or not torch.cuda.is_available():
        return torch.device("cpu")
    local = int(os.environ.get("LOCAL_RANK", 0))
    torch.cuda.set_device(local)
    return torch.device("cuda", local)


def network():
    """A little network, the same in every process, whatever chance did before."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return nn.Sequential(
            nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.AdaptiveAvgPool2d(4),
            nn.Flatten(), nn.Linear(128, 2),
        )  # fmt: skip


def stripes(device, n=512):
    """Pictures with upright (0) or lying (1) stripes and noise; X (n, 1, 16, 16), y (n,)."""
    rng = torch.Generator().manual_seed(0)
    y = torch.arange(n) % 2
    wave = torch.sin(2 * torch.arange(16.0) + 6 * torch.rand(n, 1, generator=rng))
    wide = wave[:, None, :].expand(n, 16, 16)
    X = torch.where(y[:, None, None] == 0, wide, wide.transpose(1, 2))
    X = X + torch.randn(X.shape, generator=rng)
    return X[:, None].to(device), y.to(device)


def read(arguments):
    """The command line's options."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument(
        "--batch", type=int, default=64, help="of all processes together"
    )
    parser.add_argument("--device", default="", help="cpu: even where there is a GPU")
    parser.add_argument("--out", default="", help="where process 0 saves the weights")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
