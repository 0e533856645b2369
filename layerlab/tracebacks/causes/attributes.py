"""A name behind a dot that is not there: whose is it, or how is it spelt?"""

import ast
import re
import sys
from types import ModuleType

from layerlab.tracebacks.pieces import Failure
from layerlab.tracebacks.spelling import nearly
from layerlab.tracebacks.values import UNKNOWN, library

_LISTS = "append extend insert pop sort index remove count".split()
_INSTEAD = {
    ("list", "add"): "append",
    ("list", "push"): "append",
    ("set", "append"): "add",
    ("Tensor", "astype"): "to",
    ("ndarray", "numel"): "size",
}
_LENGTHS = ("length", "len")


def _missing(failure):
    """The kind of the thing and the name that it lacks, as the message says."""
    if failure.kind != "AttributeError" or "\n" in failure.message:
        return "", ""
    if failure.inside and not _asks_itself(failure.inside):
        return "", ""
    found = re.search(
        r"^(?:'([\w.]+)' object|type object '(\w+)'|module '([\w.]+)') has no attribute "
        r"'(\w+)'",
        failure.message,
    )
    return (found[1] or found[2] or "module", found[4]) if found else ("", "")


def _asks_itself(inside):
    """Whether the calls below are a module's or a network's own `__getattr__` alone."""
    return len(inside) == 1 and (inside[0] in sys.modules)


def of_the_other_library(failure: Failure) -> str | None:
    """`.append` of an array, `.astype` of a tensor, `.shape` of a list."""
    kind, name = _missing(failure)
    kind = kind.split(".")[-1]
    node = failure.node.value if isinstance(failure.node, ast.Attribute) else None
    if node is None or kind not in (
        "ndarray",
        "Tensor",
        "list",
        "tuple",
        "int",
        "float",
    ):
        return None
    words = failure.named(node, "It")
    if instead := _INSTEAD.get((kind, name)):
        return f"{words} is {_a(kind)}, and has `.{instead}` for this."
    if kind in ("list", "tuple") and name in _LENGTHS:
        return f"`len({words.strip('`')})` gives the length of {_a(kind)}."
    if whose := _belongs_to(kind, name):
        return f"{words} is {_a(kind)}; `.{name}` belongs to {whose}."
    return None


def _belongs_to(kind, name) -> str:
    """Which of the other kinds has an attribute of this name."""
    numpy, torch = library("numpy"), library("torch")
    if kind in ("ndarray", "Tensor") and name in _LISTS:
        return "lists"
    if kind == "ndarray" and torch and hasattr(torch.Tensor, name):
        return "torch's tensors"
    of_arrays = kind != "ndarray" and numpy and name in vars(numpy.ndarray)
    return "NumPy's arrays" if of_arrays else ""


def _a(kind):
    return {"ndarray": "an array", "Tensor": "a tensor", "int": "an int"}.get(
        kind, f"a {kind}"
    )


def of_another_module(failure: Failure) -> str | None:
    """np.sigmoid: another module of the notebook has it."""
    kind, name = _missing(failure)
    owner = _owner(failure)
    if kind != "module" or type(owner) is not ModuleType:
        return None
    near = _near(name, vars(owner))
    if near:
        return f"The module has `{near}`: is `{name}` a typo?"
    for short, value in list(failure.frame.f_globals.items()):
        if type(value) is ModuleType and name in vars(value) and short[0] != "_":
            return (
                f"`{short}.{name}` exists, and `{failure.text(failure.node)}` does not."
            )
    return None


def _owner(failure):
    node = failure.node
    return failure.value(node.value) if isinstance(node, ast.Attribute) else UNKNOWN


def nearly_another(failure: Failure) -> str | None:
    """An attribute of the object, or of its class, that is spelt nearly so."""
    kind, name = _missing(failure)
    owner = _owner(failure)
    if not kind or kind == "module" or owner is UNKNOWN:
        return None
    if near := _near(name, _attributes(owner)):
        words = failure.named(failure.node.value, "It")
        return f"{words} has `.{near}`: is `.{name}` a typo?"
    return None


def _attributes(owner) -> list[str]:
    """The names in an object's dictionary and in its classes, without asking it."""
    try:
        own = object.__getattribute__(owner, "__dict__")
    except AttributeError:
        own = {}
    classes = type(owner).__mro__
    if type in classes:
        classes = type.__getattribute__(owner, "__mro__")
    places = [own, *(vars(kind) for kind in classes)]
    places += [own[n] for n in ("_parameters", "_buffers", "_modules") if n in own]
    return [name for place in places for name in place]


def _near(name, known):
    return nearly(name, [n for n in known if isinstance(n, str) and n[:1] != "_"])


def not_yet_set(failure: Failure) -> str | None:
    """self.w is read in a class whose `__init__` sets another."""
    kind, name = _missing(failure)
    node = failure.node
    if (
        not kind
        or not isinstance(node, ast.Attribute)
        or not isinstance(node.value, ast.Name)
    ):
        return None
    if node.value.id != "self" or not failure.place.function:
        return None
    return f"No line has set `self.{name}` on this object before this one."


ATTRIBUTES = (of_the_other_library, of_another_module, nearly_another, not_yet_set)
