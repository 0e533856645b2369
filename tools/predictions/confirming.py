"""Whether a lesson's cells agree with its predictions and its claims: asked of its kernel.

`ConfirmingClient` asks while `make run` executes; as a plugin of `make compare`'s pytest this
module asks after a cell: of a prediction in place of comparing an output, since none is
stored. From both to the questions.
"""

import functools
from pathlib import Path

import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

from layerlab.predictions import read, unseal
from tools.claims import asking
from tools.claims.grammar import Claim
from tools.claims.placing import claims_of
from tools.predictions.placing import DISAGREES, answers_path, predicted

PATIENCE = 120  # seconds
QUIETLY = {"silent": True, "reply": True, "timeout": PATIENCE}


class ConfirmingClient(NotebookClient):
    """An execution that notes at the cell where a prediction or a claim is not confirmed.

    `records` holds the predictions by name, as `layerlab.predictions.read` gives them;
    `claims` those that follow a code cell, by its number among the code cells.
    """

    def __init__(
        self,
        nb: NotebookNode,
        *,
        records: dict[str, dict],
        claims: dict[int, list[Claim]],
        **options,
    ):
        super().__init__(nb, **options)
        code = [n for n, cell in enumerate(nb.cells) if cell.cell_type == "code"]
        self.questions = questions(nb.cells, records)
        self.claims = {code[n]: found for n, found in claims.items()}

    async def async_execute_cell(self, cell, cell_index, *args, **options):
        """Execute a cell; then ask what depends on it."""
        done = await super().async_execute_cell(cell, cell_index, *args, **options)
        problems = []
        if asked := self.questions.get(cell_index):
            problems.append(said(asked, await self._ask(asked)))
        if claims := self.claims.get(cell_index):
            reply = await self._ask(asking.expressions(claims))
            problems.append(asking.said(claims, reply))
        if any(problems):
            cell.metadata[DISAGREES] = "\n".join(filter(None, problems))
        return done

    async def _ask(self, asked):
        return await self.kc.execute("", user_expressions=asked, **QUIETLY)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """After a cell: fail unless the kernel confirms the prediction and the claims on it."""
    done = yield
    cells = [cell for cell in item.parent.nb.cells if cell.cell_type == "code"]
    root, ask = item.path.parent.parent, item.parent.kernel.kc.execute
    known = questions(cells, read(answers_path(root, item.path.stem)))
    problems = []
    if asked := known.get(item.cell_num):
        problems.append(said(asked, ask("", user_expressions=asked, **QUIETLY)))
    if claims := claims_on(item.path).get(item.cell_num):
        reply = ask("", user_expressions=asking.expressions(claims), **QUIETLY)
        problems.append(asking.said(claims, reply))
    if any(problems):
        item.raise_cell_error("\n".join(filter(None, problems)))
    return done


def claims_on(notebook: Path) -> dict[int, list[Claim]]:
    """The claims of the lesson from which a notebook in `course/` was built."""
    source = notebook.parents[1] / "units" / notebook.stem / "lesson.py"
    if notebook.parent.name != "course" or not source.exists():
        return {}
    return _claims(source, source.stat().st_mtime_ns)


@functools.cache
def _claims(source, changed):
    """Once for all cells of a notebook."""
    return claims_of(source)


def questions(cells: list[NotebookNode], records: dict[str, dict]) -> dict[int, dict]:
    """What to ask after which cell: {number: {name of the prediction: expression}}."""
    last = {predicted(cell): n for n, cell in enumerate(cells) if predicted(cell)}
    return {n: {name: _expression(records[name])} for name, n in last.items()}


def _expression(record):
    """`result` is the last value that the notebook showed."""
    return f"(lambda result: bool({unseal(record['sealed'])['check']}))(_)"


def said(asked: dict[str, str], reply: dict) -> str:
    """Nothing where the kernel confirmed what was asked; otherwise a sentence."""
    for name, answer in reply["content"].get("user_expressions", {}).items():
        if answer["status"] != "ok":
            found = f"{answer['ename']}: {answer['evalue']}"
        else:
            found = answer["data"]["text/plain"]
        if found != "True":
            return f"The cell does not confirm the prediction {name!r}: {asked[name]} gives {found}."
    return ""
