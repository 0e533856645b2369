"""A name without a value: a cell that did not run, a typo, or a value made elsewhere."""

import ast
import re
from types import FunctionType, ModuleType

from layerlab.tracebacks import cells
from layerlab.tracebacks.frames import first_line
from layerlab.tracebacks.pieces import Failure
from layerlab.tracebacks.spelling import nearly

MOST_NAMES = 3000
_SPELT = {"true": "True", "false": "False", "none": "None", "null": "None"}
_SPELT |= {"nan": "np.nan", "inf": "np.inf", "pi": "np.pi"}
_USUAL = {
    "np": "import numpy as np",
    "plt": "import matplotlib.pyplot as plt",
    "pd": "import pandas as pd",
    "nn": "from torch import nn",
    "F": "import torch.nn.functional as F",
    "ll": "import layerlab as ll",
}


def _missing(failure) -> str:
    found = re.match(r"name '(\w+)' is not defined", failure.message)
    plain = failure.kind == "NameError" and found and not failure.inside
    return found[1] if plain and failure.place else ""


def _words(detector):
    """A detector of names: it is asked with the name that has no value."""

    def asked(failure: Failure) -> str | None:
        name = _missing(failure)
        return detector(failure, name) if name else None

    asked.__doc__ = detector.__doc__
    return asked


@_words
def before_its_stub(failure, name) -> str | None:
    """`check.predict(predict)` where the cell of `predict` did not run."""
    for call in _calls_around(failure):
        checks = isinstance(call.func, ast.Attribute) and failure.value(call.func.value)
        unit = getattr(checks, "__name__", "") if type(checks) is ModuleType else ""
        if unit.startswith("layerlab.checks") and hasattr(checks, call.func.attr):
            return f"Run the cell that defines `{name}` first, then its check."
    return None


def _calls_around(failure):
    node = failure.node
    while node is not None:
        if isinstance(node, ast.Call):
            yield node
        node = failure.part.parents.get(node)


@_words
def set_later(failure, name) -> str | None:
    """The cell itself sets the name, below."""
    if failure.place.function or not failure.place.running:
        return None
    lines = cells.bindings("\n".join(failure.place.source))
    found = [b.line for b in lines if b.name == name]
    if found and min(found) == failure.place.line:
        return f"`{name}` is read in the line that is to give it its first value."
    if found and min(found) > failure.place.line:
        return f"`{name}` gets its value in line {min(found)}, below this line."
    return None


@_words
def spelt_otherwise(failure, name) -> str | None:
    """true, null, nan: another language's names."""
    return f"Python writes `{_SPELT[name]}`." if name in _SPELT else None


@_words
def in_a_cell_that_ran(failure, name) -> str | None:
    """A cell that was run sets the name, and it has no value all the same."""
    own = "\n".join(failure.place.source).rstrip()
    for source in cells.executed(failure.shell):
        found = source.rstrip() != own and cells.binding_of(name, source)
        if found:
            return (
                f"The cell that begins “{first_line(source.splitlines())}” sets `{name}`, "
                f"and it has no value now: did that cell stop with an error, or was "
                f"`{name}` deleted?"
            )
    return None


@_words
def in_a_cell_that_did_not(failure, name) -> str | None:
    """A cell of the notebook's file sets the name."""
    for source in cells.in_file(failure.shell):
        if cells.binding_of(name, source):
            cell = first_line(source.splitlines())
            return f"The cell that begins “{cell}” sets `{name}`: did it run?"
    return None


@_words
def inside_a_function(failure, name) -> str | None:
    """The name is one that a function of the learner's keeps to itself."""
    for value in list(_names(failure).values()):
        theirs = type(value) is FunctionType
        theirs = theirs and value.__globals__ is failure.frame.f_globals
        if theirs and name in value.__code__.co_varnames:
            return (
                f"`{name}` is known inside `{value.__name__}` only: what a function "
                "makes comes out by `return`."
            )
    return None


@_words
def of_a_module(failure, name) -> str | None:
    """A module that the notebook has imported holds the name."""
    if len(name) < 3:
        return None
    for short, value in list(_names(failure).items()):
        if type(value) is ModuleType and name in vars(value) and short[0] != "_":
            return f"`{short}.{name}` exists: the module's name stands before it."
    return None


@_words
def nearly_another(failure, name) -> str | None:
    """A name that is spelt nearly so."""
    known = [n for n in {**_names(failure), **_locals(failure)} if n[0] != "_"]
    known += list(failure.frame.f_builtins)
    alike = nearly(name, known)
    return f"There is a name `{alike}`: is `{name}` a typo?" if alike else None


@_words
def usual_short_name(failure, name) -> str | None:
    """np, plt: the line that everybody writes."""
    if name in _USUAL:
        return f"`{name}` is made by `{_USUAL[name]}`, which did not run here."
    return None


def _names(failure):
    return dict(list(failure.frame.f_globals.items())[:MOST_NAMES])


def _locals(failure):
    return dict(failure.frame.f_locals)


def local_everywhere(failure: Failure) -> str | None:
    """An assignment in a function makes the name local in all of it."""
    found = re.search(r"local variable '(\w+)'", failure.message)
    if failure.kind != "UnboundLocalError" or not found or failure.part is None:
        return None
    name, lines = found[1], _stored_lines(failure, found[1])
    if not lines or name not in failure.frame.f_globals:
        return None
    return (
        f"Line {lines[0]} sets `{name}` inside `{failure.place.function}`, so it is the "
        "function's own everywhere in it; the one outside is another."
    )


def _stored_lines(failure, name):
    around = failure.part.statement
    while around is not None and not isinstance(around, ast.FunctionDef):
        around = failure.part.parents.get(around)
    stores = (ast.Store, ast.Del)
    return sorted(
        node.lineno
        for node in (ast.walk(around) if around is not None else ())
        if isinstance(node, ast.Name) and node.id == name and type(node.ctx) in stores
    )


NAMES = (
    before_its_stub,
    set_later,
    spelt_otherwise,
    in_a_cell_that_ran,
    in_a_cell_that_did_not,
    inside_a_function,
    of_a_module,
    nearly_another,
    usual_short_name,
    local_everywhere,
)
