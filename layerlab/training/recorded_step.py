"""A recorded training step, on a CPU: where its time went. Introduced in lesson 13."""

import json
from collections import Counter
from pathlib import Path

FILE = Path(__file__).with_name("cpu_step.json")
PARTS = ("loading", "forward", "backward", "optimiser")


def cpu_step() -> dict:
    """The recorded step, made by tools/record_step.py with torch's profiler, on a CPU.

    where       the machine, torch's version, the date
    parts       {name: (start, length)} in milliseconds
    operations  how many tensor operations ran in each part

    >>> sorted(cpu_step()["parts"])
    ['backward', 'forward', 'loading', 'optimiser']
    """
    trace = json.loads(FILE.read_text("utf-8"))
    events = trace["traceEvents"]
    parts = {
        e["name"]: (e["ts"] / 1000, e["dur"] / 1000) for e in events if e["tid"] == 0
    }
    inside = Counter(_part_of(e["ts"] / 1000, parts) for e in events if e["tid"] == 1)
    operations = {name: inside[name] for name in PARTS}
    return {"where": trace["otherData"], "parts": parts, "operations": operations}


def _part_of(moment, parts):
    within = (
        n for n, (start, length) in parts.items() if 0 <= moment - start <= length
    )
    return next(within, "between")
