"""The binary cross-entropy from scores, stable for large ones.

The stable cross-entropy of a logit z is max(z, 0) - y z + log(1 + exp(-|z|)), which never
exponentiates a large number.
"""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked

from . import shared


def _bce(z, y):
    return float(np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))))


def _cases(rng):
    yield worked(z=[0.0, 0.0], y=[1, 0])
    yield worked(z=[2.0, -1.0], y=[1, 1])
    yield worked(z=[1000.0, -1000.0], y=[1, 0])  # sure and right
    yield worked(z=[1000.0, -1000.0], y=[0, 1])  # sure and wrong
    for n in (1, 5, 12):
        yield case(z=rng.normal(size=n) * 3, y=rng.integers(0, 2, size=n))
    yield case(z=rng.normal(size=6) * 40, y=rng.integers(0, 2, size=6) * 1.0)
    yield case(z=rng.uniform(0.1, 0.9, size=4), y=np.array([0, 1, 1, 0]))


def _from_probabilities(p, y):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def _one_bce(z, y):
    z = z if y == 0 else -z
    return z + np.log1p(np.exp(-z)) if z > 0 else np.log1p(np.exp(z))


def _log_with(tiny):
    """A cross-entropy with a tiny number inside the logarithm."""

    def code(z, y):
        p = 1 / (1 + np.exp(-z))
        return -np.mean(y * np.log(p + tiny) + (1 - y) * np.log(1 - p + tiny))

    return code


def _clipped(eps):
    def code(z, y):
        return _from_probabilities(np.clip(shared.sigmoid(z), eps, 1 - eps), y)

    return Mistake(
        f"clipped at {eps:g}",
        code,
        "Clipping the probability, or adding a little inside the logarithm, hides the infinity "
        f"and lets every sure mistake cost about {-np.log(eps):.0f}. A score of 1000 for the "
        "wrong class costs 1000.",
        hint=1,
    )


bce_with_logits = Exercise(
    number="5.4.2", name="bce_with_logits", difficulty=3, minutes=12, points=3,
    reference=_bce, cases=_cases, rows=("z", "y"),
    mistakes=(
        Mistake("1e-12 in the logarithm", _log_with(1e-12), hint=2, message=
            "A tiny number keeps the logarithm from being infinite, and caps the price: a score of "
            "-1000 for a 1 must cost 1000. Go from the score to the loss without the probability "
            "in between."),
        Mistake("1e-8 in the logarithm", _log_with(1e-8), hint=2, message=
            "A tiny number keeps the logarithm from being infinite, and caps the price: a score of "
            "-1000 for a 1 must cost 1000. Go from the score to the loss without the probability "
            "in between."),
        Mistake("log(0)", lambda z, y: _from_probabilities(shared.sigmoid(z), y), message=
            "The probability is rounded to exactly 0 or 1 for a large score, and the logarithm of "
            "0 is infinite. Go from the score to the loss without the probability in between."),
        Mistake("overflow", lambda z, y: np.mean(np.log(1 + np.exp(z)) - y * z), message=
            "The formula is right, but the exponential of 1000 is infinite. Rewrite it so that "
            "only exponentials of negative numbers come in."),
        *(_clipped(eps) for eps in (1e-7, 1e-12, 1e-15, 1e-8, 1e-9, 1e-10)),
        Mistake("logarithm forgotten", hint=2, code=
            lambda z, y: np.mean(np.maximum(z, 0) + np.exp(-np.abs(z)) - y * z), message=
            "The logarithm of one plus the exponential is asked for; the exponential stands there "
            "bare. `np.log1p` adds the 1 and takes the logarithm."),
        Mistake("applied to probabilities", lambda z, y: _from_probabilities(z, y), hint=2, message=
            "The scores were taken for probabilities: the logarithm of a negative score is no "
            "number. z comes before the sigmoid."),
        Mistake("sigmoid twice", hint=2, code=
            lambda z, y: _from_probabilities(shared.sigmoid(shared.sigmoid(z)), y), message=
            "The sigmoid was applied twice: its result lies between 0.5 and 0.73, whatever the "
            "score."),
        Mistake("sum for mean", lambda z, y: _bce(z, y) * len(z), hint=2, message=
            "This is the sum over the examples. The mean is asked for."),
        Mistake("wrong sign", lambda z, y: -_bce(z, y), hint=2, message=
            "The loss is negative: logarithms of probabilities are, so a minus sign belongs in "
            "front of them."),
        Mistake("labels exchanged", lambda z, y: _bce(z, 1 - y), hint=2, message=
            "The labels are exchanged: a high score with the label 1 must cost little."),
        Mistake("only the ones", hint=2, code=
            lambda z, y: float(np.mean(y * np.logaddexp(0, -z))), message=
            "Examples with the label 0 cost nothing: the second half of the formula, for 1 - y, is "
            "missing."),
        Mistake("one loss an example", lambda z, y: np.logaddexp(0, z) - y * z, hint=2, message=
            "These are the losses of the single examples. One number is asked for: their mean."),
        Mistake("labels taken for ±1", hint=2, code=
            lambda z, y: np.mean(np.logaddexp(0, -y * z)), message=
            "log(1 + exp(-y z)) is the form for labels -1 and +1. Here they are 0 and 1, so every "
            "0 costs log 2, whatever the score."),
        Mistake("logarithm to the base 10", lambda z, y: _bce(z, y) / np.log(10), hint=2, message=
            "This is the logarithm to the base 10. The natural one is meant: `np.log`, `np.log1p` "
            "or `np.logaddexp`."),
        Mistake("logarithm to the base 2", lambda z, y: _bce(z, y) / np.log(2), hint=2, message=
            "The logarithm has the base 2. The natural one, `np.log`, is meant."),
    ),
    hints=(
        "Where does infinity come in: in the exponential, or in the logarithm? What is log(1 + "
        "e¹⁰⁰⁰), nearly? No computer needs e¹⁰⁰⁰ to know it.",
        "With p = 1 / (1 + e⁻ᶻ) the loss -y log p - (1 - y) log(1 - p) becomes log(1 + eᶻ) - y z. "
        "Check it for y = 1 and for y = 0.",
        "log(1 + eᶻ) is the larger of z and 0, plus log(1 + e to the power of minus |z|). "
        "`np.maximum(z, 0)` and `np.log1p` are of use; take the mean at the end.",
    ),
    alternatives=(
        lambda z, y: np.mean(np.logaddexp(0, z) - y * z),
        lambda z, y: np.mean(np.logaddexp(0, np.where(y == 1, -z, z))),
        lambda z, y: sum(_one_bce(a, t) for a, t in zip(z, y, strict=True)) / len(z),
    ),
)  # fmt: skip
