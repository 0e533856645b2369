"""Imports point down the package's bands only: the lowest band stands first."""

import ast
from pathlib import Path

from tools.rules.imports import imports, modules

BANDS = (
    ("errors", "settings", "syllabus", "theme"),
    ("lazy", "tracebacks"),
    ("data", "figures", "predictions"),
    ("training", "watching", "notebook"),
    ("judging", "progress", "props", "working_copy"),
    ("checking", "keeping", "widgets"),
    ("checks",),
    ("challenges", "finales"),
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
        for name, path in modules(package).items()
        if name != package.name
        for problem in _problems(package, name, path)
    ]


def _problems(package: Path, name: str, path: Path) -> list[str]:
    place, mine = path.relative_to(package), name.split(".")[1]
    if mine not in _BAND:
        return [f"{place} stands in no band: add {mine} to tools/rules/layers.py."]
    return [
        f"{place} line {line} imports layerlab.{other}, which is not below {mine}."
        for line, other in _bands(name, path)
        if other != mine and _BAND.get(other, len(BANDS)) >= _BAND[mine]
    ]


def _bands(name: str, path: Path) -> list[tuple[int, str]]:
    """The line and the folder or module right below the package of each import of ours."""
    tree, is_package = ast.parse(path.read_text("utf-8")), path.name == "__init__.py"
    found = []
    for line, module, attribute in imports(name, tree, is_package=is_package):
        parts = [*module.split("."), *([attribute] if attribute else [])]
        if parts[0] == name.split(".")[0] and len(parts) > 1:
            found.append((line, parts[1]))
    return found
