"""The observer behind most others: a small scene is set, and expressions are looked at.

`scenario` executes the lines of `setup` and evaluates the expressions of `show` one after
the other, in one namespace that holds the attempt under its name, the case's arguments,
and instruments. What comes back is a dict {expression: value}, so a verdict can name the
expression, and with it the method, at fault. An expression that raises is named too.
"""

import contextlib
from collections.abc import Callable

import numpy as np

from .observers import listed
from .plain import to_plain


def scenario(attempt: Callable, args: dict, *, name, setup="", show=(), torch=None):
    """{expression: value} of each expression in `show`, after `setup`.

    A case's own arguments `setup` and `show`, where it has them, come after the options'.
    `torch` holds the options of torch_instruments.stage, where the scene needs torch.
    """
    case = {n: v for n, v in args.items() if n not in ("setup", "show")}
    names = {"__name__": "layerlab.checking.scene", "np": np, "spy": Spy}
    names |= {name: attempt, "attempt": attempt} | case
    shown = (*show, *args.get("show", ()))
    with _stage(names, torch):
        for lines in (setup, args.get("setup", "")):
            with doing(_last_line(lines), begun=False):
                exec(compile(lines, "<the check>", "exec"), names)
        return _shown(shown, names)


def _shown(expressions, names) -> dict:
    seen = {}
    for text in expressions:
        with doing(text, begun=bool(seen)):
            # plain at once: a later expression may change what an earlier one gave
            seen[text] = to_plain(listed(eval(text, names)))
    return seen


def _last_line(lines: str) -> str:
    return lines.strip().splitlines()[-1] if lines.strip() else ""


@contextlib.contextmanager
def _stage(names, torch):
    if torch is None:
        yield
        return
    from .torch_instruments import stage

    with stage(names, **torch):
        yield


@contextlib.contextmanager
def doing(step: str, *, begun: bool = False):
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
