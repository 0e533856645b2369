"""The JavaScript of the project: its size, its joining, and biome's rules."""

import shutil
import subprocess

import pytest

from tools import javascript
from tools.project import ROOT
from tools.rules import javascript_problems, joining_problems

FOLDERS = ("layerlab", "tests", "tools")
FILES = sorted(path for name in FOLDERS for path in (ROOT / name).rglob("*.js"))
JOINED = [path for path in FILES if "js" not in path.relative_to(ROOT).parts]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_javascript_file_keeps_its_limits(path):
    assert javascript_problems(path.name, path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", JOINED, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_widgets_file_can_be_joined_to_others(path):
    assert joining_problems(path.name, path.read_text("utf-8")) == []


@pytest.fixture
def lint(tmp_path):
    """A function that gives biome's exit status and words about a widget's code."""
    binary = javascript.find()
    if binary is None:
        pytest.skip("biome is missing: `python -m tools.javascript check` brings it")
    shutil.copy(ROOT / "biome.jsonc", tmp_path)
    file = tmp_path / "layerlab/widgets/made_up.js"
    file.parent.mkdir(parents=True)

    def lint_(code):
        file.write_text(code, "utf-8")
        command = [str(binary), *javascript.WAYS["check"], "."]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    return lint_


def function(lines):
    body = "  call();\n" * (lines - 2)
    return f'import {{ call }} from "./a.js";\n\nexport function f() {{\n{body}}}\n'


def test_a_function_of_40_lines_is_accepted(lint):
    status, words = lint(function(40))
    assert status == 0, words


BREAKING = [
    (function(41), "noExcessiveLinesPerFunction"),
    ('import { a } from "./a.js";\n\nexport const b = 1;\n', "noUnusedImports"),
    ("export const b = () => make();\n", "noUndeclaredVariables"),
    (
        "export const f = (x) => {\n  const a = x, b = 2;\n  return a + b;\n};\n",
        "format",
    ),
    ("export const f = (x) => x == 2;\n", "noDoubleEquals"),
]


@pytest.mark.parametrize(("code", "rule"), BREAKING, ids=[rule for _, rule in BREAKING])
def test_biome_refuses(lint, code, rule):
    status, words = lint(code)
    assert status != 0
    assert rule in words


def test_without_npm_one_line_says_that_nothing_is_checked(monkeypatch, capsys):
    monkeypatch.setattr(javascript, "find", lambda: None)
    monkeypatch.setattr(javascript, "install", lambda: "npm is missing")
    monkeypatch.delenv("CI", raising=False)
    assert javascript.main(["check"]) == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert "The JavaScript is not checked: npm is missing" in line


def test_continuous_integration_must_check_it(monkeypatch):
    monkeypatch.setattr(javascript, "find", lambda: None)
    monkeypatch.setattr(javascript, "install", lambda: "npm is missing")
    monkeypatch.setenv("CI", "true")
    assert javascript.main(["check"]) == 1


def test_biome_of_another_version_is_not_ours(tmp_path):
    home = tmp_path / "node_modules"
    (home / "@biomejs/biome").mkdir(parents=True)
    (home / ".bin").mkdir()
    (home / ".bin/biome").write_text("")
    package = home / "@biomejs/biome/package.json"
    package.write_text('{"version": "1.0.0"}')
    assert javascript.find(tmp_path) is None
    package.write_text(f'{{"version": "{javascript.VERSION}"}}')
    assert javascript.find(tmp_path) == home / ".bin/biome"


def test_what_npm_says_last_is_handed_on(tmp_path, monkeypatch):
    program = tmp_path / "npm"
    program.write_text("#!/bin/sh\necho first >&2\necho no network >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert "(no network)" in javascript.install(tmp_path / "biome")


def test_make_and_the_tests_call_it():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "tools.javascript check" in makefile
    assert "tools.javascript format" in makefile
    assert "tools.javascript" in (ROOT / "tools/test.py").read_text("utf-8")
