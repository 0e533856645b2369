"""On Colab: what the set-up says, and a progress that outlives a disconnect."""

import subprocess
import sys
from types import ModuleType, SimpleNamespace

import pytest

import layerlab as ll
from layerlab import notebook, progress
from layerlab.errors import BadArgument
from tools import inside_lookalike, lookalike
from tools.project import ROOT, Project


@pytest.fixture
def colab(monkeypatch, tmp_path):
    """A stand-in for Colab's package, whose Drive is a folder here."""
    mounted = []
    google, module = ModuleType("google"), ModuleType("google.colab")
    module.drive = SimpleNamespace(mount=mounted.append)
    module.output = SimpleNamespace(enable_custom_widget_manager=lambda: None)
    google.colab = module
    monkeypatch.setitem(sys.modules, "google", google)
    monkeypatch.setitem(sys.modules, "google.colab", module)
    monkeypatch.setattr(progress, "_DRIVE", str(tmp_path / "drive"))
    monkeypatch.setattr(progress, "_in_memory", [])
    monkeypatch.setenv("LAYERLAB_PROGRESS", str(tmp_path / "session.jsonl"))
    return mounted


def answer(monkeypatch, code, words):
    done = SimpleNamespace(returncode=code, stdout=words)
    monkeypatch.setattr(notebook.subprocess, "run", lambda *_, **__: done)


def test_the_gpu_that_is_there_is_named(colab, monkeypatch, capsys):
    answer(monkeypatch, 0, "Tesla T4\n")
    ll.setup()
    said = capsys.readouterr().out
    assert said.startswith("GPU: Tesla T4, and ll.device() takes it.")
    assert said.count("\n") == 1 and "ll.progress.to_drive()" in said


@pytest.mark.parametrize("code", [0, 9])
def test_without_a_gpu_the_way_to_one_is_said(colab, monkeypatch, capsys, code):
    answer(monkeypatch, code, "")
    ll.setup()
    assert "No GPU: ll.device() takes the CPU (Runtime → " in capsys.readouterr().out


def test_a_machine_without_nvidias_tool_has_no_gpu(monkeypatch):
    def missing(*_, **__):
        raise FileNotFoundError

    monkeypatch.setattr(notebook.subprocess, "run", missing)
    assert notebook._gpu_words().startswith("No GPU")


def test_elsewhere_the_setup_is_silent(capsys):
    ll.setup()
    assert capsys.readouterr() == ("", "")


def test_the_advice_that_libraries_give_each_other_is_not_shown():
    """As on Colab: such a warning is a UserWarning, too, and those are shown."""
    code = (
        "import sys, types, warnings, layerlab as ll; ll.setup()\n"
        "class Both(UserWarning, DeprecationWarning): pass\n"
        "for name in ('matplotlib._mathtext', 'pyparsing.util', 'lesson'):\n"
        "    warnings.warn_explicit(name, Both, 'x.py', 1, module=name)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stderr.strip().splitlines() == ["x.py:1: Both: lesson"]


def test_a_disconnect_costs_no_progress_that_is_in_the_drive(
    colab, monkeypatch, tmp_path
):
    progress.record("perceptron", "predict")
    file = ll.progress.to_drive()
    assert colab == [str(tmp_path / "drive")]
    assert file == tmp_path / "drive" / "MyDrive" / "layerlab" / "progress.jsonl"
    progress.record("perceptron", "update")
    monkeypatch.setenv("LAYERLAB_PROGRESS", str(tmp_path / "next session.jsonl"))
    progress.record("cake", "count")
    ll.progress.to_drive()
    assert progress.passed() == {"perceptron": {"predict", "update"}, "cake": {"count"}}
    assert len(file.read_text().splitlines()) == 3


def test_what_could_not_be_written_is_kept_in_the_drive(colab, monkeypatch):
    monkeypatch.setenv("LAYERLAB_PROGRESS", "/proc/nowhere/progress.jsonl")
    monkeypatch.setattr(progress, "_warned", True)
    progress.record("cake", "count")
    assert "count" in ll.progress.to_drive().read_text()


def test_elsewhere_the_drive_is_refused_with_the_other_way():
    with pytest.raises(BadArgument, match="this is not Colab. ll.progress.export"):
        ll.progress.to_drive()


def test_every_notebook_opens_itself_on_colab():
    project = Project.read()
    for kind, unit, path in project.notebooks():
        if path.exists():
            address = project.on_colab(kind, unit)
            assert f"({address})" in path.read_text("utf-8"), path


# --- the look-alike, which `make test-colab` makes ---------------------------------------


def test_colabs_list_meets_what_the_course_needs():
    import tomllib

    from packaging.requirements import Requirement

    listed = lookalike.LIST.read_text("utf-8").splitlines()
    exact = dict(line.split("==") for line in listed if not line.startswith("#"))
    exact = {name.lower().replace("_", "-"): version for name, version in exact.items()}
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    needs = map(Requirement, tomllib.loads(text)["project"]["dependencies"])
    unmet = [n for n in needs if exact.get(n.name, "0") not in n.specifier]
    assert unmet == []


def test_a_changed_package_is_said(capsys):
    before = {"numpy==2.1.3", "pip==24"}
    after = {"numpy==2.4.6", "pip==24", "layerlab==0.1.0"}
    assert lookalike._changes(before, after) == [
        "The set-up cell changed numpy==2.1.3.",
        "The set-up cell changed numpy==2.4.6.",
    ]
    assert lookalike._changes(before, before) == ["The set-up cell installed nothing."]
    assert lookalike._changes(before, before | {"layerlab==0.1.0"}) == []
    assert "come: ['layerlab==0.1.0']" in capsys.readouterr().out


def test_a_failed_check_or_a_warning_is_said():
    from nbformat import v4

    def cell(output):
        return v4.new_code_cell("x", outputs=[output])

    wrong = v4.new_output("execute_result", {"text/plain": "✗ predict: no"})
    loud = v4.new_output("stream", name="stderr", text="Warning: old")
    made = v4.new_notebook(cells=[cell(wrong), cell(loud)])
    said = list(inside_lookalike._problems(made, "solutions"))
    assert said == ["does not pass: ✗ predict: no", "writes to stderr: Warning: old"]
