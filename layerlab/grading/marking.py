"""From a submission to its points: the trusted side of one grading job.

`mark` is given bytes and gives a Marked; it never raises for anything that a submission
does. Seeds come from the content, so that the same submission always gets the same score.
"""

import hashlib
import os
import time
from dataclasses import dataclass, field

from layerlab.checking.verdict import Verdict, whole

from . import VERSION
from .cpu_budget import BudgetSpent, CpuBudget
from .looking import judge_all, missing
from .matching import Match, exercises, file_names, match, units
from .notebooks import Notebook, read
from .session import CellRecord, Limits, Session

BUSY = ("out of time", "machine busy")
OWN_SECONDS = 180.0  # of our processor time for one submission, all together
READ_SECONDS = 30.0  # of these for reading it


@dataclass
class Marked:
    """A marked submission: verdicts by exercise name, records by cell number.

    cause    the first real cause of trouble, in words, or ""
    content  what tells this file's content from another's
    """

    notebook: Notebook
    match: Match
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    records: dict[int, CellRecord] = field(default_factory=dict)
    cause: str = ""
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0
    cpu: float = 0.0
    memory: int = 0
    children: int = 0
    content: str = ""

    @property
    def points(self) -> float:
        """The points earned."""
        return whole(sum(v.earned for v in self.verdicts.values()))


def key_of(data: bytes, name: str, wanted: tuple, settings: str) -> str:
    """What decides a result: content, name, which exercises there are, this grader's
    version; not what the checks hold, which each row remembers (see `jobs.is_current`)."""
    digest = hashlib.sha256(data)
    digest.update(repr((name, wanted, VERSION, settings)).encode())
    digest.update(repr([(unit, file_names(unit)) for unit in units()]).encode())
    return digest.hexdigest()[:32]


def mark(
    data: bytes, name: str, runner, limits: Limits, wanted=(), secret: int = 0
) -> Marked:
    """Run and judge one submission.

    `secret` is the report's: with it the cases are drawn that no learner can foresee.
    """
    marked = _mark(data, name, runner, limits, wanted, secret)
    if _without_time(marked) or (_ran_late(marked) and machine_is_busy()):
        again = _mark(data, name, runner, _doubled(limits), wanted, secret)
        again.notes.append("Graded twice: the machine was too busy the first time.")
        both = again.seconds + marked.seconds
        marked = max(again, marked, key=lambda m: m.points)
        marked.seconds = both
    return marked


def _without_time(marked) -> bool:
    """Whether our own side could not time or compute something."""
    return any(v.diagnosis == BUSY[1] for v in marked.verdicts.values())


def _ran_late(marked) -> bool:
    cells = any(r.state == "out of time" for r in marked.records.values())
    return cells or any(v.diagnosis in BUSY for v in marked.verdicts.values())


def machine_is_busy() -> bool:
    """Whether more processes want to run than there are cores."""
    return hasattr(os, "getloadavg") and os.getloadavg()[0] > (os.cpu_count() or 1)


def _doubled(limits):
    return Limits(2 * limits.cell, 2 * limits.total, 2 * limits.grace)


def _mark(data, name, runner, limits, wanted, secret):
    start, budget = time.perf_counter(), CpuBudget(OWN_SECONDS)
    marked = _looked_into(data, name, tuple(wanted), budget)
    notebook, found = marked.notebook, marked.match
    marked.content = hashlib.sha256(data).hexdigest()[:16]
    if notebook.trouble or not found.units:
        if not found.aside:
            marked.cause = notebook.trouble or _no_unit()
        marked.verdicts = {e.name: missing(e, []) for e in found.exercises}
        return marked
    content = int.from_bytes(hashlib.sha256(data).digest()[:4], "big") % 2**31
    settings = {"seed": content, "units": list(units())}
    session = Session(runner, notebook.cells, settings, limits)
    start += session.prepare()
    _run_and_judge(marked, session, secret << 32 | content, budget)
    marked.seconds = time.perf_counter() - start
    return marked


def _looked_into(data, name, wanted, budget) -> Marked:
    """The notebook and its units; that it cannot be read where that takes for ever."""
    try:
        with budget.part(READ_SECONDS):
            notebook = read(data)
            marked = Marked(notebook, match(notebook, name, wanted))
            marked.notes += notebook.notes
            return marked
    except BudgetSpent:
        words = "This file takes too long to be read as a notebook."
        return Marked(Notebook(trouble=words), Match())


def _run_and_judge(marked, session, seed, budget):
    """Run the cells, judge what they define."""
    try:
        session.run_cells()
        marked.verdicts |= judge_all(marked.match, session, seed, budget)
    finally:
        session.end()
    marked.records, marked.children = session.records, session.children
    marked.cause = first_cause(marked.notebook, session.records)
    marked.cpu, marked.memory = session.cpu, session.memory


def _no_unit():
    known = ", ".join(f"{_number(u)} {u}" for u in units())
    return (
        "No unit was recognised: neither a line like `from layerlab.checks import …`, "
        f"nor the file's name, nor the names defined point to one of: {known}."
    )


def _number(unit):
    return exercises(unit)[0].number.split(".")[0].zfill(2)


_OUTCOMES = {
    "died": "Cell {n} ended the whole Python process. It was left out.",
    "out of time": "Cell {n} did not come to an end. It was left out.",
    "nonsense": "Cell {n} disturbed the grader's line to the notebook. It was left out.",
}


def first_cause(notebook: Notebook, records: dict) -> str:
    """The first thing that went wrong in the learner's cells, with its line."""
    counted = 0
    for index, cell in enumerate(notebook.cells):
        counted += cell.kind == "code"
        record = records.get(index)
        if record is None or record.state in ("ok", "not run"):
            continue
        if record.state in _OUTCOMES:
            return _OUTCOMES[record.state].format(n=counted)
        error = record.error
        if error["type"] == "NotImplementedError":
            continue
        line = f", line {error['line']}: `{error['code']}`" if error["line"] else ""
        words = f"{error['type']}: {error['message']}".rstrip(": ")
        return (
            f"Code cell {counted}{line} stopped with {words}. {_advice(error)}".strip()
        )
    return ""


def _advice(error) -> str:
    kinds = {
        "ModuleNotFoundError": "This package is not installed where notebooks are graded.",
        "SyntaxError": "Nothing in this cell was run.",
        "IndentationError": "Nothing in this cell was run.",
    }
    if error["message"].startswith("[Errno 1] Operation not permitted"):
        return "While grading there is no network, and no other program can be started."
    return kinds.get(error["type"], "")
