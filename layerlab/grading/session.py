"""One submission at work: run its cells, look at its functions, survive what it does.

A session keeps a child going and asks it; `answers` says what it makes of what it hears. A
cell that kills or hangs the child costs itself: the next child runs all the others again,
without it. A look that does so is an observation like any other ("out of time", "the
process ended"), and costs its exercise.
"""

import time
from dataclasses import dataclass, field

from layerlab.watching.watch import Observation

from . import answers
from .lines import Gone
from .runners import RunnerFailed

MOST_CHILDREN = 8  # for running the cells, and as many again for looking
MOST_TIME = 3  # times the time for all cells: then no new child is made
LOOKS_MORE = 60.0  # seconds that looks may take beyond the time for all cells
MOST_SHOWN = 24 * 2**20  # bytes of all outputs together
TOGETHER = 12  # cells that are sent at once
AHEAD = 0.5  # seconds after which looking ahead stops


@dataclass(frozen=True)
class Limits:
    """Wall seconds for one cell, for all cells, beyond an exercise's own time."""

    cell: float = 60.0
    total: float = 300.0
    grace: float = 3.0

    @property
    def looks(self) -> float:
        """For all looks together."""
        return self.total + LOOKS_MORE


@dataclass
class CellRecord:
    """What became of a cell: ok, error, died, out of time, nonsense, not run."""

    state: str = "not run"
    outputs: list = field(default_factory=list)
    error: dict | None = None
    seconds: float = 0.0


