"""Reading notebooks as learners hand them in: old, damaged, edited; never an exception.

`read` gives a Notebook from any bytes: with cells where there are any, with `trouble` in
one plain sentence where there are none, with `notes` on what was odd.
"""

import ast
import json
import re
from dataclasses import dataclass, field
from functools import lru_cache

MOST_FILE = 200 * 2**20  # saved outputs can be large; they are not looked at
MOST_BYTES = 32 * 2**20  # without them: JSON of lists takes twenty times its memory
_OTHERS = {
    b"PK": "a zip under a notebook's name. Name it .zip, or unpack it",
    b"\x1f\x8b": "a packed file under a notebook's name. Unpack it",
    b"<": "a web page. Download the notebook itself, as .ipynb",
    b"%PDF": "a PDF. Hand in the notebook itself",
    b"version https://git-lfs": "a pointer of Git LFS. Fetch the file: git lfs pull",
    b"# %%": "a Python program. Hand in the notebook itself",
}
_PART = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.S)
_OUTPUTS = re.compile(r"\s*:\s*(?=\[)")
MOST_CELLS = 20_000
MOST_SOURCE = 200_000  # characters of one cell
MOST_PARSED = 100_000  # characters of a cell whose syntax is looked at here
_MAGIC = re.compile(r"^([ \t]*)(?:[%!?].*|\w+ *= *[%!].*|[\w.%]+\?{1,2} *)$", re.M)


@dataclass(frozen=True)
class Cell:
    """One cell: "code", "markdown" or "raw", and its text."""

    kind: str
    source: str

    @property
    def runs(self) -> bool:
        """Whether there is anything to run."""
        lines = self.source.splitlines()
        return self.kind == "code" and any(
            line.strip() and not line.lstrip().startswith("#") for line in lines
        )


@dataclass
class Notebook:
    """What could be read of a file."""

    cells: list[Cell] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    trouble: str = ""


def read(data: bytes) -> Notebook:
    """The notebook in these bytes.

    >>> read(b"not a notebook").trouble
    'This file is no notebook: it holds no JSON.'
    """
    found = Notebook()
    if not data.strip():
        found.trouble = "This file is empty."
    elif len(data) > MOST_FILE:
        found.trouble = _too_large(len(data))
    elif kind := next((k for k in _OTHERS if data.lstrip().startswith(k)), None):
        found.trouble = f"This file is no notebook: it is {_OTHERS[kind]}."
    else:
        _parse_short(_text(data, found), found)
    if not found.trouble and not any(cell.runs for cell in found.cells):
        found.trouble = "This notebook has no code."
    return found


def _text(data, found):
    encoding = json.detect_encoding(data[:8])  # of marks and of where zeros stand
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if encoding == "utf-8":
            encoding = "latin-1"
            found.notes.append("The file is not UTF-8; it was read as Latin-1.")
        return data.decode(encoding, "replace")


def _too_large(size):
    return f"This file is too large ({size / 2**20:.0f} MB)."


def _parse_short(text, found):
    """Parse it; where it is long, without the saved outputs."""
    if len(text) > MOST_BYTES:
        text = without_outputs(text)
    if len(text) > MOST_BYTES:
        found.trouble = _too_large(len(text))
    else:
        _parse(text, found)


def without_outputs(text: str) -> str:
    """The JSON of a notebook with empty lists for saved outputs, without parsing it.

    >>> without_outputs('{"cells": [{"outputs": [{"a": ["]"]}], "source": "x"}]}')
    '{"cells": [{"outputs": [], "source": "x"}]}'
    """
    kept, start, depth, inside = [], 0, 0, False
    for part in _PART.finditer(text):
        if inside:
            depth += (part.group() in "[{") - (part.group() in "]}")
            if depth == 0:
                inside, start = False, part.end()
        elif part.group() == '"outputs"' and (gap := _OUTPUTS.match(text, part.end())):
            kept.append(f"{text[start : gap.end()]}[]")
            inside = True
    return "".join(kept) + ("" if inside else text[start:])


def _parse(text, found):
    try:
        tree = json.loads(text)
    except RecursionError:
        found.trouble = "This file is nested too deeply to be a notebook."
        return
    except ValueError:
        found.trouble = "This file is no notebook: it holds no JSON."
        if text.lstrip().startswith("{"):
            found.trouble = (
                "This notebook is damaged: its JSON breaks off or is broken."
            )
        if "<<<<<<<" in text and ">>>>>>>" in text:
            found.trouble = "This notebook holds an unresolved merge conflict."
        return
    cells = _cells(tree)
    if cells is None:
        found.trouble = "This file is no notebook: it has no list of cells."
        return
    if len(cells) > MOST_CELLS:
        found.notes.append(f"Only the first {MOST_CELLS:,} cells were read.")
    found.cells = [_cell(cell, found) for cell in cells[:MOST_CELLS]]


def _cells(tree):
    """The list of cells of format 4, or of formats 2 and 3."""
    if not isinstance(tree, dict):
        return None
    if isinstance(tree.get("cells"), list):
        return tree["cells"]
    sheets = tree.get("worksheets")
    if not isinstance(sheets, list):
        return None
    lists = [s.get("cells") for s in sheets if isinstance(s, dict)]
    return [cell for part in lists if isinstance(part, list) for cell in part]


def _cell(cell, found):
    if not isinstance(cell, dict):
        return _odd(found, "A cell that is no cell was left out.")
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        return _odd(found, "A cell without readable text was left out.")
    if len(source) > MOST_SOURCE:
        return _odd(found, f"A cell of {len(source):,} characters was left out.")
    kind = cell.get("cell_type")
    kind = kind if kind in ("code", "raw") else "markdown"
    clean = source.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    return Cell(kind, clean)


def _odd(found, note):
    if note not in found.notes:
        found.notes.append(note)
    return Cell("raw", "")


def tree_of(source: str) -> ast.Module | None:
    """The syntax tree of a cell without its magics; None where it has none.

    IPython's own translation of magics takes time by the square of a cell's lines, and
    this runs where nobody limits it; here only places and names are wanted.

    >>> ast.unparse(tree_of("%%time\\nx = !ls\\ny = 1"))
    'pass\\npass\\ny = 1'
    """
    return _often(source) if len(source) < 3000 else _tree(source)


@lru_cache(maxsize=256)  # a class hands in the same cells again and again
def _often(source):
    return _tree(source)


def _tree(source):
    if len(source) > MOST_PARSED:
        return None
    for text in (source, _MAGIC.sub(r"\1pass", source)):
        try:
            return ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return None


def defined(tree: ast.Module | None) -> dict[str, ast.AST]:
    """Names that a cell binds at its top level, by def, class or assignment."""
    found: dict[str, ast.AST] = {}
    for node in tree.body if tree else ():
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found[node.name] = node
        for target in getattr(node, "targets", []):
            if isinstance(target, ast.Name):
                found[target.id] = node
    return found
