"""How surprised a network is by the right classes, straight from its logits."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked

from . import shared


def _log_sum_exp(z):
    top = z.max(axis=1, keepdims=True)
    return (top + np.log(np.exp(z - top).sum(axis=1, keepdims=True)))[:, 0]


def _each(logits, y):
    """The cross-entropy of each example."""
    return _log_sum_exp(logits) - logits[np.arange(len(y)), y]


def _cross_entropy(logits, y):
    return float(_each(logits, y).mean())


def _cases(rng):
    yield worked(logits=[[0.0, 0.0], [0.0, 0.0]], y=[0, 1])
    yield worked(logits=[[2.0, 0.0, -1.0], [1.0, 3.0, 0.0]], y=[0, 2])
    for n, k in [(4, 3), (3, 3), (6, 2), (1, 5), (8, 10)]:
        y = rng.integers(0, k, size=n)
        y[0] = k - 1
        yield case(logits=rng.normal(size=(n, k)) * 2, y=y)
    yield case(logits=np.array([[1000.0, 0.0], [0.0, 1000.0]]), y=np.array([0, 1]))
    yield case(logits=np.array([[1000.0, 0.0], [0.0, 3.0]]), y=np.array([1, 0]))
    yield case(logits=np.array([[-1000.0, -1001.0], [5.0, 1.0]]), y=np.array([1, 1]))


def _log_of_softmax(logits, y, plus=0.0, softmax=shared.softmax):
    p = softmax(logits)
    with np.errstate(divide="ignore"):
        return float(-np.log(p[np.arange(len(y)), y] + plus).mean())


def _one_sum(logits, y):
    m = logits.max(axis=1, keepdims=True)
    total = m[:, 0] + np.log(np.exp(logits - m).sum())
    return float((total - logits[np.arange(len(y)), y]).mean())


def _all_columns(logits, y):
    return (_log_sum_exp(logits) - logits[:, y]).mean()


def _naive(logits, y):
    chosen = logits[np.arange(len(y)), y]
    return float((np.log(np.exp(logits).sum(axis=1)) - chosen).mean())


def _without_log(logits, y):
    m = logits.max(axis=1)
    sums = m + np.exp(logits - m[:, None]).sum(axis=1)
    return float((sums - logits[np.arange(len(y)), y]).mean())


def _one_maximum(logits, y):
    z = logits - logits.max()
    with np.errstate(divide="ignore"):
        lse = np.log(np.exp(z).sum(axis=1))
    return float((lse - z[np.arange(len(y)), y]).mean())


cross_entropy = Exercise(
    number="6.5", name="cross_entropy", difficulty=3, minutes=14, points=3,
    reference=_cross_entropy, cases=_cases, rows=("logits", "y"),
    mistakes=(
        Mistake("softmax twice", code=
            lambda logits, y: _cross_entropy(shared.softmax(logits), y), message=
            "The softmax was taken twice: probabilities went in where logits belong. Log-sum-exp "
            "has a softmax in it already."),
        Mistake("log(0)", _log_of_softmax, message=
            "A probability was so small that it became exactly 0, and its logarithm infinite. Do "
            "not make probabilities first: log-sum-exp stays with the logits."),
        *(Mistake(f"{tiny:g} added to p", code=
            lambda logits, y, tiny=tiny: _log_of_softmax(logits, y, plus=tiny), message=
            "A tiny number keeps the logarithm from being infinite, and caps the loss near "
            f"{-np.log(tiny):.0f}. With log-sum-exp nothing needs hiding.")
            for tiny in (1e-12, 1e-15, 1e-10, 1e-9, 1e-8, 1e-7)),
        Mistake("overflow", _naive, hint=2, message=
            "exp of a large logit is infinite. Take each row's maximum out before exp, and add it "
            "again after the logarithm."),
        Mistake("overflow in the softmax", hint=2, code=
            lambda logits, y: _log_of_softmax(logits, y, softmax=shared.plain_softmax), message=
            "exp of a large logit is infinite, and infinity divided by infinity is no number. Take "
            "each row's maximum out first, and do not make probabilities at all."),
        Mistake("one global maximum", _one_maximum, hint=2, message=
            "One maximum was taken from all rows; in a row far below it the sum of the exps "
            "becomes 0, and its logarithm infinite. Each row has its own maximum."),
        Mistake("maximum not given back", hint=2, code=
            lambda logits, y: _cross_entropy(logits, y) - float(logits.max(axis=1).mean()), message=
            "The maximum was taken out of the sum and never given back. It is added after the "
            "logarithm."),
        Mistake("one sum for all rows", _one_sum, hint=2, message=
            "The exps of all rows were added up together. Each row has a sum of its own: "
            "`axis=1`."),
        Mistake("sum for mean", lambda logits, y: float(_each(logits, y).sum()), hint=3, message=
            "These are added up over the examples. The mean is asked for, so that the loss does "
            "not grow with the batch."),
        Mistake("one for each example", _each, hint=3, message=
            "There is one loss for each example. The mean of them is asked for."),
        Mistake("always column 0", hint=2, code=
            lambda logits, y: _cross_entropy(logits, np.zeros_like(y)), message=
            "The answer is always taken from column 0, whatever y says. Each row has its own right "
            "column."),
        Mistake("all columns of y", _all_columns, hint=2, message=
            "`logits[:, y]` takes all those columns from every row: a table of n times n. Each row "
            "needs one entry; give the row numbers, too."),
        Mistake("the winner's column", hint=2, code=
            lambda logits, y: _cross_entropy(logits, logits.argmax(axis=1)), message=
            "The column of the largest logit was used. What counts is the right class, y, also "
            "where the network prefers another."),
        Mistake("the wrong sign", lambda logits, y: -_cross_entropy(logits, y), hint=2, message=
            "The sign is the wrong way round: a loss is never below 0 here. It is log-sum-exp "
            "minus the right logit."),
        Mistake("the right logit added", hint=2, code=
            lambda logits, y: float((2 * _log_sum_exp(logits) - _each(logits, y)).mean()), message=
            "The right logit is added. It is subtracted: the higher it is, the smaller the loss."),
        Mistake("logarithm forgotten", hint=2, code=_without_log, message=
            "The sum of the exps stands there without its logarithm. It is the maximum plus the "
            "*log* of that sum."),
        Mistake("no log-sum-exp", hint=2, code=
            lambda logits, y: float(-logits[np.arange(len(y)), y].mean()), message=
            "Only the right logit counts in your loss. It could be lowered by making all logits "
            "large; log-sum-exp keeps them in competition."),
        Mistake("maximum for log-sum-exp", lambda logits, y: (
            float((logits.max(axis=1) - logits[np.arange(len(y)), y]).mean())
        ), hint=2, message=
            "The maximum alone stands where the whole log-sum-exp belongs. Where the right class "
            "wins narrowly, the loss must not be 0."),
        Mistake("mean over all entries", hint=3, code=
            lambda logits, y: float(_each(logits, y).sum() / logits.size), message=
            "It was divided by all n times k entries. There are n examples."),
        Mistake("probabilities for their logarithm", hint=2, code=
            lambda logits, y: float(-shared.softmax(logits)[np.arange(len(y)), y].mean()), message=
            "The logarithm is missing: this is minus the mean probability."),
        Mistake("logarithm to base 10", hint=3, code=
            lambda logits, y: _cross_entropy(logits, y) / float(np.log(10)), message=
            "This is the logarithm to base 10. Here it is the natural one, `np.log`."),
        Mistake("logarithm to base 2", hint=3, code=
            lambda logits, y: _cross_entropy(logits, y) / float(np.log(2)), message=
            "This is the loss in bits: the logarithm to base 2. Here it is the natural one, "
            "`np.log`."),
    ),
    hints=(
        "What is the loss where the right class has probability 0 to the last digit? Why can the "
        "logits still tell?",
        "Each example's loss is log-sum-exp of its row minus its right logit. `a[np.arange(n), y]` "
        "takes one entry from each row.",
        "With m the maxima of the rows, log-sum-exp is m plus the log of the sum of the exps of "
        "(logits less m). Subtract the right logits, and take the mean.",
    ),
    alternatives=(
        lambda logits, y: np.mean(np.logaddexp.reduce(logits, axis=1) - logits[range(len(y)), y]),
        lambda logits, y: (
            sum(
                np.log(np.exp(z - z[c]).sum()) if z.max() - z[c] < 600 else z.max() - z[c]
                for z, c in zip(logits, y, strict=True)
            )
            / len(y)
        ),
        lambda logits, y: np.float32(_cross_entropy(logits.astype(np.float32), y)),
    ),
)  # fmt: skip
