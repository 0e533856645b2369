"""What do the checks say of the solutions, changed in one place, or in two at once?

    python -m tools.changed_solutions [--unit NAME …] [--two N] [--seed S] [--out FILE]

Each solution of `units/*/exercises.py` is changed in every place that `tools.changes` finds,
and in N drawn pairs of places. Each change goes before its check, in forked batches, so that
one that ends its process loses nothing. A change that passes is shown with its lines: either
it changes nothing that counts, or a case is missing.
"""

import argparse
import json
import linecache
import os
import random
import select
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from layerlab import checks
from layerlab.checking.engine import judge_here
from layerlab.watching import observers
from tools.changed_texts import (
    Changed,
    Solution,
    changed_once,
    changed_twice,
    differing,
    solutions,
)
from tools.project import Project

MOST_SECONDS = 30.0  # a longer exercise trains networks: its changes would take hours
CALL_SECONDS, WALL_SECONDS = 2.0, 60.0  # for one call; without a word from a child
BATCH = 40
KINDS = ("passed", "listed", "general", "none", "crashed")


@dataclass(frozen=True)
class Result:
    """What a check said: one of KINDS, the diagnosis, the lines that differ, its cause."""

    exercise: str
    changed: tuple[str, ...]
    said: str
    diagnosis: str
    diff: str
    cause: str = ""


# ---- before the check, in children ---------------------------------------------------------
def judged(solution: Solution, changed: Changed) -> Result:
    """What the check says of one changed solution."""
    exercise = solution.exercise
    quick = replace(exercise, seconds=min(exercise.seconds, CALL_SECONDS))
    verdict = judge_here(quick, _made(solution, changed.text))
    known = {m.name for m in exercise.mistakes}  # two at once are joined by a plus
    listed = {*(verdict.diagnosis or "").split(" + ")} <= known
    said = (
        "listed" if listed else "general" if "Likely cause" in verdict.parts else "none"
    )
    said = "passed" if verdict.passed else said
    diff = differing(solution.text, changed.text)
    name, cause = verdict.diagnosis or "", verdict.parts.get("Likely cause", "")
    return Result(exercise.key, changed.kinds, said, name, diff, cause)


def _made(solution, text: str):
    names, file = dict(solution.names), f"<changed {hash(text)}>"
    handed = solution.handed or solution.exercise.name
    linecache.cache[file] = (len(text), None, text.splitlines(True), file)
    try:
        exec(compile(text, file, "exec"), names)
    except Exception as error:  # an import or a default that fails
        names[handed] = _raises(error)
    return names[handed]


def _raises(error):
    def attempt(*args, **named):
        raise error

    return attempt


def in_batches(solution: Solution, changed: list[Changed]) -> Iterator[Result]:
    """The results of all, by children that each take a batch; a lost one is said to crash."""
    observers.prepare(solution.exercise.request({}).options)
    todo = list(changed)
    while todo:
        done = _batch(solution, todo[:BATCH])
        yield from done
        todo = todo[len(done) :]
        if len(done) < min(BATCH, len(todo) + len(done)):
            diff = differing(solution.text, todo[0].text)
            yield Result(solution.exercise.key, todo[0].kinds, "crashed", "", diff)
            todo = todo[1:]


def _batch(solution, changed) -> list[Result]:
    """The results of one child, as far as it came."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        _work(solution, changed, write)
    os.close(write)
    try:
        return list(_received(read))
    finally:
        os.close(read)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _work(solution, changed, write):
    """In the child: judge one after the other, and end without a farewell."""
    try:
        with open(write, "w", encoding="utf-8") as pipe:
            for one in changed:
                print(json.dumps(asdict(judged(solution, one))), file=pipe, flush=True)
    finally:
        os._exit(0)


def _received(read) -> Iterator[Result]:
    """Results line by line, until the end or a silence that is too long."""
    rest = b""
    while select.select([read], [], [], WALL_SECONDS)[0]:
        part = os.read(read, 65536)
        if not part:
            return
        *lines, rest = (rest + part).split(b"\n")
        for line in lines:
            yield as_result(json.loads(line))


def as_result(told: dict) -> Result:
    """A Result that was told as JSON."""
    return Result(**told | {"changed": tuple(told["changed"])})


# ---- the report ----------------------------------------------------------------------------
def measured(units: list[str], two: int, seed: int) -> Iterator[Result]:
    """The results of all changes of these units' solutions."""
    folders = {path.name.split("_", 1)[-1]: path for path in _folders()}
    for unit in units:
        for solution in solutions(folders[unit], checks.exercises(unit)):
            if solution.exercise.seconds <= MOST_SECONDS:
                rng = random.Random(f"{seed} {solution.exercise.key}")
                pairs = changed_twice(solution, two, rng)
                yield from in_batches(solution, [*changed_once(solution), *pairs])


def _folders() -> list[Path]:
    return sorted((Project.read().root / "units").glob("[0-9][0-9]_*"))


def counted(results: list[Result], places: int) -> Counter:
    """How many of those changed in so many places got each of KINDS."""
    return Counter(r.said for r in results if len(r.changed) == places)


def sums(results: list[Result]) -> str:
    """One line for single changes, one for pairs."""
    lines = []
    for words, places in (("one change", 1), ("two changes", 2)):
        found = counted(results, places)
        parts = ", ".join(f"{kind} {found[kind]}" for kind in KINDS)
        lines.append(f"{words}: {found.total()} ({parts})")
    return "\n".join(lines)


def report(results: list[Result]) -> str:
    """What passes in full, the others in a line each, the sums last."""
    lines = []
    for one in results:
        kinds = " and ".join(one.changed)
        lines.append(f"{one.said:<8} {one.exercise} · {kinds} · {one.diagnosis}")
        lines += [f"    {line}" for line in one.diff.splitlines()]
        lines += [f"    : {line}" for line in one.cause.splitlines()]
    return "\n".join([*lines, "", sums(results)])


def all_units() -> list[str]:
    """The units with checks and exercises of their own."""
    return [unit for unit in checks.units() if unit != "start_here"]


def main(arguments: list[str] | None = None) -> int:
    """Print the report, or write it to a file and print the sums."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--unit", nargs="*", default=[], help="names, as perceptron")
    parser.add_argument("--two", type=int, default=20, help="pairs for each exercise")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, help="where to write the report")
    options = parser.parse_args(arguments)
    units = options.unit or all_units()
    results = list(measured(units, options.two, options.seed))
    if options.out:
        options.out.write_text(report(results), "utf-8")
    print(sums(results) if options.out else report(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
