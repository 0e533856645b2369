"""All that is said of one error, gathered as plain data: read from `report` downwards."""

import traceback
from dataclasses import dataclass, replace
from pathlib import Path

from layerlab.tracebacks.causes import likely
from layerlab.tracebacks.described import described
from layerlab.tracebacks.frames import Folded, Place, walk
from layerlab.tracebacks.magics import as_typed
from layerlab.tracebacks.pieces import Failure, hidden_names, pieces
from layerlab.tracebacks.positions import Part, failing_part
from layerlab.tracebacks.sentences import in_a_cell

MOST_PLACES = 5  # of the learner's lines; with more, the middle is counted
MOST_LINES = 3  # of one place
MOST_HEAD = 8  # lines of the error's own words
_NAMED = ("this cell", "the cell", "a text")
_TEXTS = ("<string>", "<unknown>", "<fstring>")  # what exec, eval and compile call them
_TO_SEE = "(%tb shows them)"
_SILENT = ("function ", "class ", "module ")  # pieces that are only called


@dataclass(frozen=True)
class Step:
    """One step of the way to the error.

    where  "This cell, line 2", or for folded calls all that is said
    lines  the learner's lines
    marks  start and end of the failing part in the only line, or None
    """

    where: str
    lines: tuple[str, ...] = ()
    marks: tuple[int, int] | None = None
    grey: bool = False


@dataclass(frozen=True)
class Report:
    """What is shown of an error, from its own words to the likely cause.

    at  after which step the pieces stand: the learner's innermost line
    """

    head: tuple[str, ...]
    steps: tuple[Step, ...]
    at: int
    pieces: tuple[tuple[str, str], ...] = ()
    cause: str = ""

    @property
    def folded(self) -> bool:
        """Whether calls, or words of the message, are left out."""
        return any(step.grey for step in self.steps) or _TO_SEE in self.head[-1]


def report(error: BaseException, shell) -> Report:
    """The report on an error that has just come, in a notebook's shell."""
    namespace = shell.user_module.__dict__
    way = walk(error.__traceback__, namespace)
    if isinstance(error, SyntaxError):
        return _of_syntax(error, way)
    failure = _failure(error, way, shell)
    steps = _steps(way)
    at = max((i for i, step in enumerate(steps) if not step.grey), default=-1)
    return Report(
        _head(error, str(error), namespace, _running(way)),
        tuple(steps),
        at,
        tuple(_shown_pieces(failure)) if failure.place else (),
        likely(failure) if failure.place else "",
    )


def _failure(error, way, shell) -> Failure:
    places = [step for step in way if isinstance(step, Place)]
    place = places[-1] if places else None
    part = failing_part(place) if place else None
    inside = way[-1].modules if way and isinstance(way[-1], Folded) else ()
    hidden = (
        hidden_names(part.node, part.parents) if part and part.node else frozenset()
    )
    alike = sum(step.frame.f_code is place.frame.f_code for step in places)
    kind, message = type(error).__name__, str(error)
    return Failure(error, kind, message, place, part, inside, hidden, alike, shell)


def _shown_pieces(failure):
    about_kinds = failure.kind in ("TypeError", "AttributeError")
    for piece in pieces(failure):
        words = described(piece.value)
        if about_kinds or not words.startswith(_SILENT):
            yield piece.text, words


def _running(way) -> str:
    return next((s.file for s in way if isinstance(s, Place) and s.running), "")


def _head(error, message, namespace, running) -> tuple[str, ...]:
    """The error's own words, what was added to them, and the error that it came from."""
    kind = type(error).__qualname__.split("<locals>.")[-1]
    lines = f"{kind}: {message}".rstrip(": \n").splitlines() or [kind]
    lines += [line for note in _notes(error) for line in note.splitlines()]
    if len(lines) > MOST_HEAD:
        more = len(lines) - MOST_HEAD + 1
        lines = [*lines[: MOST_HEAD - 1], f"… {more} more lines {_TO_SEE}"]
    return (*lines, *_before(error, namespace, running))


def _notes(error):
    notes = getattr(error, "__notes__", ())
    return [str(note) for note in notes] if isinstance(notes, (list, tuple)) else []


