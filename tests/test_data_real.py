"""The real sets, from the cache, against official sums; and what stands in for them."""

import gzip
import hashlib
import os
import socket

import numpy as np
import pytest

from layerlab import data
from layerlab.data import cache
from layerlab.data.real import read_idx
from layerlab.data.registry import facts, file_of, registry
from layerlab.errors import DataUnavailable

REAL = [name for name, known in registry().items() if known["kind"] == "real"]
IDX = ["fashion_mnist", "mnist"]


@pytest.fixture
def offline(monkeypatch):
    """No socket connects."""

    def cut(*args, **kwargs):
        raise OSError("the network is cut")

    monkeypatch.setattr(socket.socket, "connect", cut)
    monkeypatch.setattr(socket, "getaddrinfo", cut)


def real(name, split="train", **arguments):
    """A real set, or a skip where it is not in the cache."""
    try:
        return data.load(name, split, **arguments)
    except DataUnavailable as missing:
        pytest.skip(f"{name} is not in the data cache; set LAYERLAB_DATA ({missing})")


@pytest.mark.realdata
@pytest.mark.parametrize("name", REAL)
def test_a_real_set_loads_without_a_network(name, offline):
    for split, size in facts(name)["splits"].items():
        size = min(size, 2000) if name == "cifar10" else size  # JPEGs take their time
        loaded = real(name, split, n=size)
        assert len(loaded) == size
        if facts(name).get("classes"):
            assert list(loaded.classes) == facts(name)["classes"]
            assert set(loaded.y.tolist()) == set(range(len(loaded.classes)))


@pytest.mark.realdata
@pytest.mark.parametrize("name", IDX)
@pytest.mark.parametrize("split", ["train", "test"])
def test_pixels_and_labels_are_bit_equal_to_the_official_ones(name, split, offline):
    loaded = real(name, split)
    prefix = "train" if split == "train" else "t10k"
    n = len(loaded)
    head = bytes([0, 0, 8, 3]) + b"".join(v.to_bytes(4, "big") for v in (n, 28, 28))
    images = hashlib.sha256(head + loaded.X.tobytes()).hexdigest()
    assert images == file_of(name, f"{prefix}-images-idx3-ubyte.gz").content
    head = bytes([0, 0, 8, 1]) + n.to_bytes(4, "big")
    labels = hashlib.sha256(head + loaded.y.astype(np.uint8).tobytes()).hexdigest()
    assert labels == file_of(name, f"{prefix}-labels-idx1-ubyte.gz").content


@pytest.mark.realdata
def test_the_official_wrapper_of_fashion_mnist_has_the_official_sum(offline):
    path = cache.cache_folder() / "fashion-mnist" / "train-images-idx3-ubyte.gz"
    if not path.is_file():
        pytest.skip("fashion-mnist is not in the data cache; set LAYERLAB_DATA")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    assert found == file_of("fashion_mnist", path.name).sha256


@pytest.mark.realdata
def test_debian_s_wrapper_is_accepted(offline, monkeypatch, tmp_path):
    if not (cache.SYSTEM / "fashion-mnist").is_dir():
        pytest.skip("Debian's dataset-fashion-mnist is not installed")
    monkeypatch.setenv("LAYERLAB_DATA", str(tmp_path))
    assert len(data.load("fashion_mnist", "test")) == 10_000


@pytest.mark.realdata
def test_the_jpeg_copy_of_cifar10_says_that_it_is_lossy(offline):
    if not (cache.cache_folder() / "cifar10" / "cifar10_jpeg.npz").is_file():
        pytest.skip("the JPEG copy of CIFAR-10 is not in the data cache")
    if (cache.cache_folder() / "cifar10" / "cifar-10-binary.tar.gz").is_file():
        pytest.skip("the official CIFAR-10 is there and comes first")
    loaded = real("cifar10", n=20)
    assert "Lossy" in loaded.note and "Lossy" in str(loaded.describe())
    assert loaded.X.shape == (20, 32, 32, 3)


@pytest.mark.realdata
def test_all_samples_of_the_spoken_digits_are_the_official_ones(offline):
    train, test = real("spoken_digits"), real("spoken_digits", "test")
    assert set(test.factors["take"]) == set(range(5)) and train.rate == 8000
    assert np.bincount(test.y).tolist() == [30] * 10
    with np.load(cache.find("spoken_digits", "fsdd_8k_int16.npz")) as packed:
        whole = hashlib.sha256(packed["audio"].astype("<i2").tobytes()).hexdigest()
        first = packed["audio"][: packed["offsets"][1]]
    official = "free-spoken-digit-dataset-1.0.10.zip"
    assert whole == file_of("spoken_digits", official).content
    zero = test.take((test.y == 0) & (test.factors["take"] == 0))
    np.testing.assert_array_equal(zero.X[0, : len(first)], first)


@pytest.mark.realdata
def test_sentences_of_all_three_sources_are_balanced(offline):
    both = [real("sentiment", split) for split in ("train", "test")]
    y = np.concatenate([part.y for part in both])
    source = np.concatenate([part.factors["source"] for part in both])
    assert np.bincount(source * 2 + y).tolist() == [500] * 6
    assert "Wow... Loved this place." in {str(t) for part in both for t in part.X}


@pytest.mark.realdata
def test_shakespeare_s_characters_follow_each_other(offline):
    plays = real("shakespeare", n=300)
    text = "".join(plays.classes[i] for i in plays.X)
    assert text.startswith("First Citizen:\nBefore we proceed")
    np.testing.assert_array_equal(plays.X[1:], plays.y[:-1])
    assert len(plays.classes) == 65


