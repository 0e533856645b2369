"""Unit 14 before answers that nobody had listed, and the honest score on other worlds."""

import numpy as np
import pytest

from layerlab import checks
from layerlab.checking.engine import judge_here
from layerlab.checks.data import schemes, worlds
from layerlab.watching.units import choosing, honest, splits
from layerlab.watching.watch import watch
from tests.fixtures import fresh_data, fresh_data_more, right_data

EXERCISES = {e.name: e for e in checks.exercises("data")}
HONEST = EXERCISES["honest_score"]
# The commonest of these have names in the checks: they are no fresh ones any more.
HELPED = 0.75


def answers(*modules):
    """Triples (name, exercise, code)."""
    for module in modules:
        for name, code in vars(module).items():
            exercise, mark, _ = name.partition("__")
            if mark and exercise in EXERCISES:
                yield name, EXERCISES[exercise], code


WRONG = list(answers(fresh_data, fresh_data_more))
RIGHT = [pytest.param(e, c, id=name) for name, e, c in answers(right_data)]


@pytest.mark.parametrize("exercise, code", RIGHT)
def test_a_right_answer_in_an_unusual_style_passes(exercise, code):
    verdict = judge_here(exercise, code)
    assert verdict.passed, verdict.message


@pytest.fixture(scope="module")
def verdicts():
    return {name: judge_here(exercise, code) for name, exercise, code in WRONG}


def test_every_fresh_wrong_answer_is_caught(verdicts):
    assert len(verdicts) >= 90
    assert [name for name, v in verdicts.items() if v.passed] == []
    blamed = [n for n, v in verdicts.items() if v.diagnosis == "broke the check"]
    assert blamed == []


def test_most_of_them_get_a_cause(verdicts):
    silent = [n for n, v in verdicts.items() if "Likely cause" not in v.parts]
    assert len(silent) <= (1 - HELPED) * len(verdicts), silent


@pytest.mark.parametrize(
    "name, words",
    [
        ("stratified_split__share_by_coin", "moves from draw to draw"),
        ("stratified_split__last_class_only", "begun anew in each turn"),
        ("stratified_split__train_holds_everything", "Train holds every row"),
        ("stratified_split__down_and_not_shuffled", "Two things at once"),
        ("stratified_split__nothing_returned", "Nothing came back"),
        ("group_split__names_from_zero", "taken for 0, 1, 2"),
        ("group_split__drawn_with_replacement", "with replacement"),
        ("group_split__neighbours_of_a_sort", "sorted by group"),
        ("group_split__own_seed_and_exchanged", "Two things at once"),
        ("near_copies__any_row_differs", "One is enough"),
        ("near_copies__nearest_by_mean", "nearest in all"),
        ("near_copies__flat_pairs_only", "Make flat rows first"),
        ("class_weights__unique_counts", "slip"),
        ("class_weights__smoothed", "1 was added"),
        ("collate__tensor_of_lists", "made from Python numbers"),
        ("collate__inverted_and_pad_ignored", "Two things at once"),
        ("collate__mask_first", "The mask came first"),
        ("masked_mean__whole_batch_count", "divided by 0"),
        ("choose__setting_scored", "was given a setting"),
        ("choose__stops_at_the_first_drop", "ended at the first setting"),
        ("honest_score__bootstrap_of_rows", "on both sides"),
        ("honest_score__one_group", "mostly luck"),
        ("honest_score__training_score_averaged_in", "asked about all rows"),
    ],
)
def test_the_cause_is_the_true_one(verdicts, name, words):
    assert words in " ".join(verdicts[name].parts["Likely cause"].split())


@pytest.mark.parametrize(
    "name, words",
    [
        ("group_split__rows_and_own_seed", "a share of its rows"),
        ("stratified_split__train_holds_everything", "at the cut"),
        ("stratified_split__last_class_only", "at the cut"),
    ],
)
def test_a_cause_that_does_not_hold_is_not_told(verdicts, name, words):
    assert words not in verdicts[name].parts.get("Likely cause", "")


# ---- the honest score -------------------------------------------------------------------


def drawn(seed):
    """The case of other worlds than the check's own."""
    return next(HONEST.cases(np.random.default_rng(seed)))


