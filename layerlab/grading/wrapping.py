"""Folders that hold everything: a zip made by a right click, a platform's export.

`depth(labels)` says how many first parts of all paths are no student's. A folder is taken
off where it holds everything and what lies in it looks like a class: several people as a
platform names them, several folders that are not assignments, or several files with
people's names beside the unit's.
"""

import re

from .platforms import OWN_FILES, owner_in
from .students import without_unit

_COLLECTED = re.compile(
    r"(submitted|submissions|autograded|inbound|archive|assignment_\d+_export)$", re.I
)
_TASK = re.compile(
    r"(ps|hw|homework|week|unit|lesson|exercises?|assignment|sheet|lab|task|day)?"
    r"[ _-]*\d+([ _-][a-z0-9_ -]*)?$",
    re.IGNORECASE,
)
MOST = 8  # folders around each other


def depth(labels: list[str]) -> int:
    """How many first parts of these paths hold all of them and are nobody's.

    >>> depth(["HW 4/ann/04.ipynb", "HW 4/ben/04.ipynb"])
    1
    >>> depth(["alice/ps1/04.ipynb", "alice/ps2/05.ipynb"])
    0
    >>> depth(["submitted/alice/ps1/04.ipynb"])
    1
    """
    paths = [label.split("/") for label in labels]
    kept = taken = 0
    while taken < MOST and (head := _common(paths)) is not None:
        paths = [path[1:] for path in paths if len(path) > 1]
        taken += 1
        if _COLLECTED.match(head) and kept == taken - 1:
            kept = taken
        elif owner_in(head):
            break
        elif _class(paths):
            kept = taken
            break
    return kept


def depth_of_collected(label: str) -> int:
    """How many first parts are folders that graders always make: nothing to speak of."""
    parts = label.split("/")
    named = (place for place, part in enumerate(parts) if not _COLLECTED.match(part))
    return next(named, len(parts))


def _common(paths) -> str | None:
    """The one folder in which all lies, but for what a platform adds."""
    heads = {path[0] for path in paths if len(path) > 1}
    loose = [p[0] for p in paths if len(p) == 1 and not OWN_FILES.match(p[0])]
    return heads.pop() if len(heads) == 1 and not loose else None


def _class(paths) -> bool:
    folders = {path[0] for path in paths if len(path) > 1}
    files = {path[0] for path in paths if len(path) == 1}
    told = {own.person for own in map(owner_in, folders | files) if own}
    people = {name for name in folders if not _TASK.match(name)}
    named = {without_unit(name) for name in files if name.lower().endswith(".ipynb")}
    return any(len(group - {""}) > 1 for group in (told, people, named))
