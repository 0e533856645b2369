"""A gradient without a formula: nudge each weight both ways.

Central differences: Numerical Recipes, 5.7.
"""

import numpy as np

from layerlab.checking import Closeness, Exercise, Formula, Mistake, case, worked


def _nudged(w, place, eps):
    moved = np.array(w, dtype=np.float64)
    moved[place] += eps
    return moved


def _set_to(w, place, number):
    moved = np.array(w, dtype=np.float64)
    moved[place] = number
    return moved


def _central(f, w, place, eps):
    up, down = f(_nudged(w, place, eps)), f(_nudged(w, place, -eps))
    return (up - down) / (2 * eps)


def _numerical_gradient(f, w, eps=1e-5):
    gradient = np.zeros(np.shape(w))
    for place in np.ndindex(gradient.shape):
        gradient[place] = _central(f, w, place, eps)
    return gradient


def _cases(rng):
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


def _low_precision(f, w, place, eps):
    up, down = w.copy(), w.copy()
    up[place] = up[place] + eps
    down[place] = down[place] - eps
    return (f(up) - f(down)) / (2 * eps)


def _never_put_back(f, w, eps):
    gradient = np.zeros(np.shape(w))
    for place in np.ndindex(gradient.shape):
        w[place] += eps
        up = f(w)
        w[place] -= 2 * eps
        gradient[place] = (up - f(w)) / (2 * eps)
    return gradient


def _put_back_by_adding(f, w, eps):
    gradient = np.zeros(np.shape(w))
    for place in np.ndindex(gradient.shape):
        w[place] += eps
        up = f(w)
        w[place] -= 2 * eps
        gradient[place] = (up - f(w)) / (2 * eps)
        w[place] += eps
    return gradient


def _first_axis_only(f, w, eps):
    rows = [_nudged(w, i, eps) for i in range(len(w))]
    back = [_nudged(w, i, -eps) for i in range(len(w))]
    return np.array(
        [(f(u) - f(d)) / (2 * eps) for u, d in zip(rows, back, strict=True)]
    )


def _columns_at_once(f, w, eps):
    gradient = np.zeros_like(w)
    for i, unit in enumerate(np.eye(len(w))):
        gradient[i] = (f(w + eps * unit) - f(w - eps * unit)) / (2 * eps)
    return gradient


def _by_flat_view(f, w, eps):
    flat, out = np.asarray(w, dtype=float).ravel(), []
    for i in range(flat.size):
        ends = [np.r_[flat[:i], flat[i] + s, flat[i + 1 :]] for s in (eps, -eps)]
        up, down = (f(e.reshape(np.shape(w))) for e in ends)
        out.append((up - down) / eps / 2)
    return np.reshape(out, np.shape(w))


def _by_unit_vectors(f, w, eps):
    w = np.asarray(w, dtype=float)
    units = np.eye(w.size).reshape(-1, *w.shape)
    slopes = [(f(w + eps * e) - f(w - eps * e)) / (2 * eps) for e in units]
    return np.array(slopes).reshape(w.shape)


def _put_back_exactly(f, w, eps):
    w = w.astype(np.float64)
    gradient = np.empty_like(w)
    for place in np.ndindex(w.shape):
        old = w[place]
        w[place] = old + eps
        up = f(w)
        w[place] = old - eps
        gradient[place] = (up - f(w)) / (2 * eps)
        w[place] = old
    return gradient


def _each(slope):
    """A gradient made entry by entry with `slope(f, w, place, eps)`."""

    def code(f, w, eps):
        gradient = np.zeros(np.shape(w))
        for place in np.ndindex(gradient.shape):
            gradient[place] = slope(f, w, place, eps)
        return gradient

    return code


