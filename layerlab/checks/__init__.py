"""The checks, one module a unit: reference, cases, known mistakes, hints.

`from layerlab.checks import perceptron as check`, and then `check.predict(predict)`.
"""

import importlib
import pkgutil


def units() -> list[str]:
    """Names of the units that have checks, in the order of the course."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    return sorted(names, key=lambda name: float(exercises(name)[0].number))


def exercises(unit: str) -> list:
    """The exercises of a unit, in their order; UnknownName for a unit without checks."""
    from ..checking import exercises_of
    from ..errors import UnknownName

    names = [module.name for module in pkgutil.iter_modules(__path__)]
    if unit not in names:
        raise UnknownName("unit with checks", unit, names)
    return exercises_of(importlib.import_module(f"{__name__}.{unit}"))
