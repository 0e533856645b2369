"""The teacher's hand: points and comments in teacher.csv, which no regrade touches.

One line for each word of the teacher's: whose (id or student), which unit, and, where it is
about one exercise, which; points (empty: as graded), a comment (empty: none).
"""

import csv
import io
import math
from dataclasses import dataclass, field
from pathlib import Path

from layerlab.errors import UnknownName

from .matching import exercises, unit_named
from .platforms import one_form

FILE = "teacher.csv"
COLUMNS = ("student", "id", "unit", "exercise", "points", "comment")


@dataclass(frozen=True)
class Line:
    """One line: points are None where the graded ones stand."""

    student: str
    id: str
    unit: str
    exercise: str
    points: float | None
    comment: str

    def means(self, student: str, number: str) -> bool:
        """Whether it is about this person: by the id, else by the name."""
        if self.id:
            return self.id.casefold() == number.casefold()
        return bool(self.student) and self.student.casefold() == student.casefold()


@dataclass
class Hand:
    """All lines, and sentences about those that could not be read."""

    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def about(self, student: str, number: str, unit: str) -> list[Line]:
        """What is said of somebody's unit; a line without a unit is about all of them."""
        own = [line for line in self.lines if line.means(student, number)]
        return [line for line in own if line.unit in ("", unit)]


def read(folder: Path) -> Hand:
    """What the teacher has written; nothing where there is no file yet."""
    try:
        data = (folder / FILE).read_bytes()
    except OSError:
        return Hand()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:  # as spreadsheets save it
        text = data.decode("latin-1")
    mark = max(",;\t", key=text.partition("\n")[0].count)
    hand = Hand()
    for number, row in enumerate(csv.DictReader(io.StringIO(text), delimiter=mark), 2):
        told = {str(k).strip().casefold(): str(v or "").strip() for k, v in row.items()}
        if any(told.values()):
            _take(hand, told, f"{FILE}, line {number}")
    return hand


def _take(hand, told, where):
    given = {name: one_form(told.get(name, "")) for name in COLUMNS[:4]}
    words = told.get("points", "").replace(",", ".")
    try:
        points = float(words) if words else None
    except ValueError:
        points = math.nan
    if not (given["student"] or given["id"]):
        hand.notes.append(f"{where}: nobody is named.")
    elif points is not None and not math.isfinite(points):
        hand.notes.append(f"{where}: {words!r} is no number of points.")
    elif points is not None and not given["unit"]:
        hand.notes.append(f"{where}: points need a unit.")
    elif fault := _place(given):
        hand.notes.append(f"{where}: {fault}")
    else:
        hand.lines.append(Line(**given, points=points, comment=told.get("comment", "")))


def _place(given) -> str:
    """Write the unit and the exercise as the course names them; what is wrong with them."""
    name = given["exercise"]
    if not given["unit"]:
        return "an exercise needs a unit." if name else ""
    try:
        given["unit"] = unit = unit_named(given["unit"])
    except UnknownName as error:
        return str(error)
    ways = ((e, (e.name, e.number, f"{e.number} {e.name}")) for e in exercises(unit))
    known = {way: e.name for e, several in ways for way in several}
    if name and name not in known:
        there = ", ".join(e.name for e in exercises(unit))
        return f"there is no exercise {name!r} in {unit}: it has {there}."
    given["exercise"] = known.get(name, "")
    return ""


def ensure(folder: Path) -> None:
    """An empty file to write into, where there is none."""
    path = folder / FILE
    if not path.exists():
        path.write_text(",".join(COLUMNS) + "\n", "utf-8")
