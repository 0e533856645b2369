"""Fetching: every fault there is, against a server on loopback."""

import contextlib
import errno
import hashlib
import os
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from layerlab.data import cache, download
from layerlab.data.download import fetch
from layerlab.data.registry import File
from layerlab.errors import DataUnavailable

BODY = bytes(range(256)) * 2000  # 512,000 bytes
SHA = hashlib.sha256(BODY).hexdigest()


class Mirror(ThreadingHTTPServer):
    """Serves BODY under every path; the first word of the path is the fault."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked = []  # (path, Range header)

    def url(self, fault):
        return f"http://127.0.0.1:{self.server_port}/{fault}/cakes.bin"


class Answer(BaseHTTPRequestHandler):
    """One answer of the mirror."""

    def do_GET(self):
        fault, wanted = self.path.split("/")[1], self.headers.get("Range")
        before = sum(path == self.path for path, _ in self.server.asked)
        self.server.asked.append((self.path, wanted))
        if fault == "missing":
            return self.send_error(404)
        if fault == "silent":
            return self.connection.recv(1)  # until the asker is gone
        start = int(wanted[6:-1]) if wanted and fault != "norange" else 0
        if start >= len(BODY):
            return self.send_error(416)
        body = BODY[start:] if fault != "wrong" else b"x" * len(BODY)
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if fault in ("broken", "norange") and before == 0:
            body = body[:200_000]
        with contextlib.suppress(OSError):
            time.sleep(0.6 if fault == "slow" else 0)
            self.wfile.write(body)
        return None

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def mirror(monkeypatch):
    monkeypatch.setattr(download, "TIMEOUTS", (4, 4))
    server = Mirror()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def wanted(*urls):
    return File("cakes.bin", size=len(BODY), sha256=SHA, urls=urls)


def left(folder):
    return sorted(p.name for p in folder.iterdir() if not p.name.endswith(".lock"))


def test_a_file_arrives_whole_and_leaves_no_scrap(mirror, tmp_path):
    path = fetch(wanted(mirror.url("good")), tmp_path / "new" / "folder")
    assert path.read_bytes() == BODY and left(path.parent) == ["cakes.bin"]


def test_a_truncated_download_goes_on_where_it_broke_off(mirror, tmp_path):
    path = fetch(wanted(mirror.url("broken")), tmp_path)
    assert path.read_bytes() == BODY
    first, second = (span for _, span in mirror.asked)
    assert first is None and 100_000 < int(second[6:-1]) <= 200_000


def test_a_part_left_by_a_killed_kernel_is_completed(mirror, tmp_path):
    (tmp_path / "cakes.bin.part").write_bytes(BODY[:123_456])
    assert fetch(wanted(mirror.url("good")), tmp_path).read_bytes() == BODY
    assert mirror.asked[0][1] == "bytes=123456-"


def test_a_mirror_that_cannot_resume_starts_over(mirror, tmp_path):
    assert fetch(wanted(mirror.url("norange")), tmp_path).read_bytes() == BODY


@pytest.mark.parametrize("part", [b"rubbish", BODY + b"too long"])
def test_a_wrong_part_is_thrown_away(mirror, tmp_path, part):
    (tmp_path / "cakes.bin.part").write_bytes(part)
    assert fetch(wanted(mirror.url("good")), tmp_path).read_bytes() == BODY


def test_a_wrong_sum_is_named_and_nothing_is_kept(mirror, tmp_path):
    with pytest.raises(DataUnavailable, match=r"127.0.0.1:\d+: .* wrong sha256"):
        fetch(wanted(mirror.url("wrong")), tmp_path)
    assert left(tmp_path) == []


@pytest.mark.parametrize("fault", ["missing", "wrong", "silent"])
def test_a_bad_first_mirror_gives_way_to_the_second(mirror, tmp_path, fault):
    path = fetch(wanted(mirror.url(fault), mirror.url("good")), tmp_path)
    assert path.read_bytes() == BODY and left(tmp_path) == ["cakes.bin"]


def test_a_dead_first_mirror_gives_way_to_the_second(mirror, tmp_path):
    dead = "http://127.0.0.1:1/cakes.bin"
    assert fetch(wanted(dead, mirror.url("good")), tmp_path).read_bytes() == BODY


def test_no_mirror_at_all_lists_what_each_one_said(mirror, tmp_path):
    urls = ("http://127.0.0.1:1/x", mirror.url("missing"), mirror.url("silent"))
    with pytest.raises(DataUnavailable) as caught:
        fetch(wanted(*urls), tmp_path)
    for words in ("not reached", "answered 404", "no answer in time"):
        assert words in str(caught.value)


def test_a_mirror_that_drips_is_left(mirror, tmp_path, monkeypatch):
    monkeypatch.setattr(download, "PATIENCE", -1)
    monkeypatch.setattr(download, "SLOWEST", 1e12)
    with pytest.raises(DataUnavailable, match="bytes a second are too slow"):
        fetch(wanted(mirror.url("good")), tmp_path)


def test_a_full_disk_is_said_before_and_during_the_download(
    mirror, tmp_path, monkeypatch
):
    with monkeypatch.context() as patch:
        usage = type("usage", (), {"free": 10})
        patch.setattr(download.shutil, "disk_usage", lambda folder: usage)
        with pytest.raises(DataUnavailable, match="is full; free some space"):
            fetch(wanted(mirror.url("good")), tmp_path)
    assert mirror.asked == []

    def full(reply, out, progress):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(download, "_copy", full)
    with pytest.raises(DataUnavailable, match="is full; free some space"):
        fetch(wanted(mirror.url("good")), tmp_path)
    assert "cakes.bin" not in left(tmp_path)


def test_a_folder_without_permission_is_named(mirror, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    root = os.geteuid() == 0
    tmp_path.chmod(0o755)
    if root:
        os.seteuid(65534)  # root may write anywhere; nobody may not
    try:
        with pytest.raises(
            DataUnavailable, match="may not be written to|cannot be used"
        ):
            fetch(wanted(mirror.url("good")), closed / "inner")
    finally:
        if root:
            os.seteuid(0)
    assert mirror.asked == []


TWO = """
import sys
from pathlib import Path
from layerlab.data.download import fetch
from layerlab.data.registry import File
file = File("cakes.bin", size=512000, sha256=sys.argv[1], urls=(sys.argv[2],))
print(len(fetch(file, Path(sys.argv[3])).read_bytes()))
"""


def test_two_processes_at_once_fetch_once(mirror, tmp_path):
    command = [sys.executable, "-c", TWO, SHA, mirror.url("slow"), str(tmp_path)]
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    assert [p.communicate(timeout=900)[0].strip() for p in both] == ["512000"] * 2
    assert len(mirror.asked) == 1


def test_a_second_process_that_waits_too_long_says_so(mirror, tmp_path, monkeypatch):
    from filelock import FileLock

    monkeypatch.setattr(download, "WAIT", 0.1)
    with (
        FileLock(tmp_path / ".cakes.bin.lock"),
        pytest.raises(DataUnavailable, match="another process has been fetching"),
    ):
        fetch(wanted(mirror.url("good")), tmp_path)


@pytest.fixture
def registered(mirror, tmp_path, monkeypatch):
    """A set of one file in a registry of its own, and an empty cache."""
    monkeypatch.setenv("LAYERLAB_DATA", str(tmp_path / "cache"))
    monkeypatch.delenv("LAYERLAB_OFFLINE", raising=False)
    monkeypatch.setattr(cache, "SYSTEM", tmp_path / "system")
    known = {"title": "Cakes", "folder": "cakes", "stand_in": "bakery"}
    monkeypatch.setattr(cache, "facts", lambda name: known)
    monkeypatch.setattr(cache, "file_of", lambda name, file: wanted(mirror.url("good")))
    return tmp_path


def put(folder, content):
    folder.mkdir(parents=True)
    (folder / "cakes.bin").write_bytes(content)


@pytest.mark.parametrize("damaged", [BODY[:1000], b"x" * len(BODY), b""])
def test_a_damaged_file_is_named_removed_and_fetched_again(
    registered, mirror, capsys, damaged
):
    put(registered / "cache" / "cakes", damaged)
    assert cache.find("cakes", "cakes.bin").read_bytes() == BODY
    assert "cakes.bin is damaged: removed" in capsys.readouterr().err
    assert len(mirror.asked) == 1


def test_the_cache_comes_before_the_system_and_both_before_the_network(
    registered, mirror
):
    put(registered / "system" / "cakes", BODY)
    assert cache.find("cakes", "cakes.bin").is_relative_to(registered / "system")
    put(registered / "cache" / "cakes", BODY)
    assert cache.find("cakes", "cakes.bin").is_relative_to(registered / "cache")
    assert mirror.asked == []


def test_a_damaged_file_of_the_system_is_left_alone(registered, mirror):
    put(registered / "system" / "cakes", b"rubbish")
    assert cache.find("cakes", "cakes.bin").is_relative_to(registered / "cache")
    assert (registered / "system" / "cakes" / "cakes.bin").exists()


def test_without_a_network_one_sentence_says_what_to_do(registered, monkeypatch):
    monkeypatch.setenv("LAYERLAB_OFFLINE", "1")
    put(registered / "cache" / "cakes", b"rubbish")
    with pytest.raises(DataUnavailable) as caught:
        cache.find("cakes", "cakes.bin")
    for words in ("Cakes is not on this machine", "was damaged", "fallback=True"):
        assert words in str(caught.value)
    assert str(registered / "cache" / "cakes") in str(caught.value)
    assert "'bakery'" in str(caught.value)
