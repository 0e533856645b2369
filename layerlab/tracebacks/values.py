"""The value of an expression, read without running anything, and how it is described.

Read are names, constants, entries of Python's own lists and dictionaries and of arrays, and
attributes that are stored or that arrays give for nothing. Everything else might run code,
of the learner or of a library, and is not read. NumPy and torch are never imported here.
"""

import ast
import sys
from types import GeneratorType, MemberDescriptorType, ModuleType

UNKNOWN = object()
_PLAIN = (int, float, complex, bool, str, bytes, type(None), type(...))
_CONTAINERS = (list, tuple, dict, str)
_OF_ARRAYS = ("shape", "dtype", "ndim", "size", "T", "real", "imag")
_OF_TENSORS = ("shape", "dtype", "ndim", "device", "requires_grad", "is_leaf", "data")


def library(name: str) -> ModuleType | None:
    """A module if the notebook has imported it, else None."""
    return sys.modules.get(name)


def is_array(value) -> bool:
    """Whether this is NumPy's array, or of a class made from it."""
    numpy = library("numpy")
    return numpy is not None and numpy.ndarray in type(value).__mro__


def is_tensor(value) -> bool:
    """Whether this is torch's own tensor or parameter: other classes may run code."""
    torch = library("torch")
    if torch is None or not hasattr(torch, "Tensor"):
        return False
    return type(value) is torch.Tensor or type(value) is torch.nn.Parameter


def is_scalar(value) -> bool:
    """Whether this is a single number of NumPy's."""
    numpy = library("numpy")
    return numpy is not None and numpy.generic in type(value).__mro__


def shape_of(value) -> tuple[int, ...] | None:
    """The shape of an array or a tensor; None for anything else."""
    if is_array(value):
        return library("numpy").ndarray.shape.__get__(value)
    return tuple(value.shape) if is_tensor(value) else None


def read(node: ast.AST | None, frame, hidden: frozenset = frozenset()) -> object:
    """The value of an expression in a frame, or UNKNOWN.

    hidden  names whose values the frame no longer holds (see `pieces.hidden_names`)
    """
    match node:
        case ast.Constant():
            return node.value
        case ast.Name():
            return _name(node.id, frame, hidden)
        case ast.Attribute():
            return attribute(read(node.value, frame, hidden), node.attr)
        case ast.Subscript():
            index = _index(node.slice, frame, hidden)
            return _entry(read(node.value, frame, hidden), index)
        case ast.UnaryOp(op=ast.USub()):
            value = read(node.operand, frame, hidden)
            return -value if type(value) in (int, float) else UNKNOWN
    return UNKNOWN


def _name(name, frame, hidden):
    own = frame.f_locals
    if name in hidden:
        return UNKNOWN
    if type(own) not in (dict, _PROXY):
        return UNKNOWN  # a mapping of the learner's own, which may run code
    if own is not frame.f_globals and name in own:
        return own[name]
    for names in (frame.f_globals, frame.f_builtins):
        if name in names:
            return names[name]
    return UNKNOWN


def _names_of_a_function():
    return sys._getframe().f_locals


_PROXY = type(_names_of_a_function())  # from Python 3.13 on not a dictionary


def attribute(value, name: str) -> object:
    """A stored attribute, or one that an array has at hand; else UNKNOWN."""
    if value is UNKNOWN:
        return UNKNOWN
    if is_tensor(value):
        return _of_tensor(value, name)
    if is_array(value) or is_scalar(value):
        exact = type(value) is library("numpy").ndarray
        return getattr(value, name) if exact and name in _OF_ARRAYS else UNKNOWN
    return _stored(value, name)


def _of_tensor(value, name):
    if name == "grad":  # asked of a tensor in the middle, torch warns
        return value.grad if value.is_leaf else UNKNOWN
    if name in ("T", "mT"):
        return getattr(value, name) if value.ndim == 2 else UNKNOWN
    return getattr(value, name) if name in _OF_TENSORS else UNKNOWN


def _stored(value, name):
    """What stands in an object's own dictionary or slots, or plainly in its class."""
    kind = type(value)
    in_class = next((vars(c)[name] for c in kind.__mro__ if name in vars(c)), UNKNOWN)
    if type(in_class) is MemberDescriptorType:
        return in_class.__get__(value, kind) if hasattr(value, name) else UNKNOWN
    if hasattr(type(in_class), "__set__"):
        return UNKNOWN  # a property: reading it runs code
    own = _own(value)
    for names in (own, *_of_module(own)):
        if name in names:
            return names[name]
    return UNKNOWN if hasattr(type(in_class), "__get__") else in_class


def _own(value) -> dict:
    try:
        names = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return {}
    return names if type(names) is dict else {}


def _of_module(own):
    """Where torch keeps the layers and weights of a network."""
    places = (own.get(name) for name in ("_parameters", "_buffers", "_modules"))
    return [place for place in places if type(place) is dict]


def _index(node, frame, hidden):
    if isinstance(node, ast.Tuple):
        parts = [_index(part, frame, hidden) for part in node.elts]
        return UNKNOWN if any(part is UNKNOWN for part in parts) else tuple(parts)
    if isinstance(node, ast.Slice):
        ends = (node.lower, node.upper, node.step)
        parts = [None if e is None else read(e, frame, hidden) for e in ends]
        return slice(*parts) if all(type(p) in _PLAIN for p in parts) else UNKNOWN
    value = read(node, frame, hidden)
    return value if type(value) in _PLAIN else UNKNOWN


def _entry(value, index):
    if index is UNKNOWN or type(value) not in _CONTAINERS:
        numpy = library("numpy")
        known = is_tensor(value) or (numpy and type(value) is numpy.ndarray)
        if index is UNKNOWN or not known:
            return UNKNOWN
    try:
        return value[index]
    except Exception:
        return UNKNOWN


def is_used_up(value) -> bool:
    """Whether this is a generator that has ended."""
    return type(value) is GeneratorType and value.gi_frame is None
