"""What a challenge is: words for the learner, and a judge that takes nothing on trust."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple


class Judged(NamedTuple):
    """What a judge found of an entry.

    score   a number, or None where the task is not done
    words   one sentence: what was seen
    entry   the entry as plain JSON, from which it can be judged again; None where it cannot
    """

    score: float | None
    words: str
    entry: Any = None


@dataclass(frozen=True)
class Task:
    """A challenge. `judge(entry)` gives a Judged, or raises BadArgument for no entry.

    unit     what the score counts, "parameters"
    fewer    whether fewer are better
    lesson   the name of the lesson that it belongs to, "01_cake"
    start    what the learner begins with, or None
    """

    name: str
    title: str
    words: str
    unit: str
    lesson: str
    judge: Callable[[Any], Judged]
    fewer: bool = True
    start: Callable[[], Any] | None = None

    def better(self, new: float, old: float | None) -> bool:
        """Whether a score beats another, or is the first."""
        return old is None or (new < old if self.fewer else new > old)

    def said(self, score: float) -> str:
        """The score with its unit: `67 parameters`."""
        return f"{score:.4g} {self.unit}"
