"""Unit 05, descent: a loss, its slopes, the walk down. In the order of the exercises.

Central differences: Numerical Recipes, 5.7. The stable cross-entropy of a logit z is
max(z, 0) - y z + log(1 + exp(-|z|)), which never exponentiates a large number.
"""

import numpy as np

from layerlab.checking import Closeness, Exercise, Formula, Mistake, case, worked
from layerlab.checks._descent import (
    _as_list,
    _bce,
    _blocks,
    _by_flat_view,
    _by_popping,
    _by_sorting,
    _by_unit_vectors,
    _central,
    _columns_at_once,
    _descend,
    _down,
    _errors,
    _filled_in,
    _first_axis_only,
    _flat_or_refused,
    _from_probabilities,
    _later_ones_the_same,
    _log_with,
    _low_precision,
    _minibatches,
    _mse,
    _mse_gradient,
    _never_put_back,
    _nudged,
    _numerical_gradient,
    _of,
    _one_bce,
    _one_sigmoid,
    _put_back_by_adding,
    _put_back_exactly,
    _same_array,
    _same_array_and_w0,
    _shuffled,
    _sigmoid,
    _strict_mse,
    _w0_spoiled,
)


def _mse_cases(rng):
    yield worked(pred=[2.0, -1.0], y=[1.0, 1.0])
    yield worked(pred=[1.0, 2.0, 3.0], y=[1.0, 2.0, 1.0])
    yield worked(pred=[[2.0], [-1.0]], y=[1.0, 1.0])  # (n, 1) against (n,)
    for n in (1, 5, 8, 30):
        pred, y = rng.normal(size=(2, n))
        yield case(pred=pred, y=y)
        yield case(pred=pred, y=y[:, None])
    yield case(pred=np.arange(4), y=np.array([0, 1, 1, 0]))  # whole numbers
    yield case(pred=np.ones(3), y=np.ones(3))  # nothing is wrong


mse = Exercise(
    number="5.1.1",
    name="mse",
    difficulty=1,
    minutes=6,
    points=1,
    reference=_mse,
    cases=_mse_cases,
    observe=_flat_or_refused,
    rows=("pred", "y"),
    mistakes=(
        Mistake(
            "(n,) with (n, 1)",
            lambda pred, y: np.mean((pred - y) ** 2),
            "One of the two has shape (n,) and the other (n, 1). NumPy then subtracts every "
            "y from every prediction, n times n numbers, and says nothing. Bring both to one "
            "shape first, or refuse them with an error.",
            hint=1,
        ),
        Mistake(
            "sum for mean",
            lambda pred, y: np.sum(_errors(pred, y) ** 2),
            "This is the sum of the squares. It grows with the number of examples; the mean "
            "does not.",
            hint=2,
        ),
        Mistake(
            "absolute errors",
            lambda pred, y: np.mean(np.abs(_errors(pred, y))),
            "This is the mean of the absolute errors. Square each error instead: large ones "
            "then count more.",
            hint=2,
        ),
        Mistake(
            "not squared",
            lambda pred, y: np.mean(_errors(pred, y)),
            "The errors are not squared, so that one that is too high and one that is too low "
            "cancel.",
            hint=2,
        ),
        Mistake(
            "mean squared afterwards",
            lambda pred, y: np.mean(_errors(pred, y)) ** 2,
            "The mean is squared, where the mean of the squares is asked for: errors of "
            "opposite signs cancel before they are squared.",
            hint=3,
        ),
        Mistake(
            "root taken",
            lambda pred, y: np.sqrt(np.mean(_errors(pred, y) ** 2)),
            "The square root is one step too many: mse is the mean of the squares itself.",
            hint=3,
        ),
        Mistake(
            "halved",
            lambda pred, y: np.mean(_errors(pred, y) ** 2) / 2,
            "This is half of what is asked. Some books halve the mean so that the 2 of the "
            "slope goes away; here nothing is halved.",
            hint=3,
        ),
        Mistake(
            "one square an example",
            lambda pred, y: _errors(pred, y) ** 2,
            "These are the squares, one for each example. One number is asked for: their "
            "mean.",
            hint=2,
        ),
        Mistake(
            "only the first example",
            lambda pred, y: float(_errors(pred, y)[0] ** 2),
            "Only the first example counts. Is there a `return` inside a loop?",
            hint=2,
        ),
    ),
    hints=(
        "What is the shape of `pred - y` where `pred` has shape (2, 1) and `y` has shape "
        "(2,)? Try `np.zeros((2, 1)) - np.zeros(2)`.",
        "Three steps, in this order: subtract, square, average. `np.mean` averages all the "
        "entries of an array.",
        "`np.ravel(a)` gives the numbers of `a` in one row, whatever its shape. Do that to "
        "both first; then the mean of the squared differences.",
    ),
    alternatives=(
        lambda pred, y: (
            sum(
                (float(p) - float(t)) ** 2
                for p, t in zip(pred.ravel(), y.ravel(), strict=True)
            )
            / y.size
        ),
        lambda pred, y: np.dot(d := pred.reshape(-1) - y.reshape(-1), d) / len(d),
        lambda pred, y: _strict_mse(pred, y),
    ),
)


