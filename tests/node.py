"""The widgets' JavaScript under node, for tests of what is written twice."""

import json
import shutil
import subprocess

import pytest

from layerlab.widgets.source import SHARED

REACHES = ("layerlab/widgets/**/*.js",)
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is missing")


def address(file: str) -> str:
    """Where a file of the widgets lies, as a string of JavaScript."""
    return json.dumps((SHARED.parent / file).as_uri())


def javascript(file: str, expression: str):
    """The JSON value of an expression in which the file is `m` and shared.js is `s`."""
    code = (
        f"import * as m from {address(file)};"
        f"import * as s from {address('shared/shared.js')};"
        "const plain = (k, v) => ArrayBuffer.isView(v) ? [...v] : v;"
        f"console.log(JSON.stringify({expression}, plain));"
    )
    command = [NODE, "--input-type=module", "-"]
    done = subprocess.run(
        command, input=code, capture_output=True, text=True, timeout=900
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
