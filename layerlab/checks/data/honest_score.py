"""How right is a scheme on new families? Judged by what it is right on in sealed ones."""

import hashlib
from dataclasses import dataclass

import numpy as np

from layerlab.checking import Exercise, Mistake, worked
from layerlab.checking.looks import Look
from layerlab.judging.compare import Difference, compare

from . import schemes, worlds

MEAN, WORST, MOVED = 0.09, 0.25, 0.06  # largest errors that pass, and largest moves
SLACK = 0.03  # our own error on the same worlds, and so much more, passes as well
COINS = (True, False) * 4  # whether the labels of a world are coins


def _honest_score(X, y, groups, select, fit, rng):
    shares = [
        schemes.share(X, y, test, select, fit) for test in schemes.folds(groups, rng)
    ]
    return float(np.mean(shares))


def _made(seed: int) -> list:
    return [worlds.world(seed + i, coin) for i, coin in enumerate(COINS)]


def _cases(rng):
    seed = int(rng.integers(2**31))
    made = _made(seed)
    _TRUTHS[_key(made[0].X)] = [world.truth for world in made]
    yield worked(worlds=[(world.X, world.y, world.groups) for world in made])


_TRUTHS: dict[str, list] = {}  # by the first world's rows


def _key(X) -> str:
    return hashlib.sha256(np.ascontiguousarray(X).tobytes()).hexdigest()


def _few(groups, rng):
    """Three folds, for what three show as well as ten: our own mistakes cost time."""
    return schemes.folds(groups, rng, 3)


# all columns are many numbers: one turn is enough to know it by
_unselected = schemes.turns(schemes.unselected, lambda *args: schemes.folds(*args)[:1])


class _Words(str):
    __slots__ = ()
    __repr__ = str.__str__


@dataclass(frozen=True, eq=False)
class _Honest:
    """Judges the answers by the sealed groups, and by how far another rng moves them."""

    measured = ("the answers",)

    def __call__(self, value, args, expected):
        found = compare(value, {"what came back": "a number"})
        if found:
            return found
        truths = _TRUTHS[_key(args["worlds"][0][0])]
        for where, got, words in self.broken_rules(value, expected, truths):
            words = _Words(words)
            return Difference("unmet", where, f"{where}: {words}", _Words(got), words)
        return None

    def broken(self, value, expected):
        """What tells known mistakes apart are the words beside the answers, not the answers."""
        return ()

    def broken_rules(self, value, expected, truths):
        """Triples (what, how it came back, what was asked for) of the rules not kept."""
        answers, ours = (
            np.reshape(v["the answers"], (-1, 2)) for v in (value, expected)
        )
        errors, own = (np.array(a) - np.array(truths)[:, None] for a in (answers, ours))
        for words, chosen in (("of coins", True), ("with something to learn", False)):
            rows = np.array(COINS) == chosen
            error, limit = np.abs(errors[rows]).mean(), np.abs(own[rows]).mean() + SLACK
            if not error < max(MEAN, limit):
                sign = "too high" if errors[rows].mean() > 0 else "too low"
                where, got = f"mean error in the worlds {words}", f"{error:.2f}"
                yield where, f"{got}, mostly {sign}", f"below {MEAN}"
        far = np.abs(errors).max()
        if not far < max(WORST, np.abs(own).max() + SLACK):
            yield "largest error of all", f"{far:.2f}", f"below {WORST}"
        moved = np.abs(answers[:, 0] - answers[:, 1]).mean()
        if not moved < MOVED:
            limit = f"less than {MOVED}"
            yield "another rng moves the answer by", f"{moved:.2f}", limit


def _labels_left(X, y, groups, select, fit, rng):
    """X is shuffled; y and groups stay."""
    return _honest_score(X[rng.permutation(len(X))], y, groups, select, fit, rng)


def _majority(X, y, groups, select, fit, rng):
    return max(np.mean(y), 1 - np.mean(y))


def _five_twice(X, y, groups, select, fit, rng):
    """Right: five folds of groups, dealt out twice, every row counted once in each."""
    names, number = np.unique(groups, return_inverse=True)
    right = []
    for _ in range(2):
        fold = rng.permutation(len(names)) % 5
        for k in range(5):
            train, test = (
                np.flatnonzero(part) for part in (fold[number] != k, fold[number] == k)
            )
            keep = list(select(X[train], y[train]))
            says = fit(X[np.ix_(train, keep)], y[train])(X[np.ix_(test, keep)])
            right.extend(says == y[test])
    return sum(right) / len(right)


def _many_splits(X, y, groups, select, fit, rng):
    """Right: thirty random splits of groups, a fifth for the test."""
    return schemes.turns(
        masks=lambda groups, rng: [
            schemes.one_split(0.2)(groups, rng)[0] for _ in range(30)
        ]
    )(X, y, groups, select, fit, rng)


def _forty_folds(X, y, groups, select, fit, rng):
    """Right: folds of three groups, in order, without any chance."""
    names = np.unique(groups).reshape(-1, 3)
    return np.mean(
        [schemes.share(X, y, np.isin(groups, some), select, fit) for some in names]
    )


