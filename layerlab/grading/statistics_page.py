"""Numbers about a class: by exercise who has it, at which try, with which cause, and how
well it tells strong from weak; by student over the units."""

import csv
import io
import statistics
from collections import Counter, defaultdict

from .gradebook import Book
from .students import age, person
from .tables import harmless

COLUMNS = ("unit", "exercise", "students", "passed", "share", "at the first try",
           "at a later try", "discrimination", "commonest causes")  # fmt: skip
LEAST = 8  # students, below which a correlation says nothing


def by_exercise(rows: list[dict], book: Book) -> list[dict]:
    """A line for each exercise, in the order of the course.

    `rows` are all notebooks, those that do not count too: they are the tries. The
    discrimination is the correlation of passing with the points of all other exercises.
    """
    first = _first_passes(rows)
    totals = {one_key(one): one.before for one in book.people}
    lines = []
    for key, people in first.items():
        unit, number, name = key
        tried = [try_ for try_, _ in people.values()]
        passed = [try_ for try_ in tried if try_]
        causes = Counter(cause for _, cause in people.values() if cause)
        lines.append({
            "unit": unit, "exercise": f"{number} {name}", "students": len(tried),
            "passed": len(passed), "share": round(len(passed) / len(tried), 2),
            "at the first try": passed.count(1), "at a later try": len(passed) - passed.count(1),
            "discrimination": _discrimination(people, totals, key, rows),
            "commonest causes": "; ".join(f"{w} ({n})" for w, n in causes.most_common(3)),
        })  # fmt: skip
    return lines


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


def _points(row, key) -> int:
    return sum(
        e["points"] for e in row["exercises"] if (e["unit"], e["name"]) == key[::2]
    )


def as_csv(lines: list[dict]) -> str:
    """The lines as a table."""
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    table.writerow(COLUMNS)
    table.writerows([[harmless(line[name]) for name in COLUMNS] for line in lines])
    return out.getvalue()
