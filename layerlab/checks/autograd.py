"""Unit 08, autograd: values that remember, their order, blame, a network, a step.

In the order of the exercises; the implementations, right and wrong, are in `_autograd`.
"""

from layerlab.checking import Exercise, Mistake, case, looks, worked
from layerlab.checks._autograd import (
    _MLP,
    _absolute,
    _adds,
    _bias_each_time,
    _both,
    _by_counting,
    _by_exponentials,
    _by_first_sight,
    _cleared_at_the_end,
    _depth_of,
    _down,
    _drawn_graph,
    _every_path,
    _first_size_lost,
    _goes_back,
    _InPlace,
    _input_layer_too,
    _judge_order,
    _last_only,
    _Layer,
    _layer,
    _loss_afterwards,
    _mlp,
    _mlp_runs,
    _more,
    _moves_the_gradient,
    _muls,
    _nested,
    _Neuron,
    _neuron,
    _NoParents,
    _NoReflection,
    _observe_order,
    _opened_again,
    _order,
    _pass,
    _plain_misses,
    _plain_score,
    _Recursive,
    _recursive,
    _RunAtOnce,
    _seed_last,
    _SeedsEverybody,
    _set,
    _set_both,
    _set_products,
    _shrinks,
    _step_for_each,
    _steps,
    _straight,
    _tanhs,
    _turned,
    _twins,
    _up,
    _Value,
    _without_bias,
)

# ---- 8.1 Value ------------------------------------------------------------------------

_BLAME = "from layerlab.watching.units.autograd import blame"


def _scene(lines, *show, first=False):
    """A case: lines of a little program, and the expressions to look at after it."""
    return (worked if first else case)(setup="\n".join(lines), show=list(show))


def _value_cases(rng):
    ab = ["a, b = Value(2.0), Value(-3.0)"]
    yield _scene([*ab, "c = a + b"], "c.data", "len(c.parents)", first=True)
    yield _scene([*ab, "c = a + b", "blame(c)"], "a.grad", "b.grad", first=True)
    yield _scene([*ab, "c = a * b", "blame(c)"], "c.data", "a.grad", "b.grad")
    yield _scene(["a = Value(0.5)", "c = a.tanh()", "blame(c)"], "c.data", "a.grad")
    yield _scene(["a = Value(3.0)", "c = a + a", "blame(c)"], "c.data", "a.grad")
    yield _scene(["a = Value(3.0)", "c = a * a", "blame(c)"], "c.data", "a.grad")
    line = "c = a.tanh() + a.tanh()"
    yield _scene(["a = Value(0.3)", line, "blame(c)"], "c.data", "a.grad")
    yield _scene([*ab, "c = (a + b) * b", "blame(c)"], "c.data", "a.grad", "b.grad")
    yield _scene([*ab, "c = (a * b) * b", "blame(c)"], "c.data", "a.grad", "b.grad")
    line = "c = (0.1 * a * b).tanh()"
    yield _scene([*ab, line, "blame(c)"], "c.data", "a.grad", "b.grad")
    line = "c = a * b + (a + b).tanh() * a"
    yield _scene([*ab, line, "blame(c)"], "c.data", "a.grad", "b.grad")
    yield _scene([*ab, "c = (a + b) * 2 + 1", "blame(c)"], "c.data", "a.grad")
    yield _scene([*ab, "c = 1 + 2 * (a + b)", "blame(c)"], "c.data", "a.grad")
    yield _scene([*ab, "c, d = a + b, a * b"], "a.data", "b.data", "c.data", "d.data")
    yield _scene([*ab, "c = a * b", "d = a.tanh()"], "len(c.parents)", "len(d.parents)")
    x, y = rng.normal(size=2).round(2)
    start = f"a, b = Value({x}), Value({y})"
    line = "c = ((a * b + b).tanh() * a + b * b).tanh()"
    yield _scene([start, line, "blame(c)"], "c.data", "a.grad", "b.grad")


