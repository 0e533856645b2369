"""How fast `ll.training.fit` is beside the usual loop: Fashion-MNIST, one core, in turns.

    python -m tools.bench_training [--seeds 5] [--goals 90 92]

For each goal: test accuracy (epoch chosen on a validation split of 6,000 training
pictures; the test pictures are looked at once, at the end) and seconds of CPU time, as
means over the seeds. The usual loop has the same network, optimiser, schedule and epochs,
and a DataLoader whose set turns each picture into a tensor when it is asked for.
"""

import argparse
import math
import os
import statistics
import time

GOALS = {  # per cent -> limit in seconds, maker of the network, options of fit
    90: (30, "strided_cnn", {"epochs": 4, "lr": 1e-2, "batch_size": 128}),
    92: (90, "deeper_cnn", {"epochs": 9, "lr": 1.5e-2, "batch_size": 128}),
}
MIRRORED = {"deeper_cnn"}  # trained on mirrored pictures, too, and asked about both
SPLIT = 6_000  # training pictures that only choose the epoch


def pictures(seed: int):
    """(train, val, test) as pairs of uint8 pictures (n, 28, 28) and labels."""
    import numpy as np

    import layerlab as ll

    train, test = ll.data.load("fashion_mnist"), ll.data.load("fashion_mnist", "test")
    order = np.random.default_rng(seed).permutation(len(train))
    val, rest = train.take(order[:SPLIT]), train.take(order[SPLIT:])
    return rest, val, test


def network(name: str, seed: int):
    """A fresh network with weights drawn by the seed."""
    import torch

    from layerlab.training import nets

    torch.manual_seed(seed)
    net = getattr(nets, name)(1, 10)
    return nets.Mirrored(net) if name in MIRRORED else net


def flip(X, rng):
    """Each picture of the batch left and right exchanged, with probability a half."""
    import torch

    turned = torch.rand(len(X), generator=rng) < 0.5
    return torch.where(turned[:, None, None, None], X.flip(3), X)


def ours(data, name, options, seed) -> tuple[float, float]:
    """(seconds of CPU time, test accuracy) with ll.training.fit; data are handed as sets."""
    from layerlab.training import evaluate, fit

    train, val, test = data
    model, start = network(name, seed), time.process_time()
    augment = flip if name in MIRRORED else None
    more = {"seed": seed, "device": "cpu", "progress": False, "augment": augment}
    fit(model, train, val, **options, **more)
    seconds = time.process_time() - start
    return seconds, evaluate(model, test)["accuracy"]


def usual(data, name, options, seed) -> tuple[float, float]:
    """The same network and epochs with the loop that most scripts have."""
    import torch

    train, val, test = (_Tensored(part) for part in data)
    model, start = network(name, seed), time.process_time()
    torch.manual_seed(seed)
    size, epochs = options["batch_size"], options["epochs"]
    loader = torch.utils.data.DataLoader(train, batch_size=size, shuffle=True)
    checks = torch.utils.data.DataLoader(val, batch_size=size)
    adam = torch.optim.AdamW(model.parameters(), lr=options["lr"], weight_decay=5e-4)
    pace = torch.optim.lr_scheduler.OneCycleLR(
        adam, options["lr"], total_steps=epochs * len(loader)
    )
    best = (math.inf, None)
    for _ in range(epochs):
        _one_epoch(model, loader, adam, pace, name in MIRRORED)
        loss, _ = _look(model, checks)
        if loss < best[0]:
            kept = {k: v.clone() for k, v in model.state_dict().items()}
            best = (loss, kept)
    model.load_state_dict(best[1])
    seconds = time.process_time() - start
    return seconds, _look(model, torch.utils.data.DataLoader(test, batch_size=1000))[1]


class _Tensored:
    """A set that turns a picture into a tensor (1, 28, 28), 0 to 1, when asked for it."""

    def __init__(self, data):
        self.X, self.y = data.X, data.y

    def __len__(self):
        return len(self.X)

    def __getitem__(self, i):
        import torch

        return torch.from_numpy(self.X[i]).unsqueeze(0).float().div(255), int(self.y[i])


def _one_epoch(model, loader, adam, pace, turn):
    import torch

    model.train()
    for xb, yb in loader:
        if turn:
            half = torch.rand(len(xb)) < 0.5
            xb = torch.where(half[:, None, None, None], xb.flip(3), xb)
        loss = torch.nn.functional.cross_entropy(model(xb), yb)
        adam.zero_grad()
        loss.backward()
        adam.step()
        pace.step()


def _look(model, loader) -> tuple[float, float]:
    """(mean loss, accuracy) over a loader, in evaluation mode."""
    import torch

    model.eval()
    loss, right, n = 0.0, 0, 0
    with torch.inference_mode():
        for xb, yb in loader:
            logits = model(xb)
            loss += torch.nn.functional.cross_entropy(
                logits, yb, reduction="sum"
            ).item()
            right += (logits.argmax(dim=1) == yb).sum().item()
            n += len(yb)
    return loss / n, right / n


def measure(goal: int, seeds: int) -> bool:
    """Print one goal's table; whether it was reached."""
    limit, name, options = GOALS[goal]
    rows = []
    for seed in range(seeds):
        data = pictures(seed)
        row = [*ours(data, name, options, seed), *usual(data, name, options, seed)]
        rows.append(row)
        print(f"  {name} seed {seed}: fit {row[0]:5.1f} s {row[1]:.2%}", end="")
        print(f"   usual {row[2]:5.1f} s {row[3]:.2%}", flush=True)
    seconds, accuracy, slow, same = map(statistics.mean, zip(*rows, strict=True))
    reached = accuracy >= goal / 100 and seconds <= limit
    print(
        f"{goal} % within {limit} s: {'reached' if reached else 'NOT reached'};", end=""
    )
    print(f" fit {accuracy:.2%} in {seconds:.1f} s of CPU time (mean of {seeds});")
    print(f"  the usual loop {same:.2%} in {slow:.1f} s: {slow / seconds:.1f} times")
    return reached


def main() -> int:
    """Measure the goals one after the other, on one core."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--goals", type=int, nargs="+", default=list(GOALS))
    chosen = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    os.environ["OMP_NUM_THREADS"] = "1"
    import torch

    torch.set_num_threads(1)
    reached = [measure(goal, chosen.seeds) for goal in chosen.goals]
    return int(not all(reached))


if __name__ == "__main__":
    raise SystemExit(main())
