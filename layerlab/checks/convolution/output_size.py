"""How many places a window has on a row."""

import math

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked


def _output_size(n, kernel, padding=0, stride=1, dilation=1):
    reach = dilation * (kernel - 1) + 1
    return (n + 2 * padding - reach) // stride + 1


def _cases(rng):
    yield worked(n=7, kernel=3, padding=0, stride=1, dilation=1)
    yield worked(n=7, kernel=3, padding=1, stride=2, dilation=1)
    yield worked(n=8, kernel=3, padding=0, stride=2, dilation=1)  # a remainder
    yield worked(n=9, kernel=3, padding=0, stride=1, dilation=2)
    for n, kernel, padding, stride, dilation in [
        (32, 5, 2, 1, 1),
        (28, 5, 0, 3, 1),
        (33, 3, 1, 2, 3),
        (10, 4, 3, 4, 2),
        (6, 1, 0, 2, 1),
        (3, 3, 0, 1, 1),  # one place only
        (5, 3, 0, 9, 2),  # a stride wider than the rest
        (1, 3, 1, 1, 1),
    ]:
        yield case(
            n=n, kernel=kernel, padding=padding, stride=stride, dilation=dilation
        )
    for _ in range(6):
        kernel, dilation = (int(v) for v in rng.integers(2, 5, size=2))
        n = int(rng.integers(dilation * (kernel - 1) + 1, 40))
        padding, stride = int(rng.integers(0, 4)), int(rng.integers(2, 5))
        yield case(
            n=n, kernel=kernel, padding=padding, stride=stride, dilation=dilation
        )


def _count_places(n, kernel, padding=0, stride=1, dilation=1):
    places, last = 0, -padding + dilation * (kernel - 1)
    while last < n + padding:
        places, last = places + 1, last + stride
    return places


def _reach_fits(n, kernel, padding, stride, dilation):
    return (
        min(n, kernel, stride, dilation) >= 1
        and padding >= 0
        and n + 2 * padding >= dilation * (kernel - 1) + 1
    )


