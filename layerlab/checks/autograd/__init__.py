"""Unit 08, autograd: values that remember, their order, blame, a network, a step."""

from .value import Value
from .topological_order import topological_order
from .backward import backward
from .neuron import Neuron
from .layer import Layer
from .mlp import MLP
from .train_step import train_step

__all__ = [
    "Value",
    "topological_order",
    "backward",
    "Neuron",
    "Layer",
    "MLP",
    "train_step",
]
