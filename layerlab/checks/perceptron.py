"""Unit 04, perceptron: one neuron, its rule, its margin. In the order of the exercises.

Rosenblatt's rule and its convergence: F. Rosenblatt, The perceptron, Psychological Review
65 (1958), https://doi.org/10.1037/h0042519; A. Novikoff, On convergence proofs on
perceptrons (1962).
"""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked
from layerlab.judging.compare import as_array


def _predict(X, w, b):
    return np.where(X @ w + b >= 0, 1, -1)


def _predict_cases(rng):
    yield worked(X=[[2.0, 1.0], [-1.0, -2.0], [0.0, 0.0]], w=[1.0, 1.0], b=-1.0)
    yield worked(X=[[1.0, 2.0], [3.0, -1.0]], w=[0.5, -0.25], b=0.0)  # a score of 0
    for n, d in [(1, 2), (5, 2), (8, 3), (20, 5), (3, 1)]:
        yield case(
            X=rng.normal(size=(n, d)), w=rng.normal(size=d), b=float(rng.normal())
        )
    yield case(X=rng.normal(size=(6, 2)), w=rng.normal(size=2), b=5.0)
    yield case(X=rng.normal(size=(6, 2)), w=np.zeros(2), b=0.0)  # every score is 0


def _loop_first(X, w, b):
    return np.where(X[:1] @ w + b >= 0, 1, -1)


predict = Exercise(
    number="4.1",
    name="predict",
    difficulty=1,
    minutes=8,
    points=2,
    reference=_predict,
    cases=_predict_cases,
    rows=("X",),
    mistakes=(
        Mistake(
            "sign gives 0",
            lambda X, w, b: np.sign(X @ w + b),
            "`np.sign` gives 0 for a score of exactly 0. The threshold must choose: a score "
            "of 0 counts as +1.",
            hint=2,
        ),
        Mistake(
            "strictly greater",
            lambda X, w, b: np.where(X @ w + b > 0, 1, -1),
            "A score of exactly 0 was answered with -1. It counts as +1: compare with `>=`, "
            "not `>`.",
            hint=1,
        ),
        Mistake(
            "bias missing",
            lambda X, w, b: np.where(X @ w >= 0, 1, -1),
            "The bias plays no part in your answer. Without it, the line must pass through "
            "the origin. Add b before you compare with 0.",
            hint=2,
        ),
        Mistake(
            "bias subtracted",
            lambda X, w, b: np.where(X @ w - b >= 0, 1, -1),
            "The bias enters with a minus sign. The score is X @ w + b.",
            hint=2,
        ),
        Mistake(
            "scores returned",
            lambda X, w, b: X @ w + b,
            "These are the scores, before the threshold. The neuron still has to decide: "
            "+1 where the score is at least 0, otherwise -1.",
            hint=2,
        ),
        Mistake(
            "labels 0 and 1",
            lambda X, w, b: np.where(X @ w + b >= 0, 1, 0),
            "Your labels are 0 and 1. In this unit the two classes are called -1 and +1, "
            "because the learning rule multiplies by them.",
            hint=1,
        ),
        Mistake(
            "True and False",
            lambda X, w, b: X @ w + b >= 0,
            "The comparison gives True and False, which is half of the way. Turn them into "
            "+1 and -1.",
            hint=2,
        ),
        Mistake(
            "classes exchanged",
            lambda X, w, b: np.where(X @ w + b >= 0, -1, 1),
            "The two classes are exchanged: a score of at least 0 means +1.",
            hint=1,
        ),
        Mistake(
            "only the first example",
            _loop_first,
            "Only the first row of X is answered. `return` inside a loop ends it after one "
            "turn; the answer needs one label for each row.",
            hint=1,
        ),
    ),
    hints=(
        "A score of exactly 0: which class is it? And what does the neuron answer where all "
        "weights are 0? Try `predict(np.zeros((1, 2)), np.zeros(2), 0.0)`.",
        "One matrix product gives all the scores at once: `X @ w` has one number for each "
        "row. Then add the bias, and choose with `np.where(condition, this, that)`.",
        "`scores = X @ w + b`, and then `np.where(scores … 0, …, …)`. Which comparison lets "
        "0 count as +1?",
    ),
    alternatives=(
        lambda X, w, b: [
            1 if sum(a * c for a, c in zip(x, w, strict=True)) + b >= 0 else -1
            for x in X
        ],
        lambda X, w, b: 2 * (np.einsum("nd,d->n", X, w) + b >= 0) - 1.0,
    ),
)


