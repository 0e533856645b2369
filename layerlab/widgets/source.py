"""The JavaScript of a widget as one module, and as a script for a page without a kernel.

anywidget cannot resolve relative imports, so the import and export lines of the shared
module and of the widget's modules are stripped and the rest is joined. The files run
unchanged under node, where the imports work.
"""

import re
import sys
from functools import lru_cache
from pathlib import Path

SHARED = Path(__file__).parent / "shared"
_IMPORT = re.compile(r"^import\b[^;]*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=\w)", re.MULTILINE)


def module_source(cls) -> str:
    """Return the joined ES module of a widget class; it exports `{ render }`."""
    return f"{body(cls)}\nexport default {{ render }};\n"


def style_source() -> str:
    """Return the style sheet that all widgets share."""
    return (SHARED / "shared.css").read_text("utf-8")


def body(cls) -> str:
    """Return the joined code of the shared module and the files in `cls.scripts`."""
    home = Path(sys.modules[cls.__module__].__file__).parent
    shared = (SHARED / f"{name}.js" for name in ("picture", "kernel", "frame"))
    return _join((*shared, *(home / name for name in cls.scripts)))


@lru_cache
def _join(files: tuple[Path, ...]) -> str:
    return "\n".join(strip(file.read_text("utf-8")) for file in files)


def strip(code: str) -> str:
    """Return `code` without its import lines and `export` words.

    >>> strip('import { a } from "./a.js";\\nexport const b = a;')
    'const b = a;'
    """
    return _EXPORT.sub("", _IMPORT.sub("", code))
