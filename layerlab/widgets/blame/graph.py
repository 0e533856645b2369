"""Small computation graphs and the blame that flows through them, as in `graph.js`.

From the walk down to the operations, then how a graph is read and laid out. A node is a
dict: label, op, parents (places in the list), data, grad (the learner's own, or None). The
list is in topological order and its last node is the root. An edge is (node, parent).
"""

import math

from layerlab.errors import BadArgument

MOST = 60  # nodes that fit on the page
HOWS = ("cut", "sign", "overwrite")

# op -> (value, slopes for each parent given the parents' values and the own value)
OPS = {
    "+": (lambda a, b: a + b, lambda v, y: (1.0, 1.0)),
    "-": (lambda a, b: a - b, lambda v, y: (1.0, -1.0)),
    "*": (lambda a, b: a * b, lambda v, y: (v[1], v[0])),
    "square": (lambda a: a * a, lambda v, y: (2 * v[0],)),
    "tanh": (math.tanh, lambda v, y: (1 - y * y,)),
    "relu": (lambda a: max(a, 0.0), lambda v, y: (float(v[0] > 0),)),
    "exp": (math.exp, lambda v, y: (y,)),
    "log": (math.log, lambda v, y: (1 / v[0],)),
    "neg": (lambda a: -a, lambda v, y: (-1.0,)),
}

BUILT_IN = {
    "one neuron": (
        ("w", 0.5),
        ("x", 2.0),
        ("b", -1.5),
        ("y", 1.0),
        ("wx", "*", "w", "x"),
        ("z", "+", "wx", "b"),
        ("e", "-", "z", "y"),
        ("L", "square", "e"),
    ),
    "two paths": (
        ("a", 1.0),
        ("b", -2.0),
        ("c", "*", "a", "b"),
        ("d", "+", "a", "c"),
        ("L", "square", "d"),
    ),
    "two layers": (
        ("x", 1.0),
        ("w1", 1.5),
        ("b1", -0.5),
        ("w2", -2.0),
        ("b2", 0.5),
        ("y", 1.0),
        ("p1", "*", "x", "w1"),
        ("z", "+", "p1", "b1"),
        ("h", "relu", "z"),
        ("p2", "*", "h", "w2"),
        ("s", "+", "p2", "b2"),
        ("e", "-", "s", "y"),
        ("L", "square", "e"),
    ),
}


def edges(nodes) -> list:
    """Every (node, parent), by place in the list, in the order of the nodes."""
    return [(i, p) for i, node in enumerate(nodes) for p in node["parents"]]


def last_step(nodes) -> int:
    """How many steps there are: each inner node forward, the seed, each one backward."""
    return 2 * len(_inner(nodes)) + 1


def blame(nodes, *, broken=-1, how="cut", step=None) -> list:
    """The blame of every node after `step` steps, None where none has arrived.

    `broken` is the number of an edge that fails in the way `how`: it sends nothing, the
    wrong sign, or puts its blame in the place of what was there.

    >>> blame(built_in("two paths"))
    [2.0, -2.0, -2.0, -2.0, 1.0]
    """
    inner = _inner(nodes)
    found = [None] * len(nodes)
    left = (last_step(nodes) if step is None else step) - len(inner)
    if left > 0:
        found[-1] = 1.0
    for i in list(reversed(inner))[: max(0, left - 1)]:
        _send(nodes, found, i, broken, how)
    return found


def complete(nodes, step) -> list:
    """Whether all that use a node have sent it their blame by `step`."""
    inner = _inner(nodes)
    acted = set(list(reversed(inner))[: max(0, step - len(inner) - 1)])
    users = [{i for i, p in edges(nodes) if p == place} for place in range(len(nodes))]
    return [step > len(inner) and u <= acted for u in users]


def _send(nodes, found, i, broken, how):
    """Upstream times local, added to every parent of node i."""
    first = sum(len(node["parents"]) for node in nodes[:i])
    for k, p in enumerate(nodes[i]["parents"]):
        part = slopes(nodes, i)[k] * (found[i] or 0.0)
        kept = found[p] or 0.0
        if first + k == broken:
            part = {"cut": 0.0, "sign": -part, "overwrite": part}[how]
            kept = 0.0 if how == "overwrite" else kept
        found[p] = kept + part


def slopes(nodes, i) -> tuple:
    """The local slopes of node i, one for each parent; NaN where the op is unknown."""
    node = nodes[i]
    if node["op"] not in OPS:
        return (math.nan,) * len(node["parents"])
    values = [nodes[p]["data"] for p in node["parents"]]
    return OPS[node["op"]][1](values, node["data"])


def felt(nodes, eps=1e-5) -> list:
    """The slope of the root for every node by nudging it: central differences."""
    rise = [_root(nodes, i, eps) - _root(nodes, i, -eps) for i in range(len(nodes))]
    return [r / (2 * eps) for r in rise]


def _root(nodes, nudged, by):
    values = []
    for i, node in enumerate(nodes):
        known = node["op"] in OPS and node["parents"]
        inputs = [values[p] for p in node["parents"]]
        value = OPS[node["op"]][0](*inputs) if known else node["data"]
        values.append(value + (by if i == nudged else 0.0))
    return values[-1]


def _inner(nodes):
    return [i for i, node in enumerate(nodes) if node["parents"]]


def built_in(name) -> list:
    """The nodes of a built-in graph."""
    return from_rows(BUILT_IN[name])


def from_rows(rows) -> list:
    """Nodes from rows: ("w", 0.5) is an input, ("z", "+", "a", "b") a computed node.

    >>> from_rows([("a", 2.0), ("L", "square", "a")])[1]["data"]
    4.0
    """
    nodes, places = [], {}
    for label, what, *parents in rows:
        nodes.append(_node_of(label, what, [_place(p, places) for p in parents], nodes))
        places[label] = len(nodes) - 1
    return nodes


def _place(label, places):
    if label not in places:
        raise BadArgument(
            "A node names its parents, which come before it",
            f"{label!r} stands nowhere above",
            "Order the rows from the inputs to the result",
        )
    return places[label]


def _node_of(label, what, parents, nodes):
    node = {"label": str(label), "op": "", "parents": parents, "grad": None}
    if not isinstance(what, str):
        return node | {"data": float(what)}
    if what not in OPS:
        known = ", ".join(OPS)
        raise BadArgument(f"An operation is one of {known}", f"this is {what!r}")
    value = OPS[what][0](*[nodes[p]["data"] for p in parents])
    return node | {"op": what, "data": float(value)}
