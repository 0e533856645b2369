"""What a network playground is given, checked: tiers and examples."""

import re

import numpy as np

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets import traits
from layerlab.widgets.network.net import ACTS
from layerlab.widgets.network.sets import CLASSES

_TIER = re.compile(r"\s*(\d+)\s*([a-z]*)\s*")


def read_tiers(text) -> list[tuple[int, str]]:
    """Return [(units, activation), …] of a text like "8relu,4tanh".

    >>> read_tiers("8relu,4tanh")
    [(8, 'relu'), (4, 'tanh')]
    """
    return [(int(n), act) for n, act in re.findall(r"(\d+)([a-z]+)", text)]


def tiers_text(value) -> str:
    """Return the text of `value`: a text, a list of units, or of (units, activation).

    >>> tiers_text([8, (4, "tanh")])
    '8relu,4tanh'
    """
    listed = value.split(",") if isinstance(value, str) else value
    tiers = [_tier(item) for item in listed if item != ""]
    if len(tiers) > 6:
        raise BadArgument(
            "At most 6 tiers fit on the plate",
            f"there are {len(tiers)}",
            "Leave some out",
        )
    return ",".join(f"{n}{act}" for n, act in tiers)


def _tier(item):
    parts = item if isinstance(item, tuple | list) else (str(item),)
    found = _TIER.fullmatch("".join(map(str, parts)))
    if not found:
        raise BadArgument(
            "A tier is written like 8relu",
            f"this one is {item!r}",
            "Give units and activation, as in tiers='8relu,4tanh'",
        )
    units, act = int(found[1]), found[2] or "relu"
    if act not in ACTS:
        raise UnknownName("activation", act, ACTS)
    traits.within(units, 1, 16, name="units")
    return units, act


def oven(*, noise, lr, batch, steps) -> dict:
    """Return these settings checked, by name."""
    return {
        "noise": traits.within(noise, 0, 0.5, name="noise"),
        "lr": traits.within(lr, 0.001, 10, name="lr"),
        "batch": int(traits.within(batch, 1, 256, name="batch")),
        "steps": int(traits.within(steps, 0, 50_000, name="steps")),
    }


def known_data(name, *, has_own) -> str:
    """Return `name` if it is a built-in set, or "yours" where there is data."""
    if name == "yours" and not has_own:
        raise BadArgument(
            "This recipe is for somebody's own data",
            "X and y are missing",
            "Give them too: from_state(text, X=X, y=y)",
        )
    if name not in (*CLASSES, "yours"):
        raise UnknownName("data set", name, CLASSES)
    return name


def examples(X, y, data) -> tuple:
    """Return (data, X, y, classes) checked; X and y are None for a built-in set."""
    if X is None and y is None:
        name = known_data(data or "pinwheel", has_own=False)
        return name, None, None, CLASSES[name]
    if X is None or y is None:
        raise BadArgument(
            "X and y belong together",
            f"{'X' if X is None else 'y'} is missing",
            "Give both, or neither for a built-in set",
        )
    X = traits.frozen(X, (None, 2), name="X")
    y = traits.frozen(y, (None,), name="y")
    _check_labels(X, y)
    return data or "yours", X, y, max(2, int(y.max()) + 1)


def _check_labels(X, y):
    if len(X) != len(y) or not len(X):
        raise BadArgument(
            "X and y must have the same length, at least 1",
            f"X has {len(X)} rows and y has {len(y)}",
            "Give one label for each row of X",
        )
    wrong = np.unique(y[(y < 0) | (y > 5) | (y != y.round())])
    if len(wrong):
        raise BadArgument(
            "Labels must be whole numbers from 0 to 5",
            f"y also holds {', '.join(f'{v:g}' for v in wrong[:3])}",
            "Number the classes 0, 1, 2 …; turn ±1 into (y + 1) // 2",
        )
