"""The way to an error: the learner's own lines, and the calls of libraries between them.

`walk` goes along a traceback. What is the learner's is told by its namespace (the
notebook's own) or its file (neither Python's, nor an installed package's, nor ours).
"""

import linecache
import sysconfig
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType, TracebackType

from layerlab.tracebacks import magics

NAME_WIDTH = 50  # of a cell's first line, where it serves as the cell's name
_OURS = str(Path(__file__).parents[1])
_STANDARD = sysconfig.get_path("stdlib")
_INSTALLED = ("site-packages", "dist-packages")
# what runs cells and passes messages on: above the learner's first line nobody asks for it
_RUNNERS = ("IPython", "ipykernel", "asyncio", "tornado", "contextlib")


@dataclass(frozen=True)
class Place:
    """A line of the learner's that was being run when the error came.

    cell     the name of the cell or file
    source   the lines of that cell or file; empty where they are not known
    lasti    which instruction of the frame's code was running
    running  whether this is a line of the cell that is being run
    above    how many lines of the cell stand above the source, as `%%time` does
    within   the function around a comprehension or lambda whose line this is
    """

    frame: FrameType
    line: int
    lasti: int
    cell: str
    source: tuple[str, ...] = ()
    running: bool = False
    above: int = 0
    within: str = ""

    @property
    def file(self) -> str:
        """The file, or what IPython calls a cell in place of one."""
        return self.frame.f_code.co_filename

    @property
    def function(self) -> str:
        """The function's name, empty at the top level of a cell."""
        name = self.within or self.frame.f_code.co_name
        return "" if name.startswith(("<module>", "<cell line")) else name


@dataclass(frozen=True)
class Folded:
    """Calls inside libraries, one after the other, by the names of their modules."""

    modules: tuple[str, ...]

    @property
    def libraries(self) -> tuple[str, ...]:
        """The libraries, each once."""
        return tuple(dict.fromkeys(name.split(".")[0] for name in self.modules))


def walk(
    tb: TracebackType | None, namespace: dict, running: str = ""
) -> list[Place | Folded]:
    """The learner's places and the folded calls between them, from the outside in.

    running  the file of the cell that is being run, where another traceback told it
    """
    steps, inside = [], []
    while tb is not None:
        if _is_learners(tb.tb_frame, namespace):
            _add(steps, inside, tb, namespace, running)
            inside = []
        else:
            name = tb.tb_frame.f_globals.get("__name__", "Python")
            inside.append(str(name))
        tb = tb.tb_next
    _fold(steps, inside)
    return steps


def _is_learners(frame, namespace) -> bool:
    if frame.f_globals is namespace:
        return True
    file = frame.f_code.co_filename
    module = str(frame.f_globals.get("__file__", ""))  # compiled code names a .pyx
    for place in (file, module):
        if place.startswith((_OURS, _STANDARD)) or any(n in place for n in _INSTALLED):
            return False
    return not file.startswith("<") or frame.f_globals.get("__name__") == "__main__"


def _add(steps, inside, tb, namespace, running):
    """Add the learner's place at a step of the traceback; first, what led to it."""
    by_ipython = _of_a_runner(inside[-1:]) or not inside and _called_by_ipython(tb)
    place = _place(tb, namespace, by_ipython)
    caller = steps[-1] if steps and isinstance(steps[-1], Place) else None
    known = [s.file for s in steps if isinstance(s, Place) and s.running]
    if place.file in (*known, running):
        place = replace(place, running=True)
    if place.source:
        _fold(steps, inside)
        steps.append(place)
    elif by_ipython and (caller := caller or _above(tb, namespace)):
        steps[-1:] = [_magic(tb, caller)]
    elif place.function.startswith("__"):
        inside.append("dataclasses")  # code that a decorator has written
        _fold(steps, inside)
    else:
        _fold(steps, inside)
        seen = caller is not None and not inside
        text = magics.text_run(caller.source, caller.line, caller.frame) if seen else ()
        steps.append(_at(tb, "a text that is run", text))


def _magic(tb, caller) -> Place:
    """The line of the cell's body that `%%time` runs; or the line with the magic itself."""
    body = magics.below_a_cell_magic(caller.source[caller.line - 1])
    if body is None:
        return caller
    return _at(tb, caller.cell, body, running=caller.running, above=1)


def _above(tb, namespace) -> Place | None:
    """The cell's line that runs a magic, where the magic itself shows the error."""
    frame = tb.tb_frame
    while (frame := frame.f_back) is not None:
        if frame.f_globals is namespace:
            return _place(
                TracebackType(None, frame, frame.f_lasti, frame.f_lineno),
                namespace,
                True,
            )
    return None


def _of_a_runner(modules):
    return any(name.split(".")[0] in _RUNNERS for name in modules)


def _called_by_ipython(tb):
    """An error shown on its way out, as by `with output:`, has not reached the top yet."""
    caller = tb.tb_frame.f_back
    name = caller.f_globals.get("__name__", "") if caller else ""
    return str(name).split(".")[0] == "IPython"


def _fold(steps, inside):
    """Add the library's calls; those of what only runs cells are none."""
    if all(_of_a_runner([name]) for name in inside):
        return
    if not any(isinstance(step, Place) for step in steps):
        inside = [name for name in inside if not _of_a_runner([name])]
    steps.append(Folded(tuple(inside)))


def _at(tb, cell, source, **known) -> Place:
    return Place(tb.tb_frame, _line(tb), tb.tb_lasti, cell, tuple(source), **known)


def _line(tb) -> int:
    """The line; where an alarm came between two, the function's first."""
    return tb.tb_lineno or tb.tb_frame.f_code.co_firstlineno


def _place(tb, namespace, run_by_ipython) -> Place:
    code = tb.tb_frame.f_code
    lines = linecache.getlines(code.co_filename, tb.tb_frame.f_globals)
    source = [line.rstrip("\n") for line in lines]
    if _line(tb) > len(source):
        return _at(tb, "a text that is run", ())
    if tb.tb_frame.f_globals is namespace and not Path(code.co_filename).is_file():
        place = _at(tb, f"the cell that begins “{first_line(source)}”", source)
    else:
        place = _at(tb, Path(code.co_filename).name, source)
    if run_by_ipython and not place.function:
        return _at(tb, place.cell, source, running=True)
    return place


def first_line(lines) -> str:
    """The first line of a cell that is not empty, as its author typed it, cut to size."""
    line = next((magics.as_typed(line) for line in lines if line.strip()), "").strip()
    return line if len(line) <= NAME_WIDTH else line[: NAME_WIDTH - 1].rstrip() + "…"