output_size = Exercise(
    number="10.1", name="output_size", difficulty=1, minutes=10, points=2,
    reference=_output_size, cases=_cases, valid=_reach_fits,
    mistakes=(
        Mistake("off by one", lambda n, kernel, padding, stride, dilation: (
            (n + 2 * padding - dilation * (kernel - 1) - 1) // stride
        ), message=
            "One place too few: these are the steps that the window makes. It also stands "
            "somewhere before its first step."),
        Mistake("one added before dividing", lambda n, kernel, padding, stride, dilation: (
            (n + 2 * padding - dilation * (kernel - 1)) // stride
        ), hint=3, message=
            "The 1 for the first place is divided by the stride together with the rest. Count the "
            "steps first, then add the first place."),
        Mistake("dilation ignored", lambda n, kernel, padding, stride, dilation: (
            (n + 2 * padding - kernel) // stride + 1
        ), hint=2, message=
            "The dilation plays no part. A kernel of 3 with dilation 2 touches positions 0, 2 and "
            "4: it reaches over 5."),
        Mistake("dilation times kernel", lambda n, kernel, padding, stride, dilation: (
            (n + 2 * padding - dilation * kernel) // stride + 1
        ), hint=2, message=
            "The reach of the spread kernel is too long: its k weights have only k - 1 gaps "
            "between them, and only the gaps grow."),
        Mistake("dilation for stride", lambda n, kernel, padding, stride, dilation: (
            (n + 2 * padding - kernel) // (stride * dilation) + 1
        ), hint=2, message=
            "The dilation is used like a stride. It spreads the kernel's weights; how far the "
            "window moves is the stride's affair alone."),
        Mistake("float division", lambda n, kernel, padding, stride, dilation: (
            (n + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1
        ), hint=3, message=
            "A window cannot stand at half a place. Where the last step does not fit it is not "
            "made: divide with `//`."),
        Mistake("rounded up", lambda n, kernel, padding, stride, dilation: (
            math.ceil((n + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1
        ), hint=3, message=
            "The last step is counted although the window would hang over the edge. Round down, "
            "not up."),
        Mistake("rounded to the nearest", lambda n, kernel, padding, stride, dilation: (
            round((n + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1
        ), hint=3, message=
            "`round` goes up as often as down. A step that fits only in part is not made: always "
            "round down."),
        Mistake("padding on one side", lambda n, kernel, padding, stride, dilation: (
            (n + padding - dilation * (kernel - 1) - 1) // stride + 1
        ), hint=2, message=
            "The padding is counted once. It is laid on both sides, left and right."),
        Mistake("padding ignored", lambda n, kernel, padding, stride, dilation: (
            (n - dilation * (kernel - 1) - 1) // stride + 1
        ), hint=2, message=
            "The padding plays no part. It makes the row longer before the window slides."),
        Mistake("padding taken away", lambda n, kernel, padding, stride, dilation: (
            (n - 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
        ), hint=2, message=
            "The padding makes your row shorter. It is laid around the picture, so the row gets "
            "longer."),
        Mistake("stride ignored", lambda n, kernel, padding, stride, dilation: (
            n + 2 * padding - dilation * (kernel - 1)
        ), message=
            "The stride plays no part: this counts every place. With stride s only every s-th one "
            "is used."),
        Mistake("only the stride", code=
            lambda n, kernel, padding, stride, dilation: (n + 2 * padding) // stride, message=
            "The kernel plays no part: the window has a width, and must fit with all of it."),
        Mistake("steps as wide as the kernel", code=
            lambda n, kernel, padding, stride, dilation: (n + 2 * padding) // kernel, message=
            "The row is cut into pieces as long as the kernel. Windows overlap: the next one "
            "begins `stride` further on."),
        Mistake("dilation added once", lambda n, kernel, padding, stride, dilation: (
            (n + 2 * padding - (kernel + dilation - 1)) // stride + 1
        ), hint=2, message=
            "The dilation makes your kernel longer only once. It widens every gap between two "
            "neighbouring weights, and a kernel of k has k - 1 of them."),
        Mistake("brackets missing", lambda n, kernel, padding, stride, dilation: (
            n + 2 * padding - (dilation * (kernel - 1) + 1) // stride + 1
        ), hint=3, message=
            "Only the reach is divided by the stride, for `//` comes before `-`. What is divided "
            "is the whole difference: put it in brackets."),
        Mistake("row alone divided", lambda n, kernel, padding, stride, dilation: (
            (n + 2 * padding) // stride - dilation * (kernel - 1)
        ), hint=3, message=
            "The length of the row is divided by the stride, and the reach is taken off "
            "afterwards. Take it off first: then count the steps in what is left."),
        Mistake("the last place that fits left out", code=
            lambda n, kernel, padding, stride, dilation: (
                -(-(n + 2 * padding - dilation * (kernel - 1) - 1) // stride)
            ), hint=3, message=
            "A window that ends exactly at the end of the row is left out. It still fits: where "
            "you compare, `<=` is meant."),
        Mistake("every beginning counted", code=
            lambda n, kernel, padding, stride, dilation: -(-(n + 2 * padding) // stride), message=
            "Every beginning on the row is counted, also those from which the window would hang "
            "over the end."),
    ),
    hints=(
        "Take a row of 7 and a window of 3, and write down where the window begins: 0, 1, 2, … "
        "What is the last beginning at which it still fits? How many are that? And with stride 2?",
        "Three steps: how long is the row with its padding on both sides? Over how many positions "
        "does the kernel reach when its weights lie `dilation` apart (k weights have k - 1 gaps)? "
        "How many steps of `stride` fit into the difference?",
        "`reach = … * (kernel - 1) + …`, then `(length - reach) // …`, and the window also stands "
        "at its first place.",
    ),
    alternatives=(
        _count_places,
        lambda n, kernel, padding, stride, dilation: float(
            np.floor((n + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1)
        ),
        lambda n, kernel, padding, stride, dilation: len(
            range(0, n + 2 * padding - dilation * (kernel - 1), stride)
        ),
    ),
)  # fmt: skip
