"""A learner's own values as a graph: from the root object to nodes, and their places.

Any object with `data` and `parents` will do; `grad`, `op` and `label` are used where there
are any. An operation without a name is recognised by its numbers.
"""

import math

from layerlab.errors import BadArgument
from layerlab.widgets.blame.graph import MOST, OPS, from_rows


def read(graph, names=None) -> list:
    """Nodes from rows, from a root object, or from a list of objects that holds it."""
    if (
        isinstance(graph, (list, tuple))
        and graph
        and isinstance(graph[0], (list, tuple))
    ):
        return _few(from_rows(graph))
    root = _root_of(graph) if isinstance(graph, (list, tuple)) else graph
    if not hasattr(root, "data") or not hasattr(root, "parents"):
        raise BadArgument(
            "A node of the graph has .data and .parents",
            f"this is an object of type {type(root).__name__}",
            "Give the root of your graph, or the name of a built-in one",
        )
    order = _few(_order(root))
    places = {id(value): i for i, value in enumerate(order)}
    given = {id(value): name for name, value in (names or {}).items()}
    return _told_apart([_node(v, i, places, given) for i, v in enumerate(order)])


def _told_apart(nodes):
    labels = [node["label"] for node in nodes]
    for i, label in enumerate(labels):
        if label in labels[:i]:
            nodes[i]["label"] = f"{label}·{i + 1}"
    return nodes


def _few(nodes):
    if len(nodes) > MOST:
        raise BadArgument(
            f"A blame graph shows at most {MOST} nodes",
            f"this one has {len(nodes)}",
            "Take one neuron, or one example",
        )
    return nodes


def _root_of(values):
    inside = {id(p) for value in values for p in getattr(value, "parents", ())}
    tops = [value for value in values if id(value) not in inside]
    if len(tops) != 1:
        raise BadArgument(
            "A graph ends in one root",
            f"{len(tops)} of these objects are nobody's parent",
            "Give the root alone: its parents are found",
        )
    return tops[0]


def _order(root):
    """The objects below the root, parents first; without recursion."""
    order, seen, waiting = [], set(), [(root, False)]
    while waiting:
        value, ready = waiting.pop()
        if ready:
            order.append(value)
        elif id(value) not in seen:
            seen.add(id(value))
            waiting.append((value, True))
            waiting += [(p, False) for p in reversed(list(value.parents))]
    return order


def _node(value, i, places, given):
    parents = [places[id(p)] for p in value.parents]
    data, inputs = float(value.data), [float(p.data) for p in value.parents]
    op = _named(value, len(parents)) or _recognised(inputs, data)
    label = given.get(id(value)) or getattr(value, "label", "") or f"v{i + 1}"
    grad = getattr(value, "grad", None)
    grad = (
        float(grad) if isinstance(grad, (int, float)) or hasattr(grad, "item") else None
    )
    return {
        "label": str(label),
        "op": op,
        "parents": parents,
        "data": data,
        "grad": grad,
    }


def _named(value, many):
    op = {"ReLU": "relu", "×": "*", "·": "*", "**2": "square"}.get(
        _op(value), _op(value)
    )
    return op if op in OPS and _arity(op) == many else ""


def _op(value):
    return str(getattr(value, "op", "") or getattr(value, "_op", ""))


def _arity(op):
    return 2 if op in ("+", "-", "*") else 1


def _recognised(inputs, data):
    """The operation that makes `data` of `inputs`; "?" where none does."""
    for op, (value, _) in OPS.items():
        if inputs and _arity(op) == len(inputs) and _close(value, inputs, data):
            return op
    return "?" if inputs else ""


def _close(value, inputs, data):
    try:
        return math.isclose(value(*inputs), data, rel_tol=1e-6, abs_tol=1e-9)
    except (ValueError, OverflowError):
        return False


def layout(nodes) -> list:
    """A place (x, y) in 0 … 1 for every node: depth to the right, few crossings."""
    depth = [0] * len(nodes)
    for i, node in enumerate(nodes):
        depth[i] = max((depth[p] + 1 for p in node["parents"]), default=0)
    for i, node in enumerate(nodes):  # an input stands beside the first that uses it
        users = [depth[j] for j, other in enumerate(nodes) if i in other["parents"]]
        if not node["parents"] and users:
            depth[i] = min(users) - 1
    rows = _rows(nodes, depth)
    return [(d / max(1, max(depth)), y) for d, y in zip(depth, rows, strict=True)]


def _rows(nodes, depth):
    columns = [
        [i for i, d in enumerate(depth) if d == k] for k in range(max(depth) + 1)
    ]
    y = [0.5] * len(nodes)
    for _ in range(8):
        for column in columns:
            column.sort(key=lambda i: _middle(nodes, y, i))
            for k, i in enumerate(column):
                y[i] = (k + 0.5) / len(column)
    return y


def _middle(nodes, y, i):
    """The mean height of a node's parents and users."""
    near = list(nodes[i]["parents"])
    near += [j for j, other in enumerate(nodes) if i in other["parents"]]
    return sum(y[j] for j in near) / max(1, len(near))
