"""The mean squared error, a loss that says how far the answers are off."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked


def _mse(pred, y):
    return float(np.mean((np.ravel(pred) - np.ravel(y)) ** 2))


def _cases(rng):
    yield worked(pred=[2.0, -1.0], y=[1.0, 1.0])
    yield worked(pred=[1.0, 2.0, 3.0], y=[1.0, 2.0, 1.0])
    yield worked(pred=[[2.0], [-1.0]], y=[1.0, 1.0])  # (n, 1) against (n,)
    yield case(pred=np.arange(4), y=np.array([0, 1, 1, 0]))  # whole numbers
    yield case(pred=np.ones(3), y=np.ones(3))  # nothing is wrong
    for n in (1, 5, 8):
        pred, y = rng.normal(size=(2, n))
        yield case(pred=pred, y=y)
        yield case(pred=pred, y=y[:, None])
        yield case(pred=pred[:, None], y=y)


def _flat_or_refused(attempt, pred, y):
    """Refusing (n,) against (n, 1) with an error is as good as flattening both."""
    try:
        return attempt(pred, y)
    except Exception:
        if pred.shape == y.shape:
            raise
    return attempt(pred.ravel(), y.ravel())


def _errors(pred, y):
    return np.ravel(pred) - np.ravel(y)


def _strict_mse(pred, y):
    assert pred.shape == y.shape, "pred and y must have one shape"
    return np.square(pred - y).mean()


mse = Exercise(
    number="5.1.1", name="mse", difficulty=1, minutes=6, points=1,
    reference=_mse, cases=_cases, observe=_flat_or_refused, rows=("pred", "y"),
    mistakes=(
        Mistake("(n,) with (n, 1)", lambda pred, y: np.mean((pred - y) ** 2), message=
            "One of the two has shape (n,) and the other (n, 1). NumPy then subtracts every y from "
            "every prediction, n times n numbers, and says nothing. Bring both to one shape first, "
            "or refuse them with an error."),
        Mistake("only y flattened", lambda pred, y: np.mean((pred - np.ravel(y)) ** 2), message=
            "y was flattened and pred was not: where pred has shape (n, 1), NumPy subtracts every "
            "y from every prediction. Flatten both."),
        Mistake("only pred flattened", lambda pred, y: np.mean((np.ravel(pred) - y) ** 2), message=
            "pred was flattened and y was not: where y has shape (n, 1), NumPy subtracts every y "
            "from every prediction. Flatten both."),
        Mistake("doubled for squared", hint=2, code=
            lambda pred, y: np.mean(_errors(pred, y) * 2), message=
            "The errors were doubled. To square, write two stars, `** 2`."),
        Mistake("sum for mean", lambda pred, y: np.sum(_errors(pred, y) ** 2), hint=2, message=
            "This is the sum of the squares. It grows with the number of examples; the mean does "
            "not."),
        Mistake("absolute errors", hint=2, code=
            lambda pred, y: np.mean(np.abs(_errors(pred, y))), message=
            "This is the mean of the absolute errors. Square each error instead: large ones then "
            "count more."),
        Mistake("not squared", lambda pred, y: np.mean(_errors(pred, y)), hint=2, message=
            "The errors are not squared, so that one that is too high and one that is too low "
            "cancel."),
        Mistake("mean squared afterwards", hint=3, code=
            lambda pred, y: np.mean(_errors(pred, y)) ** 2, message=
            "The mean is squared, where the mean of the squares is asked for: errors of opposite "
            "signs cancel before they are squared."),
        Mistake("root taken", hint=3, code=
            lambda pred, y: np.sqrt(np.mean(_errors(pred, y) ** 2)), message=
            "The square root is one step too many: mse is the mean of the squares itself."),
        Mistake("halved", lambda pred, y: np.mean(_errors(pred, y) ** 2) / 2, hint=3, message=
            "This is half of what is asked. Some books halve the mean so that the 2 of the slope "
            "goes away; here nothing is halved."),
        Mistake("one square an example", lambda pred, y: _errors(pred, y) ** 2, hint=2, message=
            "These are the squares, one for each example. One number is asked for: their mean."),
        Mistake("only the first example", hint=2, code=
            lambda pred, y: float(_errors(pred, y)[0] ** 2), message=
            "Only the first example counts. Is there a `return` inside a loop?"),
    ),
    hints=(
        "What is the shape of `pred - y` where `pred` has shape (2, 1) and `y` has shape (2,)? Try "
        "`np.zeros((2, 1)) - np.zeros(2)`.",
        "Three steps, in this order: subtract, square, average. `np.mean` averages all the entries "
        "of an array.",
        "`np.ravel(a)` gives the numbers of `a` in one row, whatever its shape. Do that to both "
        "first; then the mean of the squared differences.",
    ),
    alternatives=(
        lambda pred, y: (
            sum((float(p) - float(t)) ** 2 for p, t in zip(pred.ravel(), y.ravel(), strict=True))
            / y.size
        ),
        lambda pred, y: np.dot(d := pred.reshape(-1) - y.reshape(-1), d) / len(d),
        lambda pred, y: _strict_mse(pred, y),
    ),
)  # fmt: skip
