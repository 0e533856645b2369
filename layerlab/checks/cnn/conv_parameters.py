"""The number of parameters of a convolutional layer."""

import numpy as np
from torch import nn

from layerlab.checking import Exercise, Mistake, case, worked


def _conv_parameters(c_in, c_out, kernel, bias=True):
    return c_out * (c_in * kernel * kernel + bool(bias))


def _cases(rng):
    yield worked(c_in=3, c_out=8, kernel=3, bias=True)
    yield worked(c_in=3, c_out=8, kernel=3, bias=False)
    yield worked(c_in=1, c_out=1, kernel=1, bias=True)
    for c_in, c_out, kernel in [(8, 16, 5), (16, 8, 3), (64, 128, 1), (5, 7, 2)]:
        yield case(c_in=c_in, c_out=c_out, kernel=kernel, bias=True)
        yield case(c_in=c_in, c_out=c_out, kernel=kernel, bias=False)
    for _ in range(4):
        c_in, c_out, kernel = (int(v) for v in rng.integers(2, 40, size=3))
        yield case(c_in=c_in, c_out=c_out, kernel=kernel, bias=bool(rng.integers(2)))


def _counted_by_torch(c_in, c_out, kernel, bias=True):
    layer = nn.Conv2d(c_in, c_out, kernel, bias=bias)
    return sum(p.numel() for p in layer.parameters())


def _counted(c_in, c_out, kernel, bias=True):
    total = 0
    for _ in range(c_out):
        total += sum(kernel**2 for _ in range(c_in))
        total += 1 if bias else 0
    return np.int64(total)


conv_parameters = Exercise(
    number="11.2", name="conv_parameters", difficulty=1, minutes=8, points=2,
    reference=_conv_parameters, cases=_cases,
    uses_random=True,  # a right answer may make the layer and count
    mistakes=(
        Mistake("c_in forgotten", code=
            lambda c_in, c_out, kernel, bias=True: c_out * (kernel**2 + bias), message=
            "Each window looks through all c_in channels at once, so it has that many layers of "
            "weights. They are missing."),
        Mistake("c_out forgotten", code=
            lambda c_in, c_out, kernel, bias=True: c_in * kernel**2 + bias, message=
            "These are the parameters of one window. There is one for each of the c_out maps."),
        Mistake("a bias for every pixel", lambda c_in, c_out, kernel, bias=True: (
            c_out * (c_in * kernel**2 + bias * kernel**2)
        ), hint=2, message=
            "There is a bias for every pixel of the window. The whole window makes one sum, and "
            "one number is added to it."),
        Mistake("a bias for every weight", lambda c_in, c_out, kernel, bias=True: (
            c_out * c_in * kernel**2 * (2 if bias else 1)
        ), hint=2, message=
            "There is a bias for every weight. A map has one, whatever the window's size."),
        Mistake("a bias for every input channel", hint=2, code=
            lambda c_in, c_out, kernel, bias=True: c_out * c_in * kernel**2 + c_in * bias, message=
            "The biases are counted by input channels. One belongs to each map that comes out."),
        Mistake("a bias for every pair", hint=2, code=
            lambda c_in, c_out, kernel, bias=True: c_out * c_in * (kernel**2 + bias), message=
            "There is a bias for every pair of channels. The sum runs over all input channels "
            "first, and then one bias is added."),
        Mistake("a single bias", hint=2, code=
            lambda c_in, c_out, kernel, bias=True: c_out * c_in * kernel**2 + bias, message=
            "There is one bias for the whole layer. Each of the c_out maps has its own."),
        Mistake("bias ignored", hint=3, code=
            lambda c_in, c_out, kernel, bias=True: c_out * (c_in * kernel**2 + 1), message=
            "The biases are counted with `bias=False`, too."),
        Mistake("biases never counted", hint=3, code=
            lambda c_in, c_out, kernel, bias=True: c_out * c_in * kernel**2, message=
            "These are the weights alone. With `bias=True` each map has one number more."),
        Mistake("kernel not squared", code=
            lambda c_in, c_out, kernel, bias=True: c_out * (c_in * kernel + bias), message=
            "The window is kernel high and kernel wide; one of the two is missing."),
        Mistake("doubled for squared", code=
            lambda c_in, c_out, kernel, bias=True: c_out * (c_in * 2 * kernel + bias), message=
            "The window has kernel times kernel cells, not two times kernel."),
        Mistake("channels added", lambda c_in, c_out, kernel, bias=True: (
            (c_in + c_out) * kernel**2 + c_out * bias
        ), message=
            "The channels were added. Each map that comes out has weights for every channel that "
            "goes in."),
        Mistake("windows and biases apart", lambda c_in, c_out, kernel, bias=True: (
            (c_out * c_in * kernel**2, c_out * bias)
        ), hint=3, message=
            "Two numbers came back. Add them: one total is asked for."),
        Mistake("^ for a power", lambda c_in, c_out, kernel, bias=True: (
            (c_in * c_out * kernel) ^ (2 + c_out * bias)
        ), message=
            "In Python `^` is no power: it compares the bits of two numbers. Write `**`."),
        Mistake("the switch turned round", hint=3, code=
            lambda c_in, c_out, kernel, bias=True: c_out * (c_in * kernel**2 + (not bias)), message=
            "The biases are counted where `bias` is False, and left out where it is True."),
        Mistake("one map's weights, all biases", code=
            lambda c_in, c_out, kernel, bias=True: c_in * kernel**2 + c_out * bias, message=
            "The biases are right. The weights are those of one map: each of the c_out maps has "
            "its own."),
    ),
    hints=(
        "One window makes one map. How many numbers has a window of 3 by 3 that looks at red, "
        "green and blue together? And how many windows are there?",
        "Weights: window cells, times input channels, times maps. Biases: one number for each map, "
        "added after everything is summed.",
        "Count the numbers of a single map first, its bias included where there is one; then "
        "multiply by the number of maps. `bias` is True or False, and Python counts True as 1.",
    ),
    alternatives=(_counted_by_torch, _counted),
)  # fmt: skip
