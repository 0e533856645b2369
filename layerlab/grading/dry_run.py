"""`--dry-run`: who is found, what would count, be merged or left out, and why."""

from . import gradebook
from .cpu_budget import BudgetSpent, CpuBudget
from .jobs import who
from .matching import match
from .notebooks import read
from .students import newest

SECONDS = 20.0  # of our processor time for reading one notebook


def tell(batch) -> int:
    """Print it; 3 where something could not be graded, 0 where all could."""
    todo, done = batch.plan()
    known = {row["label"] for row in done}
    rows = [*done, *(_row(job.submission, batch.rules.wanted) for job in todo)]
    kept, older = newest(sorted(rows, key=lambda row: row["label"]))
    for row in kept:
        print(_line(row, row["label"] in known))
    for row in older:
        print(f"{row['label']}: merged: a newer one of {row['student']} counts")
    book = gradebook.make(kept, batch.rules)
    for note in [*batch.notes, *book.notes]:
        print(note)
    print(f"{len(todo)} to grade, {len(done)} known. Isolation: {batch.isolation}.")
    return 0 if all(row["graded"] for row in kept) else 3


def _row(submission, wanted) -> dict:
    """What is known of a submission without running it."""
    row = who(submission) | {"units": [], "aside": [], "exercises": [], "page": ""}
    try:
        with CpuBudget(SECONDS):
            notebook = read(submission.load())
            found = match(notebook, submission.label.rpartition("/")[2], wanted)
        row |= {"units": found.units, "aside": found.aside}
        cause = notebook.trouble or _unknown(found)
    except (OSError, KeyError, ValueError) as error:
        cause = str(error)
    except BudgetSpent:
        cause = "it takes too long to be read"
    return row | {"cause": cause, "graded": not cause}


def _unknown(found) -> str:
    return "" if found.units or found.aside else "no unit was recognised"


def _line(row, known) -> str:
    told = row["student"] + (f" ({row['student_id']})" if row["student_id"] else "")
    if row["cause"]:
        return f"{row['label']}: {told}: not graded: {row['cause']}"
    if not row["units"]:
        return f"{row['label']}: {told}: left out: {', '.join(row['aside'])} is not asked for"
    late = ", late" if row["late"] else ""
    again = ", known" if known else ""
    return f"{row['label']}: {told}: {', '.join(row['units'])}{late}{again}"
