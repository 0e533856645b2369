"""A whole class: find, leave out what is known, grade the rest, write the reports."""

import hashlib
import re
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from layerlab.errors import BadArgument

from . import (
    as_mistake,
    changes,
    class_statistics,
    executors,
    feedback,
    gradebook,
    jobs,
    overrides,
    patterns,
)
from .class_page import class_page
from .gradebook import Rules
from .intake import find
from .jobs import Job, Setup
from .store import Store, write
from .students import newest
from .tables import as_csv

ALL_GRADED, NOT_ALL = 0, 3


@dataclass
class Batch:
    """What is asked for, and what came of it.

    rows     the rows that count, in the order of their labels
    older    rows that another submission of the same student replaces
    notes    sentences about files that were left out
    changes  marks that are not what they were at the end of the last run
    earlier  the groups.csv of an earlier class, whose sentences are kept
    """

    source: str
    out: Path
    setup: Setup
    rules: Rules = Rules()
    names: str = ""
    workers: int = 1
    executor: str = "local"
    csv: tuple = ("plain",)
    feedback: bool = False
    earlier: Path | None = None
    isolation: str = ""
    progress: bool = True
    rows: list = field(default_factory=list)
    older: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    groups: list = field(default_factory=list)

    def plan(self) -> tuple[list[Job], list[dict]]:
        """The jobs that are left to do, and the rows that are done already."""
        found, self.notes = find(self.source, self.names, self.rules.due)
        if not found:
            words = self.notes[0] if self.notes else f"{self.source} holds none"
            raise BadArgument("There is no notebook to grade", words)
        todo, done = [], []
        self.store = Store(self.out)
        for submission in found:
            job = Job(submission, self.setup, self.rules.wanted)
            row = self.store.known(submission.label, jobs.key(job))
            if row is None or not jobs.is_current(row):
                todo.append(job)
            else:
                done.append(row | jobs.who(submission))
        return todo, done

    def run(self) -> int:
        """Grade, and write the reports; the exit code."""
        start = time.perf_counter()
        self.setup = replace(self.setup, secret=Store(self.out).secret())
        todo, done = self.plan()
        rows = done + list(self._grade(todo, len(done)))
        self._choose(rows)
        book = gradebook.make(
            self.rows, replace(self.rules, hand=overrides.read(self.out))
        )
        self.notes += book.notes
        self._tell_changes(book)
        self._report(book, time.perf_counter() - start)
        return ALL_GRADED if all(row["graded"] for row in self.rows) else NOT_ALL

    def _grade(self, todo, known):
        executor = executors.make(self.executor, self.workers) if todo else None
        remote = self.executor.startswith("dask:")
        work = (_with_data(job) if remote else job for job in todo)
        again = lambda: executors.make(self.executor, self.workers)  # noqa: E731
        bar = _bar(len(todo), known, self.progress)
        for job, result in executors.outcomes(executor, work, again) if todo else ():
            bar.update()
            if isinstance(result, Exception):
                result = jobs.not_graded(job.submission, _fault(result))
            row = result.row | {"page": page_name(result.row)}
            self.store.add(row, result.page)
            yield row
        bar.close()
        if executor is not None:
            executor.shutdown()
        jobs.close_runner()

    def _choose(self, rows):
        rows = sorted(rows, key=lambda row: row["label"])
        self.rows, self.older = newest(rows, self.rules.best)
        what = "better" if self.rules.best else "newer"
        self.notes += [
            f"{row['label']}: a {what} one of {row['student']} counts instead."
            for row in self.older
        ]

    def _tell_changes(self, book):
        """Before anything is overwritten: what is not as it was, and why."""
        best, now, roster = self.rules.best, changes.counted(book), self.rules.roster
        every = self.rows + self.older
        self.changes = changes.between(self.store.last, every, best, roster)
        if self.store.counted is not None:
            self.changes += changes.ruled(self.store.counted, now)
        for line in changes.in_words(self.changes):
            print(line)

    def _report(self, book, seconds):
        self._tell(book)
        self.store.finish(self.rows + self.older, changes.counted(book))
        overrides.ensure(self.out)
        about = {"isolation": self.isolation, "notes": self.notes, "seconds": seconds}
        about["changes"] = [str(change) for change in self.changes]
        about["groups"] = [g for g in self.groups if len(g.rows) > 1]
        write(self.out / "index.html", class_page(book, self.rows, about))
        self._write_tables(book)

    def _tell(self, book):
        """Put on the pages what lateness cost, and what the teacher wrote."""
        file = self.out / patterns.GROUPS
        old = patterns.written(self.earlier, file)
        told = patterns.sentences(old)
        self.groups = patterns.groups(self.rows, self.rules.best)
        words = feedback.words_by_page(book)
        for page, more in patterns.words_by_page(self.groups, told).items():
            words.setdefault(page, []).extend(more)
        for row in self.rows:
            self.store.change(row, words.get(row["page"], []))
        write(file, patterns.groups_csv(self.groups, old))
        for group in self.groups:
            if group.key in told:
                self._write_mistake(group, told[group.key])

    def _write_mistake(self, group, sentence):
        """A group with a sentence as code for the course."""
        code, path = as_mistake.as_python(group, sentence), as_mistake.file_name(group)
        if code:
            (self.out / as_mistake.FOLDER).mkdir(exist_ok=True)
            write(self.out / path, code)

    def _write_tables(self, book):
        every = self.rows + self.older
        write(self.out / "changes.csv", changes.as_csv(self.changes))
        likeness = patterns.likeness(self.rows, self.rules.best)
        write(self.out / patterns.LIKENESS, likeness)
        lines = class_statistics.by_exercise(every, book)
        write(self.out / "statistics.csv", class_statistics.as_csv(lines))
        write(self.out / "students.csv", class_statistics.students_csv(every, book))
        for form in dict.fromkeys(("plain", *self.csv)):
            name = "scores.csv" if form == "plain" else f"scores_{form}.csv"
            write(self.out / name, as_csv(book, form))
        if self.feedback:
            data = feedback.as_zip(book, self.out)
            (self.out / "feedback.zip").write_bytes(data)


def _fault(error):
    return f"Not graded: the grader failed ({type(error).__name__}: {error})."


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
