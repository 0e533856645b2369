"""Imports point down the package's bands only: the lowest band stands first."""

import ast
from pathlib import Path

BANDS = (
    ("errors", "settings", "syllabus", "theme"),
    ("data", "figures", "lazy"),
    ("training", "watching", "notebook"),
    ("judging", "progress", "props"),
    ("checking", "widgets"),
    ("checks",),
    ("grading",),
    ("frontend", "lab"),
    ("checkup", "exporting", "unit_map"),
    ("commands",),
    ("cli",),
)
_BAND = {name: level for level, band in enumerate(BANDS) for name in band}


def upward_imports(package: Path) -> list[str]:
    """Every import in the package that points up, or sideways, or out of the bands."""
    return [
        problem
        for path in sorted(package.rglob("*.py"))
        if path.parent != package or path.name != "__init__.py"
        for problem in _problems(path.relative_to(package), path.read_text("utf-8"))
    ]


def _problems(path: Path, source: str) -> list[str]:
    mine = path.parts[0].removesuffix(".py")
    if mine not in _BAND:
        return [f"{path} stands in no band: add {mine} to tools/rules/layers.py."]
    return [
        f"{path} line {line} imports layerlab.{other}, which is not below {mine}."
        for line, other in _imports(path, ast.parse(source))
        if other != mine and _BAND.get(other, len(BANDS)) >= _BAND[mine]
    ]


def _imports(path: Path, tree: ast.AST) -> list[tuple[int, str]]:
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [(node.lineno, name) for name in _targets(path, node)]
    split = [(line, name.split(".")) for line, name in names]
    return [(line, n[1]) for line, n in split if n[0] == "layerlab" and len(n) > 1]


def _targets(path: Path, node: ast.ImportFrom) -> list[str]:
    package = ["layerlab", *path.parent.parts]
    start = package[: len(package) - node.level + 1] if node.level else []
    module = ".".join([*start, *([node.module] if node.module else [])])
    return [f"{module}.{alias.name}" for alias in node.names]
