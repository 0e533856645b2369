"""Train plain and residual networks of depth 6 to 56 for lesson 12: read `main` upwards.

    python -m tools.train_depths WORK               the runs that are missing, one by one
    python -m tools.train_depths WORK --part 0 2    every second of them, from the first

WORK is a file with one finished run a line, so that an interrupted sweep goes on where it
was; at its end each call writes all that WORK holds to layerlab/props/depths.json.

Three runs, with other first weights, for each of five depths, plain and residual, with
batch normalisation; and for depth 20 three more of either kind without it, at a tenth of
the learning rate. The networks follow He and others, https://arxiv.org/abs/1512.03385,
section 4.2: a first convolution, three stages of blocks of two convolutions, the mean over
places, one dense layer. Depth counts the 3 x 3 convolutions and the dense layer: 2 + 2 x
blocks (depth 6 has no block in its first stage). Unlike theirs, they are narrower (8, 16,
32 channels), the pictures smaller (the bakery at 16 x 16), the training much shorter, and
where a shape changes, the shortcut is a 1 x 1 convolution. One thread, about 25 minutes.
"""

import platform
import sys
import time
from datetime import date
from itertools import product

import torch
from torch import nn

from layerlab.data import load
from layerlab.props.depth import TABLE
from tools.stored_runs import sweep

DEPTHS = {6: (0, 1, 1), 14: (2, 2, 2), 20: (3, 3, 3), 32: (5, 5, 5), 56: (9, 9, 9)}
WIDTHS = (8, 16, 32)
PICTURES, UNSEEN, BATCH, EPOCHS = 4096, 512, 64, 8
LR, MOMENTUM, DECAY = 0.1, 0.9, 1e-4
SEEDS = (0, 1, 2)


def norm_of(channels: int, norm: bool) -> nn.Module:
    """A batch normalisation, or nothing."""
    return nn.BatchNorm2d(channels) if norm else nn.Identity()


class Block(nn.Module):
    """Two convolutions, with or without a shortcut around them."""

    def __init__(self, c_in, c_out, stride, *, skip, norm):
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride, padding=1, bias=not norm)
        self.bn1 = norm_of(c_out, norm)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, padding=1, bias=not norm)
        self.bn2 = norm_of(c_out, norm)
        self.skip, self.project = skip, None
        if skip and (stride > 1 or c_in != c_out):
            point = nn.Conv2d(c_in, c_out, 1, stride, bias=not norm)
            self.project = nn.Sequential(point, norm_of(c_out, norm))

    def forward(self, x):
        """(n, c_in, h, w) -> (n, c_out, h / stride, w / stride)."""
        h = self.bn2(self.conv2(self.bn1(self.conv1(x)).relu()))
        if self.skip:
            h = h + (x if self.project is None else self.project(x))
        return h.relu()


def network(depth: int, *, skip: bool, norm: bool) -> nn.Sequential:
    """The net of a depth; its weights come from torch's global generator."""
    first = nn.Conv2d(3, WIDTHS[0], 3, padding=1, bias=not norm)
    parts, c_in = [first, norm_of(WIDTHS[0], norm), nn.ReLU()], WIDTHS[0]
    for stage, (blocks, c_out) in enumerate(zip(DEPTHS[depth], WIDTHS, strict=True)):
        for i in range(blocks):
            stride = 2 if stage and i == 0 else 1
            parts.append(Block(c_in, c_out, stride, skip=skip, norm=norm))
            c_in = c_out
    model = nn.Sequential(*parts, nn.AdaptiveAvgPool2d(1), nn.Flatten())
    model.append(nn.Linear(WIDTHS[-1], 10))
    for part in model.modules():
        if isinstance(part, nn.Conv2d):
            nn.init.kaiming_normal_(part.weight, nonlinearity="relu")
    return model


def pictures(split: str, count: int):
    """Cakes at 16 x 16, (n, 3, 16, 16), mean 0 and deviation 1 of the training set."""
    X, y = load("bakery", split, n=count).torch()
    small = nn.functional.avg_pool2d(X, 2)
    return (small - 0.6) / 0.19, y


