"""Unit 02, onion: what each layer makes of its input. In the order of the exercises."""

import functools
from itertools import pairwise

import numpy as np

from layerlab.checking import Exercise, Formula, Mistake, case, worked

_ADD_ONE = Formula("lambda x: x + 1")
_DOUBLE = Formula("lambda x: 2 * x")
_SQUARE = Formula("lambda x: x ** 2")
_BEND = Formula("lambda x: np.maximum(x, 0)")
_HALVE = Formula("lambda x: x / 2 - 3")
_PAIRS = Formula("lambda x: x.reshape(-1, 2).max(axis=1)")
_TURN = Formula("lambda x: x @ np.array([[0.0, 1.0], [-1.0, 0.0]])")
_DENSE = Formula("lambda x: x @ np.array([[1.0, 2.0, 0.5], [-1.0, 0.0, 3.0]])")


def _peel(x, layers):
    stages = [x]
    for layer in layers:
        stages.append(layer(stages[-1]))
    return stages


def _peel_cases(rng):
    yield worked(x=3.0, layers=[_ADD_ONE, _DOUBLE])
    yield worked(x=[1.0, -2.0], layers=[_DOUBLE, _BEND])
    yield case(x=[1.0, -2.0, 3.0, 5.0], layers=[_BEND, _ADD_ONE, _SQUARE])
    yield case(x=[2.0, -1.0, 0.5, 4.0], layers=[_ADD_ONE, _PAIRS, _HALVE])
    yield case(x=rng.normal(size=4), layers=[_HALVE, _SQUARE, _PAIRS, _DOUBLE])
    yield case(x=rng.normal(size=(3, 2)), layers=[_TURN, _BEND, _DENSE])
    yield case(x=2.0, layers=[_SQUARE, _ADD_ONE, _HALVE])
    yield case(x=[1.0, 4.0], layers=[_SQUARE])  # one layer
    yield case(x=[1.0, 2.0], layers=[])  # none: only the input


def _same_array(x, layers):
    stages = _peel(x, layers)
    return [stages[-1]] * len(stages)


def _each_alone(x, layers):
    return [x, *(layer(x) for layer in layers)]


def _peel_stops(x, layers):
    stages = [x]
    for layer in layers:
        stages.append(layer(stages[-1]))
        return stages
    return stages


def _peel_by_reduce(x, layers):
    """A fold that carries the whole list."""
    return functools.reduce(lambda s, layer: [*s, layer(s[-1])], layers, [x])


def _peel_from_the_start(x, layers):
    """Each stage is computed afresh from the input; a tuple instead of a list."""
    return tuple(
        functools.reduce(lambda v, layer: layer(v), layers[:depth], x)
        for depth in range(len(layers) + 1)
    )


