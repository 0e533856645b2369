"""Precision, recall and F1 of each class, from a confusion matrix."""

import numpy as np
import torch

from layerlab.checking import Exercise, Mistake, Part, case, worked


def _shares(part, whole):
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)


def _with_shares(precision, recall):
    return precision, recall, _shares(2 * precision * recall, precision + recall)


def _per_class(confusion):
    right = np.diag(confusion).astype(float)
    precision = _shares(right, confusion.sum(axis=0))
    recall = _shares(right, confusion.sum(axis=1))
    return _with_shares(precision, recall)


def _cases(rng):
    yield worked(confusion=[[8, 2], [4, 6]])
    yield worked(confusion=[[3, 0, 1], [2, 2, 0], [0, 0, 4]])
    yield worked(confusion=[[3, 0], [2, 0]])  # class 1 is never answered
    yield worked(confusion=[[3, 1], [0, 0]])  # class 1 never occurs
    yield case(confusion=[[1, 0, 0], [0, 1, 2], [0, 0, 4]])  # a class with one picture
    yield case(confusion=[[0, 3], [2, 0]])  # nothing right: precision and recall are 0
    yield case(
        confusion=[[5, 0, 0], [0, 0, 0], [1, 0, 2]]
    )  # neither occurs nor answered
    for k in (3, 4, 6):
        confusion = rng.integers(0, 9, size=(k, k)) + 10 * np.eye(k, dtype=int)
        yield case(confusion=confusion)


def _raw(empty):
    """Without a thought for 0/0, which then gives `empty`."""

    def code(confusion):
        right = np.diag(confusion)
        with np.errstate(all="ignore"):
            p, r = right / confusion.sum(0), right / confusion.sum(1)
            f1 = 2 * p * r / (p + r)
        return tuple(np.where(np.isnan(v), empty, v) for v in (p, r, f1))

    return code


def _only_f1_raw(confusion):
    precision, recall, _ = _per_class(confusion)
    with np.errstate(all="ignore"):
        return precision, recall, 2 * precision * recall / (precision + recall)


def _by_counts(confusion):
    """The same, class by class, from hits, false alarms and misses."""
    rows = []
    for c in range(len(confusion)):
        hits = float(confusion[c][c])
        alarms = float(sum(confusion[r][c] for r in range(len(confusion)))) - hits
        misses = float(sum(confusion[c])) - hits
        share = [(hits, hits + alarms), (hits, hits + misses)]
        share.append((2 * hits, 2 * hits + alarms + misses))
        rows.append([a / b if b else 0.0 for a, b in share])
    return tuple(list(column) for column in zip(*rows, strict=True))


def _with_f1(precision, recall):
    return precision, recall, _shares(2 * precision * recall, precision + recall)


def _largest_of_a_row(confusion):
    right = np.max(confusion, axis=1)
    return _with_f1(*(right / np.maximum(confusion.sum(a), 1) for a in (0, 1)))


def _by_small_number(confusion):
    C = torch.as_tensor(confusion).double()
    p = C.diagonal() / (C.sum(0) + 1e-12)
    r = C.diagonal() / (C.sum(1) + 1e-12)
    return p, r, 2 * p * r / (p + r + 1e-12)


def _then(change):
    """The right answer, changed at the end."""
    return lambda confusion: change(confusion, *_per_class(confusion))


