"""What `load` gives: arrays with the names that belong to them.

From the thing you hold (`Dataset`) to what it turns into (`Tensors`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np

from layerlab.errors import BadArgument


class Text(str):
    """A text that a notebook shows as it is, without quotes."""

    __slots__ = ()
    __repr__ = str.__str__


@dataclass(frozen=True, repr=False, eq=False)
class Dataset:
    """Examples `X`, answers `y`, and the names of classes and factors.

    `X` holds pictures as (n, height, width) or (n, height, width, 3), 0 … `top`; points
    and tables as (n, d); sounds as (n, samples); sentences as an array of strings.
    `factors` maps a name to an array with one entry for each example.

    >>> from layerlab import data
    >>> X, y = data.load("moons", n=4)
    >>> X.shape, y.shape
    ((4, 2), (4,))
    """

    name: str
    split: str
    X: np.ndarray
    y: np.ndarray | None
    kind: str = "table"  # pictures, points, sounds, sentences, characters, words
    classes: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    factors: dict[str, np.ndarray] = field(default_factory=dict)
    top: float = 1.0  # the value that counts as full brightness or loudness
    rate: int = 0  # samples a second, for sounds
    note: str = ""  # what is special about these bytes: "lossy", "stands in for …"
    facts: dict[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.X)

    def __iter__(self):
        """Allow `X, y = load(…)`."""
        return iter((self.X, self.y))

    def take(self, rows) -> "Dataset":
        """The same set with only these rows (indices or a mask), factors too."""
        rows = np.asarray(rows)
        return replace(
            self,
            X=self.X[rows],
            y=None if self.y is None else self.y[rows],
            factors={name: values[rows] for name, values in self.factors.items()},
        )

    def scaled(self) -> np.ndarray:
        """`X` as float32, divided by `top`: pictures become 0 … 1."""
        self._need_numbers()
        return np.asarray(self.X, np.float32) / np.float32(self.top)

    def batches(self, size: int, rng=None) -> Iterator[tuple]:
        """Yield (X, y) pieces of `size` rows; each row once, the last piece may be short.

        `rng` is a `numpy.random.Generator` that shuffles, or None for the given order.
        """
        for rows in _pieces(len(self), size, rng):
            yield self.X[rows], None if self.y is None else self.y[rows]

    def torch(self, device="cpu") -> "Tensors":
        """`Tensors` on a device: X float32, pictures as (n, channels, h, w); y int64."""
        import torch

        x = self.scaled()
        if self.kind == "pictures":  # (n, h, w) or (n, h, w, 3) -> (n, c, h, w)
            x = x[:, None] if x.ndim == 3 else x.transpose(0, 3, 1, 2)
        elif self.kind == "sounds":
            x = x[:, None]  # (n, 1, samples)
        y = None if self.y is None else torch.tensor(self.y, device=device)
        x = torch.tensor(np.ascontiguousarray(x), device=device)
        return Tensors(x, y if y is None or y.dtype == torch.int64 else y.float())

    def describe(self) -> Text:
        """What this is, in a few lines of words."""
        from layerlab.data.display import words

        return Text(words(self))

    def __repr__(self) -> str:
        return self.describe().partition("\n")[0]

    def _repr_mimebundle_(self, include=None, exclude=None):
        from layerlab.data.display import bundle

        return bundle(self)

    def _need_numbers(self) -> None:
        if self.X.dtype.kind not in "biuf":
            raise BadArgument(
                "Only numbers can become tensors or be scaled",
                f"the examples of {self.name!r} are texts",
                "Turn each text into numbers first, for instance one index a word",
            )


class Tensors(NamedTuple):
    """A set as tensors that stay on one device: `X, y = data.torch()`."""

    X: Any
    y: Any

    def batches(self, size: int, rng=None) -> Iterator[tuple]:
        """Yield (X, y) of `size` rows, gathered where the tensors are.

        `rng` is a `torch.Generator` or a `numpy.random.Generator`; None keeps the order.
        """
        import torch

        for rows in _pieces(len(self.X), size, rng):
            rows = torch.as_tensor(rows, device=self.X.device)
            yield self.X[rows], None if self.y is None else self.y[rows]


def _pieces(n: int, size: int, rng):
    if not isinstance(size, (int, np.integer)) or size < 1:
        raise BadArgument(
            "A batch needs at least one row", f"size was {size!r}", "Try size=64"
        )
    order = _order(n, rng)
    for start in range(0, n, size):
        yield order[start : start + size]


def _order(n: int, rng):
    if rng is None:
        return np.arange(n)
    if hasattr(rng, "permutation"):
        return rng.permutation(n)
    if type(rng).__name__ == "Generator":  # torch's, without importing torch
        import torch

        return torch.randperm(n, generator=rng, device=rng.device)
    raise BadArgument(
        "rng must be a random generator",
        f"it was {rng!r}",
        "Pass np.random.default_rng(0), or a torch.Generator for tensors",
    )
