"""Bug lab: one training as it should be, beside one with bugs; introduced in lesson 09.

From the widget down to the check of what it is given.
"""

import traitlets

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets.base import CourseWidget
from layerlab.widgets.buglab import lab, still


class BugLab(CourseWidget):
    """Five bugs of a training loop to switch on, and the curves they leave (lesson 09).

    `bugs` names those that are on, as in "kept" or "softmax,leak": softmax (before the
    loss), kept (gradients never cleared), eval (evaluation in training mode), sorted
    (examples not shuffled), leak (validation on training data). `seed` draws the data and
    the first weights. Traits to observe: bugs, seed. `healthy` and `bugged` hold the two
    runs: train_loss and val_loss by epoch, and the final accuracy that the validation
    `told` beside that on `fresh` examples.

    >>> lab = BugLab("leak")
    >>> lab.bugged["told"] > lab.bugged["fresh"]
    True
    """

    still = still
    still_size = (8.4, 3.2)

    bugs = traitlets.Unicode("").tag(sync=True, state=True)
    seed = traitlets.Int(1).tag(sync=True, state=True)

    def __init__(self, bugs="", *, seed=1):
        super().__init__(bugs=bugs, seed=seed)

    @property
    def healthy(self) -> dict:
        """The run without a bug."""
        return lab.run((), self.seed)

    @property
    def bugged(self) -> dict:
        """The run with the bugs that are switched on."""
        return lab.run(self.chosen(), self.seed)

    def chosen(self) -> tuple:
        """The names of the bugs that are on, in their order."""
        return tuple(self.bugs.split(",")) if self.bugs else ()

    @traitlets.validate("bugs")
    def _known(self, proposal):
        names = [n.strip() for n in proposal["value"].split(",") if n.strip()]
        for name in names:
            if name not in lab.BUGS:
                raise UnknownName("bug", name, lab.BUGS)
        return ",".join(name for name in lab.BUGS if name in names)

    @traitlets.validate("seed")
    def _small(self, proposal):
        if not 0 <= proposal["value"] <= 9999:
            raise BadArgument(
                "The seed is a whole number from 0 to 9999",
                f"it was {proposal['value']}",
                "Try seed=1",
            )
        return proposal["value"]
