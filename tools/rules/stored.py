"""What a notebook may hold beside its cells: its outputs, and no word of a solution."""

import re

from nbformat import NotebookNode

from tools.cells import code_hash
from tools.outputs import METADATA, MIME_TYPES
from tools.predictions.placing import DISAGREES, predicted
from tools.rules.text import code_cells, outputs, shown, unfolded

SHORTEST_ALT = 15  # characters: "a line", "plot" say nothing
SHORTEST_SOLUTION = 16  # characters of a line that can give something away
_CHECK = re.compile(r"^check\.\w+\(.*\)$", re.S)


def outputs_belong(notebook: NotebookNode) -> list[str]:
    """The stored outputs were made by the code above them."""
    if notebook.metadata.get("layerlab", {}).get("code") == code_hash(notebook):
        return []
    return ["The outputs are older than the code: call `make run`."]


def nothing_stored(notebook: NotebookNode) -> list[str]:
    """A notebook to fill in holds no outputs."""
    return [f"An output under {shown(c)}." for c in notebook.cells if outputs(c)]


def predicted_cells_hold_nothing(notebook: NotebookNode) -> list[str]:
    """What a learner is to predict stands under no cell."""
    return [
        f"An output under {shown(cell)}, which answers {predicted(cell)!r}."
        for cell in notebook.cells
        if predicted(cell) and (cell.outputs or cell.execution_count)
    ]


def predictions_are_confirmed(notebook: NotebookNode) -> list[str]:
    """Every prediction's answer is what its cell computes."""
    return [c.metadata[DISAGREES] for c in notebook.cells if DISAGREES in c.metadata]


def pictures_have_alt(notebook: NotebookNode) -> list[str]:
    """Every picture says in words what it shows, for those who do not see it."""
    return [
        f"A picture without alternative text under {shown(cell)}: use `ll.show`."
        for cell in notebook.cells
        for output in outputs(cell)
        if "image/png" in output.get("data", {}) and not _has_alt(output)
    ]


def _has_alt(output: NotebookNode) -> bool:
    alt = output.metadata.get("image/png", {}).get("alt", "")
    text = output.data.get("text/plain", "")
    spoken = text and not text.startswith("<")
    return len(alt.strip()) >= SHORTEST_ALT and bool(spoken)


def plain_outputs(notebook: NotebookNode) -> list[str]:
    """No widget views, no widget state, no unknown kinds of output."""
    widgets = ["Widget state is stored."] if "widgets" in notebook.metadata else []
    return widgets + [
        f"An output under {shown(cell)} holds {', '.join(sorted(extra))}."
        for cell in notebook.cells
        for output in outputs(cell)
        if (extra := _unknown(output))
    ]


def _unknown(output: NotebookNode) -> set[str]:
    kinds = set(output.get("data", {})) - set(MIME_TYPES)
    return kinds | (set(output.get("metadata", {})) - set(METADATA))


def no_warnings(notebook: NotebookNode) -> list[str]:
    """A lesson runs without a word on stderr."""
    return [
        f"A warning under {shown(cell)}: {output.text.strip().splitlines()[0]}"
        for cell in notebook.cells
        for output in outputs(cell)
        if output.output_type == "stream" and output.name == "stderr"
    ]


def _check_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in code_cells(notebook) if _CHECK.match(cell.source)]


def _text(cell: NotebookNode) -> str:
    texts = [
        o.get("text") or o.get("data", {}).get("text/plain") for o in outputs(cell)
    ]
    return "\n".join(text or "" for text in texts).strip()


def solutions_pass(notebook: NotebookNode) -> list[str]:
    """Every check in solutions/ passes."""
    return [
        f"The solution of {shown(cell)} does not pass: {_text(cell)[:300] or 'silence'}"
        for cell in _check_cells(notebook)
        if not _passed(cell)
    ]


def _passed(cell: NotebookNode) -> bool:
    verdicts = [
        output.metadata.layerlab["passed"]
        for output in outputs(cell)
        if "passed" in output.get("metadata", {}).get("layerlab", {})
    ]
    if verdicts:
        return all(verdict is True for verdict in verdicts)
    return re.match(r"(✓ *)?(passed|✓)", _text(cell), re.I) is not None


def blanks_say_not_started(notebook: NotebookNode) -> list[str]:
    """Run All over a blank notebook: every check says "not started"."""
    return [
        f"Blank, {shown(cell)} says {_text(cell)[:300]!r}, not 'not started'."
        for cell in _check_cells(notebook)
        if "not started" not in _text(cell).lower()
    ]


def no_solution_text(notebook: NotebookNode, regions: list[str]) -> list[str]:
    """No line of a solution stands in the notebook that learners fill in.

    `regions` are the solutions' texts; lines too short to give anything away are not
    looked for. A folded hint may quote up to half the lines of a solution.
    """
    source = "\n".join(cell.source for cell in notebook.cells)
    seen, hints = _squeeze(unfolded(source)), _squeeze(source)
    found = ["A solution marker."] if "<solution>" in source else []
    for lines in map(_telling, regions):
        found += [f"A line of a solution: {line!r}." for line in lines if line in seen]
        quoted = [line for line in lines if line in hints]
        if len(quoted) > len(lines) / 2:
            found.append(f"A hint that is the solution: {quoted[0]!r}.")
    return found


def _telling(region: str) -> list[str]:
    lines = {_squeeze(line) for line in region.splitlines()}
    return sorted(line for line in lines if len(line) >= SHORTEST_SOLUTION)


def _squeeze(text: str) -> str:
    return " ".join(text.split())
