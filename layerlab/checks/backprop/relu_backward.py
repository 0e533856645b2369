"""Blame passes a ReLU only where something had passed on the way forwards."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked


def _relu_backward(dout, x):
    return dout * (x > 0)


def _cases(rng):
    yield worked(dout=[5.0, 6.0, -7.0], x=[2.0, -1.0, 3.0])
    yield worked(dout=[[1.0, -2.0], [3.0, 4.0]], x=[[-1.0, 0.5], [2.0, -3.0]])
    for shape in ((6,), (4, 3), (1, 5), (2, 3, 2)):
        yield case(dout=rng.normal(size=shape), x=rng.normal(size=shape) * 2)
    yield case(dout=rng.normal(size=(3, 2)), x=-np.ones((3, 2)))  # all silent


def _relu_in_place(dout, x):
    dout[x <= 0] = 0
    return dout


def _masked_copy(dout, x):
    dx = dout.copy()
    dx[x <= 0] = 0
    return dx


relu_backward = Exercise(
    number="7.2", name="relu_backward", difficulty=1, minutes=6, points=1,
    reference=_relu_backward, cases=_cases,
    mistakes=(
        Mistake("ReLU of the product", lambda dout, x: np.maximum(dout * x, 0), message=
            "This is the ReLU of dout times x. The way back is no ReLU: it lets blame of any sign "
            "pass where x was positive, and stops it elsewhere."),
        Mistake("mask of dout", lambda dout, x: dout * (dout > 0), message=
            "The blame is stopped where it is negative itself. What counts is whether x was "
            "positive on the way forward."),
        Mistake("dout changed", _relu_in_place, hint=3, message=
            "The caller's dout was changed: assigning to `dout[…]` writes into the very array that "
            "came in. Make a new one."),
        Mistake("mask of another layer", lambda dout, x: dout * np.roll(x > 0, 1, axis=0), message=
            "The mask does not belong to these numbers: each entry of dout meets the entry of x in "
            "its own place."),
        Mistake("mask of both", lambda dout, x: dout * (x > 0) * (dout > 0), message=
            "Negative blame is stopped too. It passes like any other where x was positive."),
        Mistake("mask the wrong way round", lambda dout, x: dout * (x < 0), message=
            "Blame passes where it should be stopped: where x was negative, the output was 0 and "
            "did not move."),
        Mistake("times the output", lambda dout, x: dout * np.maximum(x, 0), hint=2, message=
            "dout is multiplied by what the ReLU gave out. Its slope is needed: 1 where x is "
            "positive, 0 where it is negative."),
        Mistake("times x", lambda dout, x: dout * x, hint=2, message=
            "dout is multiplied by x. Its slope is needed: 1 where x is positive, 0 where it is "
            "negative."),
        Mistake("only the open ones", lambda dout, x: dout[x > 0], hint=3, message=
            "Only the blame that passes came back, put end to end. The stopped ones stay in their "
            "places, as 0."),
        Mistake("only the mask", lambda dout, x: (x > 0) * 1.0, hint=2, message=
            "This is the local slope alone. Blame is local times upstream."),
        Mistake("nothing stopped", lambda dout, x: dout.copy(), message=
            "All blame passes. Where x was negative the ReLU was silent, and has no blame to hand "
            "on."),
        Mistake("sign of x", lambda dout, x: dout * np.sign(x), hint=2, message=
            "Where x was negative, the blame is turned round. It is stopped there: the slope is 0, "
            "not -1."),
        Mistake("ReLU of dout", hint=2, code=
            lambda dout, x: np.maximum(dout, 0) * np.maximum(x, 0), message=
            "ReLU was applied to the blame. On the way back its slope is used, not ReLU."),
    ),
    hints=(
        "Where x was negative, the output was 0 and stayed 0 under a nudge. Who can be blamed for "
        "that? And where x was positive, by how much did the output move?",
        "The local slope is 1 or 0, by the sign of x. Blame is upstream times local, entry by "
        "entry.",
        "`x > 0` is an array of True and False, and in a product True counts as 1 and False as 0. "
        "Do not write into dout.",
    ),
    alternatives=(
        lambda dout, x: np.where(x > 0, dout, 0.0),
        lambda dout, x: np.where(x < 0, 0.0, dout).astype(np.float32),
        lambda dout, x: _masked_copy(dout, x),
    ),
)  # fmt: skip
