"""The bands of the package: imports point down, and `import layerlab` stays light."""

import importlib
import re
import subprocess
import sys
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

from tools.project import ROOT
from tools.rules import crossing_private_names, import_circles, upward_imports

REACHES = ("layerlab/**/*.py", "tools/**/*.py")
HEAVY = ("numpy", "torch", "matplotlib", "sklearn", "IPython", "ipywidgets")


def test_imports_point_down_the_bands():
    assert upward_imports(ROOT / "layerlab") == []


@pytest.mark.parametrize("folder", ["layerlab", "tools"])
def test_no_modules_import_each_other_in_a_circle(folder):
    assert import_circles(ROOT / folder) == []


@pytest.mark.parametrize("folder", ["layerlab", "tools"])
def test_no_private_name_crosses_modules(folder):
    assert crossing_private_names(ROOT / folder, ("layerlab", "tools")) == []


def test_importing_the_package_loads_nothing_heavy():
    code = f"import sys, layerlab; print([m for m in {HEAVY} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert found.stdout.strip() == "[]", found.stderr


def test_importing_the_package_takes_under_a_tenth_of_a_cpu_second():
    code = (
        "import time; t = time.process_time(); import layerlab;"
        "print(time.process_time() - t)"
    )
    runs = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True).stdout)
        for _ in range(3)
    ]
    assert min(runs) < 0.1


@pytest.mark.parametrize(
    "name", ["layerlab", "layerlab.props", "layerlab.training", "layerlab.widgets"]
)
def test_no_function_shares_its_name_with_a_module(name):
    package = importlib.import_module(name)
    here = Path(package.__file__).parent.iterdir()
    modules = {path.stem for path in here if path.suffix in ("", ".py")}
    found = {name: package.__getattr__(name) for name in package.__all__}
    short = {name for name, thing in found.items() if not isinstance(thing, ModuleType)}
    assert len(short) >= 5
    assert short & modules == set(), "importing the module would hide the function"


def public_modules():
    """`ll` and every module that it offers."""
    import layerlab as ll

    found = [getattr(ll, name) for name in ll.__all__]
    return [ll, *(thing for thing in found if isinstance(thing, ModuleType))]


def test_tab_offers_what_a_module_is_for_and_nothing_that_it_imports():
    modules = public_modules()
    assert len(modules) >= 9
    for module in modules:
        assert sorted(dir(module)) == sorted(module.__all__), module
        assert not [name for name in dir(module) if name.startswith("_")]
        for name in dir(module):
            thing = getattr(module, name)
            if isinstance(thing, (type, ModuleType, FunctionType)):
                owner = getattr(thing, "__module__", None) or thing.__name__
                assert owner.startswith("layerlab."), f"{module.__name__}.{name}"
                assert thing.__doc__, f"{module.__name__}.{name}"


def test_a_name_that_a_package_lacks_is_told_with_the_nearest():
    import layerlab as ll

    words = "no name in layerlab.widgets called 'Desc'. Did you mean 'Descent'?"
    with pytest.raises(AttributeError, match=re.escape(words)):
        _ = ll.widgets.Desc
    assert not hasattr(ll, "json")
