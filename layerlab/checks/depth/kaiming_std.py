"""The spread of first weights that keeps a signal's size through ReLUs."""

import math

import numpy as np
import torch

from layerlab.checking import Exercise, Mistake, case, worked


def _kaiming(fan_in, gain):
    return gain / math.sqrt(fan_in)


def _cases(rng):
    """Round numbers first, then fans and gains of every kind."""
    yield worked(fan_in=100, gain=2.0)
    yield worked(fan_in=16, gain=3.0)
    for fan_in, gain in ((9, 2**0.5), (147, 1.0), (784, 2**0.5), (1, 0.5), (3, 5 / 3)):
        yield case(fan_in=fan_in, gain=gain)
    for _ in range(4):
        yield case(
            fan_in=int(rng.integers(2, 600)), gain=round(float(rng.uniform(0.3, 3)), 2)
        )


kaiming_std = Exercise(
    number="12.1.1", name="kaiming_std", difficulty=1, minutes=5, points=1,
    reference=_kaiming, cases=_cases,
    mistakes=(
        Mistake("variance for deviation", lambda fan_in, gain: gain**2 / fan_in, message=
            "This is the variance. The deviation, which a generator of normal numbers wants, is "
            "its square root."),
        Mistake("no root", lambda fan_in, gain: gain / fan_in, message=
            "The fan-in stands without its root. Variances add up over the inputs, deviations do "
            "not."),
        Mistake("root of the gain too", hint=2, code=
            lambda fan_in, gain: math.sqrt(gain / fan_in), message=
            "The gain stands under the root as it is. It is a factor of the deviation already; "
            "under the root its square would belong."),
        Mistake("gain forgotten", lambda fan_in, gain: 1 / math.sqrt(fan_in), hint=2, message=
            "The gain plays no part: this holds a signal's size through a layer that does not "
            "bend."),
        Mistake("always ReLU", lambda fan_in, gain: math.sqrt(2 / fan_in), hint=2, message=
            "This is right for ReLU only, with its gain of √2. Use the gain that is given."),
        Mistake("√2 twice", lambda fan_in, gain: gain * math.sqrt(2 / fan_in), hint=2, message=
            "There is a √2 besides the gain. For ReLU the gain is √2 itself, so it counts twice "
            "here."),
        Mistake("grows with the inputs", lambda fan_in, gain: gain * math.sqrt(fan_in), message=
            "The deviation grows with the fan-in. The more inputs are added up, the smaller each "
            "weight must be."),
        Mistake("bound of a uniform draw", hint=2, code=
            lambda fan_in, gain: gain * math.sqrt(3 / fan_in), message=
            "This is the bound of a uniform draw, √3 times the deviation. The deviation itself is "
            "asked for."),
        Mistake("whole-number root", hint=2, code=
            lambda fan_in, gain: gain / math.isqrt(fan_in), message=
            "The root was rounded down to a whole number."),
        Mistake("3 of an even draw", hint=2, code=
            lambda fan_in, gain: gain / math.sqrt(3 * fan_in), message=
            "There is a 3 under the root, as in torch's default, which draws evenly. The deviation "
            "that keeps a size has none."),
        Mistake("2 and gain under the root", hint=2, code=
            lambda fan_in, gain: math.sqrt(2 * gain / fan_in), message=
            "A 2 stands beside the gain under the root. The gain is √2 for ReLU already, and under "
            "the root its square would belong."),
        Mistake("all squared", lambda fan_in, gain: (gain / fan_in) ** 2, message=
            "Gain and fan-in are both squared. Variances add up over the inputs: the variance is "
            "gain² / fan_in, and its root is asked for."),
    ),
    hints=(
        "A score is a sum of fan_in products. What happens to the variance of a sum when it has "
        "four times as many terms, and what to its deviation?",
        "Start from n times the variance of a weight = gain squared, and solve for the deviation.",
        "One division: the gain above, a root below.",
    ),
    alternatives=(
        lambda fan_in, gain: torch.tensor((gain**2 / fan_in) ** 0.5),
        lambda fan_in, gain: np.float32(gain * fan_in**-0.5),
    ),
)  # fmt: skip
