"""The JavaScript of a widget as one module, and as a script for a page without a kernel.

anywidget cannot resolve relative imports, so every file that `widget.js` reaches by its
imports is joined to one, those first that others need, without import and export lines.
The files run unchanged under node, where the imports work.
"""

import re
import sys
from functools import lru_cache
from pathlib import Path

SHARED = Path(__file__).parent / "shared"
# biome writes every import so: from a string in double quotes, closed by a semicolon
_FROM = re.compile(r'^(?:import|export)\b[^;()]*\bfrom "(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=\w)", re.MULTILINE)


def module_source(cls) -> str:
    """Return the joined ES module of a widget class; it exports `{ render }`."""
    return f"{body(cls)}\nexport default {{ render }};\n"


def style_source() -> str:
    """Return the style sheet that all widgets share."""
    return (SHARED / "shared.css").read_text("utf-8")


def body(cls) -> str:
    """Return the joined code of the `widget.js` beside a class and of what it imports."""
    return joined(Path(sys.modules[cls.__module__].__file__).parent / "widget.js")


@lru_cache
def joined(entry: Path) -> str:
    """Return the code of a file and of all that it reaches, as one piece."""
    return "\n".join(strip(file.read_text("utf-8")) for file in reached(entry))


def reached(entry: Path) -> list[Path]:
    """Return `entry` and every file that it imports, each after those that it needs."""
    found: dict[Path, None] = {}  # in order

    def visit(file, above):
        for name in _FROM.findall(file.read_text("utf-8")):
            needed = (file.parent / name).resolve()
            if needed not in found and needed not in above:
                visit(needed, {*above, needed})
        found[file] = None

    visit(entry.resolve(), {entry.resolve()})
    return list(found)


def strip(code: str) -> str:
    """Return `code` without its import lines and `export` words.

    >>> strip('import { a } from "./a.js";\\nexport const b = a;')
    'const b = a;'
    """
    return _EXPORT.sub("", _FROM.sub("", code))
