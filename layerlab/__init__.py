"""Layer by Layer's helper package: `import layerlab as ll`.

Everything a lesson uses is here by its short name. Nothing heavy is imported until it is
asked for: `import layerlab` loads neither numpy, torch, matplotlib nor scikit-learn.
"""

from layerlab.lazy import lazy

__version__ = "0.1.0"

# short name -> the module that holds it, or that it is
_LAZY = {
    "board": "layerlab.challenges",
    "checks": "layerlab.checks",
    "course_map": "layerlab.unit_map",
    "data": "layerlab.data",
    "device": "layerlab.training",
    "doctor": "layerlab.checkup",
    "figures": "layerlab.figures",
    "finale": "layerlab.finales",
    "gradient_check": "layerlab.training.gradient_checking",
    "peek": "layerlab.notebook",
    "predict": "layerlab.widgets.predict",
    "progress": "layerlab.progress",
    "props": "layerlab.props",
    "setup": "layerlab.notebook",
    "show": "layerlab.figures",
    "theme": "layerlab.theme",
    "training": "layerlab.training",
    "widgets": "layerlab.widgets",
}

__all__ = sorted(_LAZY)
__getattr__, __dir__ = lazy(__name__, _LAZY)
