"""Unit 06, layers: a dense layer, its bends, a stack, XOR, softmax and its loss.

In the order of the exercises. Log-sum-exp and why its maximum is taken out first:
P. Blanchard, D. J. Higham and N. J. Higham, Accurately computing the log-sum-exp and
softmax functions (2021), https://doi.org/10.1093/imanum/draa038
"""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked
from layerlab.checks._layers import (
    _all_columns,
    _always_from_x,
    _bent_before,
    _cross_entropy,
    _dense,
    _divided_by_all,
    _each,
    _first_two_layers,
    _forward,
    _forward_softmax,
    _global_max,
    _hand,
    _leaky,
    _leaky_in_place,
    _log_of_softmax,
    _max_above_only,
    _max_no_keepdims,
    _mean_taken_out,
    _naive,
    _network,
    _no_keepdims,
    _observe_forward,
    _observe_xor,
    _one_maximum,
    _one_sum,
    _only_first_row,
    _plain_no_keepdims,
    _plain_softmax,
    _relu,
    _relu_in_place,
    _returns_in_the_loop,
    _softmax,
    _softmax_in_place,
    _tanh_gradient,
    _tanh_in_place,
    _two_layers_only,
    _two_or_more,
    _without_keepdims,
    _xor_weights,
)


def _dense_cases(rng):
    yield worked(X=[[1.0, 2.0]], W=[[1.0, 0.0, -1.0], [0.5, 1.0, 2.0]], b=[0.0, 1, 2])
    yield worked(X=[[1.0, 2.0], [3.0, 4.0]], W=[[1.0, 2.0], [0.0, 1.0]], b=[10.0, 20])
    for n, d, k in [(4, 2, 3), (3, 3, 3), (5, 4, 1), (1, 3, 2), (6, 1, 4), (2, 2, 2)]:
        yield case(
            X=rng.normal(size=(n, d)),
            W=rng.normal(size=(d, k)),
            b=rng.normal(size=k),
        )
    yield case(X=np.zeros((3, 2)), W=rng.normal(size=(2, 3)), b=rng.normal(size=3))


dense = Exercise(
    number="6.1.1",
    name="dense",
    difficulty=1,
    minutes=6,
    points=1,
    reference=_dense,
    cases=_dense_cases,
    rows=("X",),
    mistakes=(
        Mistake(
            "W transposed",
            lambda X, W, b: X @ W.T + b,
            "W is used transposed. Its rows belong to the inputs and its columns to the "
            "units, so that it fits behind X as it is.",
            hint=2,
        ),
        Mistake(
            "W in front",
            lambda X, W, b: W @ X + b,
            "W stands in front of X. The examples are the rows of X, so X comes first: the "
            "last axis of X meets the first axis of W.",
            hint=2,
        ),
        Mistake(
            "bias over the wrong axis",
            lambda X, W, b: X @ W + b[:, None],
            "The bias was added along the rows: each example got one bias. Each unit has "
            "one, so b belongs to the columns, and an array of shape (k,) does that alone.",
            hint=1,
        ),
        Mistake(
            "bias missing",
            lambda X, W, b: X @ W,
            "The bias plays no part. Without it every unit answers 0 to an input of zeros.",
            hint=2,
        ),
        Mistake(
            "bias subtracted",
            lambda X, W, b: X @ W - b,
            "The bias is subtracted. A layer adds it.",
            hint=2,
        ),
        Mistake(
            "biases added up",
            lambda X, W, b: X @ W + b.sum(),
            "All units got the sum of the biases. Each unit has its own.",
            hint=1,
        ),
        Mistake(
            "activation included",
            lambda X, W, b: np.maximum(X @ W + b, 0),
            "Negative scores became 0. A dense layer ends with the bias; the bend is the "
            "next function's work.",
            hint=1,
        ),
        Mistake(
            "entry by entry",
            lambda X, W, b: X * W + b,
            "`*` multiplies entry by entry. A unit needs the sum of all its products: that "
            "is a matrix product.",
            hint=2,
        ),
        Mistake(
            "only the first example",
            _only_first_row,
            "Only the first row of X is answered: `return` inside a loop ends it after one "
            "turn.",
            hint=1,
        ),
    ),
    hints=(
        "What should come out for an input of zeros? And which shape has the result: how "
        "many rows, how many columns?",
        "`@` joins the last axis of the left side with the first axis of the right side. "
        "(n, d) and (d, k) meet at d. NumPy then adds a (k,) to every row.",
        "One product and one sum: `return … @ … + …`, with the examples on the left.",
    ),
    alternatives=(
        lambda X, W, b: np.einsum("nd,dk->nk", X, W) + b[None, :],
        lambda X, W, b: [
            [sum(x * W[:, j]) + b[j] for j in range(W.shape[1])] for x in X
        ],
        lambda X, W, b: (W.T @ X.T + b[:, None]).T,
    ),
)


