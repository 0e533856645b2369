"""The leak lab: its cards, its discovery on the cards that learners get, both languages."""

import json

import numpy as np
import pytest

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets import LeakLab
from layerlab.widgets.leak_lab import cards, scoring
from tests.node import address, javascript, needs_node

LEAKS = [(False, False), (True, False), (False, True), (True, True)]


def test_all_photographs_of_a_cake_bear_its_label_and_half_the_cakes_each():
    for coin in (True, False):
        labels = cards.labels(coin=coin).reshape(-1, cards.SHOTS)
        assert (labels == labels[:, :1]).all()
        assert labels[: cards.OPEN, 0].sum() == cards.OPEN // 2
        assert labels[cards.OPEN :, 0].sum() == cards.SEALED // 2


def test_photographs_of_one_cake_are_alike_and_none_is_a_copy():
    X = cards.pictures().reshape(cards.OPEN, cards.SHOTS, -1).astype(float)
    inside = np.abs(X[:, :1] - X[:, 1:]).mean()
    across = np.abs(X[:-1, 0] - X[1:, 0]).mean()
    assert 0 < inside < across / 3
    assert len(np.unique(cards.columns(), axis=0)) == 300


def test_shuffled_rows_say_100_percent_while_the_sealed_set_is_at_chance():
    seen = [LeakLab("rows", deals=k).scores["nearest neighbour"] for k in range(10)]
    assert min(test for _, test, _ in seen) > 0.95
    assert sum(test == 1 for _, test, _ in seen) >= 8
    assert abs(np.mean([sealed for *_, sealed in seen]) - 0.5) < 0.1


def test_with_families_together_ten_shuffles_running_agree():
    labs = [LeakLab("families", deals=k) for k in range(1, 11)]
    assert all(scoring.agree(lab.scores, lab.trays) for lab in labs)
    gaps = [test - sealed for lab in labs for _, test, sealed in lab.scores.values()]
    assert abs(np.mean(gaps)) < 0.1
    assert np.std(gaps) > 0.05, "honest scores wobble"
    assert not any(
        scoring.agree(lab.scores, lab.trays)
        for lab in (LeakLab("rows", deals=k) for k in range(10))
    )


def test_columns_chosen_on_everything_lift_the_test_alone_and_scaling_does_not():
    def gaps(**how):
        labs = [LeakLab(deals=k, **how) for k in range(10)]
        return np.mean([t - s for lab in labs for _, t, s in lab.scores.values()])

    assert gaps(columns_all=True) > gaps() + 0.15
    assert abs(gaps(scale_all=True) - gaps()) < 0.03


def test_where_the_label_can_be_seen_both_trays_are_far_above_chance():
    found = [LeakLab(coin=False, deals=k).scores["linear"] for k in range(10)]
    _, test, sealed = np.mean(found, axis=0)
    assert test > 0.7 and sealed > 0.7


@needs_node
@pytest.mark.parametrize(("scale_all", "columns_all"), LEAKS)
def test_both_languages_deal_and_score_alike(scale_all, columns_all):
    how = json.dumps({"scaleAll": scale_all, "columnsAll": columns_all})
    X, labels = cards.columns().ravel().tolist(), cards.labels(coin=True).tolist()
    expression = (
        f"await (async () => {{ const t = await import({address('leak_lab/trays.js')});"
        f" const data = {{ X: {X}, labels: {labels}, wide: 40 }};"
        " const deals = [t.deal('rows', 4), t.deal('families', 9)];"
        " const copied = t.copyFew(deals[1], 2);"
        f" return [...deals, copied].map((d) => [d, m.scores(data, d, {how})]); }})()"
    )
    theirs = javascript("leak_lab/fitting.js", expression)
    assert [d for d, _ in theirs[:2]] == [
        scoring.deal("rows", 4),
        scoring.deal("families", 9),
    ]
    for trays, found in theirs:
        lab = LeakLab(trays, scale_all=scale_all, columns_all=columns_all)
        assert np.allclose(found, list(lab.scores.values()), atol=1e-12)


def test_an_empty_tray_has_no_score_and_the_words_say_so():
    lab = LeakLab("0" * cards.CARDS)
    assert np.isnan(lab.scores["linear"][1])
    assert "nothing on the test tray" in lab.alt()
    assert LeakLab("1" * cards.CARDS).png()


def test_trays_that_are_none_are_refused():
    with pytest.raises(UnknownName, match="no deal of the leak lab 'family'. Did you"):
        LeakLab("family")
    with pytest.raises(BadArgument, match="144 digits 0, 1 or 2, .*3 characters"):
        LeakLab("013")
