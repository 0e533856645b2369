"""Weights by hand for a small network that answers XOR."""

import numpy as np

from layerlab.checking import Exercise, Mistake, worked


def _xor_weights():
    W1, b1 = np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([0.0, -1.0])
    return [(W1, b1), (np.array([[1.0], [-2.0]]), np.array([0.0]))]


def _observe_xor(attempt):
    """The shapes of the weights, and the answers 0 or 1 at the four corners."""
    import numpy as np

    params = attempt()
    if not isinstance(params, (list, tuple)):
        return None if params is None else {"params": "no list"}
    pairs = [
        tuple(np.shape(p) for p in layer) if isinstance(layer, (list, tuple)) else ()
        for layer in params
    ]
    if [p[0] if len(p) == 2 else () for p in pairs] != [(2, 2), (2, 1)]:
        return {"params": "list", "shapes of (W, b)": [list(p) for p in pairs]}
    h = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    (W1, b1), (W2, b2) = params
    out = np.maximum(h @ np.asarray(W1) + np.asarray(b1), 0) @ np.asarray(W2)
    out = out + np.asarray(b2)
    names = ("(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)")
    answers = {f"answer at {n}": int(v) for n, v in zip(names, out[:, 0] > 0.5)}  # noqa: B905
    shapes = [[(2, 2), (2,)], [(2, 1), (1,)]]
    return {"params": "list", "shapes of (W, b)": shapes, **answers}


def _hand(W1, b1, W2, b2):
    """A function that gives these weights, as a learner's would."""
    layers = [(np.array(W1), np.array(b1)), (np.array(W2), np.array(b2))]
    return lambda: layers


_SUMS = [[1.0, 1.0], [1.0, 1.0]]


xor_weights = Exercise(
    number="6.3", name="xor_weights", difficulty=2, minutes=12, points=2,
    reference=_xor_weights, cases=lambda rng: iter([worked()]), observe=_observe_xor,
    mistakes=(
        Mistake("solves OR", _hand(_SUMS, [0.0, -1.0], [[1.0], [0.0]], [0.0]), hint=2, message=
            "This network answers OR: it says 1 at (1, 1), too. A second unit that wakes up only "
            "there must take it back."),
        Mistake("solves AND", _hand(_SUMS, [0.0, -1.0], [[0.0], [1.0]], [0.0]), message=
            "This network answers AND: it says 1 only where both are 1. XOR says 0 there, and 1 "
            "where exactly one is."),
        Mistake("answers exchanged", hint=3, code=
            _hand(_SUMS, [0.0, -1.0], [[-1.0], [2.0]], [1.0]), message=
            "All four answers are exchanged: it says 1 where both are equal. Turn the output "
            "round: its weights, and its bias."),
        Mistake("solves NAND", _hand(_SUMS, [0.0, -1.0], [[0.0], [-1.0]], [1.0]), message=
            "This network answers NAND: it says 1 everywhere but at (1, 1). At (0, 0) it must say "
            "0."),
        Mistake("solves NOR", _hand(_SUMS, [0.0, -1.0], [[-1.0], [0.0]], [1.0]), message=
            "This network answers NOR: it says 1 only where nothing is. XOR says 0 there."),
        Mistake("always 0", hint=2, code=
            _hand([[0.0, 0.0], [0.0, 0.0]], [0.0, 0.0], [[0.0], [0.0]], [0.0]), message=
            "The output is never above 0.5. Compute the two hidden numbers at (0, 1) by hand: does "
            "the ReLU let anything through, and does the output weigh it enough?"),
        Mistake("always 1", _hand(_SUMS, [1.0, 1.0], [[1.0], [1.0]], [1.0]), hint=2, message=
            "The output is above 0.5 at every corner. Compute it by hand at (0, 0): which bias "
            "lifts it?"),
        Mistake("only the first input", code=
            _hand([[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0], [[1.0], [0.0]], [0.0]), message=
            "The answer follows the first input alone. XOR asks about both together."),
        Mistake("only the second input", code=
            _hand([[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0], [[0.0], [1.0]], [0.0]), message=
            "The answer follows the second input alone. XOR asks about both together."),
        Mistake("only (1, 0)", hint=2, code=
            _hand([[1.0, -1.0], [-1.0, 1.0]], [0.0, 0.0], [[1.0], [0.0]], [0.0]), message=
            "(1, 0) is right, and (0, 1) is not yet seen. One unit watches one corner: the other "
            "unit can watch the other."),
        Mistake("only (0, 1)", hint=2, code=
            _hand([[1.0, -1.0], [-1.0, 1.0]], [0.0, 0.0], [[0.0], [1.0]], [0.0]), message=
            "(0, 1) is right, and (1, 0) is not yet seen. One unit watches one corner: the other "
            "unit can watch the other."),
        Mistake("one flat list", hint=3, code=
            lambda: [p for layer in _xor_weights() for p in layer], message=
            "The four arrays stand in one row. `params` is a list of pairs: [(W1, b1), (W2, b2)]."),
        Mistake("output weights lie down", hint=3, code=
            lambda: [_xor_weights()[0], (np.array([[1.0, -2.0]]), np.array([0.0]))], message=
            "W2 has the shape (1, 2). Rows belong to the inputs: two hidden numbers in, one number "
            "out, so its shape is (2, 1)."),
        Mistake("output weights flat", hint=3, code=
            lambda: [_xor_weights()[0], (np.array([1.0, -2.0]), np.array([0.0]))], message=
            "W2 has one axis. It needs two: a row for each hidden unit and one column."),
        Mistake("one layer", lambda: _xor_weights()[:1], message=
            "There is one layer. One layer draws one line, and XOR needs a hidden one before it."),
    ),
    hints=(
        "Which question about (x₁, x₂) has the same answer at (0, 0) and (1, 1), and another at "
        "the other two? No single weighted sum answers it; two bent ones do.",
        "Two ways, choose one: each hidden unit watches one corner; or both add the inputs up, and "
        "the second wakes up only where the sum passes 1.",
        "In the second way W1 is full of ones and the biases are 0 and -1. Write down both hidden "
        "numbers at the sums 0, 1 and 2, and find output weights that make 0, 1, 0.",
    ),
    alternatives=(
        _hand([[1.0, -1.0], [-1.0, 1.0]], [0.0, 0.0], [[1.0], [1.0]], [0.0]),
        _hand([[4.0, -4.0], [-4.0, 4.0]], [-2.0, -2.0], [[3.0], [3.0]], [-1.0]),
        lambda: ([np.float32([[-1, -1], [-1, -1]]), np.float32([[1, 2]])], ([[-2], [1]], 0.125)),
    ),
)  # fmt: skip
