"""Unit 04, perceptron: one neuron, its rule, its margin.

Rosenblatt's rule and its convergence: F. Rosenblatt, The perceptron, Psychological Review
65 (1958), https://doi.org/10.1037/h0042519; A. Novikoff, On convergence proofs on
perceptrons (1962).
"""

from .predict import predict
from .update import update
from .train import train
from .margin import margin
from .lift import lift

__all__ = ["predict", "update", "train", "margin", "lift"]
