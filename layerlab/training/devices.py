"""Which device the tensors of a lesson live on."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch


def device() -> "torch.device":
    """The fastest device at hand as a `torch.device`: CUDA, Apple's MPS, or the CPU.

    >>> device().type in ("cuda", "mps", "cpu")
    True
    """
    import torch

    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")
