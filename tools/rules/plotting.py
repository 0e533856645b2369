"""How much of a lesson's visible code draws, and how wide its lines are.

A line draws if it belongs to a statement that
- imports Matplotlib,
- calls something of `plt`, of a figure or of its axes, or of a name made from these,
- calls `ll.show`, or a plot of `ll.figures` that takes axes,
- or calls a function of the same lesson in which such a statement stands.
A loop or a function of which every statement draws belongs to it as a whole; of others,
the drawing statements alone. Blank lines count nowhere. The call of a figure by its name,
`ll.figures.folds(x, heights)`, is no drawing: it says what to look at.
"""

import ast
import re

from nbformat import NotebookNode

from tools.rules.text import code_cells, shown

SHARE = 0.08  # of a lesson's lines of code
WIDTH = 100  # characters of a line of code that a learner sees
PLOTS = ("boundary", "curves", "image_grid", "png", "regions", "scatter", "show")
ROOTS = ("ax", "axes", "fig", "figure", "plt")


def plotting_share(notebook: NotebookNode) -> list[str]:
    """At most 8% of a lesson's lines of code draw."""
    drawn, lines = count(notebook)
    if drawn <= SHARE * lines:
        return []
    return [f"{drawn} of {lines} lines of code draw: at most {SHARE:.0%} may."]


def narrow_lines(notebook: NotebookNode) -> list[str]:
    """No line of code is wider than 100 characters."""
    return [
        f"A line of {len(line)} characters in {shown(cell)}: {WIDTH} are allowed."
        for cell in code_cells(notebook)
        for line in cell.source.splitlines()
        if len(line) > WIDTH
    ]


def words_with_the_figure(notebook: NotebookNode) -> list[str]:
    """The alternative text of a figure stands where the figure is made, in no cell."""
    return [
        f"An alternative text in {shown(cell)}: it belongs to a figure with a name."
        for cell in code_cells(notebook)
        if re.search(r"\balt\s*=", cell.source)
    ]


def longest_line(notebook: NotebookNode) -> int:
    """The width of the widest line of code that a learner sees."""
    lines = [line for cell in code_cells(notebook) for line in cell.source.splitlines()]
    return max(map(len, lines), default=0)


def count(notebook: NotebookNode) -> tuple[int, int]:
    """How many lines of code draw, and how many there are."""
    names, drawn, lines = set(ROOTS), 0, 0
    for cell in code_cells(notebook):
        source = re.sub(r"^([ \t]*)[%!].*$", r"\1pass", cell.source, flags=re.M)
        tree, rows = ast.parse(source), source.splitlines()
        _learn(tree, names)
        taken = {row for node in tree.body for row in _rows(node, names)}
        drawn += sum(bool(rows[row - 1].strip()) for row in taken)
        lines += sum(bool(row.strip()) for row in rows)
    return drawn, lines


def _learn(tree: ast.AST, names: set[str]) -> None:
    """Add the names that hold something to draw with, or a function that draws."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and _is_axes(node.value):
            targets = [n for t in node.targets for n in ast.walk(t)]
            names |= {n.id for n in targets if isinstance(n, ast.Name)}
        if isinstance(node, ast.FunctionDef) and any(
            _rows(inner, names) for inner in node.body
        ):
            names.add(node.name)


def _is_axes(value: ast.expr) -> bool:
    """Whether a value comes from `plt`, as plt.subplots()[1] does."""
    found = [n for n in ast.walk(value) if isinstance(n, ast.Name)]
    return any(name.id in ("plt", "Figure") for name in found)


def _rows(node: ast.stmt, names: set[str]) -> set[int]:
    """The numbers of the lines of a statement that draw."""
    body = [*getattr(node, "body", []), *getattr(node, "orelse", [])]
    if body and isinstance(body[0], ast.stmt):
        inside = [_rows(statement, names) for statement in body]
        if not all(inside):
            return set().union(*inside)
        return set(range(node.lineno, node.end_lineno + 1))
    return (
        set(range(node.lineno, node.end_lineno + 1)) if _draws(node, names) else set()
    )


def _draws(node: ast.stmt, names: set[str]) -> bool:
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return "matplotlib" in ast.unparse(node)
    calls = [n.func for n in ast.walk(node) if isinstance(n, ast.Call)]
    return any(_root(call) in names or _is_plot(call) for call in calls)


def _root(call: ast.expr) -> str:
    """The name at the beginning of a call: ax of ax.flat[0].plot."""
    while isinstance(call, (ast.Attribute, ast.Subscript, ast.Call)):
        call = call.func if isinstance(call, ast.Call) else call.value
    return call.id if isinstance(call, ast.Name) else ""


def _is_plot(call: ast.expr) -> bool:
    words = ast.unparse(call).split(".")
    return (
        words == ["ll", "show"] or words[:2] == ["ll", "figures"] and words[-1] in PLOTS
    )
