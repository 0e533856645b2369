"""The cells that were run, and those that stand in the notebook's file: what do they bind?"""

import ast
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

MOST_CELLS = 300
MOST_BYTES = 5_000_000  # of a notebook's file
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_DEFINED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Binding:
    """Where a cell gives a name its value at the top level.

    value  the expression on the right, where it is an assignment of this name alone
    sure   whether the line runs whenever its cell does
    """

    name: str
    line: int
    value: ast.AST | None = None
    sure: bool = True


def executed(shell) -> list[str]:
    """The sources of the cells that were run, the newest first."""
    history = getattr(shell, "history_manager", None)
    cells = list(getattr(history, "input_hist_parsed", ()))
    return [str(cell) for cell in reversed(cells[-MOST_CELLS:])]


def in_file(shell) -> list[str]:
    """The sources of the code cells in the notebook's file, as it was saved last."""
    path = _file(shell)
    try:
        if path is None or path.stat().st_size > MOST_BYTES:
            return []
        cells = json.loads(path.read_text("utf-8"))["cells"]
        code = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
        return ["".join(source) for source in code]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _file(shell) -> Path | None:
    """The notebook's own file: Jupyter Server and VS Code each tell the kernel."""
    told = getattr(shell, "user_ns", {}).get("__vsc_ipynb_file__")
    if isinstance(told, str):
        return Path(told)
    name = os.environ.get("JPY_SESSION_NAME", "")
    return Path(name).name and Path(Path(name).name) if name else None


@lru_cache(maxsize=MOST_CELLS)
def bindings(source: str) -> tuple[Binding, ...]:
    """What a cell binds at its top level, in the order of the lines."""
    try:
        tree = ast.parse(_python(source))
    except (SyntaxError, ValueError, RecursionError):
        return ()
    return tuple(_bound(tree.body, sure=True))


def _python(source):
    """Lines that only IPython understands left out."""
    lines = source.split("\n")
    return "\n".join("pass" if line[:1] in ("%", "!") else line for line in lines)


def _bound(statements, sure) -> Iterator[Binding]:
    for statement in statements:
        yield from _of_statement(statement, sure)
        certain = sure and isinstance(statement, (ast.With, ast.AsyncWith))
        for block in ("body", "orelse", "finalbody"):
            if not isinstance(statement, _SCOPES):
                yield from _bound(getattr(statement, block, ()), certain)
        for handler in getattr(statement, "handlers", ()):
            yield from _bound(handler.body, False)


def _of_statement(node, sure):
    line = node.lineno
    if isinstance(node, _DEFINED):
        yield Binding(node.name, line, None, sure)
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        for alias in node.names:
            name = alias.asname or alias.name.split(".")[0]
            yield Binding(name, line, None, sure)
    elif isinstance(node, ast.Assign):
        alone = len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
        for name in _names(node.targets):
            yield Binding(name, line, node.value if alone else None, sure)
    else:
        targets = [getattr(node, "target", None)]
        targets += [item.optional_vars for item in getattr(node, "items", ())]
        for name in _names(targets):
            yield Binding(name, line, None, sure)


def _names(targets):
    for target in targets:
        for node in ast.walk(target) if target is not None else ():
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id


def binding_of(name: str, source: str, before: int = 10**9) -> Binding | None:
    """The last line of a cell that binds a name, before a line; None if none does."""
    if name not in source:
        return None
    found = [b for b in bindings(source) if b.name == name and b.line < before]
    return found[-1] if found else None
