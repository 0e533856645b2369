"""Rosenblatt's rule, epoch after epoch, until an epoch is without a mistake."""

import numpy as np

from layerlab.checking import Exercise, Mistake, Rule, case, worked
from layerlab.watching import sources

from . import shared


def _separable(rng, n, gap=0.3):
    """Points with labels ±1 that a line through a random place separates."""
    X = rng.normal(size=(6 * n, 2))
    score = X @ rng.normal(size=2) + rng.normal() * 0.3
    keep = np.flatnonzero(np.abs(score) > gap)[:n]
    return X[keep].round(2), np.where(score[keep] > 0, 1, -1)


def _cases(rng):
    yield worked(X=[[2.0, 1.0], [-1.0, -2.0]], y=[1, -1], epochs=5)
    yield worked(X=[[1.0, 2.0], [2.0, 0.0], [0.0, 1.0]], y=[-1, 1, -1], epochs=10)
    X, y = _separable(rng, 12)
    yield case(X=X, y=y, epochs=1)
    yield case(
        X=X, y=np.ones(len(y), int), epochs=5
    )  # nothing to learn: one clean epoch
    for n in (4, 6, 10, 20, 8, 14):
        X, y = _separable(rng, n)
        yield case(X=X, y=y, epochs=50)
    yield case(X=shared.XOR[0], y=shared.XOR[1], epochs=6)  # never ends by itself


def _pass(pairs, w, b, step, wrong, leave):
    """One epoch: the weights, the bias, and how many examples were answered wrongly.

    leave  the epoch ends at the first wrong answer (True), at the first right one (False)
    """
    mistakes = 0
    for x_i, y_i in pairs:
        counted = wrong(x_i, y_i, w, b)
        mistakes += bool(counted)
        w, b = step(x_i, y_i, w, b)
        if bool(counted) is leave:
            break
    return w, b, mistakes


def _train_with(
    step=shared.update, wrong=shared.is_wrong, *, stop=True, start=(0.0, 0.0), order=1,
    last=False, leave=None, anew=False,
):  # fmt: skip
    """A trainer with one thing changed; each variant is somebody's mistake."""

    def code(X, y, epochs):
        begun = np.full(X.shape[1], start[0]), start[1]
        (w, b), history = begun, []
        pairs = list(zip(X, y, strict=True))[::order]
        for _ in range(epochs):
            w, b = begun if anew else (w, b)
            taken = pairs[-1:] if last else pairs
            w, b, mistakes = _pass(taken, w, b, step, wrong, leave)
            history.append(mistakes)
            if stop and mistakes == 0:
                break
        return w, b, history

    return code


def _on_the_line_too(x, y, w, b):
    return y * (w @ x + b) <= 0


def _bias_stays(x, y, w, b):
    return shared.update(x, y, w, b)[0], b


def _counted_afterwards(X, y, epochs):
    """The mistakes that are left when an epoch has ended."""
    w, b, history = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        w, b, _ = _pass(
            zip(X, y, strict=True), w, b, shared.update, shared.is_wrong, None
        )
        history.append(int((shared.predict(X, w, b) != y).sum()))
        if history[-1] == 0:
            break
    return w, b, history


def _scaled(rate):
    """Steps of another length: the same mistakes, other weights."""

    def code(X, y, epochs):
        w, b, history = shared.train(X, y, epochs)
        return rate * w, rate * b, history

    return code


def _clean_epoch_left_out(X, y, epochs, step=shared.update):
    w, b, history = _train_with(step)(X, y, epochs)
    return w, b, history[:-1] if history[-1] == 0 else history


def _one_more(X, y, epochs):
    """The counter begins at 1, so that no epoch ever looks clean."""
    w, b, history = _train_with(stop=False)(X, y, epochs)
    return w, b, [1 + mistakes for mistakes in history]


def _running_total(X, y, epochs):
    w, b, history = shared.train(X, y, epochs)
    return w, b, np.cumsum(history).tolist()


def _nothing_noted(X, y, epochs):
    return *shared.train(X, y, epochs)[:2], []


def _total_only(X, y, epochs):
    w, b, history = shared.train(X, y, epochs)
    return w, b, sum(history)


def _first_epoch_only(X, y, epochs):
    return shared.train(X, y, 1)


