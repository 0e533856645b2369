"""Finding submissions: every form in which learning platforms hand them out."""

import os
import zipfile
from dataclasses import asdict
from datetime import datetime

import pytest

from layerlab.errors import BadArgument
from layerlab.grading.intake import find
from layerlab.grading.matching import match
from layerlab.grading.notebooks import read
from layerlab.grading.students import newest
from tests.grading_notebooks import as_bytes

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


def test_a_pattern_of_ones_own_decides(tmp_path):
    _put(tmp_path, "group7/x-bob.ipynb")
    (found,), _ = find(str(tmp_path), names=r"x-(?P<student>\w+)\.ipynb")
    assert found.student == "bob"
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


def test_checkpoints_and_other_leavings_are_no_submissions(tmp_path):
    _put(tmp_path, "a/.ipynb_checkpoints/x.ipynb")
    _put(tmp_path, "__MACOSX/a/x.ipynb")
    _put(tmp_path, "a/notes.txt")
    assert find(str(tmp_path)) == ([], [])


def test_links_are_not_followed(tmp_path):
    secret = _put(tmp_path, "secret.txt", b"secret")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/x.ipynb").symlink_to(secret)
    (tmp_path / "in/folder").symlink_to(tmp_path)
    (found,), _ = find(str(tmp_path / "in"))
    with pytest.raises(OSError, match="link"):
        found.load()


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


def test_a_damaged_zip_in_a_folder_is_a_note(tmp_path):
    _put(tmp_path, "a/x.zip", b"PK\x03\x04 damaged")
    _put(tmp_path, "b/y.ipynb")
    found, notes = find(str(tmp_path))
    assert [s.student for s in found] == ["b"] and "damaged zip" in notes[0]


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
    assert [s.label for s in found] == ["a/x.ipynb", "a/x (2).ipynb"]
    assert "zip inside a zip" in notes[0]


def _rows(folder):
    return [asdict(s) | {"units": ["perceptron"]} for s in find(str(folder))[0]]


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
    kept, older = newest(_rows(tmp_path))
    assert [row["label"] for row in kept] == ["a/2.ipynb"]
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
    import time

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
