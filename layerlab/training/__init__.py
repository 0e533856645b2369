"""Training: where it runs."""

from layerlab.training.devices import device

__all__ = ["device"]