Value = Exercise(
    number="8.1",
    name="Value",
    difficulty=2,
    minutes=20,
    points=4,
    reference=_Value,
    cases=_value_cases,
    observe=looks.expressions("Value", setup=_BLAME),
    mistakes=(
        Mistake(
            "= for += in a sum",
            _adds(_set_both),
            "In `a + a` the same node stands on both sides and gets blame twice. `=` keeps "
            "only the last; blame must be added to what is there.",
            hint=1,
        ),
        Mistake(
            "= for += in a product",
            _muls(_set_products),
            "A node that is used twice gets blame twice. In your product `=` keeps only the "
            "last; add to what is there.",
            hint=1,
        ),
        Mistake(
            "= for += in tanh",
            _tanhs(lambda a, out: _set(a, (1 - out.data**2) * out.grad)),
            "In your tanh `=` overwrites blame that came another way. Add to what is there.",
            hint=1,
        ),
        Mistake(
            "local gradient only in a sum",
            _adds(_both(lambda a, b, out: 1.0, lambda a, b, out: 1.0)),
            "Your sum hands on 1, whatever came from above. The local slope is 1; it is "
            "multiplied by the result's own gradient.",
            hint=2,
        ),
        Mistake(
            "local gradient only in a product",
            _muls(_both(lambda a, b, out: b.data, lambda a, b, out: a.data)),
            "Your product hands on the local slope alone. Multiply it by the result's own "
            "gradient: upstream times local.",
            hint=2,
        ),
        Mistake(
            "local gradient only in tanh",
            _tanhs(lambda a, out: _more(a, 1 - out.data**2)),
            "Your tanh hands on the local slope alone. Multiply it by the result's own "
            "gradient: upstream times local.",
            hint=2,
        ),
        Mistake(
            "the wrong node's gradient in a sum",
            _adds(_both(lambda a, b, out: a.grad, lambda a, b, out: b.grad)),
            "The rule of your sum reads the gradient of a parent, not of the result. Which "
            "node did the function catch? It must read the new node's gradient.",
            hint=2,
        ),
        Mistake(
            "the wrong node's gradient in a product",
            _muls(
                _both(lambda a, b, o: b.data * a.grad, lambda a, b, o: a.data * b.grad)
            ),
            "The rule of your product reads the gradient of a parent, not of the result. "
            "Which node did the function catch? It must read the new node's gradient.",
            hint=2,
        ),
        Mistake(
            "the wrong node's gradient in tanh",
            _tanhs(lambda a, out: _more(a, (1 - out.data**2) * a.grad)),
            "The rule of your tanh reads its parent's gradient, not the result's.",
            hint=2,
        ),
        Mistake(
            "own data for the other's",
            _muls(
                _both(lambda a, b, o: a.data * o.grad, lambda a, b, o: b.data * o.grad)
            ),
            "In a product each side's slope is the *other* side's number. Yours takes its "
            "own.",
            hint=2,
        ),
        Mistake(
            "only the left side",
            _adds(lambda a, b, out: _more(a, out.grad)),
            "Only the left side of your sum gets blame. Both sides had a part in it.",
            hint=1,
        ),
        Mistake(
            "only the left factor",
            _muls(lambda a, b, out: _more(a, b.data * out.grad)),
            "Only the left factor of your product gets blame. Both had a part in it.",
            hint=1,
        ),
        Mistake(
            "only the right side",
            _adds(lambda a, b, out: _more(b, out.grad)),
            "Only the right side of your sum gets blame. Both sides had a part in it.",
            hint=1,
        ),
        Mistake(
            "only the right factor",
            _muls(lambda a, b, out: _more(b, a.data * out.grad)),
            "Only the right factor of your product gets blame. Both had a part in it.",
            hint=1,
        ),
        Mistake(
            "slope at the wrong number",
            _tanhs(lambda a, out: _more(a, (1 - a.data**2) * out.grad)),
            "The slope of the tanh is taken from the number before it. It is 1 minus the "
            "square of the tanh: of the result.",
            hint=2,
        ),
        Mistake(
            "tanh left straight",
            _tanhs(lambda a, out: _more(a, (1 - out.data**2) * out.grad), made=float),
            "The data went through `tanh` unchanged. Its number is tanh of the parent's.",
            hint=2,
        ),
        Mistake(
            "parents forgotten",
            _NoParents,
            "The result does not remember its parents: `parents` is empty. Keep the argument, "
            "and hand it over where a new node is made.",
            hint=1,
        ),
        Mistake(
            "a plain number on the left",
            _NoReflection,
            "`2 * a` asks the number first, which does not know your class; Python then asks "
            "for `__rmul__` (and `__radd__`). Keep those lines of the stub.",
            hint=3,
        ),
        Mistake(
            "a plain number on the right",
            _adds(
                lambda a, b, out: (_more(a, out.grad), _more(b, out.grad)), lift=False
            ),
            "`a + 1` met a plain number, which has no `.data`. Turn it into a Value first.",
            hint=3,
        ),
        Mistake(
            "changed in place",
            _InPlace,
            "The sum changed the number of its left side. An operation makes a new node and "
            "leaves its parents as they are.",
            hint=1,
        ),
        Mistake(
            "rule called at once",
            _RunAtOnce,
            "The rule ran when the node was made, before any blame was there. Keep the "
            "function itself: its name without brackets.",
            hint=3,
        ),
    ),
    hints=(
        "What must happen in `a + a`, where both parents are the same node? And in "
        "`(a + b) * 2`, where the sum's own gradient is not 1?",
        "Upstream times local, added to what is there. The local slopes: of a sum 1 and 1, of "
        "a product the other factor, of tanh one minus the square of the result.",
        "In each operation: make the new node from the data and the parents; define a "
        "function that adds to each parent's grad, reading the new node's grad; keep it as "
        "the new node's `_backward`.",
    ),
    alternatives=(
        type("Value", (_Value,), {"tanh": lambda self: _by_exponentials(self)}),
        _adds(_both(lambda a, b, out: out.grad, lambda a, b, out: 1.0 * out.grad)),
        _muls(_both(lambda a, b, o: o.grad * b.data, lambda a, b, o: o.grad * a.data)),
    ),
)