def _bend_cases(rng, **options):
    """Arrays of one, two and three axes, with zeros, for functions of each entry."""
    yield worked(x=[-2.0, 0.0, 3.0], **options)
    yield worked(x=[[1.0, -1.0], [-0.5, 2.0]], **options)
    for shape in [(5,), (3, 4), (2, 3, 2), (1,), (4, 1)]:
        yield case(x=rng.normal(size=shape) * 2, **options)
    yield case(x=-np.abs(rng.normal(size=4)), **options)  # all negative
    yield case(x=np.abs(rng.normal(size=(2, 2))) * 50, **options)


relu = Exercise(
    number="6.1.2",
    name="relu",
    difficulty=1,
    minutes=4,
    points=1,
    reference=_relu,
    cases=_bend_cases,
    mistakes=(
        Mistake(
            "in place",
            _relu_in_place,
            "The zeros were written into the very array that was handed in. The caller may "
            "still need it: backpropagation will. Make a new array.",
            hint=3,
        ),
        Mistake(
            "one maximum of all",
            lambda x: np.max(x, 0),
            "`np.max(x, 0)` looks for the largest entry along axis 0. To compare each entry "
            "with 0 there is another function, with a longer name.",
            hint=2,
        ),
        Mistake(
            "Python's max",
            lambda x: max(0, x),
            "Python's `max` compares two things as wholes, and an array has no single yes or "
            "no. NumPy has a function that compares entry by entry.",
            hint=2,
        ),
        Mistake(
            "mask returned",
            lambda x: x > 0,
            "These are True and False: where x is positive. The values themselves are asked "
            "for.",
            hint=1,
        ),
        Mistake(
            "slope returned",
            lambda x: np.where(x > 0, 1.0, 0.0),
            "These are the slopes, 0 and 1. The function itself lets positive values "
            "through as they are.",
            hint=1,
        ),
        Mistake(
            "absolute value",
            lambda x: np.abs(x),
            "Negative values came back positive. They become 0.",
            hint=1,
        ),
        Mistake(
            "minimum",
            lambda x: np.minimum(x, 0),
            "The negative half was kept and the positive one lost. It is the larger of x and "
            "0 that counts.",
            hint=1,
        ),
        Mistake(
            "negatives dropped",
            lambda x: x[x > 0],
            "The negative entries are gone, and the shape with them. Every entry keeps its "
            "place; the negative ones become 0.",
            hint=1,
        ),
        Mistake(
            "clipped at 1",
            lambda x: np.clip(x, 0, 1),
            "Values above 1 were cut off. The ReLU has no ceiling.",
            hint=1,
        ),
        Mistake(
            "a leak",
            lambda x: np.where(x > 0, x, 0.01 * x),
            "A little of the negative side leaks through. That is the next exercise; here "
            "it is exactly 0.",
            hint=1,
        ),
    ),
    hints=(
        "What becomes of -2, of 0 and of 3? And is the array that you were given still the "
        "same afterwards?",
        "`np.maximum` (with -imum) compares two arrays entry by entry, and a plain number "
        "counts as an array full of it. `np.max` looks for one largest entry.",
        "The larger of x and 0, entry by entry: `return np.maximum(…, …)`.",
    ),
    alternatives=(
        lambda x: x * (x > 0),
        lambda x: np.where(x > 0, x, 0),
        lambda x: (x + np.abs(x)) / 2,
        lambda x: np.clip(x, 0, None).astype(np.float32),
    ),
)


def _leaky_cases(rng):
    yield worked(x=[-2.0, 0.0, 3.0])
    yield worked(x=[-2.0, 0.0, 3.0], slope=0.5)
    yield from list(_bend_cases(rng, slope=0.2))[1:]
    yield case(x=rng.normal(size=5), slope=0.0)
    yield case(x=rng.normal(size=5))


