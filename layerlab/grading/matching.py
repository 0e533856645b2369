"""Which exercises a notebook answers: by its import lines, its file name, or its names.

Runs on the trusted side; the notebook is only read here, never run.
"""

import ast
import hashlib
import itertools
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import layerlab.checking
import layerlab.checks
import layerlab.judging
import layerlab.watching
from layerlab.errors import UnknownName
from layerlab.syllabus import syllabus
from layerlab.watching.sources import lines_of, segment

from .notebooks import Notebook, defined, tree_of

CHECKS = "layerlab.checks"
MOST_CODE = 1_000_000  # characters of a notebook whose syntax is looked at


@dataclass
class Match:
    """What is to be graded in a notebook, and where its answers stand.

    places   exercise name -> number of the cell whose definition counts (the last)
    sources  exercise name -> source of that definition
    checked  exercise name -> number of the last cell that calls its check
    given    exercise name -> source of what that call was given
    aside    units that it answers too, and that nobody asked for
    """

    units: list[str] = field(default_factory=list)
    how: str = ""
    places: dict = field(default_factory=dict)
    sources: dict = field(default_factory=dict)
    checked: dict = field(default_factory=dict)
    given: dict = field(default_factory=dict)
    aside: list[str] = field(default_factory=list)

    @property
    def exercises(self) -> list:
        """The exercises of all its units, in their order."""
        return [e for unit in self.units for e in exercises(unit)]

    def source_of(self, name: str) -> str:
        """The source of an exercise's attempt: what its check was given, if it was."""
        return self.given.get(name) or self.sources.get(name, "")


@lru_cache
def units() -> tuple[str, ...]:
    """Names of the units that have checks."""
    return tuple(layerlab.checks.units())


def unit_named(words: str) -> str:
    """The name of the unit that 04_perceptron, perceptron, 04 or 4 means."""
    known = {name: name for name in units()}
    for entry in syllabus():
        if entry.slug in known:
            full = f"{entry.number}_{entry.slug}"
            known |= dict.fromkeys(
                (full, entry.number, entry.number.lstrip("0")), entry.slug
            )
    if words not in known:
        raise UnknownName("unit with checks", words, units())
    return known[words]


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


@lru_cache
def file_names(unit: str) -> tuple[str, ...]:
    """The files of a unit's checks, each named as its exercise: they need no import."""
    return tuple(path.name for path in _files(unit))


def _files(unit):
    start = Path(layerlab.checks.__file__)
    return [start, *sorted((start.parent / unit).rglob("*.py"))]


def match(notebook: Notebook, name: str, wanted: tuple = ()) -> Match:
    """The units of a notebook, from what it holds or the file `name`; of the `wanted`.

    A unit that it answers and nobody wanted stands in `aside`.
    """
    found_units, how = _units(notebook, name, wanted)
    kept = [unit for unit in found_units if not wanted or unit in wanted]
    found = Match(kept, how, aside=[u for u in found_units if u not in kept])
    names = {e.name for e in found.exercises}
    called = (tree for _, tree in _trees(notebook, ("check",)))
    given = {name for tree in called for _, name in _checks_in(tree, names)}
    for index, tree in _trees(notebook, names | given):
        _note(found, (names, given), index, tree, notebook.cells[index].source)
    return found


def _trees(notebook, words=("",)):
    """Numbers and syntax trees of the cells in whose text one of the words stands, as
    long as they are few enough for our memory."""
    left = MOST_CODE
    for index, cell in enumerate(notebook.cells):
        if cell.runs and any(word in cell.source for word in words):
            left -= len(cell.source)
            tree = tree_of(cell.source) if left > 0 else None
            if tree:
                yield index, tree


def _units(notebook, name, wanted):
    """The units, and how they were found.

    What a notebook imports and works on counts; without a line that imports, what its
    file name says; without that, the names that it defines.
    """
    imported = _imported(notebook)
    if imported:
        known = [unit for unit in units() if unit in imported]
        works = [u for u in known if _works_on(notebook, u, imported[u])]
        return works or known, "its import line"
    defines = {name for _, tree in _trees(notebook) for name in defined(tree)}
    named = [unit for unit in units() if _in_name(unit, name)]
    if len(named) > 1:
        named = [u for u in named if _count(u, defines)] or named[:1]
    if named:
        return named, "its file name"
    return _by_definitions(defines, wanted), "the names it defines"


def _imported(notebook) -> dict[str, set]:
    """Units whose checks are imported or spoken of, with the names they are given."""
    found: dict[str, set] = {}
    for _, tree in _trees(notebook, ("checks",)):
        for unit, name in itertools.chain.from_iterable(map(_spoken, ast.walk(tree))):
            if unit in units():
                found.setdefault(unit, set()).add(name)
    return found


def _spoken(node):
    """Pairs (unit, its name in the notebook) of a node that speaks of checks."""
    if isinstance(node, ast.ImportFrom) and node.module == CHECKS:
        return [(alias.name, alias.asname or alias.name) for alias in node.names]
    if isinstance(node, ast.Import):
        told = [(a.name.rpartition("."), a.asname) for a in node.names]
        return [(u, name or u) for (where, _, u), name in told if where == CHECKS]
    if isinstance(node, ast.Attribute) and _said(node.value) == "checks":
        return [(node.attr, node.attr)]
    return []


def _said(node) -> str:
    """The last word of `checks`, `ll.checks`."""
    return getattr(node, "attr", getattr(node, "id", ""))


def _works_on(notebook, unit, aliases) -> bool:
    """Whether a name of the unit is defined, or checked by one of the aliases."""
    names = {e.name for e in exercises(unit)}
    if any(names & defined(tree).keys() for _, tree in _trees(notebook, names)):
        return True
    nodes = (n for _, tree in _trees(notebook, names) for n in ast.walk(tree))
    called = (n for n in nodes if isinstance(n, ast.Attribute) and n.attr in names)
    return any(_said(node.value) in aliases for node in called)


def _in_name(unit, name):
    """Whether a file name has the unit's name, whole."""
    plain = re.sub(r"[\W_]+", "_", name.lower())
    return f"_{unit}_" in f"_{plain}_".replace("_ipynb_", "_")


def _count(unit, names) -> int:
    return sum(exercise.name in names for exercise in exercises(unit))


def _by_definitions(names, wanted):
    """The unit with the most names defined: two at least, or all there are; one suffices
    where only one unit is asked for."""
    counts = {unit: _count(unit, names) for unit in units()}
    enough = {u: n for u, n in counts.items() if n >= min(2, len(exercises(u)))}
    best = [u for u in enough if enough[u] == max(enough.values())][:1]
    if not best and len(wanted) == 1 and counts[wanted[0]]:
        return list(wanted)
    return best


def _note(found, names, index, tree, source):
    exercises_names, given = names
    lines = lines_of(source)
    for name, node in defined(tree).items():
        if name in exercises_names or name in given:
            found.places[name] = index
            found.sources[name] = _segment(lines, node)
    for name, argument in (
        _checks_in(tree, exercises_names) if "check" in source else ()
    ):
        found.checked[name] = index
        found.given[name] = found.sources.get(argument, "")


def _checks_in(tree, names):
    """Pairs (exercise, name of what it was given) of the calls of checks in a cell."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            owner = getattr(node.func.value, "id", "")
            if name in names and "check" in owner:
                single = len(node.args) == 1 and isinstance(node.args[0], ast.Name)
                yield name, node.args[0].id if single else name


def _segment(lines, node):
    try:
        return segment(lines, node)
    except (IndexError, ValueError, TypeError):
        return ""
