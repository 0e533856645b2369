"""The exercise engine: what an exercise is, how an attempt is watched, judged and explained.

Authors of exercises need the names below; CONTRIBUTING.md shows a complete example.
"""

from layerlab.checking import looks
from layerlab.checking.exercise import Exercise, exercises_of
from layerlab.checking.verdict import Hint, Verdict
from layerlab.judging import judges
from layerlab.judging.cases import Case, Mistake, Rule, case, worked
from layerlab.judging.closeness import Closeness
from layerlab.judging.credit import Part
from layerlab.watching.plain import Formula, Tensor

__all__ = [
    "Case",
    "Closeness",
    "Exercise",
    "Formula",
    "Hint",
    "Mistake",
    "Part",
    "Rule",
    "Tensor",
    "Verdict",
    "case",
    "exercises_of",
    "judges",
    "looks",
    "worked",
]