def _order_cases(rng):
    yield worked(graph="a, b, c = a + b")
    yield worked(graph="a, b, c = a * b, d = c + a")
    yield case(graph="a, b = a + a")
    yield case(graph="a, b, c = a + b, d = a * c")
    yield case(graph="a, b, c = a + b, d = c * b, e = d + c, f = e * a")
    yield case(graph="a, b = a * a, c = b * b, d = c * c, e = d * d, f = e * e")
    yield case(graph="a")
    yield case(graph="a, b, c = a * b, d, e = c + d, f = a * e, g = f * c")
    yield case(graph="a chain of 5000 nodes, each made of the one before")
    yield case(graph=_drawn_graph(rng))


topological_order = Exercise(
    number="8.2",
    name="topological_order",
    difficulty=3,
    minutes=15,
    points=3,
    reference=_order,
    cases=_order_cases,
    observe=_observe_order,
    judge=_judge_order,
    mistakes=(
        Mistake(
            "a node twice",
            _every_path,
            "A node that is used twice stands in your list twice; its rule would run twice, "
            "too. Remember which nodes were seen already.",
            hint=1,
        ),
        Mistake(
            "a node as often as it is opened",
            _opened_again,
            "A node that is used twice stands in your list twice; its rule would run twice, "
            "too. Note each node that you open, and do not open it again.",
            hint=1,
        ),
        Mistake(
            "the root alone",
            lambda root: [root],
            "Only the root is there. Its parents belong before it, and their parents before "
            "those.",
            hint=2,
        ),
        Mistake(
            "children before parents",
            lambda root: _order(root)[::-1],
            "The root comes first. Here the inputs come first and the root last; `backward` "
            "will walk the list from its end.",
            hint=1,
        ),
        Mistake(
            "recursion limit",
            _recursive,
            "Your function calls itself once for each node on the way, and Python allows "
            "about a thousand such calls. Keep your own list of nodes still to do.",
            hint=2,
        ),
        Mistake(
            "by first sight",
            _by_first_sight,
            "Nodes are listed when they are first seen from the root. But a node seen early "
            "may still be needed by one seen later: it is ready only after all its parents.",
            hint=1,
        ),
        Mistake(
            "root missing",
            lambda root: _order(root)[:-1],
            "The root itself is missing. It stands last.",
            hint=1,
        ),
        Mistake(
            "inputs missing",
            lambda root: [n for n in _order(root) if n.parents],
            "The inputs are missing: nodes without parents belong to the list, too. They are "
            "the ones whose gradients we want.",
            hint=1,
        ),
        Mistake(
            "only the parents",
            lambda root: [*dict.fromkeys(root.parents), root],
            "Only the root and its own parents are there. The parents have parents, too.",
            hint=1,
        ),
        Mistake(
            "numbers for nodes",
            lambda root: [n.data for n in _order(root)],
            "The list holds numbers. The nodes themselves are asked for.",
            hint=3,
        ),
    ),
    hints=(
        "Draw `d = a * c` with `c = a + b`. Which node must wait for which? And how often may "
        "a stand in the list?",
        "A node can be noted when all its parents are noted. Put work on a list of your own: "
        "look at a node, put it back marked as opened, and its parents on top of it.",
        "Pairs (node, opened): take the last one; if it was opened before, note it; else, if "
        "it is new, put (node, True) and then (parent, False) for each parent.",
    ),
    alternatives=(
        lambda root: sorted(_order(root), key=_depth_of(root)),
        lambda root: tuple(_by_counting(root)),
    ),
)


