"""The observer of a choice among settings: `fit` and `score` with tables behind them.

Models and data are stand-ins; every call is counted. No right answer stands here.
"""

from collections import Counter

import numpy as np

TRAYS = ("train", "val", "test")
TOGETHER = 0.03  # what a model of more rows than train is better by


class Model:
    """What `fit` gives: it knows its setting, and on which tray it was fitted."""

    def __init__(self, place: int, tray: str):
        self.place, self.tray = place, tray

    def __repr__(self):
        return "a model"


class Kitchen:
    """`fit` and `score`, three trays of rows, and the calls.

    settings  what can be chosen
    scores    by tray, the scores of a model of each setting that was fitted on train
    """

    def __init__(self, settings: list, scores: dict):
        self.settings, self.scores = settings, scores
        self.fits, self.asked = [], []
        self.trays = [
            (np.full((3, 2), 10.0 * i) + np.arange(2), np.arange(3)) for i in range(3)
        ]

    def fit(self, setting, data) -> Model:
        """A model of this setting."""
        places = [i for i, one in enumerate(self.settings) if _alike(one, setting)]
        if not places:
            raise ValueError("fit was given a setting that is not among the settings")
        if type(data) is not tuple:
            raise TypeError("fit(setting, data): the data were not a pair (X, y)")
        self.fits.append((places[0], self.tray_of(data)))
        return Model(*self.fits[-1])

    def score(self, model, data) -> float:
        """How right a model is on the data; larger is better."""
        if not isinstance(model, Model):
            was = "None" if model is None else f"of type {type(model).__name__}"
            raise TypeError(
                f"score(model, data): the first was {was}, and no model that fit gave"
            )
        tray = self.tray_of(data)
        self.asked.append((model.place, tray))
        better = 0.0 if model.tray == "train" else TOGETHER
        return self.scores.get(tray, self.scores["train"])[model.place] + better

    def tray_of(self, data) -> str:
        """The name of a tray, or what the data are instead."""
        for name, (X, y) in zip(TRAYS, self.trays, strict=True):
            if np.array_equal(data[0], X) and np.array_equal(data[1], y):
                return name
        whole = sorted({int(v) // 10 for v in np.ravel(data[0])})
        return " and ".join(TRAYS[i] for i in whole if i < 3) + " together"


def _alike(one, other) -> bool:
    return one is other or (type(one) is type(other) and one == other)


def choice(attempt, args: dict, call="") -> dict | None:
    """What `attempt(fit, score, settings, train, val, test)` chose, and whom it asked."""
    settings = args["settings"]
    scores = {tray: args[f"{tray}_scores"] for tray in TRAYS}
    kitchen = Kitchen(list(settings), scores)
    result = attempt(kitchen.fit, kitchen.score, settings, *kitchen.trays)
    if result is None:
        return None
    found = {"settings": len(kitchen.settings), "what came back": _form(result)}
    setting, score = result if found["what came back"] == _PAIR else (None, None)
    found |= _fits(kitchen)
    found["the setting"] = _named(setting, kitchen.settings)
    found["its score on test"] = score
    if isinstance(score, str) or score is None:
        found["its score on test"] = "no number"
    return found | _asked(kitchen)


_PAIR = "a pair"


def _form(result) -> str:
    if not isinstance(result, (tuple, list)):
        return f"one {type(result).__name__}"
    return _PAIR if len(result) == 2 else f"{len(result)} things"


def _named(setting, settings):
    """The setting as it was given, or what it is instead."""
    if isinstance(setting, Model):
        return "a model"
    if any(_alike(one, setting) for one in settings):
        return repr(setting)
    is_place = isinstance(setting, (int, np.integer)) and 0 <= setting < len(settings)
    return "its place" if is_place else "none of the settings"


def _fits(kitchen) -> dict:
    """Who was fitted, how often, and on what."""
    n = len(kitchen.settings)
    times = Counter(place for place, _ in kitchen.fits)
    counts = [times[place] for place in range(n)]
    words = "some of them again and again"
    if sorted(counts) == [1] * (n - 1) + [2]:
        words = "one of them again"
    known = {(1, 1): "each once", (2, 2): "each twice"}
    words = known.get((min(counts), max(counts)), words if min(counts) else "not all of them")
    trays = dict.fromkeys(tray for _, tray in kitchen.fits)
    return {"fitted": words, "fitted on": ", then ".join(trays)}


def _asked(kitchen) -> dict:
    """Whether val was asked, and how often the test was."""
    n = len(kitchen.settings)
    asked = [place for place, tray in kitchen.asked if tray == "test"]
    often = {0: "never", 1: "once"}.get(len(asked), "more than once")
    if n > 1 and len(asked) >= n:
        often = "for every setting"
    val = any(tray == "val" for _, tray in kitchen.asked)
    return {"val asked": "yes" if val else "no", "test asked": often}
