"""The board: it judges entries itself, keeps the best, and loses nothing."""

import json

import numpy as np
import pytest

import layerlab as ll
from layerlab import keeping
from layerlab.challenges import board, cakes, landscape, quiet_edge, seven, spirals
from layerlab.challenges.board import find, names
from layerlab.challenges.classes import ranking
from layerlab.cli import main
from layerlab.errors import BadArgument, LayerlabError, UnknownName
from layerlab.widgets import BlameGraph, CakeBuilder, Descent, DrawingPad

RECIPE = "CakeBuilder|batch=32|data=spirals|lr=0.3|noise=0.1|seed=3|steps=3000|tiers=8tanh,8tanh"
QUIET = [("a", -1.0), ("r", "relu", "a"), ("L", "+", "a", "r")]


@pytest.fixture(autouse=True)
def own_board(tmp_path, monkeypatch):
    """A board of this test alone."""
    monkeypatch.setenv("LAYERLAB_PROGRESS", str(tmp_path / "progress.jsonl"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "board.json"


def ridge(x):
    """A shelf on which lr 0.1 creeps, above a deep valley."""
    return 0.05 * (x - 3) ** 2


# ---- spirals -------------------------------------------------------------------------


def test_a_recipe_is_baked_by_the_board_and_counted():
    judged = spirals.judge(RECIPE)
    assert judged.score == 105 and "99.3%" in judged.words
    assert spirals.judge(CakeBuilder.from_state(RECIPE)).score == 105


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("spirals", "moons"), "bakes moons"),
        (("noise=0.1", "noise=0.05"), "noise is 0.05"),
        (("steps=3000", "steps=30000"), "at most 20000"),
        (("8tanh,8tanh", "2tanh"), "98% are needed"),
    ],
)
def test_a_recipe_outside_the_rules_scores_nothing(change, words):
    judged = spirals.judge(RECIPE.replace(*change))
    assert judged.score is None and words in judged.words


def test_a_claimed_number_is_no_recipe():
    with pytest.raises(
        BadArgument, match="takes a recipe, but it was given an object of"
    ):
        spirals.judge(12)


# ---- seven ---------------------------------------------------------------------------


def without_its_bar():
    drawing = seven.seven().copy()
    drawing[:9, :18] = 0
    return drawing


def test_a_seven_without_its_bar_is_a_one_and_costs_its_pixels():
    judged = seven.judge(without_its_bar())
    assert judged.score == (without_its_bar() != seven.seven()).sum() > 0
    assert seven.judge(DrawingPad(image=without_its_bar())).score == judged.score
    assert seven.judge(without_its_bar() / 255).score == judged.score
    assert seven.judge(judged.entry).score == judged.score, (
        "the kept entry tells as much"
    )


def test_an_untouched_seven_scores_nothing():
    pad = ll.board("seven").start()
    assert seven.judge(pad).score is None and "says seven" in seven.judge(pad).words


def test_another_size_is_refused():
    with pytest.raises(BadArgument, match="28 by 28"):
        seven.judge(np.zeros((8, 8)))


# ---- landscape -----------------------------------------------------------------------


def test_a_long_slope_defeats_a_small_rate():
    judged = landscape.judge(ridge)
    assert judged.score > 10 and "lr 1 " in judged.words
    assert landscape.judge(judged.entry).score == pytest.approx(judged.score, abs=0.1)
    shown = Descent(ridge, lr=0.1, start=[-3.4])
    assert landscape.judge(shown).score == pytest.approx(judged.score, abs=0.5)


def test_what_makes_every_rate_explode_is_refused():
    judged = landscape.judge(lambda x: 30 * x * x)
    assert judged.score is None and "curved by up to 60" in judged.words


def test_the_parabola_of_the_lesson_does_not_defeat_it():
    assert landscape.judge(lambda x: x**2 / 2).score is None


def test_who_leaves_the_land_stands_on_its_edge():
    assert "0% up" in landscape.judge(lambda x: 3 * x).words  # to the left, and down
    assert landscape.judge(lambda x: 3 * x).score is None


# ---- the quiet edge ------------------------------------------------------------------


def test_an_edge_into_a_silent_unit_is_noticed_by_no_input():
    judged = quiet_edge.judge(BlameGraph(QUIET, broken=2))
    assert judged.score == 3
    assert quiet_edge.judge(json.loads(json.dumps(judged.entry))).score == 3


@pytest.mark.parametrize(
    ("rows", "broken", "words"),
    [
        (QUIET, 1, "a noticed it"),
        (QUIET, 0, "the edge carries 0"),
        (
            [("a", -1.0), ("b", 2.0), ("r", "relu", "a"), ("L", "*", "r", "b")],
            0,
            "hardly",
        ),
    ],
)
def test_other_edges_are_told_why_they_fail(rows, broken, words):
    judged = quiet_edge.judge(BlameGraph(rows, broken=broken))
    assert judged.score is None and words in judged.words


def test_a_value_that_is_used_twice_by_one_box_has_two_edges():
    rows = [("a", 3.0), ("L", "*", "a", "a")]
    for broken in (0, 1):
        assert "noticed" in quiet_edge.judge(BlameGraph(rows, broken=broken)).words


