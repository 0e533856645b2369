"""Finales: they play what passes, say what is missing, and hand the thread on."""

import importlib
import json
import re

import numpy as np
import pytest
from IPython import display as ipython

import layerlab as ll
from layerlab import checks, keeping, settings
from layerlab.checks import perceptron, start_here
from layerlab.errors import BadArgument
from layerlab.finales import PLAYED, finale, thread
from layerlab.syllabus import syllabus
from layerlab.widgets import DrawingPad

NUMBERS = {e.slug: e.number for e in syllabus()}


def references(slug):
    """The course's own answers, in the order of the exercises."""
    return [exercise.reference for exercise in checks.exercises(slug)]


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Where this test keeps its reader."""
    monkeypatch.setenv("LAYERLAB_PROGRESS", str(tmp_path / "progress.jsonl"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def shown(monkeypatch):
    """The words of the figures that a finale shows."""
    words = []
    monkeypatch.setattr(
        ipython, "display", lambda data, **_: words.append(data["text/plain"])
    )
    return words


def play(slug):
    """Play a unit with the course's own answers."""
    return importlib.import_module(f"layerlab.finales.{slug}").play(*references(slug))


# ---- when it begins ------------------------------------------------------------------


def stub(*_):
    raise NotImplementedError("your turn")


def test_blanks_are_named_in_one_line_and_nothing_plays():
    said = finale(perceptron, stub, stub, stub, stub, stub)
    assert "\n" not in said and said.endswith(
        "Still to come: predict, update, train, margin, lift."
    )


def test_what_is_not_handed_over_is_missing():
    assert finale(perceptron, *references("perceptron")[:3]).endswith("margin, lift.")


def test_one_wrong_function_holds_the_finale_back(own_folder):
    mine = references("perceptron")
    mine[1] = lambda x, y, w, b: (w, b)
    assert finale(perceptron, *mine).endswith("Still to come: update.")
    assert not (own_folder / "reader.json").exists()


def test_a_function_that_passed_here_is_not_judged_again(monkeypatch, shown):
    from layerlab.checking import engine

    mine = references("perceptron")
    for exercise, attempt in zip(checks.exercises("perceptron"), mine, strict=True):
        assert exercise(attempt).passed
    monkeypatch.setattr(engine, "judge_here", lambda *_: pytest.fail("judged again"))
    assert finale(perceptron, *mine) is None
    assert len(shown) == 1


def test_what_is_no_unit_is_refused():
    for wrong in ("04", ll, start_here):
        with pytest.raises(BadArgument, match=r"Write ll.finale\(check"):
            finale(wrong)


def test_in_the_graders_child_nothing_plays(monkeypatch):
    import sys
    import types

    monkeypatch.setitem(
        sys.modules, "layerlab.checks", types.ModuleType("layerlab.checks")
    )
    assert settings.is_graded_elsewhere()
    assert finale(perceptron, stub) == "The finale plays in your own notebook."
    assert "your own notebook" in repr(ll.board("spirals", "whatever"))


# ---- what it plays -------------------------------------------------------------------


def test_every_played_unit_is_one_of_the_course():
    assert set(PLAYED) <= set(NUMBERS)


@pytest.mark.parametrize(
    "slug", ["features", "convolution", "onion", "depth", "cnn", "gpu"]
)
def test_a_finale_shows_pictures_with_numbers_in_their_words(slug, shown):
    assert play(slug) is None
    assert shown and all(len(words) > 30 for words in shown)


def test_the_readers_tiers_are_baked_by_the_learners_bake(capsys):
    pad = play("cake")
    assert pad.names[int(np.argmax(pad.scores))] == "three"
    assert "19,066 parameters" in capsys.readouterr().out
    calls = []
    bake, *others = references("cake")

    def counted(x, layers):
        calls.append(len(layers))
        return bake(x, layers)

    from layerlab.finales import cake

    _ = cake.play(counted, *others).scores
    assert calls[-1] == 3


# ---- one thread ----------------------------------------------------------------------


def test_the_thread_runs_from_a_neuron_to_weights_that_read_a_drawing(shown, capsys):
    assert play("perceptron") is None
    assert play("descent").verdict == "arrives", "the own gradient_descent walks"
    untrained, trained = play("layers"), play("backprop")
    told = capsys.readouterr().out
    assert "(yours)" in told and "the course's" not in told
    assert isinstance(untrained, DrawingPad)
    assert trained.names[int(np.argmax(trained.scores))] == "three"
    shares = [float(share) for share in re.findall(r"([\d.]+)%", told)]
    assert shares[-1] > 90 > 30 > shares[-2], "07 trains what 06 only put together"
    kept = json.loads((keeping.folder() / "reader.json").read_text())
    assert sorted(kept) == ["04", "05", "06", "07"]
    W1, W2 = (np.shape(W) for W, _ in kept["07"])
    assert (W1, W2) == ((64, 32), (32, 10))


def test_the_seven_neuron_is_unit_0_of_the_network(shown):
    play("descent")
    play("layers")
    neuron, network = thread.part("05")[0], thread.part("06")[0]
    assert np.allclose(neuron[0][0][:, 0], network[0][0][:, 0])


def test_who_skipped_gets_a_good_one_of_the_course(shown, capsys):
    play("backprop")
    told = capsys.readouterr().out
    assert "the course's: you have none yet" in told
    layers, mine = thread.part("07")
    assert mine and len(layers) == 2


@pytest.mark.parametrize(
    "text",
    ['{"06": 3}', '{"06": [[[[1]], [1]], [[[1, 2]], [1]]]}', '{"06": "x"}', "{torn"],
)
def test_a_damaged_reader_is_no_reader(own_folder, text):
    (own_folder / "reader.json").write_text(text)
    layers, mine = thread.part("06")
    assert not mine and layers[0][0].shape == (64, 32)


def test_the_engine_and_torch_end_in_the_pad(capsys):
    for slug in ("autograd", "pytorch"):
        pad = play(slug)
        assert pad.names[int(np.argmax(pad.scores))] == "three"
    told = capsys.readouterr().out
    assert "Trained by your fit: 9" in told


def test_an_empty_pad_has_no_answer():
    pad = thread.pad(lambda X: np.ones((1, 10)), "Draw.")
    pad.image = np.zeros((28, 28))
    assert not pad.scores.any()
