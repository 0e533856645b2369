"""Cakes of four kinds at 97%, in the fewest core-seconds: a training, which the board runs."""

import secrets
from typing import TYPE_CHECKING

from layerlab.challenges.task import Judged, Task
from layerlab.errors import BadArgument

if TYPE_CHECKING:
    from layerlab.data import Dataset

RIGHT = 0.97  # of pictures that the training has not seen
PICTURES, SEALED = 1600, 1000
BUDGET = {"parameters": 1_000_000, "seconds": 120}


def judge(entry) -> Judged:
    """Run the training on one core, stop the clock, and ask the model about new cakes.

    `entry` is a function as in exercise 11.5, (accuracy, train, val, budget) -> model.
    The new cakes are drawn afresh each time. Raises BadArgument for anything else.
    """
    if not callable(entry):
        raise BadArgument(
            "This board takes a training, as exercise 11.5 asks for",
            f"it was given an object of type {type(entry).__name__}",
            "Hand in the function itself: train_to",
        )
    sealed = _sealed()
    seen = _watched(entry, sealed.X.transpose(0, 3, 1, 2))
    if "answers" not in seen:
        return Judged(None, f"it gave {seen['returned']} back. A model is wanted.")
    right = float((seen["answers"].numpy() == sealed.y).mean())
    words = (
        f"{right:.1%} of new cakes are right after {seen['seconds']:.2f} core-seconds."
    )
    if right < RIGHT:
        return Judged(None, f"{words} {RIGHT:.0%} are needed.")
    return Judged(round(seen["seconds"], 2), words)


def _watched(entry, pictures) -> dict:
    """What the training gave and took, as the check of exercise 11.5 looks at it."""
    from layerlab.watching.units import training_budget

    asked = {"pictures": PICTURES, "accuracy": RIGHT, "budget": BUDGET}
    return training_budget.training(entry, {**asked, "sealed": pictures})


def _sealed() -> "Dataset":
    """Cakes that nobody has seen, of the same four kinds."""
    from layerlab.watching.units import training_budget

    return training_budget.tray("test", SEALED, seed=1000 + secrets.randbelow(10**6))


TASK = Task(
    name="cakes",
    title="Cakes at 97%, in the fewest core-seconds.",
    words=(
        'Hand in a `train_to` as in exercise 11.5: `ll.board("cakes", train_to)`. It gets '
        "1,600 cakes of four kinds to learn from and runs on one core; then 97% of 1,000 "
        "cakes that it has never seen must be right. Seconds of different machines do not "
        "compare."
    ),
    unit="core-seconds",
    lesson="11_cnn",
    judge=judge,
)