def test_a_whole_graph_is_refused():
    with pytest.raises(BadArgument, match="broken is -1"):
        quiet_edge.judge(BlameGraph(QUIET))


# ---- cakes ---------------------------------------------------------------------------


def test_a_training_that_gives_no_model_or_a_bad_one_scores_nothing(monkeypatch):
    from torch import nn

    monkeypatch.setattr(cakes, "PICTURES", 40)
    monkeypatch.setattr(cakes, "SEALED", 40)
    assert "gave nothing back" in cakes.judge(lambda *_: None).words
    flat = nn.Sequential(nn.Flatten(), nn.Linear(3072, 4))
    judged = cakes.judge(lambda *_: flat)
    assert judged.score is None and "97% are needed" in judged.words
    with pytest.raises(BadArgument, match="takes a training"):
        cakes.judge(0.5)


def test_the_clock_runs_on_cores_and_new_cakes_are_asked(monkeypatch):
    from torch import nn

    monkeypatch.setattr(cakes, "PICTURES", 40)
    monkeypatch.setattr(cakes, "SEALED", 40)
    monkeypatch.setattr(cakes, "RIGHT", 0.0)
    flat = nn.Sequential(nn.Flatten(), nn.Linear(3072, 4))
    assert 0 <= cakes.judge(lambda *_: flat).score < 5
    first, second = cakes._sealed(), cakes._sealed()
    assert (first.X != second.X).any()


# ---- the board -----------------------------------------------------------------------


def test_your_best_is_kept_and_only_a_better_one_takes_its_place(own_board):
    assert "No score yet" in repr(board("seven"))
    more = without_its_bar()
    more[27, 27] = 255 - more[27, 27]
    first = board("seven", without_its_bar())
    assert f"Your best: {first.score} pixels" in repr(first)
    assert (
        "Your best stays" in repr(board("seven", more))
        or board("seven", more).score is None
    )
    assert json.loads(own_board.read_text())["seven"]["score"] == first.score
    assert f"{first.score} pixels" in repr(board())


def test_a_failure_keeps_nothing(own_board):
    assert repr(board("landscape", lambda x: x)).startswith("Not yet: ")
    assert not own_board.exists()


def test_a_damaged_file_is_set_aside_and_said_so(own_board, capsys):
    own_board.write_text('{"seven": {"score": 3')
    assert "No score yet" in repr(board("seven"))
    assert "board.json is damaged" in capsys.readouterr().err
    aside = own_board.with_name("board (damaged 1).json")
    assert aside.read_text() == '{"seven": {"score": 3'
    board("quiet edge", BlameGraph(QUIET, broken=2))
    assert json.loads(own_board.read_text())["quiet edge"]["score"] == 3
    assert aside.exists()


def test_where_nothing_can_be_written_the_score_is_told_all_the_same(
    tmp_path, monkeypatch, capsys
):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LAYERLAB_PROGRESS", str(tmp_path / "file" / "progress"))
    shown = board("quiet edge", BlameGraph(QUIET, broken=2))
    assert "Your best (not saved): 3 boxes" in repr(shown)
    assert "will not be kept" in capsys.readouterr().err


def test_in_a_working_copy_the_board_lies_in_its_folder(tmp_path, monkeypatch):
    record = tmp_path / "my_course" / ".layerlab" / "given.json"
    record.parent.mkdir(parents=True)
    record.write_text("{}")
    (tmp_path / "my_course" / "exercises").mkdir()
    monkeypatch.chdir(tmp_path / "my_course" / "exercises")
    assert keeping.folder() == record.parent
    board("quiet edge", BlameGraph(QUIET, broken=2))
    assert (record.parent / "board.json").exists()


def test_an_unknown_challenge_names_the_nearest():
    with pytest.raises(UnknownName, match="Did you mean 'spirals'"):
        board("spiral")


@pytest.mark.parametrize("name", names())
def test_every_task_says_how_an_entry_is_handed_in(name):
    task = find(name)
    assert task.name == name and f'll.board("{name}"' in task.words
    assert name in repr(board()) and task.lesson in board()._repr_markdown_()


# ---- a class's board -----------------------------------------------------------------


def test_a_class_is_judged_from_entries_and_no_claim_counts(tmp_path, capsys):
    folder = tmp_path / "class"
    folder.mkdir()
    quiet = quiet_edge.judge(BlameGraph(QUIET, broken=2)).entry
    rows = {
        "quiet edge": {"score": 3, "entry": quiet},
        "cakes": {"score": 0.1, "entry": None},
    }
    (folder / "ada.json").write_text(json.dumps(rows))
    (folder / "ben.json").write_text(
        '{"spirals": {"score": 1, "entry": "CakeBuilder|x=1"}}'
    )
    (folder / "cem.json").write_text("{torn")
    assert main(["board", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "ada: 3 boxes" in told
    assert "ada: cannot be judged from a file" in told
    assert "ben: no entry" in told and "1 parameters" not in told
    with pytest.raises(LayerlabError, match="holds no file"):
        ranking(tmp_path / "nowhere")