# ---- 8.3 backward ---------------------------------------------------------------------


def _backward_cases(rng):
    ab = ["a, b = Value(2.0), Value(-3.0)"]
    yield _scene([*ab, "c = a * b + a", "c.backward()"], "a.grad", "b.grad", first=True)
    lines = [*ab, "c = a + b", "d = c * c", "d.backward()"]
    yield _scene(lines, "a.grad", "b.grad", "d.grad", first=True)
    yield _scene(["a = Value(3.0)", "a.backward()"], "a.grad")
    yield _scene(["a = Value(1.5)", "b = a * a", "(b * b).backward()"], "a.grad")
    lines = [*ab, "c = a + b", "d = c * a + c", "(d * b + d).backward()"]
    yield _scene(lines, "a.grad", "b.grad")
    lines = [
        *ab,
        "c = (a * b).tanh() * 2",
        "c.backward()",
        "once = a.grad",
        "c.backward()",
    ]
    yield _scene(lines, "once", "a.grad", "b.grad")
    yield from _further_cases(ab, *rng.normal(size=2).round(2))


def _further_cases(ab, x, y):
    """Two roots over one input, a deep graph, and drawn numbers."""
    lines = [*ab, "(a * b).backward()", "(a * a).backward()"]
    yield _scene(lines, "a.grad", "b.grad")
    lines = ["a = Value(1.0)", "c = a", "for _ in range(2000):\n    c = c + a"]
    yield _scene([*lines, "c.backward()"], "a.grad")
    lines = [
        f"a, b = Value({x}), Value({y})",
        "c = (a * b + b).tanh()",
        "d = c * a + c",
    ]
    yield _scene([*lines, "d.backward()"], "a.grad", "b.grad")


