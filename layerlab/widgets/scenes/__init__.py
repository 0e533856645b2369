"""Scenes: moving pictures in steps, driven by the learner; introduced in lesson 04.

From the widget down to where a step stands. What a scene shows and says is a file of its
own beside this one, `turning_line.js`; its static picture stands in `stills/`.
"""

import numpy as np
import traitlets

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets import traits
from layerlab.widgets.base import CourseWidget
from layerlab.widgets.scenes import still


class Scene(CourseWidget):
    """A small moving picture: go on and back, and drag what is in it (lessons 04 to 07).

    `scene` is a name: "turning line", "xor lifted", "xor lifted by a unit",
    "folded plane", "growing square", "nudge" or "blame table". `step` counts from 0;
    `at` holds what can be dragged, as numbers; the scene's file says which. Observe
    `step` and `at`. Raises UnknownName for another scene, BadArgument for a step or
    for numbers that it does not have.

    >>> square = Scene("growing square", step=1)
    >>> square.steps, square.at.tolist()
    (5, [2.0, 1.0])
    """

    still = still

    scene = traitlets.Unicode().tag(sync=True, state=True)
    step = traitlets.Int(0).tag(sync=True, state=True)
    at = traits.Array((None,)).tag(state=True)

    def __init__(self, scene="turning line", *, step=0, at=None):
        step = _existing(scene, step)
        rest = resting(_storyboard(scene).POSES, step)
        super().__init__(scene=scene, step=step, at=rest if at is None else at)
        self.observe(self._rest, "step")

    def _rest(self, _change):
        if not self.hearing:  # Python chose the step: the browser brings its own place
            self.at = resting(_storyboard(self.scene).POSES, self.step)

    @property
    def steps(self) -> int:
        """How many steps the scene has."""
        return len(_storyboard(self.scene).POSES)

    @traitlets.validate("scene")
    def _known(self, proposal):
        _storyboard(proposal["value"])
        return proposal["value"]

    @traitlets.validate("step")
    def _there(self, proposal):
        return _existing(self.scene, proposal["value"])

    @traitlets.validate("at")
    def _complete(self, proposal):
        at, wanted = proposal["value"], len(_storyboard(self.scene).POSES[0])
        if len(at) != wanted:
            raise BadArgument(
                f"The scene {self.scene!r} is described by {wanted} numbers",
                f"at holds {len(at)}",
                "Leave at out to begin where its step stands",
            )
        return at


def resting(poses, step) -> np.ndarray:
    """Where a step stands while nobody has touched anything; None keeps what was.

    >>> resting([(1, 2), (None, 5)], 1).tolist()
    [1.0, 5.0]
    """
    at = list(poses[0])
    for pose in poses[1 : step + 1]:
        at = [old if new is None else new for old, new in zip(at, pose, strict=True)]
    return np.array(at, dtype=float)


def _existing(scene, step):
    last = len(_storyboard(scene).POSES) - 1
    if not 0 <= int(step) <= last:
        raise BadArgument(
            f"The scene {scene!r} has the steps 0 to {last}",
            f"step is {step}",
            "Leave step out to begin at the first",
        )
    return int(step)


def _storyboard(scene):
    if scene not in still.STILLS:
        raise UnknownName("scene", scene, still.STILLS)
    return still.STILLS[scene]