peel = Exercise(
    number="2.1",
    name="peel",
    difficulty=1,
    minutes=8,
    points=2,
    reference=_peel,
    cases=_peel_cases,
    mistakes=(
        Mistake(
            "input missing",
            lambda x, layers: _peel(x, layers)[1:],
            "The input is missing: the list begins with what the first layer made. The "
            "skin of the onion counts too, so start the list with x.",
            hint=1,
        ),
        Mistake(
            "output missing",
            lambda x, layers: _peel(x, layers)[: max(1, len(layers))],
            "What the last layer made is missing. Is each result put in the list after "
            "its layer was called, and not before?",
            hint=3,
        ),
        Mistake(
            "all entries the same array",
            _same_array,
            "All entries are the same: the list holds one array several times, and that "
            "array was overwritten layer by layer. Let each layer make a new one.",
            hint=2,
        ),
        Mistake(
            "only the output",
            lambda x, layers: _peel(x, layers)[-1],
            "Only what the last layer made came back. This exercise asks for a list with "
            "everything on the way, too.",
            hint=1,
        ),
        Mistake(
            "every layer gets x",
            _each_alone,
            "Every layer was given x itself. Each layer must get what the layer before it "
            "made, which is the last entry of your list.",
            hint=2,
        ),
        Mistake(
            "from the inside out",
            lambda x, layers: _peel(x, layers)[::-1],
            "The list runs from the inside out. The input comes first, the last layer's "
            "result at the end.",
            hint=1,
        ),
        Mistake(
            "layers reversed",
            lambda x, layers: _peel(x, layers[::-1]),
            "The layers were applied from the last to the first. The first in the list "
            "is the outermost: it gets x.",
            hint=1,
        ),
        Mistake(
            "return inside the loop",
            _peel_stops,
            "The list ends after the first layer. A `return` inside the loop ends it "
            "after one turn.",
            hint=3,
        ),
        Mistake(
            "input returned",
            lambda x, layers: [x] * (len(layers) + 1),
            "Every entry is x. The results of the layers were forgotten: `layer(x)` alone "
            "changes nothing.",
            hint=2,
        ),
        Mistake(
            "the last layer twice",
            lambda x, layers: [*_peel(x, layers), _peel(x, layers)[-1]],
            "The last result stands there twice. Put each result in the list once; after "
            "the loop nothing is missing.",
            hint=3,
        ),
    ),
    hints=(
        "Take `x = 3` and the layers *add 1* and *double* on paper. Write down every number "
        "that you see on the way, the first and the last included. How many are they?",
        "Keep a list that begins with x. Which entry of it does the next layer need? Python "
        "writes the last entry of a list as `[-1]`.",
        "Three steps: make the list with x in it; in a loop over the layers, append what the "
        "layer makes of the last entry; after the loop, give the list back.",
    ),
    alternatives=(_peel_by_reduce, _peel_from_the_start),
)


def _top_activating(acts, channel, k):
    strongest = acts[:, channel].max(axis=(1, 2))
    return np.argsort(-strongest)[:k]


def _top_cases(rng):
    maps = [[[[0, 1], [2, 0]], [[9, 0], [0, 0]]], [[[0, 0], [0, 8]], [[3, 3], [3, 3]]]]
    maps.append([[[4, 4], [4, 4]], [[-20, 5], [0, 0]]])
    yield worked(acts=np.array(maps, float), channel=0, k=2)
    yield worked(acts=np.array(maps, float), channel=1, k=1)
    yield worked(acts=np.array(maps, float), channel=1, k=3)
    for n, c, h, w, channel, k in [
        *((6, 3, 2, 4, 2, 3), (5, 5, 3, 3, 4, 2), (9, 2, 4, 2, 1, 4)),
        *((12, 4, 3, 5, 3, 5), (4, 4, 1, 1, 2, 4), (7, 1, 2, 3, 0, 1)),
    ]:
        yield case(acts=rng.normal(size=(n, c, h, w)), channel=channel, k=k)


def _by(measure):
    """The mistake that ranks pictures by `measure(maps of the channel [n, h, w])`."""
    return lambda acts, channel, k: np.argsort(-measure(acts[:, channel]))[:k]


def _maxima(acts, channel):
    return acts[:, channel].max(axis=(1, 2))


def _picture_for_channel(acts, channel, k):
    return np.argsort(-acts[min(channel, len(acts) - 1)].max(axis=(1, 2)))[:k]


def _top_by_list(acts, channel, k):
    """Plain Python: sort the pictures' numbers by their strongest place."""
    best = [max(max(row) for row in picture[channel]) for picture in acts.tolist()]
    return sorted(range(len(best)), key=lambda i: best[i], reverse=True)[:k]


def _top_by_flattening(acts, channel, k):
    """All places in one row; sorted upwards and turned round."""
    flat = acts.reshape(len(acts), acts.shape[1], -1)
    return np.argsort(np.amax(flat, axis=2)[:, channel])[::-1][:k]


