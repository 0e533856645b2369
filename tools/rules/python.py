"""The size of files and functions, and what every public name says of itself."""

import ast
from pathlib import Path

FILE_LINES, FUNCTION_LINES, NESTING = 250, 25, 3
CHECKS_LINES, CHECKS_WIDTH = 300, 100  # tables of mistakes, which no formatter lays out
_BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def file_problems(name: str, source: str) -> list[str]:
    """Everything that is wrong with one Python file."""
    tree = ast.parse(source)
    checks = "checks/" in name.replace("\\", "/")
    found = _long_file(source, CHECKS_LINES if checks else FILE_LINES)
    found += [*(_wide_lines(source) if checks else ()), *_star_imports(tree)]
    for node in ast.walk(tree):
        if isinstance(node, _FUNCTIONS):
            found += _function_problems(node)
    found += _undocumented(tree)
    if name.startswith("layerlab") and "checks" not in Path(name).parts:
        found += _untyped(tree)
    return [f"{name}: {problem}" for problem in found]


def _long_file(source: str, most: int) -> list[str]:
    lines = len(source.splitlines())
    return [f"{lines} lines, {most} allowed."] if lines > most else []


def _wide_lines(source: str) -> list[str]:
    return [
        f"line {number} is {len(line)} wide, {CHECKS_WIDTH} allowed."
        for number, line in enumerate(source.splitlines(), 1)
        if len(line) > CHECKS_WIDTH
    ]


def _star_imports(tree: ast.AST) -> list[str]:
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return [
        f"star import in line {node.lineno}."
        for node in imports
        if node.names[0].name == "*"
    ]


def _function_problems(node: ast.FunctionDef) -> list[str]:
    found = []
    lines = node.end_lineno - node.lineno + 1
    if lines > FUNCTION_LINES:
        found.append(f"{node.name} has {lines} lines, {FUNCTION_LINES} allowed.")
    if (depth := _depth(node.body)) > NESTING:
        found.append(f"{node.name} is nested {depth} deep, {NESTING} allowed.")
    return found


def _depth(statements: list[ast.stmt]) -> int:
    return max((_depth_of(statement) for statement in statements), default=0)


def _depth_of(statement: ast.stmt) -> int:
    if isinstance(statement, (*_FUNCTIONS, ast.ClassDef)):
        return 0  # counted on its own
    is_elif = isinstance(statement, ast.If) and [
        type(other) for other in statement.orelse
    ] == [ast.If]
    inner = [*getattr(statement, "body", []), *getattr(statement, "finalbody", [])]
    for handler in [
        *getattr(statement, "handlers", []),
        *getattr(statement, "cases", []),
    ]:
        inner += handler.body
    orelse = getattr(statement, "orelse", [])
    below = 0 if is_elif else _depth(orelse)
    deepest = isinstance(statement, _BLOCKS) + max(_depth(inner), below)
    return max(deepest, _depth(orelse) if is_elif else 0)


def _undocumented(tree: ast.Module) -> list[str]:
    if not ast.get_docstring(tree) and tree.body:
        return ["the module has no docstring."]
    return [
        f"{name} has no docstring."
        for name, node in _public(tree)
        if not ast.get_docstring(node)
    ]


def _untyped(tree: ast.Module) -> list[str]:
    """Public functions that do not say what they return; a program has no callers."""
    if any(isinstance(node, ast.If) and _asks_for_main(node) for node in tree.body):
        return []
    return [
        f"{name} does not say what it returns."
        for name, node in _public(tree)
        if isinstance(node, _FUNCTIONS) and node.returns is None
    ]


def _asks_for_main(node: ast.If) -> bool:
    return ast.unparse(node.test) == "__name__ == '__main__'"


def _public(tree: ast.Module | ast.ClassDef, prefix: str = ""):
    for node in tree.body:
        if not isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            continue
        if node.name.startswith("_") or _is_continued(node):
            continue
        yield prefix + node.name, node
        if isinstance(node, ast.ClassDef):
            yield from _public(node, f"{node.name}.")


def _is_continued(node: ast.AST) -> bool:
    """Whether this adds to a name that is documented elsewhere: setter, overload."""
    words = [ast.unparse(decorator) for decorator in node.decorator_list]
    return any(word.endswith((".setter", "overload")) for word in words)
