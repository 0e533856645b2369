"""The detectors of `search` that run the reference once more on changed arguments.

Where the reference, with its bias at zero, gives what the attempt gave, the bias plays no
part in the attempt. From the specific to the vague.
"""

from collections.abc import Iterator

import numpy as np

from layerlab.judging.closeness import as_array
from layerlab.judging.compare import same_value
from layerlab.watching.plain import Formula, Tensor
from layerlab.watching.watch import watch

_BIASES = ("b", "bias", "b1", "b2")


def _reference(view, args):
    return watch(view.exercise.reference, view.exercise.request(args))


def _gives(view, args) -> bool:
    """Whether the reference, given these arguments, gives what the attempt gave."""
    ours = _reference(view, args)
    if ours.raised or _keys(ours.value) != _keys(view.seen.value):
        return False
    return same_value(view.seen.value, ours.value)


def _keys(value):
    """What an observation is made of; of another value, nothing."""
    return list(value) if isinstance(value, dict) else None


def numeric(args: dict) -> dict:
    """The arguments that are numbers or arrays of numbers, as arrays."""
    plain = {n: v.values if isinstance(v, Tensor) else v for n, v in args.items()}
    skipped = (str, bool, Formula)
    found = {n: as_array(v) for n, v in plain.items() if not isinstance(v, skipped)}
    return {n: v for n, v in found.items() if v is not None and v.size}


def _as_before(old, new):
    """A changed array in the form in which the argument was given."""
    if isinstance(old, Tensor):
        return Tensor(np.asarray(new, dtype=np.asarray(old.values).dtype))
    if isinstance(old, (int, float)):
        return type(old)(new)
    return np.asarray(new)


def _changed(view, name, new) -> bool:
    old = view.case.args[name]
    return _gives(view, view.case.args | {name: _as_before(old, new)})


def bias_missing(view) -> str | None:
    """The bias plays no part."""
    args, biases = view.case.args, view.arrays.keys() & {*_BIASES}
    zero = {n: _as_before(args[n], 0 * view.arrays[n]) for n in biases}
    if zero and _gives(view, args | zero):
        return "This is what comes out where the bias is left out."


def swapped_arguments(view) -> Iterator:
    """Two arguments are exchanged."""
    names, args = list(view.case.args), view.case.args
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            if _gives(view, args | {one: args[other], other: args[one]}):
                yield f"This is what comes out where `{one}` and `{other}` change places."


def transposed_argument(view) -> Iterator:
    """An argument is used transposed."""
    for name, value in view.arrays.items():
        if value.ndim == 2 and _changed(view, name, value.T):
            yield f"This is what comes out where `{name}` is transposed."


def other_axis(view) -> Iterator:
    """The right thing along the other axis."""
    args = view.case.args
    for name, value in view.arrays.items():
        turned = args | {name: _as_before(args[name], value.T)}
        ours = as_array(_reference(view, turned).value) if value.ndim == 2 else None
        if ours is not None and same_value(view.seen.value, ours.T):
            yield f"This is right along the other axis: rows and columns of `{name}` change roles (`axis=`)."


def opposite_argument(view) -> Iterator:
    """An argument enters with the wrong sign."""
    for name, value in view.arrays.items():
        if np.any(value) and _changed(view, name, -value):
            yield f"This is what comes out where `{name}` has the opposite sign."


def ignored_argument(view) -> Iterator:
    """An argument is taken for a constant, or its signs are lost."""
    if view.difference.kind not in ("value", "finite"):
        return
    for name, value in view.arrays.items():
        for constant in (0, 1):
            flat = np.full_like(value, constant)
            if not np.array_equal(flat, value) and _changed(view, name, flat):
                throughout = " throughout" if value.ndim else ""
                word = ("0", "1")[constant]
                yield f"This is what comes out where `{name}` is always taken for {word}{throughout}."
        if np.any(value < 0) and _changed(view, name, np.abs(value)):
            yield f"This is what comes out where the signs of `{name}` are lost."


def off_by_one_argument(view) -> Iterator:
    """A whole number is one too large or too small."""
    for name, value in view.arrays.items():
        whole = value.ndim == 0 and value.dtype.kind in "iu"
        for step, word in ((1, "large"), (-1, "small")) if whole else ():
            if _changed(view, name, value + step):
                yield f"This is what comes out where `{name}` is taken one too {word}."


def examples_left_out(view) -> Iterator:
    """The first or last example is left out, or is the only one used."""
    rows = [n for n in view.exercise.rows if n in view.arrays]
    if not rows or len(view.arrays[rows[0]]) < 2:
        return
    for words, keep in _PARTS.items():
        parts = {n: _as_before(view.case.args[n], view.arrays[n][keep]) for n in rows}
        if _gives(view, view.case.args | parts):
            yield f"This is what comes out where {words} is used."


_PARTS = {
    "every example but the first": slice(1, None),
    "every example but the last": slice(None, -1),
    "only the first example": slice(0, 1),
    "only the last example": slice(-1, None),
}


def unused_argument(view) -> Iterator:
    """The attempt gives the same whatever an argument is.

    Three other values of it are tried: one alone may leave an answer as it is by chance.
    """
    if view.difference.kind not in ("value", "shape"):
        return
    for name, value in view.arrays.items():
        others = (_moved(value), _moved(value) * 2, _moved(_moved(value)))
        kept = [_unmoved(view, name, moved) for moved in others]
        if all(kept):
            yield f"`{name}` plays no part in your result: it stays the same whatever `{name}` is."


def overwritten_each_turn(view) -> Iterator:
    """Only the last, or the first, of the values that are summed up plays a part."""
    if view.difference.kind != "value":
        return
    arrays = {n: v for n, v in view.arrays.items() if v.ndim and v.shape[-1] > 1}
    for name, value in arrays.items():
        for word, kept in (("last", -1), ("first", 0)):
            moved = _moved(value)
            moved[..., kept] = value[..., kept]
            if _unmoved(view, name, moved):
                part = "column" if value.ndim > 1 else "entry"
                yield f"Only the {word} {part} of `{name}` plays a part in your result. Is something overwritten in each turn (`=` for `+=`)?"


def _moved(value):
    """Other values of the same shape, whose order is another too."""
    if value.dtype.kind == "b":
        return ~value
    whole = value.dtype.kind in "iu"
    return np.flip(value + 1) if whole else np.flip(value) * -1.7 + 0.3


def _unmoved(view, name, moved) -> bool:
    """Whether the attempt does not move with an argument, though the right answer does."""
    if view.look is None or view.seen.raised:
        return False
    args = view.case.args | {name: _as_before(view.case.args[name], moved)}
    ours = _reference(view, args)
    if ours.raised or same_value(view.expected, ours.value):
        return False
    seen = view.look(args)
    return not seen.raised and same_value(view.seen.value, seen.value)


def an_input_came_back(view) -> str | None:
    """An argument is returned as it was."""
    for name, value in view.arrays.items():
        if value.size > 1 and same_value(view.seen.value, value):
            return f"What came back is the argument `{name}` itself, unchanged."


EARLY = (bias_missing, an_input_came_back)
LATER = (
    swapped_arguments, transposed_argument, other_axis, opposite_argument,
    examples_left_out, ignored_argument, off_by_one_argument,
)  # fmt: skip