def _mse_gradient_cases(rng):
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
    number="5.1.2",
    name="mse_gradient",
    difficulty=2,
    minutes=12,
    points=2,
    reference=_mse_gradient,
    cases=_mse_gradient_cases,
    returns=("dw", "db"),
    rows=("X", "y"),
    mistakes=(
        Mistake(
            "wrong sign",
            _grad(lambda n: -2 / n),
            "Every sign is the wrong way round: this points downhill. The gradient points "
            "uphill; it is the step that goes against it.",
            hint=2,
        ),
        Mistake(
            "factor 2 lost",
            _grad(lambda n: 1 / n),
            "This is half of the slope. Where a square changes, the 2 of the exponent comes "
            "down in front.",
            hint=2,
        ),
        Mistake(
            "sum for mean",
            _grad(lambda n: 2.0),
            "The slopes of the examples are added and not averaged. The loss is a mean, so its "
            "slope is one too.",
            hint=2,
        ),
        Mistake(
            "sum for mean, 2 lost",
            _grad(lambda n: 1.0),
            "The slopes of the examples are added and not averaged, and the 2 of the square "
            "is missing.",
            hint=2,
        ),
        Mistake(
            "sum for mean in db only",
            lambda X, y, w, b: (
                _mse_gradient(X, y, w, b)[0],
                2 * float(sum(X @ w + b - y)),
            ),
            "dw is right, and db is not averaged: it adds up the errors. The loss is a mean in "
            "both directions.",
            hint=3,
        ),
        Mistake(
            "db not summed",
            lambda X, y, w, b: (
                _mse_gradient(X, y, w, b)[0],
                2 * (X @ w + b - y) / len(y),
            ),
            "db is an array with one entry an example. The bias is one number, and it is in "
            "every score: average its slopes over the examples.",
            hint=3,
        ),
        Mistake(
            "inputs forgotten",
            lambda X, y, w, b: (
                np.full(len(w), 2 * np.mean(X @ w + b - y)),
                2 * np.mean(X @ w + b - y),
            ),
            "dw does not use X: every weight gets the slope of the bias. A weight acts through "
            "its input: a nudge of w[j] moves the score by X[:, j] times the nudge.",
            hint=1,
        ),
        Mistake(
            "one number for all weights",
            lambda X, y, w, b: (
                float(np.mean(2 * (X @ w + b - y)[:, None] * X)),
                2 * np.mean(X @ w + b - y),
            ),
            "dw is averaged over everything. It needs one number for each weight: average over "
            "the examples (axis 0) alone.",
            hint=2,
        ),
        Mistake(
            "one row an example",
            lambda X, y, w, b: (
                2 * (X @ w + b - y)[:, None] * X,
                2 * np.mean(X @ w + b - y),
            ),
            "dw has a row for each example: these are the slopes of the single examples. "
            "Average them over the examples, axis 0.",
            hint=2,
        ),
        Mistake(
            "averaged over the weights",
            lambda X, y, w, b: (
                2 * X.T @ (X @ w + b - y) / X.size,
                2 * np.mean(X @ w + b - y),
            ),
            "dw is divided by the number of entries of X, examples times weights. Divide by "
            "the number of examples.",
            hint=2,
        ),
        Mistake(
            "bias missing from the prediction",
            _grad(errors=lambda X, y, w, b: X @ w - y),
            "The bias is missing from the prediction. The error is X @ w + b - y.",
            hint=1,
        ),
        Mistake(
            "errors squared",
            _grad(lambda n: 1 / n, lambda X, y, w, b: (X @ w + b - y) ** 2),
            "The errors are still squared. In the slope of a square the exponent comes down: "
            "two times the error, not the error squared.",
            hint=2,
        ),
        Mistake(
            "labels forgotten",
            _grad(errors=lambda X, y, w, b: X @ w + b),
            "The labels play no part: these are the predictions, not the errors.",
            hint=1,
        ),
        Mistake(
            "only dw returned",
            lambda X, y, w, b: _mse_gradient(X, y, w, b)[0],
            "Only dw came back. Return both: `return dw, db`.",
            hint=3,
        ),
        Mistake(
            "order exchanged",
            lambda X, y, w, b: _mse_gradient(X, y, w, b)[::-1],
            "db came first. The contract is (dw, db), in this order.",
            hint=3,
        ),
    ),
    hints=(
        "Take one example and nudge w[j] by a little. By how much does the score move, and "
        "so the error, and so its square? And what if you nudge b?",
        "First the errors, one an example: prediction minus label. The slope for w[j] is the "
        "mean of two times error times X[:, j]. `X.T @ errors` sums error times input over "
        "the examples, for all weights at once.",
        "db has the same form as dw with an input that is always 1: two times the mean of "
        "the errors. Test yours: `ll.gradient_check(f, df, w)` compares it with nudges.",
    ),
    alternatives=(
        lambda X, y, w, b: (
            np.mean(
                [2 * (x @ w + b - t) * x for x, t in zip(X, y, strict=True)], axis=0
            ),
            np.mean([2 * (x @ w + b - t) for x, t in zip(X, y, strict=True)]),
        ),
        lambda X, y, w, b: (
            (2 * np.einsum("n,nd->d", X @ w + b - y, X) / len(X)).astype(np.float32),
            [2 * np.mean(X @ w + b - y)][0],
        ),
    ),
)


