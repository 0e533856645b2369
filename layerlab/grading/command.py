"""`layerlab grade`: a class's notebooks in, points and feedback out.

Exit codes: 0 everything was graded, 1 nothing could be done (one sentence says why), 2
wrong arguments, 3 some files could not be graded (the report says which), 130 stopped by
Ctrl-C (what is graded is kept).
"""

import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from layerlab.errors import BadArgument, LayerlabError, UnknownName

from . import containers, executors
from .batch import Batch
from .inside import probing
from .inside.isolation import Plan
from .intake import find
from .jobs import Job, Setup, close_runner, grade_one
from .matching import units
from .session import Limits
from .tables import FORMS

STOPPED = 130


def add_arguments(parser) -> None:
    """What to grade and where the report goes; how children are made and limited."""
    add = parser.add_argument
    add("source", nargs="?", help="folder, zip or notebook (with --self: yours)")
    add("--out", default="report", metavar="FOLDER", help="where the report goes")
    add("--self", action="store_true", dest="own", help="grade your own exercises")
    add("--unit", action="append", default=[], metavar="NAME", help="grade this unit")
    add("--names", default="", metavar="REGEX", help="(?P<student>…) in the path")
    add("--due", metavar="DATE", help="2026-11-30T23:59: what is younger is late")
    add("--csv", action="append", default=[], choices=FORMS, help="further tables")
    add("--jobs", type=int, default=0, help="checkers at once (default: all cores)")
    add("--executor", default="local", help="local, or dask:tcp://HOST:PORT")
    _add_safety(parser.add_argument)


def _add_safety(add):
    add("--fresh", action="store_true", help="a new process for every notebook")
    add("--sandbox", choices=("auto", "docker"), default="auto")
    add("--image", default="layerlab", help="for --sandbox docker")
    add("--no-sandbox", action="store_true", help="run without isolation")
    add(
        "--show",
        action="append",
        default=[],
        metavar="FOLDER",
        help="let cells read it",
    )
    add("--cell-seconds", type=float, default=60.0, help="for one cell")
    add("--seconds", type=float, default=300.0, help="for all cells of a notebook")
    add("--memory", type=float, default=6.0, help="address space of a child, in GB")
    add("--dry-run", action="store_true", help="say what would be graded")
    add("--quiet", action="store_true", help="no progress bar")


def run(options) -> int:
    """Grade; the exit code."""
    if not options.source and not options.own:
        raise BadArgument("Nothing to grade was named", "", "Give a folder or a zip")
    with tempfile.TemporaryDirectory(prefix="layerlab-course-") as folder:
        setup, words = _setup(options, Path(folder))
        batch = Batch(
            options.source or "exercises",
            Path(options.out),
            setup,
            tuple(_units(options.unit)),
            options.names,
            _date(options.due),
            options.jobs or executors.default_jobs(),
            options.executor,
            tuple(options.csv),
            words,
            not options.quiet,
        )
        if options.own:
            return _own(batch)
        return _dry(batch) if options.dry_run else _grade(batch)


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
    return code


def _dry(batch):
    todo, done = batch.plan()
    for job in todo:
        late = ", late" if job.submission.late else ""
        print(f"{job.submission.label}: {job.submission.student}{late}")
    print(f"{len(todo)} to grade, {len(done)} known. Isolation: {batch.isolation}.")
    return 0


def _own(batch):
    """One's own exercises: the words of the notebook's checks, in the terminal."""
    found, _ = find(batch.source)
    points = most = 0
    for submission in sorted(found, key=lambda s: s.label):
        row = grade_one(Job(submission, batch.setup, batch.units)).row
        points, most = points + row["points"], most + row["max"]
        print(f"\n{row['label']}: {row['points']} of {row['max']} points")
        for words in [row["cause"], *(e["message"] for e in row["exercises"])]:
            print(words) if words else None
    close_runner()
    print(f"\nTogether: {points} of {most} points.")
    return 0


def _units(wanted):
    for name in wanted:
        if name not in units():
            raise UnknownName("unit with checks", name, units())
    return wanted


def _date(words):
    try:
        return datetime.fromisoformat(words) if words else None
    except ValueError:
        raise BadArgument(
            "--due is a date", f"{words!r} is none", "Write 2026-11-30T23:59"
        ) from None


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
