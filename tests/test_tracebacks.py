"""Errors in the course's form: where it is shown, where not, and what it never does."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest

from layerlab import notebook
from layerlab.errors import BadArgument
from layerlab.tracebacks import cells, hook, report, text
from layerlab.tracebacks.described import described
from layerlab.tracebacks.sentences import explanation, in_a_cell
from layerlab.tracebacks.spelling import nearly
from layerlab.tracebacks.values import UNKNOWN, attribute
from tools.project import ROOT

nbclient = pytest.importorskip("nbclient")
REACHES = ("course/*.ipynb", "layerlab.**")
SETUP = "import layerlab as ll\nll.setup()\nimport numpy as np"
FAILS = "w, X = np.ones(2), np.ones((6, 2))\nw @ X"
INSIDE = "import json\njson.loads('{')"


@pytest.fixture(scope="module")
def ran():
    """A function that runs cells in a kernel and gives their outputs."""

    def run(*sources, static=False):
        from nbclient import NotebookClient
        from nbformat import v4

        made = v4.new_notebook(cells=[v4.new_code_cell(s) for s in sources])
        environment = os.environ | {
            "PYTHONPATH": str(ROOT),
            "LAYERLAB_STATIC": "1" * static,
        }
        client = NotebookClient(
            made, kernel_name="python3", allow_errors=True, timeout=120
        )
        client.execute(env=environment)
        return [cell.outputs for cell in made.cells], client

    return run


@pytest.fixture(scope="module")
def live(ran):
    """What a learner's notebook shows, cell by cell."""
    sources = [
        SETUP,
        FAILS,
        "%tb",
        INSIDE,
        "same = ValueError('mine')\nraise same",
        "import sys\nsys.last_value is same",
        "class Own(Exception):\n    def _render_traceback_(self): return ['my own form']\n"
        "raise Own",
        "ll.setup(errors='python')\n1 / 0",
        "ll.setup()\n1 / 0",
        "%xmode Plain\n1 / 0",
        "raise SystemExit(3)",
    ]
    return ran(*sources)[0]


def error_of(outputs):
    """The one error among outputs, its traceback as plain text."""
    (error,) = [o for o in outputs if o.output_type == "error"]
    return error, text._ANSI.sub("", "\n".join(error.traceback))


def test_a_front_end_gets_the_error_with_its_name_its_words_and_the_new_form(live):
    error, shown = error_of(live[1])
    assert error.ename == "ValueError"
    assert error.evalue.startswith("matmul: Input operand 1 has a mismatch")
    assert shown.startswith(
        f"ValueError: {error.evalue}\nThis cell, line 2\n    w @ X\n"
    )
    assert "Likely cause: In a matrix product the last axis of `w` (2)" in shown


def test_tb_shows_all_that_python_knows(live):
    _, shown = error_of(live[2])
    assert "Traceback (most recent call last)" in shown
    assert "----> 2 w @ X" in shown and "Likely cause" not in shown


def test_calls_of_libraries_are_one_line_and_unfold(live):
    _, shown = error_of(live[3])
    assert "… 3 calls inside json (%tb shows them)" in shown
    assert "raw_decode" not in shown
    (fold,) = [o for o in live[3] if o.output_type == "display_data"]
    assert fold.data["text/html"].startswith("<details><summary>All calls")
    assert "raw_decode" in fold.data["text/html"]


def test_where_nothing_is_folded_there_is_nothing_to_unfold(live):
    assert [o.output_type for o in live[1]] == ["error"]


def test_the_exception_is_the_same_object(live):
    assert live[5][0].data["text/plain"] == "True"


def test_an_error_with_a_form_of_its_own_keeps_it(live):
    assert error_of(live[6])[1] == "my own form"


def test_pythons_form_can_be_chosen_and_given_up_again(live):
    assert "Traceback (most recent call last)" in error_of(live[7])[1]
    assert error_of(live[8])[1].startswith(
        "ZeroDivisionError: division by zero\nThis cell"
    )


def test_a_form_chosen_by_xmode_is_respected(live):
    assert error_of(live[9])[1].startswith("Traceback (most recent call last)")


def test_an_exit_stays_an_exit(live):
    assert "use %tb to see" in error_of(live[10])[1]


def test_stored_outputs_have_no_fold_and_at_most_twelve_lines(ran):
    outputs, _ = ran(SETUP, INSIDE, static=True)
    assert [o.output_type for o in outputs[1]] == ["error"]
    assert len(error_of(outputs[1])[1].splitlines()) <= 12