backward = Exercise(
    number="8.3",
    name="backward",
    difficulty=2,
    minutes=12,
    points=3,
    reference=_Value,
    cases=_backward_cases,
    observe=looks.expressions("Value"),
    mistakes=(
        Mistake(
            "seed forgotten",
            _goes_back("Value", lambda r, o: _pass(r, o, seed=None)),
            "All gradients are 0. The root's own gradient must be set first: by how much does "
            "the root move if the root moves?",
            hint=1,
        ),
        Mistake(
            "seed set last",
            _goes_back("Value", _seed_last),
            "The root's gradient is 1 in the end, and nobody else got anything: it was set "
            "when all rules had run. Set it before the walk.",
            hint=1,
        ),
        Mistake(
            "seed is the data",
            _goes_back("Value", lambda r, o: _pass(r, o, seed=r.data)),
            "The root begins with its own number. It should begin with 1: the slope of "
            "anything with respect to itself.",
            hint=1,
        ),
        Mistake(
            "everybody begins with 1",
            _SeedsEverybody,
            "Every node begins with 1. Only the root does; the others begin with what comes "
            "down to them.",
            hint=1,
        ),
        Mistake(
            "forward order",
            _goes_back("Value", lambda r, o: _pass(r, o, way=1)),
            "Blame went one step and no further. Either the rules ran from the inputs to the "
            "root, while there was nothing yet to hand on, or the root's rule alone ran. "
            "Walk the whole order, from the root down.",
            hint=2,
        ),
        Mistake(
            "second call overwrites",
            _goes_back("Value", lambda r, o: _pass(r, o, clear="all")),
            "The gradients of the inputs were set back to 0. They gather blame from one call "
            "to the next, as torch's do; clearing them is the training step's work.",
            hint=3,
        ),
        Mistake(
            "inner gradients kept",
            _goes_back("Value", lambda r, o: _pass(r, o, clear="none")),
            "At the second call the inner nodes still held the blame of the first and handed "
            "it on again: more than twice as much arrived. Nodes that have parents begin "
            "each call at 0.",
            hint=3,
        ),
        Mistake(
            "down every path",
            _Recursive,
            "A node's rule runs as often as there are ways to it, each time with blame that "
            "it has already handed on. Each node runs once, after all that were made of it: "
            "that is what the order is for.",
            hint=2,
        ),
    ),
    hints=(
        "With which gradient does the root begin? Think of d root / d root.",
        "Your list has the inputs first and the root last. A rule may run when everything "
        "made of its node has run: `reversed(...)`.",
        "Three steps: grads of all nodes that have parents to 0; the root's to 1; then each "
        "node's `_backward()`, from the root down.",
    ),
    alternatives=(
        _goes_back("Value", lambda r, o: _pass(r, o, seed=1)),
        type("Value", (_Value,), {"order": lambda self: _by_counting(self)}),
    ),
)


# ---- 8.4 Neuron, Layer, MLP -----------------------------------------------------------

_MODELS = "from layerlab.watching.units.autograd import one_by_one, reached, set_all, start_values"


def _neuron_cases(rng):
    drawn = rng.normal(size=3).round(1).tolist()
    known = (2, [3.0, -1.0]), (3, [1.0, 2.0, 5.0]), (1, [4.0]), (5, [1.0] * 5)
    for n_in, x in (*known, (3, drawn)):
        lines = [f"neuron, x = Neuron({n_in}), {x}"]
        yield _scene(
            lines,
            "len(neuron.parameters())",
            "set_all(neuron, 0.5)(x).data",
            "one_by_one(neuron, x)",
            "reached(neuron(x), neuron)",
            first=n_in == 2,
        )
    yield _scene(["neuron = Neuron(4)"], "start_values(neuron)")


Neuron = Exercise(
    number="8.4.1",
    name="Neuron",
    difficulty=1,
    minutes=8,
    points=1,
    reference=_Neuron,
    cases=_neuron_cases,
    observe=looks.expressions("Neuron", setup=_MODELS),
    uses_random=True,
    mistakes=(
        Mistake(
            "bias missing",
            _neuron(__call__=_without_bias, parameters=lambda self: self.w),
            "The bias is not among the parameters. A neuron has one number more than it has "
            "inputs, and a step moves only what `parameters()` lists.",
            hint=1,
        ),
        Mistake(
            "bias not used",
            _neuron(__call__=_without_bias),
            "The bias is listed and never added. The score is the weighted sum plus the bias.",
            hint=1,
        ),
        Mistake(
            "bias added each time",
            _neuron(__call__=_bias_each_time),
            "The bias was added once for each input. It is added once.",
            hint=2,
        ),
        Mistake(
            "nested list",
            _neuron(parameters=lambda self: [self.w, self.b]),
            "`parameters()` holds a list in a list. One flat list of Values is asked for.",
            hint=3,
        ),
        Mistake(
            "graph lost",
            _neuron(__call__=_plain_score),
            "The score was computed from plain numbers and wrapped afterwards: it remembers "
            "no parents, and blame ends there. Multiply and add the Values themselves.",
            hint=2,
        ),
        Mistake(
            "tanh included",
            _neuron(__call__=lambda self, x: _Neuron.__call__(self, x).tanh()),
            "The answer went through tanh. Here a neuron gives its score; where to bend is "
            "decided by the network.",
            hint=2,
        ),
        Mistake(
            "all weights alike",
            _neuron(start=staticmethod(lambda: 0.0)),
            "All weights start with the same number. Two such neurons would stay twins for "
            "ever: draw each weight by chance.",
            hint=3,
        ),
    ),
    hints=(
        "How many parameters has a neuron with 3 inputs? What is its score if all are 0.5?",
        "`zip(self.w, x)` pairs weights and inputs. The score is a sum of products, plus the "
        "bias, all of them Values.",
        "In `__init__`: a list of n_in Values drawn with `random.uniform`, and one more Value. "
        "In `parameters`: one list with all of them.",
    ),
    alternatives=(
        _neuron(parameters=lambda self: [self.b, *self.w]),
        _neuron(start=staticmethod(lambda: __import__("random").gauss(0, 1))),
    ),
)


