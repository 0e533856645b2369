"""The detectors of `search` that run the reference once more on changed arguments.

Where the reference, with its bias at zero, gives what the attempt gave, the bias plays no
part in the attempt. From the specific to the vague.
"""

import itertools
from collections.abc import Iterator

import numpy as np

from layerlab.judging.closeness import as_array
from layerlab.judging.compare import same_value
from layerlab.judging.detectors.pairs import Undecided, key_of
from layerlab.watching.plain import Tensor
from layerlab.watching.watch import watch

_BIASES = ("b", "bias", "b1", "b2")
TRIES = 3  # other values of an argument that are tried


def _reference(view, args):
    return watch(view.exercise.reference, view.exercise.request(args))


def _is_valid(view, args) -> bool:
    """Whether these arguments keep the contract: else the reference says nothing."""
    return not view.exercise.valid or bool(view.exercise.valid(**args))


def _gives(view, args) -> bool | None:
    """Whether the reference, given these arguments, gives what the attempt gave.

    None where it cannot be asked, or where the answer would be the right one all the same.
    """
    if not _is_valid(view, args):
        return None
    ours = _reference(view, args)
    if ours.raised:
        return None if view.is_right else False
    if _keys(ours.value) != _keys(view.seen.value):
        return False
    same = same_value(view.seen.value, ours.value)
    return None if same and same_value(view.expected, ours.value) else same


def _if(holds: bool | None, words: str, key: str = "") -> Iterator:
    """The sentence where it holds, its key alone where that cannot be told."""
    if holds is not False:
        yield key or key_of(words), words if holds else None


def _keys(value):
    """What an observation is made of; of another value, nothing."""
    return list(value) if isinstance(value, dict) else None


def _as_before(old, new):
    """A changed array in the form in which the argument was given."""
    if isinstance(old, Tensor):
        return Tensor(np.asarray(new, dtype=np.asarray(old.values).dtype))
    if isinstance(old, (int, float)):
        return type(old)(new)
    return np.asarray(new)


def _changed(view, name, new) -> bool | None:
    old = view.case.args[name]
    return _gives(view, view.case.args | {name: _as_before(old, new)})


def bias_missing(view) -> Iterator:
    """The bias plays no part."""
    args, biases = view.case.args, view.arrays.keys() & {*_BIASES}
    zero = {n: _as_before(args[n], 0 * view.arrays[n]) for n in biases}
    if zero:
        words = "This is what comes out where the bias is left out."
        yield from _if(_gives(view, args | zero), words)


def swapped_arguments(view) -> Iterator:
    """Two arguments are exchanged."""
    for one, other in itertools.combinations(view.case.args, 2):
        args = view.case.args
        words = f"This is what comes out where `{one}` and `{other}` change places."
        yield from _if(_gives(view, args | {one: args[other], other: args[one]}), words)


def transposed_argument(view) -> Iterator:
    """An argument is used transposed."""
    for name, value in view.arrays.items():
        if value.ndim == 2:
            words = f"This is what comes out where `{name}` is transposed."
            yield from _if(_changed(view, name, value.T), words)


def other_axis(view) -> Iterator:
    """The right thing along the other axis."""
    args = view.case.args
    for name, value in view.arrays.items():
        turned = args | {name: _as_before(args[name], value.T)}
        fits = value.ndim == 2 and _is_valid(view, turned)
        ours = as_array(_reference(view, turned).value) if fits else None
        if ours is not None and same_value(view.seen.value, ours.T):
            yield f"This is right along the other axis: rows and columns of `{name}` change roles (`axis=`)."


def opposite_argument(view) -> Iterator:
    """An argument enters with the wrong sign."""
    for name, value in view.arrays.items():
        words = f"This is what comes out where `{name}` has the opposite sign."
        yield from _if(_changed(view, name, -value), words)


def ignored_argument(view) -> Iterator:
    """An argument is taken for a constant, or its signs are lost."""
    for name, value in view.arrays.items():
        for constant in (0, 1) if _varies(view, name) else ():
            holds = _changed(view, name, np.full_like(value, constant))
            throughout = " throughout" if value.ndim else ""
            words = f"This is what comes out where `{name}` is always taken for {constant}{throughout}."
            yield from _if(holds, words, f"{name} {constant}")
        words = f"This is what comes out where the signs of `{name}` are lost."
        yield from _if(_changed(view, name, np.abs(value)), words)


