"""What is imported is declared; units 00 to 08 do without torch and psutil."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

from packaging.requirements import Requirement

from layerlab.syllabus import syllabus
from tools.cells import read_cells
from tools.project import ROOT, Project

REACHES = (
    *("layerlab/**/*", "tools/**/*.py", "tests/**/*.py", "units/**/*"),
    *("course/*.ipynb", "solutions/*.ipynb", "pyproject.toml", "environment.yml"),
)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
DISTRIBUTIONS = packages_distributions()
OURS = {"layerlab", "tools", "tests"}
WITHOUT_TORCH = [unit for unit in syllabus() if unit.number <= "08"]
ABSENT = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("torch", "psutil"):
            raise ModuleNotFoundError(name + " is not here", name=name)
sys.meta_path.insert(0, Absent())
"""


def names_of(needs):
    return {Requirement(need).name.lower().replace("_", "-") for need in needs}


def imported(source):
    """The top-level names that a source imports, without the standard library's."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module)
    tops = {name.partition(".")[0] for name in found}
    return tops - set(sys.stdlib_module_names) - OURS


def undeclared(paths, declared):
    """What these files import and no requirement brings: `file: name`, sorted."""
    problems = set()
    for path in paths:
        for name in imported(path.read_text("utf-8")):
            brought = {d.lower().replace("_", "-") for d in DISTRIBUTIONS.get(name, [])}
            if not (brought or {name.replace("_", "-")}) & declared:
                problems.add(f"{path.relative_to(ROOT)}: {name}")
    return sorted(problems)


def files(folder):
    return sorted((ROOT / folder).rglob("*.py"))


GRADER = ("grading", "exporting")


def test_what_the_package_imports_is_declared_for_everybody():
    declared = names_of(PROJECT["dependencies"]) | names_of(EXTRAS["torch"])
    paths = [p for p in files("layerlab") if p.parts[len(ROOT.parts) + 1] not in GRADER]
    assert len(paths) > 100
    # there on Colab alone, where progress.to_drive asks for it
    assert undeclared(paths, declared) == ["layerlab/progress.py: google"]


def test_what_the_grader_imports_is_declared_for_the_lab():
    needs = [PROJECT["dependencies"], EXTRAS["torch"], EXTRAS["lab"], EXTRAS["dask"]]
    declared = set().union(*map(names_of, needs))
    paths = [p for folder in GRADER for p in files(f"layerlab/{folder}")]
    assert len(paths) > 30
    assert undeclared(paths, declared) == []


def test_what_tools_and_tests_import_is_declared():
    needs = [PROJECT["dependencies"], *EXTRAS.values()]
    declared = set().union(*map(names_of, needs))
    assert undeclared([*files("tools"), *files("tests")], declared) == []


def test_an_import_that_nobody_declared_is_found():
    path = ROOT / "layerlab/data/download.py"
    assert undeclared([path], {"numpy"}) != []
    assert imported(
        "import os, PIL.Image\nfrom . import x\nfrom layerlab import y"
    ) == {"PIL"}


def test_what_no_browser_has_is_not_asked_for_there():
    here = {"sys_platform": "emscripten", "extra": ""}
    needs = [*PROJECT["dependencies"], *EXTRAS["torch"]]
    asked = map(Requirement, needs)
    kept = {n.name for n in asked if n.marker is None or n.marker.evaluate(here)}
    assert names_of(needs) - kept == {"psutil", "torch"}


def without_torch(code):
    """What a program prints where neither torch nor psutil can be imported."""
    command = [sys.executable, "-W", "error", "-c", ABSENT + code]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.split()


def test_the_first_eight_units_checks_pass_without_torch():
    slugs = [unit.slug for unit in WITHOUT_TORCH]
    assert len(slugs) == 9
    code = f"""
from layerlab import checks
for slug in {slugs}:
    for exercise in checks.exercises(slug):
        found = exercise(exercise.reference)
        wrong = exercise(exercise.mistakes[0].code)
        print(exercise.key, found.passed, wrong.passed)
"""
    said = without_torch(code)
    keys, passed, wrong = said[::3], said[1::3], said[2::3]
    assert len(keys) > 40
    assert set(passed) == {"True"} and set(wrong) == {"False"}


def cells_of(unit):
    """The code of a unit's lesson and of its solved exercises."""
    (folder,) = [u for u in Project.read().units() if u.slug == unit.slug]
    kinds = [folder.source(kind) for kind in folder.kinds() if kind != "solutions"]
    cells = [cell for source in kinds for cell in read_cells(source)]
    return [cell.source for cell in cells if cell.cell_type == "code"]


def test_the_first_eight_units_reach_for_nothing_that_needs_torch():
    code = [source for unit in WITHOUT_TORCH for source in cells_of(unit)]
    used = {name for source in code for name in re.findall(r"\bll((?:\.\w+)+)", source)}
    assert {".props.load_onion", ".widgets.BlameGraph"} <= used
    program = "import layerlab as ll\n" + "".join(
        f"ll{name}\n" for name in sorted(used)
    )
    imports = {
        line
        for source in code
        for line in source.splitlines()
        if line.startswith(("import", "from"))
    }
    torch = {line for line in imports if "torch" in line}
    assert torch == {"import torch"}, "one cell of lesson 08 compares with it"
    assert sum("import torch" in source for source in code) == 1
    without_torch(program + "\n".join(sorted(imports - torch)))


def test_the_first_eight_units_widgets_make_their_static_form_without_torch():
    code = [source for unit in WITHOUT_TORCH for source in cells_of(unit)]
    names = {n for c in code for n in re.findall(r"\bll\.widgets\.(\w+)", c)}
    assert len(names) >= 9
    program = f"""
import os, layerlab as ll
os.environ["LAYERLAB_STATIC"] = "1"
for name in {sorted(names)}:
    data, _ = getattr(ll.widgets, name)()._repr_mimebundle_()
    print(name, *sorted(data))
"""
    kinds = ["image/png", "text/plain"]
    assert without_torch(program) == [w for n in sorted(names) for w in (n, *kinds)]