def _layer_cases(rng):
    for n_in, n_out, x in (
        (2, 3, [1.0, 2.0]),
        (3, 2, [1.0, -1.0, 4.0]),
        (2, 1, [0.0, 3]),
        (3, 2, rng.normal(size=3).round(1).tolist()),
    ):
        lines = [f"layer, x = Layer({n_in}, {n_out}), {x}"]
        yield _scene(
            lines,
            "len(layer.parameters())",
            "len(layer(x))",
            "[out.data for out in set_all(layer, 0.5)(x)]",
            "one_by_one(layer, x)",
            "reached(layer(x), layer)",
            first=n_out == 3,
        )


Layer = Exercise(
    number="8.4.2",
    name="Layer",
    difficulty=1,
    minutes=6,
    points=1,
    reference=_Layer,
    cases=_layer_cases,
    observe=looks.expressions("Layer", setup=_MODELS),
    uses_random=True,
    mistakes=(
        Mistake(
            "one shared neuron",
            _layer(__init__=_twins),
            "`[Neuron(n_in)] * n_out` is one neuron, listed several times: what moves one "
            "moves all. Make a new one for each place.",
            hint=1,
        ),
        Mistake(
            "inputs and outputs exchanged",
            _layer(__init__=_turned),
            "Inputs and outputs are exchanged. There are n_out neurons, each with n_in "
            "inputs.",
            hint=1,
        ),
        Mistake(
            "lists in a list",
            _layer(parameters=lambda self: [n.parameters() for n in self.neurons]),
            "`parameters()` holds a list for each neuron. One flat list of Values is asked "
            "for.",
            hint=3,
        ),
        Mistake(
            "only the first neuron's parameters",
            _layer(parameters=lambda self: self.neurons[0].parameters()),
            "Only the first neuron's parameters are listed. Is a `return` inside a loop?",
            hint=3,
        ),
        Mistake(
            "only the first neuron's answer",
            _layer(__call__=lambda self, x: [self.neurons[0](x)]),
            "Only the first neuron answers. The layer gives one score for each.",
            hint=2,
        ),
        Mistake(
            "scores added up",
            _layer(__call__=lambda self, x: [sum(n(x) for n in self.neurons)]),
            "The neurons' scores were added up. Each keeps its own place in a list.",
            hint=2,
        ),
        Mistake(
            "tanh included",
            _layer(__call__=lambda self, x: [n(x).tanh() for n in self.neurons]),
            "The scores went through tanh. A layer gives scores; the network decides where to "
            "bend.",
            hint=2,
        ),
    ),
    hints=(
        "How many neurons has Layer(2, 3), and how many parameters in all?",
        "A list of neurons, made one by one; a list of their answers to the same x.",
        "For `parameters` two loops in one list: `[p for neuron in … for p in …]`.",
    ),
    alternatives=(
        _layer(parameters=lambda self: sum((n.parameters() for n in self.neurons), [])),
        _layer(parameters=lambda self: _Layer.parameters(self)[::-1]),
    ),
)


