"""Registry, cards, loaders and wheel say the same."""

import subprocess
import sys
import zipfile

import pytest

from layerlab import data
from layerlab.data.registry import facts, file_of, registry
from tools.data_cards import CARDS, ROOT, SOURCE, renewed

REACHES = ("datasets/*", "layerlab/**/*", "README.md", "pyproject.toml")
NAMES = data.names()


def test_registry_cards_and_loaders_have_the_same_names():
    cards = {path.stem for path in CARDS.glob("*.md")} - {"README"}
    assert set(registry()) == set(NAMES) == cards


def test_the_registry_of_datasets_is_the_package_s():
    assert (CARDS / "registry.toml").read_bytes() == SOURCE.read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_a_card_has_the_facts_of_the_registry(name):
    text = (CARDS / f"{name}.md").read_text("utf-8")
    assert renewed(name, text) == text, "run: python tools/data_cards.py"
    assert text.startswith(f"# {facts(name)['title']}\n")


@pytest.mark.parametrize("name", NAMES)
def test_a_card_says_how_it_was_made_and_what_is_wrong_with_it(name):
    text = (CARDS / f"{name}.md").read_text("utf-8")
    for heading in ("## How it was made", "## Known problems"):
        part = text.partition(heading)[2].partition("\n## ")[0]
        assert len(part.split()) > 6


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_links_every_card(name):
    assert f"]({name}.md)" in (CARDS / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_an_entry_is_complete(name):
    known = facts(name)
    assert known["kind"] in ("made", "shipped", "real")
    assert known["title"] and known["licence"] and known["citation"] and known["splits"]
    if known["kind"] == "real":
        assert known["folder"] and known["stand_in"] and known["source"]
        files = [file_of(name, file) for file in known["files"]]
        assert all(len(f.sha256) == 64 or len(f.content) == 64 for f in files)
        assert any(len(f.urls) >= 2 for f in files), "more than one mirror"


@pytest.mark.parametrize("name", [n for n in NAMES if facts(n)["kind"] != "real"])
def test_the_splits_of_the_registry_are_those_of_the_loader(name):
    for split, size in facts(name)["splits"].items():
        if split == "held_out" or size > 2000:
            continue
        assert len(data.load(name, split)) == size


def test_the_wheel_holds_what_the_loaders_need(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    files = subprocess.run(
        ["git", "ls-files", "layerlab", "pyproject.toml", "README.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    for file in files:
        (source / file).parent.mkdir(parents=True, exist_ok=True)
        (source / file).write_bytes((ROOT / file).read_bytes())
    (source / "README.md").touch()
    code = "from setuptools import build_meta as b; print(b.build_wheel('.'))"
    subprocess.run(
        [sys.executable, "-c", code], cwd=source, capture_output=True, check=True
    )
    with zipfile.ZipFile(next(source.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    ours = {f for f in files if f.startswith("layerlab/data/")}
    assert "layerlab/data/registry.toml" in ours and ours <= names
