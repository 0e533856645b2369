"""The command: what it offers works, errors are one sentence, imports are late."""

import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from layerlab import cli, lab
from layerlab.errors import LayerlabError
from tools.project import ROOT


def test_the_help_names_every_command(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    shown = capsys.readouterr().out
    assert all(name in shown for name in cli.COMMANDS)


def test_every_command_that_is_offered_has_its_two_functions():
    for name, (module, _) in cli.COMMANDS.items():
        found = cli.importlib.import_module(module)
        assert callable(found.run), name
        assert callable(found.add_arguments), name


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from layerlab import cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: print([m for m in ('numpy','torch') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert found.stdout.strip().endswith("[]"), found.stderr


def test_the_doctor_of_the_command_line_is_the_same(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("LAYERLAB_DATA", str(tmp_path))
    assert cli.main(["doctor"]) == 0
    assert "✓ Python" in capsys.readouterr().out


def test_progress_is_shown_saved_and_loaded(capsys, monkeypatch, tmp_path):
    mine = tmp_path / "progress.jsonl"
    monkeypatch.setenv("LAYERLAB_PROGRESS", str(mine))
    mine.write_text('{"unit": "perceptron", "name": "predict"}\n')
    assert cli.main(["progress"]) == 0
    assert "●○○○○ 1 of 5" in capsys.readouterr().out
    saved = tmp_path / "saved.jsonl"
    assert cli.main(["progress", "--save", str(saved)]) == 0
    monkeypatch.setenv("LAYERLAB_PROGRESS", str(tmp_path / "other.jsonl"))
    assert cli.main(["progress", "--load", str(saved)]) == 0
    assert "New passes: 1." in capsys.readouterr().out


def test_the_sets_are_listed_and_fetched(capsys):
    assert cli.main(["data"]) == 0
    assert "digits           shipped " in capsys.readouterr().out
    assert cli.main(["data", "--fetch", "digits"]) == 0
    assert capsys.readouterr().out == "digits is here.\n"
    assert cli.main(["data", "--fetch", "digit"]) == 1
    assert "Did you mean 'digits'" in capsys.readouterr().err


def test_an_error_of_the_course_is_one_sentence(capsys, monkeypatch, tmp_path):
    assert cli.main(["progress", "--load", str(tmp_path / "none")]) == 1
    assert capsys.readouterr().err.startswith("No such file or directory: ")

    def nowhere(start=None):
        raise LayerlabError("No course", "nothing is here", "Clone it")

    monkeypatch.setattr(lab, "checkout", nowhere)
    assert cli.main(["lab"]) == 1
    assert capsys.readouterr().err == "No course, but nothing is here. Clone it.\n"


def options(**given):
    return Namespace(**({"host": None, "port": None, "no_browser": False} | given))


def test_lab_opens_the_first_page(tmp_path):
    assert Path("course/00_start_here.ipynb") == lab.FIRST
    assert str(lab.FIRST) not in lab.command(options(), tmp_path)
    (tmp_path / "course").mkdir()
    (tmp_path / lab.FIRST).write_text("{}")
    command = lab.command(options(), tmp_path)
    assert command[:4] == [sys.executable, "-m", "jupyterlab", str(lab.FIRST)]
    assert "--no-browser" not in command


def test_lab_listens_where_it_is_told():
    command = lab.command(options(host="0.0.0.0", port=9, no_browser=True), ROOT)
    for word in ("--ServerApp.ip=0.0.0.0", "--ServerApp.port=9", "--no-browser"):
        assert word in command


def test_the_course_is_found_from_any_folder_in_it(tmp_path):
    assert lab.checkout(ROOT / "layerlab" / "data") == ROOT
    assert lab.checkout(tmp_path) == ROOT  # the package lies in it
