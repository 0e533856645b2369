"""The doctor: every bad line says what to do, and the doctor never falls ill."""

import json
import sys
from importlib.metadata import PackageNotFoundError, version

import pytest

from layerlab import checkup as clinic
from layerlab import frontend
from layerlab.checkup import Finding, Report, doctor


def test_every_look_finds_something_here(monkeypatch, tmp_path):
    monkeypatch.setenv("LAYERLAB_DATA", str(tmp_path))
    report = doctor()
    assert len(report.findings) == len(clinic.LOOKS) == 6
    assert [f.what.split()[0].rstrip(":") for f in report.findings] == [
        "Python",
        "Packages",
        "Widgets",
        "Device",
        "Progress",
        "Data",
    ]
    assert report.good, report


def test_a_report_says_what_to_do_and_counts_it():
    report = Report((Finding("A"), Finding("B is broken", "Mend B.")))
    assert repr(report) == (
        "✓ A\n✗ B is broken\n  → Mend B.\nTo mend: 1. The arrows say how."
    )
    assert not report.good
    assert repr(Report((Finding("A"),))) == "✓ A\nAll is well."


def test_an_old_python_is_bad():
    finding = clinic.python((3, 10, 4))
    assert (finding.what, finding.do) == (
        "Python 3.10.4",
        "Install Python 3.11 or newer.",
    )
    assert clinic.python((3, 11, 0)).good


def test_a_web_page_is_told_what_holds_there_and_nothing_of_make(monkeypatch):
    def gone(name):
        raise PackageNotFoundError(name)

    def look():
        raise RuntimeError("broken")

    monkeypatch.setattr(clinic, "in_browser", lambda: True)
    monkeypatch.setattr(
        clinic, "LOOKS", (clinic.python, lambda: clinic.packages(gone), look)
    )
    said = repr(doctor())
    assert "in a web page: no threads" in said and "→ Call %pip install" in said
    assert "%pip install layerlab" in said and "make lab" not in said


def test_an_old_and_a_missing_package_are_named():
    def installed(name):
        if name == "psutil":
            raise PackageNotFoundError(name)
        return "1.0" if name == "numpy" else version(name)

    finding = clinic.packages(installed)
    assert 'pip install "numpy>=1.26" "psutil>=5"' in finding.do


@pytest.mark.parametrize("offered", [True, False])
def test_without_torch_the_way_to_it_is_said_where_there_is_one(monkeypatch, offered):
    monkeypatch.setitem(sys.modules, "torch", None)  # cannot be imported
    needs = ['torch>=2.4; extra == "torch"', "numpy"] if offered else ["numpy"]
    monkeypatch.setattr(clinic.importlib.metadata, "requires", lambda _: needs)
    finding = clinic.device()
    assert finding.what.startswith("Device: no torch")
    assert finding.good is not offered
    assert not offered or finding.do.endswith('%pip install "torch>=2.4"')


def test_without_psutil_the_front_end_is_taken_for_this_python(monkeypatch):
    monkeypatch.setitem(sys.modules, "psutil", None)
    assert str(frontend.front_end_python()) == sys.executable


def test_a_look_that_fails_becomes_a_bad_line(monkeypatch):
    def data():
        raise OSError("the disk is gone")

    monkeypatch.setattr(clinic, "LOOKS", (data,))
    (finding,) = doctor().findings
    assert finding.what == "data: OSError: the disk is gone"
    assert "make lab" in finding.do


def test_progress_that_cannot_be_kept_is_bad(monkeypatch, tmp_path):
    monkeypatch.setattr(clinic, "can_write", lambda folder: False)
    monkeypatch.setenv("LAYERLAB_PROGRESS", str(tmp_path / "p.jsonl"))
    finding = clinic.progress()
    assert str(tmp_path) in finding.what
    assert "LAYERLAB_PROGRESS" in finding.do


def test_data_that_cannot_be_kept_is_bad(monkeypatch, tmp_path):
    monkeypatch.setattr(clinic, "can_write", lambda folder: False)
    monkeypatch.setenv("LAYERLAB_DATA", str(tmp_path))
    assert str(tmp_path) in clinic.data().what
    assert "embedded sets work" in clinic.data().do


def test_a_folder_that_does_not_exist_yet_can_be_written(tmp_path):
    assert clinic.can_write(tmp_path / "a" / "b")
    (tmp_path / "file").write_text("")
    assert not clinic.can_write(tmp_path / "file")


@pytest.fixture
def lab(tmp_path, monkeypatch):
    """An environment of JupyterLab's with chosen halves of the widgets."""
    monkeypatch.setattr(
        frontend, "front_end_python", lambda: tmp_path / "bin" / "python"
    )
    monkeypatch.setattr(frontend, "_shared_places", list)

    def have(**halves):
        for folder, found in halves.items():
            name = frontend.MANAGER if folder == "manager" else folder
            place = tmp_path / "share/jupyter/labextensions" / name
            place.mkdir(parents=True, exist_ok=True)
            (place / "package.json").write_text(json.dumps({"version": found}))

    have(manager="5.0.16", anywidget=version("anywidget"))
    return have


def test_two_halves_that_agree_are_good(lab):
    assert frontend.front_end_problem() == ("", "")


@pytest.mark.parametrize(
    ("halves", "problem", "package"),
    [
        ({"anywidget": "0.2.3"}, "JupyterLab has anywidget 0.2.3", "anywidget=="),
        ({"manager": "3.1.0"}, "not for ipywidgets 8", '"ipywidgets==8.*"'),
    ],
)
def test_two_halves_that_disagree_are_named(lab, tmp_path, halves, problem, package):
    lab(**halves)
    seen, do = frontend.front_end_problem()
    assert problem in seen
    assert f"{tmp_path}/bin/python -m pip install {package}" in do


def test_a_missing_half_is_named(lab, tmp_path):
    (tmp_path / "share/jupyter/labextensions/anywidget/package.json").unlink()
    assert "lacks its half of anywidget" in frontend.front_end_problem()[0]


def test_colab_brings_its_own_front_end(monkeypatch):
    monkeypatch.setitem(frontend.sys.modules, "google.colab", object())
    assert frontend.front_end_problem() == ("", "")
