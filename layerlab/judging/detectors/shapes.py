"""The detectors of `search` for results of another shape, and for sums with parts of the input.

From the precise to the vague, as in `values`.
"""

import itertools
from collections.abc import Iterator

import numpy as np

from layerlab.judging.detectors.values import Undecided, alike, near, pair

TELLING_ROWS = 4  # of a table; fewer fit by chance
_REDUCTIONS = {"sum": np.sum, "mean": np.mean, "largest": np.max, "smallest": np.min}


def reduced_too_far(view) -> Iterator:
    """One number for everything where several are asked for."""
    got, wanted = pair(view)
    if wanted.size < 2 or got.size >= wanted.size or view.answers:
        return
    for word, reduce in _REDUCTIONS.items():
        axes = [None, *range(wanted.ndim)]
        if any(near(np.squeeze(got), np.squeeze(reduce(wanted, axis=a))) for a in axes):
            yield f"This is the {word} of the expected values: something is summed, averaged or picked over an axis that should stay (`axis=`)."


def not_reduced(view) -> Iterator:
    """Several numbers where they should still be summed up."""
    got, wanted = pair(view)
    if wanted.size >= got.size or view.answers:
        return
    if got.size - np.count_nonzero(got) > got.size // 2:
        raise Undecided  # where most are 0, a sum is a single number
    for word, reduce in _REDUCTIONS.items():
        axes = [None] if wanted.ndim == 0 else range(got.ndim)
        reduced = [reduce(got, axis=a) for a in axes]
        if got.ndim > wanted.ndim and any(near(one, wanted) for one in reduced):
            yield f"One step is missing: the {word} of your values is the expected answer."


def spread(view) -> str | None:
    """(n,) with (n, 1) gave (n, n)."""
    got, wanted = pair(view)
    if got.ndim == 2 and got.ndim > wanted.ndim and got.shape[0] == got.shape[1]:
        return "A square table came back: somewhere shapes (n,) and (n, 1) meet, and NumPy pairs each entry with each. Make both shapes alike first."


def joined(view) -> Iterator:
    """Arrays put end to end where they should be added, or stacked along another axis."""
    got, wanted = pair(view)
    if got.size <= wanted.size or got.ndim != 1:
        return
    for name, value in view.arrays.items():
        start = np.ravel(value)
        if np.ndim(value) and start.size < got.size and near(got[: start.size], start):
            yield f"Your result begins with `{name}` itself, and more is joined on behind it. `append` and `concatenate` join; should something be added, or stacked along another axis?"


def _axes(view, length: int) -> list[str]:
    words = []
    for name, value in view.arrays.items():
        for axis, n in enumerate(np.shape(value)):
            if n == length and value.ndim == 1:
                words.append(f"entry of `{name}`")
            elif n == length and value.ndim == 2:
                words.append(f"{('row', 'column')[axis]} of `{name}`")
    return words


def one_for_each(view) -> Iterator:
    """One entry for each row where one for each column is asked for, and the like."""
    got, wanted = (np.shape(v) for v in pair(view))
    if got == wanted or len(got) > 2 or len(wanted) > 2:
        return
    longest = max(wanted, default=1)
    if got in ((), (1,)) and wanted:
        asked = [f"one is asked for each {w}" for w in _axes(view, wanted[0])]
        for words in (*asked, "several are asked for"):
            yield f"One number came back, where {words}."
    elif max(got) != longest or len(got) == len(wanted):
        pairs = itertools.product(_axes(view, max(got)), _axes(view, longest))
        for mine, asked in pairs:
            if mine != asked:
                yield f"Your result has one entry for each {mine}; one for each {asked} is asked for."
    if len(got) > len(wanted):
        yield "Your result has an axis too many: something is not yet summed up or chosen, or `keepdims` or an outer product made one."
    if 0 < len(got) < len(wanted):
        yield "Your result has an axis too few: something is summed up or chosen too early, or rows are put end to end."


def an_argument_lost(view) -> Iterator:
    """The target is the result plus, minus or times an argument."""
    got, wanted = alike(view)
    for name, value in view.arrays.items():
        if not np.any(value) or np.ndim(value) > wanted.ndim:
            continue
        try:
            value = np.broadcast_to(value * 1.0, wanted.shape)
        except ValueError:
            continue
        if near(got + value, wanted):
            yield f"The target is your result plus `{name}`: is `{name}` left out, or subtracted once too often?"
        if near(got - value, wanted):
            yield f"The target is your result minus `{name}`: is `{name}` added where it should not be?"
        if near(got * value, wanted) and not near(value, 1 + 0 * value):
            yield f"The target is your result times `{name}`: is that factor lost?"
        if near(got, wanted * value) and not near(value, 1 + 0 * value):
            yield f"Your result is the target times `{name}`: is that a factor too many?"


def step_of_another_size(view) -> Iterator:
    """The change from an argument goes the wrong way, or is twice or half as long."""
    got, wanted = alike(view)
    for name, value in view.arrays.items():
        if np.shape(value) != wanted.shape or near(wanted, value):
            continue
        mine, asked = got - value, wanted - value
        for factor, words in _STEPS.items():
            if near(mine, factor * asked):
                yield f"The step from `{name}` to the new value {words}."


_STEPS = {
    -1.0: "goes the wrong way: its sign is turned round",
    0.5: "is half as long as it should be",
    2.0: "is twice as long as it should be",
    0.0: "is not taken: it came back as it was",
}


def each_column_its_own(view) -> Iterator:
    """Every column, or row, is off by a factor, or a factor and a shift, of its own.

    A table of few rows always fits, and 0 has no factor: these tell nothing.
    """
    got, wanted = alike(view)
    if wanted.ndim != 2 or near(got, wanted):
        return
    telling = False
    for words, mine, asked in (("column", got, wanted), ("row", got.T, wanted.T)):
        if len(asked) < TELLING_ROWS or asked.shape[1] < 2 or not _varied(mine, asked):
            continue
        telling = True
        whole = np.all(mine != 0) and np.all(asked != 0)
        if whole and near(mine * _top(asked), asked * _top(mine)):
            yield _OWN[0].format(words)
        elif near(_flat(mine) * _top(_flat(asked)), _flat(asked) * _top(_flat(mine))):
            yield _OWN[1].format(words)
    if not telling:
        raise Undecided


def _varied(mine, asked) -> bool:
    """Whether no column of either table is the same throughout."""
    return bool(np.all(np.ptp(mine, 0) > 0) and np.all(np.ptp(asked, 0) > 0))


_OWN = (
    "Each {0} is off by a factor of its own: what is it divided by, or multiplied with?",
    "Within each {0} your values have the right order and spacing, but another centre and another width.",
)


def _top(table):
    place = np.argmax(np.abs(table), axis=0)
    return table[place, np.arange(table.shape[1])]


def _flat(table):
    return table - table.mean(0)


SHAPES = (spread, joined, not_reduced, reduced_too_far)
STEPS = (an_argument_lost, step_of_another_size, each_column_its_own)
