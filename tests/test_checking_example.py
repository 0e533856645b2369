"""The complete example of CONTRIBUTING.md is a working exercise."""

import re
import types

from layerlab.checking.engine import judge_here
from tools import proving
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


def test_it_is_about_thirty_lines_long():
    assert 20 <= len(example()[0].splitlines()) <= 40


def test_it_finds_a_mistake_that_it_does_not_list():
    verdict = judge_here(example()[1], lambda x: -x.clip(0, 6))
    assert not verdict.passed and "opposite" in verdict.parts["Likely cause"]
