"""Finding submissions: every form in which learning platforms hand them out."""

import json
import os
import time
import zipfile
from dataclasses import asdict
from datetime import datetime

import pytest

from layerlab.errors import BadArgument
from layerlab.grading import archives
from layerlab.grading.intake import find
from layerlab.grading.matching import match
from layerlab.grading.notebooks import read
from layerlab.grading.students import newest
from tests.grading_notebooks import as_bytes, honest

PATHS = {
    # path -> student, late, attempt
    "alice/04_perceptron.ipynb": ("alice", False, 0),
    "alice/ps1/04_perceptron.ipynb": ("alice", False, 0),
    "alice_04_perceptron.ipynb": ("alice", False, 0),
    "özge yılmaz - 04_perceptron.ipynb": ("özge yılmaz", False, 0),
    "doealice_4711_815_04_perceptron.ipynb": ("doealice", False, 0),
    "doealice_LATE_4711_815_04_perceptron-2.ipynb": ("doealice", True, 2),
    "Alice Doe_4711_assignsubmission_file_/04_perceptron.ipynb": (
        "Alice Doe", False, 0),
    "Alice Doe_4711_assignsubmission_file_04_perceptron.ipynb": ("Alice Doe", False, 0),
    "submitted/alice/ps1/04_perceptron.ipynb": ("alice", False, 0),
    "inbound/alice+ps1+2026-11-30 15:00:00 UTC/04_perceptron.ipynb": ("alice", False, 0),
    "mallory/alice_4711_815_04_perceptron-9.ipynb": ("mallory", False, 0),
    "mallory/x/alice_4711_assignsubmission_file_/04.ipynb": ("mallory", False, 0),
}  # fmt: skip


def _put(root, path, data=b"{}"):
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("zipped", [False, True])
def test_students_are_read_from_paths(path, zipped, tmp_path):
    if zipped:
        source = tmp_path / "all.zip"
        with zipfile.ZipFile(source, "w") as archive:
            archive.writestr(path, "{}")
    else:
        source = tmp_path / "in"
        _put(source, path)
    (found,), notes = find(str(source))
    assert (found.student, found.late, found.attempt) == PATHS[path]
    assert found.load() == b"{}" and notes == []


def test_a_pattern_of_ones_own_decides_where_it_fits_the_whole_path(tmp_path):
    _put(tmp_path, "group7/x-bob.ipynb")
    (found,), _ = find(str(tmp_path), names=r".*/x-(?P<student>\w+)\.ipynb")
    assert found.student == "bob"
    (found,), notes = find(str(tmp_path), names=r"x-(?P<student>\w+)\.ipynb")
    assert found.student == "group7" and "--names does not fit 1 paths" in notes[0]
    with pytest.raises(BadArgument, match=r"needs the group"):
        find(str(tmp_path), names="x")
    with pytest.raises(BadArgument, match="no regular expression"):
        find(str(tmp_path), names="(")


def test_what_is_younger_than_the_due_date_is_late(tmp_path):
    file = _put(tmp_path, "a/x.ipynb")
    os.utime(file, (1_000_000, 1_000_000))
    early = find(str(tmp_path), due=datetime(1971, 1, 1))[0]
    late = find(str(tmp_path), due=datetime(1970, 1, 2))[0]
    assert (early[0].late, late[0].late) == (False, True)


def test_what_systems_leave_is_no_submission_but_whoever_has_it_has_a_row(tmp_path):
    _put(tmp_path, "a/.ipynb_checkpoints/x.ipynb")
    _put(tmp_path, "__MACOSX/a/x.ipynb")
    _put(tmp_path, "b/notes.txt")
    _put(tmp_path, ".DS_Store")
    found, notes = find(str(tmp_path))
    assert [s.student for s in found] == ["a", "b"] and notes == []
    assert "a copy that Jupyter made" in found[0].trouble
    assert "notes.txt (no notebook)" in found[1].trouble


def test_links_are_not_followed(tmp_path):
    secret = _put(tmp_path, "secret.txt", b"secret")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/x.ipynb").symlink_to(secret)
    (tmp_path / "in/folder").symlink_to(tmp_path)
    folder, found = find(str(tmp_path / "in"))[0]
    for one in (folder, found):
        with pytest.raises(OSError, match="link"):
            one.load()


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/x.ipynb", b"0" * 50_000_000)
    (found,), _ = find(str(tmp_path / "b.zip"))
    with pytest.raises(OSError, match="unpacks to"):
        found.load()


