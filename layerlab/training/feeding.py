"""Where `fit` gets its batches: tensors that lie on the device, gathered there."""

import math
from collections.abc import Iterator

import numpy as np
import torch

from layerlab.errors import BadArgument


def as_tensors(data, device) -> tuple | None:
    """(X, y), tensors or arrays, or a set of `ll.data`, as tensors on the device; None stays.

    Pictures (n, c, h, w) get their channels last in memory; shapes stay as they are.
    """
    if data is None:
        return None
    X, y = data.torch(device) if hasattr(data, "torch") else _pair(data)
    X, y = _floats(X).to(device), torch.as_tensor(y).to(device)
    if len(X) != len(y) or len(X) == 0 or y.ndim != 1 or y.is_floating_point():
        raise BadArgument(
            "A classifier learns from X (n, …) and whole labels y (n,)",
            f"X is {tuple(X.shape)} and y is {tuple(y.shape)} of {_dtype(y)}",
            "Give one whole number 0, 1, … for each row of X",
        )
    X = X.contiguous(memory_format=torch.channels_last) if X.ndim == 4 else X
    return X, y.long()


def batches(data: tuple, size: int, rng: torch.Generator) -> Iterator[tuple]:
    """Yield (X, y) in a new order, each row once, in pieces of nearly the same size.

    No piece holds a single leftover row, which batch normalisation could not take.
    """
    X, y = data
    order = torch.randperm(len(X), generator=rng).to(X.device)
    for rows in order.tensor_split(math.ceil(len(X) / size)):
        yield X[rows], y[rows]


def _pair(data):
    try:
        X, y = data
    except (TypeError, ValueError):
        raise BadArgument(
            "fit takes a pair (X, y) or a set from ll.data.load",
            f"{type(data).__name__} was given",
            "Give it (X, y); a loader's batches can be joined with torch.cat",
        ) from None
    return X, y


def _floats(X) -> torch.Tensor:
    X = torch.as_tensor(np.ascontiguousarray(X) if isinstance(X, np.ndarray) else X)
    if X.dtype == torch.uint8:
        raise BadArgument(
            "Pictures go into a network as numbers from 0 to 1",
            "X holds bytes from 0 to 255",
            "Load with ll.data.load(…).torch(), or divide: X.float() / 255",
        )
    return X.float()


def _dtype(y) -> str:
    return str(y.dtype).removeprefix("torch.")