def _before(error, namespace, running):
    earlier = error.__cause__
    words = "It was raised because of"
    if earlier is None and not error.__suppress_context__:
        earlier, words = error.__context__, "It came while another was handled:"
    if earlier is None or (type(earlier), str(earlier)) == (type(error), str(error)):
        return  # pandas raises the same words again
    own = traceback.format_exception_only(earlier)[-1].strip().splitlines()[0]
    way = walk(earlier.__traceback__, namespace, running)
    places = [step for step in way if isinstance(step, Place)]
    where = f" ({_where(places[-1])})" if places else ""
    yield f"{words} {own}{where}"


def _steps(way) -> list[Step]:
    steps = []
    for step in way:
        if steps and _same(steps[-1], step):
            step = replace(step, within=steps.pop().function)
        steps.append(step)
    places = [number for number, step in enumerate(steps) if isinstance(step, Place)]
    if len(places) <= MOST_PLACES:
        return [_step(step) for step in steps]
    again = steps[places[-1]].frame.f_code is steps[places[-2]].frame.f_code
    first, last = places[1] + 1, places[-1 if again else -2]
    count = len(places) - (3 if again else 4)
    middle = Step(f"… {count} more calls of yours {_TO_SEE}", grey=True)
    return [*map(_step, steps[:first]), middle, *map(_step, steps[last:])]


def _same(step, after):
    """Whether the next step is a comprehension or lambda in the very same line."""
    return (
        isinstance(step, Place)
        and isinstance(after, Place)
        and after.function.startswith("<")
        and (step.line, step.source) == (after.line, after.source)
    )


def _step(step) -> Step:
    if isinstance(step, Folded):
        count, names = len(step.modules), " and ".join(step.libraries[:3])
        calls = "1 call" if count == 1 else f"{count} calls"
        return Step(f"… {calls} inside {names} {_TO_SEE}", grey=True)
    where, part = _where(step), failing_part(step)
    where = where[0].upper() + where[1:] if where.startswith(_NAMED) else where
    if part is None:
        lines = step.source[step.line - 1 : step.line]
        return Step(where, _flush([as_typed(line) for line in lines]))
    return _marked(where, step.source, part)


def _where(place: Place) -> str:
    cell = "this cell" if place.running else place.cell
    inside = place.function and not place.function.startswith("<")
    return f"{cell}, line {place.line + place.above}" + f", in {place.function}" * bool(
        inside
    )


def _marked(where, source, part: Part) -> Step:
    lines = list(source[part.first - 1 : part.last])
    typed = [as_typed(line) for line in lines]
    if len(lines) > 1 or typed != lines:
        shown = typed if len(typed) <= MOST_LINES else [*typed[: MOST_LINES - 1], "…"]
        return Step(where, _flush(shown))
    line, margin = lines[0], len(lines[0]) - len(lines[0].lstrip())
    whole = part.start == margin and part.end == len(line.rstrip())
    marks = None if whole else (part.start - margin, part.end - margin)
    return Step(where, (line.strip(),), marks)


def _flush(lines) -> tuple[str, ...]:
    """The lines moved to the left as far as the first allows."""
    margin = len(lines[0]) - len(lines[0].lstrip()) if lines else 0
    return tuple(line[margin:] if not line[:margin].strip() else line for line in lines)


def _of_syntax(error: SyntaxError, way) -> Report:
    """A text that is no Python: no line of it ran."""
    places = [step for step in way if isinstance(step, Place)]
    kind, message = type(error).__name__, str(error.msg)
    steps = (*_steps(way if places else []), _unread(error, bool(places)))
    return Report((f"{kind}: {message}",), steps, -1, (), in_a_cell(kind, message))


def _unread(error: SyntaxError, on_the_way: bool) -> Step:
    """The line where Python stopped reading, with its marks."""
    line, number = error.text or "", error.lineno or 1
    file = Path(str(error.filename or ""))
    where = file.name if file.is_file() else "This cell"
    if on_the_way and str(error.filename) in _TEXTS:
        where = "The text that is read"
    margin = len(line) - len(line.lstrip())
    start = max((error.offset or 1) - 1 - margin, 0)
    end = (error.end_offset or 0) - 1 - margin
    one_line = error.end_lineno in (None, error.lineno)
    marks = (start, end if one_line and end > start else start + 1)
    lines = (line.strip(),) if line.strip() else ()
    return Step(f"{where}, line {number}", lines, marks)
