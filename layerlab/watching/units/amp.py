"""Steps in half precision, watched: which dtypes, where autocast ends, what the scaler did."""

import torch
from torch import nn

from layerlab.watching.filling import fill


def steps(attempt, args: dict, call="", torch=None) -> dict:
    """What `attempt(model, x, y, opt, scaler, dtype)` leaves after some steps on the CPU."""
    model, opt, scaler, dtype = _scene(args)
    logits, inside = [], []
    model.register_forward_hook(lambda m, i, out: logits.append(_name(out.dtype)))
    for p in model.parameters():
        p.register_hook(lambda g: inside.append(_autocast()))
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


def _name(dtype):
    return str(dtype).removeprefix("torch.")


def _autocast():
    try:
        return torch.is_autocast_enabled("cpu")
    except TypeError:  # before torch 2.4
        return torch.is_autocast_cpu_enabled()
