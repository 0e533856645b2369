"""The exercise engine: what an exercise is, how an attempt is watched, judged and explained.

Authors of exercises need the names below; CONTRIBUTING.md shows a complete example.
"""

from layerlab.checking import looks
from layerlab.judging import judges
from layerlab.judging.closeness import Closeness
from layerlab.watching.plain import Formula, Tensor

from .exercise import Case, Exercise, Mistake, Rule, case, exercises_of, worked
from .verdict import Hint, Verdict

__all__ = [
    "Case",
    "Closeness",
    "Exercise",
    "Formula",
    "Hint",
    "Mistake",
    "Rule",
    "Tensor",
    "Verdict",
    "case",
    "exercises_of",
    "judges",
    "looks",
    "worked",
]