honest_score = Exercise(
    number="14.6", name="honest_score", difficulty=3, minutes=25, points=4,
    reference=_honest_score, cases=_cases, judge=_Honest(), seconds=30.0, any_type=False,
    observe=Look(
        "units.honest:scores", {"call": "honest_score(X, y, groups, select, fit, rng)"}
    ),
    mistakes=(
        Mistake("groups ignored", schemes.turns(masks=schemes.row_folds), message=
            "Rows of one group were on both sides: the model was asked about photographs of cakes "
            "that it knows. Whole groups have to be new to it."),
        Mistake("columns chosen before the split", schemes.turns(schemes.chosen_before), message=
            "`select` saw all rows, those for the test too, so the columns were chosen by the "
            "answers. Split first, and let `select` see only the rows that the model learns from."),
        Mistake("groups ignored and columns chosen before", code=
            schemes.turns(schemes.chosen_before, schemes.row_folds), message=
            "Two things at once. Rows of one group were on both sides, so the model knew the cakes "
            "that it was asked about. And `select` saw all rows, those for the test too."),
        Mistake("own rows", schemes.turns(schemes.own_rows, _few), message=
            "The model was asked about the very rows that it was fitted on. It knows them by "
            "heart; ask about groups that it never saw."),
        Mistake("fitted on everything", schemes.turns(schemes.fitted_on_all, _few), message=
            "The model was fitted on all rows, those for the test among them, and then asked about "
            "these. Fit on the others alone."),
        Mistake("asked about all rows", schemes.turns(schemes.asked_about_all, _few), message=
            "The model was asked about all rows, and most of these it was fitted on: it knows them "
            "by heart. Ask about the others alone."),
        Mistake("everything on everything", schemes.everything, message=
            "There was no split at all: the columns were chosen, the model fitted, and the "
            "questions asked, all on the same rows."),
        Mistake("one small split", schemes.turns(masks=schemes.one_split(0.1)), hint=2, message=
            "The way is honest, but only few groups were asked about: such a score is mostly luck, "
            "and with another `rng` it is another one. Let every group be asked about once, in "
            "turns."),
        Mistake("the best fold", schemes.turns(end=max), hint=2, message=
            "The best of the scores came back. The best of ten is a lucky one; their mean tells "
            "what to expect."),
        Mistake("the worst fold", schemes.turns(end=min), hint=2, message=
            "The worst of the scores came back. Their mean tells what to expect."),
        Mistake("the last fold", schemes.turns(end=lambda shares: shares[-1]), hint=2, message=
            "Only the score of the last turn came back. Collect them all, and give their mean."),
        Mistake("X shuffled without y", _labels_left, message=
            "The rows of X were moved and their labels were not, so that nothing can be learned. "
            "One order serves X, y and groups."),
        Mistake("columns of the first fold", schemes.columns_of_the_first, hint=2, message=
            "The columns were chosen once, in one turn, and used in the others, whose test rows "
            "took part in choosing them. Choose anew in each turn."),
        Mistake("columns chosen on the test", hint=2, code=
            schemes.turns(schemes.columns_of_the_test), message=
            "The columns were chosen by the rows that are asked about. Choose by the rows that the "
            "model learns from."),
        Mistake("share of the majority", _majority, message=
            "No model was asked anything. The share of the commoner label, or a half, is what a "
            "guess is worth. Fit, predict, and compare with y."),
        Mistake("predict given all columns", schemes.turns(schemes.all_columns), hint=3, message=
            "The model was fitted on the chosen columns and asked about rows with all of them. The "
            "same columns belong to both."),
        Mistake("select unused", _unselected, hint=3, message=
            "The model was fitted on all columns: `select` was never asked, or its columns were "
            "not used. How right select *and* fit together will be is asked."),
        Mistake("share of wrong ones", hint=3, code=
            schemes.turns(masks=_few, end=lambda shares: 1 - np.mean(shares)), message=
            "This is the share of wrong answers. The share of right ones is asked for."),
        Mistake("per cent", hint=3, code=
            schemes.turns(masks=_few, end=lambda shares: 100 * np.mean(shares)), message=
            "This is in per cent. A share between 0 and 1 is asked for."),
        Mistake("the sum of the scores", schemes.turns(masks=_few, end=sum), hint=3, message=
            "The scores were added up. Divide by how many there are."),
        Mistake("all scores", hint=3, code=
            lambda X, y, groups, select, fit, rng: [
                schemes.share(X, y, test, select, fit) for test in schemes.folds(groups, rng)
            ], message=
            "A list came back. One number is asked for: what do you expect on new groups?"),
        Mistake("train and test exchanged", schemes.turns(schemes.exchanged), hint=2, message=
            "In each turn the model learned from the few groups of one fold and was asked about "
            "all others: it is worse than one that learns from nearly everything. Exchange the "
            "two."),
    ),
    hints=(
        "On the day when the score is needed, which cakes will the model be asked about? Which "
        "rows of X are as new to it as these, and who else has looked at them: `select`?",
        "Deal the names of the groups into ten parts. In turn, let one part be the test: "
        "everything that looks at labels, `select` as well as `fit`, sees the other nine alone.",
        "For each part: a mask of its rows, columns from `select` on the others, a model from "
        "`fit` on the others with these columns, the share of right answers on the part. Then the "
        "mean.",
    ),
    alternatives=(_five_twice, _many_splits, _forty_folds),
)  # fmt: skip
