"""Where claims stand: in the prose below the cell that bears them out, and in no notebook."""

import re
from pathlib import Path

from nbformat import NotebookNode

from layerlab.errors import BadArgument
from tools.cells import read_cells
from tools.claims.grammar import Claim, read
from tools.predictions.directive import split
from tools.predictions.placing import place

_LINE = re.compile(r"^<!-- *claim: *(.*?) *-->[ \t]*\n?", re.M)


def claims_of(source: Path) -> dict[int, list[Claim]]:
    """The claims of a lesson's source, as `take` gives them; none where it is not there."""
    if not source.exists():
        return {}
    cells = read_cells(source)
    refuse_misplaced(cells)
    place(cells, "")
    return take(cells)


def take(cells: list[NotebookNode]) -> dict[int, list[Claim]]:
    """Take the claims out of the prose; give them by the code cell that each follows.

    Code cells are counted from 0, as the built notebook has them.
    """
    found, number = {}, -1
    for cell in cells:
        if cell.cell_type == "code":
            number += 1
        elif texts := _LINE.findall(cell.source):
            found.setdefault(number, []).extend(map(read, texts))
            cell.source = _LINE.sub("", cell.source).rstrip()
    return found


def refuse_misplaced(cells: list[NotebookNode]) -> None:
    """BadArgument where a claim has no cell above it, or stands inside a prediction."""
    computed = False
    for cell in cells:
        computed = computed or cell.cell_type == "code"
        if cell.cell_type == "code" or "<!-- claim" not in cell.source:
            continue
        texts = _LINE.findall(cell.source)
        inside = split(cell.source)
        if not computed or len(texts) != cell.source.count("<!-- claim"):
            raise BadArgument(
                "A claim stands on a line of its own, below the cell that bears it out",
                f"{(texts or [cell.source.strip()])[0]!r} does not",
                "Write `<!-- claim: a < b -->` right below its sentence",
            )
        if inside and "<!-- claim" in inside[2]:
            raise BadArgument(
                "A claim stands outside a prediction, which has its own `Check:`",
                f"{_LINE.findall(inside[2])[0]!r} stands inside {inside[1]!r}",
                "Move it to the prose below the cells that answer",
            )
