"""Which files of the project a piece of Python code reaches: read, never run.

`Tree.reach` is what is asked; below it stand the steps from a dotted name to files.
Imports are followed wherever they stand, in functions too. Of a package only what is
asked for is: `ll.widgets.Descent` reaches one entry of the table of lazy names, and the
functions in an `__init__` count for who names one of them. A name that is put together
while the program runs reaches all that it may mean.
"""

import functools
import re
from collections.abc import Iterable
from pathlib import Path

from tools.references import ALL, EVERY, PROJECT, TEXT, Facts, facts_of

_JS_IMPORT = re.compile(r"""(?:from|import)\s*\(?["'](\.[^"']+\.js)["']""")


class Tree:
    """The project's files below `root`, each read once."""

    def __init__(self, root: Path):
        self.root = root
        self.find = functools.cache(self._find)
        self.facts = functools.cache(self._facts)
        self.beside = functools.cache(self._beside)

    def reach(self, names: Iterable[str], *, but: Iterable[str] = ()) -> set[Path]:
        """The files that these dotted names reach, but what lies below some packages."""
        return _Walk(self, list(names), tuple(but)).files

    def reach_of_code(self, code: str) -> set[Path]:
        """The files that code which stands in no file of its own reaches."""
        return self.reach(facts_of(code, "", notebook=True).outer)

    def name_of(self, path: Path) -> str:
        """The dotted name of a module's file."""
        parts = path.relative_to(self.root).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def _find(self, module: str) -> Path | None:
        """A module's file, a folder where it has none, None where it is no module."""
        if not module or module.split(".")[0] not in PROJECT:
            return None
        place = self.root.joinpath(*module.split("."))
        for path in (place / "__init__.py", place.with_name(f"{place.name}.py"), place):
            if path.exists() and (path.suffix == ".py" or path.is_dir()):
                return path
        return None

    def _facts(self, module: str) -> Facts:
        path = self.find(module)
        if path is None or path.is_dir():
            return Facts()
        package = path.name == "__init__.py"
        return facts_of(path.read_text("utf-8"), module, package=package)

    def _beside(self, folder: Path) -> set[Path]:
        """Data in a package's folder, and in those below it that hold no Python."""
        found = set()
        for path in folder.iterdir():
            if path.is_file() and path.suffix not in (".py", ".pyc"):
                found |= self._with_imports(path, set())
            elif path.is_dir() and not any(path.glob("*.py")):
                found |= self.beside(path)
        return found

    def _with_imports(self, path: Path, found: set[Path]) -> set[Path]:
        """A data file; of a script also those that it imports from elsewhere."""
        if path not in found and path.is_file():
            found.add(path)
            text = path.read_text("utf-8") if path.suffix == ".js" else ""
            for name in _JS_IMPORT.findall(text):
                self._with_imports((path.parent / name).resolve(), found)
        return found

    def below(self, module: str) -> list[str]:
        """All modules in a package."""
        folder = self.root.joinpath(*module.split("."))
        return [self.name_of(path) for path in sorted(folder.rglob("*.py"))]


class _Walk:
    """One walk over the tree, from names to all files that they reach."""

    def __init__(self, tree: Tree, names: list[str], but: tuple[str, ...]):
        self.tree, self.files = tree, set()
        self._but = tuple(f"{package}." for package in but)
        self._entered, self._followed, self._waiting = set(), set(), names
        while self._waiting:
            self._follow(self._waiting.pop())

    def _follow(self, name: str) -> None:
        if name in self._followed:
            return
        self._followed.add(name)
        module, *rest = name.removeprefix(TEXT).split(".")
        self._is_text = name.startswith(TEXT)
        while self._enter(module) and rest:
            module = self._step(module, rest.pop(0), rest)

    def _step(self, module: str, name: str, rest: list[str]) -> str:
        """The module that `module.name` is; "" where it is none."""
        facts = self.tree.facts(module)
        if name == EVERY:
            self._waiting += self.tree.below(module)
        if name in (EVERY, ALL):
            self._waiting += [*facts.inner, *facts.lazy.values()]
            return ""
        if self.tree.find(f"{module}.{name}"):
            return f"{module}.{name}"
        if target := facts.lazy.get(name):
            self._waiting.append(".".join([target, *rest]))
        elif not self._is_text:  # a string may name what is nowhere
            self._waiting += facts.inner
        return ""

    def _enter(self, module: str) -> bool:
        """Take a module's file in, and what it imports; whether there is one."""
        path = self.tree.find(module)
        if path is None or module.startswith(self._but):
            return False
        if module not in self._entered:
            self._entered.add(module)
            self._waiting += self.tree.facts(module).outer
            self._take(path)
        return True

    def _take(self, path: Path) -> None:
        if not path.is_dir():
            self.files.add(path)
            if path.relative_to(self.tree.root).parts[0] == "layerlab":
                self.files |= self.tree.beside(path.parent)
