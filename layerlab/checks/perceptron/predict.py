"""A neuron answers +1 or -1: on which side of its line does a point lie?"""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked

from . import shared


def _cases(rng):
    yield worked(X=[[2.0, 1.0], [-1.0, -2.0], [0.0, 0.0]], w=[1.0, 1.0], b=-1.0)
    yield worked(X=[[1.0, 2.0], [3.0, -1.0]], w=[0.5, -0.25], b=0.0)  # a score of 0
    yield worked(
        X=[[2.0, 1.0], [0.0, 3.0]], w=[1.0, 1.0], b=-3.0
    )  # a score of 0, again
    yield case(X=rng.normal(size=(6, 2)), w=np.zeros(2), b=0.0)  # every score is 0
    yield case(X=rng.normal(size=(6, 2)), w=rng.normal(size=2), b=5.0)
    for n, d, b in [
        (12, 2, 0.7),
        (8, 3, -0.9),
        (20, 5, 1.4),
        (9, 1, -0.3),
        (15, 2, -1.1),
    ]:
        yield case(X=rng.normal(size=(n, d)), w=rng.normal(size=d), b=b)
    yield case(X=rng.normal(size=(1, 2)), w=rng.normal(size=2), b=0.5)


def _loop_first(X, w, b):
    return np.where(X[:1] @ w + b >= 0, 1, -1)


predict = Exercise(
    number="4.1", name="predict", difficulty=1, minutes=8, points=2,
    reference=shared.predict, cases=_cases, rows=("X",),
    mistakes=(
        Mistake("sign gives 0", lambda X, w, b: np.sign(X @ w + b), hint=2, message=
            "`np.sign` gives 0 for a score of exactly 0. The threshold must choose: a score of 0 "
            "counts as +1."),
        Mistake("strictly greater", lambda X, w, b: np.where(X @ w + b > 0, 1, -1), message=
            "A score of exactly 0 was answered with -1. It counts as +1: compare with `>=`, not "
            "`>`."),
        Mistake("bias missing", lambda X, w, b: np.where(X @ w >= 0, 1, -1), hint=2, message=
            "The bias plays no part in your answer. Without it, the line must pass through the "
            "origin. Add b before you compare with 0."),
        Mistake("bias subtracted", lambda X, w, b: np.where(X @ w - b >= 0, 1, -1), hint=2, message=
            "The bias enters with a minus sign. The score is X @ w + b."),
        Mistake("scores returned", lambda X, w, b: X @ w + b, hint=2, message=
            "These are the scores, before the threshold. The neuron still has to decide: +1 where "
            "the score is at least 0, otherwise -1."),
        Mistake("labels 0 and 1", lambda X, w, b: np.where(X @ w + b >= 0, 1, 0), message=
            "Your labels are 0 and 1. In this unit the two classes are called -1 and +1, because "
            "the learning rule multiplies by them."),
        Mistake("True and False", lambda X, w, b: X @ w + b >= 0, hint=2, message=
            "The comparison gives True and False, which is half of the way. Turn them into +1 and "
            "-1."),
        Mistake("classes exchanged", lambda X, w, b: np.where(X @ w + b >= 0, -1, 1), message=
            "The two classes are exchanged: a score of at least 0 means +1."),
        Mistake("bias once for each input", hint=2, code=
            lambda X, w, b: np.where((X + b) @ w >= 0, 1, -1), message=
            "The bias was added to the inputs, so that it is weighted like them. It is added to "
            "the score, after the product."),
        Mistake("no bias, and `np.sign`", lambda X, w, b: np.sign(X @ w), hint=2, message=
            "Two things. The bias plays no part: add b before you compare with 0. And `np.sign` "
            "gives 0 for a score of exactly 0, which counts as +1."),
        Mistake("no bias, and 0 answered with -1", hint=2, code=
            lambda X, w, b: np.where(X @ w > 0, 1, -1), message=
            "Two things. The bias plays no part: add b before you compare with 0. And a score of "
            "exactly 0 counts as +1."),
        Mistake("a threshold of 1", hint=2, code=
            lambda X, w, b: np.where(X @ w + b >= 1, 1, -1), message=
            "Scores between 0 and 1 were answered with -1. The threshold is 0."),
        Mistake("products not summed", hint=2, code=
            lambda X, w, b: np.where(X * w + b >= 0, 1, -1), message=
            "`X * w` multiplies entry by entry and does not add: one answer for each number of X "
            "came back. A score is the *sum* of these products, `X @ w`."),
        Mistake("only the first example", _loop_first, message=
            "Only the first row of X is answered. `return` inside a loop ends it after one turn; "
            "the answer needs one label for each row."),
    ),
    hints=(
        "A score of exactly 0: which class is it? And what does the neuron answer where all "
        "weights are 0? Try `predict(np.zeros((1, 2)), np.zeros(2), 0.0)`.",
        "One matrix product gives all the scores at once: `X @ w` has one number for each row. "
        "Then add the bias, and choose with `np.where(condition, this, that)`.",
        "`scores = X @ w + b`, and then `np.where(scores … 0, …, …)`. Which comparison lets 0 "
        "count as +1?",
    ),
    alternatives=(
        lambda X, w, b: [
            1 if sum(a * c for a, c in zip(x, w, strict=True)) + b >= 0 else -1 for x in X
        ],
        lambda X, w, b: 2 * (np.einsum("nd,d->n", X, w) + b >= 0) - 1.0,
    ),
)  # fmt: skip