top_activating = Exercise(
    number="2.2",
    name="top_activating",
    difficulty=2,
    minutes=12,
    points=2,
    reference=_top_activating,
    cases=_top_cases,
    mistakes=(
        Mistake(
            "ascending",
            lambda acts, channel, k: np.argsort(_maxima(acts, channel))[:k],
            "These are the pictures that excite the channel least. `np.argsort` sorts "
            "upwards: the strongest stand at its end.",
            hint=2,
        ),
        Mistake(
            "strongest last",
            lambda acts, channel, k: np.argsort(_maxima(acts, channel))[-k:],
            "The right pictures, but the strongest stands last. Turn their order round.",
            hint=3,
        ),
        Mistake(
            "wrong axis",
            _picture_for_channel,
            "You looked at all channels of one picture. `acts[channel]` takes the picture "
            "with that number; axis 0 counts pictures, axis 1 channels.",
            hint=2,
        ),
        Mistake(
            "all channels",
            lambda acts, channel, k: np.argsort(-acts.max(axis=(1, 2, 3)))[:k],
            "The pictures are ranked by the strongest of all channels. Only one channel "
            "is asked about.",
            hint=2,
        ),
        Mistake(
            "mean where maximum is asked",
            _by(lambda maps: maps.mean(axis=(1, 2))),
            "The pictures are ranked by the mean over all places. A channel that has found "
            "its thing in one place is strong there and silent elsewhere: take the maximum.",
            hint=1,
        ),
        Mistake(
            "sign ignored",
            _by(lambda maps: np.abs(maps).max(axis=(1, 2))),
            "Large negative numbers were counted as strong. An activation of -20 is no "
            "excitement: leave the sign as it is.",
            hint=1,
        ),
        Mistake(
            "one corner only",
            _by(lambda maps: maps[:, 0, 0]),
            "Only the first place of each map was looked at. The strongest may be anywhere: "
            "rows and columns.",
            hint=2,
        ),
        Mistake(
            "activations returned",
            lambda acts, channel, k: np.sort(_maxima(acts, channel))[::-1][:k],
            "These are the activations themselves. Their places in the batch are asked "
            "for: which pictures are they?",
            hint=2,
        ),
        Mistake(
            "k ignored",
            lambda acts, channel, k: np.argsort(-_maxima(acts, channel)),
            "All pictures came back, in the right order. Only the first k are asked for.",
            hint=3,
        ),
        Mistake(
            "the single strongest",
            lambda acts, channel, k: int(_maxima(acts, channel).argmax()),
            "One number came back: the strongest picture. An array of k indices is asked "
            "for, also where k is 1.",
            hint=3,
        ),
    ),
    hints=(
        "Each picture has a whole map for the channel, one number for each place. Which one "
        "number says how excited the channel was, if it may find its thing anywhere?",
        "`acts[:, channel]` has the shape (n, h, w). Reduce its last two axes to one number "
        "a picture; `np.argsort` then tells in which order the pictures come, upwards.",
        "The order must run downwards: sort the numbers with a minus in front, or turn the "
        "sorted order round with `[::-1]`. Then keep the first k.",
    ),
    alternatives=(_top_by_list, _top_by_flattening),
)


def _distances(features, i):
    return np.linalg.norm(features - features[i], axis=1)


def _nearest(features, i, k):
    order = np.argsort(_distances(features, i), kind="stable")
    return order[order != i][:k]


def _nearest_cases(rng):
    yield worked(features=[[0.0, 0.0], [3.0, 4.0], [1.0, 0.0], [9.0, 9.0]], i=0, k=2)
    yield worked(features=[[0.0], [4.0], [5.0], [11.0]], i=2, k=3)
    yield worked(features=[[2.0, 1.0], [8.0, 8.0], [2.0, 1.0], [2.5, 1.0]], i=2, k=1)
    yield worked(features=[[0.0, 0.0], [3.0, 3.0], [0.0, 5.0]], i=0, k=1)
    for n, d, i, k in [(6, 2, 3, 2), (9, 5, 0, 3), (12, 3, 11, 11), (20, 8, 7, 5)]:
        yield case(features=rng.normal(size=(n, d)) + 1, i=i, k=k)
    yield case(features=rng.normal(size=(8, 4)) * [1, 5, 1, 9], i=2, k=4)


