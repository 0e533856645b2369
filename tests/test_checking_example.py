"""The complete example of CONTRIBUTING.md is a working exercise."""

import re
import subprocess
import sys
import types

from layerlab.checking.engine import judge_here
from tools import proving, rules
from tools.project import ROOT


def example():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    section = text.split("## Adding an exercise")[1]
    code = re.search(r"```python\n(.*?)```", section, re.S).group(1)
    module = types.ModuleType("example_unit")
    exec(compile(code, "CONTRIBUTING.md", "exec"), vars(module))
    return code, module.relu6


def test_the_example_in_contributing_keeps_every_promise():
    assert proving.problems(example()[1]) == []


def test_it_is_about_forty_lines_long():
    assert 30 <= len(example()[0].splitlines()) <= 50


def test_it_is_what_the_formatter_leaves_and_keeps_the_rules():
    code = example()[0]
    path = str(ROOT / "layerlab/checks/layers/relu6.py")
    for command in (["format"], ["check", "--quiet", "--fix"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--stdin-filename", path, "-"]
        done = subprocess.run(
            ruff, input=code, capture_output=True, encoding="utf-8", cwd=ROOT
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout == code
    assert rules.file_problems("layerlab/checks/layers/relu6.py", code) == []


def test_it_finds_a_mistake_that_it_does_not_list():
    verdict = judge_here(example()[1], lambda x: -x.clip(0, 6))
    assert not verdict.passed and "opposite" in verdict.parts["Likely cause"]
