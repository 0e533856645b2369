"""Which cause does a check name for a mistake that it does not know?

    python -m tools.general_causes [unit …] [--out FILE]

Every listed mistake is put before its check with its own entry taken out. What the check
then says comes from the general detectors, or from another listed mistake; a person reads
whether that is true of the case shown. The entry's own sentence stands beside it.
"""

import argparse
import contextlib
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from layerlab import checks
from layerlab.checking.engine import judge_here
from layerlab.watching import observers
from tools.changed_solutions import MOST_SECONDS


@dataclass(frozen=True)
class Found:
    """What was said of one mistake without its entry; `cause` is "" where nothing was."""

    exercise: str
    mistake: str
    own: str  # the sentence of its own entry
    kind: str  # "general", "listed" (another entry), "none" or "passes"
    cause: str
    message: str  # the whole verdict


@contextlib.contextmanager
def knowing(exercise, mistakes: tuple):
    """The exercise with other mistakes for a while, and all else that it remembers."""
    before = exercise.mistakes
    object.__setattr__(exercise, "mistakes", mistakes)  # frozen for everybody else
    try:
        yield
    finally:
        object.__setattr__(exercise, "mistakes", before)


def without_entry(exercise, mistake) -> Found:
    """Put a mistake before the check of its exercise, which does not know it just now."""
    others = tuple(m for m in exercise.mistakes if m is not mistake)
    with knowing(exercise, others):
        verdict = judge_here(exercise, mistake.code)
    said = verdict.parts.get("Likely cause", "")
    listed = verdict.diagnosis in {m.name for m in others}
    kind = "listed" if listed else "general" if said else "none"
    kind = "passes" if verdict.passed else kind
    own = mistake.message
    return Found(exercise.key, mistake.name, own, kind, said, verdict.message)


def examine(units: Iterable[str]):
    """The findings of every mistake of these units, one after the other.

    Without those of an exercise that trains for minutes: its mistakes would take hours.
    """
    for unit in units:
        for exercise in checks.exercises(unit):
            if exercise.seconds > MOST_SECONDS:
                continue
            observers.prepare(exercise.request({}).options)
            for mistake in exercise.mistakes:
                yield without_entry(exercise, mistake)


def report(found: list[Found]) -> str:
    """All that was said, to be read by a person, the sums last."""
    lines = []
    for one in found:
        lines += [f"## {one.exercise} · {one.mistake} · {one.kind}", one.message]
        lines += [f"  own sentence  {one.own}", ""]
    kinds = Counter(one.kind for one in found)
    sums = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
    return "\n".join([*lines, f"{len(found)} mistakes without their entries: {sums}"])


def main(arguments: list[str] | None = None) -> int:
    """Print the report, or write it to a file and print its last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("units", nargs="*", help="names of units, as perceptron")
    parser.add_argument("--out", type=Path, help="where to write the report")
    options = parser.parse_args(arguments)
    text = report(list(examine(options.units or checks.units())))
    if options.out:
        options.out.write_text(text, "utf-8")
        text = text.splitlines()[-1]
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
