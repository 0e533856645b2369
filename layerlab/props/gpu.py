"""What lesson 13 brings: a recorded training step, and a try on a GPU where there is one."""

import json
from collections import Counter
from pathlib import Path

import torch
from torch import nn

FILE = Path(__file__).with_name("cpu_step.json")
PARTS = ("loading", "forward", "backward", "optimiser")


def cpu_step() -> dict:
    """The recorded step, made by tools/record_step.py with torch's profiler, on a CPU.

    where       the machine, torch's version, the date
    parts       {name: (start, length)} in milliseconds
    operations  how many tensor operations ran in each part

    >>> sorted(cpu_step()["parts"])
    ['backward', 'forward', 'loading', 'optimiser']
    """
    trace = json.loads(FILE.read_text("utf-8"))
    events = trace["traceEvents"]
    parts = {
        e["name"]: (e["ts"] / 1000, e["dur"] / 1000) for e in events if e["tid"] == 0
    }
    inside = Counter(_part_of(e["ts"] / 1000, parts) for e in events if e["tid"] == 1)
    operations = {name: inside[name] for name in PARTS}
    return {"where": trace["otherData"], "parts": parts, "operations": operations}


def _part_of(moment, parts):
    within = (
        n for n, (start, length) in parts.items() if 0 <= moment - start <= length
    )
    return next(within, "between")


def on_gpu(*, train_step, pairwise_distances) -> None:
    """Try two functions on a CUDA device and say how it went; without one, one line."""
    if not torch.cuda.is_available():
        print("No CUDA GPU here: nothing to try, and nothing is lost.")
        return
    device = torch.device("cuda")
    for name, attempt in (
        ("train_step", lambda: _step(train_step, device)),
        ("pairwise_distances", lambda: _distances(pairwise_distances, device)),
    ):
        print(f"{name}: {_said(attempt)}")


def _said(attempt) -> str:
    """What became of an attempt; a GPU has no say in the marks, so nothing is raised."""
    try:
        return attempt()
    except NotImplementedError:
        return "not started"
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:120]}"


def _step(train_step, device) -> str:
    """Run a step in which any hidden synchronisation raises."""
    model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)).to(device)
    opt = torch.optim.SGD(model.parameters(), lr=0.1)
    x, y = torch.ones(32, 64, device=device), torch.zeros(32, device=device).long()
    train_step(model, x, y, opt)  # the first time sets much up
    torch.cuda.set_sync_debug_mode("error")
    try:
        loss = train_step(model, x, y, opt)
    finally:
        torch.cuda.set_sync_debug_mode("default")
    place = loss.device.type if isinstance(loss, torch.Tensor) else "nowhere"
    return f"runs without a hidden wait; its loss lies on {place}"


def _distances(pairwise_distances, device) -> str:
    A, B = (torch.randn(1000, 16, dtype=torch.float64) for _ in range(2))
    found = pairwise_distances(A.to(device), B.to(device)).cpu()
    wrong = float((found - torch.cdist(A, B)).abs().max())
    return f"differs from the CPU's by at most {wrong:.0e}"