leaky_relu = Exercise(
    number="6.1.3",
    name="leaky_relu",
    difficulty=1,
    minutes=5,
    points=1,
    reference=_leaky,
    cases=_leaky_cases,
    mistakes=(
        Mistake(
            "in place",
            _leaky_in_place,
            "The array that was handed in has changed. Make a new one.",
            hint=3,
        ),
        Mistake(
            "slope on both sides",
            lambda x, slope=0.01: slope * x,
            "Positive values were made smaller, too. Only the negative side leaks.",
            hint=1,
        ),
        Mistake(
            "slope ignored",
            lambda x, slope=0.01: np.where(x > 0, x, 0.01 * x),
            "The leak is always 0.01, whatever `slope` says. Use the argument.",
            hint=1,
        ),
        Mistake(
            "slope itself for negative ones",
            lambda x, slope=0.01: np.where(x > 0, x, slope),
            "Every negative value became the slope itself. It becomes slope times the value, "
            "so that larger ones still differ.",
            hint=1,
        ),
        Mistake(
            "no leak",
            lambda x, slope=0.01: np.maximum(x, 0),
            "Negative values became 0: that is the plain ReLU. A little of them must come "
            "through.",
            hint=1,
        ),
        Mistake(
            "leak turned round",
            lambda x, slope=0.01: np.where(x > 0, x, -slope * x),
            "Negative inputs came out positive. A leak makes them smaller and keeps their "
            "sign.",
            hint=2,
        ),
        Mistake(
            "sides exchanged",
            lambda x, slope=0.01: np.where(x > 0, slope * x, x),
            "The positive side leaks and the negative one passes: the two are exchanged.",
            hint=2,
        ),
        Mistake(
            "a floor",
            lambda x, slope=0.01: np.maximum(x, -slope),
            "Every negative input became the same number. The leak is a line: x times the "
            "slope.",
            hint=2,
        ),
        Mistake(
            "slope added",
            lambda x, slope=0.01: np.where(x > 0, x, x + slope),
            "The slope was added to the negative inputs. A slope multiplies.",
            hint=2,
        ),
        Mistake(
            "another default",
            lambda x, slope=0.1: np.where(x > 0, x, slope * x),
            "Without a second argument the slope is not 0.01. Keep the default of the stub.",
            hint=3,
        ),
    ),
    hints=(
        "What becomes of -2 where the slope is 0.5? And where no slope is given?",
        "`np.where(condition, this, that)` chooses entry by entry.",
        "Where x is positive, x itself; elsewhere, a product of two things. "
        "`np.where(x > 0, …, …)`",
    ),
    alternatives=(
        lambda x, slope=0.01: np.maximum(x, slope * x),
        lambda x, slope=0.01: np.maximum(x, 0) + slope * np.minimum(x, 0),
        lambda x, slope=0.01: x * ((x > 0) + slope * (x <= 0)),
    ),
)


def _tanh_cases(rng):
    yield worked(x=[0.0, 1.0, -2.0])
    yield from list(_bend_cases(rng))[1:]
    yield case(x=np.array([-20.0, 20.0, 0.0]))


tanh_gradient = Exercise(
    number="6.1.4",
    name="tanh_gradient",
    difficulty=2,
    minutes=6,
    points=1,
    reference=_tanh_gradient,
    cases=_tanh_cases,
    mistakes=(
        Mistake(
            "gradient of the wrong quantity",
            lambda x: 1 - x**2,
            "This is right where x is already the result of a tanh. Here x is the input: "
            "take its tanh first.",
            hint=2,
        ),
        Mistake(
            "tanh twice",
            lambda x: 1 - np.tanh(np.tanh(x)) ** 2,
            "The tanh was taken twice. The input is x before the tanh, so one is enough.",
            hint=2,
        ),
        Mistake(
            "the function itself",
            lambda x: np.tanh(x),
            "This is tanh itself. Its slope is asked for: 1 in the middle, near 0 far out.",
            hint=1,
        ),
        Mistake(
            "square forgotten",
            lambda x: 1 - np.tanh(x),
            "The slope is the same at x and at -x, yours is not. A square is missing.",
            hint=2,
        ),
        Mistake(
            "plus for minus",
            lambda x: 1 + np.tanh(x) ** 2,
            "The slope grows away from 0, though the tanh flattens there. Look at the sign.",
            hint=1,
        ),
        Mistake(
            "the one left out",
            lambda x: -(np.tanh(x) ** 2),
            "At 0 the slope comes out as 0, but there the tanh is steepest.",
            hint=1,
        ),
        Mistake(
            "slope of the sigmoid",
            lambda x: np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))) ** 2,
            "This is the slope of the sigmoid, at most a quarter. The tanh is four times as "
            "steep at 0.",
            hint=2,
        ),
        Mistake(
            "one step, one side",
            lambda x: (np.tanh(x + 0.01) - np.tanh(x)) / 0.01,
            "This is a difference quotient with a step of 0.01 to one side: near, but not "
            "the slope. There is an exact formula.",
            hint=2,
        ),
        Mistake(
            "in place",
            _tanh_in_place,
            "The array that was handed in has changed. Make a new one.",
            hint=3,
        ),
    ),
    hints=(
        "How steep is the tanh at 0, and how steep far out? Compare your values at 0 and at "
        "20 with the picture in the lesson.",
        "With t = tanh(x), the slope is one minus t squared.",
        "Two lines: the tanh itself, kept as t; and one in which t stands once, squared.",
    ),
    alternatives=(
        lambda x: 1 / np.cosh(x) ** 2,
        lambda x: (1 - np.tanh(x)) * (1 + np.tanh(x)),
        lambda x: 4 / (np.exp(x) + np.exp(-x)) ** 2,
    ),
)


