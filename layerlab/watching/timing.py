"""The observer `ratio`: how many times the CPU time of a baseline an attempt takes.

Clocks differ from machine to machine, ratios hardly do. Baseline and attempt take turns in
one process and one thread; the medians of seven turns are compared. Where the baseline's
own times scatter, the machine is busy with other things and nothing is said.
"""

import contextlib
import copy
import statistics
import sys
import time
from collections.abc import Callable, Iterator

from layerlab.watching.observers import compiled, listed

TURNS, SHORTEST, HOPELESS, SCATTER = 7, 0.004, 30.0, 1.6
ROUNDS = 5  # tried before the machine is called busy


class MachineBusy(Exception):
    """The timing could not be taken: the baseline's own times scatter."""


def ratio(attempt: Callable, args: dict, *, source: str, name: str) -> dict:
    """{"result": …, "ratio": CPU time of the attempt over that of the baseline}."""
    baseline = compiled(source, name)
    with one_thread():
        result = listed(attempt(*copy.deepcopy(args).values()))
        return {"result": result, "ratio": _ratio(attempt, baseline, args)}


def _ratio(attempt, baseline, args) -> float:
    for _ in range(ROUNDS):
        repeats = _repeats(baseline, args)
        first = _seconds(attempt, args, 1) * repeats / _seconds(baseline, args, repeats)
        if first > HOPELESS:
            return first
        pairs = [
            (_seconds(baseline, args, repeats), _seconds(attempt, args, repeats))
            for _ in range(TURNS)
        ]
        base, theirs = (sorted(times) for times in zip(*pairs, strict=True))
        if base[-2] < SCATTER * base[1]:
            return statistics.median(theirs) / statistics.median(base)
    raise MachineBusy("The machine is busy with other work.")


def _repeats(baseline, args) -> int:
    """So many calls that the baseline's time is well above the clock's resolution."""
    _seconds(baseline, args, 1)  # warm up
    repeats = 1
    while repeats < 10_000 and _seconds(baseline, args, repeats) < SHORTEST:
        repeats *= 2
    return repeats


def _seconds(function, args, repeats: int) -> float:
    """CPU seconds of so many calls, each with its own arguments."""
    copies = [list(copy.deepcopy(args).values()) for _ in range(min(repeats, 32))]
    start = time.process_time()
    for i in range(repeats):
        listed(function(*copies[i % len(copies)]))
    return max(time.process_time() - start, 1e-9)


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Several threads count as several seconds of computing, waiting ones too."""
    torch = sys.modules.get("torch")
    before = torch.get_num_threads() if torch else None
    if torch:
        torch.set_num_threads(1)
    try:
        yield
    finally:
        if torch:
            torch.set_num_threads(before)