def _ranked(measure, *, downwards=False):
    """The mistake that ranks all others by `measure(features, i)`."""

    def attempt(features, i, k):
        values = measure(features, i)
        order = np.argsort(-values if downwards else values, kind="stable")
        return order[order != i][:k]

    return attempt


def _cosine(features, i):
    lengths = np.linalg.norm(features, axis=1) + 1e-12
    return features @ features[i] / lengths


def _nearest_by_deleting(features, i, k):
    """The own row is taken out first; then the indices are mended."""
    others = np.delete(np.arange(len(features)), i)
    squares = ((features[others] - features[i]) ** 2).sum(axis=1)
    return others[np.argsort(squares, kind="stable")][:k]


def _nearest_by_loop(features, i, k):
    """Pairs of distance and index, sorted as pairs; a list comes back."""
    pairs = []
    for j, row in enumerate(features):
        if j != i:
            pairs.append((sum((row - features[i]) ** 2) ** 0.5, j))
    return [j for _, j in sorted(pairs)[:k]]


nearest = Exercise(
    number="2.3",
    name="nearest",
    difficulty=2,
    minutes=12,
    points=2,
    reference=_nearest,
    cases=_nearest_cases,
    mistakes=(
        Mistake(
            "includes i itself",
            lambda features, i, k: np.argsort(_distances(features, i), kind="stable")[
                :k
            ],
            "Row i is among its own neighbours. Nothing is nearer to a picture than the "
            "picture itself: leave i out.",
            hint=1,
        ),
        Mistake(
            "the first one dropped",
            lambda features, i, k: np.argsort(_distances(features, i), kind="stable")[
                1 : k + 1
            ],
            "The first in the order was dropped, whoever it was. Where another row equals "
            "row i, that is a real neighbour, and i stays in: leave out i by its number.",
            hint=3,
        ),
        Mistake(
            "farthest first",
            _ranked(_distances, downwards=True),
            "The farthest came first. The nearest have the smallest distance.",
            hint=2,
        ),
        Mistake(
            "one length for everything",
            _ranked(lambda F, i: np.linalg.norm(F - F[i])),
            "One length was taken of all rows together. Each row has a distance of its own: "
            "`np.linalg.norm(…, axis=1)`.",
            hint=2,
        ),
        Mistake(
            "dot product for distance",
            _ranked(lambda F, i: F @ F[i], downwards=True),
            "The rows are ranked by their dot product with row i. A long row far away has a "
            "large dot product, too: take the length of the difference.",
            hint=2,
        ),
        Mistake(
            "smallest dot product",
            _ranked(lambda F, i: F @ F[i]),
            "The rows are ranked by their dot product with row i, the smallest first. That "
            "is no distance: take the length of the difference.",
            hint=2,
        ),
        Mistake(
            "angle for distance",
            _ranked(_cosine, downwards=True),
            "The rows are ranked by the angle to row i. Rows in one direction may lie far "
            "apart: the Euclidean distance is asked for.",
            hint=2,
        ),
        Mistake(
            "city blocks",
            _ranked(lambda F, i: np.abs(F - F[i]).sum(axis=1)),
            "These distances add up the absolute differences. The Euclidean distance "
            "squares them first, by Pythagoras.",
            hint=2,
        ),
        Mistake(
            "largest difference only",
            _ranked(lambda F, i: np.abs(F - F[i]).max(axis=1)),
            "Only the largest of the differences counts here. All of them belong in a "
            "Euclidean distance.",
            hint=2,
        ),
        Mistake(
            "differences of sums",
            _ranked(lambda F, i: np.abs((F - F[i]).sum(axis=1))),
            "The differences were added with their signs, so that they cancel. Square them "
            "before you add.",
            hint=2,
        ),
        Mistake(
            "lengths of the rows",
            _ranked(lambda F, i: np.linalg.norm(F, axis=1)),
            "These are the distances to zero. Subtract row i from all rows first.",
            hint=2,
        ),
        Mistake(
            "distances returned",
            lambda features, i, k: np.sort(np.delete(_distances(features, i), i))[:k],
            "These are the distances themselves. Which rows are they? Their indices are "
            "asked for.",
            hint=3,
        ),
        Mistake(
            "indices without row i",
            lambda features, i, k: np.argsort(
                np.delete(_distances(features, i), i), kind="stable"
            )[:k],
            "Row i was taken out of the table, and the rows behind it moved up by one. The "
            "indices must count in the table that was given.",
            hint=3,
        ),
    ),
    hints=(
        "Take the rows 0, 4, 5, 11 and i = 2, the row with the 5. Which row lies nearest to "
        "it, if it may not name itself?",
        "`features - features[i]` subtracts row i from every row. The Euclidean distance is "
        "the root of the sum of squares along a row: `np.linalg.norm` has an `axis`.",
        "`np.argsort` gives the order, nearest first. Keep of it the entries that are not i, "
        "then the first k. Set the distance of row i to `np.inf`, if you like that better.",
    ),
    alternatives=(_nearest_by_deleting, _nearest_by_loop),
)


