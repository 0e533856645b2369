"""The numbers that a lesson keeps, as STYLE of the course sets them: whole first."""

import itertools
import math
import statistics

import nbformat
from nbformat import NotebookNode

from tools.rules.plotting import (
    narrow_lines,
    plotting_share,
    words_with_the_figure,
)
from tools.rules.text import (
    code_cells,
    code_lines,
    has_picture,
    is_made,
    markdown_cells,
    prose,
    shown,
    unfolded,
    words,
)

CELLS = (30, 76)  # 60 until lessons had stories, a slow lane, their part of the reader
SECTIONS = (4, 6)
WORDS_PER_CELL = 120
WORDS_PER_LINE = (8, 20)  # 14 while a quarter of the lines drew: figures have names now
MEDIAN_LINES, MOST_LINES, LONGEST = 5, 15, 30
PICTURE_CELLS, PICTURE_WORDS = 5, 200
SECONDS = 60
NOTEBOOK_BYTES, ALL_BYTES = 480_000, 15_000_000  # 400,000 until the stories' pictures


def _within(what: str, seen: float, bounds: tuple[float, float]) -> list[str]:
    low, high = bounds
    if low <= seen <= high:
        return []
    return [f"{what}: {seen:.4g}, but {low} to {high} are allowed."]


def cells(notebook: NotebookNode) -> list[str]:
    """A lesson has 30 to 76 cells; those that ask to predict belong to the prose above."""
    asking = sum(cell.source.startswith("ll.predict(") for cell in notebook.cells)
    return _within("Cells", len(notebook.cells) - asking, CELLS)


def sections(notebook: NotebookNode) -> list[str]:
    """A lesson has four to six sections."""
    text = "\n".join(prose(cell.source) for cell in markdown_cells(notebook))
    found = sum(line.startswith("## ") for line in text.splitlines())
    return _within("Sections (##)", found, SECTIONS)


def words_per_cell(notebook: NotebookNode) -> list[str]:
    """A prose cell has at most 120 words."""
    return [
        f"A prose cell of {count} words ({shown(cell)}): {WORDS_PER_CELL} are allowed."
        for cell in markdown_cells(notebook)
        if (count := words(cell.source)) > WORDS_PER_CELL
    ]


def lines_per_cell(notebook: NotebookNode) -> list[str]:
    """Code cells: median at most 5 lines, 90th percentile 15, none above 30."""
    counts = sorted(code_lines(cell) for cell in code_cells(notebook)) or [0]
    most = counts[math.ceil(0.9 * len(counts)) - 1]
    return [
        *_within(
            "Median lines of a code cell", statistics.median(counts), (0, MEDIAN_LINES)
        ),
        *_within("Lines of a code cell, 90th percentile", most, (0, MOST_LINES)),
        *_within("Lines of the longest code cell", counts[-1], (0, LONGEST)),
    ]


def words_per_line(notebook: NotebookNode) -> list[str]:
    """A lesson has 8 to 20 words for each line of code; folded answers do not count."""
    text = sum(words(unfolded(cell.source)) for cell in markdown_cells(notebook))
    lines = sum(code_lines(cell) for cell in code_cells(notebook))
    return _within(
        "Words of prose per line of code", text / max(lines, 1), WORDS_PER_LINE
    )


def sentences_between_code(notebook: NotebookNode) -> list[str]:
    """Never more than two code cells without a sentence between them."""
    runs = itertools.groupby(
        (cell for cell in notebook.cells if not is_made(cell)),
        key=lambda cell: cell.cell_type,
    )
    groups = [(kind, list(group)) for kind, group in runs]
    return [
        f"{len(group)} code cells in a row from {shown(group[0])}: say something."
        for kind, group in groups
        if kind == "code" and len(group) > 2
    ]


def early_picture(notebook: NotebookNode) -> list[str]:
    """The first picture comes within five cells and 200 words."""
    places = [i for i, cell in enumerate(notebook.cells) if has_picture(cell)]
    if not places:
        return ["There is no picture."]
    before = notebook.cells[: places[0]]
    read = sum(words(c.source) for c in before if c.cell_type == "markdown")
    return [
        *_within("The first picture's cell", places[0] + 1, (1, PICTURE_CELLS)),
        *_within("Words before the first picture", read, (0, PICTURE_WORDS)),
    ]


def seconds(notebook: NotebookNode) -> list[str]:
    """Restart and Run All takes under a minute on two cores."""
    taken = notebook.metadata.get("layerlab", {}).get("seconds", 0)
    return _within("Seconds to run", taken, (0, SECONDS))


def size(notebook: NotebookNode) -> list[str]:
    """A notebook has at most 400 KB."""
    found = len(nbformat.writes(notebook).encode())
    return _within("Bytes of the notebook", found, (0, NOTEBOOK_BYTES))


def total_size(sizes: dict[str, int]) -> list[str]:
    """All notebooks together have at most 15 MB; `sizes` is in bytes by name."""
    return _within("Bytes of all notebooks", sum(sizes.values()), (0, ALL_BYTES))


BUDGETS = {
    "all": (
        words_per_cell,
        sentences_between_code,
        lines_per_cell,
        seconds,
        plotting_share,
        narrow_lines,
        words_with_the_figure,
    ),
    "lesson": (cells, sections, words_per_line, early_picture),
}
