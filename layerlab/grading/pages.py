"""A student's page: the score, what to look at first, the notebook with the verdicts in it."""

from layerlab.checking.rendering import as_html

from . import safe_html
from .cpu_budget import BudgetSpent, CpuBudget

SYMBOLS = {
    "passed": ("✓", "passed", "passed"),
    "not started": ("○", "open", "not started"),
    "missing": ("○", "open", "not found"),
    "raised": ("✗", "wrong", "stopped with an error"),
    "wrong": ("✗", "wrong", "not right yet"),
}
_STATES = {
    "died": "This cell ended the whole Python process, so it was left out.",
    "out of time": "This cell did not come to an end, so it was left out.",
    "nonsense": "This cell disturbed the grader's line, so it was left out.",
    "not run": "This cell was not run: the time for the notebook was used up.",
}
MOST_SECONDS = 10.0  # of our processor time for a page
MOST_PAGE = 30_000_000  # characters; a page of an honest notebook has some 100,000


def student_page(row: dict, marked) -> str:
    """The feedback for one submission, as a page that needs nothing else."""
    try:
        with CpuBudget(MOST_SECONDS):
            return _page(row, marked, _notebook)
    except (Exception, BudgetSpent):  # whatever a child told: there is a page
        return _page(row, marked, _too_much)


def _page(row, marked, notebook):
    places, rest = _places(marked)
    body = [
        '<a class="skip" href="#notebook">Skip to the notebook</a><main>',
        *_head(row),
        *_summary(row, marked),
        *(_verdict(marked.verdicts[name]) for name in rest),
        *_bounded(notebook(marked, places)),
        "</main>",
    ]
    return safe_html.page(f"{row['student']}: {row['label']}", "\n".join(body))


def _bounded(parts):
    """Parts of a page until it is too long."""
    length = 0
    for part in parts:
        length += len(part)
        if length > MOST_PAGE:
            yield '<p class="note">The rest of this notebook is too long to be shown.</p>'
            return
        yield part


def _too_much(marked, places):
    """Instead of a notebook that cannot be shown, or only in minutes: the verdicts."""
    yield '<h2 id="notebook">Your notebook</h2>'
    yield '<p class="note">This notebook cannot be shown here.</p>'
    for names in places.values():
        yield from (_verdict(marked.verdicts[name]) for name in names)


def _head(row):
    late = " · late" if row["late"] else ""
    yield f"<h1>{safe_html.text(row['student'])}</h1>"
    yield f'<p class="soft">{safe_html.text(row["label"])}{late}</p>'
    yield f'<p class="score">{row["points"]} <small>of {row["max"]} points</small></p>'
    if row["cause"]:
        words = safe_html.text(row["cause"])
        yield f'<p class="first"><strong>Look at this first.</strong> {words}</p>'
    for note in row["notes"]:
        yield f'<p class="note">{safe_html.text(note)}</p>'


def _summary(row, marked):
    if not row["exercises"]:
        return
    yield '<h2>Exercises</h2><div class="wide"><table><thead><tr>'
    yield '<th scope="col">exercise</th><th scope="col">result</th>'
    yield '<th scope="col" class="n">points</th></tr></thead><tbody>'
    for item in row["exercises"]:
        symbol, kind, words = SYMBOLS.get(item["status"], SYMBOLS["wrong"])
        name = safe_html.text(f"{item['number']} {item['name']}")
        link = f'<a href="#{item["name"]}">{name}</a>'
        yield (
            f'<tr><th scope="row">{link}</th>'
            f'<td class="{kind}"><span aria-hidden="true">{symbol}</span> {words}</td>'
            f'<td class="n">{item["points"]} of {item["max"]}</td></tr>'
        )
    yield "</tbody></table></div>"


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
    if not marked.notebook.cells:
        return
    yield '<h2 id="notebook">Your notebook</h2>'
    number = 0
    for index, cell in enumerate(marked.notebook.cells):
        if cell.kind == "code":
            number += 1
            yield _code_cell(number, cell, marked.records.get(index), index in places)
        elif cell.source.strip():
            yield f'<div class="cell prose">{safe_html.prose(cell.source)}</div>'
        for name in places.get(index, ()):
            yield _verdict(marked.verdicts[name])


def _code_cell(number, cell, record, is_check):
    parts = [
        f'<div class="cell"><div class="label">code cell {number}</div>',
        f'<div class="code">{safe_html.code(cell.source)}</div>',
    ]
    if record is not None:
        if record.state in _STATES:
            parts.append(f'<p class="first">{_STATES[record.state]}</p>')
        parts += [_output(output) for output in record.outputs if not is_check]
    return "".join(parts) + "</div>"


def _output(output) -> str:
    """One output as the child told it: anything may be in it, or missing."""
    if not isinstance(output, dict):
        return ""
    kind = output.get("kind")
    if isinstance(kind, str) and kind in ("stream", "error"):
        look = "out err" if kind == "error" else "out"
        return (
            f'<div class="{look}">{safe_html.block(str(output.get("text", "")))}</div>'
        )
    data = output.get("data") if isinstance(output.get("data"), dict) else {}
    plain = str(data.get("text/plain", ""))
    if isinstance(data.get("image/png"), str):
        alt = output.get("alt")
        alt = alt if isinstance(alt, str) and alt else plain
        return f'<div class="out">{safe_html.picture(data["image/png"], alt)}</div>'
    if isinstance(data.get("text/markdown"), str):
        return f'<div class="out prose">{safe_html.prose(data["text/markdown"])}</div>'
    return f'<div class="out">{safe_html.block(plain)}</div>' if plain else ""


def _verdict(verdict) -> str:
    name = safe_html.text(verdict.exercise.rsplit(".", 1)[-1])
    return f'<div class="verdict" id="{name}">{as_html(verdict)}</div>'
