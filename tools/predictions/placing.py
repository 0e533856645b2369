"""Where a prediction stands in a notebook: its question, its widget, the cells that answer
it, and the folded reason after them. From a whole lesson to one cell."""

import json
from pathlib import Path

from nbformat import NotebookNode, v4

from layerlab.errors import BadArgument
from layerlab.predictions import fingerprints, seal
from tools.predictions.directive import Prediction, hash_of, read, split
from tools.predictions.reason import as_html

TAG = "predict:"
DISAGREES = "disagrees"  # in a cell's metadata: what the kernel said against its answer
SUMMARY = "What comes out, and why"


def answers_path(root: Path, unit: str) -> Path:
    """Where the sealed answers of a unit lie in a checkout."""
    return root / "layerlab" / "predictions" / "answers" / f"{unit}.json"


def answers_text(records: dict[str, dict]) -> str:
    """The file of a unit's answers: a prediction a line."""
    lines = [
        f"{json.dumps(name)}: {json.dumps(record, ensure_ascii=False, sort_keys=True)}"
        for name, record in records.items()
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def predicted(cell: NotebookNode) -> str:
    """The name of the prediction that a cell answers, or nothing."""
    tags = cell.metadata.get("tags", [])
    names = [tag.removeprefix(TAG) for tag in tags if tag.startswith(TAG)]
    return names[0] if names else ""


def withhold(cells: list[NotebookNode]) -> None:
    """Take from the cells that answer a prediction what running them has shown."""
    for cell in cells:
        if predicted(cell):
            cell.outputs, cell.execution_count = [], None


def place(cells: list[NotebookNode], slug: str) -> dict[str, dict]:
    """Put the predictions of a lesson into its cells; give their records by name."""
    records, at = {}, 0
    while at < len(cells):
        found = cells[at].cell_type == "markdown" and split(cells[at].source)
        at += 1
        if not found:
            continue
        before, name, text = found
        if name in records:
            raise BadArgument(
                "The name of a prediction is its own",
                f"{name!r} stands twice in one lesson",
                "Rename one of them",
            )
        prediction = read(name, text)
        asked = f"**Predict:** {prediction.question}"
        cells[at - 1].source = f"{before.rstrip()}\n\n{asked}".lstrip()
        answering = _answering(cells, at, name)
        cells.insert(at, _asking(prediction))
        records[name] = _record(prediction, slug, answering)
        at += 1 + len(answering)
        cells[at].source = f"{_folded(prediction)}\n\n{cells[at].source}"
    return records


def _asking(prediction):
    """The cell with the widget; its tag changes with what it shows, as its output does."""
    shown = json.dumps([prediction.kind, prediction.ask], sort_keys=True)
    cell = v4.new_code_cell(f'll.predict("{prediction.name}")')
    cell.metadata["tags"] = [f"asks:{hash_of(shown):06d}"]
    return cell


def _answering(cells, at, name):
    """The code cells from here to the next prose, each with the prediction's tag."""
    end = at
    while end < len(cells) and cells[end].cell_type == "code":
        end += 1
    if end == at or end == len(cells):
        raise BadArgument(
            "A prediction is followed by the cells that answer it, and these by prose",
            f"{'nothing' if end == len(cells) else 'prose'} follows {name!r}",
            "Move it to the end of the prose right above its cell",
        )
    for cell in cells[at:end]:
        cell.metadata["tags"] = [*cell.metadata.get("tags", []), f"{TAG}{name}"]
    return cells[at:end]


def _record(prediction: Prediction, slug, answering):
    """What the package keeps: the open part, and the sealed one."""
    sealed = {
        "right": prediction.right,
        "answer": prediction.answer,
        "why": as_html(prediction.why),
        "check": prediction.check,
        **prediction.more,
    }
    return {
        "unit": slug,
        "kind": prediction.kind,
        "ask": prediction.ask,
        "cells": [fingerprints(cell.source) for cell in answering],
        "sealed": seal(sealed),
    }


def _folded(prediction):
    """The answer for a page without a kernel: folded, its title the same everywhere."""
    answer = f"**{_capital(prediction.answer)}.** " if prediction.answer else ""
    return (
        f"<details><summary>{SUMMARY}</summary>\n\n{answer}{prediction.why}\n</details>"
    )


def _capital(text):
    return text[:1].upper() + text[1:]
