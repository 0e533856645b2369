"""The many small stacks baked side by side: their seeds, their slopes, what they learn."""

import numpy as np
import pytest

from layerlab import data
from layerlab.errors import BadArgument
from layerlab.props import train_stacks
from layerlab.props.stacks import first_layers, forward, loss_and_slopes


def test_every_seed_has_its_own_stack_and_the_same_seed_the_same():
    X, y = data.load("moons", "train", n=40)
    few = train_stacks(X, y, [4], seeds=2, steps=20)
    many = train_stacks(X, y, [4], seeds=3, steps=20)
    assert np.allclose(few.layers[0][0], many.layers[0][0][:2])
    assert not np.allclose(many.layers[0][0][0], many.layers[0][0][1])


def test_the_slopes_are_those_of_torch():
    torch = pytest.importorskip("torch")
    X, y = data.load("blobs", "train", n=12)
    layers = first_layers([2, 4, 3], 1)
    loss, slopes = loss_and_slopes(layers, X, y, True)
    parts = [torch.tensor(p[0], requires_grad=True) for pair in layers for p in pair]
    z = torch.relu(torch.tensor(X) @ parts[0] + parts[1]) @ parts[2] + parts[3]
    expected = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    expected.backward()
    assert np.isclose(loss[0], expected.item())
    for slope, part in zip(slopes, parts, strict=True):
        assert np.allclose(slope[0], part.grad.numpy())


def test_training_lowers_the_loss_and_learns_the_moons():
    X, y = data.load("moons", "train")
    baked = train_stacks(X, y, [8, 8], seeds=3, steps=150, lr=0.02)
    assert (baked.losses[-1] < baked.losses[0] / 2).all()
    assert (baked.accuracy(X, y) > 0.9).all()


def test_without_a_bend_a_stack_stays_linear():
    X, y = data.load("moons", "train", n=40)
    baked = train_stacks(X, y, [5, 5], seeds=1, steps=10, bend=False)
    line = np.linspace(0, 1, 5)[:, None] * [1.0, 2.0]
    scores = forward(baked.layers, line, bend=False)[-1][0]
    assert np.allclose(np.diff(scores, 2, axis=0), 0)


def test_labels_that_are_not_whole_are_refused():
    with pytest.raises(BadArgument, match="whole labels"):
        train_stacks([[0.0], [1.0]], [0.5, 1.0], [3])
