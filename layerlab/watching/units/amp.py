"""Steps in half precision, watched: which dtypes, where autocast ends, what the scaler did."""

import torch
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode

from layerlab.watching.filling import fill


def steps(attempt, args: dict, **_) -> dict:
    """What `attempt(model, x, y, opt, scaler, dtype)` leaves after some steps on the CPU."""
    model, opt, scaler, dtype = _scene(args)
    logits, inside = [], []
    model.register_forward_hook(lambda m, i, out: logits.append(_name(out.dtype)))
    for p in model.parameters():
        p.register_hook(lambda g: inside.append(_autocast()))
    with _Reads() as reads:
        for _ in range(args["steps"]):
            loss = attempt(model, args["x"], args["y"], opt, scaler, dtype)
    seen = {"type(loss).__name__": type(loss).__name__}
    if seen["type(loss).__name__"] == "Tensor":
        seen |= {
            "loss.dtype": _name(loss.dtype),
            "loss.requires_grad": loss.requires_grad,
        }
    return seen | {
        "loss": loss,
        "dtype of the logits": sorted(set(logits)),
        "autocast during backward": any(inside),
        "dtype of the weights": _name(next(model.parameters()).dtype),
        "the weights": nn.utils.parameters_to_vector(model.parameters()).float(),
        "scaler.get_scale()": float(scaler.get_scale()),
        "numbers read": 0 if scaler.is_enabled() else reads.count,  # a scaler reads, too
    }


def _scene(args):
    with torch.random.fork_rng(devices=[]):
        model = fill(nn.Sequential(nn.Linear(3, 8), nn.ReLU(), nn.Linear(8, 3)))
    opt = torch.optim.SGD(model.parameters(), lr=0.5)
    for p in model.parameters():  # what a step before has left
        p.grad = torch.ones_like(p)
    settings = {"growth_interval": 1, "enabled": args["scale"] > 0}
    scale = float(args["scale"] or 1)
    scaler = torch.amp.GradScaler("cpu", init_scale=scale, **settings)
    return model, opt, scaler, getattr(torch, args["dtype"])


class _Reads(TorchDispatchMode):
    """Counts how often a number is read out of a tensor: `.item()`, `float(…)`, `if`."""

    count = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        """Note one operation, and run it."""
        self.count += func.overloadpacket is torch.ops.aten._local_scalar_dense
        return func(*args, **(kwargs or {}))


def _name(dtype):
    return str(dtype).removeprefix("torch.")


def _autocast():
    try:
        return torch.is_autocast_enabled("cpu")
    except TypeError:  # before torch 2.4
        return torch.is_autocast_cpu_enabled()
