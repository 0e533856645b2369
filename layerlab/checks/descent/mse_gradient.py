"""The slopes of the mean squared error by the weights and the bias."""

import numpy as np

from layerlab.checking import Exercise, Mistake, Part, case, worked


def _mse_gradient(X, y, w, b):
    errors = X @ w + b - y
    return 2 * X.T @ errors / len(y), 2 * float(errors.mean())


def _cases(rng):
    yield worked(X=[[1.0], [3.0]], y=[1.0, 2.0], w=[1.0], b=0.5)
    yield worked(X=[[2.0, -1.0], [-1.0, 2.0]], y=[1.0, -1.0], w=[0.0, 0.0], b=0.0)
    yield worked(X=[[1.0, 2.0], [3.0, 4.0], [0.0, 1.0]], y=[0, 1, 1], w=[1, -1], b=2.0)
    for n, d in [(1, 2), (4, 3), (6, 6), (20, 2), (3, 1)]:
        yield case(
            X=rng.normal(size=(n, d)),
            y=rng.normal(size=n),
            w=rng.normal(size=d),
            b=float(rng.normal()),
        )
    yield case(X=np.eye(3), y=np.ones(3), w=np.ones(3), b=0.0)  # nothing is wrong


def _grad(scale=lambda n: 2 / n, errors=lambda X, y, w, b: X @ w + b - y):
    """A gradient with this factor in front, from these errors."""

    def code(X, y, w, b):
        e, s = errors(X, y, w, b), scale(len(y))
        return s * X.T @ e, s * float(e.sum())

    return code


mse_gradient = Exercise(
    number="5.1.2", name="mse_gradient", difficulty=2, minutes=12, points=2,
    reference=_mse_gradient, cases=_cases, returns=("dw", "db"), rows=("X", "y"),
    parts=(Part("dw", 1, shows=("dw",)), Part("db", 1, shows=("db",))),
    mistakes=(
        Mistake("wrong sign", _grad(lambda n: -2 / n), hint=2, message=
            "Every sign is the wrong way round: this points downhill. The gradient points uphill; "
            "it is the step that goes against it."),
        Mistake("factor 2 lost", _grad(lambda n: 1 / n), hint=2, message=
            "This is half of the slope. Where a square changes, the 2 of the exponent comes down "
            "in front."),
        Mistake("sum for mean", _grad(lambda n: 2.0), hint=2, message=
            "The slopes of the examples are added and not averaged. The loss is a mean, so its "
            "slope is one too."),
        Mistake("sum for mean, 2 lost", _grad(lambda n: 1.0), hint=2, message=
            "The slopes of the examples are added and not averaged, and the 2 of the square is "
            "missing."),
        Mistake("sum for mean in db only", lambda X, y, w, b: (
            (_mse_gradient(X, y, w, b)[0], 2 * float(sum(X @ w + b - y)))
        ), hint=3, message=
            "dw is right, and db is not averaged: it adds up the errors. The loss is a mean in "
            "both directions."),
        Mistake("db not summed", lambda X, y, w, b: (
            (_mse_gradient(X, y, w, b)[0], 2 * (X @ w + b - y) / len(y))
        ), hint=3, message=
            "db is an array with one entry an example. The bias is one number, and it is in every "
            "score: average its slopes over the examples."),
        Mistake("inputs forgotten", lambda X, y, w, b: (
            (np.full(len(w), 2 * np.mean(X @ w + b - y)), 2 * np.mean(X @ w + b - y))
        ), message=
            "dw does not use X: every weight gets the slope of the bias. A weight acts through its "
            "input: a nudge of w[j] moves the score by X[:, j] times the nudge."),
        Mistake("one number for all weights", lambda X, y, w, b: (
            (float(np.mean(2 * (X @ w + b - y)[:, None] * X)), 2 * np.mean(X @ w + b - y))
        ), hint=2, message=
            "dw is averaged over everything. It needs one number for each weight: average over the "
            "examples (axis 0) alone."),
        Mistake("one row an example", lambda X, y, w, b: (
            (2 * (X @ w + b - y)[:, None] * X, 2 * np.mean(X @ w + b - y))
        ), hint=2, message=
            "dw has a row for each example: these are the slopes of the single examples. Average "
            "them over the examples, axis 0."),
        Mistake("averaged over the weights", lambda X, y, w, b: (
            (2 * X.T @ (X @ w + b - y) / X.size, 2 * np.mean(X @ w + b - y))
        ), hint=2, message=
            "dw is divided by the number of entries of X, examples times weights. Divide by the "
            "number of examples."),
        Mistake("bias missing from the prediction", code=
            _grad(errors=lambda X, y, w, b: X @ w - y), message=
            "The bias is missing from the prediction. The error is X @ w + b - y."),
        Mistake("errors squared", hint=2, code=
            _grad(lambda n: 1 / n, lambda X, y, w, b: (X @ w + b - y) ** 2), message=
            "The errors are still squared. In the slope of a square the exponent comes down: two "
            "times the error, not the error squared."),
        Mistake("labels forgotten", _grad(errors=lambda X, y, w, b: X @ w + b), message=
            "The labels play no part: these are the predictions, not the errors."),
        *(Mistake(f"times a rate of {rate:g}", _grad(lambda n, r=rate: 2 * r / n), hint=2, message=
            "The slopes are multiplied by a learning rate. That belongs to the step; the slope "
            "itself knows of none.") for rate in (0.1, 0.01)),
        Mistake("only dw returned", hint=3, code=
            lambda X, y, w, b: _mse_gradient(X, y, w, b)[0], message=
            "Only dw came back. Return both: `return dw, db`."),
        Mistake("order exchanged", hint=3, code=
            lambda X, y, w, b: _mse_gradient(X, y, w, b)[::-1], message=
            "db came first. The contract is (dw, db), in this order."),
    ),
    hints=(
        "Take one example and nudge w[j] by a little. By how much does the score move, and so the "
        "error, and so its square? And what if you nudge b?",
        "First the errors, one an example: prediction minus label. The slope for w[j] is the mean "
        "of two times error times X[:, j]. `X.T @ errors` sums error times input over the "
        "examples, for all weights at once.",
        "db has the same form as dw with an input that is always 1: two times the mean of the "
        "errors. Test yours: `ll.gradient_check(f, df, w)` compares it with nudges.",
    ),
    alternatives=(
        lambda X, y, w, b: (
            np.mean([2 * (x @ w + b - t) * x for x, t in zip(X, y, strict=True)], axis=0),
            np.mean([2 * (x @ w + b - t) for x, t in zip(X, y, strict=True)]),
        ),
        lambda X, y, w, b: (
            (2 * np.einsum("n,nd->d", X @ w + b - y, X) / len(X)).astype(np.float32),
            [2 * np.mean(X @ w + b - y)][0],
        ),
    ),
)  # fmt: skip
