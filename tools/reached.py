"""What the tests reach, module by module and test by test, and their stamps.

A test module reaches itself, what it imports, whatever that imports, what its conftest
does, and what it names in `REACHES = ("units/**", …)`: files by patterns, modules by
their dotted names. One that speaks of the project's folder and names nothing may read
anything: it has no stamp. Of a notebook that is named its code counts, too.
"""

import functools
from collections.abc import Iterable
from pathlib import Path

import nbformat

from tools import stamps
from tools.reach import Tree
from tools.references import examples, facts_of

READS_NOTHING = "tools/project.py"  # says where the folder is


class Reached:
    """The files that tests in the project at `root` reach."""

    def __init__(self, root: Path):
        self.root, self.tree = root, Tree(root)
        self.module = functools.cache(self._module)
        self.item = functools.cache(self._item)
        self.stamp = functools.cache(stamps.stamp)
        self.files = functools.cache(self._files)

    def _module(self, path: Path) -> frozenset[Path] | None:
        """The files that a test module reaches; None where nobody knows."""
        imported = self._imported(path, ())
        if not self._is_told(path, imported):
            return None
        return imported | self._named(self._patterns(imported))

    def _item(
        self, path: Path, things: tuple[str, ...], instead_of: tuple[str, ...]
    ) -> frozenset[Path]:
        """The same of one test, which reaches these things in place of others.

        In place of what lies below the modules in `instead_of`, and of the files that
        its own module names. Its helpers still read theirs.
        """
        imported = self._imported(path, instead_of)
        modules = [thing for thing in things if "/" not in thing]
        patterns = [thing for thing in things if "/" in thing]
        patterns += self._patterns(imported - {path})
        return imported | self.tree.reach(modules) | self._named(patterns)

    def _imported(self, path: Path, but: tuple[str, ...]) -> frozenset[Path]:
        folders = [f for f in path.parents if f.is_relative_to(self.root)]
        beside = [folder / "conftest.py" for folder in folders]
        read = [path, *(found for found in beside if found.exists())]
        names = {*map(self.tree.name_of, read)}
        shown = facts_of(examples(path.read_text("utf-8")), "")
        return frozenset(self.tree.reach(names | shown.outer, but=but))

    def _declared(self, path: Path) -> tuple[str, ...] | None:
        return self.tree.facts(self.tree.name_of(path)).declared

    def _patterns(self, files: Iterable[Path]) -> list[str]:
        """The patterns of files that these modules declare."""
        declared = [self._declared(p) or () for p in files if p.suffix == ".py"]
        return sorted(
            {thing for things in declared for thing in things if "/" in thing}
        )

    def _is_told(self, path: Path, files: Iterable[Path]) -> bool:
        """Whether all that speak of the project's folder declare what they read.

        What a test module declares holds for the tools that it uses, too. A module
        outside tests/ that shows no example holds no test.
        """
        is_test = path.is_relative_to(self.root / "tests")
        if not is_test and ">>>" not in path.read_text("utf-8"):
            return True
        mine = self._declared(path) is not None
        for file in files:
            name = file.relative_to(self.root).as_posix()
            if name.startswith("layerlab/") or name == READS_NOTHING:
                continue
            facts = self.tree.facts(self.tree.name_of(file))
            is_covered = mine and name.startswith("tools/")
            if facts.places and facts.declared is None and not is_covered:
                return False
        return True

    def _named(self, patterns: Iterable[str]) -> frozenset[Path]:
        return frozenset().union(*map(self.files, patterns))

    def _files(self, pattern: str) -> frozenset[Path]:
        """The files that a pattern means, and what the notebooks among them reach."""
        files = {
            path
            for path in self.root.glob(pattern)
            if path.is_file() and "__pycache__" not in path.parts
        }
        for path in [path for path in files if path.suffix == ".ipynb"]:
            files |= self.notebook(path)
        return frozenset(files)

    def notebook(self, path: Path) -> set[Path]:
        """The files that a notebook's code reaches."""
        cells = nbformat.read(path, as_version=4).cells
        code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
        return self.tree.reach_of_code(code)
