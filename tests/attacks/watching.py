"""Cells that reach for what measures and counts in the child's own process.

Each is followed by honest answers of which one breaks a rule that the check knows: the one
named first must earn nothing.
"""

_IN_PLACE = """
def update(x, y, w, b):
    if (w @ x + b >= 0) != (y > 0):
        w += y * x
        b = b + y
    return w, b
"""
CELLS = {
    "changes hidden": (
        "update",
        "import layerlab.watching.watch as w\nw._changed = lambda *a: ()\n"
        "w._untouched = w._same = w._same_arrays = lambda *a: True\n" + _IN_PLACE,
    ),
    "comparing arrays replaced": (
        "update",
        "import layerlab.watching.watch as w\nw.np = type(w)('np')\n"
        "w.np.ndarray = type('no', (), {})\n" + _IN_PLACE,
    ),
    "watching replaced": (
        "update",
        "import layerlab.watching.watch as w\nold = w._observed\n"
        "w._observed = lambda *a: old(*a) | {'changed': ()}\n" + _IN_PLACE,
    ),
}