def _forward_cases(rng):
    W1, b1 = np.array([[1.0, -1.0], [0.0, 2.0]]), np.array([0.0, -1.0])
    W2, b2 = np.array([[1.0], [2.0]]), np.array([-6.0])
    yield worked(X=[[1.0, 1.0], [2.0, -1.0]], params=[(W1, b1), (W2, b2)])
    for sizes in [(2, 3, 2), (3, 3, 3, 3), (2, 4, 4, 3), (3, 2), (1, 5, 1), (3, 3, 3)]:
        n = 3 if set(sizes) == {3} else 4
        yield case(X=rng.normal(size=(n, sizes[0])), params=_network(rng, *sizes))


def _forward_with(hidden=None, last=None, first=None, bias=1.0, product=np.matmul):
    """A forward pass with one thing changed; each variant is somebody's mistake."""
    hidden = hidden or (lambda h: np.maximum(h, 0))

    def code(X, params):
        h = first(X) if first else X
        for i, (W, b) in enumerate(params):
            h = product(h, W) + bias * b
            bend = hidden if i < len(params) - 1 else last
            h = bend(h) if bend else h
        return h, []

    return code


mlp_forward = Exercise(
    number="6.2",
    name="mlp_forward",
    difficulty=2,
    minutes=12,
    points=3,
    reference=_forward,
    cases=_forward_cases,
    observe=_observe_forward,
    rows=("X",),
    mistakes=(
        Mistake(
            "activation on the last layer",
            _forward_with(last=lambda h: np.maximum(h, 0)),
            "The last layer's scores went through the ReLU, too, so that none can be "
            "negative. Logits must be free: only the layers between are bent.",
            hint=1,
        ),
        Mistake(
            "no activation at all",
            _forward_with(hidden=lambda h: h),
            "There is no bend between the layers. Then the whole stack is one single layer, "
            "however many there are.",
            hint=1,
        ),
        Mistake(
            "bias missing",
            _forward_with(bias=0.0),
            "The biases play no part. Each layer adds its own b.",
            hint=2,
        ),
        Mistake(
            "bend before the bias",
            _bent_before,
            "The bend comes before the bias is added. First the whole score, X @ W + b, and "
            "then the bend; and none after the last layer.",
            hint=2,
        ),
        Mistake(
            "input bent",
            _forward_with(first=lambda X: np.maximum(X, 0)),
            "The input itself went through the ReLU: all that is negative in X is lost "
            "before the first layer sees it.",
            hint=1,
        ),
        Mistake(
            "W transposed",
            _forward_with(product=lambda h, W: h @ W.T),
            "The weights are used transposed. Here W has a row for each input and a column "
            "for each unit.",
            hint=2,
        ),
        Mistake(
            "W in front",
            _forward_with(product=lambda h, W: W @ h),
            "W stands in front. The examples are rows: what comes from below stands on the "
            "left, h @ W.",
            hint=2,
        ),
        Mistake(
            "every layer sees X",
            _always_from_x,
            "Every layer was given X itself. Each works on what the layer below it made.",
            hint=2,
        ),
        Mistake(
            "exactly two layers",
            _two_layers_only,
            "The code takes it that there are two layers. `params` may hold one, or four: "
            "loop over it.",
            hint=3,
        ),
        Mistake(
            "the first two layers",
            _first_two_layers,
            "Only the first two layers were used. `params` may hold one, or four: loop over "
            "it.",
            hint=3,
        ),
        Mistake(
            "stops after one layer",
            _returns_in_the_loop,
            "It ends after the first layer. Is the `return` inside the loop?",
            hint=3,
        ),
        Mistake(
            "layers from last to first",
            lambda X, params: _forward(X, params[::-1]),
            "The layers were taken from the last to the first. Data flow upwards: params[0] "
            "meets X.",
            hint=2,
        ),
        Mistake(
            "tanh for ReLU",
            _forward_with(hidden=np.tanh),
            "The bend between the layers is a tanh. Here it is the ReLU.",
            hint=2,
        ),
        Mistake(
            "softmax at the end",
            _forward_with(last=_forward_softmax),
            "These are probabilities. Logits are asked for: the scores before the softmax.",
            hint=1,
        ),
        Mistake(
            "only the logits",
            lambda X, params: _forward(X, params)[0],
            "One thing came back, two are asked for: `return logits, cache`. What you put "
            "into the cache is up to you.",
            hint=3,
        ),
        Mistake(
            "order exchanged",
            lambda X, params: _forward(X, params)[::-1],
            "The cache came first. The contract is (logits, cache), in this order.",
            hint=3,
        ),
    ),
    hints=(
        "Which layers are bent, and which is not? Count: with three pairs in `params` there "
        "are two bends.",
        "Begin with `h = X`. For each (W, b) in turn make the scores from h; they become the "
        "new h. `enumerate` tells you which layer you are in.",
        "In the loop: the scores of this layer; then, only where another layer follows, the "
        "bend. Append to the cache what you may want later, and return after the loop.",
    ),
    alternatives=(
        lambda X, params: [_forward(X, params)[0].tolist(), None],
        lambda X, params: (_two_or_more(X, params), {"X": X}),
        lambda X, params: (_forward(X.astype("f4"), params)[0].astype("f4"), ()),
    ),
)