class Session:
    """A submission's cells and its child (or children, one after the other)."""

    def __init__(self, runner, cells, settings, limits: Limits):
        self.runner, self.cells, self.limits = runner, cells, limits
        self.settings = settings  # of the start message: seed, units
        self.torch = any(cell.runs and "torch" in cell.source for cell in cells)
        self.records = {i: CellRecord() for i, cell in enumerate(cells) if cell.runs}
        self.child, self.children, self.cpu, self.memory = None, 0, 0.0, 0
        self.spent, self.looked, self.shown = 0.0, 0.0, 0
        self.skipped: set[int] = set()

    def prepare(self) -> float:
        """Have everything ready; the seconds, which are not the submission's own."""
        start = time.monotonic()
        self.runner.prepare(self.torch)
        return time.monotonic() - start

    def run_cells(self) -> None:
        """Run every cell once, in their order, in as many children as that takes."""
        while not self._pass() and self._may_open(MOST_CHILDREN):
            pass

    def _may_open(self, most) -> bool:
        time_left = self.spent < MOST_TIME * self.limits.total
        looks_left = self.looked < self.limits.looks
        return self.children < most and time_left and looks_left

    def _pass(self) -> bool:
        """Go through the cells in one child; False where it was lost on the way."""
        self._open()
        last = self.children >= MOST_CHILDREN - 1
        left = [index for index in self.records if index not in self.skipped]
        while left:
            some, left = left[:TOGETHER], left[TOGETHER:]
            if last or self.spent > self.limits.total:
                some = [index for index in some if not self._stop_at(index)]
            if not self._run(some):
                return False
        return True

    def _stop_at(self, index) -> bool:
        """Time or children are used up: only what ran before is run again."""
        if self.records[index].state == "not run":
            self.skipped.add(index)
            return True
        return False

    def _run(self, some) -> bool:
        """Run some cells one after the other; False where the child was lost."""
        waiting = list(some)
        told = self.child.line.ask_all(
            [{"do": "cell", "index": i, "source": self.cells[i].source} for i in some],
            lambda: self._seconds(waiting[0]),
        )
        start = time.monotonic()
        try:
            for answer in told:
                self._ran(waiting.pop(0), answer, time.monotonic() - start)
                self.spent += time.monotonic() - start
                start = time.monotonic()
        except Gone as gone:
            self.spent += time.monotonic() - start
            self._lost(waiting[0], gone)
        return not waiting

    def _ran(self, index, answer, seconds):
        error = answers.error(answer)
        state = "error" if error else "ok"
        outputs = self._kept(index, answers.outputs(answer))
        self.records[index] = CellRecord(state, outputs, error, seconds)

    def _kept(self, index, outputs):
        """A cell's outputs, as long as those of all cells are not too large."""
        if self.records[index].state == "not run":
            self.shown += self.child.line.heard
        if outputs and self.shown > MOST_SHOWN:
            words = "(the outputs of this notebook are too large to be shown)"
            return [{"kind": "stream", "name": "stderr", "text": words}]
        return outputs

    def _seconds(self, index):
        """A repeated cell may take longer than it did, a new one what is left."""
        again = self.records[index].state != "not run"
        left = self.limits.total - self.spent
        return self.limits.cell if again else max(1.0, min(self.limits.cell, left))

    def _lost(self, index, gone):
        self.skipped.add(index)
        self.records[index] = CellRecord(gone.reason, [], None)
        self.end()

    def _open(self):
        self.child = self.runner.open(self.torch)
        self.children += 1
        try:
            self.child.line.ask({"do": "start", **self.settings}, 60.0)
        except Gone as gone:  # before any learner's code has run
            self.end()
            raise RunnerFailed("A child did not get started", str(gone)) from None

    def _ready(self) -> bool:
        """A child in which the cells have run; a new one where the last was lost."""
        while self.child is None and self._may_open(2 * MOST_CHILDREN):
            self._pass()
        return self.child is not None

    def defined(self, keys) -> dict:
        """How many attempts there are by exercise; {} where no child lives."""
        if not self._ready():
            return {}
        try:
            answer = self.child.line.ask({"do": "defined", "keys": list(keys)}, 10.0)
            return answers.defined(answer)
        except Gone:
            self.end()
            return {}

    def look(self, exercise, args, which: int = 0) -> Observation:
        """Have the learner's attempt of this number watched once, somewhere else."""
        if not self._ready():
            late = self.looked >= self.limits.looks
            return answers.none_came("out of time" if late else "died", exercise)
        wanted = exercise.request(args)
        request = {"do": "look", "key": exercise.key, "which": which}
        seconds = min(wanted.seconds + self.limits.grace, self._look_seconds())
        start = time.monotonic()
        try:
            request["request"] = dict(vars(wanted))
            answer = self.child.line.ask(request, seconds)
            return answers.look(answer, exercise.name)
        except Gone as gone:
            self.end()
            return answers.none_came(gone.reason, exercise)
        finally:
            self.looked += time.monotonic() - start

    def _look_seconds(self):
        """What is left of the time for all looks."""
        return max(0.05, self.limits.looks - self.looked)

    def look_ahead(self, wanted) -> list[list[Observation]]:
        """What is seen of each (exercise, number of the attempt, list of arguments), with
        one message.

        A list ends early where something is raised, where it takes long, or where the
        child is lost; `look` says how.
        """
        wanted, found = list(wanted), []
        if not wanted or not self._ready():
            return [[] for _ in wanted]
        most = AHEAD + max(e.seconds for e, *_ in wanted) + self.limits.grace
        requests = [_ahead(*one) for one in wanted]
        start = time.monotonic()
        try:
            told = self.child.line.ask_all(
                requests, lambda: min(most, self._look_seconds())
            )
            for answer, request in zip(told, requests, strict=False):
                found.append(answers.looks(answer, len(request["args"])))
        except Gone:
            self.end()
        self.looked += time.monotonic() - start
        return [*found, *([] for _ in wanted[len(found) :])]

    def end(self) -> None:
        """Everything that the submission started is dead after this."""
        if self.child is not None:
            child, self.child = self.child, None
            used = child.end()
            self.cpu += used.get("cpu", 0.0)
            self.memory = max(self.memory, used.get("memory", 0))


def _ahead(exercise, which, many) -> dict:
    """The question for looks at many arguments, one after the other."""
    key = {"do": "look_ahead", "key": exercise.key, "which": which}
    request = vars(exercise.request({}))
    more = {"args": list(many), "seconds": AHEAD, "draws": exercise.uses_random}
    return key | {"request": request} | more
