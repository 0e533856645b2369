"""What a regrade changed: for whom, in which exercise, and why; told before it counts.

A row remembers what decided it: the content of the file (`content`), the exercises and
the checks (`checks`, by unit) and the grader with its limits (`settings`). What a teacher
rules besides, lateness and their own hand, is compared by `ruled` with what it was.
"""

import csv
import io
from dataclasses import dataclass, replace

from layerlab.checking.verdict import whole

from .gradebook import Book
from .roster import Roster
from .students import chosen
from .tables import harmless

MOST_TOLD = 30  # lines in the terminal


@dataclass(frozen=True)
class Change:
    """One exercise of somebody's that has other points, or a unit that came or went."""

    student: str
    id: str
    unit: str
    exercise: str
    before: float
    now: float
    why: str

    def __str__(self) -> str:
        who = f"{self.student} ({self.id})" if self.id else self.student
        what = f"{self.unit} {self.exercise}".strip()
        points = f"{self.before} → {self.now} points"
        if self.before == self.now:
            points = f"{self.now} points as before"
        return f"{who}: {what}: {points}; {self.why}."


def between(
    old: list[dict], new: list[dict], best: bool = False, roster: Roster | None = None
) -> list[Change]:
    """The changes from the rows of the last run to those of this one; people have the
    names of the roster, where there is one."""
    before, now = chosen(old, best), chosen(new, best)
    found = []
    for slot in sorted({*before, *now}, key=str):
        found += _of(slot, before.get(slot), now.get(slot))
    return [_named(change, roster) for change in found] if roster else found


def _named(change, roster):
    member = roster.find(change.student, change.id)
    told = {"student": member.name, "id": member.id or change.id} if member else {}
    return replace(change, **told)


def _of(slot, old, new):
    (student, number), unit = slot
    if old and not new:
        points = whole(sum(_parts(old, unit).values()))
        yield Change(
            student, number, unit, "", points, 0, "its file is not there any more"
        )
    elif old and new:
        was, now = _parts(old, unit), _parts(new, unit)
        why = _why(old, new, unit)
        for name in [*now, *(n for n in was if n not in now)]:
            if was.get(name, 0) != now.get(name, 0):
                told = was.get(name, 0), now.get(name, 0), why
                yield Change(student, number, unit, name, *told)


def _parts(row, unit) -> dict:
    return {e["name"]: e["points"] for e in row["exercises"] if e["unit"] == unit}


def _why(old, new, unit) -> str:
    if old.get("content") != new.get("content"):
        other = old["label"] != new["label"]
        return "another file counts" if other else "the notebook was changed"
    reasons = []
    if old.get("checks", {}).get(unit) != new.get("checks", {}).get(unit):
        reasons.append("the exercise or its check was changed")
    if old.get("settings") != new.get("settings"):
        reasons.append("the grader or its limits are others")
    return " and ".join(reasons) or "it was graded again and came out otherwise"


def counted(book: Book) -> list[dict]:
    """What counts for everybody, and what was ruled: kept for the next run, as plain data."""
    return [
        {"student": one.student, "id": one.id, "unit": unit, "points": entry.points,
         "late": entry.late is not None, "cost": entry.cost, "hand": entry.hand}
        for one in book.people for unit, entry in one.entries.items()
    ]  # fmt: skip


def ruled(old: list[dict], new: list[dict]) -> list[Change]:
    """Units that count otherwise because lateness or the teacher's hand is another."""
    slot = lambda told: (told["student"], told["id"], told["unit"])  # noqa: E731
    before, now = ({slot(told): told for told in both} for both in (old, new))
    found = []
    for key in sorted({*before, *now}):
        was, is_ = before.get(key, _NOTHING), now.get(key, _NOTHING)
        why = "; ".join([*_lateness(was, is_), *_hand(was, is_)])
        if why:
            found.append(Change(*key, "", was["points"], is_["points"], why))
    return found


_NOTHING = {"points": 0, "late": False, "cost": 0, "hand": []}


def _lateness(was, now):
    if was["cost"] != now["cost"]:
        yield f"lateness costs {now['cost']} points, before it cost {was['cost']}"
    elif was["late"] != now["late"]:
        yield "it is late now" if now["late"] else "it is in time now"


def _hand(was, now):
    if was["hand"] != now["hand"]:
        said = " ".join(now["hand"]).rstrip(".") or "what stood there is gone"
        yield f"teacher.csv: {said}"


def as_csv(changes: list[Change]) -> str:
    """The changes as a table."""
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    table.writerow(["student", "id", "unit", "exercise", "before", "now", "why"])
    for one in changes:
        row = [
            one.student,
            one.id,
            one.unit,
            one.exercise,
            one.before,
            one.now,
            one.why,
        ]
        table.writerow([harmless(cell) for cell in row])
    return out.getvalue()


def in_words(changes: list[Change]) -> list[str]:
    """The changes as lines for a terminal: how many, then the first of them."""
    if not changes:
        return []
    people = len({(c.student, c.id) for c in changes})
    lines = [f"Since the last run {len(changes)} marks of {people} students changed:"]
    lines += [f"  {change}" for change in changes[:MOST_TOLD]]
    more = len(changes) - MOST_TOLD
    return [*lines, f"  … and {more} more in changes.csv"] if more > 0 else lines