numerical_gradient = Exercise(
    number="5.2", name="numerical_gradient", difficulty=3, minutes=15, points=3,
    reference=_numerical_gradient, cases=_cases, closeness=Closeness(rtol=1e-5, atol=1e-7),
    mistakes=(
        Mistake("one-sided", code=
            _each(lambda f, w, p, eps: (f(_nudged(w, p, eps)) - f(w * 1.0)) / eps), message=
            "The difference is taken from w upwards only. On a curve that bends, this is off by an "
            "amount of the order of eps. Step to both sides."),
        Mistake("w left changed, and not for itself alone", _never_put_back, hint=2, message=
            "After an entry was nudged it was not put back, so the next slope is taken at another "
            "place, and the caller's w is spoiled. Nudge a copy."),
        Mistake("put back by adding", _put_back_by_adding, hint=2, message=
            "Adding eps and taking it away again does not always give the old number to the last "
            "digit, so the caller's w has changed. Remember the old value and put it back, or "
            "nudge a copy."),
        Mistake("eps lost", _each(_low_precision), hint=3, message=
            "eps is lost: w holds float32 or whole numbers here, and such a copy cannot hold w + "
            "eps exactly. Work in float64."),
        Mistake("one-sided, over 2 eps", code=
            _each(lambda f, w, p, eps: (f(_nudged(w, p, eps)) - f(w * 1.0)) / (2 * eps)), message=
            "Half as steep: one of the two places is w itself, and the distance is taken to be "
            "2·eps. Nudge upwards for one height and downwards for the other."),
        Mistake("downwards only, over 2 eps", code=
            _each(lambda f, w, p, eps: (f(w * 1.0) - f(_nudged(w, p, -eps))) / (2 * eps)), message=
            "Half as steep: nothing was nudged upwards, and the distance is taken to be 2·eps. One "
            "height above w, one below."),
        Mistake("divided by eps", hint=2, code=
            _each(lambda f, w, p, eps: 2 * _central(f, w, p, eps)), message=
            "The slope is twice too steep. The two places are 2·eps apart, so divide the "
            "difference by 2·eps."),
        Mistake("divided by 2, not by eps", hint=2, code=
            _each(lambda f, w, p, eps: 2 * eps * _central(f, w, p, eps) / 2), message=
            "The difference is not divided by eps. Without it this is a height, and no slope."),
        Mistake("divided before it is multiplied", hint=2, code=
            _each(lambda f, w, p, eps: _central(f, w, p, eps) * eps**2), message=
            "`… / 2 * eps` divides by 2 and then multiplies by eps. Set brackets: `… / (2 * "
            "eps)`."),
        Mistake("an entry set to eps", code=
            _each(lambda f, w, p, e: (f(_set_to(w, p, e)) - f(_set_to(w, p, -e))) / (2 * e)),
            hint=2, message=
            "The entry was set to eps and to -eps, as if it were 0. Move it by eps from where it "
            "is."),
        Mistake("heights added", hint=2, code=
            _each(lambda f, w, p, e: (f(_nudged(w, p, e)) + f(_nudged(w, p, -e))) / (2 * e)),
            message=
            "The two heights were added. A slope is their difference over the distance between the "
            "two places."),
        Mistake("wrong sign", _each(lambda f, w, p, eps: -_central(f, w, p, eps)), hint=2, message=
            "Every sign is the wrong way round: the height above minus the height below, in this "
            "order."),
        Mistake("eps ignored", _each(lambda f, w, p, eps: _central(f, w, p, 1e-5)), hint=2, message=
            "The given eps plays no part. Use it as it comes: the caller may want a larger one."),
        Mistake("all entries at once", code=
            lambda f, w, eps: (f(w + eps) - f(w - eps)) / (2 * eps), message=
            "All entries were nudged together, which gives one number. The gradient has one slope "
            "for each entry: nudge one at a time."),
        Mistake("first axis only", _first_axis_only, hint=3, message=
            "Whole rows were nudged at once. The gradient has the shape of w: nudge one entry at a "
            "time, whatever the number of axes."),
        Mistake("columns nudged at once", _columns_at_once, hint=3, message=
            "A nudge as long as the first axis was added to the whole of w, and NumPy spread it "
            "over all rows. Nudge one entry of w, at its place."),
        Mistake("flattened", hint=3, code=
            lambda f, w, eps: _numerical_gradient(f, w, eps).ravel(), message=
            "The slopes came back in one row. The gradient has the shape of w."),
    ),
    hints=(
        "A slope needs two places. Which two lie evenly about w? And how many times must you ask f "
        "if w has six entries?",
        "For one entry: the height of f with that entry moved up by eps, minus the height with it "
        "moved down by eps, divided by the distance between the two. Move a copy: `w.copy()`.",
        "`for place in np.ndindex(w.shape)` visits every entry of an array of any shape, and "
        "`w[place]` is that entry. Begin with `np.array(w, dtype=np.float64)`: float32 and whole "
        "numbers swallow a small eps.",
    ),
    alternatives=(
        lambda f, w, eps=1e-5: _by_flat_view(f, w, eps),
        lambda f, w, eps=1e-5: _by_unit_vectors(f, w, eps),
        lambda f, w, eps=1e-5: _put_back_exactly(f, w, eps),
    ),
)  # fmt: skip
