"""A choice among settings: fitted on train, chosen on val, told on test, once."""

import math

import numpy as np

from layerlab.checking import Exercise, Formula, Mistake, case, worked
from layerlab.checking.looks import Look

from . import choices


def _cases(rng):
    """Val, test and train disagree; ties, NaN, and scores below 0."""
    nan = math.nan
    yield worked(
        settings=["sponge", "onion", "wedding cake"],
        val_scores=_table(0.70, 0.85, 0.80),
        test_scores=_table(0.75, 0.78, 0.90),
        train_scores=_table(0.80, 0.90, 0.99),
    )
    yield worked(
        settings=(0.3, 0.1, 0.03, 0.01),
        val_scores=_table(nan, 0.62, 0.91, 0.91),
        test_scores=_table(nan, 0.66, 0.86, 0.93),
        train_scores=_table(nan, 0.99, 0.93, 0.95),
    )
    yield _drawn(
        rng, [{"lr": 0.1, "width": 8}, {"lr": 0.1, "width": 32}, {"lr": 0.5}], -4.0
    )
    yield _drawn(rng, ["d", "a", "c", "e", "b"], 0.5, nans=(2,), close=True)
    yield _drawn(rng, (8, 2, 32, 4, 16, 1), -1.5, nans=(0, 4), tie=True)
    yield _drawn(rng, [("relu", 2), ("tanh", 1)], 0.2)
    yield _drawn(rng, (3, 1, 2, 0), -30.0, tie=True)


def _table(*scores):
    """As text: no numbers that a general sentence could be about."""
    words = ["np.nan" if score != score else f"{score:.5g}" for score in scores]
    return Formula(f"[{', '.join(words)}]")


def _drawn(rng, settings, low, nans=(), tie=False, close=False):
    """The winners of val, of test and of train, and the worst of val, are different ones."""
    n = len(settings)
    good = [i for i in rng.permutation(n).tolist() if i not in nans]
    tables = {}
    for shift, tray in enumerate(("val", "test", "train")):
        scores = low + 0.01 * rng.permutation(n)
        scores[good[shift % len(good)]] = low + 0.2 + 0.1 * shift
        tables[tray] = scores
    if close:
        one, other = sorted(good[:2])
        tables["val"][[one, other]] = low + 0.196, low + 0.2
    if tie:
        one, other = sorted(good[:2])
        tables["val"][[one, other]] = low + 0.3
    for table in tables.values():
        table[list(nans)] = np.nan
    named = {f"{tray}_scores": _table(*scores) for tray, scores in tables.items()}
    return case(settings=settings, **named)


def _sorted(fit, score, settings, train, val, test):
    return choices.choose(fit, score, sorted(settings, key=str), train, val, test)


def _sorted_in_place(fit, score, settings, train, val, test):
    if isinstance(settings, list):
        settings.sort(key=str)
    return choices.choose(fit, score, settings, train, val, test)


def _emptied(fit, score, settings, train, val, test):
    """Takes the settings out of the given list."""
    if isinstance(settings, tuple):
        return choices.choose(fit, score, settings, train, val, test)
    left = []
    while settings:
        left.append(settings.pop(0))
    return choices.choose(fit, score, left, train, val, test)


def _in_a_dict(fit, score, settings, train, val, test):
    models, scores = {}, {}
    for setting in settings:
        models[setting] = fit(setting, train)
        scores[setting] = np.nan_to_num(score(models[setting], val), nan=-math.inf)
    chosen = max(scores, key=scores.get)
    return chosen, score(models[chosen], test)


def _mean_of_two(fit, score, settings, train, val, test):
    models, scores = choices.scored(fit, score, settings, train, val)
    both = [s + score(model, train) for s, model in zip(scores, models, strict=True)]
    place = choices.first_best(both)
    return settings[place], score(models[place], test)


def _smallest_gap(fit, score, settings, train, val, test):
    models, scores = choices.scored(fit, score, settings, train, val)
    gaps = [
        abs(s - score(model, train)) for s, model in zip(scores, models, strict=True)
    ]
    place = int(np.nanargmin(gaps))
    return settings[place], score(models[place], test)


def _first_drop(fit, score, settings, train, val, test):
    best, kept, chosen = -math.inf, None, None
    for setting in settings:
        model = fit(setting, train)
        now = score(model, val)
        if now < best:
            break
        if now > best:
            best, kept, chosen = now, model, setting
    return chosen, score(kept, test)


