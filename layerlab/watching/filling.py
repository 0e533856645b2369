"""Weights of ours in a learner's model, so that right models agree; and what a model holds.

From `fill` down to the numbers. Imports torch; `instruments` brings both into scenes.
"""

import contextlib
import zlib
from collections import Counter

import numpy as np
import torch
from torch import nn


def fill(model: nn.Module, *, by: str = "order", x=None) -> nn.Module:
    """Give a model fixed weights, so that right models agree; gives the model.

    The numbers are made up: from each parameter's place (`by="order"`), from its name
    (`by="name"`), from its shape alone (`by="shape"`), where a matrix that stands the
    other way round gets the same, or from when its layer runs on `x` (`by="run"`).
    """
    if not isinstance(model, nn.Module):
        raise TypeError(f"an nn.Module is expected, this is a {type(model).__name__}")
    keys = _running(model, x) if by == "run" else {}
    with torch.no_grad():
        for place, (name, parameter) in enumerate(model.named_parameters()):
            key = keys.get(id(parameter), name)
            seed = place if by == "order" else zlib.crc32(key.encode())
            shaped = by == "shape"
            new = _of_shape(parameter) if shaped else _numbers(parameter, seed)
            parameter.copy_(new + 0.5 * (by == "run" and parameter.ndim == 1))
    return model


def state_of(*modules: nn.Module) -> list:
    """All that modules hold, as plain lists: the mode, parameters and buffers of each."""
    return [
        [module.training, [[n, v.tolist()] for n, v in module.state_dict().items()]]
        for module in modules
    ]


def _running(model, x) -> dict:
    """A key for each parameter, by its id: its layer's kind, and the how-manieth it runs.

    A layer without a matrix, as a normalisation is, is named after the one before it.
    """
    keys, counts, last = {}, Counter(), [""]

    def note(module, inputs):
        own = dict(module.named_parameters(recurse=False))
        if any(id(p) in keys for p in own.values()):
            return
        shapes = [tuple(p.shape[2:]) for p in own.values() if p.ndim > 1]
        if shapes:
            counts[str(shapes)] += 1
            last[0] = f"{shapes} {counts[str(shapes)]}"
        key = last[0] if shapes else f"after {last[0]}"
        keys.update({id(p): f"{key} {name}" for name, p in own.items()})

    _run_quietly(model, x, note)
    return keys


def _run_quietly(model, x, note):
    """Run in evaluation mode, with `note` before every module; an error is met again later."""
    was = model.training
    handles = [module.register_forward_pre_hook(note) for module in model.modules()]
    try:
        with torch.no_grad(), contextlib.suppress(Exception):
            model.eval()(x.clone())
    finally:
        model.train(was)
        for handle in handles:
            handle.remove()


def _of_shape(parameter):
    """Numbers that know nothing but the shape: the cosine of row times column."""
    rows = torch.arange(1.0, len(parameter) + 1).reshape(
        -1, *[1] * (parameter.ndim - 1)
    )
    columns = torch.arange(1.0, parameter.shape[-1] + 1)
    return torch.cos(rows * columns + sum(parameter.shape))


def _numbers(parameter, seed: int):
    """Numbers like fresh weights: normal, scaled by the fan-in; ours on every machine."""
    fan_in = max(parameter[0].numel() if parameter.ndim > 1 else 4, 1)
    values = np.random.default_rng(seed).normal(size=tuple(parameter.shape))
    return torch.tensor(values / np.sqrt(fan_in), dtype=parameter.dtype)