def _batch_rule(X, y, epochs):
    """All points are judged by the weights at the beginning of the epoch."""
    w, b, history = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = shared.predict(X, w, b) != y
        w, b = w + (y[wrong, None] * X[wrong]).sum(0), b + float(y[wrong].sum())
        history.append(int(wrong.sum()))
        if not wrong.any():
            break
    return w, b, history


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
    number="4.3", name="train", difficulty=2, minutes=15, points=3,
    reference=shared.train, cases=_cases, returns=("w", "b", "mistakes_per_epoch"), rows=("X", "y"),
    mistakes=(
        Mistake("never stops early", _train_with(stop=False), message=
            "The training goes on after an epoch without a mistake. Nothing can change any more "
            "from there on: stop after the first clean epoch."),
        Mistake("clean epoch left out, the bias never moves", hint=3, code=
            lambda X, y, epochs: _clean_epoch_left_out(X, y, epochs, _bias_stays), message=
            "Two things. The bias stays at 0: it moves by y on every mistake. And the clean epoch "
            "is missing in the list, where it counts as a 0."),
        Mistake("clean epoch left out", _clean_epoch_left_out, hint=3, message=
            "The last entry is missing. The clean epoch counts too: its 0 is the proof that the "
            "training has ended, so append before you stop."),
        Mistake("nothing noted", _nothing_noted, hint=3, message=
            "The list of mistakes is empty: the count of an epoch is never put into it. Append it "
            "at the end of each epoch."),
        Mistake("running total", _running_total, hint=2, message=
            "The counts grow from epoch to epoch: the counter is never set back. Each epoch starts "
            "counting at 0."),
        Mistake("counter starts at 1", _one_more, hint=2, message=
            "Every count is one too large, so no epoch ever looks clean. The counter of an epoch "
            "starts at 0."),
        Mistake("only the total", _total_only, hint=2, message=
            "One number came back for the mistakes. A list is asked for, with one count for each "
            "epoch."),
        Mistake("only the last example used", _train_with(last=True), hint=2, message=
            "Only the last example ever moves the weights. Is the update inside the inner loop, "
            "once for each example?"),
        Mistake("only one epoch", _first_epoch_only, message=
            "The training ends after the first epoch, whatever happened in it. Is a `return` or a "
            "`break` indented too far?"),
        Mistake("moves at the end of the epoch", _batch_rule, hint=2, message=
            "All examples of an epoch were judged by the same weights. Rosenblatt's rule moves at "
            "once: the next example meets the moved line."),
        Mistake("last to first", _train_with(order=-1), hint=2, message=
            "The examples were taken in reversed order. Take them in the order given."),
        Mistake("starts at one", _train_with(start=(1.0, 1.0)), hint=2, message=
            "The weights do not start at zero. Start with `np.zeros(X.shape[1])` and b = 0."),
        Mistake("weights start at one", _train_with(start=(1.0, 0.0)), hint=2, message=
            "The weights do not start at zero. Start with `np.zeros(X.shape[1])`."),
        Mistake("bias starts at one", _train_with(start=(0.0, 1.0)), hint=2, message=
            "The bias does not start at zero. Start with b = 0."),
        Mistake("an epoch ends at its first mistake", _train_with(leave=True), hint=3, message=
            "An epoch ends at its first mistake, so that the examples behind it get no turn. The "
            "`break` that ends the training stands outside the inner loop."),
        Mistake("an epoch ends at its first right answer", hint=3, code=
            _train_with(leave=False), message=
            "An epoch ends at its first right answer, so that the examples behind it get no turn. "
            "The `break` that ends the training stands outside the inner loop."),
        Mistake("begun anew in each epoch", _train_with(anew=True), hint=2, message=
            "Every epoch begins with weights of 0 again, so nothing is kept of the one before. "
            "Set w and b to 0 once, above both loops."),
        Mistake("counted after the epoch", _counted_afterwards, hint=2, message=
            "These are the mistakes that are left when an epoch has ended. Count an example at its "
            "turn, before the line moves."),
        *(Mistake(f"steps of {rate:g}", _scaled(rate), hint=2, message=
            f"The counts are right, and all weights are {rate:g} times what they should be. The "
            "rule here has no learning rate: a step is y·x, and y for the bias.")
            for rate in (0.1, 0.01, 0.5)),
        Mistake("always moves", _train_with(shared.always_moves), hint=2, message=
            "The weights move for every example, right or wrong. Only mistakes move them."),
        Mistake("moves on the line", hint=2, code=
            _train_with(shared.moves_on_the_line, _on_the_line_too), message=
            "A point of class +1 with a score of exactly 0 was counted as a mistake, which happens "
            "at the very start, where w and b are 0. A score of 0 counts as +1."),
        Mistake("bias never moves", hint=2, code=
            _train_with(_bias_stays), message=
            "The bias stays at 0 all the time. It moves by y on every mistake."),
        Mistake("history forgotten", hint=3, code=
            lambda X, y, epochs: shared.train(X, y, epochs)[:2], message=
            "Two things came back, three are asked for: `return w, b, mistakes_per_epoch`."),
    ),
    hints=(
        "Two loops: one over the epochs, inside it one over the examples. What must be set back to "
        "0 at the start of each epoch, and when may the outer loop end?",
        "Start with `w = np.zeros(X.shape[1])` and `b = 0.0`. For each example in turn, compare "
        "the prediction with its label; on a mistake move w and b at once, and count one.",
        "The order after the inner loop matters: note the count of this epoch in the list, and "
        "only then ask whether it was 0 and the outer loop may end.",
    ),
    rules=(
        Rule("draws by chance", sources.draws, message=
            "Your code draws random numbers, and here nothing is left to chance: the weights and "
            "the bias start at 0, and the examples come in the order given."),
    ),
    alternatives=(_train_with_third_weight, _train_by_indices),
)  # fmt: skip
