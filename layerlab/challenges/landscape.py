"""A landscape that defeats lr 0.1, though it is nowhere curved enough to forbid it."""

import numpy as np

from layerlab.challenges.task import Judged, Task
from layerlab.errors import BadArgument
from layerlab.widgets import Descent
from layerlab.widgets.descent import landscapes
from layerlab.widgets.traits import as_numbers

BOUNDS, START, STEPS = (-4.0, 4.0), -3.4, 40
MOST_CURVED = 10.0  # 2 / 10 is 0.2: by lesson 05, lr 0.1 is safe everywhere
LEAST = 10  # of 100 between the two ends
RATE, OTHERS = 0.1, (0.01, 0.03, 0.3, 1.0)


def judge(entry) -> Judged:
    """Walk with lr 0.1 and with others, and compare where they end.

    `entry` is a function of one number, its 401 heights from -4 to 4, or a Descent.
    Raises BadArgument for anything else.
    """
    table = _table(entry)
    step = (BOUNDS[1] - BOUNDS[0]) / (len(table) - 1)
    curved = float((np.abs(np.diff(table, 2)) / step**2).max())
    if curved > MOST_CURVED:
        words = f"it is curved by up to {curved:.3g}, and {MOST_CURVED:g} is the most."
        return Judged(None, f"{words} Else every rate explodes, and that is no art.")
    loses, winner, wins = _ends(table)
    lead = 100 * (loses - wins)
    words = (
        f"After {STEPS} steps lr {RATE} stands {loses:.0%} up, lr {winner:g} {wins:.0%} up "
        "(0% is the lowest place, 100% the highest)."
    )
    if lead < LEAST:
        return Judged(None, f"{words} {LEAST}% must lie between them.")
    return Judged(round(lead, 2), words, np.round(table, 5).tolist())


def _ends(table):
    """How high lr 0.1 ends, as a share of all heights; then the best other rate, and its."""
    low, high = table.min(), table.max()
    land = landscapes.table_land(table, BOUNDS)

    def height(rate):
        end = landscapes.walk(land, [START], lr=rate, steps=STEPS)[-1]
        height_there = land[1](end)[0]  # who leaves the land stands on its edge
        return float((height_there - low) / max(high - low, 1e-12))

    best = min(OTHERS, key=height)
    return height(RATE), best, height(best)


def _table(entry) -> np.ndarray:
    if isinstance(entry, Descent):
        entry = landscapes.sample(entry.landscape[1], entry.landscape[0], BOUNDS)
    if callable(entry):
        entry = landscapes.sample(entry, 1, BOUNDS)
    table = as_numbers(entry, "The landscape")
    if table.shape != (401,):
        raise BadArgument(
            "A landscape is a function of one number, or its 401 heights",
            f"the shape is {table.shape}",
            "Hand in the function itself: lambda x: x**2 / 2",
        )
    return table


TASK = Task(
    name="landscape",
    title="A landscape that defeats lr 0.1.",
    words=(
        "Write a function `f(x)` for x from -4 to 4, curved by at most 10 (so that 0.1 is "
        "below the limit 2/c), in which 40 steps from -3.4 with lr 0.1 end high up, and "
        "another rate (0.01, 0.03, 0.3 or 1) ends low: "
        '`ll.board("landscape", f)`. `ll.widgets.Descent(f, lr=0.1, start=[-3.4])` shows it.'
    ),
    unit="points of 100",
    lesson="05_descent",
    judge=judge,
    fewer=False,
)
