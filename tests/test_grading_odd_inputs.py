"""Odd inputs as classes hand them in: who is found, with which points, and what is said.

Each case is a small class, built here: files, then who has how many points (or no notebook),
the exit code, and words that the output or the row must hold.
"""

import csv
import io
import json
import os
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from layerlab import cli
from layerlab.grading import jobs
from layerlab.grading.inside import probing
from layerlab.grading.inside.isolation import Plan
from layerlab.grading.runners import WarmRunner
from tests.grading_notebooks import REACHES as REACHES
from tests.grading_notebooks import as_bytes, blank, honest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="isolation is Linux's")

ALL = 11  # points of unit 04
GOOD, BLANK = as_bytes(honest()), as_bytes(blank())
HALF = as_bytes([c for c in honest() if "def train" not in c and "def margin" not in c])
NOTHING = None  # a row, and no notebook


def zipped(files, kind=zipfile.ZIP_DEFLATED, when=None) -> bytes:
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, when or (2026, 11, 20, 12, 0, 0))
            info.compress_type = kind
            archive.writestr(info, data)
    return out.getvalue()


def tarred(files) -> bytes:
    """A tar.gz of these files."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def encrypted(files) -> bytes:
    """A zip whose members say that they are encrypted."""
    data = bytearray(zipped(files, zipfile.ZIP_STORED))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(mark, start + 1)
    return bytes(data)


def edited(change) -> bytes:
    """The right notebook after `change` of its JSON."""
    tree = json.loads(GOOD)
    change(tree)
    return json.dumps(tree).encode()


def in_worksheets(tree):
    """The form of notebooks before 2015: nbformat 3."""
    cells = [{"cell_type": "code", "input": c["source"], "outputs": [], "language": "python"}
             for c in tree.pop("cells")]  # fmt: skip
    tree.update(nbformat=3, worksheets=[{"cells": cells}])


def as_lists(tree):
    """Sources as lists of lines, as Jupyter writes them."""
    for cell in tree["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)


def of_another_kernel(tree):
    tree["metadata"]["kernelspec"] = {"name": "ir", "language": "R"}


def twice(tree):
    tree["cells"] += tree["cells"]


def backwards(tree):
    head, rest = tree["cells"][:2], tree["cells"][2:]
    tree["cells"] = [*head, *rest[::-1]]


def windows_lines(tree):
    for cell in tree["cells"]:
        cell["source"] = cell["source"].replace("\n", "\r\n")


def as_raw(tree):
    for cell in tree["cells"][3:]:
        cell["cell_type"] = "raw"


def with_widgets(tree):
    state = {"state": {str(n): {"model_name": "x" * 500} for n in range(3000)}}
    tree["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": state}


def colab(tree):
    """As Colab saves: an id and forms in metadata, a badge, `!pip` at the head."""
    tree["metadata"]["colab"] = {
        "provenance": [],
        "name": "Copy of 04_perceptron.ipynb",
    }
    tree["cells"].insert(0, {"cell_type": "code", "source": "!pip install -q layerlab\n%cd /content",
                             "metadata": {"id": "a", "cellView": "form"}, "outputs": []})  # fmt: skip


SID = "submission_{}:\n  :submitters:\n  - :name: {}\n    :sid: '{}'\n    :email: x@y.org\n"
TWO = (
    SID.format(11, "Ann Lee", 7).rstrip()
    + "\n  - :name: Ben Poe\n    :sid: '8'\n    :email: b@y.org\n"
)
BB = "HW 4_{}_attempt_2026-11-{}-13-45-10{}"
BS = "{}-99 - {} - Nov 28, 2026 145 PM/{}"

# what -> (files by path, (points by student, exit code, words of the output), options)
CASES = {
    # Canvas
    "Canvas: newest of three numbered tries": (
        {"leeann_4_9_04_perceptron.ipynb": BLANK, "leeann_4_10_04_perceptron-1.ipynb": HALF,
         "leeann_4_11_04_perceptron-2.ipynb": GOOD}, {"leeann": ALL}, 0, "a newer one of leeann counts"),
    "Canvas: a name that holds LATE": (
        {"latekate_4_9_04_perceptron.ipynb": GOOD}, {"latekate": ALL}, 0, ""),
    "Canvas: an apostrophe, an umlaut, a double name": (
        {"o'brienmüller-li_4_9_04 perceptron (1).ipynb": GOOD}, {"o'brienmüller-li": ALL}, 0, ""),
    "Canvas: a zip with folder and rubbish of a Mac": (
        {"leeann_LATE_4_9_work.zip": zipped({"work/04.ipynb": GOOD, "__MACOSX/work/._04.ipynb": b"\0\5"})},
        {"leeann": ALL}, 0, ""),
    "Canvas: two of one name, by their numbers": (
        {"leeann_4_9_04.ipynb": GOOD, "leeann_5_9_04.ipynb": BLANK}, {"leeann 4": ALL, "leeann 5": 0}, 0, ""),
    "Canvas: a notebook and a text beside it": (
        {"leeann_4_9_04_perceptron.ipynb": GOOD, "leeann_4_10_notes.docx": b"x"}, {"leeann": ALL}, 0, ""),
    # Moodle
    "Moodle: folders for each": (
        {"Ann Lee_4711_assignsubmission_file/04.ipynb": GOOD,
         "Ben O'Neil_4712_assignsubmission_file_/04.ipynb": BLANK}, {"Ann Lee": ALL, "Ben O'Neil": 0}, 0, ""),
    "Moodle: flat files with the name in front": (
        {"Ann Lee_4711_assignsubmission_file_04_perceptron.ipynb": GOOD}, {"Ann Lee": ALL}, 0, ""),
    "Moodle: a name with an underscore": (
        {"Ann_Marie Lee_4711_assignsubmission_file_/04.ipynb": GOOD}, {"Ann_Marie Lee": ALL}, 0, ""),
    "Moodle: an online text only": (
        {"Ann Lee_4711_assignsubmission_onlinetext_/onlinetext.html": b"<p>see mail</p>",
         "Ben Poe_4712_assignsubmission_file_/04.ipynb": GOOD}, {"Ann Lee": NOTHING, "Ben Poe": ALL}, 3,
        "onlinetext.html (a web page)"),
    "Moodle: an online text and a notebook of the same person": (
        {"Ann Lee_4711_assignsubmission_onlinetext_/onlinetext.html": b"<p>done</p>",
         "Ann Lee_4711_assignsubmission_file_/04.ipynb": GOOD}, {"Ann Lee": ALL}, 0, ""),
    # Blackboard
    "Blackboard: the same file name in each attempt": (
        {BB.format("ab12", 27, "_04_perceptron.ipynb"): GOOD, BB.format("ab12", 28, "_04_perceptron.ipynb"): BLANK,
         BB.format("ab12", 27, ".txt"): b"Name: Ann", BB.format("ab12", 28, ".txt"): b"Name: Ann"},
        {"ab12": 0}, 0, "a newer one of ab12 counts"),
    "Blackboard: best of the attempts": (
        {BB.format("ab12", 27, "_04_perceptron.ipynb"): GOOD, BB.format("ab12", 28, "_04_perceptron.ipynb"): BLANK},
        {"ab12": ALL}, 0, "a better one of ab12 counts", "--count", "best"),
    "Blackboard: a task whose name has underscores": (
        {"Week_4_the_perceptron_ab12_attempt_2026-11-28-13-45-10_04.ipynb": GOOD}, {"ab12": ALL}, 0, ""),
    "Blackboard: only the words of an attempt": (
        {BB.format("ab12", 27, ".txt"): b"Name: Ann", BB.format("cd34", 27, "_x.ipynb"): GOOD},
        {"ab12": NOTHING, "cd34": ALL}, 3, "no notebook"),
    # Brightspace
    "Brightspace: its index beside": (
        {BS.format(7, "Ann Lee", "04.ipynb"): GOOD, "index.html": b"<html>"}, {"Ann Lee": ALL}, 0, ""),
    "Brightspace: a dash in a name": (
        {BS.format(7, "Ann Lee - Smith", "04.ipynb"): GOOD}, {"Ann Lee - Smith": ALL}, 0, ""),
    "Brightspace: two uploads of one person": (
        {BS.format(7, "Ann Lee", "04.ipynb"): BLANK,
         "7-99 - Ann Lee - Nov 29, 2026 1205 AM/04.ipynb": GOOD}, {"Ann Lee": ALL}, 0, "a newer one of Ann Lee"),
    # Gradescope
    "Gradescope: a group hands in together": (
        {"assignment_1_export/submission_11/04.ipynb": GOOD,
         "assignment_1_export/submission_metadata.yml": TWO.encode()}, {"Ann Lee": ALL, "Ben Poe": ALL}, 0, ""),
    "Gradescope: without its table": (
        {"assignment_1_export/submission_11/04.ipynb": GOOD,
         "assignment_1_export/submission_12/04.ipynb": BLANK}, {"submission_11": ALL, "submission_12": 0}, 0, ""),
    "Gradescope: a table that is damaged": (
        {"e/submission_11/04.ipynb": GOOD, "e/submission_12/04.ipynb": BLANK,
         "e/submission_metadata.yml": b"\xff\xfe submission_11 ::: {"}, {"submission_11": ALL, "submission_12": 0}, 0, ""),
    "Gradescope: a learner's folder in the folder": (
        {"e/submission_11/src/a/b/04.ipynb": GOOD, "e/submission_12/04.ipynb": BLANK,
         "e/submission_metadata.yml": (SID.format(11, "Ann", 7) + SID.format(12, "Ben", 8)).encode()},
        {"Ann": ALL, "Ben": 0}, 0, ""),
    # folders and archives
    "a zip in a folder in a zip": (
        {"ann.zip": zipped({"a/b/work.zip": zipped({"04.ipynb": GOOD})})}, {"ann": ALL}, 0, ""),
    "a tar instead of a zip": (
        {"ann/work.tar.gz": tarred({"04.ipynb": GOOD}), "ben/04.ipynb": GOOD}, {"ann": NOTHING, "ben": ALL}, 3,
        "an archive of a kind that is not opened"),
    "an encrypted zip": (
        {"ann.zip": encrypted({"04.ipynb": GOOD}), "ben/04.ipynb": GOOD}, {"ann": NOTHING, "ben": ALL}, 3, "encrypted"),
    "an empty zip": ({"ann.zip": zipped({}), "ben/04.ipynb": GOOD}, {"ann": NOTHING, "ben": ALL}, 3, "holds no file"),
    "a notebook called .zip": ({"ann.zip": GOOD, "ben/04.ipynb": GOOD}, {"ann": NOTHING, "ben": ALL}, 3, "damaged zip"),
    "a zip called .ipynb": (
        {"ann_04_perceptron.ipynb": zipped({"04.ipynb": GOOD}), "ben_04_perceptron.ipynb": GOOD},
        {"ann": NOTHING, "ben": ALL}, 3, "zip"),
    "an empty file": ({"ann/04.ipynb": b"", "ben/04.ipynb": GOOD}, {"ann": NOTHING, "ben": ALL}, 3, "empty"),
    "half of an upload": (
        {"ann/04.ipynb": GOOD[: len(GOOD) // 2], "ben/04.ipynb": GOOD}, {"ann": NOTHING, "ben": ALL}, 3, "breaks off"),
    "the web page of a login": (
        {"ann/04.ipynb": b"<!DOCTYPE html><html>Log in</html>", "ben/04.ipynb": GOOD},
        {"ann": NOTHING, "ben": ALL}, 3, "web page"),
    "a pointer of Git LFS": (
        {"ann/04.ipynb": b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 5\n", "ben/04.ipynb": GOOD},
        {"ann": NOTHING, "ben": ALL}, 3, "Git LFS"),
    "only a checkpoint": (
        {"ann/.ipynb_checkpoints/04-checkpoint.ipynb": GOOD, "ben/04.ipynb": GOOD},
        {"ann": NOTHING, "ben": ALL}, 3, "a copy that Jupyter made"),
    "a .py of the notebook": ({"ann/04.py": b"x = 1", "ben/04.ipynb": GOOD}, {"ann": NOTHING, "ben": ALL}, 3, "a Python file"),
    "a capital ending": ({"ann/04.IPYNB": GOOD}, {"ann": ALL}, 0, ""),
    "an ending that a mail program added": ({"ann/04.ipynb.txt": GOOD}, {"ann": ALL}, 0, ""),
    "an ending that Safari added": ({"ann/04.ipynb.json": GOOD}, {"ann": ALL}, 0, ""),
    "a copy beside the original": (
        {"ann/04_perceptron.ipynb": GOOD, "ann/04_perceptron (1).ipynb": GOOD}, {"ann": ALL}, 0, "a newer one of ann"),
    "a person called 04": ({"04/04_perceptron.ipynb": GOOD, "05/04_perceptron.ipynb": BLANK}, {"04": ALL, "05": 0}, 0, ""),
    "names in other scripts": (
        {"王小明/04.ipynb": GOOD, "Ольга/04.ipynb": BLANK, "محمد/04.ipynb": GOOD},
        {"王小明": ALL, "Ольга": 0, "محمد": ALL}, 0, ""),
    "a name that begins with a dash": ({"-rf/04.ipynb": GOOD, "ben/04.ipynb": BLANK}, {"-rf": ALL, "ben": 0}, 0, ""),
    "a name with a line break": ({"ann\nlee/04.ipynb": GOOD, "ben/04.ipynb": BLANK}, {"ann?lee": ALL, "ben": 0}, 0, ""),
    # what stands in a notebook
    "a notebook of nbformat 3": ({"ann/04.ipynb": edited(in_worksheets)}, {"ann": ALL}, 0, ""),
    "sources as lists of lines": ({"ann/04.ipynb": edited(as_lists)}, {"ann": ALL}, 0, ""),
    "the kernel of another language": ({"ann/04.ipynb": edited(of_another_kernel)}, {"ann": ALL}, 0, ""),
    "every cell twice": ({"ann/04.ipynb": edited(twice)}, {"ann": ALL}, 0, ""),
    "cells in the reverse order": ({"ann/04.ipynb": edited(backwards)}, {"ann": ALL}, 0, ""),
    "lines as Windows ends them": ({"ann/04.ipynb": edited(windows_lines)}, {"ann": ALL}, 0, ""),
    "answers in raw cells": ({"ann/04_perceptron.ipynb": edited(as_raw)}, {"ann": 2}, 0, ""),
    "the state of widgets saved with it": ({"ann/04.ipynb": edited(with_widgets)}, {"ann": ALL}, 0, ""),
    "saved by Colab": ({"ann/Copy of 04_perceptron.ipynb": edited(colab)}, {"ann": ALL}, 0, ""),
    "of no unit at all": (
        {"ann/essay.ipynb": as_bytes(["print('hello')"]), "ben/04.ipynb": GOOD}, {"ann": NOTHING, "ben": ALL}, 3,
        "No unit was recognised"),
    "a byte order mark": ({"ann/04.ipynb": b"\xef\xbb\xbf" + GOOD}, {"ann": ALL}, 0, ""),
    "two units in one notebook": (
        {"ann/all.ipynb": as_bytes([*honest(), "from layerlab.checks import features",
                                    "def one_hot(labels, k=None):\n    raise NotImplementedError('your turn')",
                                    "features.one_hot(one_hot)"])}, {"ann": ALL}, 0, ""),
}  # fmt: skip


def put(folder: Path, files: dict) -> None:
    """Write the files of a case."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (1_790_000_000, 1_790_000_000))


