"""A gradient compared with central differences, by its largest relative error."""

import numpy as np

from layerlab.checking import Closeness, Exercise, Formula, Mistake, case, worked


def _numeric(f, x, eps=1e-5):
    n = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[place] += eps
        down[place] -= eps
        n[place] = (f(up) - f(down)) / (2 * eps)
    return n


def _relative(a, n):
    largest = np.maximum(np.abs(a), np.abs(n))
    return np.abs(a - n) / np.where(largest > 0, largest, 1.0)


def _gradient_check(f, df, x, eps=1e-5):
    x = np.array(x, dtype=np.float64)
    a = np.asarray(df(x.copy()), dtype=np.float64)
    return float(_relative(a, _numeric(f, x, eps)).max())


def _cases(rng):
    square, cube = Formula("lambda x: (x**2).sum()"), Formula("lambda x: (x**3).sum()")
    yield worked(f=square, df=Formula("lambda x: 2 * x"), x=[1.0, -3.0])
    yield worked(f=square, df=Formula("lambda x: x"), x=[1.0, -3.0])  # half: 0.5
    yield worked(f=square, df=Formula("lambda x: 4 * x"), x=[1.0, -3.0])  # double: 0.5
    yield worked(f=square, df=Formula("lambda x: -2 * x"), x=[1.0, -3.0])  # sign: 2
    one = Formula("lambda x: np.array([2 * x[0], 0.0])")
    yield worked(f=Formula("lambda x: x[0] ** 2"), df=one, x=[3.0, 1.0])  # 0 and 0
    off = Formula("lambda x: 3 * x**2 * np.array([1.0, 1.1, 1.0])")
    yield case(f=cube, df=off, x=np.array([1.0, 0.5, -2.0]))
    low = Formula("lambda x: 3 * x**2 * np.array([[1.0, 1.0], [0.8, 1.0]])")
    yield case(f=cube, df=low, x=rng.uniform(0.5, 1.5, size=(2, 2)))
    big = Formula("lambda x: 1e6 * (x**2).sum()")
    yield case(f=big, df=Formula("lambda x: 2.001e6 * x"), x=rng.uniform(1, 2, size=3))
    yield from _awkward_cases(rng)


def _awkward_cases(rng):
    """A steep function, one whose slopes depend on each other, and float32."""
    steep = Formula("lambda x: np.exp(10 * x).sum()")
    yield case(
        f=steep, df=Formula("lambda x: 10 * np.exp(10 * x)"), x=rng.normal(size=3) / 9
    )
    product = Formula("lambda x: x[0] * x[1]")
    yield case(
        f=product,
        df=Formula("lambda x: np.array([x[1], x[0]])"),
        x=np.array([2.0, 0.5]),
    )
    x32 = np.array([300.0, -200.0], dtype=np.float32)
    square, slopes = Formula("lambda x: (x**2).sum()"), Formula("lambda x: 2 * x")
    yield case(f=square, df=slopes, x=x32)


def _check_with(reduce=np.max, error=_relative, numeric=_numeric):
    def code(f, df, x):
        x = np.array(x, dtype=np.float64)
        return float(reduce(error(np.asarray(df(x)), numeric(f, x))))

    return code


def _one_sided(f, x, eps=1e-5):
    n = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        up = x.copy()
        up[place] += eps
        n[place] = (f(up) - f(x)) / eps
    return n


def _over_the_given(a, n):
    return np.abs(a - n) / (np.abs(a) + 1e-300)


def _nudges_pile_up(f, x, eps=1e-5):
    """`up` is x itself, so that its nudges stay."""
    n, x = np.zeros(x.shape), x.copy()
    for place in np.ndindex(x.shape):
        up, down = x, x.copy()
        up[place] += eps
        down[place] -= eps
        n[place] = (f(up) - f(down)) / (2 * eps)
    return n


def _half_sided(f, x):
    return _one_sided(f, x) / 2


