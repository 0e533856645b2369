"""Finding submissions: every notebook, whose it is, and everybody who has none.

Nothing is unpacked to disk, links are not followed, and every size is bounded. A
Submission says where its bytes are (`load` fetches them), whose it is (see `students`),
and when it came. Whoever handed in anything has one: where there is no notebook, its
`trouble` says what there is instead.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from . import archives, wrapping
from .listing import MOST_FILES, File, files
from .platforms import OWN_FILES, Owner, gradescope_people, owner_in
from .students import named, owner_of, pattern, plain

MOST_OF_ONE = 60  # notebooks of one person, the newest first
MOST_NAMED = 5  # files that a sentence names
_NOTEBOOK = re.compile(r"\.ipynb(\.txt|\.json)?$", re.I)
_HANDED_IN = re.compile(
    r"\.(py|html?|7z|rar|tar|t?gz|bz2|xz|pdf|docx?|odt|rtf|json|zip|pyc?|r?md|r)$", re.I
)
_KINDS = {
    "py": "a Python file",
    "html": "a web page",
    "htm": "a web page",
    "pdf": "a PDF",
    **dict.fromkeys(
        ("7z", "rar", "tar", "tgz", "gz", "bz2", "xz"),
        "an archive of a kind that is not opened",
    ),
}


@dataclass(frozen=True)
class Submission:
    """One notebook: its place (`path`, `member` of a zip, `inner` for a zip in a zip),
    whose, when, late; or, with `trouble`, what somebody handed in instead of one."""

    path: str
    label: str
    student: str
    member: str = ""
    student_id: str = ""
    attempt: int = 0
    time: float = 0.0
    late: bool = False
    inner: str = ""
    own_time: float = 0.0
    trouble: str = ""

    def load(self) -> bytes:
        """Its bytes, a bounded number of them. OSError where it cannot be read."""
        if self.trouble:
            raise OSError(self.trouble)
        if self.member:
            return archives.unpacked(self.path, self.inner, self.member)
        return archives.plain_file(self.path)

    @property
    def person(self) -> tuple[str, str]:
        """What tells people apart."""
        return self.student, self.student_id


def find(
    source: str, names: str = "", due: datetime | None = None
) -> tuple[list, list[str]]:
    """The submissions in `source`, and sentences about what was left out.

    `names` is a regular expression for the whole path with the group `student` (and `id`,
    `attempt`, `late` if you like); `due` marks as late what is younger.
    """
    given, notes = pattern(names), []
    found = _listed(Path(source), notes)
    shown = [f for f in found if not f.left_by_system]
    top = wrapping.depth([f.label for f in shown])
    if top > wrapping.depth_of_collected(shown[0].label):
        head = "/".join(shown[0].label.split("/")[:top])
        notes.append(f"The folder {plain(head)} holds everything: it names nobody.")
    owned = _owned(found, top, given, notes)
    return _submissions(owned, due, notes), notes


def _listed(source, notes) -> list[File]:
    found = []
    for file in files(source):
        if len(found) == MOST_FILES:
            notes.append(f"Only the first {MOST_FILES:,} files were looked at.")
            break
        found.append(file)
    return found


def _owned(found, top, given, notes) -> dict[tuple, list]:
    """Pairs (file, owner) by person, for all that somebody may have handed in."""
    known, people = _gradescope(found, top), {}
    unlike, groups = 0, {}
    for file in found:
        parts = file.label.split("/")[top:]
        if not parts or _nobodys(file, parts):
            continue
        short = plain("/".join(parts))
        own = named(plain(file.label), given, file.outer)
        unlike += bool(given and not own)
        if own and len(parts) > 1:
            groups.setdefault(parts[0], set()).add(own.person)
        owners = [own] if own else known.get(parts[0]) or [owner_of(short)]
        for owner in owners:
            people.setdefault(owner.person, []).append((file, owner))
    if unlike:
        notes.append(f"--names does not fit {unlike} paths; those name their owners.")
    notes += [
        f"--names finds several people in {plain(head)}: {_few(who)}."
        for head, who in groups.items()
        if top == 0 and len(who) > 1
    ]
    return people


def _few(people):
    return ", ".join(sorted(name for name, _ in people)[:MOST_NAMED])


def _gradescope(found, top) -> dict[str, list[Owner]]:
    """Gradescope's own table of whose folder is whose, beside those folders."""
    for file in found:
        *folders, name = file.label.split("/")
        mine = len(folders) == top and file.outer > len(file.label)
        if mine and name == "submission_metadata.yml" and not file.trouble:
            data = Submission(file.path, file.label, "", file.member, inner=file.inner)
            return gradescope_people(data.load()[: 2**23].decode("utf-8", "replace"))
    return {}


