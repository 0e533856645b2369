"""A walk against the gradient, with every place of it noted."""

import numpy as np

from layerlab.checking import Exercise, Formula, Mistake, case, worked


def _descend(gradient, w0, lr, steps):
    path = [np.array(w0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - lr * np.asarray(gradient(path[-1])))
    return np.array(path)


def _cases(rng):
    bowl = Formula("lambda w: w")
    ravine = Formula("lambda w: w * np.array([1.0, 10.0])")
    yield worked(gradient=Formula("lambda w: 2 * w"), w0=[4.0], lr=0.25, steps=3)
    yield worked(gradient=bowl, w0=[1.0, -2.0], lr=0.5, steps=2)
    yield worked(
        gradient=Formula("lambda w: 2 * (w - 3)"), w0=np.array(1.0), lr=0.1, steps=2
    )
    yield case(
        gradient=bowl, w0=np.zeros(2), lr=0.5, steps=3
    )  # at the bottom from the start
    yield case(gradient=bowl, w0=np.array([2.0]), lr=0.1, steps=0)
    yield case(gradient=ravine, w0=rng.normal(size=2), lr=0.05, steps=8)
    yield case(gradient=bowl, w0=rng.normal(size=(2, 3)), lr=0.3, steps=4)
    yield case(gradient=Formula("lambda w: w**3"), w0=np.array([1.5]), lr=0.1, steps=6)
    yield case(gradient=ravine, w0=np.array([1.0, 1.0]), lr=0.25, steps=5)  # explodes
    yield case(gradient=bowl, w0=rng.normal(size=3), lr=1.5, steps=3)
    yield case(gradient=ravine, w0=rng.normal(size=2), lr=0.1, steps=3)


def _down(w, gradient, lr, start, k):
    return w - lr * np.asarray(gradient(w))


def _same_array(gradient, w0, lr, steps):
    w = np.array(w0, dtype=float)
    path = [w]
    for _ in range(steps):
        w -= lr * gradient(w)
        path.append(w)
    return path


def _later_ones_the_same(gradient, w0, lr, steps):
    return [np.copy(w0), *_same_array(gradient, w0, lr, steps)[1:]]


def _same_array_and_w0(gradient, w0, lr, steps):
    w, path = w0, [w0]
    for _ in range(steps):
        w -= lr * gradient(w)
        path.append(w)
    return path


def _w0_spoiled(gradient, w0, lr, steps):
    w, path = w0, [np.copy(w0)]
    for _ in range(steps):
        w -= lr * gradient(w)
        path.append(np.copy(w))
    return path


def _as_list(gradient, w0, lr, steps):
    w, path = w0, [w0]
    for _ in range(steps):
        w = w - lr * gradient(w)
        path.append(w)
    return path


def _filled_in(gradient, w0, lr, steps):
    path = np.empty((steps + 1, *np.shape(w0)))
    path[0] = w0
    for k in range(steps):
        path[k + 1] = path[k] - lr * gradient(path[k])
    return path


def _stops_at_the_bottom(gradient, w0, lr, steps):
    path = [np.array(w0, dtype=float)]
    for _ in range(steps):
        slope = np.asarray(gradient(path[-1]))
        if not slope.any():
            break
        path.append(path[-1] - lr * slope)
    return np.array(path)


def _walk(change, extra=0, first=True):
    """A walk with this change of w at each step, and so many steps more."""

    def code(gradient, w0, lr, steps):
        path = [np.array(w0, dtype=float)]
        for k in range(max(0, steps + extra)):
            path.append(change(path[-1], gradient, lr, path[0], k))
        return np.array(path if first else path[1:])

    return code


gradient_descent = Exercise(
    number="5.3", name="gradient_descent", difficulty=2, minutes=10, points=2,
    reference=_descend, cases=_cases,
    mistakes=(
        Mistake("climbs", _walk(lambda w, g, lr, start, k: w + lr * np.asarray(g(w))), message=
            "The walk goes uphill: the gradient points to where the loss grows. Go against it."),
        Mistake("every entry the same array", _same_array, hint=2, message=
            "All entries of the path are one and the same array, and it has moved on: `w -= …` "
            "changes the array that is already in the list. Make a new array at each step, w = w - "
            "…, or append a copy."),
        Mistake("every later entry the same array", _later_ones_the_same, hint=2, message=
            "All entries after the start are one and the same array, and it has moved on: `w -= …` "
            "changes the array that is already in the list. Make a new one at each step, w = w - "
            "…."),
        Mistake("every entry w0 itself", _same_array_and_w0, hint=2, message=
            "All entries of the path are w0 itself, and `w -= …` has moved it, behind the caller's "
            "back. Make a new array at each step, w = w - …."),
        Mistake("w0 changed in place", _w0_spoiled, hint=2, message=
            "The path is right, but the caller's w0 was moved along: `w = w0` gives the same array "
            "a second name, and `w -= …` changes it. Use w = w - …, or start from a copy."),
        Mistake("one step too many", _walk(_down, extra=1), hint=3, message=
            "The path is one step too long. It has steps + 1 entries: the start, and one for each "
            "step."),
        Mistake("one step too few", _walk(_down, extra=-1), hint=3, message=
            "The path is one step too short. It has steps + 1 entries: the start, and one for each "
            "step."),
        Mistake("start missing", _walk(_down, first=False), hint=3, message=
            "The start is missing. The path begins with w0 itself, before any step."),
        Mistake("start missing, one step more", _walk(_down, extra=1, first=False), hint=3, message=
            "The path has the right length and begins one step too late: its first entry is w0 "
            "itself, before any step."),
        Mistake("only the end", hint=3, code=
            lambda gradient, w0, lr, steps: _descend(gradient, w0, lr, steps)[-1], message=
            "Only the last place came back. The whole path is asked for, from the start on."),
        Mistake("gradient always at the start", code=
            _walk(lambda w, g, lr, start, k: w - lr * np.asarray(g(start))), message=
            "Every step uses the slope at w0. The slope changes as you walk: ask for it again at "
            "each place."),
        Mistake("the gradient not asked for", code=
            _walk(lambda w, g, lr, start, k: w - lr * w), message=
            "Each step takes away lr times the place itself; the gradient is never asked for. Call "
            "`gradient` at the place where you stand."),
        Mistake("learning rate forgotten", code=
            _walk(lambda w, g, lr, start, k: w - np.asarray(g(w))), message=
            "The learning rate plays no part: the step is as long as the gradient itself."),
        Mistake("divided by the learning rate", code=
            _walk(lambda w, g, lr, start, k: w - np.asarray(g(w)) / lr), message=
            "The gradient is divided by the learning rate. Multiply: a larger rate, a longer "
            "step."),
        Mistake("the rate inside the gradient", code=
            _walk(lambda w, g, lr, start, k: w - np.asarray(g(lr * w))), message=
            "The gradient was asked for at `lr * w`, a place where you do not stand. Ask at w, and "
            "multiply what comes back."),
        Mistake("stops where the slope is 0", _stops_at_the_bottom, hint=3, message=
            "The walk ends where the gradient is 0. It has steps + 1 places always: at the bottom "
            "it stays, and each step notes the same place again."),
        Mistake("sign of the gradient", code=
            _walk(lambda w, g, lr, start, k: w - lr * np.sign(g(w))), message=
            "Every step has the same length: only the sign of the gradient is used. Its size "
            "counts too: steep places give long steps."),
    ),
    hints=(
        "The gradient says which way is up, and how steeply. Where must w go, and what does lr do "
        "to the length of that step?",
        "At each step make a new array: `w = w - …`. With `w -= …` the array changes in place, and "
        "every entry of your list is that one array.",
        "Begin with `path = [w]`, where w is the start. Then repeat `steps` times: one step, one "
        "`path.append(w)`. How many entries does that give?",
    ),
    alternatives=(
        lambda gradient, w0, lr, steps: _as_list(gradient, w0, lr, steps),
        lambda gradient, w0, lr, steps: _filled_in(gradient, w0, lr, steps),
    ),
)  # fmt: skip
