"""Does an exercise keep its promises? The table's row, and what is wrong, in sentences.

`examine` runs everything an exercise brings: its reference and alternatives must pass,
every mistake must fail and be recognised as itself. `problems` says what does not hold.
"""

import ast
import inspect
import textwrap
import time
from dataclasses import dataclass, field

from layerlab.checking.engine import STUB_WORDS, judge_here
from layerlab.watching import observers

SLIPS = ("NameError", "UnboundLocalError")  # a mistake that ends so knows itself, too
MOST_SECONDS = 1.0  # for one check; exercises with a longer time limit may take ten


@dataclass
class Findings:
    """What examining an exercise showed; `wrong` holds a sentence for each fault."""

    exercise: object
    caught: int = 0
    recognised: int = 0
    accepted: int = 0
    partly: int = 0  # mistakes that leave a part of the exercise right
    seconds: float = 0.0  # of CPU time, of the slowest check
    wrong: list = field(default_factory=list)

    @property
    def mistakes(self) -> int:
        """How many mistakes are known."""
        return len(self.exercise.mistakes)


def blank(*args, **named):
    """What an untouched stub does."""
    raise NotImplementedError(STUB_WORDS)


def examine(exercise) -> Findings:
    """Run the reference, the alternatives, the blank and all mistakes of an exercise."""
    found = Findings(exercise)
    observers.prepare(exercise.request({}).options)  # imports are no part of a check
    _right_answers(found)
    for mistake in exercise.mistakes:
        _mistake(found, mistake)
    if exercise.parts and not found.partly:
        found.wrong.append("no mistake leaves a part of it right")
    if _timed(found, blank).status != "not started":
        found.wrong.append("an untouched stub is not called `not started`")
    found.wrong += [*_form(exercise), *parts_problems(exercise), *_slow(found)]
    return found


def problems(exercise) -> list[str]:
    """What does not hold for an exercise, each fault with the exercise's name."""
    return [f"{exercise.key}: {fault}." for fault in examine(exercise).wrong]


def _timed(found, attempt):
    start = time.process_time()
    verdict = judge_here(found.exercise, attempt)
    found.seconds = max(found.seconds, time.process_time() - start)
    return verdict


def _right_answers(found):
    exercise = found.exercise
    verdict = _timed(found, exercise.reference)
    if not verdict.passed:
        found.wrong.append(f"the reference fails:\n{verdict.message}")
    for i, attempt in enumerate(exercise.alternatives):
        verdict = _timed(found, attempt)
        found.accepted += verdict.passed
        if not verdict.passed:
            found.wrong.append(f"alternative {i} fails:\n{verdict.message}")
    if len(exercise.alternatives) < 2:
        found.wrong.append("fewer than two alternative right answers are given")


def _mistake(found, mistake):
    verdict = _timed(found, mistake.code)
    found.caught += not verdict.passed
    mine = verdict.diagnosis == mistake.name and mistake.message in _said(verdict)
    found.recognised += mine
    found.partly += verdict.earned > 0
    if not verdict.passed and verdict.earned >= found.exercise.points > 0:
        found.wrong.append(f"the mistake “{mistake.name}” earns all points")
    if verdict.passed:
        found.wrong.append(f"the mistake “{mistake.name}” passes")
    elif verdict.parts.get("Came back", "").startswith(SLIPS):
        found.wrong.append(
            f"the mistake “{mistake.name}” ends in a slip of ours:\n{verdict.message}"
        )
    elif not mine:
        taken = verdict.diagnosis or "nothing known"
        found.wrong.append(f"the mistake “{mistake.name}” is taken for “{taken}”")
    found.wrong += [
        f"the message on “{mistake.name}” holds the right answer: {line}"
        for line in secrets(found.exercise)
        if line in " ".join(mistake.message.split())
    ]


def _said(verdict) -> str:
    return verdict.parts.get("Likely cause", "")


def _form(exercise):
    """Faults of what is written: number, hints, points, names."""
    if "." not in exercise.number or not exercise.number.replace(".", "").isdigit():
        yield f"its number is {exercise.number!r}"
    if len(exercise.hints) != 3 or not all(map(str.strip, exercise.hints)):
        yield "it has not three hints"
    if (
        exercise.points < 0
        or exercise.minutes < 1
        or exercise.difficulty not in (1, 2, 3)
    ):
        yield "points, minutes or difficulty are out of range"
    names = [mistake.name for mistake in exercise.mistakes]
    yield from {f"two mistakes are called “{n}”" for n in names if names.count(n) > 1}
    if not exercise.all_cases()[0].worked:
        yield "the first case is no worked one"
    if any(mistake.hint not in (1, 2, 3) for mistake in exercise.mistakes):
        yield "a mistake points to a hint that is not there"


def parts_problems(exercise) -> list[str]:
    """Faults of the parts that an exercise states: points, names, cases that none or
    several are about, parts that no case, or no drawn one, is about."""
    return [*_stated(exercise), *_places(exercise)] if exercise.parts else []


def _stated(exercise):
    points = sum(part.points for part in exercise.parts)
    if points != exercise.points:
        yield f"its parts are {points:g} of {exercise.points} points"
    if any(part.points * 2 % 1 or part.points <= 0 for part in exercise.parts):
        yield "the points of its parts are not whole ones or halves"
    if len({part.name for part in exercise.parts}) < len(exercise.parts):
        yield "two of its parts have one name"
    if any(bool(part.shows) == bool(part.where) for part in exercise.parts):
        yield "a part says neither what it shows nor where it is, or both"


def _places(exercise):
    groups = [part for part in exercise.parts if part.where]
    if not groups:
        shown = {name for part in exercise.parts for name in part.shows}
        if shown != {*exercise.returns}:
            yield "its parts are not all that an answer holds"
        return
    for case in exercise.all_cases():
        count = sum(part.is_about(case) for part in groups)
        if count != 1:
            yield f"{count or 'no'} parts are about one of its cases"
            break
    drawn = [c for c in exercise.all_cases() if not c.worked and not c.exact]
    yield from (
        f"no drawn case is about its part “{part.name}”"
        for part in groups
        if not any(map(part.is_about, drawn))
    )


def _slow(found):
    limit = MOST_SECONDS * (10 if found.exercise.seconds > 5 else 1)
    if found.seconds > limit:
        yield f"a check takes {found.seconds:.1f} s, {limit:g} s are allowed"


def secrets(exercise) -> set[str]:
    """Lines of the reference that no message may hold: those that compute something."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(exercise.reference)))
    except (OSError, TypeError, SyntaxError):
        return set()
    nodes = [n.value for n in ast.walk(tree) if isinstance(n, (ast.Return, ast.Assign))]
    return {text for n in nodes if n and len(text := ast.unparse(n)) > 24}
