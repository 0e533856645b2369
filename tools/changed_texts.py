"""The solutions of the units' sources as texts, and each of them changed.

From the cell of a solution to the texts that differ from it in one place, or in two.
"""

import ast
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools import cells
from tools.changes import applied, changes

_CHECK = re.compile(r"^check\.(\w+)\((\w+)\)", re.MULTILINE)
_DEFINES = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Solution:
    """The text of an exercise's solution, its own lines in it, and the names it needs.

    handed  the name of what its check is given, where that is another: `check.backward(Value)`
    """

    exercise: object
    text: str
    lines: range
    names: dict
    handed: str = ""


@dataclass(frozen=True)
class Changed:
    """A changed solution: where it is changed, how, and its text."""

    kinds: tuple[str, ...]
    text: str


def solutions(folder: Path, exercises) -> Iterator[Solution]:
    """The solutions of a unit, each with what the cells before it define."""
    known = {exercise.name: exercise for exercise in exercises}
    names = {"__name__": "__main__"}
    source = cells.read_cells(folder / "exercises.py")
    handed = dict(_CHECK.findall("\n".join(cell.source for cell in source)))
    for cell in source:
        if cell.cell_type != "code" or cells.is_setup(cell):
            continue
        tree = ast.parse(cells.solved(cell.source))
        kept = [node for node in tree.body if _defines(node)]
        defined = [node.name for node in kept if hasattr(node, "name")]
        text = "\n".join(ast.unparse(node) for node in kept)
        for name in defined if cells.solution_regions(cell.source) else ():
            if name in known:
                numbered = _numbered(cell.source, text)
                yield Solution(
                    known[name], *numbered, dict(names), handed.get(name, "")
                )
        exec(compile(text, "<solution>", "exec"), names)


def _defines(node) -> bool:
    """Whether a statement defines something, or puts it in its place: `Value.f = f`."""
    placed = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute)
    return placed or isinstance(node, _DEFINES)


def _numbered(source: str, text: str):
    """The normal text of a cell, and which of its lines were to be written."""
    given = ast.unparse(ast.parse(cells.blank(source))).splitlines()
    lines = text.splitlines()
    match = difflib.SequenceMatcher(None, given, lines, autojunk=False)
    new = [span[3:] for span in match.get_opcodes() if span[0] != "equal"]
    own = {i + 1 for start, end in new for i in range(start, end)}
    return text, range(min(own), max(own) + 1)


def changed_once(solution: Solution) -> list[Changed]:
    """Every change of one place that makes another text."""
    tree = ast.parse(solution.text)
    found = changes(tree, solution.lines)
    made = [Changed((c.kind,), _text(tree, c)) for c in found]
    return _different(made, {solution.text})


def changed_twice(solution: Solution, number: int, rng) -> list[Changed]:
    """So many drawn pairs of changes, none of which does the work of one."""
    tree = ast.parse(solution.text)
    found = changes(tree, solution.lines)
    single = {solution.text, *(_text(tree, c) for c in found)}
    pairs = [rng.sample(found, 2) for _ in range(3 * number if len(found) > 1 else 0)]
    made = [Changed((a.kind, b.kind), _text(tree, a, b)) for a, b in pairs]
    return _different(made, single)[:number]


def _text(tree, *chosen) -> str:
    try:
        text = ast.unparse(applied(tree, *chosen))
        compile(text, "<changed>", "exec")
    except (SyntaxError, ValueError, IndexError, AttributeError, TypeError):
        return ""  # the two do not go together
    return text


def _different(made, known: set) -> list[Changed]:
    return list({c.text: c for c in made if c.text and c.text not in known}.values())


def differing(old: str, new: str) -> str:
    """The lines that differ, as a patch shows them."""
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
    return "\n".join(
        line for line in lines if not line.startswith(("---", "+++", "@@"))
    )
