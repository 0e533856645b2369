"""Finale of 13: a digit reader from the learner's `batches`, timed by their `bench`."""

import time

import torch
from matplotlib.figure import Figure
from torch import nn

from layerlab import theme
from layerlab.figures import curves, show
from layerlab.finales import thread
from layerlab.training import device
from layerlab.watching.timing import one_thread

SIZES, EPOCHS, LR = (8, 32, 128, 512, 1024), 10, 0.1


def play(
    train_step, bench, pairwise_distances, batches, amp_step, accumulate, ring, ddp
) -> None:
    """Train on the fastest device, then let the learner's bench time steps of many sizes."""
    place = device()
    X, y = _digits("train", place)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        net = nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 10)).to(place)
    opt = torch.optim.SGD(net.parameters(), lr=LR, momentum=0.9)
    rng = torch.Generator().manual_seed(0)
    for _ in range(EPOCHS):
        for xb, yb in batches(X, y, 64, rng):
            train_step(net, xb, yb, opt)
    with torch.inference_mode():
        new, truth = _digits("test", place)
        right = thread.right(net(new).argmax(1).cpu().numpy(), truth.cpu().numpy())
    print(
        f"On {place.type}, by your batches and your train_step: {right} of new digits are read."
    )
    _show_speed(lambda n: _seconds(bench, train_step, net, opt, X[:n], y[:n]), place)


def _digits(split, place) -> tuple[torch.Tensor, torch.Tensor]:
    X, y = (torch.tensor(part.copy()) for part in thread.digits(split))
    return X.float().to(place), y.long().to(place)


def _seconds(bench, train_step, net, opt, x, y) -> float:
    """What one step takes, by the learner's bench."""
    on_gpu = x.device.type == "cuda"
    sync = torch.cuda.synchronize if on_gpu else lambda: None
    step = lambda: train_step(net, x, y, opt)  # noqa: E731
    return float(bench(step, sync, time.perf_counter, warmup=3, repeats=10))


def _show_speed(seconds, place) -> None:
    with one_thread():  # cores that others use would make large batches slow
        rates = [n / max(seconds(n), 1e-9) for n in SIZES]
    figure = Figure(figsize=theme.SINGLE)
    ax = figure.subplots()
    curves(ax, {"training": (SIZES, rates)}, xlabel="examples in a batch", log=True)
    ax.set(xscale="log", ylabel="examples a second", title="What your bench measures")
    grew = rates[-1] / rates[0]
    show(
        figure,
        alt=f"Examples a second over the size of the batch, on {place.type}: with "
        f"{SIZES[-1]} at a time it is {grew:.0f} times the speed of {SIZES[0]} at a time.",
    )
