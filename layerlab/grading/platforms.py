"""The forms in which platforms name what was handed in, and what each form tells.

| platform | form |
|---|---|
| Moodle | `Ann Lee_123_assignsubmission_file_/…`, or the file after the last `_` |
| Canvas | `leeann_LATE_123_456_file-2.ipynb`, or a zip or folder of that name |
| Blackboard | `Homework 4_ab123_attempt_2026-11-28-13-45-10_file.ipynb`, and a .txt |
| Brightspace | `12345-678 - Ann Lee - Nov 28, 2026 145 PM/…` |
| Gradescope | `submission_111/…`, its people in submission_metadata.yml |
| nbgrader | `alice+ps1+2026-11-30 15:00:00 UTC/…` |
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime

_FORMS = (
    re.compile(
        r"(?P<student>[^/]+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext|comments)"
    ),
    re.compile(
        r"(?P<student>[^_/]+)_(?P<late>LATE_)?(?P<id>\d+)_\d+_"
        r"(?P<file>.+?)(?:-(?P<attempt>\d{1,6}))?\.[A-Za-z0-9.]{1,12}$",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<task>.+?)_(?P<student>[^_/]+)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?=[_.])"
    ),
    re.compile(r"(?P<id>\d+)-\d+ - (?P<student>.+) - (?P<time>[^/]*\d{4}[^/]*)$"),
    re.compile(r"(?P<student>submission_(?P<id>\d+))$"),
    re.compile(r"(?P<student>[^+/]+)\+[^+/]+\+(?P<time>\d{4}-\d\d-\d\d [^/]+)$"),
)
_TIMES = ("%Y-%m-%d-%H-%M-%S", "%b %d, %Y %I%M %p", "%b %d, %Y %H%M")
_TIMES += ("%B %d, %Y %I%M %p", "%d %B %Y %H%M", "%Y-%m-%d %H:%M:%S UTC")
OWN_FILES = re.compile(  # what a platform adds to an export
    r"(index\.html?|submission_metadata\.yml|.*\.csv|.*_attempt_[\d-]+\.txt|timestamp\.txt)$",
    re.IGNORECASE,
)
MOST_TOGETHER = 20  # people of one group
_ENTRY = re.compile(r"^(submission_\d+):", re.M)
_FIELD = re.compile(r"^[ \t-]*:(name|sid|email|created_at): ?(.{0,200})$", re.M)


@dataclass(frozen=True)
class Owner:
    """Whose a file is, as its path says: a name, and what else there was to read."""

    student: str
    id: str = ""
    attempt: int = 0
    late: bool = False
    time: float = 0.0  # when it was handed in, where the platform says so

    @property
    def person(self) -> tuple[str, str]:
        """What tells people apart: two of the same name have different ids."""
        return self.student, self.id


def owner_in(part: str) -> Owner | None:
    """The owner that a platform wrote into one part of a path; None where none did.

    >>> owner_in("HW 4_ab123_attempt_2026-11-28-13-45-10_04.ipynb").person
    ('ab123', 'ab123')
    >>> owner_in("12345-678 - Ann Lee - Nov 28, 2026 145 PM").person
    ('Ann Lee', '12345')
    >>> owner_in("Participant_107_assignsubmission_file").student
    'Participant 107'
    """
    for form in _FORMS:
        if found := form.match(part):
            return _owner(found.groupdict())
    return None


def _owner(found) -> Owner:
    name = one_form(found["student"])
    number = found.get("id") or (name if "task" in found else "")
    if name == "Participant":
        name = f"Participant {number}"
    attempt, time = int(found.get("attempt") or 0), _time(found.get("time") or "")
    return Owner(name, number, attempt, bool(found.get("late")), time)


def one_form(name: str) -> str:
    """A name in the one of Unicode's forms that all others are turned into.

    >>> one_form(" e\\u0301va ") == "\\xe9va"
    True
    """
    return unicodedata.normalize("NFC", name).strip()[:120]


def _time(words: str) -> float:
    padded = re.sub(r" (\d{3})(?= [AP]M)", r" 0\1", words.strip())
    for form in _TIMES:
        try:
            found = datetime.strptime(padded, form)  # noqa: DTZ007 (the platform's own)
        except ValueError:
            continue
        return (found.replace(tzinfo=UTC) if "UTC" in form else found).timestamp()
    return 0.0


def gradescope_people(text: str) -> dict[str, list[Owner]]:
    """Owners by folder, from Gradescope's submission_metadata.yml: all of a group.

    >>> text = "submission_7:\\n  :submitters:\\n  - :name: Ann Lee\\n    :sid: '12'\\n"
    >>> [owner.person for owner in gradescope_people(text)["submission_7"]]
    [('Ann Lee', '12')]
    """
    parts = _ENTRY.split(text)
    return {
        folder: _submitters(folder, block)
        for folder, block in zip(parts[1::2], parts[2::2], strict=True)
    }


def _submitters(folder, block) -> list[Owner]:
    told: dict[str, list] = {}
    for key, value in _FIELD.findall(block):
        told.setdefault(key, []).append(value.strip().strip("'\""))
    names = [one_form(name) for name in told.get("name", ()) if name][:MOST_TOGETHER]
    owner = owner_in(folder)
    if not names:
        return [owner]
    numbers = [number for number in told.get("sid", ()) if number]
    if len(numbers) != len(names):  # whose is whose nobody knows
        numbers = [owner.id] * len(names)
    time = _created(told.get("created_at", [""])[0])
    pairs = zip(names, numbers, strict=True)
    return [replace(owner, student=n, id=number, time=time) for n, number in pairs]


def _created(words: str) -> float:
    found = re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", words)
    return _time(f"{found.group()} UTC") if found else 0.0