def _varies(view, name: str) -> bool:
    """Whether an argument has at least two values on the failing cases."""
    given = [args[name] for args in view.failing if name in args]
    return any(not same_value(given[0], other) for other in given[1:])


def off_by_one_argument(view) -> Iterator:
    """A whole number is one too large or too small."""
    for name, value in view.arrays.items():
        whole = value.ndim == 0 and value.dtype.kind in "iu"
        for step, word in ((1, "large"), (-1, "small")) if whole else ():
            words = f"This is what comes out where `{name}` is taken one too {word}."
            yield from _if(_changed(view, name, value + step), words)


def examples_left_out(view) -> Iterator:
    """The first or last example is left out, or is the only one used."""
    rows = [n for n in view.exercise.rows if n in view.arrays]
    if not rows:
        return
    if len(view.arrays[rows[0]]) < 2:
        raise Undecided
    for which, keep in _PARTS.items():
        parts = {n: _as_before(view.case.args[n], view.arrays[n][keep]) for n in rows}
        words = f"This is what comes out where {which} is used."
        yield from _if(_gives(view, view.case.args | parts), words)


_PARTS = {
    "every example but the first": slice(1, None),
    "every example but the last": slice(None, -1),
    "only the first example": slice(0, 1),
    "only the last example": slice(-1, None),
}


def unused_argument(view) -> Iterator:
    """The attempt gives the same whatever an argument is.

    Several other values of it are tried: one alone may leave an answer as it is by chance.
    """
    for name, value in view.arrays.items():
        words = f"`{name}` plays no part in your result: it stays the same whatever `{name}` is."
        yield from _if(_unmoved(view, name, list(_others(value))), words)


def _others(value) -> Iterator:
    """Other values of the same shape: in another order, and then not as often each.

    Labels that are all called otherwise, or stand otherwise, count the same.
    """
    for _ in range(TRIES - 1):
        value = _moved(value)
        yield value
    every_other = np.arange(value.size).reshape(value.shape) % 2
    yield np.where(every_other, value, value.flat[0]).astype(value.dtype)


def overwritten_each_turn(view) -> Iterator:
    """Only the last, or the first, of the values that are summed up plays a part."""
    for name, value in view.arrays.items():
        if value.ndim and value.shape[-1] == 1:
            raise Undecided
        for word, kept in (("last", -1), ("first", 0)) if value.ndim else ():
            tried = list(_others(value))
            for moved in tried:
                moved[..., kept] = value[..., kept]
            part = "column" if value.ndim > 1 else "entry"
            turn = " Is something overwritten in each turn (`=` for `+=`)?"
            turn = turn if word == "last" else ""
            words = f"Only the {word} {part} of `{name}` plays a part in your result: the others change nothing.{turn}"
            yield from _if(_unmoved(view, name, tried), words)


def _moved(value):
    if value.dtype.kind == "b":
        return ~value
    whole = value.dtype.kind in "iu"
    return np.flip(value + 1) if whole else np.flip(value) * -1.7 + 0.3


def _unmoved(view, name, tried) -> bool | None:
    """Whether the attempt moves with none of these values; None if the right answer doesn't."""
    if view.look is None or view.seen.raised:
        return False
    telling = 0
    for moved in tried:
        args = view.case.args | {name: _as_before(view.case.args[name], moved)}
        ours = _reference(view, args) if _is_valid(view, args) else None
        if ours is None or ours.raised:
            continue
        seen = view.look(args)
        if seen.raised or not same_value(view.seen.value, seen.value):
            return False
        telling += not same_value(view.expected, ours.value)
    return True if telling > 1 and not view.is_right else None


def an_input_came_back(view) -> Iterator:
    """An argument is returned as it was."""
    for name, value in view.arrays.items():
        if value.size > 1 and same_value(view.seen.value, value):
            yield f"What came back is the argument `{name}` itself, unchanged."


EARLY = (bias_missing, an_input_came_back)
LATER = (
    swapped_arguments, transposed_argument, other_axis, opposite_argument,
    examples_left_out, ignored_argument, off_by_one_argument,
)  # fmt: skip