def _mlp_cases(rng):
    for n_in, sizes, x in ((2, [3, 1], [1.0, 2.0]), (2, [3, 2, 1], [0.5, -1.0])):
        yield _scene(
            [f"model, x = MLP({n_in}, {sizes}), {x}"],
            "len(model.parameters())",
            "len(set(map(id, model.parameters())))",
            "set_all(model, 0.5)(x).data",
            "reached(model(x), model)",
            first=len(sizes) == 2,
        )
    lines = ["model, x = MLP(3, [4, 2]), [1.0, 0.0, -2.0]"]
    yield _scene(lines, "[out.data for out in set_all(model, 0.25)(x)]")
    for x in ([3.0, 4.0], rng.normal(size=2).round(1).tolist()):
        lines = [f"model, x = MLP(2, [1]), {x}"]
        yield _scene(lines, "len(model.parameters())", "set_all(model, 0.5)(x).data")


MLP = Exercise(
    number="8.4.3",
    name="MLP",
    difficulty=2,
    minutes=10,
    points=2,
    reference=_MLP,
    cases=_mlp_cases,
    observe=looks.expressions("MLP", setup=_MODELS),
    uses_random=True,
    mistakes=(
        Mistake(
            "tanh on the last layer",
            _mlp(__call__=_mlp_runs(lambda out: out.tanh(), last=True)),
            "The last layer went through tanh, too, so that no answer leaves -1 to 1. Bend "
            "between the layers only.",
            hint=1,
        ),
        Mistake(
            "no tanh at all",
            _mlp(__call__=_mlp_runs(_straight)),
            "Nothing bends between the layers, so the whole stack is one layer.",
            hint=1,
        ),
        Mistake(
            "a list of one",
            _mlp(__call__=_mlp_runs(lambda out: out.tanh(), alone=False)),
            "A single output came back in a list. Where there is one output, give the Value "
            "itself.",
            hint=3,
        ),
        Mistake(
            "lists in a list",
            _mlp(parameters=_nested),
            "`parameters()` holds a list for each layer. One flat list of Values is asked "
            "for.",
            hint=3,
        ),
        Mistake(
            "only the last layer's parameters",
            _mlp(parameters=lambda self: self.layers[-1].parameters()),
            "Only the last layer's parameters are listed; the ones below would never learn.",
            hint=3,
        ),
        Mistake(
            "only the first layer's parameters",
            _mlp(parameters=lambda self: self.layers[0].parameters()),
            "Only the first layer's parameters are listed. Is a `return` inside a loop?",
            hint=3,
        ),
        Mistake(
            "a layer too many",
            _mlp(__init__=_input_layer_too),
            "There is a layer too many, from the inputs to as many again. The first layer "
            "leads from n_in to the first size.",
            hint=2,
        ),
        Mistake(
            "first layer missing",
            _mlp(__init__=_first_size_lost),
            "The layer from the inputs to the first size is missing.",
            hint=2,
        ),
        Mistake(
            "graph lost",
            _mlp(__call__=_mlp_runs(lambda out: _Value(out.tanh().data))),
            "Between two layers the Values were turned into plain numbers and wrapped again: "
            "blame ends there.",
            hint=2,
        ),
    ),
    hints=(
        "How many layers has MLP(2, [3, 1]), and after which of them is there a tanh?",
        "The sizes in a row, [n_in, *sizes]: each neighbouring pair makes a layer. What one "
        "layer gives, the next one takes.",
        "Loop over all layers but the last, with a tanh on each output; then the last one; and "
        "take the Value out of a list of one.",
    ),
    alternatives=(
        _mlp(__call__=_mlp_runs(lambda out: out.tanh())),
        _mlp(parameters=lambda self: _MLP.parameters(self)[::-1]),
    ),
)


# ---- 8.5 train_step -------------------------------------------------------------------

_LITTLE = "from layerlab.watching.units.autograd import Bent, Line, numbers"


