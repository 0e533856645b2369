"""Points by person and unit: from the rows of submissions, and all that a teacher rules.

In this order: which of several counts, what lateness costs, what the teacher's hand says.
Everybody is over the same units: those asked for, or all that anybody handed in.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from layerlab.checking.verdict import whole

from . import late as lateness
from .late import Late
from .matching import exercises, units
from .overrides import Hand
from .roster import Member, Roster
from .students import chosen, person, points_in


@dataclass(frozen=True)
class Rules:
    """What a teacher rules, besides the points of the checks."""

    wanted: tuple = ()
    due: datetime | None = None
    grace: timedelta = timedelta()
    late: Late | None = None
    best: bool = False
    roster: Roster | None = None
    hand: Hand = field(default_factory=Hand)


@dataclass
class Entry:
    """Somebody's unit: points as graded (`before`), and what they count.

    cost    what lateness took of them
    hand    what the teacher wrote about it, in words
    late    hours late, None in time, 0.0 where nobody knows how much
    words   sentences for the student's page: lateness, the teacher's
    parts   points by exercise, as graded
    """

    unit: str
    before: float
    points: float
    max: int
    page: str
    label: str
    late: float | None = None
    words: list[str] = field(default_factory=list)
    parts: dict[str, float] = field(default_factory=dict)
    cost: float = 0
    hand: list[str] = field(default_factory=list)


@dataclass
class Person:
    """Somebody of the class, with or without submissions.

    status  "" (known), "missing" (handed in nothing), "unknown" (not on the roster)
    """

    student: str
    id: str
    member: Member | None = None
    status: str = ""
    entries: dict[str, Entry] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)  # pages of what was no notebook

    @property
    def points(self) -> float:
        """What counts, over all units."""
        return whole(sum(entry.points for entry in self.entries.values()))

    @property
    def before(self) -> float:
        """The points as they were graded."""
        return whole(sum(entry.before for entry in self.entries.values()))

    @property
    def late(self) -> bool:
        """Whether anything came late."""
        return any(entry.late is not None for entry in self.entries.values())


@dataclass
class Book:
    """The class: its people in the order of names, its units with their most points."""

    people: list[Person]
    units: dict[str, int]
    rules: Rules
    notes: list[str] = field(default_factory=list)

    @property
    def most(self) -> int:
        """The points that everybody could have."""
        return sum(self.units.values())


def make(rows: list[dict], rules: Rules) -> Book:
    """The book of these rows."""
    picked = chosen(rows, rules.best)
    most = _units({unit for _, unit in picked}, rows, rules.wanted)
    people = _people(rows, rules)
    for (who, unit), row in picked.items():
        people[who].entries[unit] = _entry(people[who], unit, row, rules)
    for row in rows:
        if not row["units"]:
            people[person(row)].others.append(row["page"])
    book = Book(_together(people, rules), most, rules, [*rules.hand.notes])
    for found in book.people:
        _by_hand(found, rules.hand, most)
        found.entries = {u: found.entries[u] for u in most if u in found.entries}
    book.notes += _strangers(book)
    return book


def _units(handed_in, rows, wanted) -> dict[str, int]:
    order = {unit: number for number, unit in enumerate(units())}
    told = [(e["unit"], e) for row in rows for e in row["exercises"]]
    most: dict[str, int] = {}
    for unit in sorted({*handed_in, *wanted}, key=lambda u: (order.get(u, 99), u)):
        own = {e["name"]: e["max"] for u, e in told if u == unit}
        own = own or {e.name: e.points for e in exercises(unit)}
        most[unit] = sum(own.values())
    return most


def _people(rows, rules) -> dict[tuple, Person]:
    found = {}
    for row in rows:
        who = person(row)
        member = rules.roster.find(*who) if rules.roster else None
        status = "unknown" if rules.roster and not member else ""
        found.setdefault(who, Person(*who, member, status))
    return found


def _entry(who, unit, row, rules) -> Entry:
    own = [e for e in row["exercises"] if e["unit"] == unit]
    before, most = points_in(row, unit), sum(e["max"] for e in own)
    entry = Entry(unit, before, before, most, row["page"], row["label"])
    entry.parts = {e["name"]: e["points"] for e in own}
    entry.late = _late(who, row, rules)
    if entry.late is not None:
        cost = ""
        if rules.late:
            entry.points = rules.late.after(before, entry.late or None)
            entry.cost = whole(before - entry.points)
            cost = f"; {before} points count as {entry.points} ({rules.late.words})"
        entry.words.append(f"{unit}: late by {_hours(entry.late)}{cost}.")
    return entry


def _late(who, row, rules) -> float | None:
    """Hours late, 0.0 where a platform says no more than that; None in time."""
    extension = who.member.extension if who.member else ""
    limit = lateness.until(extension, rules.due)
    if limit is not None:
        over = row["time"] - (limit + rules.grace).timestamp()
        if over > 0:
            return max(row["time"] - limit.timestamp(), 1.0) / 3600
        by_date = rules.due and row["time"] > rules.due.timestamp()
        return None if extension or by_date or not row["late"] else 0.0
    return 0.0 if row["late"] and not extension else None


def _hours(hours) -> str:
    if not hours:
        return "a time that the platform does not tell"
    return f"{hours / 24:.1f} days" if hours >= 48 else f"{hours:.1f} hours"


def _together(people, rules) -> list[Person]:
    """People by their names on the roster; those who handed in nothing too."""
    known: dict[Member, Person] = {}
    alone = []
    for found in people.values():
        if not found.member:
            alone.append(found)
            continue
        first = known.setdefault(found.member, found)
        if first is not found:
            _merge(first, found)
    for member in rules.roster.members if rules.roster else ():
        person_ = known.setdefault(member, Person("", "", member, "missing"))
        person_.student, person_.id = member.name, member.id or person_.id
    return sorted([*known.values(), *alone], key=lambda p: (p.student.casefold(), p.id))


def _merge(first, second):
    """Two names of one member: of a unit in both, the better one counts."""
    for unit, entry in second.entries.items():
        mine = first.entries.get(unit)
        if mine is None or entry.points > mine.points:
            first.entries[unit] = entry
    first.others += second.others


def _by_hand(who, hand, most):
    for unit in most:
        lines = hand.about(who.student, who.id, unit)
        if not lines:
            continue
        entry = who.entries.setdefault(unit, Entry(unit, 0, 0, most[unit], "", ""))
        for line in lines:
            _apply(entry, line)


def _apply(entry, line):
    about = f"{entry.unit} {line.exercise}".strip()
    said = [line.comment] if line.comment else []
    if line.points is not None:
        said.insert(0, f"your teacher gives {whole(line.points)} points.")
    entry.words += [f"{about}: {words}" for words in said]
    entry.hand += [f"{line.exercise} {words}".strip() for words in said]
    if line.points is not None and not line.exercise:
        entry.points = whole(line.points)
    elif line.points is not None:  # on top of what lateness left
        more = line.points - entry.parts.get(line.exercise, 0)
        entry.points = whole(max(0.0, entry.points + more))


def _strangers(book) -> list[str]:
    rules = book.rules
    unknown = [p.student for p in book.people if p.status == "unknown"]
    missing = [p.student for p in book.people if p.status == "missing"]
    notes = [f"Not on the roster: {', '.join(unknown)}."] if unknown else []
    notes += [f"Handed in nothing: {', '.join(missing)}."] if missing else []
    lost = [x for x in rules.hand.lines if not any(_is(x, p) for p in book.people)]
    named = sorted({line.id or line.student for line in lost})
    return [*notes, *(f"teacher.csv names {who}, who is nobody here." for who in named)]


def _is(line, who) -> bool:
    return line.means(who.student, who.id)