def _fitted(X, y, *, bias=True):
    """A linear reader by least squares: weights W [d (+ 1), classes]."""
    X1 = _with_ones(X, bias)
    return np.linalg.lstsq(X1, np.eye(int(np.max(y)) + 1)[y], rcond=None)[0]


def _with_ones(X, bias=True):
    return np.column_stack([X, np.ones(len(X))]) if bias else X


def _says(W, X, *, bias=True):
    return (_with_ones(X, bias) @ W).argmax(axis=1)


def _probe_accuracy(train_features, train_y, test_features, test_y):
    W = _fitted(train_features, train_y)
    return float(np.mean(_says(W, test_features) == test_y))


def _probe_cases(rng):
    yield worked(
        train_features=[[0.0], [1.0], [9.0], [10.0]],
        train_y=[0, 0, 1, 1],
        test_features=[[2.0], [8.0], [1.0], [7.0]],
        test_y=[0, 1, 1, 1],
    )
    yield _probe_case(rng, train=(60, 0), test=(60, 0))
    yield _probe_case(rng, train=(60, 0), test=(180, 0.8))
    yield _probe_case(rng, train=(160, 0), test=(40, 0.75))
    yield _probe_case(rng, train=(100, 0.25), test=(60, 0))
    yield _probe_case(rng, train=(80, 0.1), test=(100, 0.6))
    yield _probe_case(rng, train=(60, 0), test=(40, 0.2), middle=30.0)
    yield _probe_case(rng, train=(60, 0), test=(30, 0.4), k=3, d=4)
    yield _probe_case(rng, train=(40, 0), test=(40, 0), middle=5.0, d=1)


