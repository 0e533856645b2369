"""What code reaches: no more than it must, for what is edited; no less, ever."""

import pytest

from tools.project import ROOT, Project
from tools.reach import Tree
from tools.reached import Reached
from tools.references import examples, facts_of

FILES = {
    "layerlab/__init__.py": 'TABLE = {"parts": "layerlab.parts", "draw": "layerlab.art"}\n',
    "layerlab/art.py": "def draw():\n    import layerlab.late\n",
    "layerlab/late.py": "",
    "layerlab/alone.py": "",
    "layerlab/parts/__init__.py": (
        "from layerlab.parts import first\n"
        'def every(name):\n    return load(f"{__name__}.{name}")\n'
    ),
    "layerlab/parts/first.py": "from . import sibling\n",
    "layerlab/parts/second.py": "",
    "layerlab/parts/sibling.py": "",
    "layerlab/parts/facts.json": "{}",
    "layerlab/parts/scripts/look.js": 'import { pen } from "../../pens/pen.js";',
    "layerlab/pens/__init__.py": "",
    "layerlab/pens/pen.js": "",
}
PARTS = {
    *("__init__.py", "parts/__init__.py", "parts/first.py", "parts/sibling.py"),
    *("parts/facts.json", "parts/scripts/look.js", "pens/pen.js"),
}


@pytest.fixture
def tree(tmp_path):
    """A little project."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return Tree(tmp_path)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import numpy", set()),
        ("import layerlab as ll", {"__init__.py"}),
        ("import layerlab as ll\nll.draw()", {"__init__.py", "art.py", "late.py"}),
        ("from layerlab import draw", {"__init__.py", "art.py", "late.py"}),
        ("import layerlab as ll\n%matplotlib\nll.parts.first.x", PARTS),
        ("from layerlab import parts\nparts.every('x')", PARTS | {"parts/second.py"}),
        ("import layerlab as ll\nshow(ll)", PARTS | {"art.py", "late.py"}),
        ("load('layerlab.alone')", {"__init__.py", "alone.py"}),
        ("run('import layerlab.alone as a')", {"__init__.py", "alone.py"}),
        ("patch('layerlab.parts.no_such_module')", PARTS),
        ("load(f'layerlab.parts.{name}')", PARTS | {"parts/second.py"}),
    ],
)
def test_code_reaches(tree, code, found):
    reached = tree.reach_of_code(code)
    assert {p.relative_to(tree.root / "layerlab").as_posix() for p in reached} == found


def test_what_is_replaced_is_left_out(tree):
    found = tree.reach(["layerlab.parts", "layerlab.alone"], but=["layerlab.parts"])
    assert {path.name for path in found if path.suffix == ".py"} == {
        *("__init__.py", "alone.py"),
    }


def test_code_that_cannot_be_read_reaches_everything(tree):
    everything = {path for path in tree.root.rglob("*") if path.is_file()}
    assert tree.reach_of_code("this is no code") == everything


def test_declared_files_and_modules_are_read():
    facts = facts_of("REACHES = ('docs/*', 'layerlab.alone')\nROOT / 'a'", "tests.a")
    assert facts.declared == ("docs/*", "layerlab.alone") and facts.places
    assert "layerlab.alone" in facts.outer and "docs/*" not in facts.outer


def test_the_examples_of_a_docstring_are_code():
    assert examples('"""Words.\n\n>>> import layerlab.data\n"""') == (
        "import layerlab.data\n"
    )


def test_an_edit_of_one_units_checks_is_no_news_for_the_others():
    reached, project = Reached(ROOT), Project.read()
    folder = ROOT / "layerlab" / "checks"
    for kind, unit, path in project.notebooks():
        if kind == "course":
            continue
        checks = [p for p in reached.notebook(path) if p.is_relative_to(folder)]
        names = {p.relative_to(folder).parts[0].removesuffix(".py") for p in checks}
        assert {name.strip("_").split("_")[0] for name in names} == {
            *("init", unit.slug.split("_")[0])
        }, path


def test_a_lesson_reaches_its_widgets_and_no_others():
    found = {
        p.parent.name for p in Reached(ROOT).notebook(ROOT / "course/05_descent.ipynb")
    }
    assert {"descent", "shared"} <= found and "perceptron" not in found
