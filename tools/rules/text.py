"""What the rules count: the prose and the code of a notebook, without the machinery."""

import re

from nbformat import NotebookNode

_DROPPED = (
    re.compile(r"^\[▶ Open in Colab\].*$", re.M),  # badge and links, made by the build
    re.compile(r"<!--.*?-->", re.S),
    re.compile(r"^```.*?^```$", re.S | re.M),
    re.compile(r"!\[[^\]]*\]\([^)]*\)"),
    re.compile(r'(?<=\])\((?:[^()"]|"[^"]*")*\)'),  # where a link leads, and its card
    re.compile(r"</?[a-z][^>]*>"),
)
_MATH = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$", re.S)
_CODE = re.compile(r"`[^`\n]+`")


def prose(source: str) -> str:
    """Markdown as a reader sees it, each formula and each piece of code as a word."""
    for pattern in _DROPPED:
        source = pattern.sub("", source)
    return _CODE.sub(" code ", _MATH.sub(" formula ", source))


def unfolded(source: str) -> str:
    """The source without what stands folded in `<details>`, which is read by choice."""
    return re.sub(r"<details>.*?</details>", "", source, flags=re.S)


def words(source: str) -> int:
    """How many words a reader reads.

    >>> words("**Two** words | `f(x, y)` | $a + b$ | [link](https://example.org)")
    5
    """
    return sum(any(c.isalnum() for c in word) for word in prose(source).split())


def is_setup(cell: NotebookNode) -> bool:
    """Whether this is the generated set-up cell, which counts nowhere."""
    return cell.source.startswith("from importlib.util import find_spec")


def is_made(cell: NotebookNode) -> bool:
    """Whether the build made this cell: set-up, and the widgets that ask to predict."""
    return is_setup(cell) or cell.source.startswith("ll.predict(")


def markdown_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """The prose cells."""
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """The code cells that an author wrote."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [cell for cell in cells if not is_made(cell)]


def code_lines(cell: NotebookNode) -> int:
    """How many lines of code a cell has, blank ones left out."""
    return sum(bool(line.strip()) for line in cell.source.splitlines())


def has_picture(cell: NotebookNode) -> bool:
    """Whether a reader of the stored notebook sees a picture here."""
    if cell.cell_type == "markdown":
        return re.search(r"(?<!\[)!\[", cell.source) is not None
    return any("image/png" in output.get("data", {}) for output in outputs(cell))


def outputs(cell: NotebookNode) -> list[NotebookNode]:
    """The outputs of a cell; none for prose."""
    return cell.get("outputs", [])


def shown(cell: NotebookNode, length: int = 40) -> str:
    """A cell named by the beginning of its source."""
    first = cell.source.strip().split("\n")[0]
    return repr(first if len(first) <= length else first[: length - 1] + "…")
