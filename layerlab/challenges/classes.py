"""A class's board: every learner's `board.json` in a folder, judged again from its entries.

No score is taken from a file: what cannot be judged again, as a training, does not count.
"""

import json
from pathlib import Path

from layerlab.challenges.board import find, names
from layerlab.challenges.task import Task
from layerlab.errors import LayerlabError

MOST_BYTES = 1_000_000  # of one learner's file


def ranking(folder: Path) -> list[str]:
    """The lines of the board: for each challenge the learners with their scores, best first.

    A learner is a file `ada.json`. Raises LayerlabError where the folder has none.
    """
    files = sorted(folder.glob("*.json"))
    if not files:
        raise LayerlabError(
            "A class's board is made of files board.json, a learner each",
            f"{folder} holds no file that ends in .json",
            "Collect them under the learners' names: ada.json",
        )
    held = {file.stem: _entries(file) for file in files}
    return [line for name in names() for line in _lines(find(name), held)]


def _lines(task: Task, held: dict[str, dict]) -> list[str]:
    handed = {
        who: rows.get(task.name) for who, rows in held.items() if task.name in rows
    }
    judged = [(who, *_judged(task, row)) for who, row in handed.items()]
    scored = [row for row in judged if row[1] is not None]
    scored.sort(key=lambda row: (row[1] if task.fewer else -row[1], row[0]))
    lines = [f"  {who}: {task.said(score)}" for who, score, _ in scored]
    lines += [f"  {who}: {why}" for who, score, why in judged if score is None]
    return [task.title, *(lines or ["  nobody yet"])]


def _judged(task: Task, row) -> tuple[float | None, str]:
    """The score that the entry has today; None, and why, where it has none."""
    entry = row.get("entry") if isinstance(row, dict) else None
    if entry is None:
        return None, "cannot be judged from a file"
    try:
        judged = task.judge(entry)
    except (LayerlabError, TypeError, ValueError) as error:
        return None, f"no entry ({str(error)[:80]})"
    return judged.score, judged.words


def _entries(file: Path) -> dict:
    """What a learner's file holds; nothing where it is damaged or far too large."""
    try:
        if file.stat().st_size > MOST_BYTES:
            return {}
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