def test_a_zip_that_climbs_out_writes_nothing(tmp_path):
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("../../evil/x.ipynb", "{}")
    (found,), _ = find(str(tmp_path / "z.zip"))
    assert found.load() == b"{}" and ".." not in found.label
    assert [p.name for p in tmp_path.iterdir()] == ["z.zip"]


def test_a_damaged_zip_in_a_folder_is_a_row_or_beside_a_notebook_a_note(tmp_path):
    for name in ("a/x.zip", "b/x.zip"):
        _put(tmp_path, name, b"PK\x03\x04 damaged")
    _put(tmp_path, "b/y.ipynb")
    (a, b), notes = find(str(tmp_path))
    assert "damaged zip" in a.trouble and b.trouble == ""
    assert "damaged zip" in notes[0] and len(notes) == 1


def test_a_zip_whose_bytes_are_damaged_inside_is_one_unreadable_file(tmp_path):
    for kind in (zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2):
        with zipfile.ZipFile(tmp_path / "z.zip", "w", kind) as archive:
            archive.writestr("a/x.ipynb", bytes(range(256)) * 40)
        data = bytearray((tmp_path / "z.zip").read_bytes())
        data[45:90] = b"\xff" * 45
        (tmp_path / "z.zip").write_bytes(data)
        (found,), _ = find(str(tmp_path / "z.zip"))
        with pytest.raises(OSError, match="unpacked|Invalid"):
            found.load()


def test_names_of_files_neither_hang_nor_steer_a_terminal(tmp_path):
    names = ["_" * 60_000 + ".ipynb", "a\x1b]0;x\x07/\u202eb.ipynb", "é\ud800.ipynb"]
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        for name in names[:2]:
            archive.writestr(name, "{}")
    found, _ = find(str(tmp_path / "z.zip"))
    assert all(len(s.label) < 300 and s.label.isprintable() for s in found)
    (tmp_path / "in").mkdir()
    with open(os.fsencode(tmp_path) + b"/in/\xff.ipynb", "wb") as file:
        file.write(b"{}")
    (odd,), _ = find(str(tmp_path / "in"))
    assert odd.label.encode("utf-8") and odd.load() == b"{}"


def test_files_of_the_same_name_are_two(tmp_path):
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("../a/x.ipynb", "1")
        archive.writestr("a/x.ipynb", "2")
        archive.writestr("b/inner.zip", "3")
    found, notes = find(str(tmp_path / "z.zip"))
    labels = ["a/x (2).ipynb", "a/x.ipynb", "b/inner.zip"]
    assert [s.label for s in found] == labels and notes == []
    assert found[0].load() == b"2" and "damaged zip" in found[2].trouble


def _rows(folder):
    more = {"units": ["perceptron"], "cause": "", "exercises": []}
    return [asdict(s) | more for s in find(str(folder))[0]]


def test_students_of_the_same_name_are_told_apart(tmp_path):
    for number in (1, 2):
        _put(tmp_path, f"Alice Doe_{number}_assignsubmission_file_/04_x.ipynb")
    assert len(newest(_rows(tmp_path))[0]) == 2


def test_what_is_no_source_is_said(tmp_path):
    with pytest.raises(BadArgument, match="a folder, a zip or a notebook"):
        find(str(tmp_path / "none"))


def test_of_repeated_notebooks_the_newest_counts(tmp_path):
    for name, seconds in (("a/1.ipynb", 100), ("a/2.ipynb", 300), ("a/3.ipynb", 200)):
        os.utime(_put(tmp_path, name), (seconds, seconds))
    _put(tmp_path, "b/1.ipynb")
    kept, older = newest(_rows(tmp_path))
    assert [row["label"] for row in kept] == ["a/2.ipynb", "b/1.ipynb"]
    assert len(older) == 2


def _matched(sources, name="x.ipynb"):
    return match(read(as_bytes(sources)), name)


def test_units_are_found_by_import_name_or_definitions():
    line = "from layerlab.checks import perceptron as check"
    two = ["def predict(): pass", "def margin(): pass\nlift = 3"]
    assert _matched([line]).how == "its import line"
    assert _matched(["x = 1"], "bob_04_perceptron_final.ipynb").units == ["perceptron"]
    assert _matched(two).how == "the names it defines"
    assert _matched(["x = 1"]).units == []


