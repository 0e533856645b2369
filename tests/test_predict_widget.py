"""The widget of a prediction on its Python side: what it hears, keeps, shows and stores."""

import json

import pytest
from IPython.core.interactiveshell import InteractiveShell

import layerlab as ll
from layerlab import predictions, progress
from layerlab.errors import UnknownName
from layerlab.predictions import seal, unseal
from layerlab.widgets import source
from layerlab.widgets.predict import Predict, listening, still

REACHES = ("layerlab/predictions/answers/*.json",)

SIDE = "i = 5   # which thing on the belt: 0 to 5\nw @ X[i] + b"
OF_EACH_KIND = ["side", "bends", "most_numbers", "three_times"]


@pytest.fixture
def own_file(monkeypatch, tmp_path):
    monkeypatch.setenv("LAYERLAB_PROGRESS", str(tmp_path / "progress.jsonl"))


@pytest.fixture
def shell(monkeypatch):
    """A shell that runs cells, as a notebook's."""
    monkeypatch.setattr(listening, "_heard_by", [])
    monkeypatch.setattr(listening, "_waiting", {})
    shell = InteractiveShell.instance()
    yield shell
    InteractiveShell.clear_instance()


@pytest.mark.parametrize("name", OF_EACH_KIND)
def test_a_prediction_of_each_kind_is_a_picture_with_words(name, monkeypatch):
    monkeypatch.setenv("LAYERLAB_STATIC", "1")
    widget = ll.predict(name)
    data, metadata = widget._repr_mimebundle_()
    assert set(data) == {"image/png", "text/plain"}
    assert metadata["image/png"]["alt"] == widget.alt() in data["text/plain"]
    assert widget.alt().endswith(".") and any(c.isdigit() for c in widget.alt())
    assert Predict.from_state(widget.state()).png() == widget.png()


@pytest.mark.parametrize("name", ["side", "bends", "three_times"])
def test_picture_and_words_do_not_know_what_is_right(name, monkeypatch):
    before = ll.predict(name)
    known = predictions.find(name)
    other = {
        **known,
        "sealed": seal({"right": 0, "answer": "x", "why": "y", "check": "z"}),
    }
    monkeypatch.setattr(predictions, "find", lambda _: other)
    after = Predict(name)
    assert (after.png(), after.alt()) == (before.png(), before.alt())


def test_a_live_page_hides_the_cells_below_and_holds_no_word_of_the_reason(monkeypatch):
    monkeypatch.delenv("LAYERLAB_STATIC", raising=False)
    page = ll.predict("side")._repr_mimebundle_()[0]["text/html"]
    assert '<style data-predict="side">.jp-Cell[class~="celltag_predict:side"]' in page
    assert "sharpness speaks against" not in page


def test_an_unknown_name_is_refused_with_the_nearest():
    with pytest.raises(UnknownName, match="prediction 'sid'. Did you mean 'side'"):
        ll.predict("sid")


def test_the_result_of_the_next_cell_stands_beside_the_guess(shell, own_file):
    widget = ll.predict("side")
    shell.run_cell("w, b, X = 1, -3.0, [0, 0, 0, 0, 0, 1]")
    assert not widget.ran
    shell.run_cell(SIDE.replace("@", "*"))
    assert widget.ran and widget.result == "-2.0"


def test_a_turned_knob_is_the_same_cell_and_a_failed_cell_answers_nothing(shell):
    widget = ll.predict("side")
    shell.run_cell("raise ValueError")
    shell.run_cell(SIDE)  # NameError: X is not there
    assert not widget.ran
    shell.run_cell("import numpy as np\nw, b, X = np.ones(2), 1.0, np.ones((6, 2))")
    shell.run_cell(SIDE.replace("i = 5", "i = 2"))
    assert widget.ran and "3.0" in widget.result


def test_all_cells_that_answer_must_have_run(shell):
    widget = ll.predict("half_the_gap")
    assert widget.cells == 2
    hears = widget._waiting[:]
    for left, known in enumerate(reversed(hears)):
        assert not widget.ran and len(widget._waiting) == 2 - left
        _hear(widget, known)
    assert widget.ran


def _hear(widget, known):
    """Let it hear a cell whose lines have these fingerprints."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(predictions, "is_same_cell", lambda _, other: other == known)
        widget.heard("", None, {})


def test_the_curve_is_what_the_lesson_computed_or_that_of_the_answers():
    widget = ll.predict("three_times")
    sealed = unseal(widget.sealed)
    assert listening.curve(sealed, {"seen": [1.0] * 8})["y"] == [0.0, *[1.0] * 8]
    for names in ({}, {"seen": "nonsense"}):
        assert listening.curve(sealed, names)["y"] == [y for _, y in sealed["right"]]


def test_pictures_and_widgets_give_no_words():
    import matplotlib.pyplot as plt

    for value in (None, ll.predict("side"), plt.figure(), object()):
        assert listening.in_words(value) == ""
    assert listening.in_words("x" * 500).endswith("…")
    plt.close("all")


def test_the_first_answer_counts_and_exercises_stay_apart(own_file):
    progress.record("perceptron", "predict")
    for right in (True, False):
        ll.predict("side").guess = {"value": 1, "right": right}
    ll.predict("half_the_gap").guess = {"value": 0, "right": False}
    assert progress.predicted() == {"perceptron": {"side": True, "half_the_gap": False}}
    assert progress.passed() == {"perceptron": {"predict"}}
    assert progress.hits() == "1 of 2 predictions came true"
    assert "1 of 2 predictions came true" in repr(ll.course_map())
    assert "1 of 2 predictions came true." in ll.course_map()._repr_markdown_()
    told = progress.describe({"perceptron": ["predict", "update"]})
    assert told == "1 of 2 exercises passed, 1 of 2 predictions came true"


def test_predictions_travel_with_an_export(own_file, tmp_path, monkeypatch):
    ll.predict("side").guess = {"value": 1, "right": True}
    file = progress.export(tmp_path / "mine.jsonl")
    monkeypatch.setenv("LAYERLAB_PROGRESS", str(tmp_path / "elsewhere.jsonl"))
    assert [progress.load(file), progress.load(file)] == [1, 0]
    assert progress.predicted() == {"perceptron": {"side": True}}


def test_without_a_prediction_nothing_is_said(own_file):
    assert progress.hits() == "" and "prediction" not in repr(ll.course_map())


def test_the_joined_module_fetches_nothing():
    code = source.module_source(Predict)
    assert not [line for line in code.splitlines() if line.startswith("import ")]
    assert not [
        w for w in ("fetch(", "XMLHttpRequest", "import(", "https://") if w in code
    ]


def test_a_seal_keeps_any_letter():
    thing = {"why": "−2 · √n", "right": [[0, 1.5]]}
    assert unseal(seal(thing)) == thing and "√" not in seal(thing)
    json.dumps(seal(thing))


def test_the_picture_is_as_high_as_its_choices():
    low, high = (ll.predict(name) for name in ("side", "plain_wall"))
    assert still.height(high) > still.height(low) and low.still_size[0] == 8.4
