"""Measure what lesson 14 says of splits and of rare kinds: read `main` upwards.

    python -m tools.measure_scores WORK               the runs that are missing, one by one
    python -m tools.measure_scores WORK --part 0 2    every second of them, from the first

WORK is a file with one finished run a line, so that an interrupted sweep goes on where it
was; at its end each call writes all that WORK holds to layerlab/props/scores.json.

*photographs*, five seeds: 1,200 pictures, a fifth of them the test. "rows": 150 cakes with
eight photographs each, dealt one by one; "families": the same, whole cakes dealt;
"strangers": 1,200 different cakes, the control. Sealed: 2,000 new cakes.
*tail*, three seeds: ten kinds, the commonest 50 times as common as the rarest, 2,500
pictures; a CNN and a linear model, each with three learning rates and three losses: plain,
weighted by class, and plain on balanced draws. Each run is read three times: as it is,
with the log class shares taken off its scores, and, as a control, with the same shares
taken off the wrong kinds. One thread, under ten minutes.
"""

import platform
import sys
import time
from datetime import date
from itertools import product

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy

from layerlab.data import load
from layerlab.props.data import TABLE, mirrored, photographs, small_net
from layerlab.training.fitting import one_cycle
from tools.stored_runs import sweep

CAKES, SHOTS, NEW = 150, 8, 2000
PICTURES, TAIL = 2500, 50
BATCH, DECAY = 64, 5e-4
EPOCHS = {"photographs": 15, "tail": 10}
RATES = {"cnn": (0.003, 0.01, 0.03), "linear": (0.0005, 0.002, 0.008)}


def pixels() -> nn.Module:
    """A linear model on all pixels, the mean grey taken off."""
    return nn.Sequential(nn.Flatten(), nn.Linear(3 * 32 * 32, 10))


NETS = {"cnn": small_net, "linear": pixels}


def train(model, X, y, *, epochs, lr, rng, weights=None, balanced=False) -> None:
    """Fit in place as `ll.training.fit` does: AdamW, one cycle, mirrored at random."""
    optimiser = torch.optim.AdamW(model.parameters(), lr, weight_decay=DECAY)
    steps, step = epochs * -(-len(y) // BATCH), 0
    chance = 1.0 / torch.bincount(y, minlength=10)[y]
    for _ in range(epochs):
        order = (
            torch.multinomial(chance, len(y), replacement=True, generator=rng)
            if balanced
            else torch.randperm(len(y), generator=rng)
        )
        for rows in order.split(BATCH):
            optimiser.param_groups[0]["lr"] = lr * one_cycle(step / steps)
            loss = cross_entropy(model(mirrored(X[rows], rng)), y[rows], weight=weights)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            step += 1


@torch.inference_mode()
def scores(model, X):
    """Logits (n, 10), in evaluation mode."""
    model.eval()
    return torch.cat([model(part) for part in X.split(256)])


def share_right(logits, y) -> float:
    """Accuracy, four digits."""
    return round(float((logits.argmax(1) == y).float().mean()), 4)


def recalls(logits, y) -> list[float]:
    """For each kind the share of its pictures that was found."""
    found = logits.argmax(1)
    return [round(float((found[y == k] == k).float().mean()), 4) for k in range(10)]


def photographs_run(run) -> dict:
    """Train on one split; what the test and the new cakes say."""
    seed, rng = run["seed"], np.random.default_rng(run["seed"])
    each = 1 if run["split"] == "strangers" else SHOTS
    shots = photographs(CAKES * SHOTS // each, each, seed=seed)
    X, y = shots.torch()
    family = np.repeat(np.arange(len(y) // each), each)
    units = family if run["split"] == "families" else np.arange(len(y))
    drawn = rng.permutation(units.max() + 1)[: (units.max() + 1) // 5]
    test = torch.tensor(np.isin(units, drawn))
    torch.manual_seed(seed)
    model, g = small_net(), torch.Generator().manual_seed(seed)
    train(model, X[~test], y[~test], epochs=EPOCHS["photographs"], lr=run["lr"], rng=g)
    X_new, y_new = load("bakery", "val", n=NEW).torch()
    return {
        "test": share_right(scores(model, X[test]), y[test]),
        "sealed": share_right(scores(model, X_new), y_new),
    }


def tail_run(run) -> dict:
    """Train on a long tail; accuracy on its own like, recalls on a balanced set."""
    seed, n = run["seed"], PICTURES
    X, y = load("bakery", n=n, seed=seed, tail=TAIL).torch()
    X_own, y_own = load("bakery", "test", n=n, seed=seed, tail=TAIL).torch()
    X_new, y_new = load("bakery", "val", n=NEW).torch()
    counts = torch.bincount(y, minlength=10)
    torch.manual_seed(seed)
    model, g = NETS[run["net"]](), torch.Generator().manual_seed(seed)
    weights = n / (10 * counts.float()) if run["loss"] == "weighted" else None
    how = {"weights": weights, "balanced": run["loss"] == "drawn evenly"}
    train(model, X, y, epochs=EPOCHS["tail"], lr=run["lr"], rng=g, **how)
    own, new = scores(model, X_own), scores(model, X_new)
    shares = (counts / n).log()
    readings = {"as it is": 0 * shares, "adjusted": shares, "wrong": shares.flip(0)}
    return {
        "counts": counts.tolist(),
        "own": {k: share_right(own - s, y_own) for k, s in readings.items()},
        "recalls": {k: recalls(new - s, y_new) for k, s in readings.items()},
    }


MAKE = {"photographs": photographs_run, "tail": tail_run}


def runs() -> list[dict]:
    """All runs, as their settings."""
    splits = product(range(5), ("rows", "families", "strangers"))
    found = [
        {"what": "photographs", "seed": seed, "split": split, "lr": 0.01}
        for seed, split in splits
    ]
    losses = ("plain", "weighted", "drawn evenly")
    for net, seed, loss in product(NETS, range(3), losses):
        for lr in RATES[net]:
            settings = {"what": "tail", "seed": seed, "net": net}
            found.append(settings | {"loss": loss, "lr": lr})
    return found


def one_run(run: dict) -> dict:
    """The run with what it found, and the CPU time that it took."""
    start = time.process_time()
    found = MAKE[run["what"]](run)
    return {**run, **found, "cpu_seconds": round(time.process_time() - start, 1)}


def about(done: list[dict]) -> dict:
    """What a reader must know to trust the table."""
    return {
        "made_by": "tools/measure_scores.py",
        "date": date.today().isoformat(),
        "data": "bakery at 32 x 32; photographs: 1,200 pictures; tail: "
        f"{PICTURES:,} pictures, commonest kind over rarest {TAIL}",
        "recipe": f"AdamW, one cycle, weight decay {DECAY}, batch {BATCH}, mirrored at "
        f"random, {EPOCHS['photographs']} and {EPOCHS['tail']} epochs",
        "hardware": f"{platform.machine()} CPU, one thread",
        "versions": f"python {platform.python_version()}, torch {torch.__version__}",
        "runs": f"{len(done)} of {len(runs())}",
        "cpu_minutes": round(sum(r["cpu_seconds"] for r in done) / 60, 1),
    }


def main(arguments: list[str] | None = None) -> int:
    """Do the runs that are missing, all or a part; write the table of all that is done."""
    return sweep(arguments, __doc__.splitlines()[0], runs(), one_run, TABLE, about)


if __name__ == "__main__":
    sys.exit(main())