def _numerical_cases(rng):
    cube = Formula("lambda w: (w**3).sum()")
    product = Formula("lambda w: w.prod()")
    yield worked(f=Formula("lambda w: w[0]**2 + 3 * w[1]"), w=[1.0, 2.0], eps=0.1)
    yield worked(f=cube, w=[1.0, -2.0], eps=0.1)
    yield worked(f=product, w=[[1.0, 2.0], [3.0, 4.0]], eps=0.5)
    yield case(f=cube, w=rng.normal(size=5), eps=0.01)
    yield case(f=product, w=rng.normal(size=(2, 3)), eps=1e-3)
    yield case(f=Formula("lambda w: np.exp(w).sum()"), w=rng.normal(size=3), eps=1e-5)
    yield case(f=cube, w=rng.normal(size=(2, 1, 2)), eps=0.05)
    yield case(f=cube, w=np.array(1.5), eps=0.1)  # no axis at all
    yield case(f=cube, w=np.array([300.0, -200.0], dtype=np.float32), eps=1e-3)
    yield case(f=cube, w=np.array([2, -1, 3]), eps=1e-3)  # whole numbers


def _each(slope):
    """A gradient made entry by entry with `slope(f, w, place, eps)`."""

    def code(f, w, eps):
        gradient = np.zeros(np.shape(w))
        for place in np.ndindex(gradient.shape):
            gradient[place] = slope(f, w, place, eps)
        return gradient

    return code


