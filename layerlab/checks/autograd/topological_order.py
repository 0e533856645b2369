"""The nodes of a graph, each after all its parents."""

import functools
import itertools

from layerlab.checking import Exercise, Mistake, case, worked

from . import shared


def _order(root):
    return shared.Value.order(root)


def _drawn_graph(rng):
    """Eight nodes in words, all of them below the last: each takes the one before."""
    made = [f"{n} = {n_} * {rng.choice(list('abcdefg'[: i + 1]))}"
            for i, (n_, n) in enumerate(itertools.pairwise("abcdefgh"))]  # fmt: skip
    return ", ".join(["a", *made])


def _cases(rng):
    yield worked(graph="a, b, c = a + b")
    yield worked(graph="a, b, c = a * b, d = c + a")
    yield worked(graph="a, b, c = a * b, d = a + c")  # its mirror image
    yield case(graph="a, b = a + a")
    yield case(graph="a")
    yield case(graph="a chain of 5000 nodes, each made of the one before")
    yield case(graph="a, b, c = b + a, d = c * a")
    yield case(graph="a, b, c = a + b, d = c * b, e = d + c, f = e * a")
    yield case(graph="a, b, c = b + a, d = b * c, e = c + d, f = a * e")
    yield case(graph="a, b = a * a, c = b * b, d = c * c, e = d * d, f = e * e")
    yield case(graph="a, b, c = a * b, d, e = c + d, f = a * e, g = f * c")
    yield case(graph="a, b, c = b * a, d, e = d + c, f = e * a, g = c * f")
    yield case(graph=_drawn_graph(rng))


def _observe_order(attempt, graph):
    """The names of the nodes in the order that came back, for a graph told in words."""
    import re

    class Node:
        def __init__(self, name, parents):
            self.name, self.parents = name, tuple(parents)
            self.data, self.grad = 1.0, 0.0

    nodes, node = {}, None
    length = re.match(r"a chain of (\d+)", graph)
    parts = [] if length else graph.split(", ")
    for part in parts:
        name, _, made = part.partition(" = ")
        parents = [nodes[n] for n in re.findall(r"\b[a-z]\d*\b", made)]
        node = nodes[name] = Node(name, parents)
    for i in range(int(length[1]) if length else 0):
        node = Node(f"x{i}", [node] if node else [])
    order = attempt(node)
    return None if order is None else [getattr(n, "name", "no node") for n in order]


@functools.lru_cache
def _parents_of(graph):
    """{name: parents} of a graph told in words."""
    import re

    length = re.match(r"a chain of (\d+)", graph)
    if length:
        chain = [f"x{i}" for i in range(int(length[1]))]
        return {n: chain[i - 1 : i] if i else [] for i, n in enumerate(chain)}
    pairs = (part.partition(" = ")[::2] for part in graph.split(", "))
    return {name: re.findall(r"\b[a-z]\d*\b", made) for name, made in pairs}


def _judge_order(value, args, expected):
    parents = _parents_of(args["graph"])
    if not isinstance(value, list) or "no node" in value:
        return "a list of the nodes themselves"
    place = {name: i for i, name in enumerate(value)}
    if len(place) < len(value):
        return "every node once"
    missing = [name for name in parents if name not in place]
    if missing:
        return f"all {len(parents)} nodes that the root was made of; {missing[0]} is missing"
    for name, made_of in parents.items():
        late = [p for p in made_of if place[p] > place[name]]
        if late:
            return f"every node after its parents; {name} comes before {late[0]}"
    return None


def _opened_again(root):
    """Each node after its parents, as often as there are ways to it."""
    out, stack = [], [(root, False)]
    while stack and len(out) < 6000:
        node, opened = stack.pop()
        if opened:
            out.append(node)
        else:
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.parents)
    return out


def _every_path(root):
    """Every node as often as there are ways to it."""
    out, stack = [], [root]
    while stack and len(out) < 6000:
        node = stack.pop()
        out.append(node)
        stack.extend(node.parents)
    return out[::-1]


def _from_the_root(root):
    return shared.by_stack(root)[::-1]


def _turned(order):
    return lambda root: order(root)[::-1]


