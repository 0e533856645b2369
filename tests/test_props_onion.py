"""The network of lesson 02: that it knows the bakery, and that its parts are the whole."""

import numpy as np
import pytest

from layerlab import data
from layerlab.errors import BadArgument
from layerlab.props import exciting_patches, load_onion, read_out, shrink_maps
from layerlab.props.onion import NAMES, WEIGHTS


def test_the_file_is_small_and_holds_plain_arrays():
    assert WEIGHTS.stat().st_size < 200_000
    with np.load(WEIGHTS, allow_pickle=False) as file:
        assert {file[name].dtype.kind for name in file.files} == {"f", "u"}


def test_the_names_are_the_bakerys():
    from layerlab.data import bakery

    assert NAMES == bakery.CLASSES


def test_the_network_knows_pictures_that_it_has_not_seen():
    test, onion = data.load("bakery", "test", n=400), load_onion()
    guesses = onion(onion.see(test.X)).argmax(axis=1)
    assert np.mean(guesses == test.y) > 0.97


def test_one_picture_and_a_batch_give_the_same():
    onion = load_onion()
    x = onion.see(data.load("bakery", "test", n=3).X)
    for layer in onion.layers:
        assert np.allclose(layer(x)[1], layer(x[1]), atol=1e-5)
        x = layer(x)
    assert x.shape == (3, 64, 4, 4)


def test_torch_computes_the_same_layers():
    torch = pytest.importorskip("torch")
    onion = load_onion()
    x = onion.see(data.load("bakery", "test", n=2).X)
    for layer, (W, b) in zip(onion.layers[:2], onion.windows, strict=False):
        edge = W.shape[-1] // 2
        wide = torch.nn.functional.pad(torch.tensor(x), [edge] * 4, mode="replicate")
        sums = torch.nn.functional.conv2d(wide, torch.tensor(W), torch.tensor(b))
        theirs = torch.nn.functional.max_pool2d(sums.relu(), 2).numpy()
        x = layer(x)
        assert np.allclose(x, theirs, atol=1e-4)


def test_the_raw_network_keeps_what_it_is_told_to_keep():
    onion = load_onion()
    half, again = onion.raw(2, seed=1), onion.raw(2, seed=1)
    assert half.windows[1][0] is onion.windows[1][0]
    assert not np.allclose(half.windows[2][0], onion.windows[2][0])
    assert np.array_equal(half.windows[3][0], again.windows[3][0])


def test_a_linear_reader_reads_baked_layers_better_than_raw_ones():
    train, test = (data.load("bakery", s, n=300) for s in ("train", "test"))
    right = []
    for onion in (load_onion(), load_onion().raw()):
        a, b = onion.see(train.X), onion.see(test.X)
        for layer in onion.layers:
            a, b = layer(a), layer(b)
        reader = read_out(shrink_maps(a), train.y)
        right.append(np.mean(reader(shrink_maps(b)) == test.y))
    assert right[0] > 0.95 and right[1] < 0.6


def test_pictures_of_another_shape_are_refused_in_three_parts():
    onion = load_onion()
    with pytest.raises(BadArgument, match=r"32, 32, 3.*\(2, 28, 28\).*bakery"):
        onion.see(np.zeros((2, 28, 28)))
    with pytest.raises(
        BadArgument, match=r"takes 3 channels.*\(32, 32, 3\).*onion.see"
    ):
        onion.layers[0](np.zeros((32, 32, 3)))


def test_an_exciting_patch_is_cut_where_the_channel_answers_most():
    pictures = np.zeros((3, 32, 32, 3), "uint8")
    pictures[1, 8:14, 16:22] = 200  # what place (5, 9) of layer 1 sees
    maps = np.zeros((3, 12, 16, 16))
    maps[1, 7, 5, 9], maps[2, 7, 0, 0] = 5, 3
    first, second = exciting_patches(pictures, maps, channel=7, k=2)
    assert (first == 200).all()
    assert (second[0] == 244).all() and (second[-1, -1] == 0).all()
