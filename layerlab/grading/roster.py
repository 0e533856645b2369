"""Who is in the class: a csv of one's own, or a platform's list of grades as it is.

Columns are known by their names, in any order: id, name, e-mail, extension for one's own;
what Canvas, Moodle, Blackboard, Brightspace and Gradescope call theirs besides. What else
stands in a platform's list is kept, so that its form can be given back complete.
"""

import csv
import io
import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from layerlab.errors import BadArgument

from .late import until
from .platforms import one_form

_NAMES = {
    "id": ("id", "orgdefinedid", "student id", "sid", "identifier", "id number"),
    "name": ("name", "student", "full name", "student name"),
    "email": ("e-mail", "email", "email address", "mail"),
    "login": ("login", "username", "user name", "sis login id", "user"),
    "extension": ("extension", "due", "until"),
    "first": ("first name", "firstname", "given name"),
    "last": ("last name", "lastname", "surname", "family name"),
}
_FORMS = {  # what tells a platform's list: these columns
    "canvas": {"student", "id", "section"},
    "moodle": {"identifier", "full name"},
    "brightspace": {"end-of-line indicator"},
    "blackboard": {"username", "availability"},
    "gradescope": {"sid", "email"},
}


@dataclass(frozen=True)
class Member:
    """Somebody of the class; `row` is the line of a platform's own list."""

    name: str
    id: str = ""
    email: str = ""
    login: str = ""
    extension: str = ""
    row: dict = field(default_factory=dict, hash=False, compare=False)


@dataclass
class Roster:
    """The members of a class; `form` and `columns` of a platform's list."""

    members: list[Member]
    form: str = ""
    columns: list[str] = field(default_factory=list)

    def find(self, student: str, number: str) -> Member | None:
        """The one member that a submission's name or number means; None for no one, and
        where it could be several."""
        for told in (number, student):
            for keys in (_exact, _squashed):
                key = keys(Member(told))[0] if told else ""
                found = [m for m in self.members if key and key in keys(m)]
                if len(found) == 1:
                    return found[0]
        return None


def _exact(member) -> list[str]:
    """All that means somebody, written in one way."""
    local = member.email.partition("@")[0]
    told = (member.name, member.id, member.email, member.login, local)
    numbers = [re.sub(r"^(participant |#)", "", member.id.casefold())]
    return [one_form(word).casefold() for word in told if word] + numbers


def _squashed(member) -> list[str]:
    """A name without spaces and marks, in both orders: Canvas writes doealice."""
    words = re.findall(r"\w+", one_form(member.name).casefold())
    plain = "".join(words)
    return [plain, "".join(words[1:] + words[:1]), "".join(words[-1:] + words[:-1])]


def read(path: Path) -> Roster:
    """The roster in a file; BadArgument where it is none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadArgument("The roster cannot be read", error.strerror) from None
    columns, rows = _lines(data.decode(json.detect_encoding(data[:8]), "replace"))
    members = [_member(row) for row in rows]
    members = [
        m for m in members if m.name and not m.name.startswith("Points Possible")
    ]
    if not members:
        raise BadArgument(
            "The roster holds nobody",
            f"its columns are {', '.join(columns)[:80] or 'none'}",
            "Write a csv with the columns id, name, e-mail, extension",
        )
    for member in members:
        until(member.extension, datetime(2000, 1, 1))  # an error here, not at the end
    return Roster(members, _form(columns), columns)


def _lines(text):
    """The columns, and the lines as dicts; whatever stands between the cells."""
    mark = max(",;\t", key=text.partition("\n")[0].count)
    lines = [
        line for line in csv.reader(io.StringIO(text), delimiter=mark) if any(line)
    ]
    columns = [column.strip().lstrip("\ufeff") for column in lines[0]] if lines else []
    return columns, [dict(zip(columns, line, strict=False)) for line in lines[1:]]


def _form(columns) -> str:
    there = {column.casefold() for column in columns}
    return next((form for form, asked in _FORMS.items() if asked <= there), "")


def _member(row) -> Member:
    known = {key.casefold(): (value or "").strip() for key, value in row.items() if key}
    told = {
        field: next((known[n] for n in names if known.get(n)), "")
        for field, names in _NAMES.items()
    }
    last, first = told.pop("last"), told.pop("first")
    name = told["name"] or f"{first} {last}".strip() or told["login"] or told["id"]
    return Member(**told | {"name": one_form(name)}, row=row)