def grade(what: str, folder: Path) -> tuple[dict, int, str]:
    """Points by student (with the number where two have one name), exit code, words."""
    files, _, _, _, *options = CASES[what]
    put(folder / "in", files)
    words = ["grade", str(folder / "in"), "--out", str(folder / "out"), "--quiet", "--jobs", "1"]  # fmt: skip
    code = cli.main([*words, *options])
    lines = (folder / "out/results.jsonl").read_text("utf-8").splitlines()
    rows, found = [json.loads(line) for line in lines], {}
    with (folder / "out/scores.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    names = [line["student"] for line in table]
    for line in table:
        name = line["student"].removeprefix("'")
        if names.count(line["student"]) > 1:
            name += f" {line['id']}"
        own = [r for r in rows if r["student"] == line["student"].removeprefix("'")]
        there = any(row["units"] and row["graded"] for row in own)
        found[name] = float(line["points"]) if there else NOTHING
    return found, code, " ".join(row["cause"] for row in rows)


@pytest.fixture(scope="module")
def one_runner():
    """One warm parent for all cases."""
    plan, trials = probing.best_plan(Plan())
    assert plan, trials
    warm = WarmRunner(plan)
    yield warm
    warm.close()


@pytest.mark.parametrize("what", CASES)
def test_an_odd_input_is_graded_or_named(
    what, one_runner, tmp_path, monkeypatch, capsys
):
    _, people, code, words, *_ = CASES[what]
    monkeypatch.setattr(jobs, "runner", lambda *_, **__: one_runner)
    monkeypatch.setattr(probing, "best_plan", lambda *_: (one_runner.plan, []))
    got, ended, causes = grade(what, tmp_path)
    said = capsys.readouterr()
    assert got == people
    assert ended == code
    assert words in f"{causes} {said.out} {said.err}"
