"""Every relative link in the notebooks and pages leads to a file that is there."""

import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[1]
LINK = re.compile(
    r"\]\(([^)#\s]+)(?:#[^)\s]*)?(?: \"[^\"]*\")?\)|(?:href|src)=\"([^\"#]+)"
)
PAGES = [p for d in (".", "datasets", "docs") for p in (ROOT / d).glob("*.md")]
NOTEBOOKS = [
    p
    for kind in ("course", "exercises", "solutions")
    for p in sorted((ROOT / kind).glob("*.ipynb"))
]


def lost(text: str, folder: Path) -> list[str]:
    """The relative links of a text that lead nowhere from its folder."""
    links = [first or second for first, second in LINK.findall(text)]
    near = [link for link in links if not re.match(r"[a-z]+:|/", link)]
    return [link for link in near if not (folder / link).exists()]


def test_a_lost_link_is_found():
    assert lost("[a](no_such_file.ipynb) [b](https://example.org)", ROOT) == [
        "no_such_file.ipynb"
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_links_of_a_page(path):
    assert lost(path.read_text(encoding="utf-8"), path.parent) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_links_of_a_notebook(path):
    cells = nbformat.read(path, as_version=4).cells
    prose = "\n".join(c.source for c in cells if c.cell_type == "markdown")
    assert lost(prose, path.parent) == []