def _update(x, y, w, b):
    if y * (1 if w @ x + b >= 0 else -1) > 0:
        return w, b
    return w + y * x, b + y


def _update_cases(rng):
    yield worked(x=[2.0, 1.0], y=-1, w=[1.0, 0.0], b=0.0)  # wrong: moves
    yield worked(x=[2.0, 1.0], y=1, w=[1.0, 0.0], b=0.0)  # right: stays
    yield worked(x=[1.0, 3.0], y=1, w=[-1.0, 0.0], b=0.5)
    yield worked(x=[1.0, 1.0], y=1, w=[0.0, 0.0], b=0.0)  # on the line, +1: stays
    yield worked(x=[1.0, 1.0], y=-1, w=[0.0, 0.0], b=0.0)  # on the line, -1: moves
    for d in (1, 2, 3, 5, 2, 2):
        x, w = rng.normal(size=(2, d))
        b = float(rng.normal())
        for y in (1, -1):
            yield case(x=x, y=y, w=w, b=b)


def _always_moves(x, y, w, b):
    return w + y * x, b + y


def _in_place(x, y, w, b):
    if y * (1 if w @ x + b >= 0 else -1) < 0:
        w += y * x
        b += y
    return w, b


def _moves_on_the_line(x, y, w, b):
    if y * (w @ x + b) <= 0:
        return w + y * x, b + y
    return w, b


def _if_wrong(step_w, step_b):
    """An update that moves by these steps where the prediction is wrong."""

    def code(x, y, w, b):
        if (w @ x + b >= 0) == (y > 0):
            return w, b
        return w + step_w(x, y), b + step_b(x, y)

    return code


