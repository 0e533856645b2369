"""Where a value came from, as far as the source proves it: the line that gave the name."""

import ast
import dis
from types import FunctionType

from layerlab.tracebacks import cells
from layerlab.tracebacks.pieces import Failure
from layerlab.tracebacks.values import UNKNOWN

_MIXED = 0x20 | 0x80 | 0x200  # generators and coroutines return nothing at their end


def origin(failure: Failure, node: ast.AST) -> ast.AST | None:
    """The expression that made a value: a name is followed to the one line that sets it."""
    if not isinstance(node, ast.Name):
        return node
    if node.id in failure.frame.f_code.co_varnames:
        return _in_function(failure, node.id)
    if node.id in failure.frame.f_code.co_freevars:
        return None
    return _in_cells(failure, node.id)


def _in_function(failure, name):
    around = failure.part.statement
    while around is not None and not isinstance(around, ast.FunctionDef):
        around = failure.part.parents.get(around)
    if around is None or name in [
        a.arg for a in ast.walk(around.args) if hasattr(a, "arg")
    ]:
        return None
    values = [
        statement.value if isinstance(statement, ast.Assign) else None
        for statement in ast.walk(around)
        if any(_stores(target, name) for target in _targets(statement))
    ]
    return values[0] if len(values) == 1 else None


def _targets(statement):
    if isinstance(statement, ast.Assign):
        return statement.targets
    return [t for t in [getattr(statement, "target", None)] if t is not None]


def _stores(target, name):
    return any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(target))


def _in_cells(failure, name):
    sources = cells.executed(failure.shell)
    running = "\n".join(failure.place.source).rstrip()
    for number, source in enumerate(sources):
        here = number == 0 and source.rstrip() == running and not failure.place.function
        found = cells.binding_of(name, source, failure.place.line if here else 10**9)
        if found:
            several = [b for b in cells.bindings(source) if b.name == name]
            certain = len(several) == 1 or here and _runs_once(failure)
            return found.value if found.sure and certain else None
    return None


def _runs_once(failure):
    """Whether the failing line stands in no loop: then the lines above it ran in order."""
    node = failure.node
    while node is not None:
        if isinstance(node, (ast.For, ast.While, ast.AsyncFor)):
            return False
        node = failure.part.parents.get(node)
    return True


def function_called(failure: Failure, call: ast.Call) -> FunctionType | None:
    """The Python function that a call reaches, where that is plain from stored values."""
    value = failure.value(call.func)
    if type(value) is FunctionType:
        return value
    if isinstance(call.func, ast.Attribute) and value is UNKNOWN:
        owner, made = failure.value(call.func.value), call.func.value
        if owner is UNKNOWN and isinstance(made, ast.Call):  # Net().forward(x)
            kind = failure.value(made.func)
            is_class = kind is not UNKNOWN and type in type(kind).__mro__
            return in_class(kind, call.func.attr, itself=True) if is_class else None
        return None if owner is UNKNOWN else in_class(owner, call.func.attr)
    if value is UNKNOWN and isinstance(call.func, ast.Call):  # Net()(x)
        kind = failure.value(call.func.func)
        is_class = kind is not UNKNOWN and type in type(kind).__mro__
        return in_class(kind, "forward", itself=True) if is_class else None
    if value is UNKNOWN:
        return None
    if type in type(value).__mro__:
        return in_class(value, "__init__", itself=True)
    return in_class(value, "forward")  # a network is called


def in_class(owner, name: str, itself: bool = False) -> FunctionType | None:
    """A plain function under a name in the class of a value (or in the class itself)."""
    if type in type(owner).__mro__ and not itself:
        return None
    for kind in type.__getattribute__(owner if itself else type(owner), "__mro__"):
        if name in vars(kind):
            found = vars(kind)[name]
            return found if type(found) is FunctionType else None
    return None


def returned(function: FunctionType) -> tuple[int, int]:
    """How many of a function's ends give a value, and how many give None."""
    code = function.__code__
    if code.co_flags & _MIXED:
        return 1, 0
    values, nothing, before = 0, 0, None
    for step in dis.get_instructions(code):
        if step.opname.startswith("RETURN_") and "GENERATOR" not in step.opname:
            given = step if step.opname == "RETURN_CONST" else before
            empty = given and given.opname.endswith("_CONST") and given.argval is None
            values, nothing = values + (not empty), nothing + bool(empty)
        before = step
    return values, nothing
