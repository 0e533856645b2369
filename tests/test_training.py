"""The network that is ready made, and the many small ones baked side by side."""

import numpy as np
import pytest

from layerlab import data
from layerlab.errors import BadArgument
from layerlab.training import load_sorter, train_stacks
from layerlab.training.sorter import SIDE, WEIGHTS, shrink
from layerlab.training.stacks import forward


def test_the_weights_are_small_and_plain_arrays():
    assert WEIGHTS.stat().st_size < 300_000
    with np.load(WEIGHTS, allow_pickle=False) as file:
        assert {file[name].dtype.kind for name in file.files} == {"f"}


def test_the_sorter_reads_writers_it_has_not_seen():
    test, sorter = data.load("digits", "test"), load_sorter()
    guesses = [sorter(picture).argmax() for picture in test.X]
    assert np.mean(guesses == test.y) > 0.95


def test_place_and_size_of_a_drawing_do_not_matter():
    digit = data.load("digits", "test").X[3]
    large = np.kron(digit, np.ones((4, 4)))
    moved = np.zeros((60, 50))
    moved[20:52, 7:39] = large
    sorter = load_sorter()
    assert np.allclose(sorter(large), sorter(moved), atol=1e-9)
    assert sorter(digit).argmax() == sorter(moved).argmax()


def test_the_tiers_are_the_whole_network():
    sorter, drawing = load_sorter(), data.load("digits", "test").X[0]
    value = sorter.see(drawing)
    for tier in sorter.tiers:
        value = tier(value)
    assert sorter(drawing).argmax() == value.argmax()
    assert np.isclose(sorter(drawing).sum(), 1)


def test_shrinking_keeps_the_mean_of_a_square_that_is_full_to_its_edges():
    picture = np.random.default_rng(0).uniform(0.5, 1, size=(30, 30))
    picture = picture + picture[:, ::-1]  # no slant
    assert np.isclose(shrink(picture).mean(), picture.mean() / picture.max())


def test_an_empty_drawing_gets_no_shares():
    assert load_sorter()(np.zeros((28, 28))).sum() == 0
    assert shrink(np.zeros((5, 9))).shape == (SIDE, SIDE)


def test_a_picture_with_colours_is_refused():
    with pytest.raises(BadArgument, match=r"height by width.*\(4, 4, 3\)"):
        shrink(np.ones((4, 4, 3)))


def test_every_seed_has_its_own_stack_and_the_same_seed_the_same():
    X, y = data.load("moons", "train", n=40)
    few = train_stacks(X, y, [4], seeds=2, steps=20)
    many = train_stacks(X, y, [4], seeds=3, steps=20)
    assert np.allclose(few.layers[0][0], many.layers[0][0][:2])
    assert not np.allclose(many.layers[0][0][0], many.layers[0][0][1])


def test_the_slopes_are_those_of_torch():
    torch = pytest.importorskip("torch")
    from layerlab.training.stacks import _first_layers, _slopes

    X, y = data.load("blobs", "train", n=12)
    layers = _first_layers([2, 4, 3], 1)
    loss, slopes = _slopes(layers, X, y, True)
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
