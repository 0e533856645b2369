"""That nothing tells the answer of a prediction before the learner has run its cells."""

import io
import re
import tokenize

from nbformat import NotebookNode

from layerlab.predictions import unseal
from tools.predictions.placing import predicted
from tools.rules.text import outputs

SHORTEST = 5  # words of a sentence, or of a choice, that can give something away


def nothing_tells(notebook: NotebookNode, records: dict[str, dict]) -> list[str]:
    """Every place that gives an answer away: prose and outputs before it, and what the
    cells that answer it say in strings and comments."""
    return [
        f"{name!r} is told by {where}: {phrase!r}."
        for name, record in records.items()
        for where, text in _in_sight(notebook, name).items()
        for phrase in _telling(record, where)
        if phrase in text
    ]


def _in_sight(notebook, name) -> dict[str, str]:
    """What a reader may see before running, by where it stands."""
    cells = notebook.cells
    first = min(n for n, cell in enumerate(cells) if predicted(cell) == name)
    asking = cells[first - 1]  # ll.predict("…"): it shows the choices
    before = [cell for cell in cells[:first] if cell is not asking]
    answering = [cell for cell in cells[first:] if predicted(cell) == name]
    return {
        "a cell above": _plain(" ".join(cell.source for cell in before)),
        "an output above": _plain(" ".join(map(_outputs_text, before))),
        "its own cells": _plain(" ".join(_words_of(cell.source) for cell in answering)),
    }


def _telling(record, where):
    """Phrases that must not stand there: sentences of the reason, and the answer."""
    sealed = unseal(record["sealed"])
    sentences = re.split(r"(?<=[.:;]) |</?p>", sealed["why"])
    found = [_plain(sentence) for sentence in sentences]
    found += [_plain(sealed["answer"])] if record["kind"] in ("choice", "order") else []
    long = [phrase for phrase in found if len(phrase.split()) >= SHORTEST]
    if where != "its own cells":
        return long
    short = _plain(sealed["answer"]) if record["kind"] in ("choice", "number") else ""
    return long + [short] * bool(short.strip())


def _outputs_text(cell):
    texts = [
        str(output.get("text", "")) + str(output.get("data", {}).get("text/plain", ""))
        for output in outputs(cell)
    ]
    return " ".join(texts)


def _words_of(source):
    """The strings and the comments of code: titles, alternative texts, remarks."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    kinds = (tokenize.STRING, tokenize.COMMENT)
    return " ".join(token.string for token in tokens if token.type in kinds)


def _plain(text):
    """Words alone, in small letters, with a space at both ends."""
    text = re.sub(r"<[^>]+>|\$|\\cdot", " ", text).replace("−", "-")
    return f" {' '.join(re.findall(r'[a-z0-9.-]*[a-z0-9]|-', text.lower()))} "
