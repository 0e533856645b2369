"""Which exercises a notebook answers: by its import lines, its file name, or its names.

Runs on the trusted side; the notebook is only read here, never run.
"""

import ast
import hashlib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import layerlab.checking
import layerlab.checks
import layerlab.judging
import layerlab.watching
from layerlab.watching.sources import lines_of, segment

from .notebooks import Notebook, defined, tree_of

_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+layerlab\.checks[ \t]+import|import[ \t]+layerlab\.checks\.)[ \t]*(.{1,300})$",
    re.M,
)
_USE = re.compile(r"\bchecks\.(\w+)")
_CHECKING = re.compile(r"check\w*[\s\\)]*\.[\s\\]*\w+[\s\\]*\(")
MOST_CODE = 1_000_000  # characters of a notebook whose syntax is looked at


@dataclass
class Match:
    """What is to be graded in a notebook, and where its answers stand.

    places   exercise name -> number of the cell whose definition counts (the last)
    sources  exercise name -> source of that definition
    checked  exercise name -> number of the last cell that calls its check
    given    exercise name -> name of what that call was given
    """

    units: list[str] = field(default_factory=list)
    how: str = ""
    places: dict = field(default_factory=dict)
    sources: dict = field(default_factory=dict)
    checked: dict = field(default_factory=dict)
    given: dict = field(default_factory=dict)

    @property
    def exercises(self) -> list:
        """The exercises of all its units, in their order."""
        return [e for unit in self.units for e in exercises(unit)]


@lru_cache
def units() -> tuple[str, ...]:
    """Names of the units that have checks."""
    return tuple(layerlab.checks.units())


@lru_cache
def exercises(unit: str) -> tuple:
    """The exercises of a unit."""
    return tuple(layerlab.checks.exercises(unit))


@lru_cache
def fingerprint(unit: str) -> str:
    """Changes with the unit's checks and with the engine: old results then do not count."""
    digest = hashlib.sha256()
    sides = (layerlab.watching, layerlab.judging, layerlab.checking)
    folders = [Path(side.__file__).parent for side in sides]
    engine = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    for path in [*engine, *_files(unit)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _files(unit):
    start = Path(layerlab.checks.__file__)
    return [start, *sorted((start.parent / unit).rglob("*.py"))]


def match(notebook: Notebook, name: str, wanted: tuple = ()) -> Match:
    """Find the units of a notebook from the file `name`, or take the `wanted` ones."""
    found = Match(list(wanted), "asked for")
    if not wanted:
        found.units, found.how = _units(notebook, name)
    names = {e.name for e in found.exercises}
    for index, tree in _trees(notebook, names):
        _note(found, names, index, tree, notebook.cells[index].source)
    return found


def _trees(notebook, names=("",)):
    """Numbers and syntax trees of the cells in whose text one of the names stands, as long
    as they are few enough for our memory."""
    left = MOST_CODE
    for index, cell in enumerate(notebook.cells):
        if cell.runs and any(name in cell.source for name in names):
            left -= len(cell.source)
            tree = tree_of(cell.source) if left > 0 else None
            if tree:
                yield index, tree


def _units(notebook, name):
    imported = _imported("\n".join(c.source for c in notebook.cells if c.runs))
    named = [unit for unit in units() if _in_name(unit, name)]
    if imported or named:
        both = [u for u in units() if u in imported or u in named]
        return both, "its import line" if imported else "its file name"
    return _by_definitions(notebook), "the names it defines"


def _imported(text):
    words = " ".join(_IMPORT.findall(text) + _USE.findall(text))
    return set(re.findall(r"\w+", words)) & set(units())


def _in_name(unit, name):
    """Whether a file name has the unit's name, whole."""
    plain = re.sub(r"[\W_]+", "_", name.lower())
    return f"_{unit}_" in f"_{plain}_".replace("_ipynb_", "_")


def _by_definitions(notebook):
    """Units with the most names defined; two names at least, or all there are."""
    names = {name for _, tree in _trees(notebook) for name in defined(tree)}
    counts = {u: sum(e.name in names for e in exercises(u)) for u in units()}
    enough = {u: n for u, n in counts.items() if n >= min(2, len(exercises(u)))}
    return [u for u in enough if enough[u] == max(enough.values())][:1]


def _note(found, names, index, tree, source):
    lines = lines_of(source)
    for name, node in defined(tree).items():
        if name in names:
            found.places[name] = index
            found.sources[name] = _segment(lines, node)
    for node in ast.walk(tree) if _CHECKING.search(source) else ():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            owner = getattr(node.func.value, "id", "")
            if name in names and "check" in owner:
                found.checked[name] = index
                found.given[name] = _argument(node, name)


def _argument(call, name):
    """The name in `check.backward(Value)`; the exercise's own for anything else."""
    single = len(call.args) == 1 and isinstance(call.args[0], ast.Name)
    return call.args[0].id if single else name


def _segment(lines, node):
    try:
        return segment(lines, node)
    except (IndexError, ValueError, TypeError):
        return ""
