"""The points as tables: one for a spreadsheet, and those that platforms take back.

Where the roster is a platform's own list of grades, its form is that list with every column
it had. Every text is quoted, and one that a spreadsheet would take for a formula is marked.
"""

import csv
import io

from .gradebook import Book, Person

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(book: Book, form: str = "plain") -> str:
    """The table of a form."""
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    table.writerows([[harmless(cell) for cell in line] for line in _FORMS[form](book)])
    return out.getvalue()


def harmless(cell) -> object:
    """A spreadsheet takes a cell that starts like a formula for one: mark it as text."""
    if not isinstance(cell, str):
        return cell
    return f"'{cell}" if cell.startswith(_FORMULA) and len(cell) > 1 else cell


def _points(person: Person, units) -> list:
    return [person.entries[u].points if u in person.entries else "" for u in units]


def _plain(book):
    yield ["student", "id", "e-mail", *book.units, "points", "max", "before", "late",
           "remark"]  # fmt: skip
    for one in book.people:
        email = one.member.email if one.member else ""
        late = "late" if one.late else ""
        told = [one.points, book.most, one.before, late, _remark(one)]
        yield [one.student, one.id, email, *_points(one, book.units), *told]


def _remark(one) -> str:
    words = {"missing": "handed in nothing", "unknown": "not on the roster"}
    without = "a file that is no notebook" if one.others and not one.entries else ""
    return ", ".join(filter(None, [words.get(one.status, ""), without]))


def _own(one, *names) -> list[str]:
    """Columns of the platform's own list; nothing for those whom it does not know."""
    row = one.member.row if one.member else {}
    return [row.get(name, "") for name in names]


def _canvas(book):
    """As Canvas imports it: community.canvaslms.com, "import grades in the Gradebook"."""
    names = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
    yield [*names, *book.units]
    yield ["    Points Possible", "", "", "", "", *book.units.values()]
    for one in book.people:
        student, number, *rest = _own(one, *names)
        yield [
            student or one.student,
            number or one.id,
            *rest,
            *_points(one, book.units),
        ]


def _moodle(book):
    """Moodle's worksheet for grading offline: of one assignment, the total."""
    names = ("Identifier", "Full name", "Email address", "Status")
    roster = book.rules.roster
    columns = roster.columns if roster and roster.form == "moodle" else names
    kept = [
        c for c in columns if c not in ("Grade", "Maximum grade", "Feedback comments")
    ]
    yield [*kept, "Grade", "Maximum grade", "Feedback comments"]
    for one in book.people:
        told = dict(zip(kept, _own(one, *kept), strict=True))
        told["Full name"] = told.get("Full name") or one.student
        number = f"Participant {one.id}" if one.id.isdecimal() else one.id
        told["Identifier"] = told.get("Identifier") or number
        yield [*(told[c] for c in kept), one.points, book.most, _words(one)]


def _words(one) -> str:
    parts = [f"{u}: {e.points} of {e.max}" for u, e in one.entries.items()]
    return ", ".join(parts)


def _names(one) -> tuple[str, str]:
    first, _, last = one.student.rpartition(" ")
    told = _own(one, "First Name", "Last Name")
    return told[0] or first, told[1] or last


def _login(one) -> str:
    return (one.member.login if one.member else "") or one.id or one.student


def _blackboard(book):
    """As Blackboard uploads it: found by the user name, one column for each unit."""
    columns = [f"{unit} [Total Pts: {most}]" for unit, most in book.units.items()]
    yield ["Last Name", "First Name", "Username", *columns]
    for one in book.people:
        first, last = _names(one)
        yield [last, first, _login(one), *_points(one, book.units)]


def _brightspace(book):
    """As Brightspace imports it: found by the user name, each line ended by a #."""
    columns = [f"{unit} Points Grade" for unit in book.units]
    yield ["OrgDefinedId", "Username", *columns, "End-of-Line Indicator"]
    for one in book.people:
        yield [
            _own(one, "OrgDefinedId")[0],
            _login(one),
            *_points(one, book.units),
            "#",
        ]


def _gradescope(book):
    """As Gradescope gives its own table; it imports none, so this is for others."""
    yield ["Name", "SID", "Email", *book.units, "Total Score", "Max Points"]
    for one in book.people:
        email = one.member.email if one.member else ""
        told = [one.points, book.most]
        yield [one.student, one.id, email, *_points(one, book.units), *told]


_FORMS = {
    "plain": _plain,
    "canvas": _canvas,
    "moodle": _moodle,
    "blackboard": _blackboard,
    "brightspace": _brightspace,
    "gradescope": _gradescope,
}
FORMS = tuple(_FORMS)
