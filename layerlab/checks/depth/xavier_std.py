"""The spread of first weights that minds both directions, forwards and backwards."""

import math

import numpy as np
import torch

from layerlab.checking import Exercise, Mistake, case, worked


def _xavier(fan_in, fan_out):
    return math.sqrt(2 / (fan_in + fan_out))


def _cases(rng):
    """Square layers, narrow ones and wide ones."""
    yield worked(fan_in=100, fan_out=100)
    yield worked(fan_in=6, fan_out=2)
    for fan_in, fan_out in ((784, 10), (1, 1), (3, 64), (30, 20)):
        yield case(fan_in=fan_in, fan_out=fan_out)
    for _ in range(4):
        fan_in, fan_out = (int(v) for v in rng.integers(2, 600, size=2))
        yield case(fan_in=fan_in, fan_out=fan_out)


xavier_std = Exercise(
    number="12.1.2", name="xavier_std", difficulty=1, minutes=5, points=1,
    reference=_xavier, cases=_cases,
    mistakes=(
        Mistake("variance for deviation", lambda fan_in, fan_out: 2 / (fan_in + fan_out), message=
            "This is the variance. The deviation is its square root."),
        Mistake("fan-in only", lambda fan_in, fan_out: math.sqrt(1 / fan_in), message=
            "Only the fan-in counts here: that serves the signals and forgets the gradients, which "
            "come from the other side."),
        Mistake("fan-out for fan-in", lambda fan_in, fan_out: math.sqrt(1 / fan_out), message=
            "Only the fan-out counts here: that serves the gradients and forgets the signals."),
        Mistake("Kaiming for ReLU", lambda fan_in, fan_out: math.sqrt(2 / fan_in), message=
            "This is Kaiming's deviation for ReLU. Xavier's stands between the two sides of the "
            "layer."),
        Mistake("Kaiming with the fan-out", lambda fan_in, fan_out: math.sqrt(2 / fan_out), message=
            "Only the fan-out counts, with the 2 of ReLU. Xavier's formula has both fans."),
        Mistake("sum for mean", hint=2, code=
            lambda fan_in, fan_out: math.sqrt(1 / (fan_in + fan_out)), message=
            "The sum of the two fans stands where their mean belongs: for a square layer this "
            "should give 1 / √n."),
        Mistake("2 outside the root", hint=3, code=
            lambda fan_in, fan_out: 2 / math.sqrt(fan_in + fan_out), message=
            "The 2 has slipped out of the root, or ReLU's √2 stands before it. There is no gain "
            "here."),
        Mistake("bound of a uniform draw", hint=2, code=
            lambda fan_in, fan_out: math.sqrt(6 / (fan_in + fan_out)), message=
            "With a 6 this is the bound of a uniform draw, √3 times the deviation that is asked "
            "for."),
        Mistake("product for sum", hint=2, code=
            lambda fan_in, fan_out: math.sqrt(2 / (fan_in * fan_out)), message=
            "The fans are multiplied. The mean of the two sides is needed."),
        Mistake("geometric mean", hint=2, code=
            lambda fan_in, fan_out: (fan_in * fan_out) ** -0.25, message=
            "This is a compromise too, by the root of the product. Xavier's takes the plain mean "
            "of the two."),
        Mistake("mean of the deviations", hint=2, code=
            lambda fan_in, fan_out: (fan_in**-0.5 + fan_out**-0.5) / 2, message=
            "Two deviations were averaged. Average the two fans first, then take one over the "
            "root."),
        Mistake("mean of the variances", hint=2, code=
            lambda fan_in, fan_out: math.sqrt((1 / fan_in + 1 / fan_out) / 2), message=
            "The two variances were averaged. Average the two fans first, then take one over it."),
    ),
    hints=(
        "For signals the variance should be one over fan_in, for gradients one over fan_out. What "
        "lies between?",
        "One over the mean of fan_in and fan_out is the variance.",
        "One division under one root; the 2 comes from the mean.",
    ),
    alternatives=(
        lambda fan_in, fan_out: torch.tensor((fan_in + fan_out) / 2.0) ** -0.5,
        lambda fan_in, fan_out: np.float32(1 / np.sqrt(np.mean([fan_in, fan_out]))),
    ),
)  # fmt: skip
