"""A value in a few words: an array by its shape, dtype and device, a list by its length."""

from types import (
    BuiltinFunctionType,
    FunctionType,
    GeneratorType,
    MethodType,
    ModuleType,
)

from layerlab.tracebacks.values import (
    is_array,
    is_scalar,
    is_tensor,
    is_used_up,
    library,
    shape_of,
)

WIDTH = 40
MOST_DIGITS = 200  # bits of a whole number that is written out
_FUNCTIONS = (FunctionType, BuiltinFunctionType, MethodType)
_PANDAS = ("DataFrame", "Series")


def described(value) -> str:
    """What a value is, without running any code of its own.

    >>> described([1, 2]), described({"w": 1}), described(None)
    ('list [1, 2]', "dict with 'w'", 'None')
    """
    if is_array(value):
        return f"array {shape_of(value)} {value.dtype}"
    if is_tensor(value):
        return _tensor(value)
    if is_scalar(value):
        return f"{value.item()!r} ({value.dtype})"
    if value is None or type(value) in (bool, int, float, complex, str, bytes):
        return _plain(value)
    if type(value) in (list, tuple, set, frozenset):
        return _sequence(value)
    if type(value) is dict:
        return _dictionary(value)
    return _other(value)


def _tensor(value) -> str:
    dtype = str(value.dtype).removeprefix("torch.")
    learns = ", requires_grad" if value.requires_grad else ""
    return f"tensor {shape_of(value)} {dtype} on {value.device}{learns}"


def _plain(value) -> str:
    if type(value) is int and value.bit_length() > MOST_DIGITS:
        return f"a whole number of {value.bit_length()} bits"
    if type(value) in (str, bytes) and len(value) > WIDTH:
        return f"{value[: WIDTH - 1]!r}… ({len(value)} characters)"
    return repr(value)


def _sequence(value) -> str:
    kind = type(value).__name__
    if not value:
        return f"empty {kind}"
    if len(value) <= 8 and all(type(v) in (bool, int, float, str) for v in value):
        written = f"{kind} {value}" if kind in ("list", "set") else f"{value}"
        if len(written) <= WIDTH:
            return written
    plural = "s" * (len(value) > 1)
    what = _of_what(value)
    return f"{kind} of {len(value)}" + (f" {what}{plural}" if what else "")


def _of_what(value) -> str:
    """What the entries are, if they are all of one kind that says something."""
    kinds = {type(entry) for entry in value} if len(value) <= 1000 else set()
    if len(kinds) != 1:
        return ""
    names = {list: "list", tuple: "tuple", str: "text", dict: "dict"}
    entry = next(iter(value))
    if is_array(entry) or is_tensor(entry):
        return "array" if is_array(entry) else "tensor"
    return names.get(type(entry), "")


def _dictionary(value) -> str:
    if not value:
        return "empty dict"
    keys = [repr(key) for key in value if type(key) in (str, int)][:6]
    words = f"dict with {', '.join(keys)}"
    shown = keys and len(keys) == len(value) and len(words) <= 2 * WIDTH
    return words if shown else f"dict of {len(value)}"


def _other(value) -> str:
    kind = type(value)
    if kind is GeneratorType:
        return "generator, used up" if is_used_up(value) else "generator"
    if kind in _FUNCTIONS:
        return f"function {value.__name__}"
    if kind is ModuleType:
        return f"module {value.__name__}"
    if kind in (range, slice):
        return repr(value)
    if type in kind.__mro__:
        return f"class {type.__getattribute__(value, '__name__')}"
    pandas = library("pandas")
    if pandas and kind.__name__ in _PANDAS and kind is getattr(pandas, kind.__name__):
        return f"{kind.__name__} {value.shape}"
    return f"{kind.__name__} object"