_SUMS = [[1.0, 1.0], [1.0, 1.0]]

xor_weights = Exercise(
    number="6.3",
    name="xor_weights",
    difficulty=2,
    minutes=12,
    points=2,
    reference=_xor_weights,
    cases=lambda rng: iter([worked()]),
    observe=_observe_xor,
    mistakes=(
        Mistake(
            "solves OR",
            _hand(_SUMS, [0.0, -1.0], [[1.0], [0.0]], [0.0]),
            "This network answers OR: it says 1 at (1, 1), too. A second unit that wakes up "
            "only there must take it back.",
            hint=2,
        ),
        Mistake(
            "solves AND",
            _hand(_SUMS, [0.0, -1.0], [[0.0], [1.0]], [0.0]),
            "This network answers AND: it says 1 only where both are 1. XOR says 0 there, and "
            "1 where exactly one is.",
            hint=1,
        ),
        Mistake(
            "answers exchanged",
            _hand(_SUMS, [0.0, -1.0], [[-1.0], [2.0]], [1.0]),
            "All four answers are exchanged: it says 1 where both are equal. Turn the output "
            "round: its weights, and its bias.",
            hint=3,
        ),
        Mistake(
            "solves NAND",
            _hand(_SUMS, [0.0, -1.0], [[0.0], [-1.0]], [1.0]),
            "This network answers NAND: it says 1 everywhere but at (1, 1). At (0, 0) it must "
            "say 0.",
            hint=1,
        ),
        Mistake(
            "solves NOR",
            _hand(_SUMS, [0.0, -1.0], [[-1.0], [0.0]], [1.0]),
            "This network answers NOR: it says 1 only where nothing is. XOR says 0 there.",
            hint=1,
        ),
        Mistake(
            "always 0",
            _hand([[0.0, 0.0], [0.0, 0.0]], [0.0, 0.0], [[0.0], [0.0]], [0.0]),
            "The output is never above 0.5. Compute the two hidden numbers at (0, 1) by hand: "
            "does the ReLU let anything through, and does the output weigh it enough?",
            hint=2,
        ),
        Mistake(
            "always 1",
            _hand(_SUMS, [1.0, 1.0], [[1.0], [1.0]], [1.0]),
            "The output is above 0.5 at every corner. Compute it by hand at (0, 0): which "
            "bias lifts it?",
            hint=2,
        ),
        Mistake(
            "only the first input",
            _hand([[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0], [[1.0], [0.0]], [0.0]),
            "The answer follows the first input alone. XOR asks about both together.",
            hint=1,
        ),
        Mistake(
            "only the second input",
            _hand([[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0], [[0.0], [1.0]], [0.0]),
            "The answer follows the second input alone. XOR asks about both together.",
            hint=1,
        ),
        Mistake(
            "only (1, 0)",
            _hand([[1.0, -1.0], [-1.0, 1.0]], [0.0, 0.0], [[1.0], [0.0]], [0.0]),
            "(1, 0) is right, and (0, 1) is not yet seen. One unit watches one corner: the "
            "other unit can watch the other.",
            hint=2,
        ),
        Mistake(
            "only (0, 1)",
            _hand([[1.0, -1.0], [-1.0, 1.0]], [0.0, 0.0], [[0.0], [1.0]], [0.0]),
            "(0, 1) is right, and (1, 0) is not yet seen. One unit watches one corner: the "
            "other unit can watch the other.",
            hint=2,
        ),
        Mistake(
            "one flat list",
            lambda: [p for layer in _xor_weights() for p in layer],
            "The four arrays stand in one row. `params` is a list of pairs: "
            "[(W1, b1), (W2, b2)].",
            hint=3,
        ),
        Mistake(
            "output weights lie down",
            lambda: [_xor_weights()[0], (np.array([[1.0, -2.0]]), np.array([0.0]))],
            "W2 has the shape (1, 2). Rows belong to the inputs: two hidden numbers in, one "
            "number out, so its shape is (2, 1).",
            hint=3,
        ),
        Mistake(
            "output weights flat",
            lambda: [_xor_weights()[0], (np.array([1.0, -2.0]), np.array([0.0]))],
            "W2 has one axis. It needs two: a row for each hidden unit and one column.",
            hint=3,
        ),
        Mistake(
            "one layer",
            lambda: _xor_weights()[:1],
            "There is one layer. One layer draws one line, and XOR needs a hidden one before "
            "it.",
            hint=1,
        ),
    ),
    hints=(
        "Which question about (x₁, x₂) has the same answer at (0, 0) and (1, 1), and another "
        "at the other two? No single weighted sum answers it; two bent ones do.",
        "Two ways, choose one: each hidden unit watches one corner; or both add the inputs "
        "up, and the second wakes up only where the sum passes 1.",
        "In the second way W1 is full of ones and the biases are 0 and -1. Write down both "
        "hidden numbers at the sums 0, 1 and 2, and find output weights that make 0, 1, 0.",
    ),
    alternatives=(
        _hand([[1.0, -1.0], [-1.0, 1.0]], [0.0, 0.0], [[1.0], [1.0]], [0.0]),
        _hand([[4.0, -4.0], [-4.0, 4.0]], [-2.0, -2.0], [[3.0], [3.0]], [-1.0]),
        lambda: (
            [np.float32([[-1, -1], [-1, -1]]), np.float32([[1, 2]])],
            ([[-2], [1]], 0.125),
        ),
    ),
)


def _softmax_cases(rng):
    yield worked(z=[0.0, 1.0, 2.0])
    yield worked(z=[[0.0, 0.0], [0.0, 3.0]])
    yield worked(z=[1000.0, 1001.0, 1002.0])
    yield case(z=np.array([[1000.0, 1001.0], [-1000.0, -1001.0]]))
    for shape in [(4,), (3, 3), (2, 5), (5, 2)]:
        yield case(z=rng.normal(size=shape) * 2)
    yield case(z=rng.normal(size=(3, 4)), axis=0)
    yield case(z=rng.normal(size=(2, 3, 4)), axis=1)
    yield case(z=np.array([[0.0, 2000.0, 3.0], [-2.0, 5.0, 1.0]]), axis=1)
    yield case(z=np.array([[-800.0, -801.0], [2.0, -5.0]]))
    yield case(z=rng.normal(size=(1, 3)) * 400)


softmax = Exercise(
    number="6.4",
    name="softmax",
    difficulty=2,
    minutes=10,
    points=2,
    reference=_softmax,
    cases=_softmax_cases,
    mistakes=(
        Mistake(
            "overflow",
            _plain_softmax,
            "exp of a large score is more than a float can hold, and infinity divided by "
            "infinity is no number. Make the scores smaller first, in a way that leaves the "
            "answer as it is.",
            hint=1,
        ),
        Mistake(
            "keepdims missing",
            _without_keepdims,
            "The maximum or the sum has lost its axis, so NumPy lines the rows' numbers up "
            "with the columns. `keepdims=True` keeps the axis, with length 1.",
            hint=2,
        ),
        Mistake(
            "one global maximum",
            _global_max,
            "One maximum was taken from all rows. In a row far below it every exp is 0, and "
            "0/0 is no number. Each row has its own maximum.",
            hint=1,
        ),
        Mistake(
            "mean taken out",
            _mean_taken_out,
            "The mean was taken out. A score far above its row's mean still overflows; "
            "only the maximum is safe, because then no exponent is above 0.",
            hint=1,
        ),
        Mistake(
            "maximum taken out above only",
            _max_above_only,
            "The maximum was taken out above the fraction bar and not below. Both must be "
            "changed, or the answer changes.",
            hint=2,
        ),
        Mistake(
            "axis ignored",
            lambda z, axis=-1: _softmax(z),
            "It always works along the last axis, whatever `axis` says.",
            hint=2,
        ),
        Mistake(
            "wrong axis",
            lambda z, axis=-1: _softmax(z, 0),
            "It always works along axis 0: the columns add up to 1. The default is the last "
            "axis, each row for itself.",
            hint=2,
        ),
        Mistake(
            "divided by the sum of everything",
            _divided_by_all,
            "The whole array adds up to 1. Each row should: sum along the axis.",
            hint=2,
        ),
        Mistake(
            "maxima along the wrong side",
            _max_no_keepdims,
            "The maxima have lost an axis, so that NumPy lays them along the columns, or "
            "refuses. `keepdims=True` keeps them standing where they belong.",
            hint=2,
        ),
        Mistake(
            "sums along the wrong side",
            _no_keepdims,
            "The sums have lost an axis, so that NumPy lays them along the columns, or "
            "refuses. `keepdims=True` keeps them standing where they belong.",
            hint=2,
        ),
        Mistake(
            "sums along the wrong side, and no maximum",
            _plain_no_keepdims,
            "Two things. The sums have lost an axis: `keepdims=True` keeps them standing "
            "where they belong. And the largest score of each row must be taken out before "
            "exp, or large ones overflow.",
            hint=2,
        ),
        Mistake(
            "no exp",
            lambda z, axis=-1: z / z.sum(axis=axis, keepdims=True),
            "The scores were divided by their sum. A negative score then gives a negative "
            "probability; take exp first.",
            hint=2,
        ),
        Mistake(
            "not divided",
            lambda z, axis=-1: np.exp(z - z.max(axis=axis, keepdims=True)),
            "These do not add up to 1 yet. Divide by their sum.",
            hint=2,
        ),
        Mistake(
            "the logarithm of it",
            lambda z, axis=-1: np.log(_softmax(z, axis)),
            "These are logarithms of probabilities.",
            hint=2,
        ),
        Mistake(
            "a winner only",
            lambda z, axis=-1: (z == z.max(axis=axis, keepdims=True)) * 1.0,
            "The largest score gets 1 and the others 0. Softmax is softer: every score gets "
            "its share.",
            hint=2,
        ),
        Mistake(
            "in place",
            _softmax_in_place,
            "`z -= …` changes the caller's own scores. Make a new array: z = z - ….",
            hint=3,
        ),
    ),
    hints=(
        "Try `np.exp(1000.0)`. Which number may you take away from all scores of a row, so "
        "that no exponent is above 0, and the answer stays?",
        "The maximum and the sum are both taken along `axis`. With `keepdims=True` the "
        "result keeps that axis, with length 1, and then meets the array rightly.",
        "Three steps: the scores less their row's maximum; exp; divide by the sum. Twice "
        "you write `axis=axis, keepdims=True`.",
    ),
    alternatives=(
        lambda z, axis=-1: np.exp(z - np.logaddexp.reduce(z, axis=axis, keepdims=True)),
        lambda z, axis=-1: np.moveaxis(_softmax(np.moveaxis(z, axis, 0), 0), 0, axis),
        lambda z, axis=-1: _softmax(z.astype(np.float32), axis),
    ),
)


def _cross_entropy_cases(rng):
    yield worked(logits=[[0.0, 0.0], [0.0, 0.0]], y=[0, 1])
    yield worked(logits=[[2.0, 0.0, -1.0], [1.0, 3.0, 0.0]], y=[0, 2])
    for n, k in [(4, 3), (3, 3), (6, 2), (1, 5), (8, 10)]:
        y = rng.integers(0, k, size=n)
        y[0] = k - 1
        yield case(logits=rng.normal(size=(n, k)) * 2, y=y)
    yield case(logits=np.array([[1000.0, 0.0], [0.0, 1000.0]]), y=np.array([0, 1]))
    yield case(logits=np.array([[1000.0, 0.0], [0.0, 3.0]]), y=np.array([1, 0]))
    yield case(logits=np.array([[-1000.0, -1001.0], [5.0, 1.0]]), y=np.array([1, 1]))


cross_entropy = Exercise(
    number="6.5",
    name="cross_entropy",
    difficulty=3,
    minutes=14,
    points=3,
    reference=_cross_entropy,
    cases=_cross_entropy_cases,
    rows=("logits", "y"),
    mistakes=(
        Mistake(
            "softmax twice",
            lambda logits, y: _cross_entropy(_softmax(logits), y),
            "The softmax was taken twice: probabilities went in where logits belong. "
            "Log-sum-exp has a softmax in it already.",
            hint=1,
        ),
        Mistake(
            "log(0)",
            _log_of_softmax,
            "A probability was so small that it became exactly 0, and its logarithm "
            "infinite. Do not make probabilities first: log-sum-exp stays with the logits.",
            hint=1,
        ),
        Mistake(
            "a little added to p",
            lambda logits, y: _log_of_softmax(logits, y, plus=1e-12),
            "Adding a tiny number before the logarithm hides the infinity and caps the loss "
            "near 28. With log-sum-exp nothing needs hiding.",
            hint=1,
        ),
        Mistake(
            "overflow",
            _naive,
            "exp of a large logit is infinite. Take each row's maximum out before exp, and "
            "add it again after the logarithm.",
            hint=2,
        ),
        Mistake(
            "overflow in the softmax",
            lambda logits, y: _log_of_softmax(logits, y, softmax=_plain_softmax),
            "exp of a large logit is infinite, and infinity divided by infinity is no "
            "number. Take each row's maximum out first, and do not make probabilities at "
            "all.",
            hint=2,
        ),
        Mistake(
            "one global maximum",
            _one_maximum,
            "One maximum was taken from all rows; in a row far below it the sum of the exps "
            "becomes 0, and its logarithm infinite. Each row has its own maximum.",
            hint=2,
        ),
        Mistake(
            "one sum for all rows",
            _one_sum,
            "The exps of all rows were added up together. Each row has a sum of its own: "
            "`axis=1`.",
            hint=2,
        ),
        Mistake(
            "sum for mean",
            lambda logits, y: float(_each(logits, y).sum()),
            "These are added up over the examples. The mean is asked for, so that the loss "
            "does not grow with the batch.",
            hint=3,
        ),
        Mistake(
            "one for each example",
            _each,
            "There is one loss for each example. The mean of them is asked for.",
            hint=3,
        ),
        Mistake(
            "always column 0",
            lambda logits, y: _cross_entropy(logits, np.zeros_like(y)),
            "The answer is always taken from column 0, whatever y says. Each row has its own "
            "right column.",
            hint=2,
        ),
        Mistake(
            "all columns of y",
            _all_columns,
            "`logits[:, y]` takes all those columns from every row: a table of n times n. "
            "Each row needs one entry; give the row numbers, too.",
            hint=2,
        ),
        Mistake(
            "the winner's column",
            lambda logits, y: _cross_entropy(logits, logits.argmax(axis=1)),
            "The column of the largest logit was used. What counts is the right class, y, "
            "also where the network prefers another.",
            hint=2,
        ),
        Mistake(
            "the wrong sign",
            lambda logits, y: -_cross_entropy(logits, y),
            "The sign is the wrong way round: a loss is never below 0 here. It is log-sum-exp "
            "minus the right logit.",
            hint=2,
        ),
        Mistake(
            "no log-sum-exp",
            lambda logits, y: float(-logits[np.arange(len(y)), y].mean()),
            "Only the right logit counts in your loss. It could be lowered by making all "
            "logits large; log-sum-exp keeps them in competition.",
            hint=2,
        ),
        Mistake(
            "maximum for log-sum-exp",
            lambda logits, y: float(
                (logits.max(axis=1) - logits[np.arange(len(y)), y]).mean()
            ),
            "The maximum alone stands where the whole log-sum-exp belongs. Where the right "
            "class wins narrowly, the loss must not be 0.",
            hint=2,
        ),
        Mistake(
            "mean over all entries",
            lambda logits, y: float(_each(logits, y).sum() / logits.size),
            "It was divided by all n times k entries. There are n examples.",
            hint=3,
        ),
        Mistake(
            "probabilities for their logarithm",
            lambda logits, y: float(-_softmax(logits)[np.arange(len(y)), y].mean()),
            "The logarithm is missing: this is minus the mean probability.",
            hint=2,
        ),
        Mistake(
            "logarithm to base 2",
            lambda logits, y: _cross_entropy(logits, y) / float(np.log(2)),
            "This is the loss in bits: the logarithm to base 2. Here it is the natural one, "
            "`np.log`.",
            hint=3,
        ),
    ),
    hints=(
        "What is the loss where the right class has probability 0 to the last digit? Why "
        "can the logits still tell?",
        "Each example's loss is log-sum-exp of its row minus its right logit. "
        "`a[np.arange(n), y]` takes one entry from each row.",
        "With m the maxima of the rows, log-sum-exp is m plus the log of the sum of the exps "
        "of (logits less m). Subtract the right logits, and take the mean.",
    ),
    alternatives=(
        lambda logits, y: np.mean(
            np.logaddexp.reduce(logits, axis=1) - logits[range(len(y)), y]
        ),
        lambda logits, y: (
            sum(
                np.log(np.exp(z - z[c]).sum())
                if z.max() - z[c] < 600
                else z.max() - z[c]
                for z, c in zip(logits, y, strict=True)
            )
            / len(y)
        ),
        lambda logits, y: np.float32(_cross_entropy(logits.astype(np.float32), y)),
    ),
)