numerical_gradient = Exercise(
    number="5.2",
    name="numerical_gradient",
    difficulty=3,
    minutes=15,
    points=3,
    reference=_numerical_gradient,
    cases=_numerical_cases,
    closeness=Closeness(rtol=1e-5, atol=1e-7),
    mistakes=(
        Mistake(
            "one-sided",
            _each(lambda f, w, p, eps: (f(_nudged(w, p, eps)) - f(w * 1.0)) / eps),
            "The difference is taken from w upwards only. On a curve that bends, this is off "
            "by an amount of the order of eps. Step to both sides.",
            hint=1,
        ),
        Mistake(
            "w left changed, and not for itself alone",
            _never_put_back,
            "After an entry was nudged it was not put back, so the next slope is taken at "
            "another place, and the caller's w is spoiled. Nudge a copy.",
            hint=2,
        ),
        Mistake(
            "put back by adding",
            _put_back_by_adding,
            "Adding eps and taking it away again does not always give the old number to the "
            "last digit, so the caller's w has changed. Remember the old value and put it "
            "back, or nudge a copy.",
            hint=2,
        ),
        Mistake(
            "eps lost",
            _each(_low_precision),
            "eps is lost: w holds float32 or whole numbers here, and such a copy cannot hold "
            "w + eps exactly. Work in float64.",
            hint=3,
        ),
        Mistake(
            "one-sided, over 2 eps",
            _each(
                lambda f, w, p, eps: (f(_nudged(w, p, eps)) - f(w * 1.0)) / (2 * eps)
            ),
            "Half as steep: one of the two places is w itself, and the distance is taken to "
            "be 2·eps. Nudge upwards for one height and downwards for the other.",
            hint=1,
        ),
        Mistake(
            "downwards only, over 2 eps",
            _each(
                lambda f, w, p, eps: (f(w * 1.0) - f(_nudged(w, p, -eps))) / (2 * eps)
            ),
            "Half as steep: nothing was nudged upwards, and the distance is taken to be "
            "2·eps. One height above w, one below.",
            hint=1,
        ),
        Mistake(
            "divided by eps",
            _each(lambda f, w, p, eps: 2 * _central(f, w, p, eps)),
            "The slope is twice too steep. The two places are 2·eps apart, so divide the "
            "difference by 2·eps.",
            hint=2,
        ),
        Mistake(
            "divided by 2, not by eps",
            _each(lambda f, w, p, eps: 2 * eps * _central(f, w, p, eps) / 2),
            "The difference is not divided by eps. Without it this is a height, and no slope.",
            hint=2,
        ),
        Mistake(
            "divided before it is multiplied",
            _each(lambda f, w, p, eps: _central(f, w, p, eps) * eps**2),
            "`… / 2 * eps` divides by 2 and then multiplies by eps. Set brackets: "
            "`… / (2 * eps)`.",
            hint=2,
        ),
        Mistake(
            "wrong sign",
            _each(lambda f, w, p, eps: -_central(f, w, p, eps)),
            "Every sign is the wrong way round: the height above minus the height below, in "
            "this order.",
            hint=2,
        ),
        Mistake(
            "eps ignored",
            _each(lambda f, w, p, eps: _central(f, w, p, 1e-5)),
            "The given eps plays no part. Use it as it comes: the caller may want a larger "
            "one.",
            hint=2,
        ),
        Mistake(
            "all entries at once",
            lambda f, w, eps: (f(w + eps) - f(w - eps)) / (2 * eps),
            "All entries were nudged together, which gives one number. The gradient has one "
            "slope for each entry: nudge one at a time.",
            hint=1,
        ),
        Mistake(
            "first axis only",
            _first_axis_only,
            "Whole rows were nudged at once. The gradient has the shape of w: nudge one entry "
            "at a time, whatever the number of axes.",
            hint=3,
        ),
        Mistake(
            "columns nudged at once",
            _columns_at_once,
            "A nudge as long as the first axis was added to the whole of w, and NumPy spread "
            "it over all rows. Nudge one entry of w, at its place.",
            hint=3,
        ),
        Mistake(
            "flattened",
            lambda f, w, eps: _numerical_gradient(f, w, eps).ravel(),
            "The slopes came back in one row. The gradient has the shape of w.",
            hint=3,
        ),
    ),
    hints=(
        "A slope needs two places. Which two lie evenly about w? And how many times must "
        "you ask f if w has six entries?",
        "For one entry: the height of f with that entry moved up by eps, minus the height "
        "with it moved down by eps, divided by the distance between the two. Move a copy: "
        "`w.copy()`.",
        "`for place in np.ndindex(w.shape)` visits every entry of an array of any shape, and "
        "`w[place]` is that entry. Begin with `np.array(w, dtype=np.float64)`: float32 and "
        "whole numbers swallow a small eps.",
    ),
    alternatives=(
        lambda f, w, eps=1e-5: _by_flat_view(f, w, eps),
        lambda f, w, eps=1e-5: _by_unit_vectors(f, w, eps),
        lambda f, w, eps=1e-5: _put_back_exactly(f, w, eps),
    ),
)


def _descent_cases(rng):
    bowl = Formula("lambda w: w")
    ravine = Formula("lambda w: w * np.array([1.0, 10.0])")
    yield worked(gradient=Formula("lambda w: 2 * w"), w0=[4.0], lr=0.25, steps=3)
    yield worked(gradient=bowl, w0=[1.0, -2.0], lr=0.5, steps=2)
    yield worked(gradient=Formula("lambda w: 2 * (w - 3)"), w0=1.0, lr=0.1, steps=2)
    yield case(gradient=ravine, w0=rng.normal(size=2), lr=0.05, steps=8)
    yield case(gradient=bowl, w0=rng.normal(size=(2, 3)), lr=0.3, steps=4)
    yield case(gradient=Formula("lambda w: w**3"), w0=np.array([1.5]), lr=0.1, steps=6)
    yield case(gradient=ravine, w0=np.array([1.0, 1.0]), lr=0.25, steps=5)  # explodes
    yield case(gradient=bowl, w0=np.array([2.0]), lr=0.1, steps=0)


def _walk(change, extra=0, first=True):
    """A walk with this change of w at each step, and so many steps more."""

    def code(gradient, w0, lr, steps):
        path = [np.array(w0, dtype=float)]
        for k in range(max(0, steps + extra)):
            path.append(change(path[-1], gradient, lr, path[0], k))
        return np.array(path if first else path[1:])

    return code


