"""The course as an export sees it: units by any of their names, notebooks, addresses."""

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from layerlab.errors import UnknownName
from layerlab.lab import checkout

YOUR_TURN = 'raise NotImplementedError("your turn")'
_RELATIVE = re.compile(r"\]\(\.\./(\w+/[\w.]+\.ipynb)")


@dataclass(frozen=True)
class Course:
    """A checkout: its folder, and where it is published."""

    root: Path
    repository: str
    branch: str

    @classmethod
    def here(cls) -> "Course":
        """The checkout around this place; LayerlabError where there is none."""
        root = checkout()
        settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
        return cls(root, **settings["tool"]["layerlab"])

    @property
    def address(self) -> str:
        """Where people read the course: the repository's page."""
        return f"https://github.com/{self.repository}"

    def units(self) -> list[str]:
        """Names of the units that have exercises, as 04_perceptron."""
        return sorted(path.stem for path in (self.root / "exercises").glob("*.ipynb"))

    def named(self, words: list[str]) -> list[str]:
        """The units that these words mean: 04_perceptron, perceptron, 04 or 4.

        UnknownName for a word that means none.
        """
        known = {word: name for name in self.units() for word in _words(name)}
        for word in words:
            if word not in known:
                raise UnknownName("unit with exercises", word, self.units())
        return sorted({known[word] for word in words})

    def notebook(self, kind: str, unit: str) -> dict:
        """A notebook of the course; its links to others lead to the repository."""
        path = self.root / kind / f"{unit}.ipynb"
        tree = json.loads(path.read_text("utf-8"))
        for cell in tree["cells"]:
            cell["source"] = "".join(cell["source"])
            if cell["cell_type"] == "markdown":
                cell["source"] = self._linked(cell["source"])
        return tree

    def _linked(self, source):
        place = f"{self.address}/blob/{self.branch}"
        return _RELATIVE.sub(lambda match: f"]({place}/{match.group(1)}", source)


def slug(unit: str) -> str:
    """The name of a unit's folder of checks.

    >>> slug("04_perceptron")
    'perceptron'
    """
    return unit.partition("_")[2]


def _words(name):
    number = name.partition("_")[0]
    return name, slug(name), number, number.lstrip("0")


def text_of(tree: dict) -> str:
    """A notebook as it is written to a file."""
    return json.dumps(tree, indent=1, ensure_ascii=False) + "\n"


def cleared(tree: dict) -> dict:
    """The notebook without outputs; only the kernel stays of its metadata."""
    for cell in tree["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    kept = ("kernelspec", "language_info")
    tree["metadata"] = {k: v for k, v in tree["metadata"].items() if k in kept}
    return tree


def write(path: Path, text: str) -> Path:
    """Write a file with its folders; its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
    return path
