"""What the page for administrators says is so: links, settings, environment, cache."""

import os
import re
import subprocess
import sys
import urllib.parse

import pytest
import yaml

from tools.project import ROOT, Project

PAGE = (ROOT / "docs" / "administrators.md").read_text("utf-8")
PROJECT = Project.read()
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.S)


def blocks(language):
    return [text for name, text in BLOCKS if name == language]


def test_binders_link_opens_a_unit():
    link = urllib.parse.urlsplit(blocks("text")[0].strip())
    assert link.path == f"/v2/gh/{PROJECT.repository}/{PROJECT.branch}"
    (where,) = urllib.parse.parse_qs(link.query)["urlpath"]
    assert (ROOT / where.removeprefix("lab/tree/")).exists()


def test_nbgitpullers_link_opens_a_unit():
    link = urllib.parse.urlsplit(blocks("text")[1].strip())
    asked = {k: v for k, (v,) in urllib.parse.parse_qs(link.query).items()}
    assert link.path == "/hub/user-redirect/git-pull"
    assert asked["repo"] == f"https://github.com/{PROJECT.repository}"
    assert asked["branch"] == PROJECT.branch
    folder = f"lab/tree/{PROJECT.repository.rpartition('/')[2]}/"
    assert asked["urlpath"].startswith(folder)
    assert (ROOT / asked["urlpath"].removeprefix(folder)).exists()


def settings(text):
    return re.findall(r"^c\.(\w+)\.(\w+) = ", text, re.M)


def test_the_settings_for_culling_are_known_to_jupyters_server():
    from jupyter_server.serverapp import ServerApp
    from jupyter_server.services.kernels.kernelmanager import MappingKernelManager

    known = {"ServerApp": ServerApp, "MappingKernelManager": MappingKernelManager}
    named = settings(blocks("python")[1])
    assert len(named) == 5
    for owner, name in named:
        assert known[owner].class_traits()[name].metadata.get("config"), name


def test_the_memory_table_names_every_measured_lesson():
    from tools.measure_memory import UNITS

    table = PAGE.partition("<!-- memory:")[2].partition("<!-- /memory")[0]
    there = [unit for unit in UNITS if (ROOT / "course" / f"{unit}.ipynb").exists()]
    assert [unit for unit in there if unit not in table] == []


def test_links_of_the_page_and_its_commands_exist():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`make ([a-z-]+)", PAGE):
        assert re.search(rf"^{target}:", makefile, re.M), target
    assert not re.search(r"\]\((?!http)", PAGE), "a relative link: test it"


def test_repo2docker_finds_one_environment_that_of_binder():
    """It prefers binder/, which is thin; requirements.txt is read where no conda file is."""
    files = sorted(path.name for path in (ROOT / "binder").iterdir())
    assert files == ["environment.yml", "postBuild"]
    for name in (".binder", "requirements.txt", "runtime.txt", "apt.txt"):
        assert not (ROOT / name).exists()


def test_the_environment_is_thin():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    assert listed["channels"] == ["conda-forge"]
    plain = [n.partition("=")[0] for n in listed["dependencies"] if isinstance(n, str)]
    assert plain == ["python", "pip"]


READ_ONLY = """\
import os, sys
shared = sys.argv[1]

def guard(event, arguments):
    path = str(arguments[0]) if arguments else ""
    writes = event == "open" and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    changes = event in ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.chmod")
    if path.startswith(shared) and (writes or changes):
        raise PermissionError(30, f"read-only: {event}", path)

sys.addaudithook(guard)
try:
    open(os.path.join(shared, "try"), "w")
except PermissionError:
    from layerlab import data
    print(data.load("fashion_mnist", n=5).X.shape[0])
"""


@pytest.mark.realdata
def test_a_shared_cache_is_read_and_never_written():
    shared = os.environ.get("LAYERLAB_DATA", "")
    if not os.path.isdir(os.path.join(shared, "fashion-mnist")):
        pytest.skip("LAYERLAB_DATA names no cache with Fashion-MNIST")
    command = [sys.executable, "-c", READ_ONLY, shared]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stdout.strip() == "5", done.stderr
