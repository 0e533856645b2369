"""Who imports whom: no circle among our modules, and no private name that crosses them.

Imports inside functions count: a circle that they hold open is a circle. A package's own
`__init__` counts where a name of it is imported, not where one of its modules is.
"""

import ast
from pathlib import Path

Graph = dict[str, set[str]]


def imports(name: str, tree: ast.AST, *, is_package: bool = False):
    """Yield (line, module, imported name or None) for each import of a module `name`.

    Relative imports are given in full; `import a.b` gives (line, "a.b", None).
    """
    package = name if is_package else name.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = _absolute(package, node)
            yield from ((node.lineno, source, alias.name) for alias in node.names)


def _absolute(package: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    start = parts[: len(parts) - node.level + 1]
    return ".".join([*start, *([node.module] if node.module else [])])


def modules(folder: Path) -> dict[str, Path]:
    """The modules of a package folder by their full names: `layerlab.data.cache`."""
    found = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def graph(folder: Path) -> Graph:
    """Which modules of a package each of its modules imports."""
    known = modules(folder)
    return {name: _targets(name, path, known) for name, path in known.items()}


def _targets(name, path, known):
    tree, is_package = ast.parse(path.read_text("utf-8")), path.name == "__init__.py"
    targets = set()
    for _, module, attribute in imports(name, tree, is_package=is_package):
        inner = f"{module}.{attribute}"
        target = inner if inner in known else module
        targets |= {target} & (known.keys() - {name})
    return targets


def import_circles(folder: Path) -> list[str]:
    """Every group of modules that import each other, directly or by others."""
    return [
        f"An import circle: {', '.join(sorted(group))}. Move what both sides need below them."
        for group in _groups(graph(folder))
    ]


def _groups(edges: Graph) -> list[set[str]]:
    """Sets of modules that reach each other."""
    reach = {name: _reached(name, edges) for name in edges}
    groups: list[set[str]] = []
    for name in edges:
        group = {other for other in reach[name] if name in reach[other]}
        if group and group not in groups:
            groups.append(group)
    return groups


def _reached(start: str, edges: Graph) -> set[str]:
    found, waiting = set(), [start]
    while waiting:
        new = edges[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def crossing_private_names(folder: Path, ours: tuple[str, ...]) -> list[str]:
    """Every private name of one of `ours` that a module of the folder takes from another."""
    return [
        f"{path.relative_to(folder.parent)} line {line} takes {module}.{name}: make it public."
        for own, path in modules(folder).items()
        for line, module, name in _taken(own, path, ours)
    ]


def _taken(own, path, ours):
    """Private names imported, and those reached by an attribute of an imported module."""
    tree = ast.parse(path.read_text("utf-8"))
    is_package, held = path.name == "__init__.py", {}
    for line, module, name in imports(own, tree, is_package=is_package):
        if name and module.partition(".")[0] in ours:
            held[name] = f"{module}.{name}"
            if _is_private(name):
                yield line, module, name
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _is_private(node.attr):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if owner in held and owner.islower():
                yield node.lineno, held[owner], node.attr


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")