def test_a_notebook_of_any_size_is_matched_in_seconds():
    cells = ["%a\n" * 50_000, "x = [" + "1," * 90_000 + "]"] * 60
    start = time.process_time()
    _matched([*cells, "def predict(): return 2"], "04_perceptron.ipynb")
    assert time.process_time() - start < 10


def test_the_last_definition_counts_and_magics_do_not_disturb():
    found = _matched(
        ["%time 1", "!ls\ndef predict(): return 1", "def predict(): return 2"],
        "04_perceptron.ipynb",
    )
    assert found.places["predict"] == 2
    assert found.sources["predict"] == "def predict(): return 2"


def _zip(path, names, data=b"{}"):
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, data)
    return path


BLACKBOARD = "HW 4_ab1_attempt_2026-11-{}-13-45-10_04_perceptron.ipynb"
CLASSES = {
    # what lies in the zip -> who is found, None for somebody without a notebook
    "a folder around all": (
        ["HW4/ann/04.ipynb", "HW4/ben/04.ipynb"], ["ann", "ben"]),
    "two folders around all": (
        ["x/HW4/ann/04.ipynb", "x/HW4/ben/04.ipynb"], ["ann", "ben"]),
    "a folder around files with names": (
        ["HW4/ann_04_perceptron.ipynb", "HW4/ben_04_perceptron.ipynb"], ["ann", "ben"]),
    "one student with two assignments": (
        ["ann/ps1/04.ipynb", "ann/ps2/05.ipynb"], ["ann", "ann"]),
    "one student with two units": (
        ["ann/04_perceptron.ipynb", "ann/05_descent.ipynb"], ["ann", "ann"]),
    "Gradescope": (
        ["assignment_1_export/submission_11/a.ipynb", "assignment_1_export/submission_12/b.py",
         "assignment_1_export/submission_metadata.yml"], ["submission_11", None]),
    "one submission of Gradescope": (
        ["assignment_1_export/submission_11/a.ipynb"], ["submission_11"]),
    "Blackboard, two attempts": (
        [BLACKBOARD.format(27), BLACKBOARD.format(28),
         "HW 4_ab1_attempt_2026-11-28-13-45-10.txt"], ["ab1", "ab1"]),
    "Blackboard, only words": (["HW 4_ab1_attempt_2026-11-28-13-45-10.txt"], [None]),
    "Brightspace": (
        ["1-2 - Ann Lee - Nov 28, 2026 145 PM/a.ipynb", "index.html",
         "1-2 - Ann Lee - Nov 29, 2026 1245 PM/a.ipynb"], ["Ann Lee", "Ann Lee"]),
    "Moodle, words typed in": (
        ["Carl X_104_assignsubmission_onlinetext_/onlinetext.html",
         "Ann_1_assignsubmission_file/x.ipynb"], ["Ann", None]),
    "Moodle, nameless": (["Participant_107_assignsubmission_file/4.ipynb"], ["Participant 107"]),
    "Canvas, all kinds of files": (
        ["a_1_2_x.ipynb", "b_LATE_2_3_x.py", "c_3_4_x.ipynb.txt", "d_4_5_x.7z",
         "e_5_6_x.html", "f_6_7_x"], ["a", "c", None, None, None]),
    "Windows": (["Ann\\04.ipynb", "Ben\\sub\\04.ipynb"], ["Ann", "Ben"]),
    "composed and decomposed": (["e\u0301va/1.ipynb", "\u00e9va/2.ipynb"], ["éva", "éva"]),
    "a table beside folders": (["marks.csv", "ann/1.ipynb", "ben/1.ipynb"], ["ann", "ben"]),
    "rubbish of a Mac": (["ann/.DS_Store", "__MACOSX/ann/._x.ipynb", "ann/x.ipynb"], ["ann"]),
    "rubbish of a Mac in a wrapper": (
        ["H/ann/x.ipynb", "__MACOSX/H/ann/._x.ipynb", "H/.DS_Store", "H/ben/x.ipynb"],
        ["ann", "ben"]),
    "a Python file at the top": (["ann.py", "ben_04_perceptron.ipynb"], ["ben", None]),
}  # fmt: skip


