"""`layerlab grade`: a class's notebooks in, points and feedback out.

Exit codes: 0 everything was graded, 1 nothing could be done (one sentence says why), 2
wrong arguments, 3 some files could not be graded (the report says which), 130 stopped by
Ctrl-C (what is graded is kept).
"""

import os
import sys
import tempfile
from pathlib import Path

from layerlab.errors import LayerlabError

from . import containers, dry_run, executors
from .arguments import ABOUT, EXAMPLES, add_arguments
from .batch import Batch
from .gradebook import Rules
from .inside import probing
from .inside.isolation import Plan
from .intake import find
from .jobs import Job, Setup, close_runner, grade_one
from .session import Limits

__all__ = ["STOPPED", "add_arguments", "run"]
STOPPED, WRONG = 130, 2


def run(options) -> int:
    """Grade; the exit code."""
    if not options.source and not options.own:
        print(f"{ABOUT}\n{EXAMPLES}\nAll options: layerlab grade --help")
        return WRONG
    with tempfile.TemporaryDirectory(prefix="layerlab-course-") as folder:
        setup, words = _setup(options, Path(folder))
        batch = Batch(
            options.source or "exercises",
            Path(options.out),
            setup,
            _rules(options),
            options.names,
            options.jobs or executors.default_jobs(),
            options.executor,
            tuple(options.csv),
            options.feedback,
            options.groups,
            words,
            not options.quiet,
        )
        if options.own:
            return _own(batch)
        return dry_run.tell(batch) if options.dry_run else _grade(batch)


def _rules(options) -> Rules:
    return Rules(
        tuple(dict.fromkeys(options.unit)),
        options.due,
        options.grace,
        options.late,
        options.count == "best",
        options.roster,
    )


def _grade(batch):
    print(f"Isolation: {batch.isolation}.", file=sys.stderr)
    try:
        code = batch.run()
    except KeyboardInterrupt:
        print("Stopped. The same command goes on from here.", file=sys.stderr)
        return STOPPED
    graded = sum(row["graded"] for row in batch.rows)
    print(f"{graded} of {len(batch.rows)} notebooks graded: {batch.out}/index.html")
    for note in batch.notes:
        print(note, file=sys.stderr)
    for row in batch.rows:
        if not row["graded"]:
            print(f"{row['label']}: {row['cause']}", file=sys.stderr)
    return code


def _own(batch):
    """One's own exercises: the words of the notebook's checks, in the terminal."""
    found, _ = find(batch.source)
    points = most = 0
    for submission in sorted(found, key=lambda s: s.label):
        row = grade_one(Job(submission, batch.setup, batch.rules.wanted)).row
        points, most = points + row["points"], most + row["max"]
        print(f"\n{row['label']}: {row['points']} of {row['max']} points")
        for words in [row["cause"], *(e["message"] for e in row["exercises"])]:
            print(words) if words else None
    close_runner()
    print(f"\nTogether: {points} of {most} points.")
    return 0


def _setup(options, folder):
    """How children are made, and the words for it; an error where it is not safe."""
    limits = Limits(options.cell_seconds, options.seconds)
    wanted = Plan(
        memory=int(options.memory * 2**30),
        cpu_seconds=int(4 * options.seconds) + 60,
        extra=tuple(os.path.abspath(p) for p in [*options.show, *_data_folders()]),
    )
    if options.sandbox == "docker":
        engine = containers.engine()
        course = containers.lay_out(folder)
        words = containers.command(options.image, course, wanted, engine)
        return Setup("program", wanted, tuple(words), limits), f"{engine} container"
    plan, words = _plan(wanted, options)
    warm = "fresh" if options.fresh else "warm"
    kind = warm if sys.platform == "linux" else "program"  # others do not fork well
    return Setup(kind, plan, (), limits), words


def _data_folders() -> list[str]:
    """Data sets that cells may read: what LAYERLAB_DATA names."""
    given = os.environ.get("LAYERLAB_DATA", "")
    return [given] if given and os.path.isdir(given) else []


def _plan(wanted, options):
    """The strongest isolation that holds here; none only where that was insisted on."""
    if options.no_sandbox:
        return probing.without(wanted), "none (--no-sandbox)"
    here = sys.platform == "linux"
    plan, trials = probing.best_plan(wanted) if here else (None, [])
    if plan:
        return plan, ", ".join(plan.rungs())
    if options.own:
        return probing.without(wanted), "none (your own work)"
    tried = "; ".join(t.error or "open: " + ", ".join(t.open_ways) for t in trials)
    raise LayerlabError(
        "Submissions are not run without isolation",
        f"none holds on this machine ({tried or 'it is not Linux'})",
        "Use Linux, --sandbox docker, or --no-sandbox for notebooks that you trust",
    )
