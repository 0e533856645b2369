"""The real Python of a web page, Pyodide, under node: the package imports, loops end.

npm brings Pyodide's core, which has no NumPy; what needs arrays is tried in the imitation
(tests/test_in_a_browser.py).
"""

import json
import os
import subprocess

import pytest

from tests.node import NODE, needs_node
from tools import npm
from tools.project import ROOT

REACHES = ("tests/fixtures/in_pyodide.py", "layerlab.watching.limits", "tools.npm")
PACKAGE, VERSION = "pyodide", "314.0.7"
FOLDER = ROOT / ".pyodide"
SCRIPT = """
import {{ loadPyodide }} from "{core}/pyodide.mjs";
import {{ readFileSync }} from "node:fs";
const python = await loadPyodide({{ indexURL: "{core}/" }});
python.FS.mkdirTree("/course");
python.FS.mount(python.FS.filesystems.NODEFS, {{ root: "{root}" }}, "/course");
console.log(python.runPython(readFileSync("{program}", "utf-8")));
"""
pytestmark = needs_node


@pytest.fixture(scope="module")
def told():
    """What the program in Pyodide found."""
    core = npm.installed(FOLDER, PACKAGE, VERSION)
    if core is None:
        trouble = npm.install(FOLDER, PACKAGE, VERSION)
        if trouble and os.environ.get("CI") != "true":
            pytest.skip(trouble)
        assert trouble == ""
        core = npm.installed(FOLDER, PACKAGE, VERSION)
    program = ROOT / "tests/fixtures/in_pyodide.py"
    code = SCRIPT.format(core=core, root=ROOT, program=program)
    command = [NODE, "--input-type=module", "-"]
    done = subprocess.run(
        command, input=code, capture_output=True, text=True, timeout=900
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_the_package_imports_where_the_thread_has_no_clock_of_its_own(told):
    assert told["platform"] == "emscripten" and not told["has_thread_time"]


@pytest.mark.parametrize("attempt", ["loop", "deaf"])
def test_a_loop_without_end_is_ended_in_a_page(told, attempt):
    over, seconds = told[attempt]
    assert over and 0.2 < seconds < 5


def test_a_quick_attempt_ends_by_itself_and_nothing_traces_on(told):
    over, _seconds = told["quick"]
    assert not over and not told["traced_after"]
