"""How the prose of a notebook is written: its headings first, then its words."""

import re

from nbformat import NotebookNode

from tools.rules.text import markdown_cells, prose, shown

BANNED = re.compile(r"\b(simply|just|obviously|of course)\b", re.I)
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]")


def one_title(notebook: NotebookNode) -> list[str]:
    """One `#` title, in the first cell."""
    titles = [line for line in _headings(notebook) if line.startswith("# ")]
    starts = bool(notebook.cells) and notebook.cells[0].source.startswith("# ")
    if len(titles) == 1 and starts:
        return []
    return [f"Titles (#): {len(titles)}; there must be one, in the first cell."]


def _headings(notebook: NotebookNode) -> list[str]:
    texts = [prose(cell.source) for cell in markdown_cells(notebook)]
    lines = [line for text in texts for line in text.splitlines()]
    return [line for line in lines if re.match("#+ ", line)]


def no_deep_headings(notebook: NotebookNode) -> list[str]:
    """Nothing below `###`."""
    deep = [line for line in _headings(notebook) if line.startswith("####")]
    return [f"A heading below ###: {line!r}." for line in deep]


def no_emoji_in_headings(notebook: NotebookNode) -> list[str]:
    """Headings are words."""
    found = [line for line in _headings(notebook) if EMOJI.search(line)]
    return [f"An emoji in the heading {line!r}." for line in found]


def no_belittling(notebook: NotebookNode) -> list[str]:
    """Never "simply", "just", "obviously", "of course"."""
    return [
        f"The word {match.group()!r} in {shown(cell)}: leave it out."
        for cell in markdown_cells(notebook)
        for match in BANNED.finditer(prose(cell.source))
    ]


def no_exclamation(notebook: NotebookNode) -> list[str]:
    """No exclamation marks."""
    cells = [c for c in markdown_cells(notebook) if "!" in prose(c.source)]
    return [f"An exclamation mark in {shown(cell)}." for cell in cells]


PROSE = (no_deep_headings, no_emoji_in_headings, no_belittling, no_exclamation)
