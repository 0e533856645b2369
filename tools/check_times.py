"""How much CPU time does a check take? Right answers and mistakes, each in a fresh process.

    python -m tools.check_times [unit …] [--mistakes N] [--times N] [--slowest N]

Nothing is warm but the imports: each answer is checked in a forked child, several times, on
one thread, and the median counts. Of an exercise's mistakes a few are drawn.
"""

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from layerlab import checks
from layerlab.checking.engine import judge_here
from layerlab.watching import observers


@dataclass(frozen=True)
class Timed:
    """The CPU seconds of one check: of which exercise, of which answer."""

    exercise: str
    answer: str
    seconds: float


def answers(exercise, mistakes: int, rng) -> Iterator[tuple[str, Callable]]:
    """Pairs (name, code): all right answers, and so many drawn mistakes."""
    yield "reference", exercise.reference
    for i, code in enumerate(exercise.alternatives):
        yield f"alternative {i}", code
    listed = list(exercise.mistakes)
    for mistake in rng.sample(listed, min(mistakes, len(listed))):
        yield mistake.name, mistake.code


def timed(exercise, code: Callable, times: int) -> float:
    """The median CPU time of so many checks, each in a child of its own."""
    return statistics.median(_in_child(exercise, code) for _ in range(times))


def _in_child(exercise, code) -> float:
    read, write = os.pipe()
    child = os.fork()
    if not child:
        start = time.process_time()
        try:
            judge_here(exercise, code)
            os.write(write, repr(time.process_time() - start).encode())
        finally:
            os._exit(0)
    os.close(write)
    with open(read, encoding="ascii") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return float(told)


def measured(units: list[str], mistakes: int, times: int) -> Iterator[Timed]:
    """The times of these units' checks, one exercise after the other."""
    for unit in units:
        for exercise in checks.exercises(unit):
            observers.prepare(exercise.request({}).options)
            _one_thread()
            rng = random.Random(exercise.key)
            for name, code in answers(exercise, mistakes, rng):
                yield Timed(exercise.key, name, timed(exercise, code, times))


def _one_thread():
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads(1)


def summary(found: list[Timed]) -> str:
    """How many checks, their median, the second below which 95% lie, and the longest."""
    seconds = sorted(one.seconds for one in found)
    most = max(found, key=lambda one: one.seconds)
    high = seconds[min(len(seconds) - 1, int(0.95 * len(seconds)))]
    return (
        f"{len(seconds)} checks: median {statistics.median(seconds):.3f} s of CPU time, 95% below "
        f"{high:.2f} s; the longest {most.seconds:.2f} s (`{most.exercise}`, {most.answer})."
    )


def main(arguments: list[str] | None = None) -> int:
    """Print the slowest checks and the summary."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("units", nargs="*", help="names of units, as perceptron")
    parser.add_argument("--mistakes", type=int, default=6, help="for each exercise")
    parser.add_argument("--times", type=int, default=3, help="checks of each answer")
    parser.add_argument("--slowest", type=int, default=12, help="to be printed")
    options = parser.parse_args(arguments)
    units = options.units or checks.units()
    found = list(measured(units, options.mistakes, options.times))
    for one in sorted(found, key=lambda one: -one.seconds)[: options.slowest]:
        print(f"{one.seconds:6.2f} s  {one.exercise} · {one.answer}")
    print(summary(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
