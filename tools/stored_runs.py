"""Runs too long for a lesson: done one by one, kept, and written as a table of the package.

What is finished stands in a file, one run a line, so that an interrupted sweep goes on
where it was, and several processes can share one.
"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import torch


def sweep(
    arguments: list[str] | None,
    words: str,
    runs: list[dict],
    one_run: Callable[[dict], dict],
    table: Path,
    about: Callable[[list[dict]], dict],
    in_table: list[dict] | None = None,
) -> int:
    """Do the runs that are missing, all or a part, on one thread; write the table.

    `one_run` gives a run's own entries and what was measured; `about` the table's head;
    `in_table` the same runs in another order, where the table has one of its own.
    Arguments: WORK, the file of finished runs, and `--part FIRST EVERY`.
    """
    options = _asked(arguments, words)
    torch.set_num_threads(1)
    first, every = options.part
    _do(runs[first::every], one_run, options.work)
    if done := finished(options.work):
        table.write_text(as_table(done, in_table or runs, about(done)))
    return 0


def _do(runs, one_run, work):
    """Those that are missing; each stands in the file as soon as it is done."""
    for run in runs:
        if not any(run.items() <= done.items() for done in finished(work)):
            line = json.dumps(one_run(run))
            with work.open("a") as file:
                file.write(line + "\n")


def _asked(arguments, words):
    parser = argparse.ArgumentParser(description=words)
    parser.add_argument("work", type=Path)
    parser.add_argument("--part", type=int, nargs=2, default=(0, 1))
    return parser.parse_args(arguments)


def finished(work: Path) -> list[dict]:
    """The runs that the file of lines holds."""
    return (
        [json.loads(s) for s in work.read_text().splitlines()] if work.exists() else []
    )


def as_table(done: list[dict], runs: list[dict], about: dict) -> str:
    """JSON with one run a line, in the order of `runs`; of twins the first."""
    order = [[d for d in done if run.items() <= d.items()] for run in runs]
    lines = ",\n".join(json.dumps(d) for found in order for d in found[:1])
    return f'{{"about": {json.dumps(about, indent=1)},\n"runs": [\n{lines}\n]}}\n'
