"""Numbers about a class: by exercise who has it, at which try, with which cause, and how
well it tells strong from weak; by student how it went over the units."""

import csv
import io
import statistics
from collections import Counter, defaultdict

from .gradebook import Book
from .students import age, chosen, person
from .tables import harmless

COLUMNS = ("unit", "exercise", "students", "passed", "partly", "share", "at the first try",
           "at a later try", "discrimination", "commonest causes")  # fmt: skip
BY_STUDENT = ("student", "id", "units handed in", "of", "points", "max", "share",
              "first half", "second half", "exercises passed", "partly", "not yet",
              "notebooks", "weakest unit", "commonest causes")  # fmt: skip
LEAST = 8  # students, below which a correlation says nothing
LEAST_UNITS = 4  # units, below which two halves say nothing
FALL = 0.25  # of the points: a fall from the first half to the second that is told


def by_exercise(rows: list[dict], book: Book) -> list[dict]:
    """A line for each exercise, in the order of the course.

    `rows` are all notebooks, those that do not count too: they are the tries. The
    discrimination is the correlation of passing with the points of all other exercises.
    """
    first = _first_passes(rows)
    totals = {one_key(one): one.before for one in book.people}
    partly = _partly(rows)
    lines = []
    for key, people in first.items():
        unit, number, name = key
        tried = [try_ for try_, _ in people.values()]
        passed = [try_ for try_ in tried if try_]
        causes = Counter(cause for _, cause in people.values() if cause)
        lines.append({
            "unit": unit, "exercise": f"{number} {name}", "students": len(tried),
            "passed": len(passed), "partly": partly[unit, name],
            "share": round(len(passed) / len(tried), 2),
            "at the first try": passed.count(1), "at a later try": len(passed) - passed.count(1),
            "discrimination": _discrimination(people, totals, key, rows),
            "commonest causes": "; ".join(f"{w} ({n})" for w, n in causes.most_common(3)),
        })  # fmt: skip
    return lines


def is_partly(item: dict) -> bool:
    """Whether some parts of an exercise are right, and not all."""
    return bool(item["points"]) and item["status"] != "passed"


def _partly(rows) -> Counter:
    """By exercise, how many have some of its parts in the notebook that counts."""
    found: Counter = Counter()
    for (_, unit), row in chosen(rows).items():
        found.update(
            (unit, e["name"])
            for e in row["exercises"]
            if e["unit"] == unit and is_partly(e)
        )
    return found


def one_key(one) -> tuple[str, str]:
    """A person's name and number in the book."""
    return one.student, one.id


def _first_passes(rows) -> dict[tuple, dict]:
    """By exercise: for each person the number of the try that passed (0: none), and the
    last cause that was named."""
    count: dict[tuple, int] = defaultdict(int)
    found: dict[tuple, dict] = {}
    for row in sorted(rows, key=age):
        for unit in row["units"]:
            count[person(row), unit] += 1
        for item in row["exercises"]:
            key = item["unit"], item["number"], item["name"]
            people = found.setdefault(key, {})
            before, cause = people.get(person(row), (0, ""))
            now = count[person(row), item["unit"]] if item["status"] == "passed" else 0
            people[person(row)] = before or now, item["diagnosis"] or cause
    return dict(sorted(found.items(), key=lambda pair: _place(pair[0][1])))


def _place(number) -> list:
    return [int(part) if part.isdecimal() else 0 for part in number.split(".")]


def _discrimination(people, totals, key, rows):
    """ "" where it cannot be said: few students, or all passed, or none."""
    own = {person(r): _points(r, key) for r in rows if key[0] in r["units"]}
    pairs = [
        (bool(try_), totals[who] - own.get(who, 0))
        for who, (try_, _) in people.items()
        if who in totals
    ]
    if len(pairs) < LEAST:
        return ""
    passed, rest = zip(*pairs, strict=True)
    try:
        return round(
            statistics.correlation([*map(float, passed)], [*map(float, rest)]), 2
        )
    except statistics.StatisticsError:  # all the same
        return ""


def _points(row, key) -> float:
    return sum(
        e["points"] for e in row["exercises"] if (e["unit"], e["name"]) == key[::2]
    )


def shares(one, book: Book) -> dict[str, float | None]:
    """By unit the share of the points that somebody has; None where nothing came."""
    return {
        unit: one.entries[unit].points / most if unit in one.entries and most else None
        for unit, most in book.units.items()
    }


def halves(one, book: Book) -> tuple[float, float] | None:
    """The shares of the points in the first half of the units and in the second; what was
    not handed in counts 0. None where there are few units, or where nothing came at all."""
    units = list(book.units)
    if len(units) < LEAST_UNITS or not one.entries:
        return None
    middle = (len(units) + 1) // 2
    return tuple(_share(one, book, part) for part in (units[:middle], units[middle:]))


def _share(one, book, units) -> float:
    most = sum(book.units[unit] for unit in units)
    got = sum(one.entries[unit].points for unit in units if unit in one.entries)
    return got / most if most else 0.0


def fell_behind(book: Book) -> list[tuple]:
    """Triples of somebody and the shares of both halves, the largest fall first: whose
    points fell by more than FALL."""
    found = [(one, halves(one, book)) for one in book.people]
    fell = [(one, *both) for one, both in found if both and both[0] - both[1] > FALL]
    return sorted(fell, key=lambda told: (told[2] - told[1], told[0].student))


def by_student(rows: list[dict], book: Book) -> list[dict]:
    """A line for everybody, in the order of the book; `rows` are all notebooks."""
    counting, tries, known = defaultdict(list), Counter(), {}
    for one in book.people:
        for entry in one.entries.values():
            known[entry.label] = one_key(one)
    for row in rows:
        tries[known.get(row["label"], person(row))] += bool(row["units"])
    for row in rows:
        if row["label"] in known:
            counting[known[row["label"]]].append(row)
    return [_student(one, book, counting[one_key(one)], tries) for one in book.people]


def _student(one, book, rows, tries) -> dict:
    items = [
        e
        for row in rows
        for e in row["exercises"]
        if e["unit"] in one.entries and one.entries[e["unit"]].label == row["label"]
    ]
    passed = sum(e["status"] == "passed" for e in items)
    partly = sum(map(is_partly, items))
    causes = Counter(e["diagnosis"] for e in items if e["diagnosis"])
    both = halves(one, book) or ("", "")
    told = {u: s for u, s in shares(one, book).items() if s is not None}
    weakest = min(told, key=told.get) if told and min(told.values()) < 1 else ""
    return {
        "student": one.student, "id": one.id, "units handed in": len(told),
        "of": len(book.units), "points": one.points, "max": book.most,
        "share": round(one.points / book.most, 2) if book.most else "",
        "first half": both[0] and round(both[0], 2), "second half": both[1] and round(both[1], 2),
        "exercises passed": passed, "partly": partly, "not yet": len(items) - passed - partly,
        "notebooks": tries[one_key(one)], "weakest unit": weakest,
        "commonest causes": "; ".join(f"{w} ({n})" for w, n in causes.most_common(3)),
    }  # fmt: skip


def students_csv(rows: list[dict], book: Book) -> str:
    """The lines by student as a table."""
    return as_csv(by_student(rows, book), BY_STUDENT)


def as_csv(lines: list[dict], columns: tuple = COLUMNS) -> str:
    """The lines as a table."""
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    table.writerow(columns)
    table.writerows([[harmless(line[name]) for name in columns] for line in lines])
    return out.getvalue()
