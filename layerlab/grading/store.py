"""What is graded stays graded: the results file, which a crash can cut but not spoil.

`results.jsonl` has one line of JSON for each graded submission (in ASCII, as a learner's
words may hold what also ends a line), appended and synced to disk after its page was
written. A torn last line (power loss, kill -9) is ignored and its submission graded
again; so is one whose key (content, exercises, grader) is another.
"""

import json
import os
from pathlib import Path

from layerlab.progress import append

FILE = "results.jsonl"


class Store:
    """The results in a report folder."""

    def __init__(self, folder: Path):
        self.folder, self.file = folder, folder / FILE
        self.rows: dict[tuple[str, str], dict] = {}
        for row in _rows(self.file):
            self.rows[row["label"], row["key"]] = row

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

    def finish(self, rows: list[dict]) -> None:
        """Leave only the rows that count in the file."""
        write(self.file, "".join(json.dumps(row) + "\n" for row in rows))


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
        if (
            isinstance(row, dict)
            and {"label", "key", "page", "exercises"} <= row.keys()
        ):
            yield row
