"""What is graded stays graded: the results file, which a crash can cut but not spoil.

`results.jsonl` has one line of JSON for each graded submission (in ASCII, as a learner's
words may hold what also ends a line), appended and synced to disk after its page was
written. A torn last line (power loss, kill -9) is ignored and its submission graded
again; so is one whose key (content, exercises, grader) is another.
"""

import json
import os
import secrets
from pathlib import Path

from layerlab.progress import append

from .feedback import told

FILE = "results.jsonl"
LAST = ".last.jsonl"  # as it was at the end of a run: a run that was killed leaves it
COUNTED = ".counted.json"  # what counted then, after lateness and the teacher's hand
SECRET = ".secret"


class Store:
    """The results in a report folder; `last` are those of the last run that ended, and
    `counted` what counted then (see `changes.counted`), None where that is not known."""

    def __init__(self, folder: Path):
        self.folder, self.file = folder, folder / FILE
        self.rows: dict[tuple[str, str], dict] = {}
        for row in _rows(self.file):
            self.rows[row["label"], row["key"]] = row
        ended = folder / LAST
        self.last = list(_rows(ended)) if ended.exists() else [*self.rows.values()]
        self.counted = _counted(folder / COUNTED)

    def secret(self) -> int:
        """A number that only this folder knows; made when it is first asked for."""
        path = self.folder / SECRET
        try:
            return int(path.read_text("ascii"), 16)
        except (OSError, ValueError):
            self.folder.mkdir(parents=True, exist_ok=True)
            number = secrets.randbits(62)
            write(path, f"{number:x}")
            return number

    def known(self, label: str, key: str) -> dict | None:
        """The row of this very submission, if its page is there too."""
        row = self.rows.get((label, key)) if key else None
        return row if row and self._whole(row) else None

    def _whole(self, row):
        """Whether the page is there, and as long as it was."""
        try:
            return (self.folder / row["page"]).stat().st_size == row["page_bytes"]
        except (OSError, KeyError):
            return False

    def add(self, row: dict, page: str) -> None:
        """Write the page, then the row: where there is a row, there is a page."""
        path = self.folder / row["page"]
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, page)
        row["page_bytes"] = path.stat().st_size
        self.rows[row["label"], row["key"]] = row
        append(self.file, json.dumps(row) + "\n", sync=True)

    def finish(self, rows: list[dict], counted: list[dict]) -> None:
        """Leave only the rows that count in the file, and remember that this run ended."""
        text = "".join(json.dumps(row) + "\n" for row in rows)
        write(self.file, text)
        write(self.folder / COUNTED, json.dumps(counted))
        write(self.folder / LAST, text)

    def change(self, row: dict, words: list[str]) -> None:
        """Put the teacher's words on the page of a row."""
        path = self.folder / row["page"]
        page = path.read_text("utf-8")
        if (new := told(page, words)) != page:
            write(path, new)
            row["page_bytes"] = path.stat().st_size


def write(path: Path, text: str) -> None:
    """Write a whole file or nothing."""
    beside = path.with_name(f".{path.name}.part")
    beside.write_text(text, encoding="utf-8", errors="replace")
    os.replace(beside, path)


def _rows(file):
    try:
        lines = file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return
    for line in lines:
        try:
            row = json.loads(line)
        except ValueError:
            continue  # torn by a crash
        if _is_row(row):
            yield row


def _counted(path) -> list[dict] | None:
    try:
        found = json.loads(path.read_text("utf-8"))
        return found if all(told.keys() >= _COUNTED for told in found) else None
    except (OSError, ValueError, TypeError, AttributeError):
        return None


_COUNTED = {"student", "id", "unit", "points", "late", "cost", "hand"}


def _is_row(row) -> bool:
    """Whether a line holds what this version writes: others, and damaged ones, do not."""
    if not isinstance(row, dict) or any(
        type(row.get(name)) not in kinds for name, kinds in _KINDS.items()
    ):
        return False
    return all(
        isinstance(item, dict) and item.keys() >= _ITEM for item in row["exercises"]
    )


_TEXTS = ("label", "key", "page", "student", "student_id", "cause")
_KINDS = dict.fromkeys(_TEXTS, (str,))
_KINDS |= dict.fromkeys(("exercises", "units", "aside"), (list,))
_KINDS |= dict.fromkeys(("graded", "late"), (bool,))
_KINDS |= dict.fromkeys(("max", "children"), (int,)) | {"points": (int, float)}
_ITEM = {"unit", "number", "name", "points", "max", "status", "diagnosis", "message"}
