"""An index, a key or a slice that does not fit what it is asked of."""

import ast
import re

from layerlab.tracebacks.described import described
from layerlab.tracebacks.pieces import Failure, unpacked
from layerlab.tracebacks.spelling import nearly
from layerlab.tracebacks.values import UNKNOWN, is_array, is_scalar, is_tensor

_SIZED = (list, tuple, str, range)
MOST_KEYS = 8


def _subscript(failure):
    """The failing `thing[index]` with the value of the thing; None where there is none."""
    node = failure.node
    if not isinstance(node, ast.Subscript) or failure.inside:
        return None
    value = failure.value(node.value)
    return None if value is UNKNOWN else (node, value)


def beyond_the_end(failure: Failure) -> str | None:
    """How many entries there are, which is the last, and what was asked for."""
    found = _subscript(failure)
    if not found or "index out of range" not in failure.message:
        return None
    node, value = found
    if type(value) not in _SIZED:
        return None
    name, count = failure.named(node.value, "The list"), len(value)
    if not count:
        return f"{name} is empty: it has no entries."
    index = failure.value(node.slice)
    asked = f", and {index} is asked for" if type(index) is int else ""
    entries = (
        "1 entry, with the index 0"
        if count == 1
        else f"{count} entries, 0 to {count - 1}"
    )
    return f"{name} has {entries}{asked}."


def no_whole_number(failure: Failure) -> str | None:
    """A float, a text or a pair as the index of a list or an array."""
    if not isinstance(failure.node, ast.Subscript) or failure.inside:
        return None
    if found := re.search(
        r"^(list|tuple|string|str|range) (?:indices must be|index must)?.*not '?(\w+)'?$",
        failure.message,
    ):
        return _wrong_index(failure, found[1].replace("string", "str"), found[2])
    if failure.message.startswith("only integers, slices"):
        index = failure.node.slice
        kind = "float" if _divides(index) else type(failure.value(index)).__name__
        return _wrong_index(failure, "array", kind)
    return None


def _wrong_index(failure, owner, kind):
    index = failure.node.slice
    words = failure.named(index, "The index")
    if kind in ("float", "float64", "float32"):
        cure = "`int(…)` makes a whole number of it"
        cure = (
            "`/` always gives a float, `//` a whole number" if _divides(index) else cure
        )
        return f"{words} is a float, and an index is a whole number: {cure}."
    if kind == "str":
        one = "An array" if owner == "array" else f"A {owner}"
        return (
            f"{one} is asked by number, and {words} is a text; a dict is asked by key."
        )
    if owner not in ("list", "tuple"):
        return None
    if kind == "tuple":
        return f"A {owner} takes one index; several in one pair of brackets need {_nested(failure)}."
    if kind in ("list", "ndarray"):
        return f"A {owner} takes one index; many at once need an array: `np.array(…)`."
    return None


def _nested(failure):
    """rows[0, 1] as `rows[0][1]`, or an array."""
    parts = "][".join(failure.text(p) for p in getattr(failure.node.slice, "elts", ()))
    name = failure.text(failure.node.value)
    return (
        f"`{name}[{parts}]`, or an array" if parts and ":" not in parts else "an array"
    )


def _divides(index):
    return isinstance(index, ast.BinOp) and isinstance(index.op, ast.Div)


def no_such_key(failure: Failure) -> str | None:
    """The keys of the dictionary, or the one that is spelt nearly so."""
    found = _subscript(failure)
    if failure.kind != "KeyError" or not found or type(found[1]) is not dict:
        return None
    node, value = found
    name, asked = failure.named(node.value, "The dictionary"), failure.error.args[0]
    if not value:
        return f"{name} is empty: it has no key {asked!r} yet."
    other = _in_another_type(asked, value)
    if other is not None:
        return f"{name} has the key {other!r}, which is not the same as {asked!r}."
    texts = [key for key in value if type(key) is str]
    if type(asked) is str and (near := nearly(asked, texts)):
        return f"{name} has the key {near!r}: is {asked!r} a typo?"
    keys = [repr(key) for key in value if type(key) in (str, int)]
    if len(keys) == len(value) <= MOST_KEYS:
        others = "its only key is" if len(keys) == 1 else "its keys are"
        return f"{name} has no key {asked!r}; {others} {', '.join(keys)}."
    return None


def _in_another_type(asked, value):
    if type(asked) is int and str(asked) in value:
        return str(asked)
    if type(asked) is str and asked.lstrip("-").isdigit() and int(asked) in value:
        return int(asked)
    return None


def no_entries(failure: Failure) -> str | None:
    """Square brackets after something that has no entries."""
    if not isinstance(failure.node, ast.Subscript) or failure.inside:
        return None
    if "is not subscriptable" not in failure.message:
        return None
    name = failure.named(failure.node.value, "What stands before them")
    if re.match(r"'(builtin_function_or_)?(function|method)'", failure.message):
        return f"{name} is a function: it is called with round brackets."
    value = failure.value(failure.node.value)
    kind = type(value)
    if kind in (int, float, bool) or is_scalar(value):
        return f"{name} is a single number, {described(value)}, and has no entries."
    if kind.__name__ in (
        "generator",
        "map",
        "zip",
        "filter",
        "dict_keys",
        "dict_values",
    ):
        return f"{name} is a {kind.__name__}, which has no index: `list(…)` makes a list of it."
    if kind is set:
        return f"{name} is a set, and a set has no order to count in."
    return None


def not_iterable(failure: Failure) -> str | None:
    """`for i in n`, `for a, b in numbers`, `for k, v in d`: what comes each turn?"""
    node, statement = failure.node, failure.part and failure.part.statement
    if failure.inside or node is None:
        return None
    if "object is not iterable" in failure.message and _is_looped(failure, node):
        value = failure.value(node)
        if type(value) is int:
            name = failure.named(node, "It")
            return f"{name} is the single number {value}: `range(…)` counts up to it."
    stored = isinstance(node, (ast.Tuple, ast.List)) and isinstance(node.ctx, ast.Store)
    if not stored or isinstance(statement, ast.Assign):
        return None
    return _taken_apart(failure, unpacked(failure)[:1])


def _is_looped(failure, node):
    around = failure.part.parents.get(node)
    return isinstance(around, (ast.For, ast.comprehension)) and around.iter is node


def _taken_apart(failure, nodes):
    value = failure.value(nodes[0]) if nodes else UNKNOWN
    if value is UNKNOWN:
        return None
    name = failure.named(nodes[0], "It")
    if type(value) is dict:
        return f"A loop over {name}, a dict, gives its keys: `.items()` gives keys and values."
    single = failure.message.startswith("cannot unpack non-iterable")
    if single and (
        type(value) in (list, tuple, range) or is_array(value) or is_tensor(value)
    ):
        return (
            f"A loop over {name} gives one value a turn, and several names stand there: "
            "`enumerate(…)` adds the number of the turn, `zip(…)` goes through two at once."
        )
    return None


INDEXING = (beyond_the_end, no_whole_number, no_such_key, no_entries, not_iterable)
