"""Whose notebook this is: read from its path, in the forms that platforms give.

In this order: a regular expression given with `--names`; Moodle's folders
(`Name_123_assignsubmission_file_…`); nbgrader's (`submitted/alice/ps1/…`, and its
exchange's `alice+ps1+time`); Canvas's file names (`name_LATE_123_456_file-2.ipynb`,
or a zip of that name); the first folder; what the file name has besides the unit's name.

Only what a platform wrote decides: a learner names the files inside a folder or a zip, so
below a first folder nothing but that folder counts.
"""

import re
from pathlib import PurePosixPath

from layerlab.errors import BadArgument

LONGEST = 200  # characters of one part of a path; patterns never see more
_CANVAS = re.compile(
    r"^(?P<student>[^_/]+)_(?P<late>LATE_)?(?P<id>\d+)_\d+_(?P<file>.+?)"
    r"(?:-(?P<attempt>\d+))?\.(?:ipynb|zip)$",
    re.IGNORECASE,
)
_MOODLE = re.compile(r"^(?P<student>[^/]+?)_(?P<id>\d+)_assignsubmission_file")
_EXCHANGE = re.compile(r"^(?P<student>[^+/]+)\+[^+/]+\+\d{4}-\d\d-\d\d ")
_COLLECTED = {"submitted", "submissions", "autograded", "inbound", "archive"}
_UNIT = re.compile(r"(?:exercises?|unit|lesson)?[\W_]*(?<!\d)\d\d[_-][a-z0-9_]+$", re.I)
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
            r"Write for instance (?P<student>\w+)/.*\.ipynb",
        )
    return given


def student_of(label: str, given: re.Pattern | None = None) -> dict:
    """The student, and what else the path tells: id, late, attempt.

    >>> student_of("submitted/alice/ps1/04_perceptron.ipynb")
    {'student': 'alice'}
    >>> student_of("doealice_LATE_4711_815_04_perceptron-2.ipynb")["late"]
    'LATE_'
    >>> student_of("mallory/alice_1_2_04_perceptron-9.ipynb")["student"]
    'mallory'
    >>> student_of("doealice_4711_815_mine.zip/04_perceptron.ipynb")["id"]
    '4711'
    """
    found = given and given.search(label)
    if found and found["student"]:
        return found.groupdict()
    parts = PurePosixPath(label).parts
    while len(parts) > 2 and parts[0].lower() in _COLLECTED:
        parts = parts[1:]
    for form in (_MOODLE, _CANVAS, *([_EXCHANGE] if len(parts) > 1 else [])):
        if found := form.match(parts[0]):
            return found.groupdict()
    if len(parts) > 1:
        return {"student": parts[0].removesuffix(".zip")}
    stem = parts[0].removesuffix(".ipynb")
    return {"student": _UNIT.sub("", stem).strip("_- ") or stem}


def newest(rows: list[dict]) -> tuple[list[dict], list[dict]]:
    """Of several notebooks of a student for the same units only the newest counts.

    Gives the rows that count and those that do not. The newest has the highest attempt
    number, then the latest time, then the last name.
    """
    best: dict = {}
    older = []
    for row in sorted(rows, key=age):
        slot = (person(row), tuple(row["units"]) or row["label"])
        if slot in best:
            older.append(best[slot])
        best[slot] = row
    kept = set(map(id, best.values()))
    return [row for row in rows if id(row) in kept], older


def person(row: dict) -> tuple[str, str]:
    """What tells students apart: two of the same name have different numbers."""
    return row["student"], row["student_id"]


def age(row: dict) -> tuple:
    """By this the newest of several is found: it comes last."""
    return row["attempt"], row["time"], row["label"]
