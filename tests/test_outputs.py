"""Stored outputs: nothing of this machine, of this run, or of a live front end."""

import base64
import struct
import zlib
from pathlib import Path

from nbformat import v4

from tools.outputs import clean, plain_png, without_machine

ROOT = Path("/home/ada/my courses/main")


def chunk(kind, data):
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def png(*notes):
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunks = [chunk(b"IHDR", header), *notes, chunk(b"IDAT", zlib.compress(b"\0\0"))]
    data = b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + chunk(b"IEND", b"")
    return base64.b64encode(data).decode()


def test_a_png_loses_its_notes_and_keeps_its_picture():
    noted = png(chunk(b"tEXt", b"Software\0x 3.11"), chunk(b"tIME", b"\0" * 7))
    assert noted != png()
    assert plain_png(noted) == png()


def test_a_picture_keeps_its_words_and_loses_its_live_copy():
    view = "application/vnd.jupyter.widget-view+json"
    output = v4.new_output(
        "display_data",
        data={"image/png": png(), "text/html": "<b>", "text/plain": "A", view: {}},
        metadata={"image/png": {"alt": "A"}, "created": "today"},
    )
    (kept,) = clean([output], ROOT)
    assert sorted(kept.data) == ["image/png", "text/plain"]
    assert kept.metadata == {"image/png": {"alt": "A"}}


def test_a_view_without_a_picture_and_a_progress_bar_are_dropped():
    view = {"application/vnd.jupyter.widget-view+json": {}}
    bar = v4.new_output("stream", name="stderr", text="\r 10%|█    |")
    assert clean([v4.new_output("display_data", data=view), bar], ROOT) == []


def test_addresses_and_places_are_left_out():
    lines = {
        f"File {ROOT}/layerlab/errors.py:12, in f": "File layerlab/errors.py:12, in f",
        "File ~/v/lib/python3.11/site-packages/a.py:1": "File site-packages/a.py:1",
        f"File {ROOT}/.venv/lib/python3.11/site-packages/a.py:1": "File site-packages/a.py:1",
        "File /usr/lib/python3.11/ast.py:5": "File python3.11/ast.py:5",
        "<obj at 0x7f0012345678>": "<obj at 0x…>",
        "colour 0xff, ratio 3/4": "colour 0xff, ratio 3/4",
    }
    assert {line: without_machine(line, ROOT) for line in lines} == lines


def test_a_traceback_is_cleaned_line_by_line():
    error = v4.new_output(
        "error", ename="E", evalue="e", traceback=[f"File {ROOT}/layerlab/a.py:1"]
    )
    assert clean([error], ROOT)[0].traceback == ["File layerlab/a.py:1"]