per_class = Exercise(
    number="11.3", name="per_class", difficulty=2, minutes=12, points=2,
    reference=_per_class, cases=_cases, returns=("precision", "recall", "f1"),
    parts=(
        Part("precision", 0.5, shows=("precision",)),
        Part("recall", 0.5, shows=("recall",)),
        Part("f1", 1, shows=("f1",)),
    ),
    mistakes=(
        Mistake("axes swapped", _then(lambda C, p, r, f1: (r, p, f1)), message=
            "Precision and recall are exchanged. Precision looks at all answers of a class, which "
            "is a column; recall at all its true examples, a row."),
        Mistake("precision of all pictures", code=
            _then(lambda C, p, r, f1: _with_shares(np.diag(C) / C.sum(), r)), message=
            "The precision is divided by the number of all pictures. Each class has its own number "
            "of answers, its column: `sum(axis=0)`."),
        Mistake("recall of all pictures", code=
            _then(lambda C, p, r, f1: _with_shares(p, np.diag(C) / C.sum())), message=
            "The recall is divided by the number of all pictures. Each class has its own number of "
            "examples, its row: `sum(axis=1)`."),
        Mistake("0/0 left as it is", _raw(np.nan), hint=2, message=
            "A class that is never answered, or never occurs, gives 0/0, and NumPy makes NaN of "
            "it. Here such a share is 0."),
        Mistake("0/0 counted as 1", _raw(1.0), hint=2, message=
            "Where there is nothing to divide by, you give 1. Here such a share is 0: a class that "
            "was never answered has earned nothing."),
        Mistake("0/0 in f1", _only_f1_raw, hint=2, message=
            "Where precision and recall are both 0, f1 is 0/0. It is 0 there."),
        Mistake("the plain mean for f1", hint=3, code=
            _then(lambda C, p, r, f1: (p, r, (p + r) / 2)), message=
            "Your f1 is the plain mean of the two. It is the harmonic one, which stays near the "
            "smaller of them."),
        Mistake("f1 without the 2", _then(lambda C, p, r, f1: (p, r, f1 / 2)), hint=3, message=
            "Your f1 is half of what it should be: where precision and recall are both 1, it must "
            "be 1."),
        Mistake("means over the classes", code=
            _then(lambda C, p, r, f1: (p.mean(), r.mean(), f1.mean())), message=
            "One number came back for each. Keep the classes apart: a mean hides the one that "
            "fails."),
        Mistake("shares of all examples", hint=2, code=
            lambda C: (np.diag(C) / C.sum(), np.diag(C) / C.sum(), np.diag(C) / C.sum()), message=
            "You divide by the number of all examples. Divide by those of one class: a column sum "
            "for precision, a row sum for recall."),
        Mistake("the accuracy", lambda C: (np.trace(C) / C.sum(),) * 3, message=
            "That is the accuracy, one number for all. Precision and recall belong to each class."),
        Mistake("right ones counted twice", lambda C: (
            (*(_shares(np.diag(C), C.sum(a) + np.diag(C)) for a in (0, 1)), _per_class(C)[2])
        ), hint=2, message=
            "The right ones are counted twice in the denominator: a column sum holds the diagonal "
            "already."),
        Mistake("right ones against wrong ones", lambda C: (
            (*(_shares(np.diag(C), C.sum(a) - np.diag(C)) for a in (0, 1)), _per_class(C)[2])
        ), hint=2, message=
            "You divide the right ones by the wrong ones. The denominator is all of them, the "
            "right ones too."),
        Mistake("rounded", hint=3, code=
            _then(lambda C, p, r, f1: (p.round(2), r.round(2), f1.round(2))), message=
            "The shares are rounded. Give them as they are; round when you print."),
        Mistake("whole numbers", hint=3, code=
            _then(lambda C, p, r, f1: (p.astype(int), r.astype(int), f1.astype(int))), message=
            "The shares were cut to whole numbers: `//`, or an array of integers that takes them "
            "in."),
        Mistake("percent", _then(lambda C, p, r, f1: (100 * p, 100 * r, 100 * f1)), hint=3, message=
            "These are percentages. Shares from 0 to 1 are asked for."),
        Mistake("only precision and recall", _then(lambda C, p, r, f1: (p, r)), hint=3, message=
            "Two arrays came back, three are asked for: f1 is missing."),
        Mistake("the geometric mean for f1", hint=3, code=
            _then(lambda C, p, r, f1: (p, r, np.sqrt(p * r))), message=
            "Your f1 is the root of the product, the geometric mean. The harmonic one is asked "
            "for."),
        Mistake("brackets missing in f1", hint=3, code=
            _then(lambda C, p, r, f1: (p, r, 2 * p + _shares(r, p + r))), message=
            "A bracket is missing in f1: only its last part is divided. The whole product stands "
            "over the sum."),
        Mistake("rows twice", _then(lambda C, p, r, f1: (r, r, r)), message=
            "Both shares were taken along the rows. Recall is that; for precision go down the "
            "columns."),
        Mistake("columns twice", _then(lambda C, p, r, f1: (p, p, p)), message=
            "Both shares were taken down the columns. Precision is that; for recall go along the "
            "rows."),
        Mistake("one table", hint=3, code=
            _then(lambda C, p, r, f1: np.stack([p, r, f1], axis=1)), message=
            "One table came back. Give three arrays, as `return precision, recall, f1` does."),
        Mistake("the largest of a row", _largest_of_a_row, hint=2, message=
            "You take the largest number of a row for the right ones. They stand on the diagonal, "
            "large or small."),
        Mistake("1 where nothing is there", lambda C: (
            _with_f1(*(np.where(C.sum(a) > 0, _shares(np.diag(C), C.sum(a)), 1.0) for a in (0, 1)))
        ), hint=2, message=
            "Where there is nothing to divide by, you give 1. Here such a share is 0: a class that "
            "was never answered has earned nothing."),
        Mistake("right ones against wrong ones, in f1 too", lambda C: (
            _with_f1(*(np.diag(C) / np.maximum(C.sum(a) - np.diag(C), 1) for a in (0, 1)))
        ), hint=2, message=
            "You divide the right ones by the wrong ones. The denominator is all of them, the "
            "right ones too."),
    ),
    hints=(
        "Rows are the truth, columns the answers. Of all the times the network said *shirt*, how "
        "often was it one: along a row or down a column? And how often if it never said shirt?",
        "The right ones are `np.diag(confusion)`; the sums `confusion.sum(axis=…)`. For 0/0, "
        "`np.divide` takes `out=` and `where=`; or replace a sum of 0 by 1, since the part is 0 "
        "then, too.",
        "The harmonic mean of a and b is 2ab / (a + b): with precision and recall as a and b, and "
        "0 where both are 0.",
    ),
    alternatives=(_by_counts, _by_small_number),
)  # fmt: skip
