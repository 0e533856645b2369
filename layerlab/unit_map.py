"""The map of the course: its units, which of them exist, and how far you have come.

From the table of the syllabus to the map that a notebook shows.
"""

from dataclasses import dataclass

from layerlab.progress import hits, passed
from layerlab.syllabus import Entry, syllabus


@dataclass(frozen=True)
class Unit:
    """One unit: number and slug, question, names of its exercises, those passed."""

    number: str
    slug: str
    question: str
    exercises: tuple[str, ...]
    passed: frozenset[str]

    @property
    def exists(self) -> bool:
        """Whether the unit can be worked through yet."""
        return bool(self.exercises)

    @property
    def dots(self) -> str:
        """One dot for each exercise, filled where it passed."""
        return "".join("●" if name in self.passed else "○" for name in self.exercises)

    @property
    def count(self) -> str:
        """The same in words: `2 of 5`."""
        return f"{len(self.passed)} of {len(self.exercises)}"


class CourseMap:
    """The units by part; shows itself as a table, or as text in a terminal."""

    def __init__(self, parts: dict[str, list[Unit]], predictions: str = ""):
        self.parts, self.predictions = parts, predictions

    def __repr__(self) -> str:
        lines = [
            line
            for part, units in self.parts.items()
            for line in [part, *(f"  {_line(unit)}" for unit in units)]
        ]
        return "\n".join([*lines, self.predictions]).rstrip()

    def _repr_markdown_(self) -> str:
        head = "| unit | question | your exercises |\n|---|---|---|"
        rows = [
            row
            for part, units in self.parts.items()
            for row in [f"| **{part}** | | |", *map(_row, units)]
        ]
        below = f"\n{self.predictions}." if self.predictions else ""
        return "\n".join([head, *rows, below]).rstrip()


def course_map() -> CourseMap:
    """The map of the units with the learner's progress on it."""
    done, parts = passed(), {}
    for entry in syllabus():
        if entry.part:
            parts.setdefault(entry.part, []).append(_unit(entry, done))
    return CourseMap(parts, hits())


def _unit(entry: Entry, done: dict[str, set[str]]) -> Unit:
    ticked = frozenset(done.get(entry.slug, ())) & {*entry.exercises}
    return Unit(entry.number, entry.slug, entry.question, entry.exercises, ticked)


def _line(unit: Unit) -> str:
    state = f"{unit.dots} {unit.count}" if unit.exists else "to come"
    return f"{unit.number} {unit.slug:<12} {unit.question:<48} {state}"


def _row(unit: Unit) -> str:
    name = f"{unit.number} {unit.slug}"
    if not unit.exists:
        return f"| {name} | {unit.question} | *to come* |"
    link = f"[{name}]({unit.number}_{unit.slug}.ipynb)"
    return f"| {link} | {unit.question} | {unit.dots} {unit.count} |"
