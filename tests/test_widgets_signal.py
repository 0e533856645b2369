"""Signal through depth: its sizes, its gradients, its twin, and what it refuses."""

import json
from itertools import product

import numpy as np
import pytest

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets import SignalThroughDepth
from layerlab.widgets.random_numbers import bell, chance
from layerlab.widgets.signal import signal
from tests.node import javascript, needs_node

PLAIN = {"depth": 4, "gain": 1.3, "bend": "tanh", "norm": "none", "skip": False}


def test_the_weights_are_the_browsers():
    drawn = bell(chance(5 * 7919 + 3 * 104729))
    ours = signal.normals(5, 3, 2).ravel()
    assert np.allclose(ours, [next(drawn) for _ in range(ours.size)], atol=1e-12)


@pytest.mark.parametrize(
    ("bend", "norm", "skip"),
    list(product(signal.BENDS, ("none", "batch"), (False, True))),
)
def test_the_gradient_is_that_of_the_signal(bend, norm, skip):
    torch = pytest.importorskip("torch")
    bends = {"relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid}
    f, scale = bends.get(bend, lambda z: z), 1.3 / signal.WIDTH**0.5
    start = x = torch.tensor(signal.normals(2, 0, signal.ROWS)).requires_grad_()
    for k in range(1, 5):
        z = x @ torch.tensor(signal.normals(2, k, signal.WIDTH)) * scale
        z = (
            torch.nn.functional.batch_norm(z, None, None, training=True)
            if norm == "batch"
            else z
        )
        x = f(z) + x if skip else f(z)
    x.backward(torch.tensor(signal.normals(2, 9999, signal.ROWS)))
    how = PLAIN | {"bend": bend, "norm": norm, "skip": skip, "seed": 2}
    signals, gradients = signal.run(**how)
    assert np.allclose(signals[-1], x.detach())
    assert np.allclose(gradients[0], start.grad)


@needs_node
@pytest.mark.parametrize("norm", ["none", "batch"])
@pytest.mark.parametrize("bend", signal.BENDS)
def test_the_browser_computes_what_python_does(bend, norm):
    state = {"depth": 7, "gain": 1.2, "bend": bend, "norm": norm, "seed": 4}
    for skip in (False, True):
        how = state | {"skip": skip}
        expression = (
            "((r) => [r.sizes, r.gradientSizes, m.histogram(r.signals[7], 61, 3)])"
            f"(m.run({json.dumps(how)}))"
        )
        sizes, gradient_sizes, shares = javascript("signal/signal.js", expression)
        widget = SignalThroughDepth(**how)
        assert np.allclose(sizes, widget.sizes)
        assert np.allclose(gradient_sizes, widget.gradient_sizes)
        assert np.allclose(shares, signal.histogram(widget.run()[0][7]))


@pytest.mark.parametrize(
    ("settings", "verdict"),
    [
        ({"gain": 1.0}, ("fades", "fades")),
        ({"gain": 1.41}, ("holds", "holds")),
        ({"gain": 2.0}, ("explodes", "explodes")),
        ({"bend": "sigmoid"}, ("holds", "fades")),
        ({"norm": "batch"}, ("holds", "explodes")),
        ({"norm": "batch", "skip": True}, ("grows", "grows")),
        ({"norm": "batch", "skip": True, "depth": 56}, ("grows", "grows")),
        ({"skip": True, "gain": 1.41}, ("explodes", "explodes")),
    ],
)
def test_what_becomes_of_a_signal_in_thirty_layers(settings, verdict):
    for seed in range(5):
        assert SignalThroughDepth(**settings, seed=seed).verdict == verdict


def test_under_batch_normalisation_the_gain_changes_nothing():
    one, two = (SignalThroughDepth(gain=g, norm="batch") for g in (0.7, 2.1))
    assert np.allclose(one.sizes, two.sizes, rtol=1e-3)


def test_the_words_hold_the_numbers():
    widget = SignalThroughDepth(20, gain=1.2, bend="tanh", skip=True)
    assert "20 layers, gain 1.20, tanh, no normalisation, with skip" in widget.alt()
    assert f"to {widget.sizes[-1]:.2g} on its way up" in widget.alt()
    assert widget.png().startswith(b"\x89PNG")


def test_a_state_comes_back():
    widget = SignalThroughDepth(
        12, gain=0.9, bend="none", norm="batch", seed=7, layer=3
    )
    again = SignalThroughDepth.from_state(widget.state())
    assert again.state() == widget.state() and again.layer == 3


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        ({"depth": 200}, BadArgument, "depth must lie between 1 and 60"),
        ({"gain": 9}, BadArgument, "gain must lie between 0.1 and 3"),
        ({"layer": 31}, BadArgument, "layer must lie between 0 and 30"),
        ({"bend": "rleu"}, UnknownName, "no activation 'rleu'. Did you mean 'relu'"),
        ({"norm": "layer"}, UnknownName, "no normalisation 'layer'"),
        ({"skip": "yes"}, BadArgument, "skip is True or False"),
    ],
)
def test_a_wrong_argument_is_refused_with_words(wrong, error, words):
    with pytest.raises(error, match=words):
        SignalThroughDepth(**wrong)
