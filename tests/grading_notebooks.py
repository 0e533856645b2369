"""Notebooks for the grader's tests: honest, blank, and made of any cells."""

import json
from functools import lru_cache

from tools.project import ROOT

# a submission's process may see all of the package, and load any unit's checks
REACHES = ("exercises/*.ipynb", "solutions/*.ipynb", "layerlab.**")


@lru_cache
def _sources(kind: str) -> tuple[str, ...]:
    file = ROOT / kind / "04_perceptron.ipynb"
    cells = json.loads(file.read_text("utf-8"))["cells"]
    return tuple("".join(c["source"]) for c in cells if c["cell_type"] == "code")


def honest() -> list[str]:
    """The code cells of unit 04's solutions."""
    return list(_sources("solutions"))


def blank() -> list[str]:
    """The code cells of unit 04's exercises."""
    return list(_sources("exercises"))


def as_bytes(sources, markdown: str = "") -> bytes:
    """A notebook of these code cells."""
    cells = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": source}
        for source in sources
    ]
    if markdown:
        cells.insert(0, {"cell_type": "markdown", "metadata": {}, "source": markdown})
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook).encode()