gradient_descent = Exercise(
    number="5.3",
    name="gradient_descent",
    difficulty=2,
    minutes=10,
    points=2,
    reference=_descend,
    cases=_descent_cases,
    mistakes=(
        Mistake(
            "climbs",
            _walk(lambda w, g, lr, start, k: w + lr * np.asarray(g(w))),
            "The walk goes uphill: the gradient points to where the loss grows. Go against "
            "it.",
            hint=1,
        ),
        Mistake(
            "every entry the same array",
            _same_array,
            "All entries of the path are one and the same array, and it has moved on: "
            "`w -= …` changes the array that is already in the list. Make a new array at "
            "each step, w = w - …, or append a copy.",
            hint=2,
        ),
        Mistake(
            "every later entry the same array",
            _later_ones_the_same,
            "All entries after the start are one and the same array, and it has moved on: "
            "`w -= …` changes the array that is already in the list. Make a new one at each "
            "step, w = w - ….",
            hint=2,
        ),
        Mistake(
            "every entry w0 itself",
            _same_array_and_w0,
            "All entries of the path are w0 itself, and `w -= …` has moved it, behind the "
            "caller's back. Make a new array at each step, w = w - ….",
            hint=2,
        ),
        Mistake(
            "w0 changed in place",
            _w0_spoiled,
            "The path is right, but the caller's w0 was moved along: `w = w0` gives the same "
            "array a second name, and `w -= …` changes it. Use w = w - …, or start from a "
            "copy.",
            hint=2,
        ),
        Mistake(
            "one step too many",
            _walk(_down, extra=1),
            "The path is one step too long. It has steps + 1 entries: the start, and one for "
            "each step.",
            hint=3,
        ),
        Mistake(
            "one step too few",
            _walk(_down, extra=-1),
            "The path is one step too short. It has steps + 1 entries: the start, and one for "
            "each step.",
            hint=3,
        ),
        Mistake(
            "start missing",
            _walk(_down, first=False),
            "The start is missing. The path begins with w0 itself, before any step.",
            hint=3,
        ),
        Mistake(
            "start missing, one step more",
            _walk(_down, extra=1, first=False),
            "The path has the right length and begins one step too late: its first entry is "
            "w0 itself, before any step.",
            hint=3,
        ),
        Mistake(
            "only the end",
            lambda gradient, w0, lr, steps: _descend(gradient, w0, lr, steps)[-1],
            "Only the last place came back. The whole path is asked for, from the start on.",
            hint=3,
        ),
        Mistake(
            "gradient always at the start",
            _walk(lambda w, g, lr, start, k: w - lr * np.asarray(g(start))),
            "Every step uses the slope at w0. The slope changes as you walk: ask for it again "
            "at each place.",
            hint=1,
        ),
        Mistake(
            "learning rate forgotten",
            _walk(lambda w, g, lr, start, k: w - np.asarray(g(w))),
            "The learning rate plays no part: the step is as long as the gradient itself.",
            hint=1,
        ),
        Mistake(
            "divided by the learning rate",
            _walk(lambda w, g, lr, start, k: w - np.asarray(g(w)) / lr),
            "The gradient is divided by the learning rate. Multiply: a larger rate, a longer "
            "step.",
            hint=1,
        ),
        Mistake(
            "sign of the gradient",
            _walk(lambda w, g, lr, start, k: w - lr * np.sign(g(w))),
            "Every step has the same length: only the sign of the gradient is used. Its size "
            "counts too: steep places give long steps.",
            hint=1,
        ),
    ),
    hints=(
        "The gradient says which way is up, and how steeply. Where must w go, and what does "
        "lr do to the length of that step?",
        "At each step make a new array: `w = w - …`. With `w -= …` the array changes in "
        "place, and every entry of your list is that one array.",
        "Begin with `path = [w]`, where w is the start. Then repeat `steps` times: one step, "
        "one `path.append(w)`. How many entries does that give?",
    ),
    alternatives=(
        lambda gradient, w0, lr, steps: _as_list(gradient, w0, lr, steps),
        lambda gradient, w0, lr, steps: _filled_in(gradient, w0, lr, steps),
    ),
)


def _sigmoid_cases(rng):
    yield worked(z=[0.0, 2.0, -2.0])
    yield worked(z=[[1.0, -1.0], [0.5, 3.0]])
    yield worked(z=[1000.0, -1000.0])
    yield case(z=rng.normal(size=6) * 3)
    yield case(z=rng.normal(size=(3, 2)) * 10)
    yield case(z=np.array([-30.0, 30.0, -745.0, 710.0]))
    yield case(z=0.7)  # a number alone


