"""What is drawn in each picture: from all factors of a set down to a single draw.

Every factor of picture i is a hash of (seed, split, i, name of the factor).
"""

import numpy as np

from layerlab.data.counter_rng import Counter
from layerlab.errors import BadArgument

CLASSES = (
    "layer cake",
    "cupcake",
    "doughnut",
    "onion",
    "cookie",
    "croissant",
    "pie slice",
    "swiss roll",
    "lollipop",
    "pretzel",
)
BACKGROUNDS = ("plain", "gradient", "stripes", "checks", "dots", "plate")
OCCLUDERS = ("none", "fork", "napkin", "leaf")
K = len(CLASSES)
_TRIES = 40  # draws before a picture counts as impossible


def draw(seed, split, n, recipe) -> dict[str, np.ndarray]:
    """All factors of the first `n` pictures; `recipe` is a dict of the knobs."""
    source, rows = Counter(seed, "bakery", split), np.arange(n)
    kind = kinds(source, rows, recipe["tail"])
    if split == "held_out":
        return _within(_others(source, rows, kind, 0, recipe), source, rows, recipe)
    found = _others(source, rows, kind, 0, recipe)
    for attempt in range(1, _TRIES):
        again = _is_held_out(found, recipe["held_out"])
        if not again.any():
            return found
        part = _others(source, rows[again], kind[again], attempt, recipe)
        for name, values in part.items():
            found[name][again] = values
    raise BadArgument(
        "What is held out must leave something to draw",
        f"{again.sum():,} pictures could not avoid it in {_TRIES} tries",
        "Hold out fewer or narrower combinations",
    )


def kinds(source, rows, tail) -> np.ndarray:
    """The class of each picture: balanced in every ten, or with a long tail."""
    if tail == 1:
        block, place = rows // K, rows % K
        order = [source.bits(block, f"order{k}") for k in range(K)]
        order = np.argsort(np.stack(order, axis=1), axis=1, kind="stable")
        return order[np.arange(len(rows)), place]
    share = [tail ** (-k / (K - 1)) for k in range(K)]
    cuts = np.cumsum(share)[:-1] / sum(share)
    cuts = np.round(cuts * 2**20) / 2**20
    return np.searchsorted(cuts, source.uniform(rows, "kind"), side="right")


def labels(seed, split, kind, label_noise) -> np.ndarray:
    """The label of each picture: its class, or with `label_noise` another one."""
    source, rows = Counter(seed, "bakery", split), np.arange(len(kind))
    wrong = source.uniform(rows, "wrong label") < label_noise
    other = (kind + 1 + source.whole(rows, "other label", K - 1)) % K
    return np.where(wrong, other, kind)


def _others(source, rows, kind, attempt, recipe):
    """Every factor but the class; `attempt` counts how often they were drawn before."""

    def u(name):
        return source.uniform(rows, f"{name}{attempt or ''}")

    hue = u("hue")
    if recipe["colour"] == "class":
        hue = (kind / K + 0.08 * (hue - 0.5)) % 1.0
    found = {
        "kind": kind.copy(),
        "layers": 1 + _pick(u("layers"), 4),
        "hue": hue,
        "angle": recipe["rotation"] * (2 * u("angle") - 1),
        "scale": 0.55 + 0.4 * u("scale"),
        "x": 0.3 * (2 * u("x") - 1),
        "y": 0.3 * (2 * u("y") - 1),
    }
    return found | _surroundings(u, kind, recipe)


def _surroundings(u, kind, recipe):
    """What is round the cake, not of it."""
    tied = u("tied") < recipe["background_bias"]
    hidden = u("hidden") < recipe["occluder"]
    ground, thing = (
        _pick(u("background"), len(BACKGROUNDS)),
        1 + _pick(u("occluder"), 3),
    )
    return {
        "background": np.where(tied, kind % len(BACKGROUNDS), ground),
        "background_hue": np.where(tied, kind / K, u("background hue")),
        "background_depth": u("background depth"),
        "light": u("light"),
        "occluder": np.where(hidden, thing, 0),
        "noise": 2 * recipe["noise"] * u("noise"),
        "tone": u("tone"),
        "depth": u("depth"),
    }


def _pick(uniform, k):
    """A whole number 0 … k-1 from a number in [0, 1)."""
    return (uniform * k).astype(np.int64)


def _is_held_out(found, combinations):
    held = np.zeros(len(found["kind"]), bool)
    for combination in combinations:
        match = np.ones_like(held)
        for name, (low, high) in combination.items():
            match &= (found[name] >= low) & (found[name] <= high)
        held |= match
    return held


def _within(found, source, rows, recipe):
    """Move every picture into one of the held-out combinations."""
    combinations = recipe["held_out"]
    which = source.whole(rows, "combination", len(combinations))
    for i, combination in enumerate(combinations):
        mine = which == i
        for name, (low, high) in combination.items():
            values = found[name]
            if values.dtype.kind == "i":
                inside = low + source.whole(rows, f"inside {name}", high - low + 1)
            else:
                inside = low + (high - low) * source.uniform(rows, f"inside {name}")
            values[mine] = inside[mine]
    return found
