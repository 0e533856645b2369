"""The predictions of the lessons: what is asked in the open, what is right sealed.

`make notebooks` writes `answers/<unit>.json` from the directives in a unit's lesson.py. A
sealed answer is no secret: it is encoded so that nobody reads it by accident.
From looking one up down to the seal.
"""

import base64
import hashlib
import json
from functools import lru_cache
from pathlib import Path

from layerlab.errors import BadArgument, UnknownName

ANSWERS = Path(__file__).parent / "answers"
ENOUGH = (
    0.5  # of the lines of a cell: the learner turned its knob, and it is the same one
)
LEEWAY = 0.03  # of the height of the axes: a curve in the answers, and the cell's own


def find(name: str) -> dict:
    """What is known of a prediction; UnknownName lists those that there are."""
    if name not in _all():
        raise UnknownName("prediction", name, _all())
    return _all()[name]


@lru_cache
def _all() -> dict[str, dict]:
    """Every prediction of every unit by its name, each with its unit's slug."""
    found = {}
    for path in sorted(ANSWERS.glob("*.json")):
        found |= read(path)
    return found


def read(path: Path) -> dict[str, dict]:
    """The predictions of one unit by their names; none where it has no such file."""
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def fingerprints(source: str) -> list[str]:
    """A short hash of each line of code that says something.

    >>> fingerprints("i = 5\\n\\n    i") == fingerprints("i = 5   \\ni")
    True
    """
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    return [hashlib.sha256(line.encode()).hexdigest()[:6] for line in lines]


def is_same_cell(source: str, known: list[str]) -> bool:
    """Whether a cell that ran is the one with these fingerprints, its knobs turned or not."""
    here = set(fingerprints(source))
    return sum(print_ in here for print_ in known) >= ENOUGH * max(len(known), 1)


def follows(truth, name: str) -> bool:
    """Whether a curve `(x, y)` that a lesson computed is the one of its prediction.

    BadArgument names the lesson's own points where it is another.
    """
    import numpy as np

    asked = find(name)["ask"]
    x, y = (np.asarray(values, dtype=float) for values in truth)
    points = np.array(unseal(find(name)["sealed"])["right"])
    low, high = asked["y"]["range"]
    away = np.abs(np.interp(points[:, 0], x, y) - np.clip(points[:, 1], low, high))
    if away.mean() <= LEEWAY * (high - low):
        return True
    told = ", ".join(f"{a:.3g} {b:.3g}" for a, b in zip(x, y, strict=True))
    raise BadArgument(
        "The points of a curve are those that its lesson computes",
        f"{name!r} lies {away.mean():.3g} away on average",
        f"Write Points: {told}",
    )


def seal(answer: dict) -> str:
    """Encode an answer; `unseal` turns it back.

    >>> unseal(seal({"right": 1}))
    {'right': 1}
    """
    text = json.dumps(answer, ensure_ascii=False, sort_keys=True)
    return base64.b64encode(text.encode()).decode()


def unseal(text: str) -> dict:
    """Decode what `seal` made."""
    return json.loads(base64.b64decode(text))
