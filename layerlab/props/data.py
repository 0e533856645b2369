"""What lesson 14 brings: cakes photographed several times, a small net, measured scores.

From what the lesson asks of the stored runs (`score_runs`) to the pictures and the net with
which tools/measure_scores.py made them.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from layerlab.data import Dataset, load, rebake
from layerlab.errors import UnknownName

if TYPE_CHECKING:
    from torch import Tensor, nn

TABLE = Path(__file__).with_name("scores.json")
SETTINGS = ("what", "seed", "split", "net", "loss", "lr")


def score_runs(what: str, **settings) -> list[dict]:
    """The measured runs of "photographs" or "tail" with these settings (lesson 14).

    photographs   settings split ("rows", "families", "strangers") and seed; each run holds
                  `test` and `sealed`, shares right
    tail          settings net ("cnn", "linear"), loss ("plain", "weighted", "drawn
                  evenly"), lr and seed; `counts` of the ten kinds, and for three readings
                  of the scores ("as it is", "adjusted", "wrong") `own`, the share right on
                  pictures with the same tail, and `recalls` on 2,000 balanced ones

    Raises UnknownName for another setting.

    >>> [run["seed"] for run in score_runs("photographs", split="rows")]
    [0, 1, 2, 3, 4]
    """
    for name in settings:
        if name not in SETTINGS:
            raise UnknownName("setting of a run", name, SETTINGS)
    wanted = {"what": what, **settings}.items()
    runs = json.loads(_text())["runs"]  # read anew: what a caller changes stays theirs
    return [run for run in runs if all(run.get(k) == v for k, v in wanted)]


CURES = {  # what the lesson calls it: (loss, reading of the scores)
    "as it is": ("plain", "as it is"),
    "class weights": ("weighted", "as it is"),
    "drawn evenly": ("drawn evenly", "as it is"),
    "log shares taken off": ("plain", "adjusted"),
    "wrong shares taken off": ("plain", "wrong"),
}


def cure_recalls(net: str, cure: str) -> np.ndarray:
    """Recalls (seeds, 10) of "cnn" or "linear" after one of `CURES`, commonest kind first.

    Each cure has the learning rate that is best for it: the highest mean recall.
    """
    loss, reading = CURES[cure]
    runs = score_runs("tail", net=net, loss=loss)
    rates = {run["lr"] for run in runs}
    tables = [
        np.array([run["recalls"][reading] for run in runs if run["lr"] == lr])
        for lr in sorted(rates)
    ]
    return max(tables, key=np.mean)


def score_facts() -> dict:
    """How the runs were made: data, recipe, hardware, versions, CPU minutes, date.

    >>> score_facts()["made_by"]
    'tools/measure_scores.py'
    """
    return json.loads(_text())["about"]


@lru_cache
def _text() -> str:
    return TABLE.read_text("utf-8")


def photographs(cakes: int = 150, each: int = 8, *, seed: int = 0) -> Dataset:
    """`each` photographs of every cake: moved and turned a little, in other light.

    Rows i·each … i·each + each-1 show cake i, on its own tablecloth. Introduced in
    lesson 14.

    >>> len(photographs(3, 4))
    12
    """
    family = np.repeat(np.arange(cakes), each)
    many = load("bakery", n=cakes, seed=100 + seed).take(family)
    rng, f = np.random.default_rng(seed), many.factors

    def by(most):
        return rng.uniform(-most, most, len(many))

    place = {"x": f["x"] + by(0.05), "y": f["y"] + by(0.05)}
    turn = {"angle": f["angle"] + by(8), "light": 0.5 + by(0.5)}
    return rebake(many, seed=seed, noise=0.03, **place, **turn)


def small_net(classes: int = 10) -> "nn.Module":
    """Three convolutions that halve the picture, each with batch norm and ReLU, and a
    linear layer: (n, 3, 32, 32) to logits (n, classes); 34,000 weights."""
    from torch import nn

    parts, channels = [], 3
    for width in (16, 32, 64):
        conv = nn.Conv2d(channels, width, 3, stride=2, padding=1, bias=False)
        parts += [conv, nn.BatchNorm2d(width), nn.ReLU()]
        channels = width
    return nn.Sequential(*parts, nn.Flatten(), nn.Linear(64 * 4 * 4, classes))


def mirrored(X, rng) -> "Tensor":
    """A batch of pictures (n, c, h, w) of which each is mirrored with chance one half.

    `rng` is a torch.Generator; made for `fit(augment=…)`.
    """
    import torch

    flip = torch.rand(len(X), generator=rng) < 0.5
    return torch.where(flip[:, None, None, None].to(X.device), X.flip(3), X)
