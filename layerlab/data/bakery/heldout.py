"""Held-out combinations of factors: what a learner writes, as ranges of numbers."""

from numbers import Real

from layerlab.data.arguments import choice
from layerlab.data.bakery.factors import BACKGROUNDS, CLASSES, OCCLUDERS
from layerlab.errors import BadArgument

_NAMED = {"kind": CLASSES, "background": BACKGROUNDS, "occluder": OCCLUDERS}
_RANGES = ("hue", "angle", "scale", "x", "y", "background_hue", "light")
_EXAMPLE = 'Write for instance held_out=[{"kind": "onion", "background": "dots"}]'


def read_combinations(combinations, split) -> list[dict]:
    """Each combination as {factor: (lowest, highest)}, both ends included."""
    found = [_read(combination) for combination in combinations]
    if split == "held_out" and not found:
        raise BadArgument(
            'The split "held_out" needs the combinations that are held out',
            "held_out was empty",
            _EXAMPLE,
        )
    return found


def _read(combination):
    if not isinstance(combination, dict) or len(combination) < 2:
        raise BadArgument(
            "A held-out combination is a dict of two factors or more",
            f"it was {combination!r}",
            _EXAMPLE,
        )
    return {name: _range(name, value) for name, value in combination.items()}


def _is_range(value):
    pair = isinstance(value, (tuple, list)) and len(value) == 2
    return pair and all(isinstance(v, Real) for v in value) and value[0] <= value[1]


def _range(name, value):
    choice("factor", name, (*_NAMED, "layers", *_RANGES))
    if name in _NAMED:
        place = _NAMED[name].index(choice(name, value, _NAMED[name]))
        return place, place
    if name == "layers" and value in (1, 2, 3, 4):
        return value, value
    if name in _RANGES and _is_range(value):
        return tuple(value)
    raise BadArgument(
        f"The factor {name!r} takes a (low, high) pair, and layers a number 1 … 4",
        f"it was {value!r}",
        _EXAMPLE,
    )