def _step_cases(rng):
    data = "xs, ys, lr = [[1.0], [3.0]], [0.5, 2.0], 0.1"
    one = ["loss = train_step(model, xs, ys, lr)", "once = numbers(model)"]
    two = ["again = train_step(model, xs, ys, lr)", "twice = numbers(model)"]
    line = [data, "model = Line(train_step)"]
    yield _scene([*line, *one], "loss", "once", first=True)
    yield _scene([*line, *one, *two], "loss", "once", "again", "twice", first=True)
    data = "xs, ys, lr = [[1.0, 2.0], [0.0, 1.0], [-1.0, 0.5]], [1.0, 0.0, 2.0], 0.05"
    yield _scene(
        [data, "model = Bent(train_step)", *one, *two], "loss", "once", "again", "twice"
    )
    data = "xs, ys, lr = [[2.0]], [1.0], 0.2"
    yield _scene(
        [data, "model = Line(train_step)", *one, *two], "loss", "once", "again", "twice"
    )
    three = "losses = [train_step(model, xs, ys, lr) for _ in range(4)]"
    data = "xs, ys, lr = [[1.0], [2.0], [3.0]], [1.0, 0.0, 1.0], 0.02"
    yield _scene([data, "model = Line(train_step)", three], "losses", "numbers(model)")
    x, y = rng.normal(size=2).round(1)
    data = f"xs, ys, lr = [[{x}], [1.0]], [{y}, 0.5], 0.1"
    line = [data, "model = Line(train_step)", *one, *two]
    yield _scene(line, "loss", "once", "again", "twice")


train_step = Exercise(
    number="8.5",
    name="train_step",
    difficulty=2,
    minutes=12,
    points=3,
    reference=_steps(),
    cases=_step_cases,
    observe=looks.expressions("train_step", setup=_LITTLE),
    mistakes=(
        Mistake(
            "gradients never cleared",
            _steps(clear=False),
            "The first step is right, the second is not: its gradients were added to those of "
            "the first. Set every parameter's grad to 0 before you go backward.",
            hint=1,
        ),
        Mistake(
            "updates the gradient",
            _steps(move=_moves_the_gradient),
            "The parameters did not move. Did the step change their `grad`? It is `data` that "
            "moves, by the gradient. Or were the gradients cleared after the backward pass, "
            "before they were used?",
            hint=1,
        ),
        Mistake(
            "climbs",
            _steps(move=_up),
            "The parameters moved uphill. The gradient points to where the loss grows; step "
            "against it.",
            hint=2,
        ),
        Mistake(
            "sum for mean",
            _steps(mean=False),
            "The squared errors are added up. Their mean is asked for: divide by the number of "
            "examples.",
            hint=2,
        ),
        Mistake(
            "loss after the step",
            _steps(give=_loss_afterwards),
            "The loss was computed again after the step. The number from before is asked for: "
            "it is the one whose slopes you used.",
            hint=3,
        ),
        Mistake(
            "a Value returned",
            _steps(give=lambda error, model, xs, ys: error),
            "The loss came back as a Value, which holds its whole graph in memory. Give its "
            "number.",
            hint=3,
        ),
        Mistake(
            "a step for each example",
            _step_for_each,
            "The parameters moved after every single example. One loss over all of them, one "
            "backward pass, one move.",
            hint=2,
        ),
        Mistake(
            "only the last example",
            _steps(loss=_last_only),
            "Only the last example counts. Is the sum set anew inside the loop?",
            hint=2,
        ),
        Mistake(
            "square forgotten",
            _steps(loss=_plain_misses),
            "The errors were added up as they are, so that one above and one below cancel. "
            "Square each first.",
            hint=2,
        ),
        Mistake(
            "absolute errors",
            _steps(loss=_absolute),
            "These are absolute errors. The mean of the squares is asked for.",
            hint=2,
        ),
        Mistake(
            "shrinks the parameters",
            _steps(move=_shrinks),
            "Each parameter moved by a part of itself, whatever the gradient says.",
            hint=2,
        ),
        Mistake(
            "lr ignored",
            _steps(move=lambda p, lr: _down(p, 1.0)),
            "The step is as long as the gradient; `lr` plays no part.",
            hint=2,
        ),
    ),
    hints=(
        "Call your step twice. What is in `p.grad` when the second backward pass begins?",
        "In this order: loss, clear, backward, move. The loss is the mean of (answer minus "
        "target) squared, made of Values.",
        "Add up `miss * miss` over the pairs of xs and ys, times one over their number; then "
        "the two loops over `model.parameters()`, with `backward()` between them.",
    ),
    alternatives=(
        lambda model, xs, ys, lr: _steps()(model, tuple(xs), tuple(ys), lr),
        lambda model, xs, ys, lr: _cleared_at_the_end(model, xs, ys, lr),
    ),
)
