"""Where things are: from the project's settings down to one unit and its sources."""

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tools.facts import FILE, Facts, read_facts

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("course", "exercises", "solutions")  # the folders of generated notebooks


@dataclass(frozen=True)
class Unit:
    """One folder under units/: `04_perceptron` has the number 04, slug perceptron."""

    folder: Path

    @property
    def name(self) -> str:
        """Folder and notebook name, as in course/04_perceptron.ipynb."""
        return self.folder.name

    @property
    def number(self) -> str:
        """Two digits, or nothing for a unit outside the numbered sequence."""
        found = re.match(r"(\d\d)_", self.name)
        return found.group(1) if found else ""

    @property
    def slug(self) -> str:
        """Name without the number: the name of the unit's folder of checks."""
        return self.name.removeprefix(f"{self.number}_") if self.number else self.name

    @property
    def label(self) -> str:
        """How links name the unit: `04 perceptron`."""
        return f"{self.number} {self.slug}".strip().replace("_", " ")

    @property
    def title(self) -> str:
        """How a page that is no lesson is called: `Start here`."""
        return self.slug.replace("_", " ").capitalize()

    @cached_property
    def facts(self) -> Facts:
        """What its unit.toml says; BadArgument or UnknownName where that is wrong."""
        return read_facts(self.folder)

    def source(self, kind: str) -> Path:
        """The source file from which the notebook of this kind is made."""
        return self.folder / ("lesson.py" if kind == "course" else "exercises.py")

    def kinds(self) -> list[str]:
        """Which notebooks it has: some have no exercises, an announced one has none."""
        return [kind for kind in KINDS if self.source(kind).exists()]


@dataclass(frozen=True)
class Project:
    """The checkout at `root`, and where it is published."""

    root: Path
    repository: str
    branch: str

    @classmethod
    def read(cls, root: Path = ROOT) -> "Project":
        """Read `[tool.layerlab]` in pyproject.toml."""
        settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
        return cls(root=root, **settings["tool"]["layerlab"])

    def units(self) -> list[Unit]:
        """All units that have a lesson: the numbered ones first, in their order."""
        return self._with("lesson.py")

    def announced(self) -> list[Unit]:
        """The numbered units, also those to come: folders with a unit.toml only."""
        here = {unit.folder: unit for unit in self._with(FILE) + self.units()}
        return sorted(
            (u for u in here.values() if u.number), key=lambda unit: unit.name
        )

    def _with(self, file: str) -> list[Unit]:
        found = [Unit(path.parent) for path in (self.root / "units").glob(f"*/{file}")]
        return sorted(found, key=lambda unit: (not unit.number, unit.name))

    def neighbours(self, unit: Unit) -> tuple[Unit | None, Unit | None]:
        """The numbered units before and after this one, None at the ends."""
        line = [None, *(u for u in self.units() if u.number), None]
        if unit not in line:
            return None, None
        at = line.index(unit)
        return line[at - 1], line[at + 1]

    def on_colab(self, kind: str, unit: Unit) -> str:
        """The address at which Colab opens a unit's published notebook."""
        place = f"{self.repository}/blob/{self.branch}/{kind}/{unit.name}.ipynb"
        return f"https://colab.research.google.com/github/{place}"

    def notebook(self, kind: str, unit: Unit) -> Path:
        """Where the generated notebook of a unit lies."""
        return self.root / kind / f"{unit.name}.ipynb"

    def notebooks(self) -> list[tuple[str, Unit, Path]]:
        """Every (kind, unit, path) that the sources call for."""
        return [
            (kind, unit, self.notebook(kind, unit))
            for unit in self.units()
            for kind in unit.kinds()
        ]
