"""The scores as tables: one row a student, in CSV for spreadsheets, Canvas and Moodle."""

import csv
import io

from .students import age
from .students import person as identity

FORMS = ("plain", "canvas", "moodle")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def students(rows: list[dict]) -> list[dict]:
    """Rows of submissions gathered by student, in the order of names.

    Where two rows hold the same unit, the newer one counts.
    """
    people: dict[tuple, dict] = {}
    for row in sorted(rows, key=age):
        person = people.setdefault(identity(row), _person(row))
        person["late"] |= row["late"]
        for unit in row["units"]:
            items = [e for e in row["exercises"] if e["unit"] == unit]
            entry = {
                "points": sum(e["points"] for e in items),
                "max": sum(e["max"] for e in items),
                "late": row["late"],
                "page": row["page"],
            }
            person["units"][unit] = entry
    for person in people.values():
        for total in ("points", "max"):
            person[total] = sum(entry[total] for entry in person["units"].values())
    return [
        people[name] for name in sorted(people, key=lambda k: (k[0].casefold(), k[1]))
    ]


def _person(row):
    kept = {"student": row["student"], "id": row["student_id"]}
    return kept | {"late": False, "units": {}}


def units_of(rows: list[dict]) -> list[str]:
    """Names of the units that were handed in, in the order of the course."""
    places = {
        e["unit"]: int(e["number"].split(".")[0]) for r in rows for e in r["exercises"]
    }
    return sorted(places, key=lambda unit: (places[unit], unit))


def as_csv(rows: list[dict], form: str = "plain") -> str:
    """The table of a form: "plain", "canvas" or "moodle"."""
    table = {"plain": _plain, "canvas": _canvas, "moodle": _moodle}[form](rows)
    out = io.StringIO()
    csv.writer(out).writerows(
        [[_unlike_a_formula(cell) for cell in line] for line in table]
    )
    return out.getvalue()


def _unlike_a_formula(cell):
    """A spreadsheet takes a cell that starts like a formula for one: quote it."""
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(_FORMULA) else cell


def _plain(rows):
    units = units_of(rows)
    yield ["student", *units, "points", "max", "late"]
    for person in students(rows):
        points = [person["units"].get(u, {}).get("points", "") for u in units]
        late = "late" if person["late"] else ""
        yield [person["student"], *points, person["points"], person["max"], late]


def _canvas(rows):
    """As Canvas imports it: https://community.canvaslms.com, "import grades" (CSV)."""
    units = units_of(rows)
    yield ["Student", "ID", "SIS Login ID", "Section", *units]
    yield ["    Points Possible", "", "", "", *_maxima(rows, units)]
    for person in students(rows):
        points = [person["units"].get(u, {}).get("points", "") for u in units]
        yield [person["student"], person["id"], "", "", *points]


def _moodle(rows):
    """As Moodle's grade import takes it; columns are mapped there by their names."""
    yield ["Identifier", "Full name", "Grade", "Maximum grade", "Feedback comments"]
    for person in students(rows):
        number = f"Participant {person['id']}" if person["id"] else ""
        words = ", ".join(
            f"{unit}: {entry['points']} of {entry['max']}"
            for unit, entry in person["units"].items()
        )
        yield [number, person["student"], person["points"], person["max"], words]


def _maxima(rows, units):
    best = dict.fromkeys(units, 0)
    for person in students(rows):
        for unit, entry in person["units"].items():
            best[unit] = max(best[unit], entry["max"])
    return [best[unit] for unit in units]
