"""Hints: three for each exercise, each titled by the question that it answers."""

from layerlab.checking.verdict import Hint
from layerlab.errors import BadArgument

TITLES = ("What breaks?", "Which operation?", "Almost the line")
_shown: dict[str, int] = {}  # exercise key -> the last hint given in this session


def give(exercise, k: int | None = None) -> Hint:
    """Hint `k` (1, 2, 3) of an exercise; the next unseen one where k is None.

    Raises BadArgument for another k.
    """
    if k is None:
        k = min(_shown.get(exercise.key, 0) + 1, 3)
    if k not in (1, 2, 3):
        raise BadArgument("There are hints 1, 2 and 3", f"{k!r} was asked for")
    _shown[exercise.key] = k
    more = f"The next hint: check.{exercise.name}.hint({k + 1})" if k < 3 else ""
    return Hint(TITLES[k - 1], exercise.hints[k - 1], more)