@pytest.mark.parametrize("what", CLASSES)
@pytest.mark.parametrize("unpacked", [False, True])
def test_everybody_in_an_export_has_a_row(what, unpacked, tmp_path):
    names, people = CLASSES[what]
    source = _zip(tmp_path / "class.zip", names)
    if unpacked:
        source = tmp_path / "in"
        for name in names:
            _put(source, name.replace("\\", "/"))
    found, _ = find(str(source))
    got = sorted((s.student for s in found if not s.trouble), key=str)
    without = sum(bool(s.trouble) for s in found)
    assert got == [p for p in people if p] and without == people.count(None)


def test_attempts_of_a_platform_are_one_persons_and_its_times_count(tmp_path):
    source = _zip(tmp_path / "z.zip", [BLACKBOARD.format(27), BLACKBOARD.format(28)])
    early, late = find(str(source), due=datetime(2026, 11, 28))[0]
    assert early.person == late.person and (early.late, late.late) == (False, True)
    rows = [
        asdict(s) | {"units": ["u"], "cause": "", "exercises": []}
        for s in (late, early)
    ]
    assert [row["label"] for row in newest(rows)[0]] == [late.label]


def test_gradescopes_own_table_names_its_folders_but_a_learners_does_not(tmp_path):
    table = "submission_11:\n  :submitters:\n  - :name: Ann Lee\n    :sid: '7'\n"
    _put(tmp_path, "E/submission_11/x.ipynb")
    _put(tmp_path, "E/submission_12/x.ipynb")
    stolen = table.replace("11", "12").replace("Ann", "Mallory")
    _put(tmp_path, "E/submission_12/submission_metadata.yml", stolen.encode())
    assert {s.student for s in find(str(tmp_path))[0]} == {
        "submission_11",
        "submission_12",
    }
    _put(tmp_path, "E/submission_metadata.yml", table.encode())
    people = {s.person for s in find(str(tmp_path))[0]}
    assert people == {("Ann Lee", "7"), ("submission_12", "12")}


NAMES = r"(?P<student>\w+)/.*\.ipynb"


def test_a_pattern_makes_nobody_another(tmp_path):
    for path in (
        "Anna Smith/4.ipynb",
        "Bob Smith/4.ipynb",
        "anna/4.ipynb",
        "M (2)/anna/4.ipynb",
    ):
        _put(tmp_path, path)
    _zip(tmp_path / "carl.zip", ["anna/4.ipynb"])
    people = sorted(s.student for s in find(str(tmp_path), names=NAMES)[0])
    assert people == ["Anna Smith", "Bob Smith", "M (2)", "anna", "carl"]


def test_a_name_inside_a_learners_zip_is_no_name(tmp_path):
    _zip(tmp_path / "mallory.zip", ["anna/4.ipynb"])
    _put(tmp_path, "ben/4.ipynb")
    found, notes = find(str(tmp_path), names=r".*/(?P<student>\w+)/4\.ipynb|(?P<x>zz)")
    assert [s.student for s in found] == ["ben", "mallory"]