def _first_parent_first(root):
    """A right order that opens the first parent before the others."""
    order, seen, stack = [], set(), [(root, False)]
    while stack:
        node, opened = stack.pop()
        if opened:
            order.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.parents[::-1])
    return order


def _depth_of(root):
    """A key: the length of the longest way from an input to a node."""
    depth = {}
    for node in _order(root):
        depth[id(node)] = 1 + max((depth[id(p)] for p in node.parents), default=0)
    return lambda node: depth[id(node)]


topological_order = Exercise(
    number="8.2", name="topological_order", difficulty=3, minutes=15, points=3,
    reference=_order, cases=_cases, observe=_observe_order, judge=_judge_order,
    mistakes=(
        Mistake("a node twice", _every_path, message=
            "A node that is used twice stands in your list twice; its rule would run twice, too. "
            "Remember which nodes were seen already."),
        Mistake("a node as often as it is opened", _opened_again, message=
            "A node that is used twice stands in your list twice; its rule would run twice, too. "
            "Note each node that you open, and do not open it again."),
        Mistake("the root alone", lambda root: [root], hint=2, message=
            "Only the root is there. Its parents belong before it, and their parents before "
            "those."),
        *(Mistake(f"children before parents{how}", code, message=
            "The root comes first. Here the inputs come first and the root last; `backward` will "
            "walk the list from its end.") for how, code in (
                ("", _turned(_order)),
                (", the first parent last", _turned(_first_parent_first)),
                (", as a stack meets them", _from_the_root),
                (", breadth first", _turned(shared.by_first_sight)),
            )),
        *(Mistake(f"recursion limit{how}", code, hint=2, message=
            "Your function calls itself once for each node on the way, and Python allows about a "
            "thousand such calls. Keep your own list of nodes still to do.") for how, code in (
                ("", shared.recursively),
                (", the last parent first", lambda root: shared.recursively(root, last_first=True)),
            )),
        Mistake("recursive, and the root first", hint=2, code=
            lambda root: shared.recursively(root, root_first=True), message=
            "Two things. The root comes first: here the inputs come first and the root last. And a "
            "function that calls itself for each node stops after about a thousand."),
        *(Mistake(f"by first sight{how}", code, message=
            "Nodes are listed when they are first seen from the root. But a node seen early may "
            "still be needed by one seen later: it is ready only after all its parents.")
            for how, code in (
                ("", shared.by_first_sight),
                (", depth first", shared.by_stack),
                (", depth first, the first parent first",
                 lambda root: shared.by_stack(root, last_first=False)),
            )),
        Mistake("root missing", lambda root: _order(root)[:-1], message=
            "The root itself is missing. It stands last."),
        Mistake("inputs missing", lambda root: [n for n in _order(root) if n.parents], message=
            "The inputs are missing: nodes without parents belong to the list, too. They are the "
            "ones whose gradients we want."),
        Mistake("only the parents", lambda root: [*dict.fromkeys(root.parents), root], message=
            "Only the root and its own parents are there. The parents have parents, too."),
        Mistake("only the parents, a twin twice", lambda root: [*root.parents, root], message=
            "Only the root and its own parents are there. The parents have parents, too."),
        Mistake("only the inputs", lambda root: [n for n in _order(root) if not n.parents], message=
            "Only the inputs are there. The nodes in between and the root belong to the list, too: "
            "they have rules to run."),
        Mistake("nothing noted", lambda root: [], hint=3, message=
            "The list is empty. A node is appended when all its parents are in the list."),
        Mistake("numbers for nodes", lambda root: [n.data for n in _order(root)], hint=3, message=
            "The list holds numbers. The nodes themselves are asked for."),
    ),
    hints=(
        "Draw `d = a * c` with `c = a + b`. Which node must wait for which? And how often may a "
        "stand in the list?",
        "A node can be noted when all its parents are noted. Put work on a list of your own: look "
        "at a node, put it back marked as opened, and its parents on top of it.",
        "Pairs (node, opened): take the last one; if it was opened before, note it; else, if it is "
        "new, put (node, True) and then (parent, False) for each parent.",
    ),
    alternatives=(
        lambda root: sorted(_order(root), key=_depth_of(root)),
        lambda root: tuple(shared.by_counting(root)),
    ),
)  # fmt: skip