update = Exercise(
    number="4.2",
    name="update",
    difficulty=2,
    minutes=10,
    points=2,
    reference=_update,
    cases=_update_cases,
    returns=("w", "b"),
    mistakes=(
        Mistake(
            "updates when right",
            _always_moves,
            "The weights moved although the point was on its right side. A perceptron "
            "learns only from its mistakes: first predict, and move only if that is wrong.",
            hint=1,
        ),
        Mistake(
            "moves when right only",
            lambda x, y, w, b: (
                (w + y * x, b + y) if (w @ x + b >= 0) == (y > 0) else (w, b)
            ),
            "The condition is the wrong way round: the weights move when the prediction is "
            "right and stay when it is wrong.",
            hint=1,
        ),
        Mistake(
            "minus sign",
            _if_wrong(lambda x, y: -y * x, lambda x, y: -y),
            "The step goes the wrong way: after it the point is even further on the wrong "
            "side. Add y·x, do not subtract it.",
            hint=2,
        ),
        Mistake(
            "bias never moves",
            _if_wrong(lambda x, y: y * x, lambda x, y: 0),
            "The weights moved, and the bias stayed. The bias is a weight too, whose input "
            "is always 1: it moves by y.",
            hint=2,
        ),
        Mistake(
            "label forgotten",
            _if_wrong(lambda x, y: x, lambda x, y: 1),
            "The step has forgotten the label: it always adds x. For a point of class -1 "
            "that goes the wrong way. Multiply by y.",
            hint=2,
        ),
        Mistake(
            "doubled step",
            _if_wrong(lambda x, y: 2 * y * x, lambda x, y: 2 * y),
            "The step is twice as long as it should be. With labels ±1, y minus the "
            "prediction is ±2 on a mistake; the rule here moves by y·x.",
            hint=3,
        ),
        Mistake(
            "bias moves by y·x",
            lambda x, y, w, b: (
                (w, b) if (w @ x + b >= 0) == (y > 0) else (w + y * x, b + y * x)
            ),
            "The bias has become an array. It moves by y alone: its input is 1, not x.",
            hint=2,
        ),
        Mistake(
            "condition without bias",
            lambda x, y, w, b: (
                (w, b) if (w @ x >= 0) == (y > 0) else (w + y * x, b + y)
            ),
            "Whether the point is on the right side is decided without the bias. Use the "
            "whole score, w @ x + b.",
            hint=1,
        ),
        Mistake(
            "changes w in place",
            _in_place,
            "`w += …` changes the very array that the caller handed in, so the caller's "
            "weights change behind their back. Make a new one: w = w + ….",
            hint=3,
        ),
        Mistake(
            "moves on the line",
            _moves_on_the_line,
            "A point of class +1 exactly on the line (score 0) was moved. A score of 0 "
            "counts as +1, so the prediction is right there and nothing moves.",
            hint=1,
        ),
        Mistake(
            "only w returned",
            lambda x, y, w, b: _update(x, y, w, b)[0],
            "Only the weights came back. Return both: `return w, b`.",
            hint=3,
        ),
        Mistake(
            "order exchanged",
            lambda x, y, w, b: _update(x, y, w, b)[::-1],
            "The bias came first. The contract is (w, b), in this order.",
            hint=3,
        ),
    ),
    hints=(
        "When must nothing happen at all? Work out the prediction first; compare it with y; "
        "and remember which class a score of 0 belongs to.",
        "On a mistake, add y times x to the weights, and y times 1 to the bias: the bias is "
        "a weight whose input is always 1.",
        "Two cases: `if … == y: return w, b`, and otherwise `return w + …, b + …`. With "
        "`w + …` a new array is made; `w += …` would change the caller's.",
    ),
    alternatives=(
        lambda x, y, w, b: (
            [
                wi + y * xi * ((w @ x + b >= 0) != (y > 0))
                for wi, xi in zip(w, x, strict=True)
            ],
            b + y * ((w @ x + b >= 0) != (y > 0)),
        ),
        lambda x, y, w, b: (
            w.astype(np.float32)
            + np.float32((y - np.where(w @ x + b >= 0, 1, -1)) / 2)
            * x.astype(np.float32),
            b + (y - (1 if w @ x + b >= 0 else -1)) // 2,
        ),
    ),
)


def _train(X, y, epochs):
    w, b, history = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        mistakes = 0
        for x_i, y_i in zip(X, y, strict=True):
            before = b
            w, b = _update(x_i, y_i, w, b)
            mistakes += b != before
        history.append(int(mistakes))
        if mistakes == 0:
            break
    return w, b, history


def _separable(rng, n, gap=0.3):
    """Points with labels ±1 that a line through a random place separates."""
    X = rng.normal(size=(6 * n, 2))
    score = X @ rng.normal(size=2) + rng.normal() * 0.3
    keep = np.flatnonzero(np.abs(score) > gap)[:n]
    return X[keep].round(2), np.where(score[keep] > 0, 1, -1)


