"""The table of the course: its units in their order, their parts and their questions.

Read from syllabus.json, which `make notebooks` makes from the units' own unit.toml.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("syllabus.json")


@dataclass(frozen=True)
class Entry:
    """A numbered unit: its part of the course ("" outside of all), what it answers, and
    the names of its exercises, none for a unit that is announced."""

    number: str
    slug: str
    part: str
    question: str
    exercises: tuple[str, ...]


@lru_cache
def syllabus() -> tuple[Entry, ...]:
    """The units in the order of the course.

    >>> syllabus()[1].question
    'What does a layer do, and why stack them?'
    """
    entries = json.loads(FILE.read_text("utf-8"))
    return tuple(Entry(**e | {"exercises": tuple(e["exercises"])}) for e in entries)
