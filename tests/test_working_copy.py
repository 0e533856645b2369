"""The learner's copy follows updates where it was not touched, and loses nothing."""

import json
from argparse import Namespace
from pathlib import Path

import pytest

from layerlab import lab, working_copy
from layerlab.errors import BadArgument, LayerlabError
from layerlab.working_copy import SETUP, fresh, renew, with_short_setup

LESSON, OTHER = "course/04_perceptron.ipynb", "exercises/04_perceptron.ipynb"


@pytest.fixture
def checkout(tmp_path):
    """A checkout with a lesson and its exercises."""
    root = tmp_path / "course with a space"
    for name in (
        LESSON,
        OTHER,
        "course/glossary.ipynb",
        "solutions/04_perceptron.ipynb",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"{name}, first")
    return root


@pytest.fixture
def copy(checkout):
    """A copy of it, made for the first time."""
    renew(checkout, checkout / "my_course")
    return checkout / "my_course"


def text(path):
    return path.read_text("utf-8")


def test_lessons_and_exercises_are_copied_and_solutions_are_not(checkout, copy):
    found = sorted(p.relative_to(copy).as_posix() for p in copy.rglob("*.ipynb"))
    assert found == [LESSON, "course/glossary.ipynb", OTHER]
    assert renew(checkout, copy) == working_copy.Changes()


def test_what_was_not_touched_follows(checkout, copy):
    (checkout / LESSON).write_text("second")
    changes = renew(checkout, copy)
    assert changes.followed == [LESSON] and text(copy / LESSON) == "second"
    assert "since you had not touched" in " ".join(changes.lines())


def test_what_was_touched_stays_and_the_newer_one_lies_beside_it(checkout, copy):
    (copy / LESSON).write_text("mine")
    assert renew(checkout, copy) == working_copy.Changes()  # nothing newer yet
    (checkout / LESSON).write_text("second")
    changes = renew(checkout, copy)
    beside = "course/04_perceptron (new).ipynb"
    assert changes.beside == {LESSON: beside}
    assert (text(copy / LESSON), text(copy / beside)) == ("mine", "second")
    assert renew(checkout, copy).beside == {}  # said once
    (checkout / LESSON).write_text("third")
    assert renew(checkout, copy).beside == {LESSON: beside}
    assert text(copy / beside) == "third"


def test_an_offer_that_was_worked_in_is_not_lost_either(checkout, copy):
    (copy / LESSON).write_text("mine")
    (checkout / LESSON).write_text("second")
    renew(checkout, copy)
    beside = copy / "course/04_perceptron (new).ipynb"
    beside.write_text("mine, too")
    assert renew(checkout, copy).beside == {}
    (checkout / LESSON).write_text("third")
    assert renew(checkout, copy).beside == {
        LESSON: "course/04_perceptron (new 2).ipynb"
    }
    assert text(beside) == "mine, too" and text(copy / LESSON) == "mine"
    assert renew(checkout, copy).beside == {}


def test_a_renewal_that_was_cut_off_is_no_touch(checkout, copy):
    (checkout / LESSON).write_text("second")
    (copy / LESSON).write_text("second")  # written, and not yet remembered
    assert renew(checkout, copy) == working_copy.Changes()
    (checkout / LESSON).write_text("third")
    assert renew(checkout, copy).followed == [LESSON]


def test_without_its_record_everything_is_the_learners(checkout, copy):
    (copy / working_copy.RECORD).write_text("{torn")
    (checkout / LESSON).write_text("second")
    assert renew(checkout, copy).beside == {LESSON: "course/04_perceptron (new).ipynb"}
    assert text(copy / LESSON).endswith("first")


@pytest.mark.parametrize("unit", ["04", "perceptron", "04_perceptron"])
def test_a_fresh_unit_keeps_the_old_one_under_another_name(checkout, copy, unit):
    for content in ("mine", "again mine"):
        (copy / LESSON).write_text(content)
        changes = fresh(checkout, copy, unit)
    assert changes.kept == {LESSON: "course/04_perceptron (old 2).ipynb"}
    assert text(copy / LESSON).endswith("first")
    assert text(copy / "course/04_perceptron (old).ipynb") == "mine"
    assert text(copy / "course/04_perceptron (old 2).ipynb") == "again mine"
    assert renew(checkout, copy) == working_copy.Changes()


def test_an_unknown_unit_is_named(checkout, copy):
    with pytest.raises(BadArgument, match="none is called '99'.*04_perceptron"):
        fresh(checkout, copy, "99")


def test_the_checkout_itself_is_no_copy(checkout):
    with pytest.raises(BadArgument, match="holds the course itself"):
        renew(checkout, checkout)


def test_a_place_that_cannot_be_written_is_said(checkout, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(LayerlabError, match="cannot be written.*--folder"):
        renew(checkout, tmp_path / "file" / "copy")


def options(**given):
    return Namespace(**({"folder": None, "fresh": None} | given))


def test_the_command_says_where_the_copy_is_and_what_changed(checkout, capsys):
    copy = lab.opened(options(), checkout)
    assert copy == checkout / "my_course" and str(copy) in capsys.readouterr().out
    (copy / LESSON).write_text("mine")
    lab.opened(options(fresh="04"), checkout)
    said = capsys.readouterr().out
    assert f"{LESSON} is fresh" in said and "Your copy" not in said


def test_another_folder_may_be_chosen(checkout, tmp_path):
    assert lab.opened(options(folder=tmp_path / "elsewhere"), checkout).is_dir()


def test_the_labs_settings_are_the_courses_own():
    settings = json.loads((lab.SETTINGS / "overrides.json").read_text("utf-8"))
    assert (
        settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
    )


def test_the_lab_is_given_settings_and_a_plugin_that_are_there(tmp_path):
    options = Namespace(host=None, port=None, no_browser=True)
    words = lab.command(options, tmp_path)
    folders = [Path(w.partition("=")[2]) for w in words if w.startswith("--LabApp.")]
    settings, extensions = folders
    assert (settings / "overrides.json").is_file()
    (about,) = extensions.glob("*/package.json")
    found = json.loads(about.read_text())
    assert about.parent.name == found["name"]
    assert (about.parent / found["jupyterlab"]["_build"]["load"]).is_file()


def test_the_set_up_of_a_copy_is_one_line_and_all_else_stays():
    cells = [
        {"cell_type": "markdown", "source": ["# Ünit"]},
        {"cell_type": "code", "source": ["if x:\n", "    %pip install y\n", SETUP]},
        {"cell_type": "code", "source": "import layerlab"},
    ]
    given = json.loads(with_short_setup(json.dumps({"cells": cells}).encode()))["cells"]
    assert given[1].pop("source") == [SETUP] and cells[1].pop("source")
    assert given == cells
    for other in (b"no notebook", b"[]", b'{"cells": []}', b"\xff"):
        assert with_short_setup(other) == other
