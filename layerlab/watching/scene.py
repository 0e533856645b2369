"""The observer behind most others: a small scene is set, and expressions are looked at.

`scenario` executes the lines of `setup` and evaluates the expressions of `show` one after
the other, in one namespace that holds the attempt under its name, the case's arguments,
and instruments. What comes back is a dict {expression: value}, so a verdict can name the
expression, and with it the method, at fault. An expression that raises is named too.
"""

import ast
import contextlib
from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np

from layerlab.watching.observers import listed
from layerlab.watching.plain import to_plain
from layerlab.watching.sources import lines_of, segment


def scenario(
    attempt: Callable, args: dict, *, name: str, show=(), torch=None, **lines
) -> dict:
    """{expression: value} of each expression in `show`, after the lines were run.

    `setup` in lines comes first, then `call`, which is measured, then `after`. A case's own
    arguments `setup` and `show`, where it has them, are added to the options'. `torch`
    holds the options of torch_instruments.stage, where the scene needs torch.
    """
    case = {n: v for n, v in args.items() if n not in ("setup", "show")}
    names = {"__name__": "layerlab.watching.scene", "np": np, "spy": Spy}
    names |= {name: attempt, "attempt": attempt} | case
    with _stage(names, torch) as setting:
        with setting:
            for text in (lines.get("setup", ""), args.get("setup", "")):
                _execute(text, names)
        if lines.get("call"):
            with doing(lines["call"]):
                names["measure"](lines["call"], saved="saved_bytes" in show)
        _execute(lines.get("after", ""), names)
        return _shown((*show, *args.get("show", ())), names)


def _execute(lines: str, names) -> None:
    """Run the lines, one statement after the other, each named where it raises."""
    for text, code in _statements(lines):
        with doing(text):
            exec(code, names)


@lru_cache(maxsize=512)
def _statements(lines: str) -> list[tuple]:
    """Each statement's text and code: the cases of an exercise share most of them."""
    split = lines_of(lines)
    texts = [segment(split, one) for one in ast.parse(lines).body]
    return [(text, _compiled(text)) for text in texts]


@lru_cache(maxsize=2048)
def _compiled(statement: str):
    return compile(statement, "<the check>", "exec")


@lru_cache(maxsize=512)
def _expression(text: str):
    return compile(text.strip(), "<string>", "eval")


def _shown(expressions, names) -> dict:
    seen = {}
    for text in expressions:
        with doing(text, begun=bool(seen)):
            # plain at once: a later expression may change what an earlier one gave
            seen[text] = to_plain(listed(eval(_expression(text), names)))
    return seen


@contextlib.contextmanager
def _stage(names, torch):
    if torch is None:
        yield contextlib.nullcontext()
        return
    from layerlab.watching.instruments import stage

    with stage(names, **torch) as setting:
        yield setting


@contextlib.contextmanager
def doing(step: str, *, begun: bool = False) -> Iterator[None]:
    """Name what is being done, for the words of an exception that is raised inside."""
    try:
        yield
    except BaseException as error:
        with contextlib.suppress(Exception):
            if not hasattr(error, "layerlab_doing"):
                error.layerlab_doing = (step, begun)
        raise


class Spy:
    """A function that remembers its calls: `f = spy(lambda x: x**2)`, then `f.calls`.

    >>> f = Spy(lambda x: 2 * x)
    >>> f(3), f.calls
    (6, [(3,)])
    """

    def __init__(self, function: Callable):
        self.function, self.calls = function, []

    def __call__(self, *args, **named):
        self.calls.append(to_plain((*args, *named.values())))
        return self.function(*args, **named)