sigmoid = Exercise(
    number="5.4.1",
    name="sigmoid",
    difficulty=2,
    minutes=8,
    points=1,
    reference=_sigmoid,
    cases=_sigmoid_cases,
    mistakes=(
        Mistake(
            "overflow",
            lambda z: np.exp(z) / (1 + np.exp(z)),
            "`np.exp(1000)` is infinite, and infinity divided by infinity is no number. Write "
            "it so that only exponentials of negative numbers come in.",
            hint=1,
        ),
        Mistake(
            "sign exchanged",
            lambda z: 1 - _sigmoid(z),
            "It falls where it should rise: large scores must give probabilities near 1. Look "
            "at the sign inside the exponential.",
            hint=2,
        ),
        Mistake(
            "tanh",
            np.tanh,
            "This is tanh, which goes from -1 to 1. A probability goes from 0 to 1.",
            hint=2,
        ),
        Mistake(
            "brackets missing",
            lambda z: 1 / 1 + np.exp(-np.clip(z, -700, None)),
            "`1 / 1 + …` divides first and adds afterwards. Set brackets: `1 / (1 + …)`.",
            hint=2,
        ),
        Mistake(
            "shares of all",
            lambda z: np.exp(z - np.max(z)) / np.exp(z - np.max(z)).sum(),
            "The results add up to 1 over the whole array: each depends on the others. Every "
            "score is answered on its own.",
            hint=2,
        ),
        Mistake(
            "a hard step",
            lambda z: (np.asarray(z) >= 0) * 1.0,
            "This jumps from 0 to 1: it is the perceptron's threshold. The sigmoid rises "
            "gradually, and so has a slope.",
            hint=2,
        ),
        Mistake(
            "slope of the sigmoid",
            lambda z: _sigmoid(z) * (1 - _sigmoid(z)),
            "This is the slope of the sigmoid, p(1 - p). Its value, p, is asked for.",
            hint=2,
        ),
    ),
    hints=(
        "Which exponential is infinite for z = 1000, and which for z = -1000? An exponential "
        "of a negative number is at most 1 and never overflows.",
        "Two forms of the same: 1 / (1 + e⁻ᶻ) and eᶻ / (1 + eᶻ). The first is safe where z is "
        "positive, the second where it is negative. `np.where` chooses between them.",
        "`np.where(condition, a, b)` computes both a and b everywhere. Put `-np.abs(z)` into "
        "the exponential, then neither can overflow, and choose only the numerator.",
    ),
    alternatives=(
        lambda z: 0.5 * (1 + np.tanh(np.asarray(z) / 2)),
        lambda z: 1 / (1 + np.exp(-np.asarray(z))),  # right, with a warning
        lambda z: np.vectorize(_one_sigmoid)(z),
        lambda z: 1 / (1 + np.exp(-np.clip(z, -700, 700))),
    ),
)


def _bce_cases(rng):
    yield worked(z=[0.0, 0.0], y=[1, 0])
    yield worked(z=[2.0, -1.0], y=[1, 1])
    yield worked(z=[1000.0, -1000.0], y=[1, 0])  # sure and right
    yield worked(z=[1000.0, -1000.0], y=[0, 1])  # sure and wrong
    for n in (1, 5, 12):
        yield case(z=rng.normal(size=n) * 3, y=rng.integers(0, 2, size=n))
    yield case(z=rng.normal(size=6) * 40, y=rng.integers(0, 2, size=6) * 1.0)
    yield case(z=rng.uniform(0.1, 0.9, size=4), y=np.array([0, 1, 1, 0]))


def _clipped(eps):
    def code(z, y):
        return _from_probabilities(np.clip(_sigmoid(z), eps, 1 - eps), y)

    return Mistake(
        f"clipped at {eps:g}",
        code,
        "Clipping the probability, or adding a little inside the logarithm, hides the infinity "
        f"and lets every sure mistake cost about {-np.log(eps):.0f}. A score of 1000 for the "
        "wrong class costs 1000.",
        hint=1,
    )