def share_of(step: int, steps: int) -> float:
    """The share of the learning rate: up over the first tenth, then down to 0."""
    rise = steps // 10
    return (step + 1) / rise if step < rise else (steps - step) / (steps - rise)


def train(model, data, lr: float, rng):
    """Mean training loss of each epoch, and what `measure` says after each."""
    (X, y), unseen = data
    optimiser = torch.optim.SGD(model.parameters(), lr, MOMENTUM, weight_decay=DECAY)
    steps, step, history = EPOCHS * (len(X) // BATCH), 0, []
    for _ in range(EPOCHS):
        losses = []
        for rows in torch.randperm(len(X), generator=rng).split(BATCH):
            optimiser.param_groups[0]["lr"] = lr * share_of(step, steps)
            loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            losses.append(loss.item())
            step += 1
        history.append((sum(losses) / len(losses), *measure(model, *unseen)))
    return history


@torch.inference_mode()
def measure(model, X, y):
    """Loss and accuracy on pictures it did not learn from."""
    model.eval()
    logits = torch.cat([model(part) for part in X.split(128)])
    model.train()
    right = (logits.argmax(1) == y).float().mean()
    return nn.functional.cross_entropy(logits, y).item(), right.item()


def one_run(run: dict, data) -> dict:
    """The run with its curves, its parameters and the CPU time it took."""
    torch.manual_seed(run["seed"])
    model = network(run["depth"], skip=run["skip"], norm=run["norm"])
    rng, start = torch.Generator().manual_seed(100 + run["seed"]), time.process_time()
    curves = zip(*train(model, data, run["lr"], rng), strict=True)
    names = ("train_loss", "val_loss", "val_accuracy")
    found = {n: [tidy(v) for v in c] for n, c in zip(names, curves, strict=True)}
    count = sum(p.numel() for p in model.parameters())
    seconds = round(time.process_time() - start, 1)
    return {**run, "parameters": count, "cpu_seconds": seconds, **found}


def tidy(value: float) -> float | None:
    """Four digits; None where the training blew up."""
    return float(f"{value:.4g}") if abs(value) < 1e12 else None


def runs() -> list[dict]:
    """All runs: the sweep, and what a skip does without norms; the costly ones last."""
    names = ("seed", "depth", "skip", "norm", "lr")
    many = product(SEEDS, DEPTHS, (False, True), (True,), (LR,))
    alone = product(SEEDS, (20,), (False, True), (False,), (0.01,))
    late = [dict(zip(names, r, strict=True)) for r in (*many, *alone)]
    return sorted(late, key=lambda r: r["seed"] > 1 and r["depth"] > 20)


def about(done: list[dict]) -> dict:
    """What a reader must know to trust the table."""
    return {
        "made_by": "tools/train_depths.py",
        "date": date.today().isoformat(),
        "data": f"bakery at 16 x 16, {PICTURES} to learn from, {UNSEEN} unseen",
        "recipe": f"SGD, momentum {MOMENTUM}, weight decay {DECAY}, batch {BATCH}, "
        f"{EPOCHS} epochs, rate up for a tenth of the steps and then down to 0",
        "hardware": f"{platform.machine()} CPU, one thread",
        "versions": f"python {platform.python_version()}, torch {torch.__version__}",
        "runs": f"{len(done)} of {len(runs())}",
        "cpu_minutes": round(sum(r["cpu_seconds"] for r in done) / 60, 1),
    }


def main(arguments: list[str] | None = None) -> int:
    """Train what is missing, all of it or a part; write the table of all that is done."""
    data = pictures("train", PICTURES), pictures("val", UNSEEN)
    in_table = sorted(runs(), key=lambda r: [r[n] for n in ("norm", "skip", "depth")])
    return sweep(
        arguments,
        __doc__.splitlines()[0],
        runs(),
        lambda run: one_run(run, data),
        TABLE,
        about,
        in_table,
    )


if __name__ == "__main__":
    sys.exit(main())
