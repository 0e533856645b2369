"""A whole class: find, leave out what is known, grade the rest, write the reports."""

import hashlib
import re
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from layerlab.errors import BadArgument

from . import executors, jobs
from .class_page import class_page
from .intake import find
from .jobs import Job, Setup
from .store import Store, write
from .students import newest
from .tables import as_csv

ALL_GRADED, NOT_ALL = 0, 3


@dataclass
class Batch:
    """What is asked for, and what came of it.

    rows    the rows that count, in the order of their labels
    older   rows that a newer submission of the same student replaces
    notes   sentences about files that were left out
    """

    source: str
    out: Path
    setup: Setup
    units: tuple = ()
    names: str = ""
    due: object = None
    workers: int = 1
    executor: str = "local"
    csv: tuple = ("plain",)
    isolation: str = ""
    progress: bool = True
    rows: list = field(default_factory=list)
    older: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    def plan(self) -> tuple[list[Job], list[dict]]:
        """The jobs that are left to do, and the rows that are done already."""
        found, self.notes = find(self.source, self.names, self.due)
        if not found:
            words = self.notes[0] if self.notes else f"{self.source} holds none"
            raise BadArgument("There is no notebook to grade", words)
        todo, done = [], []
        self.store = Store(self.out)
        for submission in found:
            job = Job(submission, self.setup, self.units)
            row = self.store.known(submission.label, jobs.key(job))
            if row is None:
                todo.append(job)
            else:
                late = {"late": submission.late, "student": submission.student}
                done.append(row | late | {"time": submission.time})
        return todo, done

    def run(self) -> int:
        """Grade, and write the reports; the exit code."""
        start = time.perf_counter()
        todo, done = self.plan()
        self.out.mkdir(parents=True, exist_ok=True)
        rows = done + list(self._grade(todo, len(done)))
        self._choose(rows)
        self._report(time.perf_counter() - start)
        graded = all(row["graded"] for row in self.rows)
        return ALL_GRADED if graded and not self.failed else NOT_ALL

    def _grade(self, todo, known):
        self.failed = []
        executor = executors.make(self.executor, self.workers) if todo else None
        remote = self.executor.startswith("dask:")
        work = (_with_data(job) if remote else job for job in todo)
        again = lambda: executors.make(self.executor, self.workers)  # noqa: E731
        bar = _bar(len(todo), known, self.progress)
        for job, result in executors.outcomes(executor, work, again) if todo else ():
            bar.update()
            if isinstance(result, Exception):
                self.failed.append(job.submission.label)
                self.notes.append(f"{job.submission.label}: {_fault(result)}")
                continue
            row = result.row | {"page": page_name(result.row)}
            self.store.add(row, result.page)
            yield row
        bar.close()
        if executor is not None:
            executor.shutdown()
        jobs.close_runner()

    def _choose(self, rows):
        self.rows, self.older = newest(sorted(rows, key=lambda row: row["label"]))
        self.notes += [
            f"{row['label']}: a newer one of {row['student']} counts instead."
            for row in self.older
        ]

    def _report(self, seconds):
        self.store.finish(self.rows + self.older)
        about = {"isolation": self.isolation, "notes": self.notes, "seconds": seconds}
        write(self.out / "index.html", class_page(self.rows, about))
        for form in dict.fromkeys(("plain", *self.csv)):
            name = "scores.csv" if form == "plain" else f"scores_{form}.csv"
            write(self.out / name, as_csv(self.rows, form))


def _fault(error):
    return f"not graded, the grader failed ({type(error).__name__}: {error})"


def _with_data(job):
    """For another machine: the bytes travel with the job."""
    try:
        return replace(job, data=job.submission.load())
    except (OSError, KeyError, ValueError):
        return job


def page_name(row: dict) -> str:
    """Where a submission's page lies: readable, and different for different files."""
    readable = (
        re.sub(r"[^A-Za-z0-9]+", "-", row["student"]).strip("-")[:40] or "student"
    )
    number = hashlib.sha256(row["label"].encode("utf-8", "replace")).hexdigest()[:8]
    return f"students/{readable}-{number}.html"


def _bar(total, known, wanted):
    from tqdm import tqdm

    words = f"Grading ({known} known)" if known else "Grading"
    return tqdm(total=total, desc=words, unit="notebook", disable=not wanted)