bce_with_logits = Exercise(
    number="5.4.2",
    name="bce_with_logits",
    difficulty=3,
    minutes=12,
    points=3,
    reference=_bce,
    cases=_bce_cases,
    rows=("z", "y"),
    mistakes=(
        Mistake(
            "1e-12 in the logarithm",
            _log_with(1e-12),
            "A tiny number keeps the logarithm from being infinite, and caps the price: a "
            "score of -1000 for a 1 must cost 1000. Go from the score to the loss without "
            "the probability in between.",
            hint=2,
        ),
        Mistake(
            "1e-8 in the logarithm",
            _log_with(1e-8),
            "A tiny number keeps the logarithm from being infinite, and caps the price: a "
            "score of -1000 for a 1 must cost 1000. Go from the score to the loss without "
            "the probability in between.",
            hint=2,
        ),
        Mistake(
            "log(0)",
            lambda z, y: _from_probabilities(_sigmoid(z), y),
            "The probability is rounded to exactly 0 or 1 for a large score, and the logarithm "
            "of 0 is infinite. Go from the score to the loss without the probability in "
            "between.",
            hint=1,
        ),
        Mistake(
            "overflow",
            lambda z, y: np.mean(np.log(1 + np.exp(z)) - y * z),
            "The formula is right, but the exponential of 1000 is infinite. Rewrite it so "
            "that only exponentials of negative numbers come in.",
            hint=1,
        ),
        *(_clipped(eps) for eps in (1e-7, 1e-12, 1e-15, 1e-8, 1e-9, 1e-10)),
        Mistake(
            "applied to probabilities",
            lambda z, y: _from_probabilities(z, y),
            "The scores were taken for probabilities: the logarithm of a negative score is no "
            "number. z comes before the sigmoid.",
            hint=2,
        ),
        Mistake(
            "sigmoid twice",
            lambda z, y: _from_probabilities(_sigmoid(_sigmoid(z)), y),
            "The sigmoid was applied twice: its result lies between 0.5 and 0.73, whatever "
            "the score.",
            hint=2,
        ),
        Mistake(
            "sum for mean",
            lambda z, y: _bce(z, y) * len(z),
            "This is the sum over the examples. The mean is asked for.",
            hint=2,
        ),
        Mistake(
            "wrong sign",
            lambda z, y: -_bce(z, y),
            "The loss is negative: logarithms of probabilities are, so a minus sign belongs in "
            "front of them.",
            hint=2,
        ),
        Mistake(
            "labels exchanged",
            lambda z, y: _bce(z, 1 - y),
            "The labels are exchanged: a high score with the label 1 must cost little.",
            hint=2,
        ),
        Mistake(
            "only the ones",
            lambda z, y: float(np.mean(y * np.logaddexp(0, -z))),
            "Examples with the label 0 cost nothing: the second half of the formula, for "
            "1 - y, is missing.",
            hint=2,
        ),
        Mistake(
            "one loss an example",
            lambda z, y: np.logaddexp(0, z) - y * z,
            "These are the losses of the single examples. One number is asked for: their "
            "mean.",
            hint=2,
        ),
        Mistake(
            "labels taken for ±1",
            lambda z, y: np.mean(np.logaddexp(0, -y * z)),
            "log(1 + exp(-y z)) is the form for labels -1 and +1. Here they are 0 and 1, so "
            "every 0 costs log 2, whatever the score.",
            hint=2,
        ),
        Mistake(
            "logarithm to the base 2",
            lambda z, y: _bce(z, y) / np.log(2),
            "The logarithm has the base 2. The natural one, `np.log`, is meant.",
            hint=2,
        ),
    ),
    hints=(
        "Where does infinity come in: in the exponential, or in the logarithm? What is "
        "log(1 + e¹⁰⁰⁰), nearly? No computer needs e¹⁰⁰⁰ to know it.",
        "With p = 1 / (1 + e⁻ᶻ) the loss -y log p - (1 - y) log(1 - p) becomes "
        "log(1 + eᶻ) - y z. Check it for y = 1 and for y = 0.",
        "log(1 + eᶻ) is the larger of z and 0, plus log(1 + e to the power of minus |z|). "
        "`np.maximum(z, 0)` and `np.log1p` are of use; take the mean at the end.",
    ),
    alternatives=(
        lambda z, y: np.mean(np.logaddexp(0, z) - y * z),
        lambda z, y: np.mean(np.logaddexp(0, np.where(y == 1, -z, z))),
        lambda z, y: sum(_one_bce(a, t) for a, t in zip(z, y, strict=True)) / len(z),
    ),
)


def _minibatches_cases(rng):
    yield worked(n=10, size=4, rng=Formula("np.random.default_rng(0)"))
    yield worked(n=12, size=3, rng=Formula("np.random.default_rng(1)"))
    for n, size in [(30, 8), (9, 9), (9, 20), (8, 1), (25, 5), (101, 10)]:
        seed = int(rng.integers(1000))
        yield case(n=n, size=size, rng=Formula(f"np.random.default_rng({seed})"))
    yield case(n=1, size=1, rng=Formula("np.random.default_rng(5)"))


def _two_epochs(attempt, n, size, rng):
    """What can be said of the batches of two epochs, whatever the order drawn."""
    import copy

    def lists(rng):
        return [[int(i) for i in batch] for batch in attempt(n, size, rng)]

    twin, batches = copy.deepcopy(rng), lists(rng)
    first, many = sum(batches, []), n >= 8
    runs = [sorted(b) == list(range(min(b), min(b) + len(b))) for b in batches if b]
    return {
        "[len(batch) for batch in minibatches(n, size, rng)]": list(map(len, batches)),
        "every index comes exactly once": sorted(first) == list(range(n)),
        "every index comes at most once": len(set(first)) == len(first),
        "every index lies in 0 … n - 1": all(0 <= i < n for i in first),
        "the order is shuffled": not many or first != sorted(first),
        "neighbours are parted": not many
        or size in (1, n)
        or size > n
        or not all(runs),
        "the second epoch has another order": not many or batches != lists(rng),
        "the order comes from rng": batches == lists(twin),
    }


