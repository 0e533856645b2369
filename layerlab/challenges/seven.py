"""The fewest pixels that turn a seven into a one: a drawing, which the reader reads."""

import numpy as np

from layerlab.challenges.task import Judged, Task
from layerlab.errors import BadArgument
from layerlab.props.cake import load_sorter
from layerlab.widgets import DrawingPad
from layerlab.widgets.drawing import pen
from layerlab.widgets.traits import as_numbers

SIDE = 28
_STROKE = ((0.27, 0.22), (0.72, 0.22), (0.66, 0.34), (0.55, 0.55), (0.47, 0.82))


def seven() -> np.ndarray:
    """The seven to begin with, [28, 28] whole numbers 0 … 255.

    >>> load_sorter().names[int(load_sorter()(seven()).argmax())]
    'seven'
    """
    grid, places = np.zeros((SIDE, SIDE)), np.array(_STROKE) * SIDE
    for start, end in zip(places, places[1:], strict=False):
        grid = pen.ink(grid, start, end, pen.TIP)
    return grid.astype("uint8")


def judge(entry) -> Judged:
    """Let the reader of lesson 01 read it, and count what differs from the seven.

    Raises BadArgument for what is no drawing of 28 by 28.
    """
    drawing = _drawing(entry)
    reader = load_sorter()
    shares = reader(drawing)
    answer, changed = int(shares.argmax()), int((drawing != seven()).sum())
    words = (
        f"{changed} pixels differ, and the reader says {reader.names[answer]} "
        f"({shares[answer]:.0%})."
    )
    if answer != 1:
        return Judged(None, f"{words} It should say one.")
    return Judged(changed, words, drawing.tolist())


def _drawing(entry) -> np.ndarray:
    given = as_numbers(getattr(entry, "image", entry), "The drawing")
    if given.shape != (SIDE, SIDE):
        raise BadArgument(
            "This board takes a pad, or a drawing of 28 by 28 numbers",
            f"its shape is {given.shape}",
            'Begin with pad = ll.board("seven").start()',
        )
    whole = np.round(255 * given) if given.max() <= 1 else np.round(given)
    return whole.clip(0, 255).astype("uint8")


TASK = Task(
    name="seven",
    title="Turn a seven into a one with the fewest pixels.",
    words=(
        'Take `pad = ll.board("seven").start()`, draw on its seven (or change `pad.image` '
        'by NumPy) until the reader says *one*, and hand it in: `ll.board("seven", pad)`.'
    ),
    unit="pixels",
    lesson="02_onion",
    judge=judge,
    start=lambda: DrawingPad(image=seven()),
)