def _low_precision(f, df, x, error=_relative):
    a, n = df(x), np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[place] += 1e-5
        down[place] -= 1e-5
        n[place] = (f(up) - f(down)) / 2e-5
    return float(error(a, n).max())


def _moves_x(f, df, x):
    found = _gradient_check(f, df, x)
    x += 1e-5
    return found


def _quiet(a, b):
    with np.errstate(all="ignore"):
        return a / b


def _check_by_loop(f, df, x):
    x, worst = x.astype(np.float64), 0.0
    for a, n in zip(np.ravel(df(x)), np.ravel(_numeric(f, x, 1e-6)), strict=True):
        if a != n:
            worst = max(worst, abs(a - n) / max(abs(a), abs(n)))
    return worst


gradient_check = Exercise(
    number="7.5", name="gradient_check", difficulty=2, minutes=12, points=2,
    reference=_gradient_check, cases=_cases, closeness=Closeness(rtol=1e-4, atol=1e-6),
    mistakes=(
        Mistake("absolute error", _check_with(error=lambda a, n: np.abs(a - n)), hint=2, message=
            "This is the absolute error. A difference of 1 is nothing beside a slope of a million "
            "and everything beside 0.001: divide by the larger of the two."),
        Mistake("one-sided, over both sides", _check_with(numeric=_half_sided), message=
            "Your slope is half as steep as it is: one of the two places is x itself, and the "
            "distance is taken to be twice the step. Step up for one, down for the other."),
        Mistake("division by zero", _check_with(
            error=lambda a, n: _quiet(np.abs(a - n), np.maximum(np.abs(a), np.abs(n)))
        ), hint=3, message=
            "Where both slopes are 0, this divides 0 by 0, which is no number. They agree there: "
            "the error is 0."),
        Mistake("float32", _low_precision, message=
            "x is float32 here, and in 7 digits 300.00001 is 300: the step is lost. Turn x into "
            "float64 first."),
        Mistake("all entries at once", hint=2, code=_check_with(
            numeric=lambda f, x, e=1e-5: np.full(x.shape, (f(x + e) - f(x - e)) / (2 * e))
        ), message=
            "All entries were nudged together, which gives one slope. Nudge one at a time."),
        Mistake("divided by the sum", _check_with(
            error=lambda a, n: np.abs(a - n) / (np.abs(a) + np.abs(n) + 1e-300)
        ), hint=2, message=
            "The difference is divided by the sum of the two sizes, which gives about half. Divide "
            "by the larger one."),
        Mistake("divided by the sum, in the precision of x", lambda f, df, x: (
            _low_precision(f, df, x, lambda a, n: np.abs(a - n) / (np.abs(a) + np.abs(n) + 1e-300))
        ), hint=2, message=
            "The difference is divided by the sum of the two sizes, which gives about half. Divide "
            "by the larger one. (And float32 is not turned into float64.)"),
        Mistake("absolute error, in the precision of x", hint=2, code=
            lambda f, df, x: _low_precision(f, df, x, lambda a, n: np.abs(a - n)), message=
            "This is the absolute error. Divide by the larger of the two slopes. (And float32 is "
            "not turned into float64.)"),
        Mistake("divided by the numeric slope", hint=2, code=
            _check_with(error=lambda a, n: np.abs(a - n) / (np.abs(n) + 1e-300)), message=
            "The difference is divided by the numeric slope. Divide by the larger of the two, so "
            "that it does not matter which one is too large."),
        Mistake("divided by the given slope", hint=2, code=
            _check_with(error=_over_the_given), message=
            "The difference is divided by the slope under test. Divide by the larger of the two, "
            "so that it does not matter which one is too large."),
        Mistake("one for the whole gradient, over the sum of lengths", _check_with(
            error=lambda a, n: np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n))
        ), hint=2, message=
            "The lengths of whole gradients are compared, over their sum: a small wrong entry "
            "hides beside large right ones. Take the error of each entry, and then the largest."),
        Mistake("one-sided, divided by the given slope", hint=2, code=
            _check_with(error=_over_the_given, numeric=_one_sided), message=
            "Two things. The slope is felt on one side only: step to both. And the difference is "
            "divided by the slope under test: divide by the larger of the two."),
        Mistake("one-sided, the lengths of whole gradients", hint=2, code=_check_with(
            error=lambda a, n: np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n)),
            numeric=_one_sided,
        ), message=
            "Two things. The slope is felt on one side only: step to both. And the lengths of "
            "whole gradients are compared: take the error of each entry, and the largest."),
        Mistake("nudges pile up", _check_with(numeric=_nudges_pile_up), hint=3, message=
            "One of the two places is x itself and no copy of it: its nudges pile up, so the later "
            "slopes are felt at another place."),
        Mistake("the felt slope turned round", code=
            _check_with(numeric=lambda f, x: -_numeric(f, x)), message=
            "The slope that you feel has the wrong sign: the height above minus the height below."),
        Mistake("sizes without absolute values", hint=2, code=_check_with(
            error=lambda a, n: np.abs(a - n) / np.where(np.maximum(a, n) > 0, np.maximum(a, n), 1)
        ), message=
            "The larger of a and n is taken with their signs. A slope of -6 is large: compare "
            "absolute values."),
        Mistake("mean for largest", _check_with(reduce=np.mean), hint=2, message=
            "This is the mean of the errors. One wrong entry hides among many right ones: take the "
            "largest."),
        Mistake("one for the whole gradient", _check_with(
            error=lambda a, n: np.linalg.norm(a - n) / max(np.linalg.norm(a), np.linalg.norm(n))
        ), hint=2, message=
            "The lengths of whole gradients are compared, so that a small wrong entry hides beside "
            "large right ones. Take the error of each entry, and then the largest."),
        Mistake("largest of all by largest of all", _check_with(
            error=lambda a, n: np.max(np.abs(a - n)) / max(np.abs(a).max(), np.abs(n).max())
        ), hint=2, message=
            "The largest difference is divided by the largest slope of all. Divide entry by entry, "
            "and then take the largest."),
        Mistake("sign of the difference kept", _check_with(
            error=lambda a, n: (a - n) / np.maximum(np.maximum(np.abs(a), np.abs(n)), 1e-300)
        ), hint=2, message=
            "The differences keep their signs, so one that is too small counts as less than none. "
            "Take absolute values."),
        Mistake("one-sided", _check_with(numeric=_one_sided), message=
            "The slope is felt on one side only, which is off by so much that a right gradient "
            "looks a little wrong. Step to both sides."),
        Mistake("errors of all entries", hint=2, code=
            lambda f, df, x: _relative(np.asarray(df(x)), _numeric(f, np.array(x, float))), message=
            "These are the errors of all entries. One number is asked for, the largest."),
        Mistake("x moved", _moves_x, message=
            "The caller's x has changed. Nudge a copy."),
    ),
    hints=(
        "You built `numerical_gradient` in exercise 5.2. What must be done to a float32 x before "
        "1e-5 is added to it?",
        "For each entry: |a − n| divided by the larger of |a| and |n|. `np.maximum` compares two "
        "arrays entry by entry; then the largest error of all.",
        "Where both are 0 the larger one is 0. Divide by `np.where(larger > 0, larger, 1)` and the "
        "error is 0 there, as it should be.",
    ),
    alternatives=(
        lambda f, df, x: _check_by_loop(f, df, x),
        lambda f, df, x: np.nan_to_num(
            _quiet(
                np.abs(df(x * 1.0) - _numeric(f, x.astype(float))),
                np.maximum(np.abs(df(x * 1.0)), np.abs(_numeric(f, x.astype(float)))),
            )
        ).max(),
    ),
)  # fmt: skip
