"""The slopes of softmax and cross-entropy together: what was said minus what is true."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked

from . import shared


def _cases(rng):
    yield worked(logits=[[0.0, 0.0]], y=[1])
    yield worked(logits=[[2.0, 0.0], [0.0, 0.0]], y=[0, 0])
    yield worked(logits=[[1.0, 0.0, -1.0]], y=[2])
    for n, k in [(3, 3), (5, 2), (1, 4), (6, 10)]:
        yield case(logits=rng.normal(size=(n, k)) * 2, y=rng.integers(0, k, size=n))
    yield case(logits=np.array([[1000.0, 0.0], [-1000.0, -1001.0]]), y=np.array([1, 1]))
    yield case(logits=np.array([[1000.0, 0.0], [-1000.0, 1000.0]]), y=np.array([1, 1]))


def _lost_axis(logits, y, keep_max=False, keep_sum=False):
    e = np.exp(logits - logits.max(axis=1, keepdims=keep_max))
    p = e / e.sum(axis=1, keepdims=keep_sum)
    return (p - np.eye(p.shape[1])[y]) / len(y)


def _loss_with(change):
    """(p - something) / n, with that something made by `change(p, y)`."""
    return lambda logits, y: (
        (shared.softmax(logits) - change(shared.softmax(logits), y)) / len(y)
    )


def _one_maximum(logits, y):
    e = np.exp(logits - logits.max())
    p = e / e.sum(axis=1, keepdims=True)
    return (p - _hot(p, y)) / len(y)


def _one_sum(logits, y):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return (e / e.sum() - _hot(e, y)) / len(y)


def _maxima_of_columns(logits, y):
    e = np.exp(logits - logits.max(axis=0))
    p = e / e.sum(axis=1, keepdims=True)
    return (p - _hot(p, y)) / len(y)


def _hot(p, y):
    return np.eye(p.shape[1])[y]


def _loss_in_place(logits, y):
    logits -= logits.max(axis=1, keepdims=True)
    return shared.loss_backward(logits, y)


def _loss_by_rows(logits, y):
    rows = []
    for z, label in zip(logits, y, strict=True):
        p = shared.softmax(z)
        rows.append([(p[c] - (c == label)) / len(y) for c in range(len(z))])
    return rows


softmax_cross_entropy_backward = Exercise(
    number="7.3", name="softmax_cross_entropy_backward", difficulty=2, minutes=10, points=2,
    reference=shared.loss_backward, cases=_cases, rows=("logits", "y"),
    mistakes=(
        Mistake("sign", lambda logits, y: -shared.loss_backward(logits, y), message=
            "Every sign is the wrong way round: a step against this would make the right class "
            "less likely."),
        Mistake("not divided by n", hint=2, code=
            lambda logits, y: shared.loss_backward(logits, y) * len(y), message=
            "The blame is not divided by the number of examples. The loss is their mean, so each "
            "carries its share."),
        Mistake("divided by all entries", hint=2, code=
            lambda logits, y: shared.loss_backward(logits, y) * len(y) / logits.size, message=
            "The blame is divided by the number of entries. The loss is a mean over the examples: "
            "divide by their number."),
        Mistake("one sum for the whole table", _one_sum, hint=2, message=
            "The exponentials are divided by the sum of the whole table. Each row has its own."),
        Mistake("subtracted from every class", _loss_with(lambda p, y: 1.0), hint=3, message=
            "1 is subtracted from every class. It belongs to the right class alone."),
        Mistake("nothing subtracted", _loss_with(lambda p, y: 0.0), hint=3, message=
            "These are the probabilities over n. The right class must get blame of the other sign: "
            "something has to be subtracted there."),
        Mistake("1 written there", _loss_with(lambda p, y: (p - 1) * _hot(p, y)), hint=3, message=
            "The right class holds 1 before the division. 1 is subtracted from its probability, "
            "`-=`, not written over it."),
        Mistake("1 added", _loss_with(lambda p, y: -_hot(p, y)), hint=3, message=
            "1 was added at the label. It is subtracted: the right class must be pushed up."),
        Mistake("one global maximum", _one_maximum, hint=2, message=
            "One maximum was taken from all rows. In a row far below it every exp is 0, and 0/0 is "
            "no number. Each row has its own maximum."),
        Mistake("maxima of the columns", _maxima_of_columns, hint=2, message=
            "The maxima were taken down the columns, and the sums along the rows. Both belong to "
            "the rows: axis 1."),
        Mistake("the label subtracted", _loss_with(lambda p, y: y[:, None]), hint=3, message=
            "The label's number is subtracted from every class. A label is a place, not an amount: "
            "subtract 1 in the column that it names."),
        Mistake("always column 0", _loss_with(lambda p, y: _hot(p, 0 * y)), hint=3, message=
            "1 is subtracted in column 0, whatever the label."),
        Mistake("only the right class", code=
            lambda logits, y: shared.loss_backward(logits, y) * _hot(logits, y), message=
            "Only the right class is blamed. The others pushed it down: each carries its own "
            "probability."),
        Mistake("columns of all the labels", hint=3, code=
            _loss_with(lambda p, y: np.isin(np.arange(p.shape[1]), y) * 1.0), message=
            "`p[:, y] -= 1` subtracts in every row the columns of all labels. One column for each "
            "row: `p[np.arange(n), y]`."),
        Mistake("sums along the wrong side", hint=2, code=
            lambda logits, y: _lost_axis(logits, y, keep_max=True), message=
            "The sums have lost an axis, so that NumPy lays them along the columns, or refuses. "
            "`keepdims=True` keeps them standing where they belong."),
        Mistake("maxima along the wrong side", hint=2, code=
            lambda logits, y: _lost_axis(logits, y, keep_sum=True), message=
            "The maxima have lost an axis, so that NumPy lays them along the columns, or refuses. "
            "`keepdims=True` keeps them standing where they belong."),
        Mistake("softmax forgotten", hint=2, code=
            lambda logits, y: (logits - _hot(logits, y)) / len(y), message=
            "The logits were used as they are. The blame is made of probabilities: softmax first."),
        Mistake("softmax over the batch", hint=2, code=
            lambda logits, y: (shared.softmax(logits.T).T - _hot(logits, y)) / len(y), message=
            "The softmax runs over the examples. It belongs to each row: the classes of one "
            "example share the probability 1."),
        Mistake("softmax over the batch, and not divided", hint=2, code=
            lambda logits, y: shared.softmax(logits.T).T - _hot(logits, y), message=
            "Two things. The softmax runs over the examples, and it belongs to each row. And the "
            "loss is a mean: each example carries its share of it."),
        Mistake("divided before the 1 is subtracted", hint=3, code=
            lambda logits, y: shared.softmax(logits) / len(y) - _hot(logits, y), message=
            "The probabilities were divided by n, and the 1 was not. Subtract first, then divide "
            "the whole."),
        Mistake("overflow", lambda logits, y: (
            (np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True) - _hot(logits, y)) / len(y)
        ), hint=2, message=
            "`np.exp(1000)` is infinite. Subtract each row's maximum before the exponential, as in "
            "lesson 06."),
        Mistake("slope for the probability", code=
            lambda logits, y: -_hot(logits, y) / shared.softmax(logits) / len(y), message=
            "This is the blame of the probabilities, -1/p. It must still go back through the "
            "softmax, to the logits."),
        Mistake("logits changed", _loss_in_place, hint=2, message=
            "The caller's logits were changed: `-=` writes into the array that came in. Make a new "
            "one."),
        Mistake("the loss itself", lambda logits, y: (
            float(-np.mean(np.log(shared.softmax(logits)[range(len(y)), y])))
        ), message=
            "This is the loss, one number. Its slopes are asked for, one for each logit."),
    ),
    hints=(
        "Raise the right logit a little: the loss falls. Raise another: it rises. By how much in "
        "all, if you raise every logit of a row by the same? (The probabilities stay.)",
        "First p, the softmax of each row. The blame of a row is p minus the row that holds 1 at "
        "its label and 0 elsewhere; then its share of the mean.",
        "`np.arange(n)` beside `y` picks one entry in each row: `p[np.arange(n), y]`. Subtract 1 "
        "from those in a copy, and divide all by n.",
    ),
    alternatives=(
        lambda logits, y: _loss_by_rows(logits, y),
        lambda logits, y: (
            (
                np.exp(logits - np.logaddexp.reduce(logits, axis=1)[:, None])
                - (np.arange(logits.shape[1]) == y[:, None])
            )
            / len(y)
        ),
    ),
)  # fmt: skip
