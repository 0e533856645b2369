"""Ways of choosing among settings that ask too often, or ask the wrong tray."""

import math

import numpy as np


def choose(fit, score, settings, train, val, test):
    """The right choice."""
    best, kept, chosen = -math.inf, None, None
    for setting in settings:
        model = fit(setting, train)
        if (now := score(model, val)) > best:
            best, kept, chosen = now, model, setting
    return chosen, score(kept, test)


def scored(fit, score, settings, train, tray):
    """The models, and their scores on a tray."""
    models = [fit(setting, train) for setting in settings]
    return models, [score(model, tray) for model in models]


def first_best(scores):
    """The place of the first best score; NaN is none."""
    return int(np.nanargmax(scores))


def by_scores(place_of, tray_of=lambda train, val, test: val):
    """All are fitted, then a place is chosen by the scores of one tray."""

    def code(fit, score, settings, train, val, test):
        models, scores = scored(fit, score, settings, train, tray_of(train, val, test))
        place = place_of(scores)
        return settings[place], score(models[place], test)

    return code


def answering(answer):
    """The right choice, and an answer made of it."""

    def code(fit, score, settings, train, val, test):
        models, scores = scored(fit, score, settings, train, val)
        place = first_best(scores)
        return answer(place, settings, models, scores, lambda model: score(model, test))

    return code


def running_best(best, better=lambda now, best: now > best):
    """A running best with another beginning, or another comparison."""

    def code(fit, score, settings, train, val, test):
        record, kept, chosen = best, None, None
        for setting in settings:
            model = fit(setting, train)
            now = score(model, val)
            if better(now, record):
                record, kept, chosen = now, model, setting
        return chosen, score(kept, test)

    return code


def asks_for_all(fit, score, settings, train, val, test):
    """All scores first, the choice among them on val."""
    models, scores = scored(fit, score, settings, train, val)
    told = [score(model, test) for model in models]
    return settings[first_best(scores)], told[first_best(scores)]


def asks_in_turn(fit, score, settings, train, val, test):
    """The test is asked whenever val improves."""
    best, answer = -math.inf, None
    for setting in settings:
        model = fit(setting, train)
        if (now := score(model, val)) > best:
            best, answer = now, (setting, score(model, test))
    return answer


def refitted(*trays):
    """The winner is fitted anew before the test."""

    def code(fit, score, settings, train, val, test):
        _, scores = scored(fit, score, settings, train, val)
        chosen = settings[first_best(scores)]
        known = {"train": train, "val": val, "test": test}
        data = [
            np.concatenate(part)
            for part in zip(*(known[t] for t in trays), strict=True)
        ]
        return chosen, score(fit(chosen, tuple(data)), test)

    return code


def fitted_together(fit, score, settings, train, val, test):
    """Everything is fitted on train and val."""
    both = tuple(np.concatenate(part) for part in zip(train, val, strict=True))
    return choose(fit, score, settings, both, val, test)


def fitted_on_all(fit, score, settings, train, val, test):
    """Everything is fitted on all three trays."""
    whole = tuple(np.concatenate(part) for part in zip(train, val, test, strict=True))
    return choose(fit, score, settings, whole, val, test)


def ties_on_test(fit, score, settings, train, val, test):
    """The test is asked about all, and decides between equals."""
    models, scores = scored(fit, score, settings, train, val)
    told = [score(model, test) for model in models]
    known = [place for place, now in enumerate(scores) if not math.isnan(now)]
    place = max(known, key=lambda i: (scores[i], told[i]))
    return settings[place], told[place]


def twice(fit, score, settings, train, val, test):
    """Fits all for the scores, and all again for the models."""
    scores = [score(fit(setting, train), val) for setting in settings]
    chosen = [(fit(setting, train), setting) for setting in settings][
        first_best(scores)
    ]
    return chosen[1], score(chosen[0], test)
