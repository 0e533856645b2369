"""Make .venv and install the course into it, once: read from `main` upwards.

    python3 tools/install.py lab        what `make lab` needs
    python3 tools/install.py lab test   and what `make test` needs

Needs nothing but Python's standard library, and writes nothing outside this folder. A
stamp file remembers what was installed, so that a second call takes no time. What can go
wrong is said in one sentence. It is pip that installs, not uv: uv does not read where pip
was told to find packages, and would fetch torch with its GPU libraries.
"""

import hashlib
import os
import subprocess
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "installed.stamp")
NEEDED_BYTES = 3 * 1024**3  # torch for the CPU, its libraries, room to unpack them

_VENV = "No module named (venv|ensurepip)|ensurepip is not available"
_AWAY = "Connection|Temporary failure in name|ProxyError|timed out|SSLError"
_LACKS = "Could not find a version|No matching distribution"
# a pattern of what pip or venv prints -> its sentence; the first that fits is said
_CAUSES = (
    ("No space left on device", "The disk is full: free 3 GB and call this again."),
    ("Disk quota exceeded", "Your disk quota is used up: free 3 GB and try again."),
    (_VENV, "Python lacks its venv module: {venv}."),
    ("Permission denied", "This folder is not yours to write: copy it to one that is."),
    (_AWAY, "The package index is out of reach: {network}."),
    (_LACKS, "The package index does not give {package}: {network}."),
)
_WORDS = {
    "venv": "install it (on Debian and Ubuntu: sudo apt install python3-venv)",
    "network": "check the network or your pip settings, then call this again",
}


class Trouble(Exception):
    """Something that stops the installation, in one sentence."""


def check_python(version=sys.version_info):
    """Refuse a Python that is too old for the course."""
    if tuple(version[:2]) < OLDEST:
        seen = ".".join(str(number) for number in version[:3])
        wanted = ".".join(str(number) for number in OLDEST)
        raise Trouble(
            "The course needs Python {} or newer, and this is {}: install one, "
            "then call `make lab PYTHON=python3.12`.".format(wanted, seen)
        )


def check_disk(free=None):
    """Refuse before a long download what would not fit."""
    if free is None:
        import shutil

        free = shutil.disk_usage(ROOT).free
    if free < NEEDED_BYTES:
        raise Trouble(
            "The disk is too full: the course needs {:.0f} GB and {:.1f} GB are "
            "free.".format(NEEDED_BYTES / 1024**3, free / 1024**3)
        )


def in_venv(program):
    """Where a program of the course's environment lies."""
    folder, ending = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
    return os.path.join(VENV, folder, program + ending)


def fingerprint(extras):
    """What an installation depends on: the two lists of packages, Python, the folder."""
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "constraints.txt"):
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    digest.update(repr((sys.version_info[:2], ROOT)).encode())
    return digest.hexdigest() + " " + " ".join(sorted(extras))


def is_installed(extras):
    """Whether an earlier call installed all of this from the same lists."""
    try:
        with open(STAMP) as file:
            seen = file.read().split()
    except OSError:
        return False
    wanted = fingerprint(extras).split()
    return seen[:1] == wanted[:1] and set(wanted) <= set(seen)


def call(command):
    """Run a command, showing what it fetches; Trouble where it fails."""
    lines, pipe = [], subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, stdout=pipe, stderr=subprocess.STDOUT
    ) as process:
        for line in process.stdout:
            lines.append(line.decode(errors="replace"))
            if lines[-1].startswith("Collecting "):
                print("  " + lines[-1].split()[1], flush=True)
    if process.returncode:
        raise Trouble(sentence("".join(lines)))


def sentence(output):
    """The one sentence for what a failed command printed."""
    import re

    found = re.search(r"(?:requirement|distribution found for) ([\w.=<>-]+)", output)
    words = dict(_WORDS, package=found.group(1) if found else "such package")
    for pattern, said in _CAUSES:
        if re.search(pattern, output, re.IGNORECASE):
            return said.format(**words)
    last = (output.strip().splitlines() or ["it said nothing"])[-1]
    return "The installation failed: {}.".format(last.rstrip("."))


def install(extras):
    """Make the environment if need be, and install into it."""
    if not os.path.exists(in_venv("pip")):  # the last thing that venv makes
        check_disk()
        print("Making .venv …", flush=True)
        call([sys.executable, "-m", "venv", "--clear", VENV])
    print("Installing what is missing (the first time: some minutes) …", flush=True)
    wanted = ".[{}]".format(",".join(extras))
    pip = [in_venv("python"), "-m", "pip", "install", "--disable-pip-version-check"]
    call([*pip, "-c", "constraints.txt", "-e", wanted])
    with open(STAMP, "w") as file:
        file.write(fingerprint(extras))


def main(extras):
    """Install the extras unless that is done; 1 and a sentence where it cannot be."""
    try:
        check_python()
        if not is_installed(extras):
            install(extras)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["lab"]))
