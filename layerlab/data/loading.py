"""`load`: from the call down to the checks of its arguments."""

import inspect

from layerlab.data.catalogue import MODULES, module_of
from layerlab.data.counter_rng import check_seed
from layerlab.data.dataset import Dataset
from layerlab.data.fallbacks import stand_in
from layerlab.errors import BadArgument, DataUnavailable, UnknownName


def load(name, split="train", *, n=None, seed=0, fallback=False, **knobs) -> Dataset:
    """Load a data set by name; the same arguments give the same bytes on every machine.

    `n` examples of the split are drawn by `seed` (made sets: the first n, and the seed
    decides what they are); without `n` you get the whole split of a real set, or the
    usual number of a made one. `fallback=True` takes the embedded stand-in where a real
    set can be neither found nor fetched. `knobs` are the set's own. Raises `UnknownName`,
    `BadArgument` (an n too large, a wrong knob), `DataUnavailable` (no file, no network).

    >>> load("digits", n=3).X.shape
    (3, 8, 8)
    """
    name = _known(name)
    check_seed(seed)
    module = module_of(name)
    _check_knobs(name, module, knobs)
    try:
        return module.load(name, split, n, seed, **knobs)
    except DataUnavailable:
        if not fallback:
            raise
    return stand_in(name, split, n, seed)


def names() -> list[str]:
    """The names that `load` knows, in the order of the alphabet."""
    return sorted(MODULES)


def _known(name):
    plain = name.lower().replace("-", "_") if isinstance(name, str) else name
    if plain not in MODULES:
        raise UnknownName("data set", name, MODULES)
    return plain


def _check_knobs(name, module, knobs):
    parameters = inspect.signature(module.load).parameters.values()
    plain = [p.name for p in parameters if p.kind is p.KEYWORD_ONLY]
    known = getattr(module, "KNOBS", plain)
    for knob in knobs:
        if knob in known:
            continue
        if not known:
            raise BadArgument(
                f"The set {name!r} has no knobs", f"{knob!r} was given", "Leave it out"
            )
        raise UnknownName(f"knob of {name!r} called", knob, known)
