"""How much an example of each class weighs, so that all classes weigh the same together."""

import numpy as np
import torch

from layerlab.checking import Exercise, Mistake, Tensor, case, worked


def _counts(y, k):
    return np.bincount(np.asarray(y), minlength=k).astype(float)


def _class_weights(y, k):
    counts = _counts(y, k)
    weights = len(y) / (k * np.maximum(counts, 1))
    return np.where(counts > 0, weights, 0.0)


def _cases(rng):
    yield worked(y=Tensor(np.array([0, 0, 1, 0, 2, 0, 0, 1])), k=3)
    yield worked(y=Tensor(np.array([3, 1, 1, 3, 1, 1])), k=4)  # 0 and 2 do not occur
    yield case(y=_drawn(rng, (90, 70, 3, 20)), k=4)
    yield case(y=_drawn(rng, (4, 0, 11, 40)), k=6)  # nor does the last
    yield case(y=_drawn(rng, (0, 9, 5)), k=3)
    yield case(y=_drawn(rng, (6, 6, 6, 6, 6)), k=5)
    yield case(y=_drawn(rng, (150, 30)), k=2)
    yield case(y=Tensor(np.array([2, 2, 2])), k=4)
    yield case(y=Tensor(_drawn(rng, (17, 8, 1)).values.astype("int32")), k=3)


def _drawn(rng, counts):
    return Tensor(rng.permutation(np.repeat(np.arange(len(counts)), counts)))


def _by(weigh, absent=0.0):
    """Weights `weigh(n, k, counts)`; classes that do not occur get `absent`."""

    def code(y, k):
        counts = _counts(y, k)
        with np.errstate(divide="ignore", invalid="ignore"):
            weights = weigh(len(y), k, counts) * np.ones(k)
        return weights if absent is None else np.where(counts > 0, weights, absent)

    return code


def _right(n, k, counts):
    return n / (k * np.maximum(counts, 1))


def _present(y, k):
    counts = _counts(y, k)
    return counts[counts > 0]


def _from_one(y, k):
    """Counts labels 1 to k."""
    counts = np.array([(np.asarray(y) == label).sum() for label in range(1, k + 1)])
    return np.where(counts > 0, len(y) / (k * np.maximum(counts, 1)), 0.0)


def _slipped(y, k):
    """Weights of the classes that occur, moved together, zeros behind them."""
    counts, weights = _present(y, k), np.zeros(k)
    weights[: len(counts)] = len(y) / (k * counts)
    return weights


def _as_in_sklearn(y, k):
    counts = _counts(y, k)
    kinds = (counts > 0).sum()
    return np.where(counts > 0, len(y) / (kinds * np.maximum(counts, 1)), 0.0)


def _normalised(total):
    def code(y, k):
        weights = _class_weights(y, k)
        return weights * total(k) / weights.sum()

    return code


def _by_largest(y, k):
    weights = _class_weights(y, k)
    return weights / weights.max()


def _for_each_example(y, k):
    return _class_weights(y, k)[np.asarray(y)]


def _by_torch(y, k):
    """Right: torch's own counting, in floats, zeros put back."""
    y = torch.as_tensor(y).long()
    weights = y.numel() / (k * torch.bincount(y, minlength=k).double())
    weights[weights.isinf()] = 0
    return weights.float()


def _by_loop(y, k):
    """Right: a list, class by class."""
    labels, weights = [int(label) for label in y], []
    for label in range(k):
        count = labels.count(label)
        weights.append(len(labels) / k / count if count else 0)
    return weights