def _nobodys(file, parts) -> bool:
    """Whether a file is the system's or the platform's and says nothing of a person."""
    first = file.label.partition("/")[0]
    if file.left_by_system and (len(parts) == 1 or first.startswith((".", "__"))):
        return True
    if len(parts) > 1 or file.trouble or _NOTEBOOK.search(parts[0]):
        return False
    if owner_in(parts[0]):
        return False
    return bool(OWN_FILES.match(parts[0])) or not _HANDED_IN.search(parts[0])


def _submissions(owned, due, notes) -> list[Submission]:
    found: dict[str, Submission] = {}
    for person, files_of in owned.items():
        good = [p for p in files_of if _is_notebook(p[0])]
        good.sort(key=lambda pair: _newness(*pair), reverse=True)
        if len(good) > MOST_OF_ONE:
            words = (
                f"{person[0]}: {len(good):,} notebooks; the newest {MOST_OF_ONE} count."
            )
            notes.append(words)
        some = sorted(good[:MOST_OF_ONE], key=lambda pair: pair[0].label)
        made = [_submission(*pair, due) for pair in some]
        other = [pair for pair in files_of if not _is_notebook(pair[0])]
        made += _instead(other, due) if not good else []
        notes += _beside(other) if good else []
        for sub in made:
            label = _free(sub.label, found)
            found[label] = replace(sub, label=label)
    return sorted(found.values(), key=lambda sub: sub.label)


def _is_notebook(file) -> bool:
    named_so = _NOTEBOOK.search(file.label) and not file.left_by_system
    return bool(named_so) and not file.trouble


def _newness(file, owner):
    return owner.attempt, owner.time or file.time, file.own_time, file.label


def _submission(file, owner, due) -> Submission:
    when = owner.time or file.time
    late = owner.late or bool(due and when > due.timestamp())
    return Submission(
        file.path, plain(file.label), owner.student, file.member, owner.id,
        owner.attempt, when, late, file.inner, file.own_time,
    )  # fmt: skip


def _instead(other, due) -> list[Submission]:
    """For somebody without a notebook: one that says what was handed in instead."""
    file, owner = max(other, key=lambda pair: _newness(*pair))
    words = "there is no notebook: " + "; ".join(
        _told(f) for f, _ in other[:MOST_NAMED]
    )
    return [replace(_submission(file, owner, due), trouble=words, member="", inner="")]


def _told(file) -> str:
    name = plain(file.label).rstrip("/").rpartition("/")[2]
    kind = _KINDS.get(name.rpartition(".")[2].lower(), "")
    if ".ipynb_checkpoints" in file.label:
        kind = "a copy that Jupyter made; the notebook itself was not handed in"
    return f"{name} ({file.trouble or kind or 'no notebook'})"


def _beside(other) -> list[str]:
    """Notes on what was not opened and could have held something."""
    return [
        f"{plain(file.label)} was left out: {file.trouble or 'it is not opened'}."
        for file, _ in other
        if not file.left_by_system
        and (file.trouble or _told(file).endswith("not opened)"))
    ]


def _free(label, taken):
    """The label, with a number where another file has the same."""
    number, name = 2, label
    while name in taken:
        name, number = f"{label.removesuffix('.ipynb')} ({number}).ipynb", number + 1
    return name
