"""The one interface of all sets: load, its errors, and what a Dataset can do."""

import base64
import os
import subprocess
import sys

import numpy as np
import pytest

from layerlab import data
from layerlab.errors import BadArgument, UnknownName

EMBEDDED = ["bakery", "captions", "reviews", "sounds", "moons", "circles", "spirals"]
EMBEDDED += ["xor", "blobs", "checkerboard", "digits", "iris", "wine", "breast_cancer"]
EMBEDDED += ["diabetes"]


def python(code, **variables):
    """Run a program of its own and give what it printed."""
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | variables
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_data_loads_no_heavy_library():
    code = "import sys, layerlab.data; print([m for m in ('torch', 'sklearn', 'PIL', "
    code += "'matplotlib', 'pooch', 'requests') if m in sys.modules])"
    assert python(code) == "[]"


def test_every_embedded_set_loads_with_the_network_cut():
    code = "import socket\ndef cut(*a, **k): raise OSError('no network')\n"
    code += "socket.socket.connect = socket.getaddrinfo = cut\n"
    code += f"from layerlab import data; names = {EMBEDDED}\n"
    code += "print(*(name for name in names if len(data.load(name, n=20)) == 20))"
    assert python(code).split() == EMBEDDED


@pytest.mark.parametrize("name", EMBEDDED)
def test_a_set_is_the_same_every_time_and_changes_with_the_seed(name):
    first, again = data.load(name, n=60), data.load(name, n=60)
    np.testing.assert_array_equal(first.X, again.X)
    np.testing.assert_array_equal(first.y, again.y)
    assert not np.array_equal(first.X, data.load(name, n=60, seed=1).X)


@pytest.mark.parametrize("name", EMBEDDED)
def test_fewer_examples_are_the_beginning_of_more(name):
    few, many = data.load(name, n=17), data.load(name, n=60)
    np.testing.assert_array_equal(few.X, many.X[:17])
    np.testing.assert_array_equal(few.y, many.y[:17])
    for factor, values in few.factors.items():
        np.testing.assert_array_equal(values, many.factors[factor][:17])


@pytest.mark.parametrize("name", EMBEDDED)
def test_training_and_test_share_no_example(name):
    train, test = data.load(name, "train", n=100), data.load(name, "test", n=30)
    rows = {row.tobytes() for row in train.X}
    shared = sum(row.tobytes() in rows for row in test.X)
    assert shared == 0


@pytest.mark.parametrize("name", [n for n in EMBEDDED if n != "diabetes"])
def test_every_label_has_a_name_and_every_class_occurs(name):
    loaded = data.load(name, n=100)
    assert loaded.y.dtype == np.int64
    assert sorted(set(loaded.y.tolist())) == list(range(len(loaded.classes)))


def test_an_unknown_name_lists_the_nearest():
    with pytest.raises(UnknownName, match=r"'bakry'. Did you mean 'bakery'\?"):
        data.load("bakry")


def test_a_hyphen_and_capitals_do_not_matter():
    assert data.load("Breast-Cancer", n=2).name == "breast_cancer"


def test_a_wrong_split_names_those_there_are():
    with pytest.raises(UnknownName, match="Known: all, test, train"):
        data.load("digits", "validation")


@pytest.mark.parametrize("n", [0, -3, 2.5, True, "ten"])
def test_an_n_that_is_no_count_is_refused(n):
    with pytest.raises(BadArgument, match="n must be a whole number"):
        data.load("digits", n=n)


def test_an_n_too_large_says_how_many_there_are():
    with pytest.raises(BadArgument, match=r"at most 1,438 .* 2,000 were asked for"):
        data.load("digits", n=2000)


@pytest.mark.parametrize("seed", [-1, 1.5, None, True])
def test_a_seed_that_is_no_whole_number_is_refused(seed):
    with pytest.raises(BadArgument, match="A seed must be a whole number"):
        data.load("moons", seed=seed)


def test_an_unknown_knob_names_the_nearest_and_a_set_without_knobs_says_so():
    with pytest.raises(UnknownName, match="Did you mean 'noise'"):
        data.load("moons", nois=1)
    with pytest.raises(UnknownName, match="Did you mean 'rotation'"):
        data.load("bakery", rotate=1)
    with pytest.raises(BadArgument, match="'digits' has no knobs"):
        data.load("digits", noise=1)


