"""What was called, as a person would write it: the part "Called" of a verdict."""

import ast
from functools import lru_cache

from layerlab.checking import pictures


def called(exercise, failure) -> str:
    """The call with its arguments, shapes first; in a scene, the expression at fault."""
    case = failure.case
    scene = [n for n in ("setup", "show") if n in case.args]
    args = {n: v for n, v in case.args.items() if n not in scene}
    lines = [f"{n} = {pictures.short(v)}" for n, v in args.items()]
    shown = getattr(exercise.observe, "shown", None)
    if shown is None:
        head = f"{exercise.name}({', '.join(args)})"
    else:
        lines += _scene(exercise, case)
        head = exercise.observe.options.get("call") or _expression(failure)
        head = head or (*shown, *case.args.get("show", ()))[0]
    return "\n".join([f"{head} with" if lines else head, *lines])


def _scene(exercise, case, *, whole: bool = False) -> list[str]:
    """The lines that set the scene, as a person would write them.

    Imports and helpers of the check's own are left out unless the `whole` is asked for.
    """
    texts = (exercise.observe.options.get("setup", ""), case.args.get("setup", ""))
    return [
        line
        for text in texts
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and (whole or number not in _own_lines(text))
    ]


@lru_cache(maxsize=512)
def _own_lines(setup: str) -> frozenset[int]:
    """Numbers of the lines that only the check needs: imports, and what it defines."""
    own = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    nodes = [node for node in ast.parse(setup).body if isinstance(node, own)]
    return frozenset(
        n for node in nodes for n in range(node.lineno, node.end_lineno + 1)
    )


def whole_scene(exercise, failure) -> dict:
    """All lines of a scene of which some are not shown, to be unfolded in a notebook."""
    if getattr(exercise.observe, "shown", None) is None:
        return {}
    whole = _scene(exercise, failure.case, whole=True)
    shown = _scene(exercise, failure.case)
    return {"All lines": "\n".join(whole)} if len(whole) > len(shown) else {}


def _expression(failure) -> str:
    if failure.seen.raised:
        return failure.seen.raised.doing
    return failure.difference.where