class_weights = Exercise(
    number="14.3", name="class_weights", difficulty=1, minutes=8, points=2,
    reference=_class_weights, cases=_cases,
    mistakes=(
        Mistake("k forgotten", _by(lambda n, k, counts: n / np.maximum(counts, 1)), message=
            "All weights are k times too large: n / count. With n / (k · count) an example weighs "
            "1 on the average, so the learning rate may stay."),
        Mistake("absent class infinite", hint=2, code=
            _by(lambda n, k, counts: n / (k * counts), absent=None), message=
            "A class that does not occur was divided by 0 and got an infinite weight; one infinite "
            "number makes a loss NaN. Such a class gets 0."),
        Mistake("k forgotten, absent class infinite", hint=2, code=
            _by(lambda n, k, counts: n / counts, absent=None), message=
            "Two things. All weights are k times too large: n / (k · count). And a class that does "
            "not occur was divided by 0; it gets 0."),
        Mistake("absent class like a single one", hint=2, code=
            _by(lambda n, k, counts: n / (k * np.maximum(counts, 1)), absent=None), message=
            "A class that does not occur was weighed as if it occurred once, the heaviest of all. "
            "It gets 0."),
        Mistake("absent class 1", _by(_right, absent=1.0), hint=2, message=
            "A class that does not occur got the weight 1. It gets 0."),
        Mistake("absent class NaN", _by(_right, absent=np.nan), hint=2, message=
            "A class that does not occur got NaN, as 0/0 gives. It gets 0."),
        Mistake("common classes weigh more", _by(lambda n, k, counts: counts / n), message=
            "These are the shares of the classes: common ones weigh most, and the rare ones "
            "disappear altogether. It should be the other way round."),
        Mistake("k times the share", _by(lambda n, k, counts: k * counts / n), message=
            "The fraction stands upside down, so the common classes weigh most. A rare class needs "
            "the large weight."),
        Mistake("absent classes left out", hint=3, code=
            lambda y, k: len(y) / (k * _present(y, k)), message=
            "Classes that do not occur were left out, so the weights behind them slip to the wrong "
            "classes. There are k weights, one for each class from 0 to k - 1."),
        Mistake("absent classes left out, zeros at the end", _slipped, hint=3, message=
            "The weights of the classes that occur stand together at the front, so those behind a "
            "missing class belong to the wrong ones. Weight i is that of class i."),
        Mistake("as many as the largest label", hint=3, code=
            lambda y, k: _class_weights(y, k)[: int(np.asarray(y).max()) + 1], message=
            "There are too few weights: their number comes from the largest label that occurs. "
            "`minlength=k` counts the missing classes at the end as well."),
        Mistake("only classes that occur are counted", _as_in_sklearn, hint=2, message=
            "You divide by the number of classes that occur, as scikit-learn does. Here it is k, "
            "whether they all occur or not."),
        Mistake("as scikit-learn has them", lambda y, k: (
            len(y) / (len(_present(y, k)) * _present(y, k))
        ), hint=3, message=
            "Only the classes that occur were counted, so the weights behind a missing one slip, "
            "and their number stands where k belongs. There are k weights."),
        Mistake("one added to the count", hint=2, code=
            _by(lambda n, k, counts: n / (k * (counts + 1)), absent=None), message=
            "1 was added to every count, to keep 0 out: all weights are too small, and a class "
            "that does not occur is the heaviest. It gets 0."),
        Mistake("logarithm", hint=2, code=
            _by(lambda n, k, counts: np.log(n / np.maximum(counts, 1))), message=
            "A logarithm was taken. That is a softer recipe; here all classes are to weigh the "
            "same together."),
        Mistake("one over the count", hint=2, code=
            _by(lambda n, k, counts: 1 / np.maximum(counts, 1)), message=
            "These are 1 / count: the loss would shrink with the number of examples. n and k "
            "belong there too."),
        Mistake("labels from 1", _from_one, hint=3, message=
            "The labels 1 to k were counted. They run from 0 to k - 1."),
        Mistake("whole-number division", hint=2, code=
            _by(lambda n, k, counts: n // (k * np.maximum(counts, 1))), message=
            "The fractions are gone: `//` rounds down. Weights are floats; `/` divides."),
        Mistake("sum to k", _normalised(lambda k: k), message=
            "These weights were scaled so that they sum to k. Their sum is free: each is n / (k · "
            "count)."),
        Mistake("sum to 1", _normalised(lambda k: 1), message=
            "These weights were scaled so that they sum to 1. Their sum is free: each is n / (k · "
            "count)."),
        Mistake("the largest is 1", _by_largest, message=
            "These weights were scaled so that the largest is 1. Nothing is scaled here: each is n "
            "/ (k · count)."),
        Mistake("one batch counted", lambda y, k: _class_weights(y[:64], k), message=
            "Only the first 64 labels were counted. A batch may miss a rare class; count all "
            "labels."),
        Mistake("one batch of 32 counted", lambda y, k: _class_weights(y[:32], k), message=
            "Only the first 32 labels were counted. A batch may miss a rare class; count all "
            "labels."),
        Mistake("counts", _by(lambda n, k, counts: counts), hint=3, message=
            "These are the counts. The weights are made from them: n / (k · count)."),
        Mistake("complement of the share", _by(lambda n, k, counts: 1 - counts / n), message=
            "These are 1 minus the share of each class, which makes little difference among rare "
            "ones. Divide by the count."),
        Mistake("root of the weight", hint=2, code=
            _by(lambda n, k, counts: np.sqrt(_right(n, k, counts))), message=
            "A root was taken of the weights. That is a softer recipe; here all classes are to "
            "weigh the same together."),
        Mistake("one for each example", _for_each_example, hint=3, message=
            "There is one weight for each example. One for each class is asked for, k of them."),
        Mistake("mean count for n", hint=2, code=
            _by(lambda n, k, counts: counts.mean() / (k * np.maximum(counts, 1))), message=
            "You divide by k twice: the mean count is n / k already."),
        Mistake("largest count for the mean one", hint=2, code=
            _by(lambda n, k, counts: counts.max() / np.maximum(counts, 1)), message=
            "The largest count is divided by each count, so that the commonest class weighs 1. "
            "Here n / k stands in place of the largest."),
    ),
    hints=(
        "Of eight cakes five are buns, two pies and one a tart. Which kind should weigh most, and "
        "how many times as much? What happens in your formula to a kind that does not occur?",
        "`np.bincount(y, minlength=k)` and `torch.bincount` count all classes, also those that do "
        "not occur. Dividing by 0 gives infinity: `np.where`, or a loop with an `if`, keeps it "
        "out.",
        "n is `len(y)`. Divide n by k times the counts, in floats; where a count is 0, put 0.",
    ),
    alternatives=(_by_torch, _by_loop),
)  # fmt: skip
