"""The static picture of a blame graph: boxes with value and blame, numbers on edges."""

from layerlab import theme
from layerlab.widgets.blame import graph as graphs

_BOX = {"boxstyle": "round,pad=0.45", "fc": "white", "lw": 1.3}
HOW = {
    "cut": "sends nothing",
    "sign": "sends the wrong sign",
    "overwrite": "overwrites",
}


def draw(figure, widget) -> None:
    """Draw the state of the widget on an empty figure."""
    ax = figure.subplots()
    ax.set(xlim=(-0.08, 1.08), ylim=(-0.02, 1.02), xticks=[], yticks=[])
    ax.grid(False)
    ax.spines[:].set_visible(False)
    ax.set_title(_title(widget))
    blame, wrong = widget.blame, set(widget.wrong)
    for number, (i, p) in enumerate(graphs.edges(widget.nodes)):
        _edge(ax, widget, number, i, p)
    for i, node in enumerate(widget.nodes):
        _box(ax, node, _known(widget, i), blame[node["label"]], node["label"] in wrong)


def alt(widget) -> str:
    """Return one sentence that says what the picture shows."""
    blame = {k: v for k, v in widget.blame.items() if v is not None}
    words = ", ".join(f"{k} {v:.3g}" for k, v in blame.items()) or "none yet"
    return (
        f"The graph '{widget.graph}' with {len(widget.nodes)} nodes after step "
        f"{widget.step} of {graphs.last_step(widget.nodes)}; {_broken(widget)}; blame: "
        f"{words}; wrong: {', '.join(widget.wrong) or 'none, 0 nodes'}{_own(widget)}."
    )


def _own(widget):
    differs = [f"{k} ({g:.3g} for {f:.3g})" for k, (g, f) in widget.differs.items()]
    return f"; its own .grad differs at {', '.join(differs)}" if differs else ""


def _broken(widget):
    if widget.broken < 0:
        return "no edge is broken"
    i, p = graphs.edges(widget.nodes)[widget.broken]
    names = widget.nodes[i]["label"], widget.nodes[p]["label"]
    return f"the edge from {names[0]} back to {names[1]} {HOW[widget.how]}"


def _title(widget):
    if widget.broken >= 0:
        return f"{_broken(widget)}: {len(widget.wrong)} wrong".capitalize()
    arrived = sum(v is not None for v in widget.blame.values())
    return f"Values in black, blame in green: it has reached {arrived} nodes"


def _known(widget, i):
    inner = [j for j, node in enumerate(widget.nodes) if node["parents"]]
    return i not in inner or inner.index(i) < widget.step


def _edge(ax, widget, number, i, p):
    nodes, parents = widget.nodes, widget.nodes[i]["parents"]
    slot = number - graphs.edges(nodes).index((i, parents[0]))
    (x1, y1), (x0, y0) = (_xy(nodes[j]) for j in (i, p))
    colour = theme.VERMILION if number == widget.broken else theme.SECONDARY
    ax.plot([x0, x1], [y0, y1], color=colour, lw=1.3, zorder=1)
    if _known(widget, i):
        local = graphs.slopes(nodes, i)[slot]
        middle = (x0 + x1) / 2, (y0 + y1) / 2
        style = {"fc": "white", "ec": "none", "pad": 1}
        ax.text(
            *middle, f"×{local:.3g}", color=colour, ha="center", va="center", bbox=style
        )


def _box(ax, node, known, blame, wrong):
    x, y = _xy(node)
    name = f"{node['label']}  {node['op']}".strip()
    value = f"{node['data']:.3g}" if known else " "
    edge = theme.VERMILION if wrong else theme.INK
    box = dict(_BOX, ec=edge)
    ax.text(x, y, f"{name}\n{value}\n ", ha="center", va="center", bbox=box, zorder=3)
    if blame is not None:
        colour = theme.VERMILION if wrong else theme.GREEN
        style = {"ha": "center", "va": "center", "zorder": 4, "weight": "bold"}
        ax.text(x, y - 0.058, f"{blame:.3g}", color=colour, **style)


def _xy(node):
    x, y = node["at"]
    return x, 1 - y
