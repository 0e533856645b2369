"""How an attempt is looked at: each observer runs it and returns plain data.

An observer is a function `(attempt, args, **options)`; `args` are fresh objects under the
names of the case. Authors choose one by the constructors in `looks`, or bring their own: a
function `(attempt, **args)` that stands on its own (imports inside), travels as text to the
learner's side, and returns plain data, most readably a dict whose keys are the expressions
that a learner would type.
"""

import importlib
import inspect
import textwrap
import types
from collections.abc import Callable
from functools import lru_cache

MOST = 10_000  # values taken from an iterator
_VIEWS = (type({}.keys()), type({}.values()), type({}.items()))
_ITERATORS = (types.GeneratorType, map, filter, zip, range, *_VIEWS)


def call(attempt: Callable, args: dict) -> object:
    """The attempt called with the arguments in order; generators are listed."""
    return listed(attempt(*args.values()))


def listed(result) -> object:
    """A generator or the like as a list; anything else as it is."""
    if isinstance(result, _ITERATORS):
        return [value for value, _ in zip(result, range(MOST), strict=False)]
    return result


def script(attempt: Callable, args: dict, *, source: str, name: str) -> object:
    """Run the self-contained observer function `name` given as text."""
    return compiled(source, name)(attempt, **args)


@lru_cache(maxsize=256)
def compiled(source: str, name: str) -> Callable:
    """The function `name` of a source text that stands on its own (remembered)."""
    names = {"__name__": f"layerlab.watching.observers.{name}"}
    exec(compile(source, f"<observer {name}>", "exec"), names)
    return names[name]


def as_script(function: Callable) -> dict:
    """The options that send `function` to the learner's side as text.

    Raises ValueError where the function leans on names outside itself.
    """
    return {"source": _source(function), "name": function.__name__}


@lru_cache(maxsize=256)
def _source(function: Callable) -> str:
    outside = inspect.getclosurevars(function)
    lost = {*outside.nonlocals, *outside.globals} - _own(function.__code__)
    if lost:
        raise ValueError(
            f"The observer {function.__name__} must stand on its own, but it uses "
            f"{', '.join(sorted(lost))} from outside. Import or define them inside it."
        )
    return textwrap.dedent(inspect.getsource(function))


def _own(code) -> set[str]:
    """Names that a function gives values itself, by an import inside it for one."""
    return {*code.co_varnames, *code.co_cellvars}


def prepare(options: dict) -> None:
    """Import what an observer needs, before the time limit begins."""
    if options.get("torch") is not None:
        from layerlab.watching.instruments import warm_up

        warm_up()


def find(name: str) -> Callable:
    """The observer of that name: here, or `module:function` inside layerlab.watching."""
    if ":" not in name:
        return {"call": call, "script": script}[name]
    module, function = name.split(":")
    return getattr(importlib.import_module(f"layerlab.watching.{module}"), function)
