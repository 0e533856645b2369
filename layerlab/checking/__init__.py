"""The exercise engine: what an exercise is, how an attempt is watched, judged and explained.

Authors of exercises need the names below; CONTRIBUTING.md shows a complete example.
"""

from . import judges, looks
from .closeness import Closeness
from .exercise import Case, Exercise, Mistake, Rule, case, exercises_of, worked
from .gradient_checking import gradient_check
from .plain import Formula, Tensor
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
    "gradient_check",
    "judges",
    "looks",
    "worked",
]