def _probe_case(rng, *, train, test, middle=0.0, k=2, d=2):
    """Rows around k corners; a share of each part is labelled as the next class."""
    corners = np.eye(max(k, d))[:k, :d] * 8
    args = {}
    for name, (n, wrong) in (("train", train), ("test", test)):
        truth = np.arange(n) % k
        flipped = (np.arange(n) // k) % 20 < 20 * wrong
        rows = corners[truth] + rng.uniform(-1, 1, size=(n, d)) + middle
        args[f"{name}_features"] = rows
        args[f"{name}_y"] = np.where(flipped, (truth + 1) % k, truth)
    return case(**args)


def _judge_probe(value, args, expected):
    number = np.asarray(value, float) if not isinstance(value, str) else None
    if number is None or number.size != 1:
        return "one number: the share of test rows that the reader names rightly"
    share = float(number.reshape(-1)[0])
    if not 0 <= share <= 1:
        return f"a share between 0 and 1; this is {share:.4g}"
    if abs(share - expected) > 0.06:
        return (
            f"about {expected:.2f} of the {len(args['test_y'])} test rows right, for a "
            f"linear reader fitted to the training rows; this is {share:.2f}"
        )
    return None


def _joined(train_features, train_y, test_features, test_y):
    X = np.concatenate([train_features, test_features])
    W = _fitted(X, np.concatenate([train_y, test_y]))
    return float(np.mean(_says(W, test_features) == test_y))


def _without_bias(train_features, train_y, test_features, test_y):
    W = _fitted(train_features, train_y, bias=False)
    return float(np.mean(_says(W, test_features, bias=False) == test_y))


def _changed(by):
    """The mistake that gives something else for the right share."""

    def attempt(train_features, train_y, test_features, test_y):
        share = _probe_accuracy(train_features, train_y, test_features, test_y)
        return by(share, test_y)

    return attempt


def _probe_logistic(train_features, train_y, test_features, test_y):
    """scikit-learn's logistic regression."""
    from sklearn.linear_model import LogisticRegression

    reader = LogisticRegression(max_iter=2000).fit(train_features, train_y)
    return reader.score(test_features, test_y)


def _probe_centres(train_features, train_y, test_features, test_y):
    """The nearest class centre: linear as well; no matrix is solved."""
    centres = np.array(
        [train_features[train_y == k].mean(axis=0) for k in np.unique(train_y)]
    )
    scores = test_features @ centres.T - (centres**2).sum(axis=1) / 2
    return np.mean(scores.argmax(axis=1) == test_y)


probe_accuracy = Exercise(
    number="2.4",
    name="probe_accuracy",
    difficulty=2,
    minutes=15,
    points=3,
    reference=_probe_accuracy,
    cases=_probe_cases,
    judge=_judge_probe,
    seconds=20.0,  # the first import of scikit-learn counts, too
    mistakes=(
        Mistake(
            "fits on the test set",
            lambda train_features, train_y, test_features, test_y: _probe_accuracy(
                test_features, test_y, test_features, test_y
            ),
            "The reader was fitted to the test rows: it has seen the answers before the "
            "exam. Fit to the training rows only.",
            hint=1,
        ),
        Mistake(
            "scores on the training set",
            lambda train_features, train_y, test_features, test_y: _probe_accuracy(
                train_features, train_y, train_features, train_y
            ),
            "The reader was asked about the rows that it learned from. How well it does on "
            "others is asked: count on the test rows.",
            hint=1,
        ),
        Mistake(
            "both sets for fitting",
            _joined,
            "The test rows are among the rows that the reader was fitted to. They are there "
            "to be asked about, after the fitting.",
            hint=1,
        ),
        Mistake(
            "train and test swapped",
            lambda train_features, train_y, test_features, test_y: _probe_accuracy(
                test_features, test_y, train_features, train_y
            ),
            "The two sets are swapped: fitted to the test rows, counted on the training "
            "rows.",
            hint=1,
        ),
        Mistake(
            "no bias",
            _without_bias,
            "The reader has weights but no bias, so its line must pass through zero. Give "
            "it a bias, for example as a column of ones.",
            hint=2,
        ),
        Mistake(
            "percent",
            _changed(lambda share, y: 100 * share),
            "This is a percentage. A share between 0 and 1 is asked for.",
            hint=3,
        ),
        Mistake(
            "count for share",
            _changed(lambda share, y: share * len(y)),
            "This is how many test rows were right. Divide by how many there are.",
            hint=3,
        ),
        Mistake(
            "errors counted",
            _changed(lambda share, y: 1 - share),
            "This is the share of mistakes. The share of right answers is one minus it.",
            hint=3,
        ),
        Mistake(
            "guesses returned",
            lambda train_features, train_y, test_features, test_y: _says(
                _fitted(train_features, train_y), test_features
            ),
            "These are the reader's guesses. Compare them with the true classes and give "
            "back the share that agrees.",
            hint=3,
        ),
        Mistake(
            "scores for classes",
            lambda train_features, train_y, test_features, test_y: float(
                np.mean(
                    (_with_ones(test_features) @ _fitted(train_features, train_y)).max(
                        axis=1
                    )
                    == test_y
                )
            ),
            "The largest score was compared with the class. Which class has it? That is "
            "`argmax`, not `max`.",
            hint=3,
        ),
    ),
    hints=(
        "There are two sets. One is for learning, the other is for asking. Which of the four "
        "arguments may the reader see while it learns?",
        "Any linear reader will do: `LogisticRegression` from scikit-learn has the methods "
        "`fit` and `predict`; or least squares, `np.linalg.lstsq`, to rows of zeros with a "
        "one, with a column of ones added to the features.",
        "Fit to the training features and classes, predict for the test features, and take "
        "the mean of `guesses == test_y`: a mean of true and false is a share.",
    ),
    alternatives=(_probe_logistic, _probe_centres),
)


def _slopes(layers, derivatives, x):
    return [d(at) for d, at in zip(derivatives, _peel(x, layers), strict=False)]


def _onion_derivative(layers, derivatives, x):
    return float(np.prod(_slopes(layers, derivatives, x)))


_LAYERS = {
    "square": (Formula("lambda x: x ** 2"), Formula("lambda x: 2 * x")),
    "triple": (Formula("lambda x: 3 * x"), Formula("lambda x: 3.0")),
    "shift": (Formula("lambda x: x - 2"), Formula("lambda x: 1.0")),
    "sine": (Formula("lambda x: np.sin(x)"), Formula("lambda x: np.cos(x)")),
    "tanh": (Formula("lambda x: np.tanh(x)"), Formula("lambda x: 1 - np.tanh(x) ** 2")),
    "cube": (Formula("lambda x: x ** 3"), Formula("lambda x: 3 * x ** 2")),
    "grow": (
        Formula("lambda x: np.exp(x / 4)"),
        Formula("lambda x: np.exp(x / 4) / 4"),
    ),
    "bend": (
        Formula("lambda x: np.maximum(x, 0)"),
        Formula("lambda x: float(x > 0)"),
    ),
}


def _stack(names, x, make=case):
    layers, derivatives = zip(*(_LAYERS[name] for name in names.split()), strict=True)
    return make(layers=list(layers), derivatives=list(derivatives), x=x)


def _onion_cases(rng):
    yield _stack("triple square", 2.0, worked)
    yield _stack("square triple shift", 2.0, worked)
    yield _stack("square square", 1.5, worked)
    for names in (
        *("square sine triple", "tanh square grow shift", "sine cube tanh"),
        *("grow square sine cube", "shift square square", "cube tanh triple square"),
    ):
        yield _stack(names, float(np.round(rng.uniform(0.4, 1.6), 2)))
    yield _stack("shift bend triple", 1.0)  # the bend is shut: no slope at all
    yield _stack("square", -3.0)
    yield case(layers=[], derivatives=[], x=5.0)


def _slope_at_x(layers, derivatives, x):
    return float(np.prod([d(x) for d in derivatives]))


def _slope_after(layers, derivatives, x):
    stages = _peel(x, layers)[1:]
    return float(np.prod([d(at) for d, at in zip(derivatives, stages, strict=True)]))


def _slope_reversed(layers, derivatives, x):
    return _onion_derivative(layers[::-1], derivatives[::-1], x)


def _chain_by_recursion(layers, derivatives, x):
    """The outermost slope times the derivative of what is inside."""
    if not layers:
        return 1.0
    inside = _chain_by_recursion(layers[1:], derivatives[1:], layers[0](x))
    return derivatives[0](x) * inside


def _chain_backwards(layers, derivatives, x):
    """All inputs first; then blame goes from the inside out, as in lesson 07."""
    inputs = [x]
    for layer in layers[:-1]:
        inputs.append(layer(inputs[-1]))
    total = 1
    for at, derivative in reversed(list(zip(inputs, derivatives, strict=False))):
        total = total * derivative(at)
    return np.float64(total)


def _neighbour_factors(layers, derivatives, x):
    """Differences between neighbouring slopes: a guess at 'how it changes'."""
    return sum(b - a for a, b in pairwise(_slopes(layers, derivatives, x)))


onion_derivative = Exercise(
    number="2.5",
    name="onion_derivative",
    difficulty=3,
    minutes=15,
    points=3,
    reference=_onion_derivative,
    cases=_onion_cases,
    mistakes=(
        Mistake(
            "all derivatives taken at x",
            _slope_at_x,
            "Every derivative was taken at x. Only the first layer meets x; each other layer "
            "has its slope at the number that reaches it.",
            hint=1,
        ),
        Mistake(
            "sum for product",
            lambda layers, derivatives, x: float(sum(_slopes(layers, derivatives, x))),
            "The slopes were added. A change that is tripled and then doubled is six times "
            "as large: slopes in a row multiply.",
            hint=1,
        ),
        Mistake(
            "last layer dropped",
            lambda layers, derivatives, x: _onion_derivative(
                layers[:-1], derivatives[:-1], x
            ),
            "The last layer's slope is missing from the product. Does the loop stop one too "
            "early?",
            hint=3,
        ),
        Mistake(
            "first layer dropped",
            lambda layers, derivatives, x: float(
                np.prod(_slopes(layers, derivatives, x)[1:])
            ),
            "The first layer's slope is missing from the product. It is the outermost skin: "
            "a change has to pass it, too.",
            hint=3,
        ),
        Mistake(
            "slopes at the outputs",
            _slope_after,
            "Each derivative was taken at what its layer made, one step too late. Take the "
            "slope at what goes into the layer, then send it through.",
            hint=3,
        ),
        Mistake(
            "from the inside out",
            _slope_reversed,
            "The layers were applied from the last to the first. The first in the list is "
            "the outermost: it meets x.",
            hint=2,
        ),
        Mistake(
            "output returned",
            lambda layers, derivatives, x: _peel(x, layers)[-1],
            "This is what comes out of the stack, not how fast it changes. Multiply the "
            "slopes on the way.",
            hint=1,
        ),
        Mistake(
            "output times slopes",
            lambda layers, derivatives, x: (
                _peel(x, layers)[-1] * _onion_derivative(layers, derivatives, x)
            ),
            "The product holds the output as well as the slopes. Only slopes belong in it: "
            "start it at 1.",
            hint=3,
        ),
        Mistake(
            "slopes returned",
            _slopes,
            "All slopes came back in a list. One number is asked for: their product.",
            hint=3,
        ),
        Mistake(
            "only the last slope",
            lambda layers, derivatives, x: (
                _slopes(layers, derivatives, x)[-1] if layers else 1.0
            ),
            "Only the last layer's slope came back. The product of all of them is asked "
            "for: is the running product overwritten in the loop?",
            hint=3,
        ),
        Mistake(
            "starts at zero",
            lambda layers, derivatives, x: 0.0,
            "The result is 0 whatever comes in. A product that starts at 0 stays there: "
            "start it at 1.",
            hint=3,
        ),
        Mistake(
            "derivative of the last stage only at x",
            lambda layers, derivatives, x: float(derivatives[-1](x)) if layers else 1.0,
            "Only the last layer's derivative was taken, and that at x. Every layer has a "
            "slope of its own, at the number that reaches it.",
            hint=1,
        ),
        Mistake(
            "x times slopes",
            lambda layers, derivatives, x: (
                x * _onion_derivative(layers, derivatives, x)
            ),
            "The product holds x itself. Only slopes belong in it: start it at 1.",
            hint=3,
        ),
        Mistake(
            "differences of slopes",
            _neighbour_factors,
            "The slopes were subtracted from each other. Slopes in a row multiply.",
            hint=1,
        ),
    ),
    hints=(
        "Nudge x by a little. *Times 3* makes the nudge three times as large. Then *square* "
        "meets 6, where its slope is 12. How large is the nudge in the end, if it was 1 at "
        "the beginning?",
        "Peel as in exercise 2.1: walk through layers and derivatives side by side "
        "(`zip(layers, derivatives)`) and keep the number that reaches the next layer.",
        "Two names change in the loop: a running product that starts at 1, and the present "
        "number. First multiply by the derivative at the present number, then send the "
        "number through the layer.",
    ),
    alternatives=(_chain_by_recursion, _chain_backwards),
)