@pytest.mark.realdata
@pytest.mark.parametrize(
    "name", ["fashion_mnist", "spoken_digits", "sentiment", "names"]
)
def test_a_subset_is_the_beginning_of_a_larger_one_and_follows_the_seed(name, offline):
    few, many = real(name, n=10), real(name, n=50)
    np.testing.assert_array_equal(few.X, many.X[:10])
    assert not np.array_equal(few.X, real(name, n=10, seed=1).X)


def test_a_recompressed_file_counts_and_one_changed_byte_does_not(
    tmp_path, monkeypatch
):
    from layerlab.data.checksums import is_whole
    from layerlab.data.registry import File

    inside = b"cakes" * 1000
    digest = hashlib.sha256(inside).hexdigest()
    file = File("x.gz", sha256="0" * 64, content=digest, how="gunzip")
    path = tmp_path / "x.gz"
    for level in (1, 9):
        path.write_bytes(gzip.compress(inside, level, mtime=level))
        assert is_whole(path, file)
    path.write_bytes(gzip.compress(inside[:-1] + b"!"))
    assert not is_whole(path, file)
    path.write_bytes(gzip.compress(inside)[:-20])
    assert not is_whole(path, file)


def test_an_idx_file_is_read_as_its_header_says(tmp_path):
    raw = bytes([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3]) + bytes(range(6))
    (tmp_path / "x.gz").write_bytes(gzip.compress(raw))
    np.testing.assert_array_equal(
        read_idx(tmp_path / "x.gz"), np.arange(6).reshape(2, 3)
    )


def test_the_official_cifar10_archive_is_read_plane_by_plane(tmp_path):
    import io
    import tarfile

    from layerlab.data.real import _cifar_binary

    rng = np.random.default_rng(0)
    records = rng.integers(0, 256, (6, 10, 3073)).astype(np.uint8)
    names = [f"data_batch_{i}.bin" for i in range(1, 6)] + ["test_batch.bin"]
    with tarfile.open(tmp_path / "c.tar.gz", "w:gz") as archive:
        for place in (3, 5, 0, 4, 1, 2):  # the order in the archive does not matter
            member = tarfile.TarInfo(f"cifar-10-batches-bin/{names[place]}")
            member.size = records[place].nbytes
            archive.addfile(member, io.BytesIO(records[place].tobytes()))
    X, y = _cifar_binary(tmp_path / "c.tar.gz", "train", np.arange(50))
    assert (
        X.shape == (50, 32, 32, 3) and y.tolist() == records[:5, :, 0].ravel().tolist()
    )
    assert X[12, 3, 7].tolist() == [records[1, 2, 1 + c * 1024 + 103] for c in range(3)]


def test_the_official_zip_of_spoken_digits_is_read_in_the_order_of_names(tmp_path):
    import wave
    import zipfile

    from layerlab.data.real_speech import _zip

    path = tmp_path / "fsdd.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, value in (("7_theo_10", 2), ("0_george_3", 1)):
            with (
                archive.open(f"x/recordings/{name}.wav", "w") as member,
                wave.open(member, "wb") as sound,
            ):
                sound.setnchannels(1)
                sound.setsampwidth(2)
                sound.setframerate(8000)
                sound.writeframes(np.full(5, value, "<i2").tobytes())
    sounds, digit, speaker, take = _zip(path)
    assert [s.tolist() for s in sounds] == [[1] * 5, [2] * 5]
    assert (digit.tolist(), speaker.tolist(), take.tolist()) == (
        [0, 7],
        [0, 4],
        [3, 10],
    )


@pytest.fixture
def nothing_there(offline, monkeypatch, tmp_path):
    monkeypatch.setenv("LAYERLAB_DATA", str(tmp_path / "empty"))
    monkeypatch.delenv("LAYERLAB_OFFLINE", raising=False)
    monkeypatch.setattr(cache, "SYSTEM", tmp_path / "system")


@pytest.mark.parametrize("name", REAL)
def test_without_files_and_network_the_sentence_names_folder_and_stand_in(
    name, nothing_there
):
    with pytest.raises(DataUnavailable) as caught:
        data.load(name)
    known = facts(name)
    for words in (known["title"], known["folder"], known["stand_in"], "fallback=True"):
        assert words in str(caught.value)
    assert "not reached" in str(caught.value)


@pytest.mark.parametrize("name", REAL)
def test_the_stand_in_has_the_shape_of_the_real_set_and_says_what_it_is(
    name, nothing_there, capsys
):
    loaded = data.load(name, n=30, fallback=True)
    shapes = {"mnist": (28, 28), "fashion_mnist": (28, 28), "cifar10": (32, 32, 3)}
    assert len(loaded) == 30
    assert loaded.X.shape[1:] == shapes.get(name, loaded.X.shape[1:])
    assert f"Stands in for {facts(name)['title']}" in loaded.note
    assert "tands in for" in capsys.readouterr().err


def test_a_stand_in_gives_what_it_has_where_less_is_there(nothing_there):
    assert len(data.load("mnist", n=5000, fallback=True)) == 1438


def test_fallback_changes_nothing_where_the_split_is_wrong(nothing_there):
    with pytest.raises(KeyError, match="validation"):
        data.load("mnist", "validation", fallback=True)


def test_the_cache_is_the_user_s_own_folder_unless_told(monkeypatch, tmp_path):
    import platformdirs

    monkeypatch.delenv("LAYERLAB_DATA", raising=False)
    home = platformdirs.user_cache_path("layerlab", appauthor=False)
    assert cache.cache_folder() == home / "data"
    monkeypatch.setenv("LAYERLAB_DATA", str(tmp_path))
    assert cache.cache_folder() == tmp_path
    assert os.environ["LAYERLAB_DATA"] == str(tmp_path)