def test_tensors_are_float_channels_first_and_labels_whole_numbers():
    import torch

    X, y = data.load("bakery", n=5).torch("cpu")
    assert X.shape == (5, 3, 32, 32) and X.dtype == torch.float32
    assert y.dtype == torch.int64 and X.min() >= 0 and X.max() <= 1
    assert data.load("digits", n=5).torch().X.shape == (5, 1, 8, 8)
    assert data.load("sounds", n=2).torch().X.shape == (2, 1, 8000)
    assert data.load("diabetes", n=2).torch().y.dtype == torch.float32


def test_tensors_hold_the_same_pixels():
    cakes = data.load("bakery", n=3)
    pixels = cakes.torch().X.permute(0, 2, 3, 1).numpy() * 255
    np.testing.assert_allclose(pixels, cakes.X, atol=1e-4)


def test_sentences_cannot_become_tensors_and_the_error_says_what_to_do():
    with pytest.raises(BadArgument, match="are texts. Turn each text into numbers"):
        data.load("reviews", n=3).torch()


@pytest.mark.parametrize("tensors", [False, True])
def test_batches_hold_every_row_once_and_keep_x_and_y_together(tensors):
    digits = data.load("digits", n=50)
    expected = sorted(zip(digits.scaled().sum((1, 2)).tolist(), digits.y, strict=True))
    source = digits.torch() if tensors else digits
    seen, sizes = [], []
    for X, y in source.batches(16, np.random.default_rng(0)):
        X = X.numpy() if tensors else X / 16
        total = X.reshape(len(X), -1).astype(np.float32).sum(1)
        seen += list(zip(total.tolist(), [int(v) for v in y], strict=True))
        sizes.append(len(X))
    assert sizes == [16, 16, 16, 2]
    np.testing.assert_allclose(sorted(seen), expected, rtol=1e-6)


def test_batches_shuffle_with_a_generator_of_numpy_or_torch_and_not_without():
    import torch

    moons = data.load("moons", n=40)
    tensors = moons.torch()
    plain = next(moons.batches(40))[0]
    np.testing.assert_array_equal(plain, moons.X)
    assert not np.array_equal(
        next(moons.batches(40, np.random.default_rng(0)))[0], plain
    )
    one, two = (
        next(tensors.batches(40, torch.Generator().manual_seed(3)))[0] for _ in "ab"
    )
    assert torch.equal(one, two) and not torch.equal(one, tensors.X)


def test_batches_refuse_a_size_or_an_rng_that_is_none():
    moons = data.load("moons", n=4)
    with pytest.raises(BadArgument, match="size was 0"):
        next(moons.batches(0))
    with pytest.raises(BadArgument, match="Pass np.random.default_rng"):
        next(moons.batches(2, 42))


def test_take_keeps_rows_labels_and_factors_together():
    cakes = data.load("bakery", n=30)
    onions = cakes.take(cakes.y == 3)
    assert len(onions) == 3 and set(onions.factors["kind"]) == {3}
    np.testing.assert_array_equal(onions.X[0], cakes.X[np.flatnonzero(cakes.y == 3)[0]])


@pytest.mark.parametrize("name", EMBEDDED)
def test_a_notebook_shows_a_picture_with_alt_text(name, monkeypatch):
    monkeypatch.delenv("LAYERLAB_STATIC", raising=False)
    bundle, metadata = data.load(name, n=20)._repr_mimebundle_()
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    alt = metadata["image/png"]["alt"]
    assert f'alt="{alt}"' in bundle["text/html"] and name in alt


def test_a_stored_notebook_gets_the_picture_and_words_only(monkeypatch):
    monkeypatch.setenv("LAYERLAB_STATIC", "1")
    bundle, metadata = data.load("moons", n=20)._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "image/png"}
    assert metadata["image/png"]["alt"] in bundle["text/plain"]


def test_describe_says_size_classes_and_factors():
    text = repr(data.load("bakery", n=4).describe())
    assert "4 pictures, each 32 x 32 x 3 uint8" in text
    assert "10 classes: layer cake" in text and "background_hue" in text