def complaint(code, case):
    """What the judge says of a scheme on a case, or None."""
    shown = [watch(c, HONEST.request(case.args)) for c in (code, HONEST.reference)]
    assert not shown[0].raised
    return HONEST.judge(shown[0].value, case.args, shown[1].value)


@pytest.mark.parametrize("seed", (3, 4))
@pytest.mark.parametrize("k", (5, 10, 30))
def test_folds_of_groups_pass_in_other_worlds(seed, k):
    folds = schemes.turns(masks=lambda groups, rng: schemes.folds(groups, rng, k))
    assert complaint(folds, drawn(seed)) is None


@pytest.mark.parametrize("seed", (3, 4))
def test_leaks_and_luck_fail_in_other_worlds(seed):
    case = drawn(seed)
    for name in (
        "groups ignored",
        "columns chosen before the split",
        "columns of the first fold",
        "one small split",
        "the best fold",
        "share of the majority",
    ):
        (mistake,) = (m for m in HONEST.mistakes if m.name == name)
        assert complaint(mistake.code, case), name


@pytest.mark.parametrize(
    "answers, where",
    [
        ([[0.1, 0.1], [0, 0]] * 4, "mean error in the worlds of coins"),
        (
            [[0, 0], [-0.1, -0.1]] * 4,
            "mean error in the worlds with something to learn",
        ),
        ([[0, 0]] * 7 + [[0.3, 0.3]], "largest error of all"),
        ([[0.04, -0.04]] * 8, "another rng moves the answer by"),
    ],
)
def test_each_rule_of_the_honest_score_can_be_broken_alone(answers, where):
    (case,) = HONEST.all_cases()
    shown = watch(HONEST.reference, HONEST.request(case.args)).value
    truths = np.repeat([w.truth for w in _worlds(case)], 2)
    exact = shown | {"the answers": truths.tolist()}
    assert HONEST.judge(exact, case.args, exact) is None
    moved = shown | {"the answers": (truths + np.ravel(answers)).tolist()}
    assert HONEST.judge(moved, case.args, exact).where == where


def _worlds(case):
    """The worlds of a case, found again by their rows."""
    rng = np.random.default_rng([ord(c) for c in HONEST.key])
    seed = int(rng.integers(2**31))
    found = [worlds.world(seed + i, i % 2 == 0) for i in range(8)]
    assert np.array_equal(found[0].X, case.args["worlds"][0][0])
    return found


def test_the_notes_know_rows_and_columns_by_their_numbers():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(12, 50)), np.arange(12) % 2
    notes = honest.Notes(X, y, np.arange(12) // 2)
    columns = notes.select(X[:8], y[:8])
    notes.fit(X[:8][:, columns], y[:8])(X[8:][:, columns])
    ((fitted, judges, asked, share),) = notes.asked
    assert fitted.tolist() == [*range(8)] and asked.tolist() == [8, 9, 10, 11]
    assert [one.tolist() for one in judges] == [[*range(8)]]
    assert 0 <= share <= 1 and not notes.mixed and not notes.strange
    notes.fit(2 * X, y)
    assert notes.strange


# ---- the other observers ------------------------------------------------------------------


def test_an_order_is_ascending_only_where_every_draw_is():
    args = {"groups": np.arange(30) % 6, "test_fraction": 0.5}
    args["rng"] = np.random.default_rng(0)
    seen = splits.grouped(EXERCISES["group_split"].reference, args)
    assert seen["the order in train"] == seen["the order in test"] == "by chance"
    assert seen["groups in the test"] == "3 of them"
    assert seen["another rng"] == "another split"


def test_trays_are_known_by_their_rows():
    kitchen = choosing.Kitchen(["a"], {"train": [1.0], "val": [2.0], "test": [3.0]})
    train, val, test = kitchen.trays
    assert [kitchen.tray_of(tray) for tray in kitchen.trays] == ["train", "val", "test"]
    both = tuple(np.concatenate(part) for part in zip(train, test, strict=True))
    assert kitchen.tray_of(both) == "train and test together"
    model = kitchen.fit("a", train)
    assert kitchen.score(model, val) == 2.0
    with pytest.raises(ValueError, match="not among the settings"):
        kitchen.fit("b", train)
    with pytest.raises(TypeError, match="no model that fit gave"):
        kitchen.score("a", val)
