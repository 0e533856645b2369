"""What was called, as a person would write it: the part "Called" of a verdict."""

import ast
import textwrap
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
        lines += _scene(exercise, failure)
        head = exercise.observe.options.get("call") or _at_fault(failure)
        head = head or (*shown, *case.args.get("show", ()))[0]
        if head in lines:  # a line of the scene raised: up to there it came
            return "\n".join(lines[: lines.index(head) + 1])
    return "\n".join([f"{head} with" if lines else head, *lines])


def _scene(exercise, failure, *, whole: bool = False) -> list[str]:
    """The lines that set the scene, as a person would write them.

    What is the check's own is left out unless the `whole` is asked for: imports, helpers,
    hooks, and lists that it keeps of things that are not at fault.
    """
    setup = failure.case.args.get("setup", "")
    texts, at_fault = (
        (exercise.observe.options.get("setup", ""), setup),
        _at_fault(failure),
    )
    return [
        line
        for text in texts
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and (whole or number not in _own_lines(text, at_fault))
    ]


@lru_cache(maxsize=512)
def _own_lines(setup: str, at_fault: str) -> frozenset[int]:
    """Numbers of the lines that only the check needs, where such an expression is at fault."""
    nodes = [n for n in ast.parse(textwrap.dedent(setup)).body if _is_own(n, at_fault)]
    return frozenset(
        n for node in nodes for n in range(node.lineno, node.end_lineno + 1)
    )


def _is_own(node, at_fault: str) -> bool:
    """Whether a statement of a scene is the check's own: it says nothing of the attempt."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return getattr(node.value.func, "attr", "") == "register_forward_hook"
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.List):
        name = getattr(node.targets[0], "id", at_fault)
        return not node.value.elts and name not in at_fault
    return isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef))


def whole_scene(exercise, failure) -> dict:
    """All lines of a scene of which some are not shown, to be unfolded in a notebook."""
    if getattr(exercise.observe, "shown", None) is None:
        return {}
    whole, shown = (_scene(exercise, failure, whole=one) for one in (True, False))
    return {"All lines": "\n".join(whole)} if len(whole) > len(shown) else {}


def _at_fault(failure) -> str:
    """The expression that went wrong, as it stands in the scene."""
    if failure.seen.raised:
        return failure.seen.raised.doing
    return failure.difference.where
