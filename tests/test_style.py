"""The style of the Python files: sizes, nesting, docstrings."""

import pytest

from tools.project import ROOT
from tools.rules import file_problems

FILES = sorted(
    path for folder in ("layerlab", "tools") for path in (ROOT / folder).rglob("*.py")
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_keeps_its_limits(path):
    name = str(path.relative_to(ROOT))
    assert file_problems(name, path.read_text("utf-8")) == []


def test_no_module_is_called_utils():
    assert [path for path in FILES if path.stem in ("utils", "util", "helpers")] == []
