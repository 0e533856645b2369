"""What is said of a unit elsewhere: its `unit.toml`, read and looked at. From the whole down.

README's map, the syllabus in the package, the table for teachers and the row of times at
the top of a lesson are made from it (`tools/unit_tables.py`), and tests take their lists.
"""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from layerlab.errors import BadArgument, UnknownName

FILE = "unit.toml"


@dataclass(frozen=True)
class Facts:
    """The keys of a `unit.toml`; a key that is left out has the value below.

    part              the part of the course, in the words of its other units
    question          what the unit answers
    minutes           of the lesson
    exercise_minutes  of all exercises together, about the sum of their own
    needs             what one should know before, other units by their numbers
    device            whether it uses a GPU where there is one
    free_form         whether it is none of the lessons: a page without their budgets
    aside             a remark on the minutes, "or one widget and a coffee"
    """

    part: str = ""
    question: str = ""
    minutes: int = 0
    exercise_minutes: int = 0
    needs: str = ""
    device: bool = False
    free_form: bool = False
    aside: str = ""


KEYS = {field.name: field.type for field in fields(Facts)}
_WORDS = {str: "a text", int: "a whole number", bool: "true or false"}
_EXAMPLES = {str: '"…"', int: "50", bool: "true"}


def read_facts(folder: Path) -> Facts:
    """The facts of the unit in this folder; raises BadArgument or UnknownName."""
    name = f"units/{folder.name}/{FILE}"
    known = _table(folder / FILE, name)
    for key, value in known.items():
        if key not in KEYS:
            raise UnknownName(f"key for {name} called", key, KEYS)
        if type(value) is not KEYS[key]:
            raise BadArgument(
                f"`{key}` in {name} is {_WORDS[KEYS[key]]}",
                f"it is {value!r}",
                f"Write {key} = {_EXAMPLES[KEYS[key]]}",
            )
    _look_for(known, needed(folder, known), name)
    return Facts(**known)


def _table(file: Path, name: str) -> dict:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise BadArgument(
            f"What is said of a unit elsewhere stands in its {FILE}",
            f"there is no {name}",
            "Copy a neighbour's, and change what it says",
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise BadArgument(
            f"{name} holds lines such as minutes = 50",
            f"it cannot be read: {error}",
            "Put texts into double quotes, one key on a line",
        ) from None


def needed(folder: Path, known: dict) -> list[str]:
    """The keys that a unit cannot do without.

    A page in free form needs none; a unit that has no lesson yet, and is announced, needs
    its place and its question.
    """
    if known.get("free_form"):
        return []
    lesson = ["minutes", "needs"] if (folder / "lesson.py").exists() else []
    exercises = ["exercise_minutes"] if (folder / "exercises.py").exists() else []
    return ["part", "question", *lesson, *exercises]


def _look_for(known: dict, keys: list[str], name: str) -> None:
    missing = [key for key in keys if not known.get(key)]
    if missing:
        lines = ", ".join(f"{key} = {_EXAMPLES[KEYS[key]]}" for key in missing)
        raise BadArgument(
            f"{name} says {', '.join(keys)}",
            f"there is no {', '.join(missing)}",
            f"Add {lines}; a page that is no lesson says free_form = true",
        )