_XOR = ([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [-1, 1, 1, -1])


def _train_cases(rng):
    yield worked(X=[[2.0, 1.0], [-1.0, -2.0]], y=[1, -1], epochs=5)
    yield worked(X=[[1.0, 2.0], [2.0, 0.0], [0.0, 1.0]], y=[-1, 1, -1], epochs=10)
    for n in (4, 6, 10, 20):
        X, y = _separable(rng, n)
        yield case(X=X, y=y, epochs=50)
    X, y = _separable(rng, 12)
    yield case(X=X, y=y, epochs=1)
    yield case(X=_XOR[0], y=_XOR[1], epochs=6)  # never ends by itself


def _train_with(step=_update, stop=True, start=0.0, order=1, last=False, count=1):
    """A trainer with one thing changed; each variant is somebody's mistake."""

    def code(X, y, epochs):
        w, b, history = np.full(X.shape[1], start), start, []
        pairs = list(zip(X, y, strict=True))[::order]
        for _ in range(epochs):
            mistakes = 0
            for x_i, y_i in pairs[-1:] if last else pairs:
                before = b
                w, b = step(x_i, y_i, w, b)
                mistakes += b != before
            history.append(int(mistakes) * count)
            if stop and mistakes == 0:
                break
        return w, b, history

    return code


def _clean_epoch_left_out(X, y, epochs):
    w, b, history = _train(X, y, epochs)
    return w, b, history[:-1] if history[-1] == 0 else history


def _running_total(X, y, epochs):
    w, b, history = _train(X, y, epochs)
    return w, b, np.cumsum(history).tolist()


def _nothing_noted(X, y, epochs):
    return *_train(X, y, epochs)[:2], []


def _total_only(X, y, epochs):
    w, b, history = _train(X, y, epochs)
    return w, b, sum(history)


def _first_epoch_only(X, y, epochs):
    return _train(X, y, 1)


def _batch_rule(X, y, epochs):
    """All points are judged by the weights at the beginning of the epoch."""
    w, b, history = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = _predict(X, w, b) != y
        w, b = w + (y[wrong, None] * X[wrong]).sum(0), b + float(y[wrong].sum())
        history.append(int(wrong.sum()))
        if not wrong.any():
            break
    return w, b, history


def _random_start(X, y, epochs):
    return _train_with(start=1.0)(X, y, epochs)


def _train_with_third_weight(X, y, epochs):
    """The bias as a weight of an input that is always 1; gives arrays throughout."""
    X1, v, history = np.hstack([X, np.ones((len(X), 1))]), np.zeros(X.shape[1] + 1), []
    while len(history) < epochs and (not history or history[-1] > 0):
        history.append(0)
        for i in range(len(X1)):
            if (X1[i] @ v >= 0) != (y[i] > 0):
                v = v + y[i] * X1[i]
                history[-1] += 1
    return v[:-1], v[-1], np.array(history)


def _train_by_indices(X, y, epochs):
    """The same with lists, plain loops and whole-number weights where they are whole."""
    w, b, history = [0.0] * X.shape[1], 0, []
    for _ in range(epochs):
        wrong = 0
        for i in range(X.shape[0]):
            score = b + sum(w[j] * X[i, j] for j in range(X.shape[1]))
            if (1 if score >= 0 else -1) != y[i]:
                w = [w[j] + y[i] * X[i, j] for j in range(X.shape[1])]
                b, wrong = b + int(y[i]), wrong + 1
        history = [*history, wrong]
        if not wrong:
            return w, b, history
    return w, b, history


train = Exercise(
    number="4.3",
    name="train",
    difficulty=2,
    minutes=15,
    points=3,
    reference=_train,
    cases=_train_cases,
    returns=("w", "b", "mistakes_per_epoch"),
    rows=("X", "y"),
    mistakes=(
        Mistake(
            "never stops early",
            _train_with(stop=False),
            "The training goes on after an epoch without a mistake. Nothing can change any "
            "more from there on: stop after the first clean epoch.",
            hint=1,
        ),
        Mistake(
            "clean epoch left out",
            _clean_epoch_left_out,
            "The last entry is missing. The clean epoch counts too: its 0 is the proof that "
            "the training has ended, so append before you stop.",
            hint=3,
        ),
        Mistake(
            "nothing noted",
            _nothing_noted,
            "The list of mistakes is empty: the count of an epoch is never put into it. "
            "Append it at the end of each epoch.",
            hint=3,
        ),
        Mistake(
            "running total",
            _running_total,
            "The counts grow from epoch to epoch: the counter is never set back. Each epoch "
            "starts counting at 0.",
            hint=2,
        ),
        Mistake(
            "only the total",
            _total_only,
            "One number came back for the mistakes. A list is asked for, with one count for "
            "each epoch.",
            hint=2,
        ),
        Mistake(
            "only the last example used",
            _train_with(last=True),
            "Only the last example ever moves the weights. Is the update inside the inner "
            "loop, once for each example?",
            hint=2,
        ),
        Mistake(
            "only one epoch",
            _first_epoch_only,
            "The training ends after the first epoch, whatever happened in it. Is a "
            "`return` or a `break` indented too far?",
            hint=1,
        ),
        Mistake(
            "moves at the end of the epoch",
            _batch_rule,
            "All examples of an epoch were judged by the same weights. Rosenblatt's rule "
            "moves at once: the next example meets the moved line.",
            hint=2,
        ),
        Mistake(
            "last to first",
            _train_with(order=-1),
            "The examples were taken in reversed order. Take them in the order given.",
            hint=2,
        ),
        Mistake(
            "starts at one",
            _random_start,
            "The weights do not start at zero. Start with `np.zeros(X.shape[1])` and b = 0.",
            hint=2,
        ),
        Mistake(
            "always moves",
            _train_with(step=_always_moves),
            "The weights move for every example, right or wrong. Only mistakes move them.",
            hint=2,
        ),
        Mistake(
            "moves on the line",
            _train_with(step=_moves_on_the_line),
            "A point of class +1 with a score of exactly 0 was counted as a mistake, which "
            "happens at the very start, where w and b are 0. A score of 0 counts as +1.",
            hint=2,
        ),
        Mistake(
            "bias never moves",
            _train_with(step=_if_wrong(lambda x, y: y * x, lambda x, y: 0)),
            "The bias stays at 0 all the time. It moves by y on every mistake.",
            hint=2,
        ),
        Mistake(
            "history forgotten",
            lambda X, y, epochs: _train(X, y, epochs)[:2],
            "Two things came back, three are asked for: `return w, b, mistakes_per_epoch`.",
            hint=3,
        ),
    ),
    hints=(
        "Two loops: one over the epochs, inside it one over the examples. What must be set "
        "back to 0 at the start of each epoch, and when may the outer loop end?",
        "Start with `w = np.zeros(X.shape[1])` and `b = 0.0`. For each example in turn, "
        "compare the prediction with its label; on a mistake move w and b at once, and "
        "count one.",
        "The order after the inner loop matters: note the count of this epoch in the list, "
        "and only then ask whether it was 0 and the outer loop may end.",
    ),
    alternatives=(_train_with_third_weight, _train_by_indices),
)


def _margin(X, y, w, b):
    return float(np.min(y * (X @ w + b)) / np.linalg.norm(w))


def _margin_cases(rng):
    yield worked(X=[[3.0, 0.0], [-1.0, 2.0]], y=[1, -1], w=[2.0, 0.0], b=0.0)
    yield worked(X=[[1.0, 1.0], [0.0, -2.0]], y=[1, -1], w=[3.0, 4.0], b=1.0)
    yield worked(X=[[1.0, 0.0], [4.0, 0.0]], y=[1, -1], w=[1.0, 0.0], b=0.0)  # negative
    for n, d in [(1, 2), (4, 2), (8, 2), (10, 3), (30, 5), (3, 1)]:
        yield case(
            X=rng.normal(size=(n, d)),
            y=rng.choice([-1, 1], size=n),
            w=rng.normal(size=d) * 2,
            b=float(rng.normal()),
        )


def _norm(w):
    return np.linalg.norm(w)


margin = Exercise(
    number="4.4",
    name="margin",
    difficulty=2,
    minutes=10,
    points=2,
    reference=_margin,
    cases=_margin_cases,
    rows=("X", "y"),
    valid=lambda X, y, w, b: bool(np.any(w)),
    mistakes=(
        Mistake(
            "not divided by the norm",
            lambda X, y, w, b: np.min(y * (X @ w + b)),
            "This is the smallest score, not a distance: doubling w and b would double it, "
            "though the line stays where it is. Divide by the length of w.",
            hint=2,
        ),
        Mistake(
            "bias in the norm",
            lambda X, y, w, b: np.min(y * (X @ w + b)) / np.sqrt(w @ w + b * b),
            "The bias is part of your norm. It shifts the line and does not tilt it: only "
            "w belongs in the length.",
            hint=2,
        ),
        Mistake(
            "maximum for minimum",
            lambda X, y, w, b: np.max(y * (X @ w + b)) / _norm(w),
            "This is the distance of the farthest point. The margin belongs to the nearest "
            "one: the minimum.",
            hint=1,
        ),
        Mistake(
            "mean for minimum",
            lambda X, y, w, b: np.mean(y * (X @ w + b)) / _norm(w),
            "This is the average distance. One point decides the margin, the nearest one.",
            hint=1,
        ),
        Mistake(
            "signs lost",
            lambda X, y, w, b: np.min(np.abs(X @ w + b)) / _norm(w),
            "Absolute values hide a point on the wrong side. Multiply by the label instead: "
            "then a wrong point counts as negative.",
            hint=1,
        ),
        Mistake(
            "labels forgotten",
            lambda X, y, w, b: np.min(X @ w + b) / _norm(w),
            "The labels play no part. A score is good or bad only together with its label: "
            "y times the score.",
            hint=1,
        ),
        Mistake(
            "bias missing",
            lambda X, y, w, b: np.min(y * (X @ w)) / _norm(w),
            "The bias is missing from the scores: these are distances to a line through the "
            "origin.",
            hint=2,
        ),
        Mistake(
            "squared norm",
            lambda X, y, w, b: np.min(y * (X @ w + b)) / (w @ w),
            "The scores are divided by the squared length of w. Take the square root.",
            hint=2,
        ),
        Mistake(
            "sum of absolute weights",
            lambda X, y, w, b: np.min(y * (X @ w + b)) / np.abs(w).sum(),
            "The length used here is the sum of the absolute weights. A distance in the "
            "plane needs the Euclidean length, by Pythagoras.",
            hint=2,
        ),
        Mistake(
            "one distance a point",
            lambda X, y, w, b: y * (X @ w + b) / _norm(w),
            "These are the distances of all points. The margin is the smallest of them.",
            hint=3,
        ),
    ),
    hints=(
        "Which single point decides how safe a line is? And what should the margin say "
        "where a point lies on the wrong side?",
        "The signed distance of a point to the line is its score, w·x + b, divided by the "
        "length of w: `np.linalg.norm(w)`. Multiplying by y makes right ones positive.",
        "`(y * (X @ w + b))` has one entry a point. Take its minimum, and divide by the "
        "norm of w.",
    ),
    alternatives=(
        lambda X, y, w, b: min(
            yi * (sum(xi * w) + b) / sum(w**2) ** 0.5
            for xi, yi in zip(X, y, strict=True)
        ),
        lambda X, y, w, b: np.float32(np.min(y * (X @ (w / _norm(w)) + b / _norm(w)))),
    ),
)


def _xor_labels(X):
    """+1 where exactly one coordinate lies above the middle of the data, -1 elsewhere."""
    high = (X.min(0) + X.max(0)) / 2 < X
    return np.where(high[:, 0] != high[:, 1], 1, -1)


def _judge_lift(value, args, expected):
    X, lifted = args["X"], as_array(value)
    if lifted is None or lifted.shape != (len(X), 3):
        shape = "no array" if lifted is None else f"shape {lifted.shape}"
        return f"an array of shape ({len(X)}, 3), one row a point; this is {shape}"
    if not np.allclose(lifted[:, :2], X):
        return "the two given coordinates first and unchanged, then the new one"
    if not np.isfinite(lifted).all():
        return "finite numbers"
    if _train(lifted, _xor_labels(X), 2000)[2][-1] > 0:
        return "a third coordinate with which a plane separates the two classes of XOR"
    return None


def _lift_cases(rng):
    yield worked(X=_XOR[0])
    yield worked(X=[[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
    for n in (8, 12):
        corners = rng.permutation(
            np.tile([[-1, -1], [-1, 1], [1, -1], [1, 1]], (n // 4, 1))
        )
        yield case(X=corners + rng.uniform(-0.15, 0.15, size=corners.shape))


def _with(third):
    return lambda X: np.column_stack([X, third(X[:, 0], X[:, 1])])


lift = Exercise(
    number="4.5",
    name="lift",
    difficulty=3,
    minutes=10,
    points=2,
    reference=_with(lambda x1, x2: x1 * x2),
    cases=_lift_cases,
    judge=_judge_lift,
    mistakes=(
        Mistake(
            "a sum of the two",
            _with(lambda x1, x2: x1 + x2),
            "The new coordinate is a weighted sum of the old two. That is what the neuron "
            "makes anyway, so nothing is gained. It takes something that no weighted sum can.",
            hint=1,
        ),
        Mistake(
            "a difference of the two",
            _with(lambda x1, x2: x1 - x2),
            "A difference is a weighted sum with weights 1 and -1: the neuron could make it "
            "itself. It is close, though: where do points of class +1 lie if you ignore its "
            "sign?",
            hint=1,
        ),
        Mistake(
            "a constant",
            _with(lambda x1, x2: np.ones_like(x1)),
            "The new coordinate is the same for every point. It acts like a second bias, and "
            "XOR needs more than a bias.",
            hint=1,
        ),
        Mistake(
            "zeros added",
            _with(lambda x1, x2: np.zeros_like(x1)),
            "The new coordinate is 0 for every point, so it says nothing that the old ones "
            "do not. What about a point should it tell?",
            hint=1,
        ),
        Mistake(
            "joined end to end",
            lambda X: np.append(X, X[:, 0] * X[:, 1]),
            "The table has become one long row: `np.append` flattens it. A new column is "
            "set beside the two given ones.",
            hint=2,
        ),
        Mistake(
            "one coordinate squared",
            _with(lambda x1, x2: x1**2),
            "The new coordinate knows of one input only. XOR asks about both together: "
            "neither tells the class alone.",
            hint=1,
        ),
        Mistake(
            "a sum of squares",
            _with(lambda x1, x2: x1**2 + x2**2),
            "The sum of the squares adds a part for each input, with no word about the two "
            "together; with the corners at ±1 it is the same everywhere.",
            hint=1,
        ),
        Mistake(
            "nothing added",
            lambda X: X.copy(),
            "The points came back with two coordinates. Add a third column.",
            hint=2,
        ),
        Mistake(
            "only the new one",
            lambda X: (X[:, 0] * X[:, 1])[:, None],
            "Only the new coordinate came back. Keep the two given ones in front of it.",
            hint=2,
        ),
        Mistake(
            "a flat new one",
            lambda X: X[:, 0] * X[:, 1],
            "Only the new coordinate came back. Keep the two given ones in front of it.",
            hint=2,
        ),
        Mistake(
            "new one first",
            lambda X: np.column_stack([X[:, 0] * X[:, 1], X]),
            "The new coordinate stands first. It belongs after the two given ones.",
            hint=2,
        ),
        Mistake(
            "stacked as rows",
            lambda X: np.stack([X[:, 0], X[:, 1], X[:, 0] * X[:, 1]]),
            "The three coordinates became rows: one point should be one row. Use "
            "`np.column_stack`.",
            hint=2,
        ),
    ),
    hints=(
        "No weighted sum of x₁ and x₂ can tell the corners apart, so the new coordinate must "
        "be something else. What is alike in (0, 0) and (1, 1), or in (-1, 1) and (1, -1)?",
        "A new column beside an array: `np.column_stack([X, new])`, where `new` has one "
        "number for each row.",
        "What happens if you multiply the two coordinates of each point? Work it out for the "
        "four corners.",
    ),
    alternatives=(
        _with(lambda x1, x2: np.abs(x1 - x2)),
        lambda X: [[a, c, (a - c) ** 2] for a, c in X],
        lambda X: np.hstack([X, -3 * X[:, :1] * X[:, 1:]]).astype(np.float32),
    ),
)
