"""The checks, a folder a unit and a file an exercise: reference, cases, mistakes, hints.

`from layerlab.checks import perceptron as check`, and then `check.predict(predict)`.
"""

import importlib
import pkgutil

__all__ = ["exercises", "units"]


def units() -> list[str]:
    """Names of the units that have checks, in the order of the course.

    None is imported for that, since the later ones import torch, which takes seconds.
    """
    from layerlab.syllabus import syllabus

    order = {unit.slug: number for number, unit in enumerate(syllabus())}
    return sorted(_names(), key=lambda name: order.get(name, len(order)))


def exercises(unit: str) -> list:
    """The exercises of a unit, in their order; UnknownName for a unit without checks."""
    from ..checking import exercises_of
    from ..errors import UnknownName

    if unit not in _names():
        raise UnknownName("unit with checks", unit, _names())
    return exercises_of(importlib.import_module(f"{__name__}.{unit}"))


def _names() -> list[str]:
    return [module.name for module in pkgutil.iter_modules(__path__)]


def __dir__() -> list[str]:
    return __all__
