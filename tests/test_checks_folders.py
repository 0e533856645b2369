"""The folders of checks: a file an exercise, and an attribute that stays the exercise."""

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

from layerlab import checks
from layerlab.checking import Exercise
from layerlab.watching import observers

FOLDER = Path(checks.__file__).parent
UNITS = checks.units()


def package(unit):
    return importlib.import_module(f"layerlab.checks.{unit}")


def files(unit):
    return [module.name for module in pkgutil.iter_modules(package(unit).__path__)]


def snake(name):
    """
    >>> [snake(name) for name in ("predict", "SmallCNN", "MLP", "BatchNorm2d")]
    ['predict', 'small_cnn', 'mlp', 'batch_norm2d']
    """
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
    return parted.lower()


@pytest.mark.parametrize("unit", UNITS)
def test_every_exercise_has_a_file_of_its_own_name(unit):
    for exercise in checks.exercises(unit):
        module = importlib.import_module(
            f"{checks.__name__}.{unit}.{snake(exercise.name)}"
        )
        own = [v for v in vars(module).values() if isinstance(v, Exercise)]
        assert own == [exercise]
        assert exercise.unit == unit


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_offers_its_exercises_in_their_order_and_nothing_else(unit):
    tree = ast.parse((FOLDER / unit / "__init__.py").read_text("utf-8"))
    names = [exercise.name for exercise in checks.exercises(unit)]
    imported = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert [node.module for node in imported] == [snake(name) for name in names]
    assert [node.names[0].name for node in imported] == names == package(unit).__all__
    assert len(tree.body) == len(names) + 2, "a docstring, the imports, __all__"


@pytest.mark.parametrize("unit", UNITS)
def test_importing_a_file_of_checks_leaves_the_exercise_in_its_place(unit):
    known = {exercise.name: exercise for exercise in checks.exercises(unit)}
    for file in files(unit):
        importlib.import_module(f"layerlab.checks.{unit}.{file}")
        exec(f"import layerlab.checks.{unit}.{file}", {})
    assert {name: getattr(package(unit), name) for name in known} == known


def test_importing_a_file_first_of_all_gives_the_exercise_too():
    lines = (
        "import layerlab.checks.perceptron.predict as predict",
        "from layerlab.checks import perceptron as check",
        "from layerlab.checks.perceptron.update import update",
        "print(repr(predict), check.predict is predict, check.update is update)",
    )
    found = subprocess.check_output([sys.executable, "-c", "\n".join(lines)], text=True)
    said = "<exercise 4.1 predict: call it with your predict> True True"
    assert found.strip() == said


@pytest.mark.parametrize("unit", UNITS)
def test_files_of_exercises_import_nothing_from_each_other(unit):
    own = {snake(exercise.name) for exercise in checks.exercises(unit)}
    for file in files(unit):
        tree = ast.parse((FOLDER / unit / f"{file}.py").read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                near = node.level or (node.module or "").startswith(checks.__name__)
                named = (
                    {node.module, *(name.name for name in node.names)} if near else ()
                )
                assert not own & {*named}, f"{file}.py imports another exercise"


def test_an_exercise_outside_of_the_checks_has_its_module_for_a_unit():
    double = checks.exercises("start_here")[0]

    def cases(rng):
        yield from double.all_cases()

    elsewhere = type(double)(**{**vars(double), "cases": cases})
    assert elsewhere.unit == "test_checks_folders"


def _leans_on_itself(attempt):
    import json

    return [json.dumps(attempt)]


def _leans_on_its_module(attempt):
    return snake(attempt)


def test_an_observer_may_import_what_its_module_imports_too(monkeypatch):
    monkeypatch.setitem(globals(), "json", importlib.import_module("json"))
    assert "import json" in observers.as_script(_leans_on_itself)["source"]


def test_an_observer_that_needs_its_module_is_refused():
    with pytest.raises(ValueError, match="_leans_on_its_module must stand on its own"):
        observers.as_script(_leans_on_its_module)
