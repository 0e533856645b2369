"""Blame graph: numbers forward, blame backward, one step at a time; lesson 07."""

import math

import traitlets

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets.base import CourseWidget
from layerlab.widgets.blame import graph as graphs
from layerlab.widgets.blame import reading, still


class BlameGraph(CourseWidget):
    """A small computation graph: step forward, step backward, break an edge (lesson 07).

    `graph` is the name of a built-in one ("one neuron", "two paths", "two layers"), rows
    such as ("w", 0.5) and ("z", "+", "a", "b"), or the root of your own objects: anything
    with `data` and `parents`; `grad`, `op` and `label` are used where there are any, and
    `names` gives names to your objects. `broken` is the number of an edge, -1 for none;
    `how` it fails is "cut", "sign" or "overwrite". Traits to observe: graph, step, broken,
    how. `blame` has what arrives at each node. Raises BadArgument for other objects.

    >>> BlameGraph("two paths").blame["a"]
    2.0
    >>> BlameGraph([("a", 3.0), ("L", "square", "a")]).blame["a"]
    6.0
    """

    still = still

    graph = traitlets.Unicode().tag(sync=True, state=True)
    step = traitlets.Int().tag(sync=True, state=True)
    broken = traitlets.Int(-1).tag(sync=True, state=True)
    how = traitlets.Unicode("cut").tag(sync=True, state=True)
    graphs = traitlets.Dict().tag(sync=True)

    def __init__(
        self, graph="one neuron", *, step=None, broken=-1, how="cut", names=None
    ):
        known = {name: _drawn(graphs.built_in(name)) for name in graphs.BUILT_IN}
        name = _known(graph) if isinstance(graph, str) else "yours"
        if name == "yours":
            known["yours"] = _drawn(reading.read(graph, names))
        nodes = known[name]
        last = graphs.last_step(nodes)
        super().__init__(
            graphs=known,
            graph=name,
            step=last if step is None else _whole("step", step, 0, last),
            broken=_whole("broken", broken, -1, len(graphs.edges(nodes)) - 1),
            how=_how(how),
        )

    @property
    def nodes(self) -> list:
        """The nodes on view, inputs first and the root last."""
        return self.graphs[self.graph]

    @property
    def blame(self) -> dict:
        """What has arrived at each node by now, by its label; None: nothing yet."""
        found = graphs.blame(
            self.nodes, broken=self.broken, how=self.how, step=self.step
        )
        labels = [node["label"] for node in self.nodes]
        return dict(zip(labels, found, strict=True))

    @property
    def wrong(self) -> list:
        """Labels of the nodes where all blame has arrived and nudging says otherwise."""
        done = graphs.complete(self.nodes, self.step)
        rows = zip(self.blame.items(), graphs.felt(self.nodes), done, strict=True)
        return [label for (label, b), f, ready in rows if ready and not _near(b, f)]

    @property
    def differs(self) -> dict:
        """Where the objects' own grad is not what nudging says: label -> (grad, felt)."""
        rows = zip(self.nodes, graphs.felt(self.nodes), strict=True)
        own = [(n["label"], n["grad"], f) for n, f in rows if n["grad"] is not None]
        graded = any(grad for _, grad, _ in own)
        return {name: (g, f) for name, g, f in own[:-1] if graded and not _near(g, f)}

    @traitlets.validate("graph")
    def _graph(self, proposal):
        has_own = proposal["value"] == "yours" and "yours" in self.graphs
        return "yours" if has_own else _known(proposal["value"])


def _near(a, b):
    return math.isclose(a, b, rel_tol=1e-4, abs_tol=1e-6)


def _drawn(nodes):
    places = reading.layout(nodes)
    return [node | {"at": list(at)} for node, at in zip(nodes, places, strict=True)]


def _known(name):
    if name == "yours":
        raise BadArgument(
            "A state cannot carry your own graph",
            "this one says graph=yours",
            "Give the graph again: BlameGraph(root, …)",
        )
    if name not in graphs.BUILT_IN:
        raise UnknownName("graph", name, graphs.BUILT_IN)
    return name


def _how(how):
    if how not in graphs.HOWS:
        raise UnknownName("way to break an edge", how, graphs.HOWS)
    return how


def _whole(name, value, low, high):
    if not low <= int(value) <= high:
        raise BadArgument(
            f"{name} must lie between {low} and {high} for this graph",
            f"it is {value}",
            f"Choose, for example, {name}={high}",
        )
    return int(value)
