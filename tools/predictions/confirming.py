"""Whether a lesson's cell agrees with the answer of its prediction: asked of its kernel.

`ConfirmingClient` asks while `make run` executes; as a plugin of `make compare`'s pytest this
module asks in place of comparing an output, since none is stored. From both to the question.
"""

import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

from layerlab.predictions import read, unseal
from tools.predictions.placing import DISAGREES, answers_path, predicted

PATIENCE = 120  # seconds


class ConfirmingClient(NotebookClient):
    """An execution that notes at the cell where a prediction is not confirmed.

    `records` holds the predictions by name, as `layerlab.predictions.read` gives them.
    """

    def __init__(self, nb: NotebookNode, *, records: dict[str, dict], **options):
        super().__init__(nb, **options)
        self.questions = questions(nb.cells, records)

    async def async_execute_cell(self, cell, cell_index, *args, **options):
        """Execute a cell; after the last one of a prediction, ask."""
        done = await super().async_execute_cell(cell, cell_index, *args, **options)
        if asked := self.questions.get(cell_index):
            reply = await self.kc.execute(
                "", silent=True, user_expressions=asked, reply=True, timeout=PATIENCE
            )
            if problem := said(asked, reply):
                cell.metadata[DISAGREES] = problem
        return done


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """After the last cell that answers a prediction: fail unless the kernel confirms it."""
    done = yield
    cells = [cell for cell in item.parent.nb.cells if cell.cell_type == "code"]
    root = item.path.parent.parent
    known = questions(cells, read(answers_path(root, item.path.stem)))
    if asked := known.get(item.cell_num):
        reply = item.parent.kernel.kc.execute(
            "", silent=True, user_expressions=asked, reply=True, timeout=PATIENCE
        )
        if problem := said(asked, reply):
            item.raise_cell_error(problem)
    return done


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