minibatches = Exercise(
    number="5.5",
    name="minibatches",
    difficulty=2,
    minutes=12,
    points=2,
    reference=_minibatches,
    cases=_minibatches_cases,
    observe=_two_epochs,
    mistakes=(
        Mistake(
            "last batch dropped",
            _of(
                _shuffled,
                lambda a, s: [a[i : i + s] for i in range(0, len(a) - s + 1, s)],
            ),
            "The last, shorter batch is missing, and with it the examples in it. It may be "
            "short, but it must come.",
            hint=2,
        ),
        Mistake(
            "repeats",
            lambda n, size, rng: [
                rng.integers(0, n, size=size) for _ in range(0, n, size)
            ],
            "Some index comes twice, and others never: the batches are drawn one by one, each "
            "from all examples. Shuffle all indices once, then cut.",
            hint=1,
        ),
        Mistake(
            "repeats between batches",
            _of(lambda n, rng: rng.integers(0, max(1, n // 2), size=n)),
            "Some index comes twice, and others never: indices are drawn with replacement. In "
            "an epoch each comes exactly once: shuffle all of them, then cut.",
            hint=1,
        ),
        Mistake(
            "same order every epoch",
            _of(lambda n, rng: np.random.default_rng(0).permutation(n)),
            "The second epoch has the same order as the first: a generator with a fixed seed "
            "is made inside. Use the rng that is handed in.",
            hint=1,
        ),
        Mistake(
            "another generator",
            _of(lambda n, rng: np.random.default_rng().permutation(n)),
            "The order does not come from the rng that is handed in, so that nobody can repeat "
            "the run.",
            hint=1,
        ),
        Mistake(
            "not shuffled",
            _of(lambda n, rng: np.arange(n)),
            "The indices come in their old order. Shuffle them first.",
            hint=1,
        ),
        Mistake(
            "blocks shuffled",
            _blocks,
            "The batches come in a random order, but inside them neighbours stay together: "
            "shuffle the indices, not the batches.",
            hint=1,
        ),
        Mistake(
            "cut into `size` pieces",
            _of(_shuffled, lambda a, s: np.array_split(a, s)),
            "There are `size` batches. `size` is the number of indices in one batch.",
            hint=2,
        ),
        Mistake(
            "cut evenly",
            _of(_shuffled, lambda a, s: np.array_split(a, -(-len(a) // s))),
            "The batches were made equally long. Each has `size` indices, and only the last "
            "may be shorter.",
            hint=2,
        ),
        Mistake(
            "only the first batch",
            _of(_shuffled, lambda a, s: [a[:s]]),
            "Only one batch came. `return` inside the loop ends it; `yield` goes on.",
            hint=3,
        ),
        Mistake(
            "parts of equal length",
            _of(_shuffled, lambda a, s: np.array_split(a, max(1, len(a) // s))),
            "`np.array_split` cuts into so many parts, of nearly equal length. Here each "
            "batch has `size` indices, and only the last may be shorter.",
            hint=2,
        ),
        Mistake(
            "drawn anew for each batch",
            lambda n, size, rng: [rng.choice(n, size) for _ in range(n // size)],
            "Each batch is drawn anew, so some indices come twice and others never. Shuffle "
            "all of them once, and cut.",
            hint=1,
        ),
        Mistake(
            "one batch of everything",
            _of(_shuffled, lambda a, s: [a]),
            "Everything came as one batch. Cut the shuffled indices into pieces of `size`.",
            hint=2,
        ),
        Mistake(
            "an empty batch at the end",
            _of(
                _shuffled, lambda a, s: [a[i : i + s] for i in range(0, len(a) + 1, s)]
            ),
            "Where n is a multiple of the size, an empty batch comes at the end. Where does "
            "the range stop?",
            hint=2,
        ),
        Mistake(
            "counted from 1",
            _of(lambda n, rng: rng.permutation(n) + 1),
            "The indices go from 1 to n. They count from 0, so that X[batch] works.",
            hint=1,
        ),
        Mistake(
            "overlapping batches",
            _of(_shuffled, lambda a, s: [a[i : i + s] for i in range(len(a))]),
            "The batches overlap: each begins one index after the last. The next one begins "
            "`size` further on.",
            hint=2,
        ),
    ),
    hints=(
        "In one epoch, how often does each index come? And the second time you ask: should "
        "the order be the same? Who decides the order, if not rng?",
        "`rng.permutation(n)` gives the indices 0 to n - 1, shuffled. Cut it into pieces that "
        "start at 0, size, 2·size, …: that is `range(0, n, size)`.",
        "A slice that reaches past the end of an array stops there, so the short last batch "
        "needs no special case. `yield` gives one batch and goes on with the loop.",
    ),
    alternatives=(
        lambda n, size, rng: [
            part.tolist() for part in np.split(rng.permutation(n), range(size, n, size))
        ],
        lambda n, size, rng: _by_popping(n, size, rng),
        lambda n, size, rng: _by_sorting(n, size, rng),
    ),
)
