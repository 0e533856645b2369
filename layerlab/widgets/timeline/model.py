"""Where the time of one training step goes: a small model, as in `model.js`.

Costs are in microseconds. The device works beside Python; what it gets, it does in turn.
"""

DATA = {
    "single": "one picture at a time",
    "batch": "a whole batch at once",
    "ahead": "loaded ahead, by 4 helpers",
    "resident": "resident on the device",
}
SHORT = {  # for the narrow list of the control
    "single": "one at a time",
    "batch": "whole batches",
    "ahead": "loaded ahead",
    "resident": "resident",
}
PRECISIONS = {"float32": "float32", "half": "half precision"}
LAYOUTS = {"first": "channels first", "last": "channels last"}

# Round numbers of the size that a small network on a data-centre GPU might show. Assumed,
# not measured: pass costs of your own.
ASSUMED = {
    "decode": 120.0,  # one picture, converted by itself
    "convert": 4.0,  # one picture, where a whole batch is converted at once
    "copy": 1.0,  # one picture, from the CPU's memory to the device's
    "launch": 900.0,  # handing over all operations of one step
    "compute": 6.0,  # one picture forward, float32, channels first
    "update": 150.0,  # the optimiser's step
    "half": 2.5,  # how many times faster half precision computes
    "last": 1.15,  # how many times faster channels last computes in float32
    "last_half": 1.4,  # and in half precision
}
HELPERS = 4


def step(costs, data="single", precision="float32", channels="first", batch=64) -> dict:
    """Return the parts of one step in microseconds, and what follows from them.

    >>> found = step(ASSUMED, "single", batch=64)
    >>> found["load"], found["waiting"] > found["forward"]
    (7680.0, True)
    """
    load = {"batch": costs["convert"], "resident": 0.0}.get(data, costs["decode"])
    gain = costs["half"] if precision == "half" else 1.0
    if channels == "last":
        gain *= costs["last_half" if precision == "half" else "last"]
    work, launch = batch * costs["compute"] / gain, costs["launch"]
    found = {
        "load": load * batch / (HELPERS if data == "ahead" else 1),
        "copy": 0.0 if data == "resident" else costs["copy"] * batch,
        "forward": max(work, launch / 3),
        "backward": max(2 * work, 2 * launch / 3),
        "update": costs["update"],
    }
    return found | _sums(found, data, work + 2 * work + costs["update"], batch)


def _sums(found, data, busy, batch):
    rest = sum(found[name] for name in ("copy", "forward", "backward", "update"))
    total = max(found["load"], rest) if data == "ahead" else found["load"] + rest
    return {
        "total": total,
        "waiting": total - rest,  # the device has nothing to do
        "busy": busy / total,
        "rate": 1e6 * batch / total,
    }


def largest(found) -> str:
    """Return the name of the largest part of a step."""
    names = ("load", "copy", "forward", "backward", "update")
    return max(names, key=lambda name: found[name])
