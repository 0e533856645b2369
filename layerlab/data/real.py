"""The real sets: from the loader to the reader of each file format.

Pictures keep the official order and split. A subset is drawn by `seed` without
replacement, and a smaller n gives the beginning of a larger one.
"""

import gzip
import tarfile

import numpy as np

from layerlab.data.arguments import size_of, split_of
from layerlab.data.cache import find
from layerlab.data.counter_rng import Counter
from layerlab.data.dataset import Dataset
from layerlab.data.registry import facts


def load(name, split, n, seed) -> Dataset:
    """One real set, from the cache or a mirror."""
    known = facts(name)["splits"]
    split = split_of(name, split, known)
    n = size_of(name, split, n, known[split])
    return _READERS[name](name, split, n, seed)


def _subset(name, split, n, seed):
    """Row numbers: all in the official order, or n of them drawn by the seed."""
    total = facts(name)["splits"][split]
    if n == total:
        return np.arange(total)
    return Counter(seed, name, split).permutation(total, "subset")[:n]


def _idx_set(name, split, n, seed):
    prefix = "train" if split == "train" else "t10k"
    rows = _subset(name, split, n, seed)
    X = read_idx(find(name, f"{prefix}-images-idx3-ubyte.gz"))[rows]
    y = read_idx(find(name, f"{prefix}-labels-idx1-ubyte.gz"))[rows]
    classes = tuple(facts(name)["classes"])
    return Dataset(name, split, X, y.astype(np.int64), "pictures", classes, top=255.0)


def read_idx(path) -> np.ndarray:
    """The array in a gzipped IDX file of bytes (http://yann.lecun.com/exdb/mnist/)."""
    with gzip.open(path) as stream:
        raw = stream.read()
    dimensions = raw[3]
    shape = np.frombuffer(raw, ">i4", dimensions, offset=4)
    data = np.frombuffer(raw, np.uint8, offset=4 + 4 * dimensions)
    return data.reshape(shape.tolist())


def _cifar10(name, split, n, seed):
    path = find(name, "cifar-10-binary.tar.gz", "cifar10_jpeg.npz")
    rows = _subset(name, split, n, seed)
    lossy = path.suffix == ".npz"
    X, y = (_cifar_jpeg if lossy else _cifar_binary)(path, split, rows)
    note = facts(name)["files"]["cifar10_jpeg.npz"]["note"] if lossy else ""
    classes = tuple(facts(name)["classes"])
    y = y.astype(np.int64)
    return Dataset(name, split, X, y, "pictures", classes, top=255.0, note=note)


def _cifar_binary(path, split, rows):
    """Records of 1 + 3072 bytes: label, red, green and blue planes."""
    wanted = [f"data_batch_{i}.bin" for i in range(1, 6)]
    wanted = wanted if split == "train" else ["test_batch.bin"]
    found = {}
    with tarfile.open(path) as archive:
        for member in archive:
            if member.name.split("/")[-1] in wanted:
                found[member.name.split("/")[-1]] = archive.extractfile(member).read()
    raw = np.frombuffer(b"".join(found[name] for name in wanted), np.uint8)
    raw = raw.reshape(-1, 3073)[rows]
    planes = raw[:, 1:].reshape(-1, 3, 32, 32)  # (n, 3, 32, 32)
    return np.ascontiguousarray(planes.transpose(0, 2, 3, 1)), raw[:, 0]


def _cifar_jpeg(path, split, rows):
    import io

    from PIL import Image

    with np.load(path) as packed:
        y, where = packed[f"y_{split}"], packed[f"off_{split}"]
        raw = packed[f"jpg_{split}"].tobytes()
    X = np.empty((len(rows), 32, 32, 3), np.uint8)
    for i, row in enumerate(rows):
        X[i] = Image.open(io.BytesIO(raw[where[row] : where[row + 1]]))
    return X, y[rows]


def _texts(name, split, n, seed):
    from layerlab.data import real_text

    return getattr(real_text, name)(name, split, n, seed)


def _speech(name, split, n, seed):
    from layerlab.data import real_speech

    return real_speech.spoken_digits(name, split, _subset(name, split, n, seed))


_READERS = {
    "mnist": _idx_set,
    "fashion_mnist": _idx_set,
    "cifar10": _cifar10,
    "spoken_digits": _speech,
    "sentiment": _texts,
    "shakespeare": _texts,
    "names": _texts,
}
