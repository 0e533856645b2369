"""Blame graph: the walk, what a broken edge does, and reading a learner's own objects."""

import json
import math

import pytest

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets import BlameGraph
from layerlab.widgets.blame import graph as graphs
from tests.node import javascript, needs_node


class Value:
    """What a learner may write: data, grad, parents, and nothing else."""

    def __init__(self, data, parents=(), grad=0.0):
        self.data, self.parents, self.grad = data, parents, grad


def product_plus(a, b):
    """(a * b + a) as a graph, a used twice."""
    c = Value(a.data * b.data, (a, b), grad=1.0)
    return Value(c.data + a.data, (c, a))


@pytest.mark.parametrize("name", graphs.BUILT_IN)
def test_the_blame_of_every_built_in_graph_is_what_nudging_says(name):
    nodes = graphs.built_in(name)
    assert graphs.blame(nodes) == pytest.approx(graphs.felt(nodes), abs=1e-8)


@pytest.mark.parametrize("op", graphs.OPS)
def test_the_slopes_of_every_operation_are_what_nudging_says(op):
    two = op in ("+", "-", "*")
    rows = [("a", 0.7), ("b", -1.3), ("L", op, *("ab" if two else "a"))]
    nodes = graphs.from_rows(rows if two else [rows[0], rows[2]])
    assert graphs.blame(nodes) == pytest.approx(graphs.felt(nodes), abs=1e-8)


def test_steps_go_forward_then_seed_then_backward():
    seen = [BlameGraph("two paths", step=k).blame for k in range(8)]
    arrived = [sum(v is not None for v in blame.values()) for blame in seen]
    assert arrived == [0, 0, 0, 0, 1, 2, 4, 5]
    assert seen[4]["L"] == 1.0 and seen[6]["a"] == -2.0 and seen[7]["a"] == 2.0


def test_blame_that_has_arrived_in_part_is_not_yet_wrong():
    assert BlameGraph("two paths", step=6).wrong == []


def edge(widget, start, end):
    names = [node["label"] for node in widget.nodes]
    pairs = [(names[i], names[p]) for i, p in graphs.edges(widget.nodes)]
    return pairs.index((start, end))


@pytest.mark.parametrize(
    ("how", "a"), [("cut", 4.0), ("sign", 6.0), ("overwrite", 2.0)]
)
def test_a_broken_edge_spoils_what_lies_behind_it_and_nothing_else(how, a):
    widget = BlameGraph("two paths")
    broken = edge(widget, "d", "a")
    widget = BlameGraph("two paths", broken=broken, how=how)
    assert widget.blame["a"] == a
    assert widget.wrong == ([] if how == "overwrite" else ["a"])


def test_overwriting_loses_what_was_there_before():
    broken = edge(BlameGraph("two paths"), "c", "a")
    widget = BlameGraph("two paths", broken=broken, how="overwrite")
    assert widget.blame["a"] == 4.0 and widget.wrong == ["a"]


def test_a_break_near_the_root_spoils_everything_before_it():
    broken = edge(BlameGraph("one neuron"), "L", "e")
    widget = BlameGraph("one neuron", broken=broken)
    assert len(widget.wrong) == 7 and widget.blame["w"] == 0


def test_objects_with_data_and_parents_are_read_and_their_operations_recognised():
    a, b = Value(2.0), Value(-3.0)
    root = product_plus(a, b)
    root = Value(math.tanh(root.data), (root,))
    widget = BlameGraph(root, names={"a": a, "b": b})
    assert [node["op"] for node in widget.nodes] == ["", "", "*", "+", "tanh"]
    slope = 1 - root.data**2
    assert widget.blame["a"] == pytest.approx(slope * (b.data + 1))
    assert widget.blame["b"] == pytest.approx(slope * a.data)


def test_a_value_added_to_itself_has_two_edges():
    a = Value(3.0)
    widget = BlameGraph(Value(6.0, (a, a)), names={"a": a})
    assert widget.blame["a"] == 2.0


def test_a_name_for_the_operation_settles_what_numbers_cannot():
    a, b = Value(2.0), Value(2.0)
    root = Value(4.0, (a, b))
    root.op = "*"
    assert BlameGraph(root, names={"a": a}).blame["a"] == 2.0
    del root.op
    assert BlameGraph(root, names={"a": a}).blame["a"] == 1.0  # taken for a sum


def test_a_list_of_objects_finds_its_root():
    a, b = Value(2.0), Value(-3.0)
    root = product_plus(a, b)
    widget = BlameGraph([root, a, b, root.parents[0]])
    assert widget.nodes[-1]["data"] == root.data and len(widget.nodes) == 4


def test_equal_labels_do_not_hide_each_other():
    a, b = Value(2.0), Value(5.0)
    a.label = b.label = "x"
    assert len(BlameGraph(Value(7.0, (a, b))).blame) == 3


def test_a_learners_own_grad_that_is_wrong_is_told():
    a, b = Value(2.0, grad=1.0), Value(-3.0, grad=2.0)
    widget = BlameGraph(product_plus(a, b), names={"a": a, "b": b})
    assert widget.differs == {"a": (1.0, pytest.approx(-2.0))}
    assert "own .grad differs at a" in widget.alt()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: BlameGraph(3.0), r"has \.data and \.parents, but .* type float"),
        (lambda: BlameGraph([("L", "+", "a", "b")]), "'a' stands nowhere above"),
        (lambda: BlameGraph([("a", 1.0), ("L", "sin", "a")]), "this is 'sin'"),
        (lambda: BlameGraph([Value(1.0), Value(2.0)]), "2 of these objects"),
        (lambda: BlameGraph("two paths", step=99), "step must lie between 0 and 7"),
        (lambda: BlameGraph("two paths", broken=5), "broken must lie between -1 and 4"),
    ],
)
def test_what_is_no_graph_is_refused_in_three_parts(make, words):
    with pytest.raises(BadArgument, match=words):
        make()


def test_a_graph_too_large_for_the_page_is_refused():
    root = Value(0.0)
    for _ in range(100):
        root = Value(0.0, (root, Value(0.0)))
    with pytest.raises(BadArgument, match="at most 60 nodes, but this one has 201"):
        BlameGraph(root)


def test_unknown_names_are_refused():
    with pytest.raises(UnknownName, match="two paths"):
        BlameGraph("two path")
    with pytest.raises(UnknownName, match="cut"):
        BlameGraph(how="cuts")


@needs_node
@pytest.mark.parametrize("name", graphs.BUILT_IN)
@pytest.mark.parametrize(
    ("broken", "how"), [(-1, "cut"), (1, "sign"), (3, "overwrite")]
)
def test_the_browser_walks_as_python_does(name, broken, how):
    nodes = graphs.built_in(name)
    theirs = javascript(
        "blame/graph.js",
        "((nodes) => ({ felt: m.felt(nodes), blame: [...Array(m.lastStep(nodes) + 1)]"
        f".map((_, k) => m.run(nodes, k, {broken}, '{how}').blame) }}))"
        f"({json.dumps(nodes)})",
    )
    assert theirs["felt"] == pytest.approx(graphs.felt(nodes), abs=1e-9)
    for step, blame in enumerate(theirs["blame"]):
        assert blame == graphs.blame(nodes, broken=broken, how=how, step=step)
