"""The board: your best of each challenge, and the verdict on an entry. From `board` down.

The file is `board.json`, {"spirals": {"score": 67, "entry": "CakeBuilder|…"}}: see
layerlab.keeping for where it lies and what becomes of a damaged one.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from layerlab import keeping
from layerlab.challenges.task import Judged, Task
from layerlab.errors import UnknownName
from layerlab.settings import is_graded_elsewhere

FILE = "board.json"
_TASKS = {
    "spirals": "layerlab.challenges.spirals",
    "seven": "layerlab.challenges.seven",
    "landscape": "layerlab.challenges.landscape",
    "quiet edge": "layerlab.challenges.quiet_edge",
    "cakes": "layerlab.challenges.cakes",
}


@dataclass(frozen=True)
class Lines:
    """What the board says, as text and as Markdown.

    score   what an entry is worth, None where it is worth nothing or none was given
    start   of a task: gives what the learner begins with, `pad = lines.start()`
    """

    text: str
    markdown: str = ""
    score: float | None = None
    start: Callable[[], Any] | None = None

    def __repr__(self) -> str:
        return self.text

    def _repr_markdown_(self) -> str:
        return self.markdown or self.text


def board(name: str | None = None, entry=None) -> Lines:
    """The challenges with your best; or one of them; or what an entry to it is worth.

    name     "spirals", "seven", "landscape", "quiet edge" or "cakes"
    entry    a recipe, a drawing, a function: what the task asks for
    The board judges the entry itself, and keeps it where it is your best. Raises
    UnknownName for another name, BadArgument for what is no entry.
    """
    if name is None:
        return _all()
    if is_graded_elsewhere():
        return Lines("The board is kept in your own notebook.", start=lambda: None)
    task = find(name)
    if entry is None:
        text = f"{task.title}\n{task.words}\n{_best(task)}"
        return Lines(text, _page(task), start=task.start)
    judged = task.judge(entry)
    return Lines(_verdict(task, judged), score=judged.score)


def names() -> list[str]:
    """The names of all challenges, in the order of the course."""
    return list(_TASKS)


def find(name: str) -> Task:
    """The challenge of this name, or UnknownName."""
    if name not in _TASKS:
        raise UnknownName("challenge", name, _TASKS)
    return importlib.import_module(_TASKS[name]).TASK


def best(task: Task) -> float | None:
    """Your best score so far, or None."""
    row = keeping.read(FILE).get(task.name)
    score = row.get("score") if isinstance(row, dict) else None
    return score if isinstance(score, int | float) else None


def _verdict(task: Task, judged: Judged) -> str:
    if judged.score is None:
        return f"Not yet: {judged.words}"
    before = best(task)
    if not task.better(judged.score, before):
        return f"{judged.words} Your best stays {task.said(before)}."
    kept = _keep(task, judged)
    was = f" Before, it was {task.said(before)}." if before is not None else ""
    return f"{judged.words} Your best{'' if kept else ' (not saved)'}: {task.said(judged.score)}.{was}"


def _keep(task: Task, judged: Judged) -> bool:
    rows = keeping.read(FILE)
    rows[task.name] = {"score": judged.score, "entry": judged.entry}
    return keeping.write(FILE, rows)


def _best(task: Task) -> str:
    score = best(task)
    return f"Your best: {task.said(score)}." if score is not None else "No score yet."


def _page(task: Task) -> str:
    return f"**{task.title}** {task.words}\n\n*{_best(task)}*"


def _all() -> Lines:
    tasks = [find(name) for name in _TASKS]
    text = "\n".join(f"{t.name:<12}{t.title} {_best(t)}" for t in tasks)
    rows = [
        f'| `ll.board("{t.name}")` | {t.title} | [{t.lesson}](../course/{t.lesson}.ipynb)'
        f" | {_best(t)} |"
        for t in tasks
    ]
    head = "| challenge | task | lesson | |\n|---|---|---|---|"
    return Lines(text, "\n".join([head, *rows]))
