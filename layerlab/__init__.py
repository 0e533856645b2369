"""Layer by Layer's helper package: `import layerlab as ll`.

Everything a lesson uses is here by its short name. Nothing heavy is imported until it is
asked for: `import layerlab` loads neither numpy, torch, matplotlib nor scikit-learn.
"""

import importlib

__version__ = "0.1.0"

# short name -> (module, attribute); attribute None means the module itself
_LAZY = {
    "setup": ("layerlab.notebook", "setup"),
    "peek": ("layerlab.notebook", "peek"),
    "show": ("layerlab.figures", "show"),
    "doctor": ("layerlab.checkup", "doctor"),
    "device": ("layerlab.training", "device"),
    "gradient_check": ("layerlab.training.gradient_checking", "gradient_check"),
    "course_map": ("layerlab.unit_map", "course_map"),
    "checks": ("layerlab.checks", None),
    "data": ("layerlab.data", None),
    "figures": ("layerlab.figures", None),
    "progress": ("layerlab.progress", None),
    "theme": ("layerlab.theme", None),
    "training": ("layerlab.training", None),
    "widgets": ("layerlab.widgets", None),
}

__all__ = sorted(_LAZY)


def __getattr__(name: str):
    if name not in _LAZY:
        raise AttributeError(f"layerlab has no {name!r}. It has: {', '.join(__all__)}.")
    module, attribute = _LAZY[name]
    found = importlib.import_module(module)
    return found if attribute is None else getattr(found, attribute)


def __dir__():
    return [*__all__, "__version__"]
