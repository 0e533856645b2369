"""The bands of the package: imports point down, and `import layerlab` stays light."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from tools.project import ROOT
from tools.rules import upward_imports

HEAVY = ("numpy", "torch", "matplotlib", "sklearn", "IPython", "ipywidgets")


def test_imports_point_down_the_bands():
    assert upward_imports(ROOT / "layerlab") == []


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


@pytest.mark.parametrize("name", ["layerlab", "layerlab.training", "layerlab.widgets"])
def test_no_function_shares_its_name_with_a_module(name):
    package = importlib.import_module(name)
    here = Path(package.__file__).parent.iterdir()
    modules = {path.stem for path in here if path.suffix in ("", ".py")}
    short = {
        name
        for name, target in package._LAZY.items()
        if isinstance(target, str) or target[1]  # not a module itself
    }
    assert short & modules == set(), "importing the module would hide the function"


def test_every_short_name_leads_somewhere():
    import importlib.util

    import layerlab

    modules = {module for module, _ in layerlab._LAZY.values()}
    missing = [name for name in sorted(modules) if not importlib.util.find_spec(name)]
    assert missing == []
