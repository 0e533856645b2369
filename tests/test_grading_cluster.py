"""The grader on a Dask cluster: the same results; a worker that dies costs one retry."""

import contextlib
import os
import subprocess
import sys
import time
import warnings

import psutil
import pytest

from layerlab.errors import BadArgument
from layerlab.grading import executors
from layerlab.grading.batch import Batch
from layerlab.grading.inside import probing
from layerlab.grading.inside.isolation import Plan
from layerlab.grading.jobs import Setup, runner
from layerlab.grading.session import Limits
from tests.grading_notebooks import as_bytes, blank, honest

NAME = "04_perceptron.ipynb"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="isolation is Linux's")


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers, each a process; its address, and the workers."""
    pytest.importorskip("distributed")
    file = tmp_path / "scheduler.json"
    given = [f"--scheduler-file={file}", "--no-dashboard"]
    serve = [sys.executable, "-m", "distributed.cli.dask_scheduler", *given[:1]]
    work = [sys.executable, "-m", "distributed.cli.dask_worker", *given[:1]]
    serve += ["--host=127.0.0.1", "--port=0", "--no-dashboard"]
    work += ["--nworkers=2", "--nthreads=2", "--no-dashboard", "--death-timeout=900"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = [subprocess.Popen(c, cwd=tmp_path, **quiet) for c in (serve, work)]
    yield _address(file), running[1]
    for process in reversed(running):
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(300)
        process.kill()
        process.wait()


def _address(file):
    import json

    deadline = time.monotonic() + 900
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, ValueError):
            return json.loads(file.read_text())["address"]
        time.sleep(0.1)
    raise TimeoutError("the scheduler does not start")


def _class(folder):
    kinds = [honest(), blank(), [*honest(), "import os; os._exit(1)"], ["def (:"]]
    for number in range(24):
        file = folder / f"student{number}" / NAME
        file.parent.mkdir(parents=True)
        file.write_bytes(as_bytes([*kinds[number % 4], f"# {number}"]))
    return folder


def _batch(source, out, executor):
    plan, _ = probing.best_plan(Plan())
    setup = Setup(plan=plan, limits=Limits(120.0, 480.0))
    return Batch(str(source), out, setup, executor=executor, progress=False)


def _points(batch):
    return [(row["label"], row["points"], row["cause"]) for row in batch.rows]


def _grades(process) -> bool:
    """Whether this process has started a warm parent, and is none itself."""
    with contextlib.suppress(psutil.Error):
        commands = [" ".join(p.cmdline()) for p in (process, *process.children())]
        warm = ["grading.inside.warm_parent" in command for command in commands]
        return any(warm) and not warm[0]
    return False


def _kill_one_worker_when(out):
    """In a thread: as soon as something is graded, kill -9 a worker that grades."""
    import threading

    def kill():
        while not (out / "results.jsonl").exists():
            time.sleep(0.02)
        late = time.monotonic() + 900
        while not killed and time.monotonic() < late:
            for worker in filter(_grades, psutil.Process().children(recursive=True)):
                os.kill(worker.pid, 9)
                killed.append(worker.pid)
                break

    killed = []
    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    return killed


@LINUX
def test_a_cluster_gives_the_same_results_even_if_a_worker_dies(cluster, tmp_path):
    address, _ = cluster
    source = _class(tmp_path / "class")
    here = _batch(source, tmp_path / "here", "local")
    here.run()
    killed = _kill_one_worker_when(tmp_path / "there")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those of another project
        there = _batch(source, tmp_path / "there", f"dask:{address}")
        there.run()
    assert killed, "no worker was killed, so nothing was shown"
    assert _points(there) == _points(here)
    assert all(row["graded"] for row in there.rows)


def test_what_is_no_executor_is_said():
    with pytest.raises(BadArgument, match="local or dask"):
        executors.make("spark:x", 1)


@LINUX
def test_another_machine_tries_the_isolation_before_it_grades(monkeypatch):
    plan = Plan()
    tried = []
    monkeypatch.setattr("layerlab.grading.jobs.trying", tried.append)
    runner(Setup(kind="fresh", plan=plan), elsewhere=True).close()
    assert tried == [plan]


@LINUX
def test_an_isolation_that_does_not_hold_there_is_an_error():
    probing.trying(probing.best_plan(Plan())[0])
    with pytest.raises(OSError, match="does not hold"):
        probing.trying(probing.without(Plan()))
