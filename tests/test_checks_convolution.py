"""Unit 10: torch's own convolution, pooling and gradients pass its checks."""

import numpy as np
import torch
from torch.nn import functional

from layerlab.checking.engine import judge_here
from layerlab.checks import convolution


def tensor(array):
    return torch.tensor(np.asarray(array, dtype=float))


def correlate(image, kernel):
    return functional.conv2d(tensor(image)[None, None], tensor(kernel)[None, None])[
        0, 0
    ]


def conv2d(X, W, b, stride=1, padding=0):
    x, w, bias = (tensor(a).float() for a in (X, W, b))
    return functional.conv2d(x, w, bias, stride=stride, padding=padding)


def max_pool(X, size, stride=None, padding=0):
    return functional.max_pool2d(tensor(X), size, stride=stride, padding=padding)


def output_size(n, kernel, padding=0, stride=1, dilation=1):
    how = {"stride": stride, "padding": padding, "dilation": dilation}
    row, weights = torch.zeros(1, 1, n), torch.zeros(1, 1, kernel)
    return functional.conv1d(row, weights, **how).shape[-1]


def receptive_field(layers):
    """How many input places one output's gradient reaches."""
    x = torch.zeros(1, 1, 6000, dtype=torch.double, requires_grad=True)
    out = x
    for kernel, stride, *_ in layers:
        ones = torch.ones(1, 1, kernel, dtype=torch.double)
        out = functional.conv1d(out, ones, stride=stride)
    out[0, 0, 0].backward()
    touched = x.grad[0, 0].nonzero()
    return int(touched.max() - touched.min()) + 1


def passes(exercise, attempt):
    verdict = judge_here(exercise, attempt)
    return verdict.passed or verdict.message


def test_torch_has_the_same_sizes():
    assert passes(convolution.output_size, output_size) is True


def test_torch_slides_the_same_window():
    assert passes(convolution.correlate, correlate) is True


def test_torch_sums_over_the_same_channels():
    assert passes(convolution.conv2d, conv2d) is True


def test_torch_pools_alike():
    assert passes(convolution.max_pool, max_pool) is True


def test_gradients_reach_as_far_as_the_receptive_field():
    assert passes(convolution.receptive_field, receptive_field) is True
