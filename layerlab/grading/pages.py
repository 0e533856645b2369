"""A student's page: the score, what to look at first, the notebook with the verdicts in it."""

from dataclasses import dataclass, field

from markupsafe import Markup

from layerlab.checking.verdict import as_html

from . import safe_html
from .cpu_budget import BudgetSpent, CpuBudget

SYMBOLS = {
    "passed": ("✓", "passed", "passed"),
    "not started": ("○", "open", "not started"),
    "missing": ("○", "open", "not found"),
    "raised": ("✗", "wrong", "stopped with an error"),
    "wrong": ("✗", "wrong", "not right yet"),
}
BY_CAUSE = {
    "out of time": ("✗", "wrong", "did not come to an end"),
    "not judged": ("✗", "wrong", "could not be judged"),
    "machine busy": ("○", "open", "could not be timed"),
}
_STATES = {
    "died": "This cell ended the whole Python process, so it was left out.",
    "out of time": "This cell did not come to an end, so it was left out.",
    "nonsense": "This cell disturbed the grader's line, so it was left out.",
    "not run": "This cell was not run: the time for the notebook was used up.",
}
MOST_SECONDS = 10.0  # of our processor time for a page
MOST_PAGE = 30_000_000  # characters; a page of an honest notebook has some 100,000


@dataclass
class Shown:
    """A cell as the page shows it: code has a number; a note stands in place of cells.

    outputs    pairs of a CSS class and what is shown
    verdicts   those that stand under the cell
    """

    text: Markup = Markup("")
    number: int = 0
    note: str = ""
    state: str = ""
    outputs: list = field(default_factory=list)
    verdicts: list = field(default_factory=list)

    @property
    def length(self) -> int:
        """How many characters it takes in the page, about."""
        outputs = sum(len(shown) for _, shown in self.outputs)
        return len(self.text) + outputs + sum(len(v["html"]) for v in self.verdicts)


def student_page(row: dict, marked) -> str:
    """The feedback for one submission, as a page that needs nothing else."""
    try:
        with CpuBudget(MOST_SECONDS):
            return _page(row, marked, _notebook)
    except (Exception, BudgetSpent):  # whatever a child told: there is a page
        return _page(row, marked, _too_much)


def _page(row, marked, notebook):
    places, rest = _places(marked)
    return safe_html.render(
        "student.html.j2",
        row=row,
        there=bool(marked.notebook.cells),
        shown=[_shown(item) for item in row["exercises"]],
        unplaced=[_verdict(marked.verdicts[name]) for name in rest],
        cells=_bounded(notebook(marked, places)),
    )


def _shown(item) -> tuple:
    """An exercise's row: its marks, then how it went, in a sign and in words."""
    if item["status"] == "passed":
        return (item, *SYMBOLS["passed"])
    if item["points"]:
        right = sum(points > 0 for points in item["parts"].values())
        return item, "◐", "part", f"{right} of {len(item['parts'])} parts right"
    cause = BY_CAUSE.get(item["diagnosis"])
    return (item, *(cause or SYMBOLS.get(item["status"], SYMBOLS["wrong"])))


def _bounded(cells):
    """Cells until the page is too long."""
    length = 0
    for cell in cells:
        length += cell.length
        if length > MOST_PAGE:
            yield Shown(note="The rest of this notebook is too long to be shown.")
            return
        yield cell


def _too_much(marked, places):
    """Instead of a notebook that cannot be shown, or only in minutes: the verdicts."""
    yield Shown(note="This notebook cannot be shown here.")
    for names in places.values():
        yield Shown(verdicts=[_verdict(marked.verdicts[name]) for name in names])


def _places(marked):
    """Verdicts by the cell that they stand under; and those without a cell."""
    places: dict[int, list] = {}
    rest = []
    for name in marked.verdicts:
        index = marked.match.checked.get(name, marked.match.places.get(name))
        if index is None:
            rest.append(name)
        else:
            places.setdefault(index, []).append(name)
    return places, rest


def _notebook(marked, places):
    number = 0
    for index, cell in enumerate(marked.notebook.cells):
        if cell.kind == "code":
            number += 1
            record = marked.records.get(index)
            shown = _code_cell(number, cell, record, index in places)
        else:
            shown = Shown(safe_html.prose(cell.source) if cell.source.strip() else "")
        names = places.get(index, ())
        shown.verdicts = [_verdict(marked.verdicts[name]) for name in names]
        yield shown


def _code_cell(number, cell, record, is_check) -> Shown:
    shown = Shown(safe_html.code(cell.source), number)
    if record is not None:
        shown.state = _STATES.get(record.state, "")
        outputs = () if is_check else map(output, record.outputs)
        shown.outputs = [one for one in outputs if one]
    return shown


def output(given) -> tuple[str, Markup] | None:
    """The CSS class and the HTML of an output; None where there is nothing to show.

    It is as the child told it: anything may be in it, or missing.
    """
    if not isinstance(given, dict):
        return None
    kind = given.get("kind")
    if isinstance(kind, str) and kind in ("stream", "error"):
        look = "out err" if kind == "error" else "out"
        return look, safe_html.block(str(given.get("text", "")))
    data = given.get("data") if isinstance(given.get("data"), dict) else {}
    plain = str(data.get("text/plain", ""))
    if isinstance(data.get("image/png"), str):
        alt = given.get("alt")
        alt = alt if isinstance(alt, str) and alt else plain
        return "out", safe_html.picture(data["image/png"], alt)
    if isinstance(data.get("text/markdown"), str):
        return "out prose", safe_html.prose(data["text/markdown"])
    return ("out", safe_html.block(plain)) if plain else None


def _verdict(verdict) -> dict:
    name = verdict.exercise.rsplit(".", 1)[-1]
    return {"name": name, "html": Markup(as_html(verdict))}
