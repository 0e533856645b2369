"""The course's widgets: things to touch. Each loads when it is first asked for.

>>> "PerceptronPlayground" in dir(__import__("layerlab.widgets").widgets)
True
"""

from layerlab.lazy import lazy

# public name -> its module; a unit that brings a widget adds one line here
_LAZY = {
    "BumpBuilder": "layerlab.widgets.bumps",
    "Broadcasting": "layerlab.widgets.broadcasting",
    "CakeBuilder": "layerlab.widgets.network",
    "BugLab": "layerlab.widgets.buglab",
    "BlameGraph": "layerlab.widgets.blame",
    "CourseWidget": "layerlab.widgets.base",
    "Descent": "layerlab.widgets.descent",
    "DrawAndSee": "layerlab.widgets.draw_and_see",
    "DrawingPad": "layerlab.widgets.drawing",
    "FeatureWorkshop": "layerlab.widgets.workshop",
    "KernelLab": "layerlab.widgets.kernel_lab",
    "LeakLab": "layerlab.widgets.leak_lab",
    "NetworkPlayground": "layerlab.widgets.network",
    "OnionPeeler": "layerlab.widgets.onion",
    "PerceptronPlayground": "layerlab.widgets.perceptron",
    "WhereTheTimeGoes": "layerlab.widgets.timeline",
    "Scene": "layerlab.widgets.scenes",
    "SignalThroughDepth": "layerlab.widgets.signal",
}

__all__ = sorted(_LAZY)
__getattr__, __dir__ = lazy(__name__, _LAZY)
