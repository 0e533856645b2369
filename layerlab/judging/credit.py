"""Which parts of an exercise stand, where an attempt at the whole is not right.

From the word (Part) to the question: `standing` looks at all cases and gives the names of
the parts that are right. An exercise without parts is right or not.
"""

from collections.abc import Callable
from dataclasses import dataclass

from layerlab.judging import several
from layerlab.judging.cases import Case
from layerlab.judging.outcomes import fails
from layerlab.watching.watch import Observation

NO_FURTHER = ("OutOfTime", "MachineBusy")  # an attempt that hangs is not called again


@dataclass(frozen=True)
class Part:
    """Something of an exercise that counts by itself, whole points or halves.

    name    in a learner's words: "products"
    points  of the exercise's points; those of all its parts are the exercise's
    shows   names of what an answer holds (of `returns`) that must be right in every case
    where   `(**args)` -> whether a case is about this part; each case is about one. Of a
            Part there is one of the two, `shows` or `where`

    >>> Part("strides", 1, where=lambda stride, **_: stride > 1).is_about(Case({"stride": 2}))
    True
    """

    name: str
    points: float
    shows: tuple[str, ...] = ()
    where: Callable[..., bool] | None = None

    def is_about(self, case: Case) -> bool:
        """Whether a case says something of this part."""
        return self.where is None or bool(self.where(**case.args))


def standing(
    exercise, cases: list[Case], look: Callable[[dict], Observation]
) -> tuple[str, ...]:
    """Names of the parts that are right on all these cases that are about them.

    After a call that does not come to an end nothing more is called, and what was not seen
    does not stand.
    """
    left = {part.name: part for part in exercise.parts}
    for place, case in enumerate(cases):
        if not left:
            break
        seen = look(case.args)
        for name in broken(exercise, left.values(), case, seen):
            del left[name]
        if seen.raised and seen.raised.type_name in NO_FURTHER:
            rest = cases[place + 1 :]
            unseen = {n for n, p in left.items() if any(map(p.is_about, rest))}
            return tuple(name for name in left if name not in unseen)
    return tuple(left)


def broken(exercise, parts, case: Case, seen: Observation) -> list[str]:
    """Names of those of these parts that a case shows to be wrong."""
    asked = [part for part in parts if part.is_about(case)]
    if not asked:
        return []
    failure = fails(exercise, case, seen)
    if not failure:
        return []
    wrong = frozenset()
    if not seen.raised:
        wrong = several.wrong_in(exercise, seen.value, failure.expected)
    # a fault of no part in particular, such as a changed argument, is one of all of them
    return [p.name for p in asked if not p.shows or not wrong or wrong & {*p.shows}]
