"""What an exercise is made of: reference, cases, observer, judge, mistakes, and its hints.

From the whole downwards. An exercise is called with the learner's attempt and gives a
`Verdict`; the work is done in `engine`.
"""

import inspect
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from layerlab.checking import engine, hinting
from layerlab.checking.looks import Look
from layerlab.checking.verdict import Hint, Verdict
from layerlab.judging.cases import Case, Mistake, Rule, in_other_types
from layerlab.judging.closeness import Closeness
from layerlab.judging.credit import Part
from layerlab.watching import observers
from layerlab.watching.watch import Request

MOST_CASES = 60


@dataclass(frozen=True, eq=False)
class Exercise:
    """One checked exercise; `exercise(attempt)` checks an attempt.

    number      "4.1": unit and place in it
    name        the name of the function or class that the learner writes
    reference   a right implementation
    cases       `cases(rng)` yields `worked(...)` first, then `case(...)` drawn and edge cases
    mistakes    what learners do instead, each with its sentence
    hints       three: what breaks?, which operation?, almost the line
    observe     how to look: a Look made by `looks`, or a self-contained function
                `(attempt, **args)`; default: call it
    judge       `(value, args, expected)` -> None, a complaint or a Difference; default:
                close to expected. `judges.Limits` judges what is counted or measured
    closeness   tolerances, and whether the dtype carries meaning
    returns     names for the parts of a returned tuple, as `("w", "b")`
    rows        names of arguments whose first axis is one example each (for shrinking)
    valid       `(**args)` -> whether a shrunk case still keeps the contract
    rules       what the source may not do (see Rule)
    seconds     the time limit of one call
    parts       what counts by itself where the whole is not right (see Part)
    any_type    whether arrays of whole numbers and of float32 must do as well as float64;
                one worked case is run again with them
    """

    number: str
    name: str
    reference: Callable
    cases: Callable[[np.random.Generator], Iterator[Case]]
    mistakes: tuple[Mistake, ...]
    hints: tuple[str, str, str]
    difficulty: int = 1
    minutes: int = 10
    points: int = 2
    observe: Look | Callable | None = None
    judge: Callable | None = None
    closeness: Closeness = field(default_factory=Closeness)
    returns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    valid: Callable | None = None
    rules: tuple[Rule, ...] = ()
    parts: tuple[Part, ...] = ()
    seconds: float = 5.0
    uses_random: bool = False
    changes_inputs: bool = False
    any_type: bool = True
    alternatives: tuple[Callable, ...] = ()

    def __call__(self, attempt=None) -> Verdict:
        """Check `attempt`; shows itself in a notebook, and records a pass."""
        return engine.check_here(self, attempt)

    def hint(self, k: int | None = None) -> Hint:
        """Hint 1, 2 or 3; without a number, the next one that was not yet shown."""
        return hinting.give(self, k)

    @property
    def unit(self) -> str:
        """The unit's short name, which is its folder's in `layerlab.checks`: "perceptron".

        An exercise that stands elsewhere, as in a test, has its module for a unit.
        """
        _, inside, name = self.cases.__module__.rpartition("layerlab.checks.")
        parts = name.split(".")
        return parts[0] if inside else parts[-1]

    @property
    def hands_over_rng(self) -> bool:
        """Whether the attempt is given a generator to draw from, and so must use no other."""
        return _hands_over_rng(self)

    @property
    def key(self) -> str:
        """The exercise's name across the course: "perceptron.predict"."""
        return f"{self.unit}.{self.name}"

    def all_cases(self) -> list[Case]:
        """The cases, always the same ones, worked ones first."""
        return _cases_of(self)

    def request(self, args: dict) -> Request:
        """What the learner's side is asked to do with these arguments."""
        if self.observe is None:
            return Request(args, seconds=self.seconds)
        if isinstance(self.observe, Look):
            name, options = self.observe.observer_name, self.observe.options
            return Request(args, name, options, self.seconds)
        options = observers.as_script(self.observe)
        return Request(args, "script", options, self.seconds)

    def __repr__(self) -> str:
        return f"<exercise {self.number} {self.name}: call it with your {self.name}>"


@lru_cache(maxsize=512)
def _hands_over_rng(exercise: Exercise) -> bool:
    """Whether `rng` stands in the reference's first line, or in the scene that is set."""
    if "rng" in inspect.signature(exercise.reference).parameters:
        return True
    return "rng" in repr(exercise.request({}).options)


@lru_cache(maxsize=512)
def _cases_of(exercise: Exercise) -> list[Case]:
    rng = np.random.default_rng([ord(c) for c in exercise.key])
    cases = list(itertools.islice(exercise.cases(rng), MOST_CASES))
    return [*cases, *_in_other_types(exercise, cases)]


def _in_other_types(exercise: Exercise, cases: list[Case]) -> list[Case]:
    """The first worked case with float arrays, in other types of number."""
    if not exercise.any_type:
        return []
    made = (list(in_other_types(case)) for case in cases if case.worked)
    found = next(filter(None, made), [])
    return [c for c in found if not exercise.valid or exercise.valid(**c.exact)]


def exercises_of(module) -> list[Exercise]:
    """The exercises that a unit of layerlab.checks holds, in their order."""
    found = [v for v in vars(module).values() if isinstance(v, Exercise)]
    return sorted(found, key=lambda e: [int(part) for part in e.number.split(".")])
