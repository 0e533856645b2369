"""Who does the jobs: this process, a pool of processes, or a Dask cluster.

The only interface is that of `concurrent.futures.Executor`. `outcomes` keeps a bounded
number of jobs in flight, gives each outcome as it comes, and tries a job that failed
once more.
"""

import multiprocessing
import multiprocessing.connection
import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)

from layerlab.errors import BadArgument

from .jobs import Job, Outcome, grade_one

TRIES = 2
AHEAD = 16  # jobs in flight


class Here(Executor):
    """Does every job at once, in this process."""

    def submit(self, function, /, *args, **kwargs) -> Future:
        """Call the function now; the future is done."""
        future: Future = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def make(words: str, jobs: int) -> Executor:
    """The executor that `--executor` and `--jobs` ask for."""
    if words.startswith("dask:"):
        return _dask(words.removeprefix("dask:"))
    if words not in ("", "local"):
        raise BadArgument(
            "--executor is local or dask:ADDRESS",
            f"{words!r} was given",
            "Write for instance --executor dask:tcp://host:8786",
        )
    return Here() if jobs == 1 else pool(jobs)


def pool(jobs: int) -> ProcessPoolExecutor:
    """A pool of checkers; each has a warm parent of its own."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """A worker whose main process was killed would wait for ever: end it too."""
    sentinel = multiprocessing.parent_process().sentinel

    def watch():
        multiprocessing.connection.wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _dask(address: str) -> Executor:
    try:
        from distributed import Client
    except ImportError:
        raise BadArgument(
            "--executor dask: needs Dask",
            "it is not installed",
            "pip install distributed",
        ) from None
    return Client(address, set_as_default=False).get_executor(retries=1, pure=False)


def default_jobs() -> int:
    """One checker for each core that this process may use."""
    usable = getattr(os, "sched_getaffinity", lambda _: range(os.cpu_count() or 1))
    return len(usable(0))


def outcomes(
    executor: Executor, jobs: Iterable[Job], remake=None
) -> Iterator[tuple[Job, Outcome | Exception]]:
    """Pairs (job, outcome) in the order in which they are done.

    A job that fails, as when its worker dies, is tried once more, where the executor broke
    on the one that `remake()` gives; its second failure is given instead of an outcome.
    Second tries are made one at a time: a job that takes its worker along fails alone.
    """
    todo, running, tries = iter(jobs), {}, {}
    again: list[Job] = []
    while True:
        executor = _fill(executor, todo, again, running, tries, remake)
        if not running:
            return
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            job = running.pop(future)
            result = _result(future)
            tries[job] = tries.get(job, 0) + 1
            if isinstance(result, Exception) and tries[job] < TRIES:
                again.append(job)
            else:
                del tries[job]  # a job may hold a notebook's bytes
                yield job, result


def _fill(executor, todo, again, running, tries, remake):
    while len(running) < (1 if again else AHEAD):
        job = again.pop() if again else next(todo, None)
        if job is None:
            break
        alone = tries.get(job, 0) > 0
        try:
            running[executor.submit(grade_one, job)] = job
        except BrokenExecutor:
            again.append(job)
            if remake is None:
                raise
            executor = remake()
        if alone or isinstance(executor, Here):
            break
    return executor


def _result(future):
    try:
        return future.result()
    except Exception as error:  # a fault of the grader: one submission, not the run
        return error
