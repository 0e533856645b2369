"""The broken edge that nobody notices, in the smallest graph."""

from layerlab.challenges.task import Judged, Task
from layerlab.errors import BadArgument
from layerlab.widgets import BlameGraph
from layerlab.widgets.blame import graph as graphs

ALIVE = 0.1  # an input with less blame has nothing to notice with
LOST = 0.5  # what the edge carries at least


def judge(entry) -> Judged:
    """Send the blame back over the whole graph, and compare it with what nudging says.

    `entry` is a BlameGraph with a broken edge, or {"rows": …, "broken": …}. Raises
    BadArgument for anything else.
    """
    rows, broken = _read(entry)
    nodes = graphs.from_rows(rows)
    if noticed := _noticed(nodes, graphs.blame(nodes, broken=broken)):
        return Judged(None, noticed)
    lost = _carried(nodes, graphs.blame(nodes), broken)
    if abs(lost) < LOST:
        return Judged(
            None, f"the edge carries {lost:.2g}: at least {LOST:g} must be lost."
        )
    words = f"The edge loses {lost:.3g}, and every input has its right blame."
    return Judged(len(nodes), words, {"rows": rows, "broken": broken})


def _noticed(nodes, found) -> str:
    """Who notices the edge, or could not; "" where nobody does and everybody could."""
    felt = graphs.felt(nodes)
    inputs = [i for i, node in enumerate(nodes) if not node["parents"]]
    deaf = [nodes[i]["label"] for i in inputs if abs(felt[i]) < ALIVE]
    if deaf:
        return f"{deaf[0]} has hardly any blame: every input needs {ALIVE:g}."
    wrong = [nodes[i]["label"] for i in inputs if abs(found[i] - felt[i]) > 1e-4]
    return f"{', '.join(wrong)} noticed it: the blame there is wrong." if wrong else ""


def _carried(nodes, blame, broken):
    i, _ = graphs.edges(nodes)[broken]
    slot = broken - graphs.edges(nodes).index((i, nodes[i]["parents"][0]))
    return (blame[i] or 0.0) * graphs.slopes(nodes, i)[slot]


def _read(entry) -> tuple[list, int]:
    if isinstance(entry, BlameGraph):
        entry = {"rows": _rows(entry.nodes), "broken": entry.broken}
    try:
        rows, broken = [list(row) for row in entry["rows"]], int(entry["broken"])
    except (KeyError, TypeError, ValueError):
        raise BadArgument(
            "This board takes a blame graph",
            f"it was given an object of type {type(entry).__name__}",
            "Hand in ll.widgets.BlameGraph(rows, broken=0)",
        ) from None
    last = len(graphs.edges(graphs.from_rows(rows[: graphs.MOST]))) - 1
    if not 0 <= broken <= last:
        raise BadArgument(
            "One edge of the graph must be broken",
            f"broken is {broken}",
            f"Choose one from 0 to {last}, or click on it in the widget",
        )
    return rows, broken


def _rows(nodes) -> list:
    named = [node["label"] for node in nodes]
    return [
        [node["label"], node["op"], *(named[p] for p in node["parents"])]
        if node["parents"]
        else [node["label"], node["data"]]
        for node in nodes
    ]


TASK = Task(
    name="quiet edge",
    title="The broken edge that nobody notices, in the smallest graph.",
    words=(
        'Write a graph as rows, `[("a", 1.0), ("L", "square", "a")]`, and break one of its '
        "edges so that it sends nothing: at least 0.5 of blame is lost, and yet every input "
        "(with 0.1 of blame or more) has its right blame. "
        '`ll.board("quiet edge", ll.widgets.BlameGraph(rows, broken=0))`.'
    ),
    unit="boxes",
    lesson="07_backprop",
    judge=judge,
)
