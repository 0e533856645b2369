"""Installing: what is missing is said in one sentence, and done only once."""

import subprocess
import sys

import pytest

from tools import install
from tools.project import ROOT


def test_an_old_python_is_told_in_one_sentence():
    with pytest.raises(install.Trouble) as trouble:
        install.check_python((3, 9, 18, "final", 0))
    assert str(trouble.value) == (
        "The course needs Python 3.11 or newer, and this is 3.9.18: install one, "
        "then call `make lab PYTHON=python3.12`."
    )
    assert install.check_python((3, 11, 0)) is None


def test_a_full_disk_is_told_before_the_download():
    with pytest.raises(install.Trouble, match=r"needs 3 GB and 1\.0 GB are free\.$"):
        install.check_disk(free=1024**3)
    assert install.check_disk(free=10 * 1024**3) is None


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full: free 3 GB"),
        ("/usr/bin/python3: No module named venv", "apt install python3-venv"),
        (
            "not created successfully because ensurepip is not available.",
            "lacks its venv module",
        ),
        (
            "WARNING: Retrying … NewConnectionError('… Connection refused')\n"
            "ERROR: Could not find a version that satisfies the requirement torch==2\n"
            "ERROR: No matching distribution found for torch==2",
            "The package index is out of reach: check the network",
        ),
        (
            "ERROR: Could not find a version that satisfies the requirement torch==9 (…)",
            "does not give torch==9",
        ),
        ("PermissionError: [Errno 13] Permission denied: 'x'", "not yours to write"),
        ("something\nelse broke.", "The installation failed: else broke."),
    ],
)
def test_what_pip_prints_becomes_one_sentence(printed, said):
    sentence = install.sentence(printed)
    assert said in sentence
    assert "\n" not in sentence


@pytest.fixture
def stamp(tmp_path, monkeypatch):
    file = tmp_path / "stamp"
    monkeypatch.setattr(install, "STAMP", str(file))
    return file


def test_the_stamp_of_more_covers_less(stamp):
    assert not install.is_installed(["lab"])
    stamp.write_text(install.fingerprint(["lab", "test"]))
    assert install.is_installed(["lab"])
    assert install.is_installed(["test", "lab"])
    stamp.write_text(install.fingerprint(["lab"]))
    assert not install.is_installed(["lab", "test"])


def test_other_lists_of_packages_are_installed_again(stamp, monkeypatch, tmp_path):
    stamp.write_text(install.fingerprint(["lab"]))
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_text("changed")
    monkeypatch.setattr(install, "ROOT", str(tmp_path))
    assert not install.is_installed(["lab"])


def test_trouble_is_one_line_and_a_failure(stamp, monkeypatch, capsys):
    def no_network(extras):
        raise install.Trouble("The package index is out of reach.")

    monkeypatch.setattr(install, "install", no_network)
    assert install.main(["lab"]) == 1
    assert capsys.readouterr().err == "The package index is out of reach.\n"
    assert not stamp.exists()


def test_a_command_that_fails_is_trouble():
    with pytest.raises(install.Trouble, match="The installation failed: broken"):
        install.call([sys.executable, "-c", "print('broken'); raise SystemExit(1)"])


def test_the_second_call_installs_nothing():
    quick = [sys.executable, "tools/install.py", "lab", "test"]
    if not install.is_installed(["lab", "test"]):
        pytest.skip("this environment was not made by `make test`")
    found = subprocess.run(quick, cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert (found.returncode, found.stdout) == (0, "")


def test_the_installer_is_plain_enough_for_an_old_python():
    source = (ROOT / "tools/install.py").read_text("utf-8")
    compiled = subprocess.run(
        [
            sys.executable,
            "-c",
            "import ast,sys; ast.parse(sys.stdin.read(), feature_version=(3, 6))",
        ],
        input=source,
        text=True,
        encoding="utf-8",
    )
    assert compiled.returncode == 0
