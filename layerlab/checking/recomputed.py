"""The detectors of `general` that run the reference once more on changed arguments.

Where the reference, with its bias at zero, gives what the attempt gave, the bias plays no
part in the attempt. From the specific to the vague.
"""

import numpy as np

from .closeness import as_array
from .plain import Formula, Tensor

_BIASES = ("b", "bias", "b1", "b2")


def _gives(view, args) -> bool:
    """Whether the reference, given these arguments, gives what the attempt gave."""
    from .diagnosis import same_value
    from .watching import watch

    ours = watch(view.exercise.reference, view.exercise.request(args))
    return not ours.raised and same_value(view.seen.value, ours.value)


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


def bias_missing(view):
    """The bias plays no part."""
    args = view.case.args
    zero = {n: _as_before(args[n], 0 * np.asarray(v)) for n, v in view.arrays.items()}
    zero = {n: v for n, v in zero.items() if n in _BIASES}
    if zero and _gives(view, args | zero):
        return "This is what comes out where the bias is left out."


def swapped_arguments(view):
    """Two arguments are exchanged."""
    names, args = list(view.case.args), view.case.args
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            if _gives(view, args | {one: args[other], other: args[one]}):
                return (
                    f"This is what comes out where `{one}` and `{other}` change places."
                )


def transposed_argument(view):
    """An argument is used transposed."""
    for name, value in view.arrays.items():
        if value.ndim == 2 and _changed(view, name, value.T):
            return f"This is what comes out where `{name}` is transposed."


def other_axis(view):
    """The right thing along the other axis."""
    from .diagnosis import same_value
    from .watching import watch

    for name, value in view.arrays.items():
        if value.ndim != 2:
            continue
        args = view.case.args
        args = args | {name: _as_before(args[name], value.T)}
        ours = as_array(
            watch(view.exercise.reference, view.exercise.request(args)).value
        )
        if ours is not None and same_value(view.seen.value, ours.T):
            return f"This is right along the other axis: rows and columns of `{name}` change roles (`axis=`)."


def opposite_argument(view):
    """An argument enters with the wrong sign."""
    for name, value in view.arrays.items():
        if np.any(value) and _changed(view, name, -value):
            return f"This is what comes out where `{name}` has the opposite sign."


def ignored_argument(view):
    """An argument plays no part, or only its first entry or absolute value does."""
    for name, value in view.arrays.items():
        for constant in (0, 1):
            flat = np.full_like(value, constant)
            if not np.array_equal(flat, value) and _changed(view, name, flat):
                return f"This is what comes out where `{name}` is {constant}{' throughout' if value.ndim else ''}: as if it played no part."
        if np.any(value < 0) and _changed(view, name, np.abs(value)):
            return f"This is what comes out where the signs of `{name}` are lost."


def off_by_one_argument(view):
    """A whole number is one too large or too small."""
    for name, value in view.arrays.items():
        if value.ndim or value.dtype.kind not in "iu":
            continue
        for step in (1, -1):
            if _changed(view, name, value + step):
                return f"This is what comes out where `{name}` is {value + step} and not {value}: an off-by-one."


def an_input_came_back(view):
    """An argument is returned as it was."""
    from .diagnosis import same_value

    for name, value in view.arrays.items():
        if value.size > 1 and same_value(view.seen.value, value):
            return f"What came back is the argument `{name}` itself, unchanged."


EARLY = (bias_missing, an_input_came_back)
LATER = (
    swapped_arguments, transposed_argument, other_axis, opposite_argument,
    ignored_argument, off_by_one_argument,
)  # fmt: skip
