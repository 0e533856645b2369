"""Whose notebook this is, read from its path; and which of several counts.

In this order: a regular expression given with `--names`; what a platform wrote (see
`platforms`); the first folder; what the file name has besides the unit's name. Folders
that hold everything were taken off before (see `wrapping`).

Only what a platform or the teacher wrote decides: a learner names the files inside a
folder or a zip, so below a first folder nothing but that folder counts.
"""

import re
from pathlib import PurePosixPath

from layerlab.checking.verdict import whole
from layerlab.errors import BadArgument

from .platforms import Owner, one_form, owner_in

LONGEST = 200  # characters of one part of a path; patterns never see more
_UNIT = re.compile(r"(?:exercises?|unit|lesson)?[\W_]*(?<!\d)\d\d[_-][a-z0-9_]+$", re.I)
_ENDS = (".ipynb", ".zip", ".txt", ".json", ".ipynb")
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """A path as text that can be shown and stored anywhere.

    >>> plain("a\\x1b[2Jb"), plain("x" * 300) == "x" * 120 + "…" + "x" * 79
    ('a?[2Jb', True)
    """
    sure = _ODD.sub("?", text.encode("utf-8", "backslashreplace").decode("utf-8"))
    return "/".join(map(_short, sure.split("/")[:40]))


def _short(part):
    return part if len(part) <= LONGEST else f"{part[:120]}…{part[-79:]}"


def pattern(names: str) -> re.Pattern | None:
    """The teacher's own pattern; an error where it is none."""
    if not names:
        return None
    try:
        given = re.compile(names)
    except re.error as error:
        raise BadArgument("--names is no regular expression", str(error)) from None
    if "student" not in given.groupindex:
        raise BadArgument(
            "--names needs the group (?P<student>…)",
            f"{names!r} has none",
            r"Write for instance (?P<student>[^/]+)/.*\.ipynb",
        )
    return given


def named(label: str, given: re.Pattern | None, most: int) -> Owner | None:
    """The owner by the teacher's pattern, which must fit the whole path.

    The name must end before character `most`: what is inside a zip a learner named.

    >>> own = pattern(r"(?P<student>\\w+)/.*")
    >>> named("anna/04.ipynb", own, 99).student, named("Anna Smith/04.ipynb", own, 99)
    ('anna', None)
    """
    found = given and given.fullmatch(label)
    if not found or not found["student"] or found.end("student") > most:
        return None
    more = found.groupdict()
    attempt = more.get("attempt") or ""
    number = int(attempt[:6]) if attempt.isdecimal() else 0
    return Owner(
        one_form(found["student"]),
        one_form(more.get("id") or ""),
        number,
        bool(more.get("late")),
    )


def owner_of(label: str) -> Owner:
    """The owner that a path names.

    >>> owner_of("alice/ps1/04_perceptron.ipynb").student
    'alice'
    >>> owner_of("mallory/alice_1_2_04_perceptron-9.ipynb").student
    'mallory'
    >>> owner_of("doealice_4711_815_mine.zip/04_perceptron.ipynb").id
    '4711'
    """
    parts = PurePosixPath(label).parts or ("unnamed",)
    told = owner_in(parts[0])
    if told:
        return told
    if len(parts) > 1:
        return Owner(one_form(parts[0].removesuffix(".zip")) or "unnamed")
    return Owner(without_unit(parts[0]) or one_form(stem(parts[0])) or "unnamed")


def stem(name: str) -> str:
    """A file's name without its endings.

    >>> stem("bob_04_perceptron.ipynb.txt"), stem("bob.py")
    ('bob_04_perceptron', 'bob')
    """
    for end in reversed(_ENDS):
        name = name.removesuffix(end)
    return re.sub(r"(?<=.)\.[A-Za-z0-9]{1,5}$", "", name)


def without_unit(name: str) -> str:
    """What a file's name says besides the unit's name; "" where that is all it says."""
    return one_form(_UNIT.sub("", stem(name)).strip("_- "))


def person(row: dict) -> tuple[str, str]:
    """What tells students apart: two of the same name have different numbers."""
    return row["student"], row["student_id"]


def age(row: dict) -> tuple:
    """By this the newest of several is found: it comes last."""
    return row["attempt"], row["time"], row.get("own_time", 0.0), row["label"]


def points_in(row: dict, unit: str) -> float:
    """The points of a row in one of its units."""
    return whole(sum(e["points"] for e in row["exercises"] if e["unit"] == unit))


def chosen(rows: list[dict], best: bool = False) -> dict[tuple, dict]:
    """Of several notebooks of a person, the one that counts for each unit: the newest
    (the highest attempt number, then the latest time, then the last name), or the best.

    Keys are (person, unit). A row without a unit stands for nothing.
    """
    found: dict[tuple, dict] = {}
    for row in sorted(rows, key=age):
        for unit in row["units"]:
            slot = (person(row), unit)
            old = found.get(slot)
            if old and best and points_in(old, unit) > points_in(row, unit):
                continue
            found[slot] = row
    return found


def newest(rows: list[dict], best: bool = False) -> tuple[list[dict], list[dict]]:
    """The rows that count for a unit, or stand for somebody who has nothing else; and
    those that do not count."""
    picked = set(map(id, chosen(rows, best).values()))
    known = {person(row) for row in rows if id(row) in picked}
    kept = [r for r in rows if id(r) in picked or (not r["units"] and _alone(r, known))]
    ids = set(map(id, kept))
    return kept, [row for row in rows if id(row) not in ids and row["units"]]


def _alone(row, known) -> bool:
    """Whether a row without a unit is to be told: a file that could not be read always
    is; what only stood beside a notebook is not."""
    return bool(row["cause"]) or person(row) not in known
