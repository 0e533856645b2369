"""The detectors of `search` for results of another shape, and for sums with parts of the input.

From the precise to the vague, as in `values`.
"""

import math
from collections.abc import Iterator

import numpy as np

from layerlab.judging.detectors.pairs import Undecided, alike, near, pair

TELLING = 4  # rows of a table, or numbers; fewer fit by chance
_REDUCTIONS = {"sum": np.sum, "mean": np.mean, "largest": np.max, "smallest": np.min}


def reduced_too_far(view) -> Iterator:
    """One number for everything where several are asked for."""
    got, wanted = pair(view)
    if wanted.size < TELLING or view.is_right:
        raise Undecided
    if got.size >= wanted.size:
        return
    for word, reduce in _REDUCTIONS.items():
        axes = [None, *range(wanted.ndim)]
        if any(near(np.squeeze(got), np.squeeze(reduce(wanted, axis=a))) for a in axes):
            yield f"Your result is the {word} of the expected values, over an axis that should stay (`axis=`)."


def not_reduced(view) -> Iterator:
    """Several numbers where they should still be summed up."""
    got, wanted = pair(view)
    if view.is_right or got.size == wanted.size:
        raise Undecided
    if wanted.size > got.size:
        return
    if len(np.unique(got)) < TELLING:
        raise Undecided  # the sum of zeros and a number is that number
    for word, reduce in _REDUCTIONS.items():
        axes = [None] if wanted.ndim == 0 else range(got.ndim)
        reduced = [reduce(got, axis=a) for a in axes]
        if got.ndim > wanted.ndim and any(near(one, wanted) for one in reduced):
            yield f"One step is missing: the {word} of your values is the expected answer."


def spread(view) -> str | None:
    """(n,) with (n, 1) gave (n, n), whose diagonal is the answer."""
    got, wanted = pair(view)
    if view.is_right or len(got) == 1:
        raise Undecided
    square = got.ndim == 2 and wanted.ndim == 1 and got.shape[0] == got.shape[1]
    if square and near(np.diagonal(got), wanted):
        return "A square table came back, and the answer stands on its diagonal: shapes (n,) and (n, 1) met, and NumPy paired each entry with each. Make both shapes alike first."


def joined(view) -> Iterator:
    """Arrays put end to end where they should be added, or stacked along another axis."""
    got, wanted = pair(view)
    if view.is_right:
        raise Undecided  # nothing had to be added there
    if got.size <= wanted.size or got.ndim != 1:
        return
    for name, value in view.arrays.items():
        start = np.ravel(value)
        if np.ndim(value) and start.size < got.size and near(got[: start.size], start):
            yield f"Your result begins with `{name}` itself, and more is joined on behind it."


def one_for_each(view) -> Iterator:
    """One entry for each row where one for each column is asked for, and the like."""
    got, wanted = (np.shape(v) for v in pair(view))
    if got == wanted:
        raise Undecided
    if math.prod(got) == 1 and len(wanted) == 1:
        for asked in _axes(view, wanted[0]):
            yield f"One number came back, where one is asked for each {asked}."
    if len(got) != 1 or len(wanted) != 1:
        return
    for mine in _axes(view, got[0]):
        for asked in _axes(view, wanted[0]):
            yield f"Your result has one entry for each {mine}; one for each {asked} is asked for."


def _axes(view, length: int) -> list[str]:
    words = []
    for name, value in view.arrays.items():
        for axis, n in enumerate(np.shape(value)):
            if n == length and value.ndim == 1:
                words.append(f"entry of `{name}`")
            elif n == length and value.ndim == 2:
                words.append(f"{('row', 'column')[axis]} of `{name}`")
    return words


def an_argument_lost(view) -> Iterator:
    """The target is the result plus, minus or times an argument."""
    got, wanted = alike(view)
    for name, value in view.arrays.items():
        if np.ndim(value) > wanted.ndim:
            continue
        try:
            value = np.broadcast_to(value * 1.0, wanted.shape)
        except ValueError:
            continue
        if near(got + value, wanted):
            yield f"The target is your result plus `{name}`: it is left out, or subtracted once too often."
        if near(got - value, wanted):
            yield f"The target is your result minus `{name}`: it is added once too often, or not subtracted."
        if near(got * value, wanted):
            yield f"The target is your result times `{name}`."
        if near(got, wanted * value):
            yield f"Your result is the target times `{name}`."


def step_of_another_size(view) -> Iterator:
    """The change from an argument to what is given back for it, as `w` for `w`, is another."""
    got, wanted = alike(view)
    for name, value in view.arrays.items():
        if np.shape(value) != wanted.shape or not view.difference.where.startswith(
            name
        ):
            continue
        mine, asked = got - value, wanted - value
        for factor, words in _STEPS.items():
            if near(mine, factor * asked):
                yield f"The step from `{name}` to the new value {words}."


_STEPS = {
    -1.0: "goes the wrong way: its sign is turned round",
    0.5: "is half as long as it should be",
    2.0: "is twice as long as it should be",
}


def each_column_its_own(view) -> Iterator:
    """Every column, or row, is off by a factor, or a factor and a shift, of its own.

    A table of few rows always fits, and 0 has no factor: these tell nothing.
    """
    got, wanted = alike(view)
    if view.is_right or wanted.ndim != 2:
        return
    telling = False
    for words, mine, asked in (("column", got, wanted), ("row", got.T, wanted.T)):
        if len(asked) < TELLING or asked.shape[1] < 2 or not _varied(mine, asked):
            continue
        telling = True
        own = _top(_flat(mine)) / _top(_flat(asked))
        if np.any(np.isclose(own, 1)) or np.ptp(own) < 1e-6:
            continue  # right here and there, or one factor for all
        whole = np.all(mine != 0) and np.all(asked != 0)
        if whole and near(mine, asked * own):
            yield f"Each {words} of your result is the target's times a number of its own."
        elif near(_flat(mine) * _top(_flat(asked)), _flat(asked) * _top(_flat(mine))):
            yield f"Within each {words} your values have the right order and spacing, but another centre and another width."
    if not telling:
        raise Undecided


def _varied(mine, asked) -> bool:
    """Whether no column of either table is the same throughout."""
    return bool(np.all(np.ptp(mine, 0) > 0) and np.all(np.ptp(asked, 0) > 0))


def _top(table):
    place = np.argmax(np.abs(table), axis=0)
    return table[place, np.arange(table.shape[1])]


def _flat(table):
    return table - table.mean(0)


SHAPES = (spread, joined, not_reduced, reduced_too_far)
STEPS = (an_argument_lost, step_of_another_size, each_column_its_own)
