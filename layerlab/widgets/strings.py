"""States as short strings: `Name|key=value|key=value`, to read, share and paste back.

Numbers keep six digits; arrays are numbers with commas, their rows with semicolons.
"""

import numpy as np
import traitlets

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets.traits import Array


def encode(name: str, values: dict) -> str:
    """Return the string of a state.

    >>> encode("Demo", {"lr": 0.5, "w": np.array([1.0, -2.0]), "on": True})
    'Demo|lr=0.5|w=1,-2|on=1'
    """
    parts = [f"{key}={_text(v)}" for key, v in values.items() if v is not None]
    return "|".join([name, *parts])


def _text(value) -> str:
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, list | tuple):
        rows = bool(value) and isinstance(value[0], list)
        return (";" if rows else ",").join(_text(v) for v in value)
    if isinstance(value, bool | int):
        return str(int(value))
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def decode(name: str, text: str, traits: dict) -> dict:
    """Return the constructor's arguments that `text` tells; the inverse of `encode`."""
    head, *parts = str(text).strip().split("|")
    if head != name:
        raise BadArgument(
            f"A state of {name} starts with '{name}|'",
            f"this one starts with {head[:40]!r}",
            f"Take the string from {name}.state()",
        )
    pairs = [part.partition("=")[::2] for part in parts]
    for key, _ in pairs:
        if key not in traits:
            raise UnknownName(f"part of a {name} state", key, traits)
    return {key: _value(key, value, traits[key]) for key, value in pairs}


def _value(key, value, trait):
    try:
        return _read(value, trait)
    except ValueError:
        raise BadArgument(
            f"The state's {key!r} must hold numbers",
            f"it is {value[:40]!r}",
            "Copy the whole string again",
        ) from None


def _read(value, trait):
    if isinstance(trait, Array):
        rows = [[float(v) for v in r.split(",") if v] for r in value.split(";")]
        return np.array(rows if len(trait.shape) == 2 else rows[0])
    kinds = {traitlets.Bool: lambda v: bool(int(v)), traitlets.Int: int}
    kinds[traitlets.Float] = float
    for kind, read in kinds.items():
        if isinstance(trait, kind):
            return read(value)
    return value
