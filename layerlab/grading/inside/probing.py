"""Trying the rungs at the start: shut a process in, and let it try to get out.

`best_plan` goes from the strongest plan downwards and takes the first that held.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

from . import isolation, syscalls, view
from .isolation import Plan, Trial

LADDER = (
    {},
    {"landlock": False},
    {"seccomp": False},
    {"landlock": False, "seccomp": False},
    {"namespaces": False},
)


def best_plan(wanted: Plan) -> tuple[Plan | None, list[Trial]]:
    """The strongest plan that held on this machine (or None), and all that was tried."""
    trials = []
    for without in LADDER:
        plan = replace(wanted, **without)
        if not _possible(plan) or not plan.enough:
            continue
        trials.append(try_plan(plan))
        if trials[-1].held:
            return plan, trials
    return None, trials


def trying(plan: Plan) -> None:
    """Try a plan in a program of its own (this one may have threads); OSError if open."""
    command = [sys.executable, "-P", "-m", __name__, json.dumps(asdict(plan))]
    names = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[3])}
    done = subprocess.run(command, env=names, capture_output=True, text=True)
    if done.returncode:
        words = (done.stdout or done.stderr).strip()[-300:]
        raise OSError(f"The isolation does not hold on this machine: {words}")


def _possible(plan: Plan) -> bool:
    if plan.seccomp and not syscalls.available():
        return False
    return not plan.landlock or _has_landlock()


def _has_landlock() -> bool:
    try:
        import py_landlock

        return py_landlock.get_abi_version() >= 1
    except Exception:
        return False


def try_plan(plan: Plan) -> Trial:
    """Shut a process in by this plan, and hear from it which ways out are open."""
    kit = isolation.prepare(plan)
    base = tempfile.mkdtemp(prefix="layerlab-probe-")
    with tempfile.TemporaryDirectory(prefix="layerlab-secret-") as folder:
        Path(folder, "secret.txt").write_text("a secret")
        read, write = os.pipe()
        if os.fork() == 0:
            os.close(read)
            _child(kit, base, folder, write)
        os.close(write)
        with os.fdopen(read, "rb") as answers:
            said = answers.read()
        os.wait()
    shutil.rmtree(base, ignore_errors=True)
    return _trial(plan, said)


def _trial(plan, said: bytes) -> Trial:
    try:
        found = json.loads(said)
    except ValueError:
        return Trial(plan, error="the probe died")
    return Trial(plan, found.get("open", []), found.get("error", ""))


def _child(kit, base, folder, write):
    """Leave, fork into the namespace, shut in, try; never returns."""
    try:
        isolation.settle(kit.plan)
        kit = isolation.furnish(kit)
        child = isolation.fork(kit.plan)
        if child == 0:
            isolation.shut_in(kit, base)
            os.write(write, json.dumps({"open": ways_out(folder)}).encode())
            os._exit(0)
        os.waitpid(child, 0)
    except BaseException as error:
        words = f"{type(error).__name__}: {error}"
        os.write(write, json.dumps({"error": words}).encode())
    finally:
        os._exit(0)


def ways_out(folder: str) -> list[str]:
    """Names of the ways that are open: reading, writing, the network, other processes."""
    ways = {
        "read a file outside": lambda: Path(folder, "secret.txt").read_text(),
        "write outside": lambda: Path(folder, "new.txt").write_text("x"),
        "write beside Python": lambda: os.close(os.open(os.__file__, os.O_WRONLY)),
        "reach the network": _connect,
        "signal another process": lambda: os.kill(os.getppid() or 99999, 0),
    }
    for place in view.secret_folders():
        ways[f"read {place}"] = partial(os.listdir, place)
    return [name for name, way in ways.items() if _is_open(way)]


def _is_open(way) -> bool:
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        way()
        return True
    return False


def _connect():
    """An address that is never answered: to be told so at once is to have no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # sends nothing; RFC 5737


def without(wanted: Plan) -> Plan:
    """The plan with limits only: for work that one trusts."""
    return replace(wanted, namespaces=False, landlock=False, seccomp=False)


def main(words: str) -> int:
    """Try the plan in these words; 1 where it does not hold."""
    plan = Plan.told(json.loads(words))
    trial = (
        try_plan(plan) if _possible(plan) else Trial(plan, error="a library is missing")
    )
    print(trial.error or ", ".join(trial.open_ways))
    return 0 if trial.held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