def _last_model(fit, score, settings, train, val, test):
    """The variable of the loop is asked."""
    best, chosen = -math.inf, None
    for setting in settings:
        model = fit(setting, train)
        if (now := score(model, val)) > best:
            best, chosen = now, setting
    return chosen, score(model, test)


def _swapped_names(fit, score, settings, train, val, test):
    return choices.choose(fit, score, settings, train, test, val)


def _by_python_max(fit, score, settings, train, val, test):
    """Right: `max` over pairs, NaN left out first."""
    tried = [(setting, fit(setting, train)) for setting in settings]
    told = [(score(model, val), -i) for i, (_, model) in enumerate(tried)]
    place = -max(pair for pair in told if pair[0] == pair[0])[1]
    return tried[place][0], score(tried[place][1], test)


def _by_sorting(fit, score, settings, train, val, test):
    """Right: a stable sort, NaN put at the end; train is looked at, too."""
    rows = []
    for setting in settings:
        model = fit(setting, train)
        score(model, train)
        told = float(score(model, val))
        rows.append((math.inf if math.isnan(told) else -told, model, setting))
    rows.sort(key=lambda row: row[0])
    return [rows[0][2], np.float64(score(rows[0][1], test))]


choose = Exercise(
    number="14.5", name="choose", difficulty=2, minutes=12, points=3,
    reference=choices.choose, cases=_cases, returns=("setting", "test_score"),
    observe=Look(
        "units.choosing:choice", {"call": "choose(fit, score, settings, train, val, test)"}
    ),
    mistakes=(
        Mistake("chosen on test", code=
            choices.by_scores(choices.first_best, lambda train, val, test: test), message=
            "The test chose the setting. Then its score is the best of several lucky ones, and no "
            "guest is left who was never in the kitchen: let `val` choose."),
        Mistake("val and test exchanged", _swapped_names, message=
            "The test chose, and `val` was asked at the end: the two have changed places."),
        Mistake("test scored for every setting", choices.asks_for_all, hint=2, message=
            "The test was asked about every setting. Ask it once, about the winner: what nobody "
            "has seen, nobody can be tempted by."),
        Mistake("equals decided on test", choices.ties_on_test, hint=2, message=
            "The test was asked about every setting, and where val had equals it decided between "
            "them. Ask it once, about the winner; among equals that is the first."),
        Mistake("test asked on the way", choices.asks_in_turn, hint=2, message=
            "The test was asked each time val improved. Keep the best model, and ask the test once "
            "when the loop is over."),
        Mistake("validation score reported", choices.answering(
            lambda place, settings, models, scores, tell: (settings[place], scores[place])
        ), message=
            "The score that came back is the winner's on val. It was chosen *because* it was high "
            "there, so it flatters; tell the score on test."),
        Mistake("val for the score, test asked in vain", choices.answering(
            lambda place, settings, models, scores, tell: (
                settings[place], (tell(models[place]), scores[place])[1]
            )
        ), hint=3, message=
            "The test was asked, but the score that came back is the one on val."),
        Mistake("chosen on train", code=
            choices.by_scores(choices.first_best, lambda train, val, test: train), message=
            "The scores on train chose. There the setting wins that learns best by heart: let "
            "`val` choose, which no model was fitted on."),
        Mistake("refitted on train and val", choices.refitted("train", "val"), hint=2, message=
            "The winner was fitted again on train and val together, and another model than the "
            "chosen one was tested. That is done in practice; here each setting is fitted once, on "
            "train."),
        Mistake("refitted on train", choices.refitted("train"), hint=2, message=
            "The winner was fitted a second time. That costs as much as all of its training: keep "
            "the model together with its score."),
        Mistake("fitted on train and val", choices.fitted_together, message=
            "The models were fitted on train and val together, so val knows them by heart when it "
            "is asked to choose. Fit on train alone."),
        Mistake("fitted on everything", choices.fitted_on_all, message=
            "The models were fitted on all three trays together, so val and test know nothing that "
            "the models have not seen. Fit on train alone."),
        Mistake("fitted on val", hint=2, code=
            lambda fit, score, settings, train, val, test: choices.choose(
                fit, score, settings, val, val, test
            ), message=
            "The models were fitted on val, which is to judge them. Fit on train."),
        Mistake("lowest wins", hint=3, code=
            choices.by_scores(lambda scores: int(np.nanargmin(scores))), message=
            "The setting with the lowest score came back. Larger is better here: these are scores, "
            "not losses."),
        Mistake("NaN wins", hint=2, code=
            choices.by_scores(lambda scores: int(np.argmax(scores))), message=
            "A setting whose score is NaN has won: `np.argmax` takes the first NaN it meets. A run "
            "that broke down must never win."),
        Mistake("the first NaN stays", choices.by_scores(
            lambda scores: max(range(len(scores)), key=scores.__getitem__)
        ), hint=2, message=
            "The first setting scored NaN and has won: nothing is larger than NaN, so nothing "
            "took its place. Leave NaN out before you compare."),
        Mistake("the last of equals", code=
            choices.running_best(-math.inf, lambda now, best: now >= best), hint=3, message=
            "Two settings are equally good, and the later one came back. The first wins: `>`, not "
            "`>=`."),
        Mistake("record begins at 0", choices.running_best(0.0), hint=3, message=
            "No score above 0 was found, and so nothing was chosen. Scores may be negative: begin "
            "below all of them, at `-math.inf`."),
        Mistake("each fitted twice", choices.twice, hint=2, message=
            "Every setting was fitted twice. Fitting is what costs: keep each model, or the best "
            "one so far."),
        Mistake("settings sorted", _sorted, hint=3, message=
            "The settings were sorted first, so among equals another one wins. Keep their order."),
        Mistake("settings sorted in place", _sorted_in_place, hint=3, message=
            "The list of settings was sorted, and it belongs to the caller. Leave it in its "
            "order: among equals the first one wins."),
        Mistake("settings taken out", _emptied, hint=3, message=
            "The settings were taken out of the list that was handed in, and it came home empty. "
            "Walk over it instead."),
        Mistake("chosen on train and val", _mean_of_two, message=
            "The mean of the scores on train and val has chosen, so learning by heart counts half. "
            "Let `val` choose alone."),
        Mistake("chosen by the smallest gap", _smallest_gap, message=
            "The setting won whose scores on train and val are nearest to each other. A poor model "
            "can be equally poor on both: the highest score on `val` chooses."),
        Mistake("ends at the first drop", _first_drop, hint=2, message=
            "The search ended at the first setting that was worse than the one before. A later one "
            "may be the best: try them all."),
        Mistake("the setting scored", lambda fit, score, settings, train, val, test: (
            settings[0], score(fit(settings[0], train) and settings[0], val)
        ), hint=3, message=
            "`score` was given a setting. It wants the model that `fit` gave back for it."),
        Mistake("in the other order", lambda *args: choices.choose(*args)[::-1], hint=3, message=
            "The two things came back in the other order: first the setting, then its score."),
        Mistake("keys of a dict", _in_a_dict, hint=2, message=
            "The settings became the keys of a dict. A setting may itself be a dict, which cannot "
            "be a key: keep pairs in a list, or the best one so far."),
        Mistake("nothing kept", lambda fit, score, settings, train, val, test: (
            [score(fit(one, train), val) for one in settings] and None, score(None, test)
        ), hint=2, message=
            "The test was asked about None: no model was kept. Where a score is the best so far, "
            "take over the score, the model and the setting."),
        Mistake("the last model tested", _last_model, hint=3, message=
            "The right setting, but the test was asked about the *last* model of the loop. Keep "
            "the model of the best one."),
        Mistake("the model returned", choices.answering(
            lambda place, settings, models, scores, tell: (models[place], tell(models[place]))
        ), hint=3, message=
            "The model came back in place of its setting. Return the setting, as it stands in the "
            "list."),
        Mistake("its place returned", choices.answering(
            lambda place, settings, models, scores, tell: (place, tell(models[place]))
        ), hint=3, message=
            "The place of the setting came back. Return the setting itself, `settings[place]`."),
        Mistake("all scores came back, too", choices.answering(
            lambda place, settings, models, scores, tell: (
                settings[place], tell(models[place]), scores
            )
        ), hint=3, message=
            "Three things came back, the scores on val among them. Two are asked for: the setting, "
            "and its score on test."),
        Mistake("the setting alone", choices.answering(
            lambda place, settings, models, scores, tell: (settings[place], tell(models[place]))[0]
        ), hint=3, message=
            "Only the setting came back. Two things are asked for: the setting, and its score on "
            "test."),
    ),
    hints=(
        "Three guests: one is fed, one chooses the cake, one tastes it at the end and has never "
        "been in the kitchen. Which of the three is `val`? And how often may each be asked?",
        "A loop over the settings: fit on train, score on val, and remember the best score with "
        "its model and its setting. A comparison with NaN is always False: which way round does "
        "that help you?",
        "Begin with `best = -math.inf` and take over only where the new score is `>` it. After the "
        "loop one call of `score`, with the model that you kept and the test.",
    ),
    alternatives=(_by_python_max, _by_sorting),
)  # fmt: skip