def test_a_failing_notebook_still_fails(ran):
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError
    from nbformat import v4

    made = v4.new_notebook(cells=[v4.new_code_cell(s) for s in (SETUP, FAILS)])
    client = NotebookClient(made, kernel_name="python3", timeout=120)
    with pytest.raises(CellExecutionError) as caught:
        client.execute(env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert caught.value.ename == "ValueError" and "`w` (2)" in str(caught.value)


# --- the hook alone ----------------------------------------------------------------------


class Shell:
    """As much of a shell as the hook asks for."""

    colors, user_ns = "NoColor", {}

    def __init__(self):
        self.user_module, self.shown = sys.modules[__name__], []

    def _showtraceback(self, etype, evalue, stb):
        self.shown.append(stb)


def failed(shell, raising):
    """What a shell shows of an error while it is being handled."""
    try:
        raising()
    except Exception as error:
        shell._showtraceback(type(error), error, ["Python's own"])
    return shell.shown[-1]


def divides():
    return 1 / 0


def test_what_cannot_be_told_is_shown_as_python_does(monkeypatch):
    shell = Shell()
    hook.teach(shell)
    assert failed(shell, divides)[0].startswith("ZeroDivisionError")
    monkeypatch.setattr(report, "likely", lambda failure: failure.no_such_thing)
    assert failed(shell, divides) == ["Python's own"]


def test_teaching_twice_is_teaching_once():
    shell = Shell()
    hook.teach(shell)
    first = shell._showtraceback
    hook.teach(shell)
    assert shell._showtraceback is first
    hook.leave(shell)
    assert failed(shell, divides) == ["Python's own"]


def test_a_form_that_nobody_knows_is_refused():
    with pytest.raises(
        BadArgument, match="'short' is none. Write 'course' or 'python'"
    ):
        notebook.setup(errors="short")


# --- nothing is run ----------------------------------------------------------------------


class Trap:
    """Runs code wherever it is touched."""

    plain = 3

    def __init__(self):
        self.stored = 4

    def _touched(self, *_):
        raise AssertionError("code of the learner's was run")

    __repr__ = __len__ = __bool__ = __eq__ = __iter__ = __getattr__ = __getitem__ = (
        _touched
    )
    __hash__ = None
    computed = property(_touched)


def test_reading_a_value_runs_nothing():
    trap = Trap()
    assert attribute(trap, "stored") == 4
    assert attribute(trap, "plain") == 3
    assert attribute(trap, "computed") is UNKNOWN
    assert attribute(trap, "missing") is UNKNOWN
    assert described(trap) == "Trap object"


def test_a_tensor_is_described_with_its_device_and_its_gradient():
    torch = pytest.importorskip("torch")
    W = torch.ones(2, 3, requires_grad=True)
    assert described(W) == "tensor (2, 3) float32 on cpu, requires_grad"
    assert described(torch.ones(2, device="meta")) == "tensor (2,) float32 on meta"


@pytest.mark.parametrize(
    "value, words",
    [
        (np.ones((6, 2)), "array (6, 2) float64"),
        (np.float32(1.5), "1.5 (float32)"),
        ([], "empty list"),
        ([[1], [2]], "list of 2 lists"),
        (10**400, "a whole number of 1329 bits"),
        ("x" * 300, f"'{'x' * 39}'… (300 characters)"),
        ((i for i in ()), "generator"),
    ],
)
def test_a_value_is_described_in_a_few_words(value, words):
    assert described(value) == words


@pytest.mark.parametrize(
    "name, known, meant",
    [
        ("weigths", "weights", "weights"),
        ("Loss", "loss", "loss"),
        ("step", "steps", "steps"),
        ("y_train", "X_train", ""),
        ("fc2", "fc1", ""),
        ("xs", "ys", ""),
        ("global_x", "globals", ""),
    ],
)
def test_a_slip_of_a_key_is_not_another_name(name, known, meant):
    assert nearly(name, [known]) == meant


# --- sentences and cells -----------------------------------------------------------------


def test_checks_and_cells_say_of_one_error_what_is_true_of_each():
    words = "f() takes 1 positional argument but 2 were given"
    assert explanation("TypeError", words).startswith("Your function takes 1 arguments")
    assert in_a_cell("TypeError", words).startswith("The call gives 2 arguments")


def test_a_cell_that_stands_in_the_file_and_did_not_run_is_named(tmp_path, monkeypatch):
    from nbformat import v4, write

    made = v4.new_notebook(cells=[v4.new_code_cell("%matplotlib inline\nw = 3")])
    write(made, tmp_path / "lesson.ipynb")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JPY_SESSION_NAME", "course/lesson.ipynb")
    assert cells.in_file(Shell()) == ["%matplotlib inline\nw = 3"]
    assert cells.binding_of("w", cells.in_file(Shell())[0]).line == 2
    Path("lesson.ipynb").write_text("no notebook")
    assert cells.in_file(Shell()) == []


def test_every_cell_that_fails_on_purpose_shows_this_form_in_twelve_lines():
    import nbformat

    found = 0
    for path in sorted((ROOT / "course").glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", ()):
                if output.output_type == "error":
                    found += 1
                    shown = error_of([output])[1].splitlines()
                    assert len(shown) <= 12, path.name
                    assert shown[1].startswith("This cell, line "), path.name
    assert found >= 12