def test_one_folder_with_several_people_in_it_is_said(tmp_path):
    for path in ("h/ann_4.ipynb", "h/ben_4.ipynb", "k/cid_4.ipynb"):
        _put(tmp_path, path)
    _, notes = find(str(tmp_path), names=r"\w/(?P<student>\w+)_4\.ipynb")
    assert "several people in h: ann, ben" in notes[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("name", ["x.zip", "x.ipynb", "x.txt"])
def test_a_pipe_hangs_nobody(name, tmp_path):
    _put(tmp_path, "ben/4.ipynb")
    (tmp_path / "ann").mkdir()
    os.mkfifo(tmp_path / "ann" / name)
    ann, _ = find(str(tmp_path))[0]
    assert "no plain file" in ann.trouble


def test_a_learners_zip_of_thousands_drops_nobody_and_its_newest_count(tmp_path):
    with zipfile.ZipFile(tmp_path / "ann.zip", "w") as archive:
        for number in range(7_000):
            info = zipfile.ZipInfo(
                f"{number:05}.ipynb", (2026, 1 + number % 12, 1, 0, 0, 0)
            )
            archive.writestr(info, "{}")
    _put(tmp_path, "zoe/4.ipynb")
    found, notes = find(str(tmp_path))
    own = [s for s in found if s.student == "ann"]
    assert len(own) == 60 and {
        datetime.fromtimestamp(s.own_time).month for s in own
    } == {12}
    assert found[-1].student == "zoe"
    assert any("the newest 60 count" in note for note in notes)


def test_a_list_of_files_that_takes_long_to_read_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MOST_LIST", 1000)
    _zip(tmp_path / "ann.zip", [f"{n}.ipynb" for n in range(50)])
    _zip(tmp_path / "ben.zip", ["4.ipynb"])
    ann, ben = find(str(tmp_path))[0]
    assert "too many files" in ann.trouble and not ben.trouble


def test_a_zip_in_the_export_is_opened_but_no_third_one(tmp_path):
    inner = _zip(tmp_path / "i.zip", ["deep/04.ipynb"], b"inner").read_bytes()
    twice = _zip(tmp_path / "t.zip", ["i.zip"], inner).read_bytes()
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("bob_LATE_1_2_work.zip", inner)
        archive.writestr("cid_3_4_work.zip", twice)
    bob, cid = find(str(tmp_path / "all.zip"))[0]
    assert (bob.student, bob.late, bob.load()) == ("bob", True, b"inner")
    assert "a zip in a zip" in cid.trouble


def test_the_times_in_a_learners_zip_make_nothing_punctual(tmp_path):
    with zipfile.ZipFile(tmp_path / "w.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("4.ipynb", (1990, 1, 1, 0, 0, 0)), "{}")
    (found,), _ = find(str(tmp_path), due=datetime(2001, 1, 1))
    assert found.late and found.own_time < found.time


def test_a_folder_that_cannot_be_read_is_somebodys(tmp_path, monkeypatch):
    _put(tmp_path, "ann/4.ipynb")
    _put(tmp_path, "ben/4.ipynb")
    real = os.scandir

    def refusing(path):
        if str(path).endswith("ann"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refusing)
    ann, ben = find(str(tmp_path))[0]
    assert ann.student == "ann" and "Permission denied" in ann.trouble


def _saved(sources, size):
    tree = json.loads(as_bytes(sources))
    shown = {"output_type": "stream", "text": ['x ["\\"]} '] * (size // 9)}
    tree["cells"][0]["outputs"] = [shown]
    return json.dumps(tree).encode()


def test_large_saved_outputs_cost_nothing():
    found = read(_saved(honest(), 40 * 2**20))
    assert found.trouble == "" and [c.source for c in found.cells] == honest()
    assert "too large" in read(as_bytes(["x = '" + "a" * 190_000 + "'"] * 190)).trouble


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le"]
)
def test_an_encoding_is_seen_from_the_bytes(encoding):
    data = as_bytes(["x = 'é'"]).decode().encode(encoding)
    assert read(data).cells[0].source == "x = 'é'"


PERCEPTRON = "from layerlab.checks import perceptron as check"


def test_a_units_word_elsewhere_names_no_unit():
    assert _matched(
        [f"{PERCEPTRON}  # then layers and descent", *honest()[2:]]
    ).units == ["perceptron"]
    two = "from layerlab.checks import perceptron as check, layers as old"
    assert _matched([two, *honest()[2:]]).units == ["perceptron"]
    assert _matched([PERCEPTRON, *honest()[2:]], "04_layers_descent.ipynb").units == [
        "perceptron"
    ]
    assert _matched(honest()[2:], "04_perceptron_deep_layers.ipynb").units == [
        "perceptron"
    ]
    assert _matched(["import layerlab.checks.perceptron as c\nc.predict(f)"]).units == [
        "perceptron"
    ]
    assert _matched(
        ["import layerlab as ll\nll.checks.perceptron.predict(f)"]
    ).units == ["perceptron"]


def test_units_that_are_asked_for_select_and_make_nothing_theirs():
    found = match(read(as_bytes(honest())), "x.ipynb", ("descent",))
    assert (found.units, found.aside) == ([], ["perceptron"])
    one = match(
        read(as_bytes(["def margin(X, y, w, b): return 1"])), "x.ipynb", ("perceptron",)
    )
    assert one.units == ["perceptron"]


@pytest.mark.parametrize("text", ["check" * 20_000, "check" + " " * 90_000, "check\\" * 15_000,
                                  "check." + "a" * 90_000, " " * 90_000 + "x", "a = " + " " * 90_000])  # fmt: skip
def test_no_pattern_takes_the_square_of_a_cell(text):
    start = time.process_time()
    _matched([f"def predict(): pass\n{text}", *honest()], "04_perceptron.ipynb")
    assert time.process_time() - start < 3
